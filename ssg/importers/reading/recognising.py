"""What a file is: an export that we read, or, in plain words, what else."""

import enum
import re

from ssg.importers.reading.elements import LAYOUT
from ssg.model.record import dataclass

SIGHT = 1 << 18
"""Characters from the beginning in which a file has to show what it is."""


class Dialect(enum.Enum):
    """The formats that are read."""

    WORDPRESS = "wordpress"
    BLOGGER_LEGACY = "legacy"
    BLOGGER_TAKEOUT = "2018"


@dataclass(frozen=True, slots=True)
class Root:
    """Where the outermost tag begins, its name as written, "" where the first entry comes bare."""

    dialect: Dialect
    start: int
    name: str

    @property
    def entry(self) -> str:
        """Return the name of an entry's tag as this file writes it."""
        prefix = self.name.rpartition(":")[0]
        plain = "item" if self.dialect is Dialect.WORDPRESS else "entry"
        return f"{prefix}:{plain}" if prefix else plain


@dataclass(frozen=True, slots=True)
class Foreign:
    """What a file is that is no export, and what to do about it."""

    reason: str


_BYTES = {
    b"PK\x03\x04": "a zip file inside; unpack it and name the .xml or .atom file in it",
    b"PK\x05\x06": "an empty zip file",
    b"\x1f\x8b": "a file packed with gzip inside; unpack it first",
    b"BZh": "a file packed with bzip2; unpack it first",
    b"\xfd7zXZ": "a file packed with xz; unpack it first",
    b"7z\xbc\xaf": "a 7-Zip file; unpack it first",
    b"Rar!": "a RAR file; unpack it first",
    b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "a document of an old Word",
    b"{\\rtf": "an RTF document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"SQLite format 3": "an SQLite database",
}
_TAR_MARK = slice(257, 262)


def recognise_bytes(beginning: bytes) -> Foreign | None:
    """Return what a file is that is no text, by its first bytes."""
    for start, what in _BYTES.items():
        if beginning.startswith(start):
            return _not_an_export(what)
    if beginning[_TAR_MARK] == b"ustar":
        return _not_an_export("a tar archive; unpack it first")
    return None


_TOKEN = re.compile(
    r"<!--|<\?|<!DOCTYPE\b|<([A-Za-z_][\w.-]{0,60}(?::[\w.-]{1,60})?)", re.IGNORECASE
)
_TOKEN_ENDS = {"<!--": "-->", "<?": "?>"}
_ROOTS = frozenset({"rss", "feed", "item", "channel"})


def recognise(text: str, start: int) -> Root | Foreign:
    """Return what the text from `start` is. `SIGHT` of it is there, if it is that long."""
    beginning = text[start : start + SIGHT]
    if not beginning.strip(LAYOUT + "\ufeff\0"):
        return _not_an_export("an empty file")
    first, has_document_type, at = "", False, 0
    unended: set[str] = set()
    while token := _TOKEN.search(beginning, at):
        at = token.end()
        sign, name = token[0], token[1]
        if sign in _TOKEN_ENDS:
            # What has no end now has none later: thousands of them are not sought one by one.
            end = -1 if sign in unended else beginning.find(_TOKEN_ENDS[sign], at)
            if end < 0:
                unended.add(sign)
            at = max(at, end)
            continue
        if name is None:
            has_document_type = True
            continue
        first = first or name
        if name.lower() == "html":
            return _not_an_export(_kind_of_page(beginning))
        if name.rpartition(":")[2] in _ROOTS:
            return _judge(
                beginning, token.start(), name, start, has_document_type=has_document_type
            )
    return _not_an_export(_kind_of(beginning, first))


def _judge(
    beginning: str, at: int, name: str, start: int, *, has_document_type: bool
) -> Root | Foreign:
    if has_document_type:
        return _not_an_export(
            "XML with a document type (<!DOCTYPE …>), which no export has and which is not read"
        )
    plain = name.rpartition(":")[2]
    if plain == "feed":
        dialect = _dialect_of_feed(beginning, at)
        if dialect is None:
            return _not_an_export("an Atom feed, but not one of Blogger")
        return Root(dialect, start + at, name)
    if "wordpress.org/export/" not in beginning and "<wp:" not in beginning:
        return _not_an_export(
            "an RSS feed, which holds the newest entries only; the export is made in WordPress "
            "under Tools, Export, All content"
        )
    return Root(Dialect.WORDPRESS, start + at, name if plain == "rss" else "")


_BLOGGER_SIGNS = ("tag:blogger.com,1999:", "schemas.google.com/blogger/", "www.blogger.com")
_TAKEOUT_NAMESPACE = "schemas.google.com/blogger/2018"
_TAKEOUT_ELEMENT = re.compile(r"<blogger:(?:type|status)>")
_TAG = re.compile(r"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_LITERAL = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL)


def _dialect_of_feed(beginning: str, at: int) -> Dialect | None:
    """Return whose feed it is, by its root tag (from `at`) and elements, not by words in texts."""
    tag = _TAG.match(beginning, at)
    root = tag[0] if tag else beginning[at:].partition(">")[0]
    if _TAKEOUT_NAMESPACE in root or _TAKEOUT_ELEMENT.search(_LITERAL.sub("", beginning)):
        return Dialect.BLOGGER_TAKEOUT
    if any(sign in beginning for sign in _BLOGGER_SIGNS):
        return Dialect.BLOGGER_LEGACY
    return None


def _kind_of_page(beginning: str) -> str:
    if "xmlns:b=" in beginning or "<b:skin" in beginning:
        return "a theme of Blogger, not its content; the content is under Settings, Back up content"
    return "an HTML page, perhaps of a login or an error in place of the download"


_KINDS_BY_ROOT = {
    "disqus": "an export of Disqus, which holds comments only",
    "urlset": "a sitemap, which lists addresses and holds no texts",
    "sitemapindex": "a sitemap, which lists addresses and holds no texts",
    "opml": "a list of feeds (OPML)",
    "rdf:RDF": "an RSS 1.0 feed, which holds the newest entries only",
    "plist": "a property list of Apple",
    "svg": "a picture (SVG)",
    "livejournal": "an export of LiveJournal",
    "body": "a piece of an HTML page",
    "div": "a piece of an HTML page",
    "p": "a piece of an HTML page",
    "script": "a piece of an HTML page",
}
_JSON_SIGNS = {
    "blogger#": "JSON of Blogger's API, not the backup; that is under Settings, Back up content",
    '"ghost': "JSON of Ghost",
    '"db"': "JSON of Ghost",
    "disqus": "JSON of Disqus",
    "wp:featuredmedia": "JSON of WordPress' API, not the export; that is under Tools, Export",
}
_KINDS_BY_START = {
    re.compile(r"--(?!-)|/\*|CREATE |INSERT |DROP |SET "): (
        "a dump of a database; the export is made in WordPress under Tools, Export"
    ),
    re.compile(r"(?:AUTHOR|TITLE|BASENAME): "): "an export of Movable Type or TypePad",
    re.compile(r"---\n"): "a text with front matter, which needs no import",
    re.compile(r"<!doctype html", re.IGNORECASE): (
        "an HTML page, perhaps of a login or an error in place of the download"
    ),
    re.compile(r"[^<]"): "plain text or something else without any XML",
}


def _kind_of(beginning: str, first: str) -> str:
    """Return what a text without any of our roots is; `first` is its first element, if any."""
    stripped = beginning.lstrip(LAYOUT + "\ufeff")
    if stripped.startswith(("{", "[")):
        found = (what for sign, what in _JSON_SIGNS.items() if sign in stripped)
        return next(found, "JSON of some other program")
    for start, what in _KINDS_BY_START.items():
        if start.match(stripped):
            return what
    if first:
        return _KINDS_BY_ROOT.get(first, f"XML of another kind: its first element is <{first}>")
    return "XML without a single element, or not XML at all"


def _not_an_export(what: str) -> Foreign:
    return Foreign(f"this is {what}")
