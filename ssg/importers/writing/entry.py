"""An old entry → the text of its Markdown file."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import field
from typing import Any

from ssg.importers.emails import with_wide_signs
from ssg.importers.mapping.places import Fate, Place
from ssg.importers.writing.extra import extra_of
from ssg.importers.writing.meta import description_of, enclosures_of, series_part
from ssg.importers.writing.moments import is_days_later, written_moment
from ssg.importers.writing.titles import has_tags, plain_summary, plain_title
from ssg.model.entry import Picture
from ssg.model.export import Host, OldEntry, Standing
from ssg.model.record import dataclass
from ssg.parse.yaml.text import Plain, Value, writable, yaml_of
from ssg.text.numbers import whole_number

_AUDIO = ("audio/",)
_SOUNDS = (".mp3", ".m4a", ".ogg", ".oga", ".opus", ".wav", ".aac", ".flac")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around an entry in the blog: names as they are written in front matter.

    `date` stands in for one that the export does not have. `new_address` are new addresses of the
    files that it carries along, by old ones.
    """

    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    series: str = ""
    taxonomies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    picture: Picture | None = None
    new_address: Mapping[str, str] = field(default_factory=dict)
    date: Plain | None = None
    likes: int = 0
    order: int | None = None


def entry_file(
    entry: OldEntry,
    place: Place,
    around: Surroundings,
    markdown: str,
    guarded: Container[str] = (),
) -> str:
    """Return the text of an entry's file: front matter, then the body.

    `guarded` are e-mail addresses, in lower case, that no machine is to find in front matter.
    """
    keys = {
        key: value if key in _AS_IT_IS else _guarded(value, guarded)
        for key, value in _front_matter(entry, place, around)
        if value not in (None, "", (), [], {})
    }
    # An empty title must be said: without one the file would be wrong.
    title = with_wide_signs(plain_title(entry.title), guarded)
    front_matter = yaml_of({"title": title, **keys})
    return f"---\n{front_matter}---\n{markdown}"


_AS_IT_IS = frozenset(
    {"date", "updated", "id", "permalink", "aliases", "guid", "author", "authors"}
)


def _guarded(value: Value, guarded: Container[str]) -> Value:
    if isinstance(value, str):
        return with_wide_signs(value, guarded)
    if isinstance(value, dict):
        return {key: _guarded(part, guarded) for key, part in value.items()}
    if isinstance(value, list):
        return [_guarded(part, guarded) for part in value]
    return value


def _front_matter(
    entry: OldEntry, place: Place, around: Surroundings
) -> Iterator[tuple[str, Value]]:
    is_public = place.fate is Fate.PUBLIC
    yield "date", written_moment(entry.date) or around.date
    if is_days_later(entry.updated, entry.date):
        yield "updated", written_moment(entry.updated)
    if entry.host is Host.WORDPRESS and entry.id.isascii() and entry.id.isdigit():
        yield "id", int(entry.id) if len(entry.id) <= _DIGITS else entry.id
    if place.slug != place.source.rpartition("/")[2].removesuffix(".md"):
        yield "slug", place.slug
    yield "permalink", place.permalink
    yield "aliases", list(around.aliases)
    yield "guid", writable(entry.guid).strip()
    yield from _people(around.authors)
    yield "categories", list(around.categories)
    yield "tags", list(around.tags)
    yield "series", _series(entry, around)
    yield "summary", plain_summary(entry.excerpt)
    yield "description", description_of(entry)
    yield "image", _image(around.picture)
    yield "draft", (not is_public and place.fate not in _SEEN) or None
    yield "sticky", entry.is_sticky or None
    yield "unlisted", (place.fate is Fate.FILE_WITH_COMMENTS) or None
    yield "comments", "closed" if entry.comment_status == "closed" else None
    yield "likes", around.likes or None
    yield "audio", _audio(entry, around.new_address)
    yield "extra", _extra(entry, place, around)


_DIGITS = 15
_SEEN = frozenset({Fate.SCHEDULED, Fate.FILE_WITH_COMMENTS})


def _people(authors: Sequence[str]) -> Iterator[tuple[str, Value]]:
    if len(authors) == 1:
        yield "author", authors[0]
    else:
        yield "authors", list(authors)


def _series(entry: OldEntry, around: Surroundings) -> Value:
    if not around.series:
        return None
    part = series_part(entry)
    return {"name": around.series, "part": part} if part else around.series


def _image(picture: Picture | None) -> Value:
    if picture is None:
        return None
    words = {
        name: getattr(picture, name)
        for name in ("src", "alt", "caption", "credit")
        if getattr(picture, name)
    }
    return picture.src if len(words) == 1 else words


def _audio(entry: OldEntry, new_address: Mapping[str, str]) -> Value:
    """Return the recording that an entry carries along; the first counts, as podcasts have it."""
    for enclosure in enclosures_of(entry):
        kind = enclosure.type.strip().lower()
        path = enclosure.url.lower().partition("?")[0]
        if kind.startswith(_AUDIO) or (not kind and path.endswith(_SOUNDS)):
            made: dict[str, Any] = {"src": new_address.get(enclosure.url, enclosure.url)}
            if length := whole_number(enclosure.length.strip()):
                made["length"] = length
            if kind:
                made["type"] = kind.partition(";")[0]
            return made
    return None


def _extra(entry: OldEntry, place: Place, around: Surroundings) -> Value:
    extra: dict[str, Value] = {}
    if has_tags(entry.title):
        extra["title_html"] = entry.title.strip()
    if place.fate is not Fate.PUBLIC and entry.standing is not Standing.DRAFT:
        extra["old_status"] = entry.status or "unknown"
    taxonomies = {name: list(terms) for name, terms in around.taxonomies.items() if terms}
    if taxonomies:
        extra["taxonomies"] = taxonomies
    return {**extra, **extra_of(entry, around.order)}
