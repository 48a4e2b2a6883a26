"""Entries: what authors write, as parsed from one source file and nothing else."""

import datetime as dt
import enum
from collections.abc import Mapping
from dataclasses import field

from ssg.model.author import Author, AuthorId, Link
from ssg.model.digest import Digest
from ssg.model.pickling import pickle_by_fields
from ssg.model.record import dataclass


class Kind(enum.Enum):
    """Posts are dated, pages are standing."""

    POST = "post"
    PAGE = "page"


class CommentPolicy(enum.Enum):
    """Whether readers may answer, and whether old answers show."""

    OPEN = "open"
    CLOSED = "closed"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Place:
    """A spot in a source file, from 1; 0 where unknown."""

    line: int = 0
    column: int = 0


class ReferenceKind(enum.Enum):
    """What a body points at inside the site."""

    LINK = "link"
    SOURCE_LINK = "source link"
    """An ordinary link to a `.md` file: broken, it is an error."""
    WIKI = "wiki"
    """`[[file or title]]`: broken, it is an error."""
    FILE = "file"
    """A sound or download, or a picture with copies of the author's own (`src`, `poster`)."""
    PICTURE = "picture"
    """A picture that is shown (`src` of an `img`)."""


@dataclass(frozen=True, slots=True)
class Reference:
    """An address inside the site that a body uses, before it is known what it resolves to.

    The n-th reference of a body stands in its HTML as `text.placeholders.address(n)`. `target` is
    as written, without the fragment; empty for an address within the same entry.
    """

    kind: ReferenceKind
    target: str
    fragment: str
    place: Place


@dataclass(frozen=True, slots=True)
class CardMention:
    """An address that stands alone and shows something elsewhere; `name` is that of its record.

    The n-th mention of a body stands in its HTML as `text.placeholders.card(n)`.
    """

    service: str
    name: str
    address: str
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Picture:
    """The lead picture of an entry; `src` as written."""

    src: str
    alt: str = ""
    caption: str = ""
    credit: str = ""
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter mark of a recording: `start` as written ("12:30"), `url` and `image` or ""."""

    start: str
    title: str
    url: str = ""
    image: str = ""


@dataclass(frozen=True, slots=True)
class Audio:
    """A recording. `length` in bytes (0: taken from the file), `duration` as written, "42:10".

    `chapters_file` names a file with the chapters in place of `chapters`. `episode` and `season`
    are 0 where they are not counted; `episode_type` is full, trailer or bonus.
    """

    src: str
    length: int = 0
    duration: str = ""
    type: str = ""
    transcript: str = ""
    chapters: tuple[Chapter, ...] = ()
    place: Place = Place()
    chapters_file: str = ""
    episode: int = 0
    season: int = 0
    episode_type: str = ""
    explicit: bool | None = None


@dataclass(frozen=True, slots=True)
class SourceNote:
    """A source that an essay rests on."""

    title: str
    url: str = ""
    archived: str = ""
    accessed: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """What was wrong and is now right."""

    date: dt.date
    html: str


@dataclass(frozen=True, slots=True)
class SeriesPart:
    """Membership in a series; without `part` the order is by date."""

    name: str
    part: int | None = None


@dataclass(frozen=True, slots=True)
class TermMention:
    """A category or tag as the author wrote it, with its place. A category's path has levels."""

    path: tuple[str, ...]
    place: Place = Place()

    @property
    def written(self) -> str:
        """Return the words as the author wrote them."""
        return "/".join(level.replace("/", "\\/") for level in self.path)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the text, for a table of contents. `id` is its anchor."""

    level: int
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class SocialThreads:
    """Posts on other networks whose replies are this entry's conversation."""

    mastodon: str = ""
    bluesky: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A post or page without its body: what listings, neighbours and addresses need.

    `body` is the key under which the heavy `Body` is kept. Texts are plain and typographically
    set; what ends in `_html` is HTML.
    """

    kind: Kind
    source: str
    title: str
    slug: str
    body: Digest
    title_as_written: str = ""
    date: dt.datetime | None = None
    date_place: Place = Place()
    updated: dt.datetime | None = None
    id: str = ""
    permalink: str = ""
    permalink_place: Place = Place()
    aliases: tuple[str, ...] = ()
    guid: str = ""
    authors: tuple[AuthorId | Author, ...] = ()
    bio_html: str | None = None
    bio_text: str | None = None
    links: tuple[Link, ...] | None = None
    categories: tuple[TermMention, ...] = ()
    tags: tuple[TermMention, ...] = ()
    series: SeriesPart | None = None
    summary: str = ""
    has_dek: bool = False
    """Whether the summary was written and says something else than the beginning of the text."""
    description: str = ""
    picture: Picture | None = None
    draft: bool = False
    sticky: bool = False
    unlisted: bool = False
    comments: CommentPolicy = CommentPolicy.OPEN
    social: SocialThreads = SocialThreads()
    likes: int | None = None
    sources: tuple[SourceNote, ...] = ()
    corrections: tuple[Correction, ...] = ()
    audio: Audio | None = None
    language: str = ""
    template: str = ""
    template_place: Place = Place()
    extra: Mapping[str, object] = field(default_factory=dict)
    rules_off: tuple[str, ...] = ()
    words: int = 0
    headings: tuple[Heading, ...] = ()
    anchors: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    cards: tuple[CardMention, ...] = ()
    terms: str = ""
    """The words that matter in the text with their counts ("harbour:7 crane:3")."""


@dataclass(frozen=True, slots=True)
class Body:
    """The text of an entry as HTML, with placeholders for addresses inside the site.

    `lead_html` is the part before `<!--more-->`, or "" without one.
    """

    html: str
    lead_html: str = ""


pickle_by_fields(__name__)
