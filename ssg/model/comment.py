"""Old conversations under posts and pages."""

import datetime as dt
import enum

from ssg.model.digest import Digest
from ssg.model.pickling import pickle_by_fields
from ssg.model.record import dataclass


class CommentType(enum.Enum):
    """What kind of answer it is; the last two are links from other sites."""

    COMMENT = "comment"
    PINGBACK = "pingback"
    TRACKBACK = "trackback"


@dataclass(frozen=True, slots=True)
class Comment:
    """One shown answer, its body sanitised.

    `id` is stable ("wp-1234"), `parent` the id it answers or "". `user` is the id of an author
    record when the author answered. `number` is the id without its prefix ("1234").
    """

    id: str
    parent: str
    type: CommentType
    author_name: str
    author_url: str
    user: str
    date: dt.datetime | None
    body_html: str

    @property
    def number(self) -> str:
        """Return the id without the prefix that names where it came from."""
        return self.id.partition("-")[2] or self.id

    @property
    def anchor(self) -> str:
        """Return the fragment of the comment's address."""
        return f"comment-{self.number}"

    @property
    def old_anchor(self) -> str:
        """Return the fragment that Blogger gave a comment ("c12"), or "" for any other host's."""
        return f"c{self.number}" if self.id.startswith("bl-") else ""


@dataclass(frozen=True, slots=True)
class Thread:
    """All shown comments of one entry in the order of the file (heavy: kept apart)."""

    comments: tuple[Comment, ...]


@dataclass(frozen=True, slots=True)
class CommentStub:
    """What the comments feed needs to know before it shows a comment."""

    id: str
    date: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Conversation:
    """A comments file without its bodies. `slug` is the file's name; `thread` the heavy part.

    `newest` are the most recent comments (not pingbacks), newest first, at most fifty.
    """

    source: str
    slug: str
    permalink: str
    guid: str
    comment_count: int
    mention_count: int
    anchors: tuple[str, ...]
    newest: tuple[CommentStub, ...]
    thread: Digest


pickle_by_fields(__name__)
