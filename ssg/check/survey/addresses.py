"""Addresses in a text that parsing leaves as they are: of the site itself, or relative ones."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote, urlsplit

from ssg.check.survey.findings import warning
from ssg.check.survey.manuscript import Manuscript
from ssg.check.survey.tags import attributes_of
from ssg.model.diagnostic import Diagnostic
from ssg.model.survey import OwnAddress
from ssg.text.html import tag_name, unescape

_URL_IN_STYLE = re.compile(
    r"""url\(\s*["']?(?![a-z][a-z0-9+.-]*:|//|#|["')])([^"')]+)""", re.IGNORECASE
)
_ENDS = re.compile(r"[\s)>\"'<}|,]|\Z")
"""What may follow an address that is not merely the beginning of another."""
_LINKING = ("href", "src", "poster", "data", "action")


def own_addresses(
    pieces: Sequence[str], site_url: str, manuscript: Manuscript
) -> Iterator[OwnAddress]:
    """Yield each address below `site_url`, with either scheme, in links and pictures."""
    site = urlsplit(site_url)
    host = site.netloc.lower().removeprefix("www.")
    mine = re.compile(rf"(https?)://(?:www\.)?{re.escape(host)}(/[^\s]*)?\Z", re.IGNORECASE)
    seen: dict[str, int] = {}
    base = site.path.rstrip("/")
    for tag in pieces[1::2]:
        if "://" not in tag or host not in tag.lower() or tag.startswith(("</", "<!")):
            continue
        attributes = attributes_of(tag)
        for written in (attributes[name] for name in _LINKING if name in attributes):
            found = mine.match(written)
            if found is None:
                continue
            path = found[2] or "/"
            if base and not (path == base or path.startswith(f"{base}/")):
                continue
            at = _find(written, seen, manuscript)
            if at < 0 and written in seen:
                continue  # A player and the link in it are one address of the source.
            inside = unquote(path.removeprefix(base).partition("#")[0].partition("?")[0]) or "/"
            is_safe = found[1].lower() == "https"
            yield OwnAddress(written, inside, manuscript.place(at), is_safe)


def _find(written: str, seen: dict[str, int], manuscript: Manuscript) -> int:
    """Return where the next address is `written` so, outside of code if it is; or -1."""
    text = manuscript.without_code
    at = seen.get(written, manuscript.start)
    while (at := text.find(written, at)) >= 0 and not _ENDS.match(text, at + len(written)):
        at += 1
    if at < 0 and written not in seen:
        at = manuscript.find(written)
    if at >= 0:
        seen[written] = at + len(written)
    return at


def addresses_in_styles(pieces: Sequence[str]) -> Iterator[str]:
    """Yield each address that a style of a text names, but for whole ones."""
    for tag in pieces[1::2]:
        if "url(" not in tag or tag_name(tag).startswith("/"):
            continue
        style = tag if tag[:6].lower() == "<style" else attributes_of(tag).get("style", "")
        yield from filter(None, (unescape(each).strip() for each in _URL_IN_STYLE.findall(style)))


def check_relative_addresses(pieces: Sequence[str], manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Report addresses in styles, which stay relative: in feeds and listings they lead nowhere."""
    for written in addresses_in_styles(pieces):
        yield warning(
            manuscript, manuscript.find(written), "relative-address",
            f"the style names {written}, which leads nowhere in feeds",
            "show it as a picture, ![…](…), or write its whole address, with https://",
        )  # fmt: skip
