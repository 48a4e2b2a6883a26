"""What the first reading keeps of a blog."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import field

from ssg.model.export import (
    Host,
    OldAuthor,
    OldBlog,
    OldComment,
    OldDate,
    OldTerm,
    Pairs,
    Standing,
)
from ssg.model.record import dataclass

TermName = tuple[str, str, str]
"""Taxonomy, slug and name, as an entry names a term."""


@dataclass(frozen=True, slots=True)
class KnownEntry:
    """An entry without its text; `number` counts all entries of the export from 0.

    `meta` holds only what decisions need. `caption` and `description` are those of an attachment,
    `content` that of a block for reuse. `approved` counts comments that everybody saw.
    `same_as` is the number of an earlier entry that this one is, word for word; `differs_from`
    that of one with its id and other words; -1 where there is none.
    """

    number: int
    file: int
    line: int
    kind: str
    id: str
    link: str
    slug: str
    title: str
    standing: Standing
    date: OldDate
    updated: OldDate
    parent: str = ""
    menu_order: int = 0
    creators: tuple[OldAuthor, ...] = ()
    terms: tuple[TermName, ...] = ()
    meta: Pairs = ()
    attachment_url: str = ""
    caption: str = ""
    description: str = ""
    content: str = ""
    approved: int = 0
    same_as: int = -1
    differs_from: int = -1

    @property
    def moment(self) -> dt.datetime | None:
        """Return when it came out, else when it was changed last."""
        return self.date.moment or self.updated.moment

    def meta_of(self, name: str) -> str:
        """Return the first value that is kept under `name`, or ""."""
        return next((value for key, value in self.meta if key == name), "")


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file of the export: its name as the user knows it, and how it went."""

    name: str
    is_readable: bool = True


@dataclass(frozen=True, slots=True)
class Survey:
    """A blog at a glance.

    `host` is what was asked for, `found_host` what the files come from, None where none could be
    read. `counted` are the things that came in, by kind of the ledger. `loose_comments` are those
    that stand beside entries (Blogger's), by the id of what they answer to. `media` are the
    addresses of files that texts show, each with the number of an entry that shows it, in order.
    `fragments` are the parts of pages that links within the blog lead to. `emails` are the e-mail
    addresses of authors and readers, in lower case, which no public file may hold.
    """

    host: Host
    found_host: Host | None
    blog: OldBlog
    files: tuple[ReadFile, ...]
    entries: tuple[KnownEntry, ...]
    authors: tuple[OldAuthor, ...]
    terms: tuple[OldTerm, ...]
    counted: Counter[str]
    link_hosts: Counter[str]
    guid_hosts: Counter[str]
    media: Mapping[str, int] = field(default_factory=dict)
    fragments: frozenset[str] = frozenset()
    loose_comments: Mapping[str, tuple[OldComment, ...]] = field(default_factory=dict)
    emails: frozenset[str] = field(default=frozenset(), repr=False)
