"""`ssg check` from its options to what it tells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ssg.check.folding import fold
from ssg.commands.build_verb import moment_for
from ssg.commands.checking import Checked, CheckRequest, check_site
from ssg.commands.failures import UsageError
from ssg.commands.outcome import Outcome, Tell
from ssg.commands.talking import Talk
from ssg.model.diagnostic import Diagnostic, as_errors
from ssg.text.counting import counted


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is asked for: of which files, how strictly."""

    site: Path
    paths: tuple[str, ...]
    strict: bool


def run(  # noqa: PLR0913 - one for each option
    site_folder: Path,
    *,
    tell: Tell,  # noqa: ARG001 - checking is not that long
    talk: Talk,
    files: tuple[Path, ...],
    strict: bool,
    fixes: bool,
    yes: bool,
    dry_run: bool,
) -> Outcome:
    """Check the site and tell what is wrong with it, or with `files` of it; mend what is safe."""
    if (yes or dry_run) and not fixes:
        message = f"{'--yes' if yes else '--dry-run'} belongs to --fix"
        raise UsageError(message, "add --fix")
    wish = _Wish(site_folder, tuple(_path_in(site_folder, file) for file in files), strict)
    request = CheckRequest(site_folder, moment_for(site_folder, None))
    if not fixes:
        return _outcome(wish, check_site(request))
    from ssg.commands.fixing import fix, show_fixes  # noqa: PLC0415 - most checks mend nothing

    wanted = partial(_is_wanted, wish=wish)
    if dry_run:
        fixed = show_fixes(request, wanted, talk)
    else:
        fixed = fix(request, wanted, talk, asks=not yes)
    return _outcome(wish, check_site(request), fixed.lines, fixed.report)


def _outcome(
    wish: _Wish,
    checked: Checked,
    done: Sequence[str] = (),
    fixed: Sequence[Mapping[str, object]] = (),
) -> Outcome:
    wanted = tuple(each for each in checked.diagnostics if _is_wanted(each.path, wish))
    found = as_errors(wanted) if wish.strict else wanted
    return Outcome(
        diagnostics=found,
        shown=fold(found),
        lines=(*done, *_lines(wish, checked, found)),
        upshot=_upshot(wish, checked, found),
        report={
            "entries": checked.entries,
            "hosts": list(checked.hosts),
            "policy": checked.policy,
            "fixed": list(fixed),
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
