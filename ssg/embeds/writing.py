"""The record of a card as a file, sealed, so that what a person changes is never written over."""

import datetime as dt
import hashlib
import re

from ssg.embeds.model import Found
from ssg.model.entry import CardMention
from ssg.parse.yaml.text import Plain, Value, yaml_of

FOLDER = "content/cards/"
PICTURES = "content/media/cards/"
_SEAL = re.compile(r"^seal: *['\"]?([0-9a-f]{16})['\"]?[ \t]*\n?", re.MULTILINE)


def path_of(mention: CardMention) -> str:
    """Return where the record of a card lies."""
    return f"{FOLDER}{mention.name}.yaml"


def write_record(
    mention: CardMention, found: Found, picture: str, pixels: bytes, day: dt.date
) -> str:
    """Return the record of what was found; `picture` is its address on this site, or ""."""
    values: dict[str, Value] = {
        "address": mention.address,
        "title": found.title,
        "author": found.author,
        "author_url": found.author_url,
        "handle": found.handle,
        "text": found.text,
        "language": found.language,
        "date": Plain(found.date.strftime("%Y-%m-%dT%H:%M:%SZ")) if found.date else "",
        "duration": found.duration,
        "width": found.width,
        "height": found.height,
        "length": found.length,
        "type": found.type,
        "picture": picture,
        "picture_alt": found.picture_alt if picture else "",
        "fetched": Plain(day.isoformat()),
    }
    return _sealed({key: value for key, value in values.items() if value}, pixels)


def write_gone(mention: CardMention, day: dt.date) -> str:
    """Return the record of something of which nothing is known but that it is gone."""
    values: dict[str, Value] = {
        "address": mention.address,
        "gone": Plain(day.isoformat()),
        "fetched": Plain(day.isoformat()),
    }
    return _sealed(values, b"")


def is_untouched(text: str, pixels: bytes) -> bool:
    """Tell whether a record, with its picture, is still as it was written here."""
    found = _SEAL.search(text)
    return found is not None and found[1] == _seal_of(_SEAL.sub("", text), pixels)


def with_gone(text: str, pixels: bytes, day: dt.date) -> str:
    """Return an untouched record that also says since when its thing is gone: the rest stays."""
    body = _SEAL.sub("", text.replace("\r\n", "\n")) + f"gone: {day.isoformat()}\n"
    return f"{body}seal: '{_seal_of(body, pixels)}'\n"


def _sealed(values: dict[str, Value], pixels: bytes) -> str:
    body = yaml_of(values)
    return f"{body}seal: '{_seal_of(body, pixels)}'\n"


def _seal_of(body: str, pixels: bytes) -> str:
    text = body.replace("\r\n", "\n").strip().encode("utf-8", "replace")
    digest = hashlib.blake2b(text, digest_size=8)
    digest.update(b"\0" + pixels)
    return digest.hexdigest()
