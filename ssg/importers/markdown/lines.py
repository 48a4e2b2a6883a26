"""Text with its emphasis, links and pictures as a line of Markdown."""

import re
from dataclasses import replace
from typing import NoReturn

from ssg.importers.markdown.escapes import code_span, escape_text
from ssg.importers.markdown.names import FLOW
from ssg.importers.markdown.raw import raw_line, raw_opening
from ssg.importers.markdown.tree import Element, Node, Nodes, Remark, collapse, text_of
from ssg.model.record import dataclass
from ssg.text.html import EMPTY

_ADDRESS = re.compile(r"[^\s()<>\"'\\`\[\]*_]+(?:_[^\s()<>\"'\\`\[\]*_]+)*_?")
_BRACKETABLE = re.compile(r"[^\s<>\"\\`*]*(?: [^\s<>\"\\`*]+)*")
_AUTOLINK = re.compile(r"https?://[^<>\s*`\\\[\]]+")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_SIGN = {"strong": "**", "em": "*"}
_WORD_VALUE = re.compile(r"[\w./:%-]+")


class UnwritableError(Exception):
    """Markdown has no sign for this; the words tell what it is."""


def refuse(why: str) -> NoReturn:
    """Say that Markdown has no sign for something: `why` tells what it is."""
    raise UnwritableError(why)


@dataclass(frozen=True, slots=True)
class Manner:
    """How a line is written: in a cell or heading it cannot break; `carefully` escapes all."""

    carefully: bool = False
    is_single: bool = False
    in_cell: bool = False
    in_link: bool = False
    at_start: bool = True
    is_alone: bool = False


def write_line(nodes: Nodes, manner: Manner) -> str:
    """Return a run of text as Markdown, its breaks as two spaces at the end of a line."""
    written: list[str] = []
    at_start = manner.at_start
    for place, node in enumerate(nodes):
        if isinstance(node, str):
            after = nodes[place + 1] if place + 1 < len(nodes) else ""
            written.append(_text(node, manner, after, at_start=at_start, written=written))
        elif isinstance(node, Remark):
            refuse("a comment within text")
        else:
            written.append(_element(node, _inner(manner, at_start=at_start)))
        if written[-1]:
            at_start = written[-1].endswith("\n")
    return "".join(written)


def _inner(manner: Manner, *, at_start: bool, in_link: bool = False) -> Manner:
    return replace(manner, at_start=at_start, in_link=manner.in_link or in_link)


def _text(text: str, manner: Manner, after: Node, *, at_start: bool, written: list[str]) -> str:
    escaped = escape_text(
        text, at_start=at_start, carefully=manner.carefully, in_link=manner.in_link
    )
    if manner.in_cell:
        escaped = escaped.replace("|", "\\|")
    if manner.in_link and not manner.carefully:
        escaped = re.sub(r"(?<!\\)[\[\]]", r"\\\g<0>", escaped)
    if escaped.endswith("!") and isinstance(after, Element) and after.name == "a":
        escaped = f"{escaped[:-1]}\\!"
    if written and escaped.startswith(("{", "(", "[")) and written[-1][-1:] in ")*`>]":
        escaped = f"\\{escaped}"
    return escaped


def _element(element: Element, manner: Manner) -> str:
    name = element.name
    if name in FLOW:
        refuse(f"<{name}> within text")
    if name == "br":
        return "<br>" if manner.is_single or element.attributes else "  \n"
    if name in {"img", "footnote-ref"}:
        is_figure = manner.is_alone and bool(element.get("title"))
        is_note = name == "footnote-ref"
        careful = manner.carefully or is_figure
        return f"[^{element.get('name')}]" if is_note else picture(element, carefully=careful)
    if name == "a" and (link := _link(element, manner)):
        return link
    if name in _SIGN and not element.attributes and not manner.carefully:
        inner = write_line(element.children, manner)
        return f"{_SIGN[name]}{inner}{_SIGN[name]}"
    if name == "code" and (code := _code(element, manner)):
        return code
    return _raw(element, manner)


def _raw(element: Element, manner: Manner) -> str:
    """Return an element that Markdown has no sign for as HTML around Markdown."""
    if element.name in EMPTY:
        return raw_opening(element)
    if element.name in {
        "code",
        "kbd",
        "samp",
        "svg",
        "math",
        "select",
        "textarea",
        "button",
        "ruby",
    }:
        return raw_line((element,))
    inner = write_line(element.children, _inner(manner, at_start=False))
    return f"{raw_opening(element)}{inner}</{element.name}>"


def _code(element: Element, manner: Manner) -> str:
    text = collapse(text_of(element.children))
    if (
        element.attributes
        or any(not isinstance(child, str) for child in element.children)
        or text != text.strip()
        or not text
        or "\u00a0" in text
        or (manner.in_cell and ("|" in text or "\\" in text))
    ):
        return ""
    return code_span(text)


def _link(element: Element, manner: Manner) -> str:
    """Return a link in Markdown, "" if it takes HTML."""
    href = element.get("href")
    if set(element.attributes) - {"href", "title", "rel"} or not element.children:
        return ""
    text = text_of(element.children)
    if (
        text == href
        and len(element.children) == 1
        and set(element.attributes) == {"href"}
        and _AUTOLINK.fullmatch(href)
        and not manner.in_cell
    ):
        return f"<{_ENTITY.sub('&amp;', href)}>"
    place = _address(href, element.get("title"))
    if not place or manner.in_link or any(_is_link(child) for child in element.children):
        return ""
    inner = write_line(element.children, _inner(manner, at_start=False, in_link=True))
    if not inner.strip():
        return ""
    rel = element.get("rel")
    suffix = f"{{rel={_quoted(rel)}}}" if rel else ""
    return f"[{inner}]({place}){suffix}"


def _is_link(node: Node) -> bool:
    return isinstance(node, Element) and (
        node.name == "a" or any(_is_link(child) for child in node.children)
    )


def _address(href: str, title: str) -> str:
    """Return an address and its title as they stand in brackets, "" where they cannot."""
    if not href or any(sign in title for sign in '"\\`'):
        return ""
    address = _ENTITY.sub("&amp;", href)
    if not _ADDRESS.fullmatch(address):
        if not _BRACKETABLE.fullmatch(address):
            return ""
        address = f"<{address}>"
    # Bare, the no-break space of a title would become any other.
    words = _ENTITY.sub("&amp;", collapse(title).strip()).replace("\u00a0", "&nbsp;")
    return f'{address} "{words}"' if words else address


def picture(element: Element, *, carefully: bool = False, caption: str = "") -> str:
    """Return `img` in Markdown; with a `caption` it becomes a figure."""
    title = caption or element.get("title")
    alt = collapse(element.get("alt")).strip()
    place = _address(element.get("src"), title)
    suffix = attribute_list(element, ("class", "id", "width", "height"))
    is_odd = set(element.attributes) - {"src", "alt", "title", "class", "id", "width", "height"}
    if not place or is_odd or suffix is None or carefully or re.search(r"[\[\]\\`<&]", alt):
        if caption:
            refuse("a caption or picture with signs of its own")
        return raw_opening(element)
    return f"![{alt}]({place}){suffix}"


def attribute_list(element: Element, names: tuple[str, ...], sign: str = "") -> str | None:
    """Return `{.align-right width=300}` for the attributes of `element`, None if it cannot be."""
    words: list[str] = []
    for name in names:
        value = element.get(name)
        if not value:
            continue
        if name == "class":
            if not all(_WORD_VALUE.fullmatch(word) for word in element.classes):
                return None
            words += [f".{word}" for word in element.classes]
        elif name == "id" and _WORD_VALUE.fullmatch(value):
            words.append(f"#{value}")
        elif '"' in value or "}" in value or "\n" in value:
            return None
        else:
            words.append(f"{name}={_quoted(value)}")
    if not words:
        return ""
    return f"{{{sign}{' ' if sign else ''}{' '.join(words)}{' ' if sign else ''}}}"


def _quoted(value: str) -> str:
    return value if _WORD_VALUE.fullmatch(value) else f'"{value}"'
