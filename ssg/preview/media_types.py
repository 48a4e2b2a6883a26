"""What a file is, by its name: the same on every machine."""

import mimetypes

from ssg.text.media_types import FEED_TYPES, TYPES

_KNOWN = mimetypes.MimeTypes()
"""What Python knows itself: not what this machine's own tables add."""
_TEXTS = ("text/", "application/json", "application/javascript")


def media_type_of(path: str) -> str:
    """Return the media type of the file `path`, with the charset where it is text."""
    name = path.rpartition("/")[2].lower()
    suffix = name.rpartition(".")[2] if "." in name[1:] else ""
    found = FEED_TYPES.get(name) or TYPES.get(suffix) or _guess(name)
    if found is None:
        found = "text/plain" if name.startswith((".", "_")) else "application/octet-stream"
    return f"{found}; charset=utf-8" if found.startswith(_TEXTS) else found


def _guess(name: str) -> str | None:
    found, packing = _KNOWN.guess_type(name)
    return f"application/{packing}" if packing else found
