"""`ssg theme check` from its options to what it tells."""

from pathlib import Path

from ssg.commands.building.verb import moment_for
from ssg.commands.checking.theme import ThemeChecked, check_theme, note_ground
from ssg.commands.failures import UsageError
from ssg.commands.outcome import Outcome, Tell
from ssg.model.diagnostic import as_errors
from ssg.text.counting import counted


def run(site_folder: Path, *, tell: Tell, name: str, strict: bool, accepts: bool) -> Outcome:  # noqa: ARG001 - takes little time
    """Check the theme `name`; note what it replaces where that is asked for."""
    checked = check_theme(site_folder, name, moment_for(site_folder, None))
    lines = []
    found = checked.diagnostics
    if accepts:
        if not checked.is_own or checked.ground is None:
            message = f"`{name}` is a built-in theme: it replaces nothing"
            raise UsageError(message, "name a theme of the site's own")
        path = note_ground(site_folder, name, checked.ground)
        found = tuple(problem for problem in found if problem.rule != "theme-drift")
        lines.append(f"Noted in {path} what the theme replaces, as it is now.")
    found = as_errors(found) if strict else found
    return Outcome(
        diagnostics=found,
        lines=(*lines, *_lines(checked, name, has_found=bool(found))),
        report={"templates": checked.templates, "languages": checked.languages},
    )


def _lines(checked: ThemeChecked, name: str, *, has_found: bool) -> list[str]:
    if has_found:
        return []
    looked = counted(checked.templates, "template")
    spoken = counted(checked.languages, "language")
    return [f"Nothing is wrong with the theme {name}: {looked} of its own, words in {spoken}."]
