"""The attributes of a tag in the HTML that parsing made."""

import re

from ssg.text.html import unescape

_ATTRIBUTE = re.compile(
    r"""[\s/"'](?P<name>[^\s"'<>=/\x02\x03]+)(?:\s*=\s*(?P<value>"[^"]*"|'[^']*'|[^\s"'>]+))?"""
)


def attributes_of(tag: str) -> dict[str, str]:
    """Return the attributes of a start tag, values decoded; of two with one name the first."""
    found: dict[str, str] = {}
    for each in _ATTRIBUTE.finditer(tag):
        value = each["value"] or ""
        plain = value[1:-1] if value[:1] in {'"', "'"} else value
        found.setdefault(each["name"].lower(), unescape(plain))
    return found
