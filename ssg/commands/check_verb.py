"""`ssg check` from its options to what it tells."""

import posixpath
from collections.abc import Sequence
from pathlib import Path

from ssg.check.folding import fold
from ssg.commands.build_verb import moment_for
from ssg.commands.checking import Checked, CheckRequest, check_site
from ssg.commands.failures import UsageError
from ssg.commands.outcome import Outcome, Tell
from ssg.commands.talking import Talk
from ssg.model.diagnostic import Diagnostic, as_errors
from ssg.text.counting import counted


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
    """Check the site and tell what is wrong with it, or with `files` of it."""
    if (yes or dry_run) and not fixes:
        message = f"{'--yes' if yes else '--dry-run'} belongs to --fix"
        raise UsageError(message, "add --fix")
    wanted = [_path_in(site_folder, file) for file in files]
    checked = check_site(CheckRequest(site_folder, moment_for(site_folder, None)))
    found = _of_files(checked.diagnostics, wanted)
    weighed = as_errors(found) if strict else found
    return Outcome(
        diagnostics=weighed,
        shown=fold(weighed),
        lines=_lines(checked, weighed, wanted),
        upshot=_upshot(checked, weighed),
        report={
            "entries": checked.entries,
            "hosts": list(checked.hosts),
            "policy": checked.policy,
        },
    )


def _path_in(site: Path, file: Path) -> str:
    """Return the path of `file` within the site, as problems name it."""
    for candidate in (file, site / file):
        if candidate.exists() and candidate.resolve().is_relative_to(site.resolve()):
            return candidate.resolve().relative_to(site.resolve()).as_posix()
    message = f"{file} is no file of the site {site}"
    raise UsageError(message, "name a post, a page or a folder in content/")


def _of_files(diagnostics: Sequence[Diagnostic], wanted: Sequence[str]) -> tuple[Diagnostic, ...]:
    """Return the problems of the files and folders `wanted`; all of them where none is."""
    if not wanted:
        return tuple(diagnostics)
    return tuple(
        each
        for each in diagnostics
        if any(each.path == path or each.path.startswith(f"{path}/") for path in wanted)
    )


def _lines(checked: Checked, found: Sequence[Diagnostic], wanted: Sequence[str]) -> tuple[str, ...]:
    lines = []
    if not found:
        what = ", ".join(wanted) or counted(checked.entries, "post or page", "posts and pages")
        lines.append(f"Nothing is wrong with {what}.")
    if checked.hosts and not wanted:
        lines.append(
            "A policy that allows these hosts and no others; `ssg deploy` writes it where the host"
            " reads one:"
        )
        lines.append(f"Content-Security-Policy: {checked.policy}")
    return tuple(lines)


def _upshot(checked: Checked, found: Sequence[Diagnostic]) -> str:
    """Return how far the problems are spread."""
    paths = {each.path for each in found if posixpath.splitext(each.path)[1] == ".md"}
    if not paths:
        return ""
    return f"{len(paths):,} of {counted(checked.entries, 'post and page', 'posts and pages')} have some"
