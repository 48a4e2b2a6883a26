"""The HTML of a letter as a tree that its steps change in place, and back to HTML.

The tree is the parser's own, which finds elements by CSS selectors: that is what puts styles where
mail programs look for them.
"""

from collections.abc import Iterator
from typing import Any

from justhtml import JustHTML, SelectorError
from justhtml.dom import Element as _Element
from justhtml.dom import Text

from ssg.text.html import parsable

Node = Any
"""A node of the parser: an element has `name`, `attrs`, `children` and `parent`, a text `data`."""

_DEEPEST = 200


class TooDeepError(Exception):
    """Tags are nested beyond what anyone writes."""


def read_letter(html: str) -> Node:
    """Return the tree of a whole document. Raises TooDeepError."""
    root = JustHTML(parsable(html), sanitize=False, scripting_enabled=False).root
    level = [root]
    for _ in range(_DEEPEST):
        level = [child for node in level for child in children_of(node)]
        if not level:
            return root
    raise TooDeepError


def written_letter(root: Node) -> str:
    """Return the HTML of a tree."""
    return f"{root.to_html(pretty=False)}\n"


def children_of(node: Node) -> list[Node]:
    """Return the children of a node as they are now."""
    return list(getattr(node, "children", None) or ())


def elements_of(root: Node) -> Iterator[Node]:
    """Yield all elements below `root`, each before those in it. What is removed is not entered."""
    waiting = children_of(root)[::-1]
    while waiting:
        node = waiting.pop()
        if is_element(node):
            yield node
            if node.parent is not None:
                waiting += children_of(node)[::-1]


def found_by(selector: str, root: Node) -> list[Node]:
    """Return the elements that a CSS selector finds; none where the parser does not know it."""
    try:
        return list(root.query(selector))
    except SelectorError:
        return []


def is_element(node: Node) -> bool:
    """Tell whether a node is an element."""
    return isinstance(node, _Element)


def is_text(node: Node) -> bool:
    """Tell whether a node is text."""
    return isinstance(node, Text)


def new_element(name: str, attributes: dict[str, str], *children: Node | str) -> Node:
    """Return an element with `children`; a string becomes a text."""
    element = _Element(name, dict(attributes), "html")
    for child in children:
        element.append_child(Text(child) if isinstance(child, str) else child)
    return element


def get(element: Node, name: str) -> str:
    """Return the value of an attribute, "" without one."""
    return str((element.attrs or {}).get(name) or "")


def classes_of(element: Node) -> frozenset[str]:
    """Return the names in the attribute `class`."""
    return frozenset(get(element, "class").split())


def remove(node: Node) -> None:
    """Take a node out of the tree."""
    node.parent.remove_child(node)


def replace(node: Node, *others: Node) -> None:
    """Put `others` where a node is."""
    parent = node.parent
    for other in others:
        if other.parent is not None:
            other.parent.remove_child(other)
        parent.insert_before(other, node)
    parent.remove_child(node)


def text_of(node: Node) -> str:
    """Return all text in a node, its white space as it is."""
    if is_text(node):
        return str(node.data or "")
    return "".join(map(text_of, children_of(node)))
