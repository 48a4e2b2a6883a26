"""What has no name of its own in front matter, and may be public: it goes under `extra`."""

import re
from collections.abc import Iterator

from ssg.importers.reading.php_values import NotPhp, decode_php
from ssg.importers.writing.meta import first_of, without_variables
from ssg.model.export import Host, OldEntry
from ssg.parse.yaml.text import Value

_SEO_TITLES = (
    "_yoast_wpseo_title",
    "rank_math_title",
    "_aioseo_title",
    "_aioseop_title",
    "_seopress_titles_title",
)
_CANONICALS = ("_yoast_wpseo_canonical", "rank_math_canonical_url", "_aioseo_canonical_url")
_NOINDEX = ("_yoast_wpseo_meta-robots-noindex", "_aioseop_noindex")
_PLACES = ("geo_latitude", "geo_longitude", "geo_address")
_PLUMBING = re.compile(
    r"_|enclosure\Z|geo_|rank_math|aioseo|footnotes\Z|advanced_seo_|jabber_|publicize|sharing_"
    r"|switch_like|original_post_id|pre_import|email|syndication_|jetpack|wpcom|amazonS3|et_|ab_"
    r"|series_part\Z|tagazine|reddit\Z|superawesome|views?\Z|post_views|hits\Z|.*_count\Z",
    re.IGNORECASE,
)
"""How the names of values begin that plugins keep for themselves: these stay in the archive."""

_EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+")
_SERIALISED = re.compile(r"(?:a:\d+:\{|[sidbO]:\d|N;)")
_LONGEST = 10_000


def extra_of(entry: OldEntry, order: int | None) -> dict[str, Value]:
    """Return what a theme may want to read of an entry; `order` is its place among the pages."""
    return dict(_named(entry, order)) | _values(entry)


def _named(entry: OldEntry, order: int | None) -> Iterator[tuple[str, Value]]:
    formats = [term.slug for term in entry.terms if term.taxonomy == "post_format"]
    if formats:
        yield "format", formats[0].removeprefix("post-format-")
    if title := without_variables(first_of(entry, _SEO_TITLES)):
        yield "seo_title", title
    if canonical := first_of(entry, _CANONICALS):
        yield "canonical", canonical
    if first_of(entry, _NOINDEX) in {"1", "on"}:
        yield "noindex", True
    if order is not None:
        yield "order", order
    place = _place_of(entry)
    if place:
        yield "location", place


def _place_of(entry: OldEntry) -> dict[str, Value]:
    """Return where a text was written, if that was shown."""
    if entry.host is Host.BLOGGER:
        return {name.rpartition(":")[2]: text for name, text in entry.extra if _is_place(name)}
    if first_of(entry, ("geo_public",)) != "1":
        return {}
    return {
        name.removeprefix("geo_"): value for name in _PLACES if (value := first_of(entry, (name,)))
    }


def _is_place(name: str) -> bool:
    return name in {"georss:point", "georss:featurename"}


def _values(entry: OldEntry) -> dict[str, Value]:
    """Return the author's own fields; those that hold an e-mail address stay in the archive."""
    if entry.host is Host.BLOGGER:
        return {}
    found: dict[str, list[Value]] = {}
    for name, value in entry.meta:
        if _PLUMBING.match(name) or not name.strip() or len(value) > _LONGEST:
            continue
        if not _EMAIL.search(value) and value.strip():
            found.setdefault(name.strip(), []).append(_plain(value))
    return {name: values[0] if len(values) == 1 else list(values) for name, values in found.items()}


def _plain(value: str) -> Value:
    """Return a value as plain data; what PHP has packed and we do not read stays as it is."""
    if not _SERIALISED.match(value):
        return value
    unpacked = decode_php(value)
    return value if isinstance(unpacked, NotPhp) else _as_yaml(unpacked)


def _as_yaml(value: object) -> Value:
    if isinstance(value, dict):
        keys = list(value)
        if keys == list(range(len(keys))):
            return [_as_yaml(part) for part in value.values()]
        return {str(key): _as_yaml(part) for key, part in value.items()}
    if value is None or isinstance(value, bool | int | float):
        return value
    return str(value)
