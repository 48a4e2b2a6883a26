"""Lists pasted from Word: paragraphs that begin with a bullet or number of their own.

Word writes `<p style="mso-list: l0 level2 lfo1">` and the sign in a span that says it is none of
the text (`mso-list: Ignore`). Runs of these become lists; a paragraph that is different stays.
"""

import re
from collections.abc import Iterator

from ssg.model.record import dataclass

_ITEM = re.compile(
    r"""<p\b[^<>]{0,2000}?\bmso-list:\s{0,3}l(?P<list>\d{1,6})\s{1,3}level(?P<level>[1-9])\b[^<>]*+>(?P<inner>.*?)</p>""",
    re.DOTALL | re.IGNORECASE,
)
_SIGN = re.compile(
    r"(?:<!(?:--)?\[if !supportLists\](?:--)?>)?"
    r"(?P<wraps>(?:\s|<(?:span|font|b|i|strong|em)\b[^<>]*>)*?)"
    r"<span\b[^<>]{0,2000}?\bmso-list:\s{0,3}Ignore[^<>]*+>(?P<sign>[^<>]{0,40})"
    r"(?:<span\b[^<>]*>(?:&nbsp;|\s)*</span>)?(?:&nbsp;|\s)*</span>"
    r"(?P<ends>(?:\s|</(?:span|font|b|i|strong|em)>)*)"
    r"(?:<!(?:--)?\[endif\](?:--)?>)?",
    re.IGNORECASE,
)
_BULLETS = frozenset("·•oO§-–*■□▪➢ü\uf0b7\uf0a7\uf0d8\uf0fc")
_NUMBER = re.compile(r"(\d{1,4})[.)]")
_OPENING = re.compile(r"<(\w+)")
_CLOSING = re.compile(r"</(\w+)")


@dataclass(frozen=True, slots=True)
class _Item:
    list_number: str
    level: int
    number: int
    """0 for a bullet."""
    html: str


def with_lists(html: str) -> str:
    """Return `html` with the lists of Word as lists of HTML."""
    if "mso-list" not in html.lower():
        return html
    return "".join(_parts(html))


def _parts(html: str) -> Iterator[str]:
    run: list[_Item] = []
    done = 0
    for found in _items(html):
        between = html[done : found.start()]
        item = _item_of(found)
        if run and (between.strip() or item is None or not _goes_on(run, item)):
            yield from _lists(run)
            run = []
        if between.strip() or item is None:
            yield between
        if item is None:
            yield found[0]
        else:
            run.append(item)
        done = found.end()
    yield from _lists(run)
    yield html[done:]


def _items(html: str) -> Iterator[re.Match[str]]:
    """Yield paragraphs of lists; behind the last end of a paragraph none is looked for."""
    return _ITEM.finditer(html, 0, html.lower().rfind("</p>") + len("</p>"))


def _item_of(found: re.Match[str]) -> _Item | None:
    inner = found["inner"].strip()
    sign = _SIGN.match(inner)
    if sign is None or not _is_balanced(sign["wraps"], sign["ends"]):
        return None
    written = sign["sign"].replace("&nbsp;", " ").replace("&middot;", "·").strip()
    number = _NUMBER.fullmatch(written)
    if number is None and written not in _BULLETS:
        return None
    html = inner[sign.end() :].strip()
    return _Item(found["list"], int(found["level"]), int(number[1]) if number else 0, html)


def _is_balanced(opening: str, closing: str) -> bool:
    names = [name.lower() for name in _OPENING.findall(opening)]
    ends = [name.lower() for name in _CLOSING.findall(closing)]
    return names == ends[::-1]


def _goes_on(run: list[_Item], item: _Item) -> bool:
    """Tell whether an item belongs to the list before it: its kind, and its number, go on."""
    for before in reversed(run):
        if before.level < item.level:
            return item.number <= 1
        if before.level == item.level:
            is_next = item.number == before.number + 1 if item.number else not before.number
            return is_next and before.list_number == item.list_number
    return False


def _lists(run: list[_Item]) -> Iterator[str]:
    """Yield a run of items as nested lists."""
    opened: list[tuple[int, str]] = []
    for item in run:
        while opened and opened[-1][0] > item.level:
            yield f"</li></{opened.pop()[1]}>"
        if opened and opened[-1][0] == item.level:
            yield "</li>"
        else:
            name = "ol" if item.number else "ul"
            start = f' start="{item.number}"' if item.number > 1 else ""
            opened.append((item.level, name))
            yield f"<{name}{start}>"
        yield f"<li>{item.html}"
    for _, name in reversed(opened):
        yield f"</li></{name}>"
