"""What readers can search: one record for each listed entry."""

from ssg.model.digest import Digest
from ssg.model.pickling import pickle_by_fields
from ssg.model.record import dataclass


@dataclass(frozen=True, slots=True)
class SearchCard:
    """What a card says in place of its `address`, as HTML; "" where no more is known of it.

    Words that the author has written there stand for it, except for a post (`is_post`), which is
    quoted as it is.
    """

    address: str
    html: str = ""
    is_post: bool = False


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """All that a search knows of one entry but its text, which is kept under `body`.

    `moment` is the date as machines sort it, `day` as a `datetime` attribute has it, `written` as
    readers read it; all are "" for an entry without a date. `language` is "" where it is the
    site's. `categories` are names, those of a category below another one with the names above it
    ("Opinion › Economy"). `titles` are those of what the text links to, by the number of the
    reference; `cards` those that stand in it, by theirs.
    """

    url: str
    title: str
    moment: str
    day: str
    written: str
    language: str
    authors: tuple[str, ...]
    categories: tuple[str, ...]
    year: str
    body: Digest
    titles: tuple[str, ...]
    cards: tuple[SearchCard, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """What the indexer reads of one entry: its address in the site, and the HTML to index."""

    url: str
    html: str


pickle_by_fields(__name__)
