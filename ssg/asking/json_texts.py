"""Answers become JSON, or words about why they are none."""

import json

from ssg.asking.answer import Answer
from ssg.asking.cleaning import Json
from ssg.model.record import dataclass

LARGEST_ANSWER = 8 << 20
"""Bytes of an answer that are read; a hundred authors or likes need a tenth of a megabyte."""

_OK = 200
_WORDS_BY_STATUS = {
    401: "it answers only to those who are logged in",
    403: "it does not tell strangers",
    404: "it has no such page",
    410: "it has no such page any more",
    429: "it was asked too often; try again later",
}
_MOVED, _FAULTY, _SERVERS = 300, 400, 500


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """Why an answer is of no use; completes "asked `url`: …"."""

    reason: str


def read_json(answer: Answer, largest: int = LARGEST_ANSWER) -> Json | NoAnswer:
    """Return what an answer of so many bytes at most holds, not yet checked in any way."""
    if reason := fault_of(answer, largest):
        return NoAnswer(reason)
    try:
        value: Json = json.loads(answer.body.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return NoAnswer("its answer is no text")
    except (ValueError, RecursionError):
        if answer.body.lstrip()[:1] == b"<":
            return NoAnswer("it answered with a page for people, not with data")
        return NoAnswer("its answer cannot be read")
    return value


def fault_of(answer: Answer, largest: int) -> str:
    """Return why an answer is not to be read at all, "" where it may be; `largest` in bytes."""
    if answer.problem:
        return answer.problem
    if answer.status != _OK:
        return words_of_status(answer.status)
    if not answer.body:
        return "its answer is empty"
    return "its answer is too long" if len(answer.body) > largest else ""


def words_of_status(status: int) -> str:
    """Return what an answer of this status means, in words that complete "asked `url`: …"."""
    if status in _WORDS_BY_STATUS:
        return _WORDS_BY_STATUS[status]
    if status >= _SERVERS:
        return f"it has a fault of its own (status {status})"
    if _MOVED <= status < _FAULTY:
        return "it sends elsewhere"
    return f"it refuses (status {status})"
