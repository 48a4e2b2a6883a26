"""Links to other sites in a text and in its front matter, with their places in the source."""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from ssg.check.survey.manuscript import Manuscript
from ssg.check.survey.tags import attributes_of
from ssg.model.author import Author
from ssg.model.entry import Entry, Place
from ssg.model.outward import OutwardLink
from ssg.text.web_addresses import is_within

_LINKING = ("href", "src", "poster", "data")
_BEGINS = re.compile(r"\s*https?://", re.IGNORECASE)
# What is around an address: `[x](here)`, `<here>`, `"here"`; at the end of a sentence a point.
_GOES_ON_BEFORE = re.compile(r"[\w/=:%.-]")
_ENDS = re.compile(r"[\s)>\"'<\]}|]|[.,;:!?…]+(?:\s|\Z)|\Z")


def outward_links(
    pieces: Sequence[str], entry: Entry, site_url: str, manuscript: Manuscript
) -> tuple[OutwardLink, ...]:
    """Return each address of the web that leads out of the site at `site_url`.

    A source with an archived copy is settled, and not among them.
    """
    finder = _Finder(manuscript)
    found = (*_in_front_matter(entry, finder), *_in_text(pieces, finder))
    return tuple(link for link in found if not is_within(link.written, site_url))


def _in_front_matter(entry: Entry, finder: "_Finder") -> Iterator[OutwardLink]:
    for number, source in enumerate(entry.sources):
        if source.url:
            place = finder.above("sources", source.url)
            if not source.archived:
                yield OutwardLink(source.url, place, number)
    for key, addresses in _named_in(entry):
        for address in addresses:
            if _BEGINS.match(address):
                yield OutwardLink(address, finder.above(key, address))


def _named_in(entry: Entry) -> Iterator[tuple[str, Iterable[str]]]:
    yield "links", [link.url for link in entry.links or ()]
    guests = (author for author in entry.authors if isinstance(author, Author))
    yield "authors", [link.url for guest in guests for link in guest.links]
    if entry.picture:
        yield "image", [entry.picture.src]
    if entry.audio:
        yield "audio", [entry.audio.src, *(chapter.url for chapter in entry.audio.chapters)]


def _in_text(pieces: Sequence[str], finder: "_Finder") -> Iterator[OutwardLink]:
    for tag in pieces[1::2]:
        if "://" not in tag or tag.startswith(("</", "<!")):
            continue
        attributes = attributes_of(tag)
        for written in (attributes[name] for name in _LINKING if name in attributes):
            if _BEGINS.match(written):
                yield OutwardLink(written.strip(), finder.below(written.strip()))


class _Finder:
    """Finds one writing of an address after the other, and the last one again where there is none.

    Several links may share a writing: those of Markdown that name their address below the text.
    """

    def __init__(self, manuscript: Manuscript) -> None:
        self._manuscript = manuscript
        self._after: dict[tuple[str, str], int] = {}

    def below(self, written: str) -> Place:
        """Return where an address stands in the text."""
        for spelt in dict.fromkeys((written, escape(written, quote=False))):
            at = self._find(spelt, "", self._manuscript.start)
            if at >= 0:
                return self._manuscript.place(at)
        return Place()

    def above(self, key: str, written: str) -> Place:
        """Return where an address stands in the front matter, below `key`."""
        start = max(self._manuscript.offset(self._manuscript.keys.get(key, Place())), 0)
        at = self._find(written, key, start, self._manuscript.start)
        return self._manuscript.place(at)

    def _find(self, spelt: str, key: str, start: int, end: int | None = None) -> int:
        last = self._after.get((key, spelt), -1)
        text = self._manuscript.without_code
        at = text.find(spelt, max(start, last + 1), end)
        while at >= 0 and not self._is_whole(text, at, at + len(spelt)):
            at = text.find(spelt, at + 1, end)
        if at < 0:
            return last
        self._after[key, spelt] = at
        return at

    def _is_whole(self, text: str, start: int, end: int) -> bool:
        """Tell whether an address that stands between `start` and `end` is no part of another."""
        goes_on = start > 0 and _GOES_ON_BEFORE.match(text, start - 1)
        return not goes_on and _ENDS.match(text, end) is not None
