"""A file that an import writes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NewFile:
    """A text file: `path` is relative to the site's folder, with slashes."""

    path: str
    text: str
