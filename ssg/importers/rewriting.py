"""New addresses in place of old ones, in the HTML of a body."""

import re
from collections.abc import Iterator, Mapping

from ssg.text.html import OPAQUE, escape_attribute, split_html, tag_name, unescape

_ATTRIBUTES = "href|src|srcset|poster|data|cite|longdesc|data-src|data-orig-file|data-large-file"
_ATTRIBUTE = re.compile(
    rf"""(?P<before>[\s"'/](?:{_ATTRIBUTES})\s*=\s*)(?P<value>"[^"]*"|'[^']*'|[^\s"'>]+)""",
    re.IGNORECASE,
)
_PARAMETER = re.compile(
    r"""(?P<before>[\s"']value\s*=\s*)(?P<value>"[^"]*"|'[^']*'|[^\s"'>]+)""", re.IGNORECASE
)
_CANDIDATE = re.compile(r"(\s*)([^\s,](?:\S*[^\s,])?)((?:\s+[0-9.]+[wxh])*\s*(?:,|\Z))")
_WRITTEN = re.compile(
    r"""[\s"'\[](?:href|src|poster|data|cite|longdesc|value)\s*=\s*"""
    r"""(?:"([^"]*)"|'([^']*)'|([^\s"'>\]]+))"""
    r"""|((?:https?:)?//[^\s<>"'\[\]]+)""",
    re.IGNORECASE,
)
_LIKELY = re.compile(r"(?:https?:)?//|\.{0,2}/|[?]|[\w%-]+(?:/|\.\w{2,5}\Z)", re.IGNORECASE)
_SET = re.compile(r"""srcset\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_LONGEST = 2_000


def addresses_in(content: str) -> Iterator[str]:
    """Yield every address that a raw body may hold, entities resolved; some come again."""
    for found in _WRITTEN.finditer(content):
        address = found[1] or found[2] or found[3] or found[4] or ""
        address = unescape(address).strip()
        if _LIKELY.match(address) and len(address) <= _LONGEST and " " not in address:
            yield address
    if "srcset" in content:
        for found in _SET.finditer(content):
            for candidate in _CANDIDATE.finditer(unescape(found[1] or found[2] or "")):
                yield candidate[2]


def with_addresses(html: str, new_by_old: Mapping[str, str]) -> str:
    """Return `html` with each address that `new_by_old` knows replaced, in attributes only."""
    if not new_by_old:
        return html
    pieces = split_html(html)
    for place in range(1, len(pieces), 2):
        tag = pieces[place]
        if "=" in tag and not tag.startswith(("</", "<!")):
            name = tag_name(tag)
            if name != OPAQUE:
                pieces[place] = _rewritten(tag, name, new_by_old)
    return "".join(pieces)


def _rewritten(tag: str, name: str, new_by_old: Mapping[str, str]) -> str:
    def replace(found: re.Match[str]) -> str:
        written = found["value"]
        value = unescape(written[1:-1] if written[0] in "\"'" else written)
        if "srcset" in found["before"].lower():
            new = _CANDIDATE.sub(
                lambda part: part[1] + new_by_old.get(part[2], part[2]) + part[3], value
            )
        else:
            new = new_by_old.get(value.strip(), value)
        return found[0] if new == value else f'{found["before"]}"{escape_attribute(new)}"'

    tag = _ATTRIBUTE.sub(replace, tag)
    return _PARAMETER.sub(replace, tag) if name in {"param", "embed"} else tag
