"""What pieces of templates wrote, for all pages of a site in one language to share.

Which pieces may be shared is found when a template is compiled (`shareable`). A text is remembered
by its piece and by the values that the piece takes from around it: plain values by what they are,
records of ours by which they are, as nobody changes them.
"""

import datetime as dt
import pickle
from collections.abc import Hashable, Sequence
from typing import Any

from jinja2.utils import missing
from markupsafe import Markup

from ssg.model.author import Link
from ssg.model.settings import MenuItem
from ssg.model.view import (
    AuthorView,
    Byline,
    CardLink,
    Crumb,
    FeedLink,
    PageLink,
    PictureView,
    PostCard,
    SiteView,
    TermLink,
)

_SINGLE = frozenset({bool, type(None), type(missing)})
_PLAIN = frozenset({float, int, dt.date})

_RECORDS = frozenset(
    {AuthorView, Byline, CardLink, Crumb, FeedLink, Link, MenuItem}
    | {PageLink, PictureView, PostCard, SiteView, TermLink}
)
"""Values that more than one page shows."""

_LONGEST = 200
"""A longer text is one page's own."""

_MOST_CHARACTERS = 1 << 25

_KEPT = 32
"""Sites, each in one language, that are at hand at once: more than one blog has languages."""


class Shared(dict[Hashable, str]):
    """Texts by what they were made of."""

    def __init__(self) -> None:
        """Start with no text."""
        super().__init__()
        self._alive: list[Sequence[object]] = []
        self._size = 0

    def key(self, piece: str, values: Sequence[object]) -> Hashable:
        """Return by what the text of `piece` is remembered; None where it is not to be."""
        parts: list[Hashable] = [piece]
        for value in values:
            kind = type(value)
            if kind in _RECORDS:
                parts.append(id(value))
            elif kind in _SINGLE:
                parts.append(value)  # No record has the address 0 or 1, to which these are equal.
            else:
                part = _part(value)
                if part is None:
                    return None
                parts.append(part)
        return tuple(parts)

    def keep(
        self, key: Hashable, text: str, values: Sequence[object], missing_words: Sequence[str] = ()
    ) -> str:
        """Return `text`, from now on remembered by `key`, unless that is None.

        A page on which words are missing shares nothing, so that each such page tells it.
        """
        if key is None or missing_words:
            return text
        self._size += len(text)
        if self._size > _MOST_CHARACTERS:
            self.clear()
            self._alive.clear()
            self._size = len(text)
        self._alive.append(values)  # So that no other record gets an address that is in a key.
        self[key] = text
        return text


def _part(value: object) -> Hashable:
    """Return what stands for `value` in a key; None for a value that one page alone may have."""
    kind = type(value)
    if kind in _RECORDS:
        return id(value)
    is_short = (kind is str or kind is Markup) and len(value) <= _LONGEST  # type: ignore[arg-type]
    if is_short or kind in _PLAIN or kind in _SINGLE:
        # 1 is equal to True, and a text to the same as markup; they are not shown alike.
        return kind, value
    if kind is list or kind is tuple:
        parts = tuple(map(_part, value))  # type: ignore[call-overload]
        return None if None in parts else (kind, parts)
    return None


class SharedBySite:
    """What the pages of each site share, made with one theme."""

    def __init__(self) -> None:
        """Start with no site."""
        self._by_identity: dict[tuple[int, str, bool], tuple[SiteView, Shared]] = {}
        self._by_content: dict[tuple[bytes, str, bool], Shared] = {}

    def shared(self, site: SiteView, language: str, *, is_feed: bool) -> Shared:
        """Return what pages of `site` in `language` share, feeds or others.

        Those who are sent their pages have a copy of the site with each few of them.
        """
        key = (id(site), language, is_feed)
        met = self._by_identity.get(key)
        if met is None:
            content = (pickle.dumps(site), language, is_feed)
            make_room(self._by_identity, _KEPT)
            make_room(self._by_content, _KEPT)
            met = site, self._by_content.setdefault(content, Shared())
            self._by_identity[key] = met
        return met[1]


def make_room(kept: dict[Any, Any], most: int) -> None:
    """Forget the oldest of what is `kept`, so that there is room for another of at `most`."""
    while len(kept) >= most:
        del kept[next(iter(kept))]
