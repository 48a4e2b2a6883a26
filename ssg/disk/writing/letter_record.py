"""Which letters were sent: a small file beside site.yaml, so that no list gets one twice.

It is kept with the site and not in the cache, which may be removed at any time. A letter is written
down before it leaves: where the program is killed in between, the next one says so.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from ssg.disk.writing.whole_files import write_whole
from ssg.model.record import dataclass

FILE = "sent-letters.json"
SENDING, SENT = "sending", "sent"


@dataclass(frozen=True, slots=True)
class SentLetter:
    """A letter that was sent, or begun to be. `url` is the post's path, `date` ISO 8601."""

    id: str
    url: str
    title: str
    to: str
    date: str
    state: str = SENT


class UnreadableRecordError(Exception):
    """The file is there, and is none of ours."""


def read_record(site: Path) -> tuple[SentLetter, ...]:
    """Return all letters that were sent, the oldest first. Raises UnreadableRecordError."""
    try:
        content = (site / FILE).read_bytes()
    except FileNotFoundError:
        return ()
    try:
        # Who mends it by hand may have an editor that writes a mark of the encoding first.
        letters = json.loads(content.decode("utf-8-sig"))["letters"]
        return tuple(SentLetter(**_checked(letter)) for letter in letters)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise UnreadableRecordError(FILE) from error


def _checked(letter: Mapping[str, str]) -> Mapping[str, str]:
    """Return what is written of a letter. Raises TypeError where that is not what we write."""
    if not all(isinstance(value, str) for value in {**letter}.values()):
        raise TypeError
    return letter


def write_record(site: Path, letters: tuple[SentLetter, ...]) -> None:
    """Write the whole record in place of the old one, at once."""
    text = json.dumps({"letters": [asdict(letter) for letter in letters]}, indent=1)
    write_whole(site / FILE, f"{text}\n".encode())
