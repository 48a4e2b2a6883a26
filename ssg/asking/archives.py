"""An archive of the web is asked for a copy of a page, near a day (the Wayback Machine's way)."""

import datetime as dt
import re
from urllib.parse import quote, urlencode, urlsplit

from ssg.asking.answer import Answer
from ssg.asking.json_texts import NoAnswer, read_json
from ssg.text.web_addresses import asked_address, is_same_place

LARGEST = 1 << 16
_OK = "200"
_DAY = re.compile(r"[0-9]{8}")
_ORIGINAL = re.compile(r"/[0-9]{4,14}(?:[a-z]{2}_)?/(\S+)")
"""What stands behind the moment in the address of a copy."""
_SCHEME = re.compile(r"https?://", re.IGNORECASE)


def question_for(archive: str, address: str, day: dt.date | None) -> str:
    """Return the address at which `archive` tells of copies of `address` near `day`."""
    asked = {"url": address} | ({"timestamp": f"{day:%Y%m%d}"} if day else {})
    return f"{archive}{'&' if '?' in archive else '?'}{urlencode(asked, quote_via=quote)}"


def copy_in(answer: Answer, address: str) -> str | None:
    """Return where the copy of `address` is, as an archive answered; "" for none, None if unclear.

    Only a copy of a page counts, not one of an error, a redirect, or another page.
    """
    told = read_json(answer, LARGEST)
    if isinstance(told, NoAnswer) or not isinstance(told, dict):
        return None
    snapshots = told.get("archived_snapshots")
    if not isinstance(snapshots, dict):
        return None
    closest = snapshots.get("closest")
    if not isinstance(closest, dict):
        return ""
    url, stamp = closest.get("url"), closest.get("timestamp")
    is_sound = closest.get("available") is True and str(closest.get("status", _OK)) == _OK
    if not is_sound or not isinstance(url, str) or not _DAY.match(str(stamp)):
        return ""
    found = _ORIGINAL.search(url)
    is_of_it = found is not None and is_same_place(asked_address(_with_scheme(found[1])), address)
    return _as_written(url) if is_of_it else ""


def _with_scheme(original: str) -> str:
    return original if _SCHEME.match(original) else f"http://{original}"


def _as_written(url: str) -> str:
    """Return the address as it may stand in front matter, "" where it is none."""
    address = asked_address(url)
    if address and (fragment := urlsplit(url).fragment):
        address = f"{address}#{quote(fragment)}"
    if address.startswith("http://web.archive.org/"):
        return f"https{address.removeprefix('http')}"
    return address
