"""The whole way: the bytes of one export → what the blog held, in constant memory."""

from collections.abc import Iterable, Iterator
from itertools import chain

from ssg.importers.reading import blogger, wordpress
from ssg.importers.reading.blogger_parts import kind_of
from ssg.importers.reading.decoding import decode, read_blocks
from ssg.importers.reading.document import Document
from ssg.importers.reading.elements import Element
from ssg.importers.reading.places import Place
from ssg.importers.reading.recognising import (
    SIGHT,
    Dialect,
    Foreign,
    recognise,
    recognise_bytes,
)
from ssg.importers.reading.window import Window
from ssg.model.export import (
    NO_DATE,
    OldAuthor,
    OldBlog,
    OldComment,
    OldDate,
    OldEntry,
    OldTerm,
    Repair,
    Scope,
    Unreadable,
)
from ssg.model.secret import Secret

Read = OldBlog | OldAuthor | OldTerm | OldEntry | OldComment | Repair | Unreadable
"""What reading an export yields."""

_SHOWN = 500
_MOST_AUTHORS = 10_000
_MOST_KEPT = 10_000
"""Elements that are gathered to tell of the blog at once. Exports have some sixty."""


def read_export(chunks: Iterable[bytes]) -> Iterator[Read]:
    """Yield what the export in `chunks` holds, in the order of the file.

    The blog comes before its first entry, and once more if the file tells of it after that.
    WordPress' comments are in their entries, Blogger's come apart. What had to be repaired is told
    before what it was in; what cannot be read is handed out as it stands. Nothing is raised,
    whatever the bytes are, but what `chunks` raises itself.
    """
    blocks = read_blocks(chunks)
    first = next(blocks, b"")
    foreign = recognise_bytes(first)
    window = Window(decode(chain((first,), blocks)))
    if foreign is None:
        window.has(SIGHT)
        found = recognise(window.text, window.position)
        if not isinstance(found, Foreign):
            document = Document(window, found)
            if found.dialect is Dialect.WORDPRESS:
                yield from _read_wordpress(document)
            else:
                yield from _read_blogger(document, found.dialect)
            return
        foreign = found
    beginning = first[:_SHOWN].decode("utf-8", "replace")
    yield Unreadable(*Place(1, 1), Scope.FILE, "", foreign.reason, Secret(beginning))


def _read_wordpress(document: Document) -> Iterator[Read]:
    kept: list[Element] = []
    is_told = False
    for found in document.elements():
        if not isinstance(found, Element):
            yield found
            continue
        reader = wordpress.READERS.get(found.name)
        if reader is None:
            kept.append(found)
        elif found.name == "item" and not is_told:
            yield wordpress.read_blog(kept)
            is_told, kept = True, []
        if reader is not None:
            yield reader(found)
        if len(kept) >= _MOST_KEPT:
            yield wordpress.read_blog(kept)
            is_told, kept = True, []
    if kept or not is_told:
        yield wordpress.read_blog(kept)


_SETTINGS = frozenset({"settings", "template", "layout"})


def _read_blogger(document: Document, dialect: Dialect) -> Iterator[Read]:
    kept: list[Element] = []
    settings: list[tuple[str, str]] = []
    authors: set[OldAuthor] = set()
    exported, is_told = NO_DATE, False
    for found in document.elements():
        if not isinstance(found, Element):
            yield found
            continue
        kind = kind_of(found) if found.name == "atom:entry" else ""
        if found.name != "atom:entry":
            kept.append(found)
        elif kind in _SETTINGS:
            settings.append(blogger.read_setting(found, kind))
        elif not is_told:
            blog = blogger.read_blog(kept, tuple(settings), dialect)
            exported, is_told, kept, settings = blog.exported, True, [], []
            yield blog
        if found.name == "atom:entry" and kind not in _SETTINGS:
            yield from _read_blogger_entry(found, kind, dialect, exported, authors)
        if len(kept) + len(settings) >= _MOST_KEPT:
            yield blogger.read_blog(kept, tuple(settings), dialect)
            is_told, kept, settings = True, [], []
    if kept or settings or not is_told:
        yield blogger.read_blog(kept, tuple(settings), dialect)


def _read_blogger_entry(
    element: Element, kind: str, dialect: Dialect, exported: OldDate, authors: set[OldAuthor]
) -> Iterator[Read]:
    """Yield a comment, or an entry after those of its authors who were not met before."""
    if kind == "comment":
        yield blogger.read_comment(element, dialect)
        return
    entry = blogger.read_entry(element, kind, dialect, exported)
    for author in entry.authors:
        known = OldAuthor(name=author.name, url=author.url, email=author.email, image=author.image)
        if known not in authors and len(authors) < _MOST_AUTHORS:
            authors.add(known)
            yield known
    yield entry
