"""A change to a file of the author's, as a value."""

from ssg.model.diagnostic import Diagnostic
from ssg.model.entry import Place
from ssg.model.pickling import pickle_by_fields
from ssg.model.record import dataclass


@dataclass(frozen=True, slots=True)
class Edit:
    """Words of one line of a file, and what stands there instead.

    `old` begins at `place`; where it does not stand there, the edit is not made.
    """

    path: str
    place: Place
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Mend:
    """A problem with the edit that mends it."""

    problem: Diagnostic
    edit: Edit


pickle_by_fields(__name__)
