"""Block bodies: `<!-- wp:name {"key": "value"} -->inner<!-- /wp:name -->`, nested."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Any

from ssg.model.record import dataclass

_DELIMITER = re.compile(
    r"<!--\s+(?P<end>/)?wp:(?P<name>(?:[a-z][a-z0-9_-]*+/)?[a-z][a-z0-9_-]*+)"
    r"(?P<values>\s+\{.*\})?\s*(?P<empty>/)?-->",
    re.DOTALL,
)
_DEEPEST = 50


@dataclass(frozen=True, slots=True)
class Block:
    """A block: its values, and within it text and blocks in order; `name` without `core/`."""

    name: str
    values: Mapping[str, Any]
    start: int
    inner: tuple["Block | Text", ...] = ()
    is_values_broken: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """HTML between the marks of blocks."""

    html: str
    start: int


@dataclass(slots=True)
class _Open:
    """A block whose end has not come yet."""

    name: str
    values: Mapping[str, Any]
    start: int
    is_values_broken: bool
    inner: list[Block | Text] = field(default_factory=list)

    def closed(self) -> Block:
        return Block(self.name, self.values, self.start, tuple(self.inner), self.is_values_broken)


def parse_blocks(text: str) -> tuple[tuple[Block | Text, ...], tuple[int, ...]]:
    """Return the blocks of `text` with the text between them, and where a mark has no partner.

    A block without an end ends with what encloses it. Below fifty levels marks are left out, and
    what stands between them is kept.
    """
    top = _Open("", {}, 0, is_values_broken=False)
    waiting = [top]
    strays: list[int] = []
    done = 0
    for found in _delimiters(text):
        if done < found.start():
            waiting[-1].inner.append(Text(text[done : found.start()], done))
        done = found.end()
        name = found["name"].removeprefix("core/")
        if found["end"]:
            if not any(one.name == name for one in waiting[1:]):
                strays.append(found.start())
                continue
            while (closed := waiting.pop()).name != name:
                strays.append(closed.start)
                waiting[-1].inner.append(closed.closed())
            waiting[-1].inner.append(closed.closed())
            continue
        opened = _opened(found, name)
        if found["empty"]:
            waiting[-1].inner.append(opened.closed())
        elif len(waiting) <= _DEEPEST:
            waiting.append(opened)
        else:
            strays.append(found.start())
    if done < len(text):
        waiting[-1].inner.append(Text(text[done:], done))
    while len(waiting) > 1:
        closed = waiting.pop()
        strays.append(closed.start)
        waiting[-1].inner.append(closed.closed())
    return tuple(top.inner), tuple(strays)


def _delimiters(text: str) -> Iterator[re.Match[str]]:
    done = 0
    while (end := text.find("-->", done)) >= 0:
        # Values hold neither `--` nor `<`: the editor writes them as \u002d\u002d and \u003c.
        start = text.rfind("<!--", done, end)
        done = end + 3
        if start >= 0 and (found := _DELIMITER.fullmatch(text, start, done)):
            yield found


def _opened(found: re.Match[str], name: str) -> _Open:
    written = (found["values"] or "").strip()
    try:
        values = json.loads(written) if written else {}
    except (ValueError, RecursionError):
        values = None
    is_broken = not isinstance(values, dict)
    return _Open(name, values if isinstance(values, dict) else {}, found.start(), is_broken)
