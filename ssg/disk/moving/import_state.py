"""What imports remember of the files that they wrote: `.import/private/state.jsonl`."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from ssg.importers.new_file import NewFile

_MARK_LENGTH = 12

Marks = Mapping[str, str]
"""Parts of a file, each with a short digest of what it said."""

NO_MARKS: Marks = MappingProxyType({})


class Known(NamedTuple):
    """A file that was written: its digest, the number of its entry, and its parts."""

    digest: str
    entry: str = ""
    parts: Marks = NO_MARKS


NOTHING = Known("")
"""What is known of a file that no import has written."""


def line_of(path: str, known: Known) -> str:
    """Return the line that remembers a file."""
    parts = [dict(known.parts)] if known.parts else []
    return f"{json.dumps([path, known.digest, known.entry, *parts])}\n"


def read_state(file: Path) -> Iterator[tuple[str, Known]]:
    """Yield the path of each file that is remembered, and what is known of it."""
    try:
        lines = file.read_text("utf-8", "replace").splitlines()
    except FileNotFoundError:
        return
    for line in lines:
        try:
            path, digest, *more = json.loads(line)
            entry = str(more[0]) if more else ""
            parts = dict(more[1]) if len(more) > 1 else NO_MARKS
        except (ValueError, TypeError, RecursionError):
            continue  # The last line of an import that was cut off, or one that was damaged.
        yield str(path), Known(str(digest), entry, parts)


def marks_of(file: NewFile) -> Marks:
    """Return the parts of a file, each with a short digest of what it says."""
    return {name: mark_of(part) for name, part in file.parts.items()}


def mark_of(part: object) -> str:
    """Return a short digest of what a part of a file says."""
    return content_digest(json.dumps(part, sort_keys=True).encode())[:_MARK_LENGTH]


def content_digest(content: bytes) -> str:
    """Return what stands for the bytes of a file."""
    return hashlib.blake2b(content, digest_size=16).hexdigest()
