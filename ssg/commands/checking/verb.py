"""`ssg check` from its options to what it tells."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ssg.check.folding import fold
from ssg.commands.building.verb import moment_for
from ssg.commands.checking.external_findings import NOTHING_FOUND, ExternalFindings
from ssg.commands.checking.flow import Checked, CheckRequest, check_site
from ssg.commands.failures import UsageError
from ssg.commands.outcome import WORLD_FAILED, Outcome, Tell
from ssg.commands.talking import Talk
from ssg.model.diagnostic import Diagnostic, as_errors, sort_diagnostics
from ssg.model.record import dataclass
from ssg.text.counting import counted

if TYPE_CHECKING:
    import datetime as dt

    from ssg.commands.checking.fixing import Fixed
    from ssg.disk.web.rounds import Courtesy


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is asked for: of which files, how strictly."""

    site: Path
    paths: tuple[str, ...]
    strict: bool


def run(  # noqa: PLR0913 - one for each option
    site_folder: Path,
    *,
    tell: Tell,
    talk: Talk,
    files: tuple[Path, ...],
    strict: bool,
    fixes: bool,
    yes: bool,
    dry_run: bool,
    external: bool = False,
    courtesy: "Courtesy | None" = None,
    today: "dt.date | None" = None,
) -> Outcome:
    """Check the site and tell what is wrong with it, or with `files` of it; mend what is safe.

    `today` is the day on which other sites are asked: the clock's, unless it is given.
    """
    if (yes or dry_run) and not fixes:
        message = f"{'--yes' if yes else '--dry-run'} belongs to --fix"
        raise UsageError(message, "add --fix")
    wish = _Wish(site_folder, tuple(_path_in(site_folder, file) for file in files), strict)
    request = CheckRequest(site_folder, moment_for(site_folder, None))
    wanted = partial(_is_wanted, wish=wish)
    checked = check_site(request)
    if external:
        from ssg.commands.checking.external import ask_external  # noqa: PLC0415 - most ask nobody

        findings = ask_external(site_folder, checked, wanted, tell, courtesy, today)
    else:
        findings = NOTHING_FOUND
    if not fixes or findings.failure:
        return _outcome(wish, checked, findings)
    fixed = _fix(request, wanted, talk, asks=None if dry_run else not yes, external=external)
    checked = check_site(request)
    if external:
        from ssg.commands.checking.external import sum_up_again  # noqa: PLC0415 - as above

        findings = sum_up_again(site_folder, checked, wanted, findings)
    return _outcome(wish, checked, findings, fixed)


def _fix(
    request: CheckRequest,
    wanted: Callable[[str], bool],
    talk: Talk,
    *,
    asks: bool | None,
    external: bool,
) -> "Fixed":
    """Mend what is safe, after a question where it `asks`; where that is None, show it only."""
    from ssg.commands.checking.fixing import fix, nothing_heard, show_fixes  # noqa: PLC0415 - few mend

    known = nothing_heard
    if external:
        from ssg.commands.checking.external import tell_again  # noqa: PLC0415 - most ask nobody

        known = partial(tell_again, request.site)
    if asks is None:
        command = "ssg check --external --fix" if external else "ssg check --fix"
        return show_fixes(request, wanted, talk, command, known)
    return fix(request, wanted, talk, asks=asks, external=known)


def _outcome(
    wish: _Wish, checked: Checked, external: ExternalFindings, fixed: "Fixed | None" = None
) -> Outcome:
    every = sort_diagnostics((*checked.diagnostics, *external.told.diagnostics))
    wanted = tuple(each for each in every if _is_wanted(each.path, wish))
    if external.failure:
        wanted = (*wanted, external.failure)
    found = as_errors(wanted) if wish.strict else wanted
    return Outcome(
        diagnostics=found,
        shown=fold(found),
        lines=(
            *(fixed.lines if fixed else ()),
            *((external.asked,) if external.asked else ()),
            *external.lines,
            *_lines(wish, checked, found),
        ),
        upshot=_upshot(wish, checked, found),
        report={
            "entries": checked.entries,
            "hosts": list(checked.hosts),
            "policy": checked.policy,
            "fixed": list(fixed.report) if fixed else [],
            **external.report,
        },
        exit_code=WORLD_FAILED if external.failure else None,
    )


def _path_in(site: Path, file: Path) -> str:
    """Return the path of `file` within the site, as problems name it."""
    for candidate in (file, site / file):
        if candidate.exists() and candidate.resolve().is_relative_to(site.resolve()):
            return candidate.resolve().relative_to(site.resolve()).as_posix()
    message = f"{file} is no file of the site"
    raise UsageError(message, "name a post, a page or a folder in content/")


def _is_wanted(path: str, wish: _Wish) -> bool:
    return not wish.paths or any(
        each in {path, "."} or path.startswith(f"{each}/") for each in wish.paths
    )


def _lines(wish: _Wish, checked: Checked, found: Sequence[Diagnostic]) -> list[str]:
    lines = []
    if not found:
        everything = counted(checked.entries, "post or page", "posts and pages")
        lines.append(f"Nothing is wrong with {', '.join(wish.paths) or everything}.")
    if checked.hosts and not wish.paths:
        lines.append(
            "A policy for what these pages load; `ssg deploy` writes it where a host reads it:"
        )
        lines.append(f"Content-Security-Policy: {checked.policy}")
    return lines


def _upshot(wish: _Wish, checked: Checked, found: Sequence[Diagnostic]) -> str:
    """Return how far the problems are spread."""
    paths = {each.path for each in found if each.path.endswith(".md")}
    if not paths or wish.paths:
        return ""
    everything = counted(checked.entries, "post or page", "posts and pages")
    return f"{len(paths):,} of {everything} have some"
