"""The nouns: one answer, and what one source has said about one entry."""

import datetime as dt
import json

from ssg.model.digest import digest_of_bytes
from ssg.model.record import dataclass

LONGEST_BODY = 40_000
"""Characters of one answer; what is longer is cut, with a sign that it is."""

_DIGITS_OF_MARK = 12


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer as its source has it now.

    `id` begins with the prefix of the source ("isso-12"), `parent` is the id of the answer that it
    answers, "" at the top. `body` is simple HTML or text. `user` is the id of an author record
    when that author answered, `link` where the answer stands at its source.
    """

    id: str
    body: str
    parent: str = ""
    type: str = "comment"
    name: str = ""
    url: str = ""
    user: str = ""
    date: dt.datetime | None = None
    link: str = ""

    @property
    def mark(self) -> str:
        """Return what tells this state of the answer from another: it changes with the answer.

        Whose answer it is (`user`) does not count: not every way to a source tells it.
        """
        date = self.date.astimezone(dt.UTC).isoformat() if self.date else ""
        told = (self.parent, self.type, self.name, self.url, date, self.body, self.link)
        written = json.dumps(told, ensure_ascii=True).encode("ascii")
        return digest_of_bytes(written).hex()[:_DIGITS_OF_MARK]


@dataclass(frozen=True, slots=True)
class Pulled:
    """What a source said about an entry. `problem` tells in words why it said nothing.

    `is_whole` is false where there may be more answers than were given: then what is missing is
    not taken for deleted.
    """

    replies: tuple[Reply, ...] = ()
    is_whole: bool = True
    problem: str = ""
