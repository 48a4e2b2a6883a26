"""The whole site as a value, before any output is planned."""

import datetime as dt
from collections.abc import Mapping

from ssg.model.author import Author
from ssg.model.card import Card
from ssg.model.comment import Conversation
from ssg.model.entry import Chapter, Entry
from ssg.model.pickling import pickle_by_fields
from ssg.model.picture import Variants
from ssg.model.record import dataclass
from ssg.model.settings import RedirectRecord, Settings
from ssg.model.source import FileRef


@dataclass(frozen=True, slots=True)
class Address:
    """What a reference of a body resolves to.

    `url` begins with "/" for an address inside the site (relative to its root, without the path of
    the site's `url`), with "#" for one inside the entry; anything else is as written. `title` is
    that of the entry it names, `width` and `height` those of the picture, `variants` its smaller
    copies where the reference shows it.
    """

    url: str
    title: str = ""
    width: int = 0
    height: int = 0
    variants: Variants | None = None


@dataclass(frozen=True, slots=True)
class PlacedCard:
    """Something elsewhere at `address` that a body shows, and what is known of it.

    `card` is its record, None without one; `picture` is where its picture lies.
    """

    service: str
    address: str
    card: Card | None = None
    picture: Address | None = None


@dataclass(frozen=True, slots=True)
class PlacedRecording:
    """What belongs to a recording: where its transcript and a file of chapters lie; its chapters.

    The picture of each chapter stands in `chapters` as an address.
    """

    transcript: Address | None = None
    chapters_file: Address | None = None
    chapters: tuple[Chapter, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedEntry:
    """An entry that will be built: with its lasting address, its authors, its terms by path."""

    entry: Entry
    permalink: str
    authors: tuple[Author, ...]
    categories: tuple[str, ...]
    tags: tuple[str, ...]
    series: str
    addresses: tuple[Address, ...]
    picture: Address | None
    audio: Address | None
    conversation: Conversation | None
    cards: tuple[PlacedCard, ...] = ()
    recording: PlacedRecording = PlacedRecording()


@dataclass(frozen=True, slots=True)
class Term:
    """A category, tag, author or series that has posts. `path` is its slug path, "opinion/economy".

    `posts` are newest first (of a series: in its order) and of a category include those of the
    categories below it.
    """

    path: str
    name: str
    url: str
    posts: tuple[PlacedEntry, ...]
    parent: str = ""
    description_html: str = ""


@dataclass(frozen=True, slots=True)
class Hidden:
    """An entry that is not where readers look. `until` is the moment it comes out, if scheduled.

    `permalink` is the one that its front matter names, "" if it names none.
    """

    source: str
    title: str
    reason: str
    until: dt.datetime | None = None
    permalink: str = ""


@dataclass(frozen=True, slots=True)
class RelatedPost:
    """A post near another one, by its source, and why: cites, tag (`word` is the tag) or text."""

    source: str
    why: str
    word: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """Everything that will be built, in the order in which readers meet it.

    `posts` are the listed posts, newest first; `unlisted` posts are built but shown nowhere;
    `categories`, `tags`, `series` and `author_terms` are by path. `related` and `backlinks` are by
    the source path of the entry. `copies` maps an output path to the file that is copied there.
    """

    settings: Settings
    posts: tuple[PlacedEntry, ...]
    unlisted: tuple[PlacedEntry, ...]
    pages: tuple[PlacedEntry, ...]
    authors: Mapping[str, Author]
    author_pictures: Mapping[str, Address]
    author_terms: Mapping[str, Term]
    categories: Mapping[str, Term]
    tags: Mapping[str, Term]
    series: Mapping[str, Term]
    related: Mapping[str, tuple[RelatedPost, ...]]
    backlinks: Mapping[str, tuple[PlacedEntry, ...]]
    redirects: tuple[RedirectRecord, ...]
    copies: Mapping[str, FileRef]
    hidden: tuple[Hidden, ...]
    now: dt.datetime
    changes_at: dt.datetime | None
    """When the next scheduled post comes out: until then the same files give the same site."""

    @property
    def entries(self) -> tuple[PlacedEntry, ...]:
        """Return everything that has a page of its own."""
        return self.posts + self.unlisted + self.pages


pickle_by_fields(__name__)
