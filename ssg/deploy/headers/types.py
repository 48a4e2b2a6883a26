"""What a file is and how long it may be kept, by its path alone; no machine's tables are asked."""

import enum
import re
from collections.abc import Mapping

from ssg.text.media_types import FEED_TYPES, TYPES

_IN_UTF_8 = re.compile(
    r"text/.*|application/(?:json|(?:manifest|feed)\+json|xml|(?:atom|rss|xhtml)\+xml)|image/svg\+xml"
)


def _with_charset(types: Mapping[str, str]) -> dict[str, str]:
    return {
        name: f"{kind}; charset=utf-8" if _IN_UTF_8.fullmatch(kind) else kind
        for name, kind in types.items()
    }


_TYPES = _with_charset(TYPES)
_TYPE_BY_NAME = _with_charset(FEED_TYPES)
_UNKNOWN = "application/octet-stream"

FRESH = ("css", "htm", "html", "js", "mjs", "xhtml")
"""Endings of what must fit together at any moment: pages, and styles and scripts without a mark."""
SHORT = ("atom", "ics", "json", "rss", "txt", "webmanifest", "xml", "xsl")
"""Endings of what is asked for again and again by programs."""

MEDIA = tuple(sorted({*_TYPES} - {*FRESH, *SHORT}))
"""Endings of what is heavy. Others are not known, and may be programs (".php")."""

MARK = r"\.(?!(?:19|20)[0-9]{6})[0-9a-f]{8}(?:\.[^./]+)?"
"""A regular expression for how the name of a theme's file ends: ".40454d5c.svg".

A date is no mark: "photo.20240101.jpg" may be replaced.
"""

_FINGERPRINTED = re.compile(rf"assets/.*[^/]{MARK}", re.DOTALL)

_OF_SEARCH = re.compile(r"pagefind/(?:(?:fragment|filter|index)/.+|[^/]+\.pf_meta)", re.DOTALL)


class CacheClass(enum.Enum):
    """How long browsers and proxies may keep an answer; the value is that of Cache-Control."""

    FINGERPRINTED = "public, max-age=31536000, immutable"
    """Files of themes, whose names change with their content."""
    PAGE = "public, max-age=0, must-revalidate"
    """Pages, what belongs to them by a name that stays, and what is not known."""
    FEED = "public, max-age=900"
    """Feeds, sitemap, robots.txt and JSON: a quarter of an hour."""
    MEDIA = "public, max-age=86400"
    """Pictures, audio, fonts, documents: a day, for they are heavy and seldom replaced."""


def is_fingerprinted(path: str) -> bool:
    """Tell whether the name of an output changes with its content ("assets/icon.40454d5c.svg")."""
    return bool(_FINGERPRINTED.fullmatch(path))


def is_named_by_content(path: str) -> bool:
    """Tell whether another file comes beside this one, instead of in its place, when it changes.

    Such are fingerprinted assets, and the parts of the search index.
    """
    return is_fingerprinted(path) or bool(_OF_SEARCH.fullmatch(path))


def cache_class_of(path: str) -> CacheClass:
    """Return how long an output may be kept, by its path in output/."""
    if is_fingerprinted(path):
        return CacheClass.FINGERPRINTED
    suffix = _suffix(path)
    if suffix in SHORT:
        return CacheClass.FEED
    return CacheClass.MEDIA if suffix in MEDIA else CacheClass.PAGE


def cache_control_of(path: str) -> str:
    """Return the value of Cache-Control for an output."""
    return cache_class_of(path).value


def content_type_of(path: str) -> str:
    """Return the value of Content-Type for an output; what is text is UTF-8.

    What is not known is called bytes: a browser saves them and runs nothing.
    """
    name = path.rpartition("/")[2].lower()
    return _TYPE_BY_NAME.get(name) or _TYPES.get(_suffix(path), _UNKNOWN)


def types_by_suffix() -> Mapping[str, str]:
    """Return each ending that is known, with its type."""
    return _TYPES


def types_by_name() -> Mapping[str, str]:
    """Return the names of feeds, with their types."""
    return _TYPE_BY_NAME


def _suffix(path: str) -> str:
    """Return the ending of a name in small letters; ".nojekyll" has none."""
    name = path.rpartition("/")[2].lstrip(".")
    return name.rpartition(".")[2].lower() if "." in name else ""
