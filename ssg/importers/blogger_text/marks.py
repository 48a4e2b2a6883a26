"""What in the HTML of a Blogger entry is a sign for the blog's own machinery."""

import re

from ssg.text.html import unescape

_VALUES = re.compile(r"""\s([\w:-]+)\s*(?:=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+)))?""")
_MORE = re.compile(r"<!--\s*more\b.*-->", re.DOTALL | re.IGNORECASE)
_FULL_POST = frozenset({"fullpost", "fullstory", "fulltext"})
_FULL_POST_ELEMENTS = frozenset({"span", "div", "p"})
_TRACKERS = re.compile(
    r"//(?:blogger\.googleusercontent\.com|www\.blogger\.com|feeds\.feedburner\.com)/(?:tracker|~r)/"
)
_WORD_STYLE = re.compile(r"\bmso-|\bMso[A-Z]|@font-face|@page\b")
_CONDITION = re.compile(r"<!\[[^<>]*>")
_STRAY_OPENING = re.compile(r"<(?=[!?])")


def values_of(tag: str) -> dict[str, str]:
    """Return the attributes of a start tag, their names in lower case."""
    values: dict[str, str] = {}
    for found in _VALUES.finditer(tag):
        written = next(filter(None, found.groups()[1:]), "")
        values.setdefault(found[1].lower(), unescape(written))
    return values


def is_more_comment(comment: str) -> bool:
    """Tell whether a comment ends the part of an entry that listings show."""
    return _MORE.fullmatch(comment) is not None


def is_jump(name: str, values: dict[str, str]) -> bool:
    """Tell whether a start tag is a jump break: `<a name="more">`, `<hr class="more">`."""
    if name == "a":
        return "more" in (values.get("name"), values.get("id"))
    return name == "hr" and "more" in values.get("class", "").lower().split()


def is_full_post(name: str, values: dict[str, str]) -> bool:
    """Tell whether an element holds what listings leave out, as templates did before the jump."""
    named = {values.get("id", "").lower(), *values.get("class", "").lower().split()}
    return name in _FULL_POST_ELEMENTS and not _FULL_POST.isdisjoint(named)


def is_tracker(values: dict[str, str]) -> bool:
    """Tell whether a picture is but a pixel that counts readers."""
    return bool(_TRACKERS.search(values.get("src", "")))


def is_word_style(style: str) -> bool:
    """Tell whether a `style` is what Word brings along with a pasted text."""
    return _WORD_STYLE.search(style) is not None


def without_conditions(text: str) -> tuple[str, int]:
    """Return text without Word's `<![if …]>`; and the number of signs of HTML that end nowhere.

    Those stand as the letters that they are, for browsers would hide all that follows.
    """
    if "<" not in text:
        return text, 0
    return _STRAY_OPENING.subn("&lt;", _CONDITION.sub("", text))
