"""The nouns of asking services: a question, and what is found."""

import datetime as dt
from collections.abc import Callable

from ssg.asking.answer import Answer
from ssg.model.record import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """What a service tells of one thing, all of it made harmless; absent is "" or 0.

    `picture` is the address of its picture. `text` is simple HTML, `type` a media type.
    """

    title: str = ""
    author: str = ""
    author_url: str = ""
    handle: str = ""
    text: str = ""
    language: str = ""
    date: dt.datetime | None = None
    duration: str = ""
    width: int = 0
    height: int = 0
    length: int = 0
    type: str = ""
    picture: str = ""
    picture_alt: str = ""


@dataclass(frozen=True, slots=True)
class Gone:
    """The service says that there is no such thing any more, or that it is not for everyone."""

    why: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """The service could not be asked, or what it answers cannot be used; worth another try."""

    why: str


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and who reads the answer. With `only_head` no content is wanted."""

    url: str
    read: Callable[[Answer], Found | Gone | Unclear]
    only_head: bool = False
