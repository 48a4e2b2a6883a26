"""What becomes of an answer: which files are written, and what stays as it is."""

import datetime as dt
import enum
import re

from ssg.asking.pictures import Picture
from ssg.embeds.model import Found, Gone, Unclear
from ssg.embeds.writing import (
    PICTURES,
    is_untouched,
    path_of,
    with_gone,
    write_gone,
    write_record,
)
from ssg.model.entry import CardMention
from ssg.model.record import dataclass

_PICTURE = re.compile(r"^picture: *['\"]?/(media/cards/[\w.-]+)['\"]?[ \t]*$", re.MULTILINE)
_FETCHED = re.compile(r"^fetched: *['\"]?(\d{4}-\d\d-\d\d)", re.MULTILINE)
_GONE = re.compile(r"^gone:", re.MULTILINE)


class Outcomes(enum.StrEnum):
    """What can become of a card."""

    WRITTEN = "written"
    SAME = "unchanged"
    GONE = "gone"
    UNCLEAR = "unanswered"
    EDITED = "edited"


@dataclass(frozen=True, slots=True)
class Record:
    """A record that is there, with the pixels of its picture."""

    text: str
    pixels: bytes = b""

    @property
    def is_untouched(self) -> bool:
        """Tell whether nobody has changed it."""
        return is_untouched(self.text, self.pixels)


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a card, why, and the files that are to be written."""

    outcome: Outcomes
    why: str = ""
    files: tuple[tuple[str, bytes], ...] = ()


def picture_path_in(text: str) -> str:
    """Return where the picture of a record lies, "" without one of ours."""
    found = _PICTURE.search(text)
    return f"content/{found[1]}" if found else ""


def keep_reply(
    mention: CardMention,
    found: Found | Gone | Unclear,
    picture: Picture | None,
    record: Record | None,
    day: dt.date,
) -> Kept:
    """Return what becomes of an answer. What is gone keeps the record that it has."""
    path = path_of(mention)
    match found:
        case Unclear():
            return Kept(Outcomes.UNCLEAR, found.why)
        case Gone():
            return Kept(Outcomes.GONE, found.why, _gone_files(mention, record, day))
        case Found():
            pass
    if picture is None and record is not None and record.pixels:
        # The picture that we have is better than none.
        address, pixels = f"/{picture_path_in(record.text).removeprefix('content/')}", record.pixels
    elif picture is not None:
        address, pixels = f"/media/cards/{mention.name}{picture.suffix}", picture.content
    else:
        address, pixels = "", b""
    if record is not None and (then := _FETCHED.search(record.text)):
        before = dt.date.fromisoformat(then[1])
        if write_record(mention, found, address, pixels, before) == record.text:
            return Kept(Outcomes.SAME)
    text = write_record(mention, found, address, pixels, day)
    files = [(path, text.encode("utf-8", "replace"))]
    if picture is not None:
        files.insert(0, (f"{PICTURES}{mention.name}{picture.suffix}", pixels))
    return Kept(Outcomes.WRITTEN, "", tuple(files))


def _gone_files(
    mention: CardMention, record: Record | None, day: dt.date
) -> tuple[tuple[str, bytes], ...]:
    if record is None:
        return ((path_of(mention), write_gone(mention, day).encode()),)
    if _GONE.search(record.text):
        return ()
    return (
        (path_of(mention), with_gone(record.text, record.pixels, day).encode("utf-8", "replace")),
    )
