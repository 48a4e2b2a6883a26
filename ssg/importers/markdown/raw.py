"""Blocks that stay HTML: tidy, and so written that Markdown leaves them alone."""

import re

from ssg.importers.markdown.names import FLOW
from ssg.importers.markdown.tree import Element, Node, Nodes, Remark
from ssg.text.html import EMPTY, escape_attribute

_ON_ITS_LINE = FLOW - {"iframe", "object", "video", "audio", "canvas", "embed", "map", "pre"}
_VERBATIM = frozenset({"script", "style", "iframe", "noembed", "xmp"})
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")
_SPACES_ALONE = re.compile(r"^ (?= *$)", re.MULTILINE)
_MARKDOWN_BLOCKS = frozenset(
    """address article aside blockquote details div dl fieldset figcaption figure footer form h1 h2
    h3 h4 h5 h6 header hr main nav ol p pre section table ul canvas iframe math noscript object
    script style video center""".split()  # noqa: SIM905 - a paragraph of words reads better than a column
)
"""Elements that Markdown knows to stand for themselves."""


def raw_block(node: Node) -> str:
    """Return a block as HTML that begins at the edge and holds no blank line but in `pre`."""
    if isinstance(node, Remark):
        return f"<!--{_BLANK_LINES.sub(chr(10), node.text)}-->"
    if isinstance(node, str) or node.name not in _MARKDOWN_BLOCKS:
        return f"<div>{raw_line((node,))}</div>"
    return _raw(node).strip("\n")


def raw_line(nodes: Nodes) -> str:
    """Return `nodes` as HTML."""
    return "".join(_raw(node) for node in nodes)


def raw_opening(element: Element) -> str:
    """Return the start tag of `element`."""
    written = "".join(
        f' {name}="{_value(value)}"'
        if value or name in {"alt", "value", "href", "src"}
        else f" {name}"
        for name, value in element.attributes.items()
        if not re.search(r"[\s\"'<>/=]", name)
    )
    return f"<{element.name}{written}>"


def _value(value: str) -> str:
    return _BLANK_LINES.sub("\n", escape_attribute(value)).replace("\n", "&#10;")


def _raw(node: Node) -> str:
    if isinstance(node, str):
        return raw_text(node)
    if isinstance(node, Remark):
        return f"<!--{_BLANK_LINES.sub(chr(10), node.text)}-->"
    opening = raw_opening(node)
    if node.name in EMPTY or node.name == "footnote-ref":
        return opening if node.name in EMPTY else _raw_reference(node.get("name"))
    if node.name == "pre":
        return f"{opening}{_raw_code(node)}</pre>"
    if node.name in _VERBATIM:
        text = "".join(child for child in node.children if isinstance(child, str))
        return f"{opening}{_BLANK_LINES.sub(chr(10), text)}</{node.name}>"
    parts: list[str] = [opening]
    for child in node.children:
        is_line = isinstance(child, Element) and child.name in _ON_ITS_LINE
        if is_line and not parts[-1].endswith("\n"):
            parts.append("\n")
        parts.append(_raw(child))
        if is_line:
            parts.append("\n")
    parts.append(f"</{node.name}>")
    return "".join(parts)


def _raw_reference(name: str) -> str:
    safe = escape_attribute(name)
    return f'<sup><a class="footnote-ref" href="#fn-{safe}">{safe}</a></sup>'


def raw_text(text: str) -> str:
    """Return text as HTML; a no-break space is written so that one sees it."""
    written = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return written.replace("\u00a0", "&nbsp;")


def _raw_code(pre: Element) -> str:
    """Return the content of `pre`; tabs and lone spaces are named, for Markdown changes them."""
    inner = "".join(_raw_in_code(child) for child in pre.children)
    start = "\n" if inner.startswith("\n") else ""
    return start + _SPACES_ALONE.sub("&#32;", inner.replace("\t", "&#9;"))


def _raw_in_code(node: Node) -> str:
    if isinstance(node, str):
        return raw_text(node)
    if isinstance(node, Remark):
        return ""
    if node.name in EMPTY:
        return raw_opening(node)
    inner = "".join(map(_raw_in_code, node.children))
    return f"{raw_opening(node)}{inner}</{node.name}>"
