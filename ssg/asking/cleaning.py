"""Foreign values become plain ones: of the right type, of bearable length, without traps."""

import math
import re
from collections.abc import Mapping, Sequence
from urllib.parse import urljoin, urlsplit

import nh3

from ssg.text.html import unescape

Json = object
"""What a JSON text may hold: nothing is known of it yet."""

LONGEST_LINE = 500
LONGEST_TEXT = 20_000
LONGEST_ADDRESS = 2_000

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]")
_BIO_TAGS = {"a", "abbr", "b", "br", "cite", "code", "del", "em", "i", "li", "ol", "p", "q"}
_BIO_TAGS |= {"s", "strong", "sub", "sup", "ul"}
_ZONE = re.compile(r"[A-Z][A-Za-z0-9_+\-]*(?:/[A-Za-z0-9_+\-]+){1,2}|UTC\Z")
_HOST = re.compile(r"[^\s/?#@:\[\]\\<>\"'`{}|^]+|\[[0-9a-f:.]+\]", re.IGNORECASE)
# Without its semicolon it would be a part of a query, such as "&copy=2".
_ENTITY = re.compile(r"&#?\w{1,32};")
_ODD_SIGNS = re.compile(r"[\s\"<>`\\^{}|]")
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_LEAST_OFFSET, _LARGEST_OFFSET = -12.0, 14.0
_LARGEST_ID = 1 << 63
_NOWHERE = "nowhere.invalid"


def value_in(json: Json, *path: str) -> Json:
    """Return what stands below the names in `path`, None where anything on the way is missing."""
    for name in path:
        if not isinstance(json, Mapping):
            return None
        json = json.get(name)
    return json


def list_in(json: Json, *path: str) -> Sequence[Json]:
    """Return the list below `path`, empty where there is none."""
    value = value_in(json, *path)
    return value if isinstance(value, list) else ()


def line_in(json: Json, *path: str) -> str:
    """Return a text as one line of plain text: entities and tags of HTML resolved."""
    value = value_in(json, *path)
    if not isinstance(value, str):
        return ""
    text = unescape(nh3.clean(_CONTROLS.sub(" ", _cut(value, LONGEST_TEXT)), tags=set()))
    return _cut(" ".join(_CONTROLS.sub(" ", text).split()), LONGEST_LINE)


def name_in(json: Json, *path: str) -> str:
    """Return the name of a person, "" where the host shows an e-mail address as one."""
    name = line_in(json, *path)
    return "" if _EMAIL.search(name) else name


def bio_in(json: Json, *path: str) -> str:
    """Return a text about a person as simple HTML, with all made safe that was not."""
    value = value_in(json, *path)
    if not isinstance(value, str):
        return ""
    text = _CONTROLS.sub("", _cut(value, LONGEST_TEXT))
    cleaned = nh3.clean(
        text,
        tags=_BIO_TAGS,
        attributes={"a": {"href", "title"}},
        url_schemes={"http", "https"},
        link_rel=None,
    )
    return cleaned.strip()


def id_in(json: Json, *path: str) -> str:
    """Return a number that names something, as text."""
    value = value_in(json, *path)
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value < _LARGEST_ID:
        return str(value)
    return ""


def count_in(json: Json, *path: str) -> int:
    """Return a count, 0 where there is none that can be true."""
    value = value_in(json, *path)
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1 << 31:
        return value
    return 0


def zone_in(json: Json, *path: str) -> str:
    """Return the name of a time zone such as `Europe/Berlin`, "" for anything else."""
    value = value_in(json, *path)
    return value if isinstance(value, str) and _ZONE.fullmatch(value[:65]) else ""


def offset_in(json: Json, *path: str) -> float | None:
    """Return hours from UTC, a number or one written as text; None for what no clock shows."""
    value = value_in(json, *path)
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        hours = float(value if not isinstance(value, str) else value[:20])
    except (ValueError, OverflowError):
        return None
    if math.isfinite(hours) and _LEAST_OFFSET <= hours <= _LARGEST_OFFSET:
        return hours if hours * 4 == int(hours * 4) else None
    return None


def address_in(json: Json, *path: str) -> str:
    """Return an address of the web, "" for anything else; one that begins with // gets https."""
    value = value_in(json, *path)
    return web_address(value) if isinstance(value, str) else ""


def web_address(text: str, base: str = f"https://{_NOWHERE}/") -> str:
    """Return `text` as an absolute http or https address, "" where it is none or hides something.

    A relative address is one of `base`; without that it is refused.
    """
    text = _ENTITY.sub(lambda found: unescape(found[0]), text.strip())
    if not text or len(text) > LONGEST_ADDRESS:
        return ""
    if _CONTROLS.search(text) or _ODD_SIGNS.search(text):
        return ""
    try:
        address = urljoin(base, text)
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or "@" in parts.netloc or host == _NOWHERE:
        return ""
    if not _HOST.fullmatch(f"[{host}]" if ":" in host else host):
        return ""
    return "" if _ODD_SIGNS.search(address) else address


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[:longest].rstrip()
