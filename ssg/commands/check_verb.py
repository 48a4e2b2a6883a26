"""`ssg check` from its options to what it tells."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ssg.check.folding import fold
from ssg.commands.build_verb import moment_for
from ssg.commands.checking import Checked, CheckRequest, check_site
from ssg.commands.failures import UsageError
from ssg.commands.outcome import Outcome, Tell
from ssg.commands.outside import NOTHING_OUTSIDE, Outside
from ssg.commands.talking import Talk
from ssg.model.diagnostic import Diagnostic, as_errors, sort_diagnostics
from ssg.text.counting import counted

if TYPE_CHECKING:
    from ssg.commands.fixing import Fixed
    from ssg.disk.rounds import Courtesy


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
) -> Outcome:
    """Check the site and tell what is wrong with it, or with `files` of it; mend what is safe."""
    if (yes or dry_run) and not fixes:
        message = f"{'--yes' if yes else '--dry-run'} belongs to --fix"
        raise UsageError(message, "add --fix")
    wish = _Wish(site_folder, tuple(_path_in(site_folder, file) for file in files), strict)
    request = CheckRequest(site_folder, moment_for(site_folder, None))
    wanted = partial(_is_wanted, wish=wish)
    checked = check_site(request)
    outside = NOTHING_OUTSIDE
    if external:
        from ssg.commands.external import EVERYDAY, ask_outside  # noqa: PLC0415 - most ask nobody

        outside = ask_outside(request, checked, wanted, tell, courtesy or EVERYDAY)
    if not fixes:
        return _outcome(wish, checked, outside)
    from ssg.commands.fixing import fix, show_fixes  # noqa: PLC0415 - most checks mend nothing

    if dry_run:
        fixed = show_fixes(request, wanted, talk, outside.told)
    else:
        fixed = fix(request, wanted, talk, asks=not yes, outside=outside.told)
    checked = check_site(request)
    if external:
        from ssg.commands.external import tell_again  # noqa: PLC0415 - as above

        outside = replace(outside, told=tell_again(request, checked))
    return _outcome(wish, checked, outside, fixed)


def _outcome(
    wish: _Wish, checked: Checked, outside: Outside, fixed: "Fixed | None" = None
) -> Outcome:
    every = sort_diagnostics((*checked.diagnostics, *outside.told.diagnostics))
    wanted = tuple(each for each in every if _is_wanted(each.path, wish))
    found = as_errors(wanted) if wish.strict else wanted
    return Outcome(
        diagnostics=found,
        shown=fold(found),
        lines=(*(fixed.lines if fixed else ()), *outside.lines, *_lines(wish, checked, found)),
        upshot=_upshot(wish, checked, found),
        report={
            "entries": checked.entries,
            "hosts": list(checked.hosts),
            "policy": checked.policy,
            "fixed": list(fixed.report) if fixed else [],
            **outside.report,
        },
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
