"""The addresses of files in a raw text of an old blog, as fast as one can look."""

import re
from collections.abc import Iterator

from ssg.importers.media.kinds import MEDIA_SUFFIX
from ssg.text.html import unescape

# A value in quotation marks, of an attribute, a shortcode or a block's settings; a value from the
# root without them; an address that stands in the text.
_VALUE = re.compile(
    r"""[=:(]\s?(?:"([^"<>]*+)"|'([^'<>]*+)')"""
    r"""|=(/[^\s"'<>\[\]]++)"""
    r"""|((?:https?:)?//[^\s"'<>\[\]{}|\\^`]++)""",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"""(?:https?:)?//[^\s"'<>\[\]{}|\\^`]++|(?<![^\s"',(=])/[^\s"'<>{}|\\^`]++""", re.IGNORECASE
)
_WHOLE = re.compile(r"""(?:https?://|//?)[^"<>\\^`]++\Z""", re.IGNORECASE)
_IN_SRCSET = re.compile(r"\s[0-9.]+[wx]\s*(?:,|\Z)")
_NEXT_ADDRESS = re.compile(r",(?=(?:https?:)?//)", re.IGNORECASE)
_SEVERAL = re.compile(r"[\s,](?:https?:)?//", re.IGNORECASE)
_ESCAPED_END = re.compile(r"""["'<>\s]""")
_SENTENCE = ".,;:!?"
_PICTURE_HOST = re.compile(
    r"//(?:[^/]*\.)?(?:bp\.blogspot\.com|blogger\.com|googleusercontent\.com|ggpht\.com)/",
    re.IGNORECASE,
)
_UPLOADS = re.compile(r"/(?:uploads|files|blogs\.dir)/", re.IGNORECASE)
_SUFFIX = re.compile(r"\.[A-Za-z0-9]")
_LONGEST = 4_000
"""Characters of an address; nothing longer is one."""


def media_addresses(html: str) -> Iterator[str]:
    """Yield each address of a file in a body or comment once, unescaped, in the order of the text.

    Addresses are absolute, or begin with "//" or "/". They stand in attributes, srcset, styles,
    values of shortcodes, settings of blocks, or by themselves. Takes time in proportion to the
    length, whatever the text is.
    """
    if "/" not in html:
        return
    seen: set[str] = set()
    for found in _VALUE.finditer(html):
        double, single, rooted, bare = found.groups()
        value = double if double is not None else single
        if value is not None:
            addresses = _in_value(value) if "/" in value else iter(())
        elif rooted is not None:
            addresses = _split(rooted)
        else:
            addresses = _split(bare)
        for address in addresses:
            if address not in seen and is_likely_file(address):
                seen.add(address)
                yield address


def is_likely_file(address: str) -> bool:
    """Tell whether an address may be that of a file, by a first look."""
    if len(address) > _LONGEST:
        return False
    path = address.partition("#")[0]
    if MEDIA_SUFFIX.search(path) or _PICTURE_HOST.search(path):
        return True
    uploads = _UPLOADS.search(path)
    return uploads is not None and _SUFFIX.search(path, uploads.end()) is not None


def _in_value(value: str) -> Iterator[str]:
    """Yield the addresses in what stands between quotation marks."""
    value = unescape(value).replace("\\/", "/").strip()
    if _WHOLE.match(value) and not _IN_SRCSET.search(value) and not _SEVERAL.search(value):
        yield _trimmed(value) if "(" in value or ")" in value else value
        return
    for found in _ADDRESS.finditer(value):
        yield from _split(found[0])


def _split(written: str) -> Iterator[str]:
    """Yield the addresses in a text without spaces: several may be joined by commas."""
    written = unescape(written)
    if end := _ESCAPED_END.search(written):
        written = written[: end.start()]
    for address in _NEXT_ADDRESS.split(written):
        if address:
            yield _trimmed(address).rstrip(_SENTENCE)


def _trimmed(address: str) -> str:
    """Return `address` up to a bracket that was opened before it."""
    if ")" not in address:
        return address
    depth = 0
    for at, character in enumerate(address):
        if character == "(":
            depth += 1
        elif character == ")":
            depth -= 1
            if depth < 0:
                return address[:at]
    return address
