"""Cards of things elsewhere: what is known of a film or a post at an address that a text names."""

import datetime as dt

from ssg.model.entry import Place
from ssg.model.pickling import pickle_by_fields
from ssg.model.record import dataclass


@dataclass(frozen=True, slots=True)
class Card:
    """A record of content/cards/, by `name`, that of its file without its ending.

    `text_html` is that of a post, made safe; `handle` is how its author is called at the service.
    `picture` is as written, `picture_alt` for pictures that belong to a post. `duration` is as
    written, "4:13"; `width` and `height` are those of the player; `length` is in bytes. `gone` is
    the day from which on the thing was not there any more.
    """

    name: str
    address: str = ""
    title: str = ""
    author: str = ""
    author_url: str = ""
    handle: str = ""
    text_html: str = ""
    language: str = ""
    date: dt.datetime | None = None
    duration: str = ""
    width: int = 0
    height: int = 0
    picture: str = ""
    picture_alt: str = ""
    length: int = 0
    type: str = ""
    gone: dt.date | None = None
    picture_place: Place = Place()

    @property
    def tells(self) -> bool:
        """Tell whether there is anything to show beyond the address."""
        return bool(self.title or self.text_html or self.length)


pickle_by_fields(__name__)
