"""A file that an import writes."""

from ssg.model.record import dataclass


@dataclass(frozen=True, slots=True)
class NewFile:
    """A text file: `path` is relative to the site's folder, with slashes.

    `entry` is the number at the old host of the entry that it is made of, "" where it is of none: a
    file that an entry does not make any more is not left behind.
    """

    path: str
    text: str
    entry: str = ""
