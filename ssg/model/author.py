"""Authors, and where readers find them."""

from ssg.model.pickling import pickle_by_fields
from ssg.model.record import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """A titled address. `kind` is a word such as book, blog, radio, podcast, email, mastodon."""

    title: str
    url: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Author:
    """A record of content/authors/, or a guest who stands inline in front matter (`id` is "")."""

    id: str
    name: str
    sort_name: str = ""
    bio_html: str = ""
    bio_text: str = ""
    email: str = ""
    image: str = ""
    links: tuple[Link, ...] = ()
    fediverse: str = ""
    role: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class AuthorId:
    """A mention of an author record in front matter, with its place for diagnostics."""

    id: str
    line: int
    column: int


pickle_by_fields(__name__)
