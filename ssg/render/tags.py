"""Whether a text holds a tag: templates ask a long text for many, and it is searched once."""

import re
from collections.abc import Container

from markupsafe import Markup

TAG = re.compile(r"<[a-z]+>?")
"""What can be asked so: how a tag begins, or all of a tag without attributes."""

_SHORTEST = 400
"""A shorter text is searched at once."""


class _Asked:
    """The text that was asked last, with the beginnings of its tags: one pair, for threads."""

    last: tuple[object, str] = None, ""


def has_tag(text: Container[str], tag: str) -> bool:
    """Return `tag in text`, for a `tag` that is one TAG.

    Where one begins in the text, TAG finds one that begins with it: letters are no beginnings.
    """
    asked, tags = _Asked.last
    if text is not asked:
        if (type(text) is not Markup and type(text) is not str) or len(text) < _SHORTEST:
            return tag in text
        tags = "".join(set(TAG.findall(text)))
        _Asked.last = text, tags
    return tag in tags
