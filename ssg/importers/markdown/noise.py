"""Takes away what Word, Google Docs, Blogger and WordPress left in the HTML and no reader sees."""

import re
import unicodedata
from collections.abc import Mapping

from ssg.importers.markdown.names import FLOW, OPAQUE, PHRASES
from ssg.importers.markdown.styles import Looks, kept_classes, read_style
from ssg.importers.markdown.tree import Element, Node, Nodes, Remark, collapse, is_blank, text_of
from ssg.model.record import dataclass

_RENAMED = {
    "b": "strong",
    "i": "em",
    "strike": "s",
    "tt": "code",
    "acronym": "abbr",
    "center": "div",
    "image": "img",
    "listing": "pre",
    "xmp": "pre",
    "dir": "ul",
    "menu": "ul",
}
_UNWRAPPED = frozenset({"font", "body", "html", "nobr", "basefont", "blink"})
_FLOATING = frozenset({"img", "figure", "table", "iframe", "object", "video", "embed", "div"})
_STYLED = frozenset(
    """iframe object embed video audio form input button select svg col colgroup marquee map area
    textarea""".split()  # noqa: SIM905 - a paragraph of words reads better than a column
)
"""Elements that stay HTML, or whose measures are their meaning: their style is left alone."""

_PICTURE = ("src", "alt", "title", "width", "height", "class", "style", "align", "id", "usemap")
_NOISE = frozenset(
    """bis_skin_checked contenteditable imageanchor itemid itemprop itemref itemscope itemtype
    jsaction jscontroller jsname saprocessedanchor spellcheck tabindex trbidi
    unselectable""".split()  # noqa: SIM905 - a paragraph of words reads better than a column
)
"""Attributes that editors and search engines read, and no reader."""

_RELATIONS = frozenset({"nofollow", "sponsored", "ugc", "license", "me", "author"})
_RTL = frozenset({"ar", "he", "fa", "ur", "yi", "ps", "sd", "ug", "dv", "ckb"})
_SETTLED = frozenset({"hr", "footnote", "footnote-ref"})
_NUMBER = re.compile(r"\d+")
_PIXELS = re.compile(r"(?:^|;)\s*width\s*:\s*(\d+)(?:\.\d+)?px\s*(?:;|$)", re.IGNORECASE)
"""The width that the block editor gives a picture: beside it stands no attribute any more."""

_OFFICE = re.compile(r"\s*(?:\[if\b|\[endif\]|(?:Start|End)Fragment\b)")
"""How the comments begin that Word, and what is copied from it, speaks to itself with."""

_OFFICE_STYLE = re.compile(r"\bmso-|/\* (?:Style|Font) Definitions \*/")


@dataclass(frozen=True, slots=True)
class Ground:
    """What an element stands in: the post's language, the ids that links lead to, its notes."""

    language: str
    linked: frozenset[str]
    notes: frozenset[str] = frozenset()
    """The names of the footnotes that belong to the text."""

    @property
    def direction(self) -> str:
        """The direction in which the language is written."""
        return "rtl" if self.language in _RTL else "ltr"


def without_noise(nodes: Nodes, ground: Ground) -> Nodes:
    """Return `nodes` with plain names, without what says nothing; white space is collapsed."""
    kept: list[Node] = []
    for node in nodes:
        if isinstance(node, str):
            kept.append(collapse(node))
        elif isinstance(node, Remark):
            kept += () if _OFFICE.match(node.text) else (node,)
        elif node.name != "style" or not _OFFICE_STYLE.search(text_of(node.children)):
            kept += _cleaned(node, ground)
    return joined(kept)


def joined(nodes: "list[Node]") -> Nodes:
    """Return `nodes` with neighbouring texts joined into one."""
    made: list[Node] = []
    for node in nodes:
        if isinstance(node, str) and made and isinstance(made[-1], str):
            made[-1] = collapse(made[-1] + node)
        elif node != "":
            made.append(node)
    return tuple(made)


def _cleaned(element: Element, ground: Ground) -> Nodes:
    name = _RENAMED.get(element.name, element.name)
    if name in OPAQUE or name in _SETTLED:
        return (element if name in OPAQUE else _settled(element, ground),)
    looks = read_style(element.get("style"), element.classes)
    attributes = _kept_attributes(element, name, looks, ground)
    if name == "pre":
        return (Element(name, attributes, _code_content(element.children)),)
    children = without_noise(element.children, ground)
    if ":" in name or name in _UNWRAPPED or name == "span":
        return _cleaned_span(Element("span", attributes, children), looks, element)
    cleaned = Element(name, attributes, children)
    if name == "a":
        return _cleaned_anchor(cleaned, element)
    if name in {"strong", "em"} and looks.is_plain:
        return children
    cleaned = _strong_outside(cleaned)
    return _without_edges(cleaned) if name in PHRASES else (cleaned,)


def _strong_outside(element: Element) -> Element:
    """Return bold words in italics as italic ones in bold, as `***` says: both look the same."""
    only = element.children[0] if len(element.children) == 1 else None
    if element.name != "em" or not isinstance(only, Element) or only.name != "strong":
        return element
    if element.attributes or only.attributes:
        return element
    return only.having(element.having(*only.children))


def _settled(element: Element, ground: Ground) -> Element:
    """Return a rule, which has no attributes, or a note, which has none but its name."""
    names = {name: element.get(name) for name in ("name",) if element.name != "hr"}
    return Element(element.name, names, without_noise(element.children, ground))


def _cleaned_span(span: Element, looks: Looks, original: Element) -> Nodes:
    """Return a span as the elements that say what its style says, or its content alone."""
    before: Nodes = ()
    if "fullpost" in original.classes:
        before = (Remark("more"),)
    attributes = {name: span.get(name) for name in ("id", "lang", "dir", "style") if span.get(name)}
    if colour := original.get("color"):
        kept = read_style(f"color: {colour}").kept
        attributes |= {"style": kept} if kept and "style" not in attributes else {}
    inner = span.children
    if attributes:
        inner = _without_edges(Element("span", attributes, inner))
    for name in reversed(looks.wraps):
        if not _holds_blocks(inner):
            inner = tuple(
                part for node in [Element(name, {}, inner)] for part in _without_edges(node)
            )
    return before + inner


def _cleaned_anchor(anchor: Element, original: Element) -> Nodes:
    if original.get("name") == "more" and not anchor.get("href"):
        return (Remark("more"), *anchor.children)
    if not anchor.get("href") and not anchor.get("id"):
        return anchor.children
    return _without_edges(anchor)


def _holds_blocks(nodes: Nodes) -> bool:
    return any(isinstance(node, Element) and node.name in FLOW for node in nodes)


def _without_edges(element: Element) -> Nodes:
    """Return `element` with the white space and breaks at its edges outside, or only these."""
    if element.name in {"code", "kbd", "samp"} and text_of(element.children).strip():
        return (element,)
    children = list(element.children)
    before: list[Node] = []
    after: list[Node] = []
    while children and _is_edge(children[0]):
        before.append(children.pop(0))
    while children and _is_edge(children[-1]):
        after.insert(0, children.pop())
    if children and isinstance(children[0], str) and children[0][0] == " ":
        before.append(" ")
        children[0] = children[0][1:]
    if children and isinstance(children[-1], str) and children[-1][-1] == " ":
        after.insert(0, " ")
        children[-1] = children[-1][:-1]
    if not children and not (element.get("href") or element.get("id")):
        return (*before, *after)
    return (*before, element.having(*children), *after)


def _is_edge(node: Node) -> bool:
    return is_blank(node) or (isinstance(node, Element) and node.name == "br")


def _code_content(nodes: Nodes) -> Nodes:
    """Return what stands in `pre`, with its white space; old colours of code go."""
    kept: list[Node] = []
    for node in nodes:
        if isinstance(node, str):
            kept.append(node)
        elif isinstance(node, Element):
            inner = _code_content(node.children)
            if node.name == "br":
                kept.append("\n")
            elif node.name in {"span", "font"}:
                kept += inner
            else:
                name = _RENAMED.get(node.name, node.name)
                kept.append(Element(name, _plain_attributes(node), inner))
    made: list[Node] = []
    for node in kept:
        if isinstance(node, str) and made and isinstance(made[-1], str):
            made[-1] += node
        else:
            made.append(node)
    return tuple(made)


def _plain_attributes(element: Element) -> Mapping[str, str]:
    return {
        name: value for name, value in element.attributes.items() if name not in {"style", "target"}
    }


def _kept_attributes(
    element: Element, name: str, looks: Looks, ground: Ground
) -> Mapping[str, str]:
    """Return the attributes of `element` that matter, alignment as a class."""
    written = element.attributes
    if name == "img":
        written = {key: written[key] for key in _PICTURE if key in written}
    kept = {
        key: value
        for key, value in written.items()
        if not key.startswith(("on", "xmlns", "mso"))
        and (
            not key.startswith("data-") or name in {"div", "figure", "blockquote", "object", "sup"}
        )
        and key not in _NOISE
        and key
        not in {"class", "style", "align", "id", "name", "target", "rel", "xml:lang", "color"}
        and (key not in {"face", "size", "clear", "border", "hspace", "vspace"} or name in _STYLED)
    }
    _add_identity(kept, element, name, ground)
    _add_language(kept, element, ground)
    align = element.get("align") or ("center" if element.name == "center" else looks.align)
    if align == "right" and name not in _FLOATING - {"div"}:
        direction = element.get("dir").lower() or ground.direction
        # There text begins at the right anyway.
        align = "" if direction == "rtl" else align
    may_float = name in _FLOATING
    classes = kept_classes(
        element.get("class"), align, may_float=may_float, may_stretch=may_float and name != "div"
    )
    if name != "span" and classes:
        kept["class"] = classes
    if style := element.get("style") if name in _STYLED else looks.kept:
        kept["style"] = style
    return kept


def _add_identity(kept: dict[str, str], element: Element, name: str, ground: Ground) -> None:
    """Keep the id that links lead to, the name of what is no anchor, the relation that counts."""
    for key in ("id", "name") if name == "a" else ("id",):
        if element.get(key) in ground.linked and element.get(key):
            kept["id"] = element.get(key)
    if name in _STYLED | {"param", "meta"} and element.get("name"):
        kept["name"] = element.get("name")
    relations = [word for word in element.get("rel").lower().split() if word in _RELATIONS]
    if name == "a" and relations:
        kept["rel"] = " ".join(dict.fromkeys(relations))
    if name == "img":
        for key in ("width", "height"):
            measure = kept.get(key, "").strip().removesuffix("px")
            kept.pop(key, None)
            if _NUMBER.fullmatch(measure):
                kept[key] = measure
        if (found := _PIXELS.search(element.get("style"))) and not kept.get("width"):
            kept["width"] = found[1]
        if kept.get("title") == kept.get("alt"):
            kept.pop("title", None)


def _add_language(kept: dict[str, str], element: Element, ground: Ground) -> None:
    """Keep a language or direction that is not that of the post."""
    language = element.get("lang") or element.get("xml:lang")
    kept.pop("lang", None)
    if language and language.lower().partition("-")[0] != ground.language:
        kept["lang"] = language
    direction = kept.pop("dir", "").lower()
    if direction == "auto" and _direction_of(text_of(element.children)) == ground.direction:
        return
    if direction in {"rtl", "ltr", "auto"} and direction != ground.direction:
        kept["dir"] = direction


def _direction_of(text: str) -> str:
    """Return the direction that browsers read from the first letter that has one, or ""."""
    for sign in text:
        kind = unicodedata.bidirectional(sign)
        if kind in {"L", "R", "AL"}:
            return "ltr" if kind == "L" else "rtl"
    return ""
