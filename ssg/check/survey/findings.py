"""How a survey tells what it has found."""

from ssg.check.survey.manuscript import Manuscript
from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.entry import Place


def advice(
    manuscript: Manuscript, place: Place | int, rule: str, message: str, fix: str
) -> Diagnostic:
    """Return a piece of advice about the sign at `place`, which may be an offset."""
    spot = _spot(manuscript, place)
    return Diagnostic(
        manuscript.path, spot.line, spot.column, Level.ADVICE, rule, message, fix
    )  # fmt: skip


def warning(
    manuscript: Manuscript, place: Place | int, rule: str, message: str, fix: str
) -> Diagnostic:
    """Return a warning about the sign at `place`, which may be an offset."""
    spot = _spot(manuscript, place)
    return Diagnostic(
        manuscript.path, spot.line, spot.column, Level.WARNING, rule, message, fix
    )  # fmt: skip


def _spot(manuscript: Manuscript, place: Place | int) -> Place:
    return manuscript.place(place) if isinstance(place, int) else place
