"""HTML as a tree, read as browsers read it, however badly its tags are nested.

The only module of the importers that knows the parser of HTML. What is nested or tagged beyond
anything that people write is not read at all, so that everything behind this door may recurse and
compare at leisure.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import field, replace
from typing import Any

from justhtml import JustHTML

from ssg.model.record import dataclass
from ssg.text.html import EMPTY, parsable

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_DEEPEST = 80
_MOST_TAGS = 20_000
_LONGEST = 1_000_000
_RENDERED = 8
"""How much longer HTML may be that we made ourselves: it names more and closes everything."""
# These end by themselves where the next begins, so a list of them is not deep.
_SELF_ENDING = frozenset({"p", "li", "dt", "dd", "tr", "td", "th", "option", "thead", "tbody"})
_WHITE = re.compile(r"[ \t\n\r\f]+")


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment: `<!--text-->`."""

    text: str


@dataclass(frozen=True, slots=True)
class Element:
    """A tag and what it encloses."""

    name: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: "tuple[Node, ...]" = ()

    def get(self, name: str) -> str:
        """Return the value of an attribute, "" without one."""
        return self.attributes.get(name, "")

    @property
    def classes(self) -> tuple[str, ...]:
        """The names in the attribute `class`."""
        return tuple(self.get("class").split())

    def having(self, *children: "Node") -> "Element":
        """Return this element with other children."""
        return Element(self.name, self.attributes, children)

    def with_attributes(self, **attributes: str) -> "Element":
        """Return this element with attributes added or, where they are "", taken away."""
        names = {name.rstrip("_"): value for name, value in attributes.items()}
        kept = {**self.attributes, **names}
        return replace(self, attributes={name: kept[name] for name in kept if kept[name]})


Node = Element | Remark | str
Nodes = tuple[Node, ...]


def read_tree(html: str) -> Nodes | None:
    """Return the nodes of `html`, None if it is nested or tagged beyond what anyone writes."""
    return None if _is_beyond(html, 1) else _read(html)


def read_rendered(html: str) -> Nodes | None:
    """Return the nodes of HTML that our renderer made of a body that `read_tree` took."""
    return None if _is_beyond(html, _RENDERED) else _read(html)


def _is_beyond(html: str, times: int) -> bool:
    return (
        len(html) > _LONGEST * times
        or html.count("<") > _MOST_TAGS * times
        or _depth(html) > _DEEPEST
    )


def _read(html: str) -> Nodes | None:
    root = JustHTML(parsable(html), sanitize=False, fragment=True, scripting_enabled=False).root
    return None if _is_too_deep(root) else tuple(_nodes_of(root))


def _depth(html: str) -> int:
    """Return how deep tags may be nested at most, by opening and closing tags alone."""
    depth = deepest = 0
    for found in _TAG.finditer(html):
        name = found[2].lower()
        if name in EMPTY or name in _SELF_ENDING:
            continue
        depth = max(0, depth - 1) if found[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _is_too_deep(root: object) -> bool:
    """Tell whether the tree is: stray closing tags can make it deeper than its tags tell."""
    level = [root]
    for _ in range(_DEEPEST + 1):
        level = [child for node in level for child in _content_of(node)]
        if not level:
            return False
    return True


def _content_of(node: object) -> list[Any]:
    content = getattr(node, "template_content", None) or node
    return getattr(content, "children", None) or []


def _nodes_of(parent: object) -> Iterator[Node]:
    """Yield the children of a node of the parser as ours, neighbouring texts joined."""
    text: list[str] = []
    for child in _content_of(parent):
        if child.name == "#text":
            text.append(child.data or "")
            continue
        if text:
            yield "".join(text)
            text = []
        if child.name == "#comment":
            yield Remark(child.data or "")
        elif not child.name.startswith(("#", "!", "?")):
            attributes = {name: value or "" for name, value in (child.attrs or {}).items()}
            yield Element(child.name, attributes, tuple(_nodes_of(child)))
    if text:
        yield "".join(text)


def collapse(text: str) -> str:
    """Return `text` with each run of white space as one space; a no-break space is none."""
    return _WHITE.sub(" ", text)


def is_blank(node: Node) -> bool:
    """Tell whether `node` is white space (no-break space is not)."""
    return isinstance(node, str) and not node.strip(" \t\n\r\f")


def walk(nodes: Nodes) -> Iterator[Node]:
    """Yield every node in the order in which it stands in the text."""
    for node in nodes:
        yield node
        if isinstance(node, Element):
            yield from walk(node.children)


def elements(nodes: Nodes, is_wanted: Callable[[Element], bool]) -> Iterator[Element]:
    """Yield every element that `is_wanted`, in order."""
    return (node for node in walk(nodes) if isinstance(node, Element) and is_wanted(node))


def text_of(nodes: Nodes) -> str:
    """Return the text among `nodes` as it is."""
    return "".join(node for node in walk(nodes) if isinstance(node, str))
