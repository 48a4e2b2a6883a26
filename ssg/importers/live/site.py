"""The nouns of asking a living site. Everything in them has been checked; absent is "" or None."""

from collections.abc import Mapping
from dataclasses import field
from types import MappingProxyType

from ssg.model.record import dataclass


@dataclass(frozen=True, slots=True)
class Asked:
    """One question and what came of it, for the report. `outcome` completes "asked `url`: …"."""

    url: str
    outcome: str
    is_answered: bool = False


@dataclass(frozen=True, slots=True)
class LiveAuthor:
    """An author as the living site shows one. `id` is the host's number, `slug` as in addresses.

    `bio_html` is simple HTML that was made safe. `avatar_url` is never the host's picture of nobody
    where that could be told from the address.
    """

    id: str = ""
    slug: str = ""
    name: str = ""
    bio_html: str = ""
    url: str = ""
    avatar_url: str = ""


@dataclass(frozen=True, slots=True)
class LiveSite:
    """All that the living site told, and what it was asked.

    `timezone` is an IANA name by its looks, `gmt_offset_hours` the offset that the site is set to.
    `likes` are counts above 0 by the id of the post.
    """

    title: str = ""
    tagline: str = ""
    timezone: str = ""
    gmt_offset_hours: float | None = None
    icon_url: str = ""
    authors: tuple[LiveAuthor, ...] = ()
    likes: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    asked: tuple[Asked, ...] = ()
