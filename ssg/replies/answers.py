"""What a service answered, as plain values; whatever it sent, no error."""

import re

from ssg.asking.answer import Ask
from ssg.asking.cleaning import Json, value_in
from ssg.asking.json_texts import NoAnswer, read_json

_UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
_LONGEST_NAME = 200
LARGEST_ANSWER = 32_000_000
"""Bytes of one answer; ten thousand replies are shorter."""


def asked_json(ask: Ask, url: str, body: bytes = b"") -> tuple[Json, str]:
    """Return the JSON that `url` answers, and "" or why there is none."""
    answer = ask(url, body)
    found = read_json(answer, LARGEST_ANSWER)
    return (None, found.reason) if isinstance(found, NoAnswer) else (found, "")


def text_in(value: object, *keys: str) -> str:
    """Return the text under `keys`; a number as digits, anything else as ""."""
    found = value_in(value, *keys)
    if isinstance(found, bool) or not isinstance(found, str | int):
        return ""
    return str(found)


def name_from(written: str) -> str:
    """Return a person's name in one line, without signs that nobody sees."""
    return " ".join(_UNSEEN.sub(" ", written[: 4 * _LONGEST_NAME]).split())[:_LONGEST_NAME]
