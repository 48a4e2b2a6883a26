"""Recordings: what the head of an answer tells of a file."""

import re
from urllib.parse import unquote, urlsplit

from ssg.asking.answer import Answer
from ssg.asking.json_texts import words_of_status
from ssg.embeds.model import Found, Gone, Unclear
from ssg.embeds.reading import fault_by_status

_OK = 200
_REFUSED = frozenset({401, 403})
_TYPE = re.compile(r"audio/[a-z0-9.+-]{1,40}")
_NO_TYPE = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/ogg"})
_LONGEST = 12


def read_recording(answer: Answer, address: str) -> Found | Gone | Unclear:
    """Return the size and type of the recording at `address`, and its name as a title."""
    # Hosts of files refuse programs for many reasons; only "not found" says something of the file.
    if answer.status not in _REFUSED and (fault := fault_by_status(answer)):
        return fault
    if answer.status != _OK:
        return Unclear(words_of_status(answer.status))
    said = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if said not in _NO_TYPE and not _TYPE.fullmatch(said):
        return Unclear("it answers, but not with a recording")
    length = answer.headers.get("content-length", "")
    return Found(
        title=_title(address),
        length=int(length) if length.isdecimal() and len(length) <= _LONGEST else 0,
        type=said if _TYPE.fullmatch(said) else "",
    )


def _title(address: str) -> str:
    name = unquote(urlsplit(address).path.rpartition("/")[2].rpartition(".")[0])
    return " ".join(re.split(r"[\s_]+|-+", name)).strip()
