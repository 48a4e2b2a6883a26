"""`ssg verify` from its options to its verdict."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ssg.check.comparison import compare
from ssg.check.fixes import addresses_by_slug, fix_for, nearest_address
from ssg.check.old_addresses import Foreign, Ground, OldAddress, reduce_address
from ssg.check.verdicts import Answers, Verdict, judge
from ssg.commands.building.build import BuildRequest
from ssg.commands.building.verb import moment_for
from ssg.commands.outcome import CONTENT_HAS_ERRORS, DONE, Outcome, Tell
from ssg.commands.verifying.asking import OldSite, ask_all, old_site_at
from ssg.commands.verifying.flow import BuiltSite, answers_of, load_built_site
from ssg.commands.verifying.old_lists import read_lists
from ssg.commands.verifying.proving import find_exports, prove_exports
from ssg.commands.verifying.verdict_lines import (
    Judged,
    Verified,
    lines_of,
    report_of,
    rows_of,
    upshot_of,
)
from ssg.disk.moving.import_folder import ASIDE
from ssg.model.diagnostic import Diagnostic, Level
from ssg.text.counting import some_of

_GUESSES = 20
"""Lost addresses for which one that looks alike is looked for; it takes time."""

_LIST = "verify.tsv"
_NAMED = 2


def run(site_folder: Path, *, tell: Tell, files: tuple[Path, ...], against: str | None) -> Outcome:
    """Prove each old address against the built site, and the texts against the export."""
    old = old_site_at(against) if against else None
    lists = read_lists(site_folder, files)
    now = moment_for(site_folder, None)
    built = load_built_site(BuildRequest(site_folder, site_folder / "output", now))
    if not isinstance(built, BuiltSite):
        return Outcome(built, exit_code=CONTENT_HAS_ERRORS)
    exports = find_exports(site_folder)
    old_urls = (*(exports.memory.urls if exports else ()), *((old.address,) if old else ()))
    answers = answers_of(built, old_urls)
    judged = list(_judged(lists.addresses, answers))
    if old:
        judged = list(_compared(judged, old, answers.ground, built, tell))
    verified = Verified(
        names=lists.names,
        addresses=tuple(_with_fixes(judged, built)),
        tally=prove_exports(exports, built, tell) if exports else None,
        against=old.address if old else "",
    )
    file = _list_file(site_folder, files)
    text = "".join(f"{row}\n" for row in rows_of(verified))
    file.write_text(text, encoding="utf-8", newline="\n")
    return Outcome(
        diagnostics=(*lists.diagnostics, *_not_asked(lists.addresses, answers.ground)),
        result=(
            *lines_of(verified, str(file)),
            *(_waiting(site_folder) if verified.has_losses else ()),
            upshot_of(verified),
        ),
        report=report_of(verified, str(file)),
        exit_code=CONTENT_HAS_ERRORS if verified.has_losses else DONE,
    )


def _judged(addresses: Sequence[OldAddress], answers: Answers) -> Iterator[Judged]:
    for address in addresses:
        asked = reduce_address(address.written, answers.ground)
        if asked is not None and not isinstance(asked, Foreign):
            yield Judged(address, asked, judge(asked, answers))


def _not_asked(addresses: Sequence[OldAddress], ground: Ground) -> Iterator[Diagnostic]:
    """Report the lines that are no address, and the addresses of other sites, once for each."""
    by_host: dict[str, list[OldAddress]] = {}
    for address in addresses:
        reduced = reduce_address(address.written, ground)
        if reduced is None:
            message = f"this is no address: {address.written[:80]}"
            yield _problem(address, message, "write a path, such as /2016/10/29/x/")
        elif isinstance(reduced, Foreign):
            by_host.setdefault(reduced.host, []).append(address)
    for host, found in by_host.items():
        count = f" (and {len(found) - 1:,} more)" if len(found) > 1 else ""
        message = f"{found[0].written}{count} is on {host}, which is not this site"
        fix = "if the blog was there once, write these addresses without the host, as paths"
        yield _problem(found[0], message, fix)


def _problem(address: OldAddress, message: str, fix: str) -> Diagnostic:
    return Diagnostic(address.source, address.line, 0, Level.WARNING, "address-list", message, fix)


def _compared(
    judged: Sequence[Judged], old: OldSite, ground: Ground, built: BuiltSite, tell: Tell
) -> Iterator[Judged]:
    """Yield `judged` in the light of what the old site answers, which is asked meanwhile."""
    titles = built.titles
    answers = ask_all(old, (_path_to_ask(each) for each in judged))
    for number, (each, answer) in enumerate(zip(judged, answers, strict=True), 1):
        tell(f"asking {old.address}", number, len(judged))
        title = titles.get(each.finding.output, "")
        compared = compare(each.finding, answer, title, ground)
        yield replace(each, finding=compared.finding, difference=compared.difference)


def _path_to_ask(judged: Judged) -> str:
    asked = judged.asked
    return f"{asked.path}?{asked.query}" if asked.query else asked.path


def _with_fixes(judged: Sequence[Judged], built: BuiltSite) -> Iterator[Judged]:
    """Yield `judged`; those that are lost with what to write so that they are answered."""
    lost = [each for each in judged if each.finding.verdict is Verdict.LOST]
    by_slug = addresses_by_slug(built.addresses) if lost else {}
    guessed = 0
    for each in judged:
        if each.finding.verdict is not Verdict.LOST:
            yield each
            continue
        asked = each.asked
        near = nearest_address(asked.path, by_slug, may_guess=guessed < _GUESSES)
        guessed += 1
        query = "&".join(asked.parameters) if asked.path == "/" else ""
        fix = each.finding.fix or fix_for(asked.path, query, near)
        yield replace(each, fix=fix)


def _waiting(site_folder: Path) -> Iterator[str]:
    """Yield what an import laid beside files that a person changed: it may be what is lost."""
    folder = site_folder / ASIDE
    files = sorted(each for each in folder.rglob("*") if each.is_file())
    if files:
        named = some_of([each.relative_to(site_folder).as_posix() for each in files], _NAMED)
        yield f"An import could not write over what you changed: look first into {named}"


def _list_file(site_folder: Path, files: Sequence[Path]) -> Path:
    """Return where the whole list goes: to the notes of an import, else beside the input."""
    notes = site_folder / ".import"
    return (notes if notes.is_dir() or not files else files[0].parent) / _LIST
