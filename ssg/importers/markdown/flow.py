"""Makes a flow of blocks of what an old post holds: paragraphs of lines, no empty wrappers."""

from collections.abc import Iterator
from typing import TypeGuard

from ssg.importers.markdown.figures import as_our_quotation, as_quotation
from ssg.importers.markdown.likeness import is_cut
from ssg.importers.markdown.names import CONTAINERS, FLOW, HEADINGS, LISTS, MEDIA, MIXED, OPAQUE
from ssg.importers.markdown.noise import joined
from ssg.importers.markdown.players import PLAYERS, is_plain_player, plain_player
from ssg.importers.markdown.tree import Element, Node, Nodes, Remark, is_blank, walk
from ssg.importers.markdown.wraps import handed_down
from ssg.parse.services import is_audio, service_of

_KEPT_EMPTY = frozenset({"td", "th", "tr", "hr", "iframe", "textarea", "source", "track", "param"})
_TRANSPARENT = frozenset({"div", "section", "article", "main"})


def make_flow(nodes: Nodes) -> Nodes:
    """Return `nodes` as blocks and remarks: bare text becomes paragraphs, wrappers go."""
    blocks: list[Node] = []
    line: list[Node] = []
    for node in _without_wraps(nodes):
        if is_block(node):
            blocks += _paragraphs(line, {})
            line = []
            blocks += _block(node)
        else:
            line.append(node)
    blocks += _paragraphs(line, {})
    return tuple(blocks)


def is_block(node: Node) -> TypeGuard[Element]:
    """Tell whether `node` stands in a flow of blocks: also a link around several of them."""
    return isinstance(node, Element) and (
        node.name in FLOW or (node.name == "a" and _holds_flow(node))
    )


def _without_wraps(nodes: Nodes) -> Iterator[Node]:
    """Yield `nodes` with elements of text that enclose blocks pushed into these."""
    for node in nodes:
        if isinstance(node, Element) and node.name not in FLOW and _holds_flow(node):
            yield from _pushed_in(node)
        else:
            yield node


def _holds_flow(element: Element) -> bool:
    return any(isinstance(node, Element) and node.name in FLOW for node in walk(element.children))


def _pushed_in(wrap: Element) -> Iterator[Node]:
    """Yield the blocks in `wrap`, each with its text wrapped; a link stays one link."""
    inner = tuple(_without_wraps(wrap.children))
    blocks = [node for node in inner if not is_blank(node)]
    if wrap.name == "a" and (len(blocks) != 1 or not _may_hold_text(blocks[0])):
        yield wrap
        return
    line: list[Node] = []
    for node in inner:
        if is_block(node):
            if any(not is_blank(part) for part in line):
                yield wrap.having(*line)
            line = []
            if _may_hold_text(node):
                yield node.having(*_pushed_in(wrap.having(*node.children)))
            else:
                yield node
        else:
            line.append(node)
    if any(not is_blank(part) for part in line):
        yield wrap.having(*line)


def _may_hold_text(node: Node) -> bool:
    return isinstance(node, Element) and (
        node.name in HEADINGS | {"p", "div", "blockquote", "li"} or node.name in MIXED
    )


def _block(element: Element) -> Iterator[Node]:
    """Yield what `element`, a block, becomes."""
    name = element.name
    if name == "p":
        yield from _split_paragraph(element)
    elif name in HEADINGS or name in MIXED:
        made = _mixed(element)
        if made.children or made.get("id") or name in _KEPT_EMPTY:
            yield made
    elif name in LISTS:
        yield from _list(element)
    elif is_plain_player(element):
        yield _player(element)
    elif name in OPAQUE or name in MEDIA or name in {"pre", "a"}:
        yield element
    elif name in CONTAINERS:
        yield from _container(element)
    elif name == "figure":
        yield _figure(element.having(*_parts(element)))
    else:
        yield element.having(*_parts(element))


def _parts(element: Element) -> Nodes:
    """Return the children of a table, a figure or the like, each part in shape."""
    parts: list[Node] = []
    for child in element.children:
        if is_plain_player(child):
            parts.append(plain_player(child))
        elif is_block(child):
            parts += _block(child)
        elif not is_blank(child):
            parts.append(child)
    return tuple(parts)


def _figure(figure: Element) -> Element:
    """Return a figure; without a caption it is the picture, the table or whatever else it holds."""
    if "quotation" in figure.classes:
        return as_our_quotation(figure)
    if figure.children and is_plain_player(figure.children[0]):
        # Our own name for such a figure, which says what its content says.
        classes = " ".join(name for name in figure.classes if name not in PLAYERS)
        figure = figure.with_attributes(class_=classes)
    only = figure.children[0] if len(figure.children) == 1 else None
    if not isinstance(only, Element) or only.name == "figcaption":
        return figure
    if only.name not in FLOW:
        return Element("p", figure.attributes, figure.children)
    if not figure.attributes and is_plain_player(only):
        return _player(only)
    if not figure.attributes or only.name == "figure":
        return only if set(figure.attributes) <= set(only.attributes) else figure
    return figure


def _player(player: Element) -> Element:
    """Return a plain player; a recording elsewhere is its address, alone in its paragraph."""
    plain = plain_player(player)
    if plain.name == "audio" and is_audio(plain.get("src")):
        return Element("p", {}, card_of(plain.get("src")))
    return plain


def _container(element: Element) -> Iterator[Node]:
    children = make_flow(element.children)
    if element.name == "blockquote":
        if children:
            yield as_quotation(element.having(*children))
    elif element.name not in _TRANSPARENT:
        yield element.having(*children)
    elif handed := handed_down(element, children):
        yield from handed
    elif children:
        yield element.having(*children)


def _split_paragraph(element: Element) -> Iterator[Node]:
    """Yield the paragraphs and things that stand for themselves in a `p`."""
    line: list[Node] = []
    attributes = dict(element.attributes)
    for node in _without_wraps(element.children):
        if is_block(node):
            for made in _paragraphs(line, attributes):
                attributes.pop("id", None)
                yield made
            line = []
            aligned: dict[str, str] = {
                key: attributes[key] for key in ("class", "dir") if key in attributes
            }
            if aligned and node.name in MEDIA:
                yield Element("div", aligned, (node,))
            else:
                yield from _block(node)
        else:
            line.append(node)
    yield from _paragraphs(line, attributes)


def _paragraphs(line: list[Node], attributes: dict[str, str]) -> Iterator[Node]:
    """Yield the paragraphs in a run of text: two breaks, or the mark of the summary, end one.

    Other remarks stand after the words that they were written among, for they end nothing.
    """
    part: list[Node] = []
    remarks: list[Remark] = []
    breaks = 0
    for node in line:
        if isinstance(node, Remark):
            if not is_cut(node):
                remarks.append(node)
                continue
            yield from _paragraph(part, attributes)
            yield from (*remarks, node)
            part, remarks, breaks = [], [], 0
            continue
        if isinstance(node, Element) and node.name == "br":
            breaks += 1
        elif not is_blank(node):
            if breaks > 1:
                yield from _paragraph(part, attributes)
                yield from remarks
                part, remarks = [], []
            breaks = 0
        part.append(node)
    yield from _paragraph(part, attributes)
    yield from remarks


def _paragraph(part: list[Node], attributes: dict[str, str]) -> Iterator[Element]:
    trimmed = trim(joined(part))
    if any(not _is_void(node) for node in trimmed):
        yield Element("p", dict(attributes), _card(trimmed))
        attributes.pop("id", None)


def _card(line: Nodes) -> Nodes:
    """Return an address alone in its paragraph as the card that our renderer makes of it."""
    only = line[0] if len(line) == 1 else None
    if isinstance(only, str) and only.startswith("http") and (service_of(only) or is_audio(only)):
        return card_of(only)
    if isinstance(only, Element) and only.name == "a" and "embed" in only.classes:
        return card_of(only.get("href"))
    return line


def card_of(address: str) -> Nodes:
    """Return the link that stands for a card."""
    return (Element("a", {"class": "embed", "href": address}, (address,)),)


def _is_void(node: Node) -> bool:
    """Tell whether readers see nothing of `node`: white space, breaks, no-break spaces."""
    if isinstance(node, str):
        return not node.strip(" \t\n\r\f\u00a0\u200b\ufeff")
    return isinstance(node, Element) and node.name == "br"


def trim(nodes: Nodes) -> Nodes:
    """Return a run of text without white space and breaks at its edges and around its breaks."""
    kept: list[Node] = []
    for place, node in enumerate(nodes):
        if isinstance(node, str):
            text = node
            if not kept or _is_break(kept[-1]):
                text = text.lstrip(" ")
            if place + 1 < len(nodes) and _is_break(nodes[place + 1]):
                text = text.rstrip(" ")
            if text:
                kept.append(text)
        elif not (_is_break(node) and not kept):
            kept.append(node)
    while kept and (_is_break(kept[-1]) or is_blank(kept[-1])):
        kept.pop()
    if kept and isinstance(kept[-1], str):
        kept[-1] = kept[-1].rstrip(" ")
    return tuple(kept)


def _is_break(node: Node) -> bool:
    return isinstance(node, Element) and node.name == "br"


def _mixed(element: Element) -> Element:
    """Return a list's item, a cell or a heading; a sole paragraph in it is but its text."""
    inner = tuple(_without_wraps(element.children))
    if not any(is_block(node) for node in inner):
        return element.having(*trim(inner))
    blocks = make_flow(inner)
    first = blocks[0] if blocks else None
    rest = [node for node in blocks[1:] if isinstance(node, Element)]
    only_lists = all(node.name in LISTS for node in rest)
    if isinstance(first, Element) and first.name == "p" and not first.attributes and only_lists:
        blocks = (*first.children, *blocks[1:])
    return element.having(*blocks)


def _list(element: Element) -> Iterator[Element]:
    """Yield a list whose every child is an item; a list between items belongs to the one before."""
    items: list[Element] = []
    stray: list[Node] = []

    def end_stray() -> None:
        content = _mixed(Element("li", {}, tuple(stray)))
        stray.clear()
        if content.children:
            items.append(content)

    for child in element.children:
        if isinstance(child, Element) and child.name == "li":
            end_stray()
            items.append(_mixed(child))
        elif isinstance(child, Element) and child.name in LISTS and items and not stray:
            last = items.pop()
            items.append(_mixed(last.having(*last.children, child)))
        elif not isinstance(child, Remark):
            stray.append(child)
    end_stray()
    if items:
        yield element.having(*items)
