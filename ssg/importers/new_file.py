"""A file that an import writes."""

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from ssg.model.record import dataclass


@dataclass(frozen=True, slots=True)
class NewFile:
    """A text file: `path` is relative to the site's folder, with slashes.

    `entry` is the number at the old host of the entry that it is made of, "" where it is of none: a
    file that an entry does not make any more is not left behind. `parts` are the things that it
    lists, by what tells them apart: those that a file lacks are added to it.
    """

    path: str
    text: str
    entry: str = ""
    parts: Mapping[str, Any] = field(default_factory=dict)
