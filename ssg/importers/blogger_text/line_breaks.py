"""Line breaks that count: Blogger's old setting "convert line breaks"."""

import re

from ssg.text.html import BLOCKS, tag_name

VERBATIM = frozenset({"pre", "textarea", "xmp", "listing", "svg", "math", "object"})
"""Elements whose newlines stay as they are."""

_STRUCTURE = frozenset(
    """table tbody thead tfoot tr colgroup ul ol dl select optgroup menu dir video audio
    map""".split()  # noqa: SIM905 - a paragraph of words reads better than a column
)
"""Elements that hold no text of their own: a break there is only the writer's tidiness."""

_AT_START = re.compile(r"\A[ \t]*\n")
_AT_END = re.compile(r"\n[ \t]*\Z")


def with_breaks(text: str, before: str, after: str, innermost: str) -> str:
    """Return a text between two tags with its newlines as `<br />`.

    `before` and `after` are these tags, or "", `innermost` the name of the element around it.
    Beside a block a newline says nothing, and beside `<br />` it says the same again.
    """
    if "\n" not in text or innermost in _STRUCTURE:
        return text
    first, last = tag_name(before).lstrip("/"), tag_name(after).lstrip("/")
    start = end = ""
    if first in BLOCKS:
        stripped = text.lstrip(" \t\n")
        start, text = ("\n" if stripped != text else ""), stripped
    elif first == "br" and (found := _AT_START.match(text)):
        start, text = "\n", text[found.end() :]
    if last in BLOCKS:
        stripped = text.rstrip(" \t\n")
        end, text = ("\n" if stripped != text else ""), stripped
    elif last == "br" and (found := _AT_END.search(text)):
        end, text = "\n", text[: found.start()]
    return start + text.replace("\n", "<br />\n") + end
