"""Footnotes: references and notes as `wordpress_text` and our renderer write them, made alike."""

import re
from collections.abc import Collection, Iterable
from typing import Protocol

from ssg.importers.markdown.tree import Element, Node, Nodes, is_blank
from ssg.text.html import escape_attribute

_TARGET = re.compile(r"#fn[:-](.+)")
_ID = re.compile(r"fn[:-](.+)")
_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


class Note(Protocol):
    """A footnote: references to it in the text carry its `name`."""

    @property
    def name(self) -> str:
        """What its reference says."""

    @property
    def html(self) -> str:
        """What it says."""


def are_writable(notes: Iterable[Note]) -> bool:
    """Tell whether each of `notes` has a name that Markdown takes."""
    return all(_SAFE.fullmatch(note.name) for note in notes)


def notes_html(notes: Iterable[Note]) -> str:
    """Return `notes` as the HTML of a list that references lead to."""
    parts = [f'<li id="fn:{escape_attribute(note.name)}">{note.html}</li>' for note in notes]
    return f'<section class="footnotes"><ol>{"".join(parts)}</ol></section>' if parts else ""


def mark_notes(nodes: Nodes, names: Collection[str]) -> Nodes:
    """Return `nodes` with references to the notes of these `names`, and the notes, as elements."""
    return tuple(_marked(node, names) for node in nodes) if names else nodes


def _marked(node: Node, names: Collection[str]) -> Node:
    if not isinstance(node, Element):
        return node
    if node.name == "sup" and (name := reference_of(node)) in names:
        return Element("footnote-ref", {"name": name})
    if node.name == "section" and "footnotes" in node.classes:
        return Element("footnotes", {}, tuple(_notes_in(node, names)))
    return node.having(*mark_notes(node.children, names))


def reference_of(element: Element) -> str:
    """Return the name of the note that `sup` leads to, "" if it leads to none."""
    if element.name == "footnote-ref":
        return element.get("name")
    link = element.children[0] if len(element.children) == 1 else None
    if not isinstance(link, Element) or "footnote-ref" not in link.classes:
        return ""
    found = _TARGET.fullmatch(link.get("href"))
    return found[1] if found else ""


def _notes_in(section: Element, names: Collection[str]) -> Iterable[Node]:
    for node in section.children:
        if not isinstance(node, Element):
            continue
        found = _ID.fullmatch(node.get("id"))
        if node.name == "li" and found:
            inner = mark_notes(_without_way_back(node.children), names)
            yield Element("footnote", {"name": found[1]}, inner)
        else:
            yield from _notes_in(node, names)


def _without_way_back(nodes: Nodes) -> Nodes:
    kept: list[Node] = []
    for node in nodes:
        if not isinstance(node, Element):
            kept.append(node)
        elif "footnote-backref" in node.classes:
            if kept and isinstance(kept[-1], str):
                kept[-1] = kept[-1].removesuffix("\u00a0")
        else:
            inner = node.having(*_without_way_back(node.children))
            if inner.children or not node.children:
                kept.append(inner)
    while kept and is_blank(kept[-1]):
        kept.pop()
    return tuple(kept)
