"""What a service answered, as plain values; whatever it sent, no error."""

import datetime as dt
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ssg.text.dates import FIRST_YEAR, LAST_YEAR

_UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
_LONGEST_NAME = 200
_LONGEST_URL = 2_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: HTTP's status, 0 where nothing came, and why it is not to be used."""

    status: int
    body: bytes
    problem: str = ""


Ask = Callable[[str, bytes], Answer]
"""Asks one address, by POST where there is a body (JSON), and never raises."""

_OK = 200


def asked_json(ask: Ask, url: str, body: bytes = b"") -> tuple[Any, str]:
    """Return the JSON that `url` answers, and "" or why there is none."""
    answer = ask(url, body)
    if answer.problem:
        return None, answer.problem
    if answer.status != _OK:
        return None, f"it answered with HTTP status {answer.status}"
    try:
        return json.loads(answer.body), ""
    except (ValueError, RecursionError):
        return None, "what it answered is no JSON"


def within(value: object, *keys: str) -> Any:  # noqa: ANN401 - JSON
    """Return what lies under `keys`, one below the other, None where nothing does."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def text_in(value: object, *keys: str) -> str:
    """Return the text under `keys`; a number as digits, anything else as ""."""
    found = within(value, *keys)
    if isinstance(found, bool) or not isinstance(found, str | int):
        return ""
    return str(found)


def list_in(value: object, *keys: str) -> list[Any]:
    """Return the list under `keys`, an empty one where there is none."""
    found = within(value, *keys)
    return found if isinstance(found, list) else []


def name_from(written: str) -> str:
    """Return a person's name in one line, without signs that nobody sees."""
    return " ".join(_UNSEEN.sub(" ", written[: 4 * _LONGEST_NAME]).split())[:_LONGEST_NAME]


def web_address(written: str) -> str:
    """Return an address of the web, "" where it is none."""
    address = written.strip()
    is_web = re.match(r"https?://[^\s/?#]", address, re.IGNORECASE) is not None
    is_clean = not re.search(r"[\s\x00-\x20\x7f<>\"\\^`{|}]", address)
    return address if is_web and is_clean and len(address) <= _LONGEST_URL else ""


def moment_from(written: str, zone: dt.tzinfo = dt.UTC) -> dt.datetime | None:
    """Return the moment that is `written` as ISO 8601; one without an offset is in `zone`."""
    try:
        moment = dt.datetime.fromisoformat(written.strip())
    except ValueError:
        return None
    return sound_moment(moment if moment.tzinfo else moment.replace(tzinfo=zone))


def moment_of_epoch(seconds: object) -> dt.datetime | None:
    """Return the moment so many seconds after 1970, to the second."""
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        return None
    try:
        return sound_moment(dt.datetime.fromtimestamp(int(seconds), dt.UTC))
    except (ValueError, OverflowError, OSError):
        return None


def sound_moment(moment: dt.datetime) -> dt.datetime | None:
    """Return `moment` to the second, None where no calendar of ours reaches it."""
    is_known = FIRST_YEAR < moment.year < LAST_YEAR
    return moment.replace(microsecond=0) if is_known else None
