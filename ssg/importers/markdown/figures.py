"""Pictures with captions and quotations with authors, however an old blog wrote them."""

import re
from dataclasses import replace

from ssg.importers.markdown.tree import Element, Node, Nodes, elements, is_blank, text_of, walk

_DASH = re.compile(r"\A\s*(?:—|–|--|―)\s*")
_CAPTION_CLASSES = frozenset({"wp-caption-text", "tr-caption", "gallery-caption"})


def mark_captions(nodes: Nodes) -> Nodes:
    """Return `nodes` with captioned boxes and tables as figures.

    Runs before noise is taken away, which the names of the classes are.
    """
    return tuple(_marked(node) for node in nodes)


def _marked(node: Node) -> Node:
    if not isinstance(node, Element):
        return node
    children = mark_captions(node.children)
    marked = node.having(*children)
    classes = node.classes
    if node.name == "table" and "tr-caption-container" in classes:
        return _figure_of_table(marked) or marked
    if node.name == "div" and "wp-caption" in classes:
        return _figure_of_box(marked) or marked
    if node.name == "div" and "separator" in classes and len(list(_pictures(children))) > 0:
        return replace(marked, name="div", attributes={**node.attributes, "class": ""})
    return marked


def _pictures(nodes: Nodes) -> "list[Element]":
    return list(elements(nodes, lambda element: element.name == "img"))


def _figure_of_table(table: Element) -> Element | None:
    """Return Blogger's captioned table: a row with the picture, a row with the caption."""
    cells = list(elements(table.children, lambda element: element.name == "td"))
    captions = [cell for cell in cells if "tr-caption" in cell.classes]
    pictures = [cell for cell in cells if "tr-caption" not in cell.classes]
    if len(captions) > 1 or len(pictures) != 1 or not _pictures(pictures[0].children):
        return None
    style = table.get("style").replace(" ", "")
    align = "alignright" if "float:right" in style else "alignleft" if "float:left" in style else ""
    if not align and (table.get("align") == "center" or "margin-left:auto" in style):
        align = "aligncenter"
    return _figure(align, pictures[0].children, captions[0].children if captions else ())


def _figure_of_box(box: Element) -> Element | None:
    parts = [part for part in box.children if not is_blank(part)]
    if not parts or not _pictures(tuple(parts)):
        return None
    caption: Nodes = ()
    last = parts[-1]
    if isinstance(last, Element) and not _CAPTION_CLASSES.isdisjoint(last.classes):
        caption = last.children
        parts.pop()
    align = " ".join(name for name in box.classes if name.startswith("align"))
    return _figure(align, tuple(parts), caption)


def _figure(align: str, picture: Nodes, caption: Nodes) -> Element:
    below = (Element("figcaption", {}, caption),) if caption else ()
    attributes = {"class": align} if align else {}
    return Element("figure", attributes, (*picture, *below))


def as_quotation(quote: Element) -> Element:
    """Return a quote that ends in its author, told in `cite` or `footer`, as a figure."""
    children = [child for child in quote.children if not is_blank(child)]
    last = children[-1] if children else None
    if not isinstance(last, Element):
        return quote
    caption: Nodes = ()
    if last.name in {"cite", "footer"} or (last.name == "p" and _is_only_cite(last)):
        caption = _without_cite(last)
        children.pop()
    elif last.name == "p" and isinstance(last.children[-1], Element):
        cite = last.children[-1]
        before = last.children[:-1]
        if cite.name == "cite" and _ends_line(before):
            caption = cite.children
            children[-1] = last.having(*_trimmed_end(before))
    caption = _without_dash(caption)
    if not children or not text_of(caption).strip() or _holds_blocks(caption):
        return quote
    said = {name: quote.attributes[name] for name in ("cite",) if quote.get(name)}
    if set(quote.attributes) - {"cite"}:
        return quote
    inner = Element("blockquote", said, tuple(children))
    below = Element("figcaption", {}, caption)
    return as_our_quotation(Element("figure", {"class": "quotation"}, (inner, below)))


def as_our_quotation(figure: Element) -> Element:
    """Return a quotation with its work emphasised and its source told once, as Markdown has it."""
    words, caption = figure.children[0], figure.children[-1]
    if not isinstance(words, Element) or not isinstance(caption, Element):
        return figure
    links = {link.get("href") for link in elements(caption.children, lambda one: one.name == "a")}
    if words.get("cite") in links:
        words = words.with_attributes(cite="")
    told = tuple(part for child in caption.children for part in _work(child))
    return figure.having(words, *figure.children[1:-1], caption.having(*told))


def _work(node: Node) -> Nodes:
    """Return a work that a caption names: a link as it is, other words with emphasis."""
    if not isinstance(node, Element) or node.name != "cite":
        return (node,)
    if any(isinstance(child, Element) and child.name == "a" for child in node.children):
        return node.children
    return (Element("em", {}, node.children),)


def _is_only_cite(paragraph: Element) -> bool:
    return (
        len(paragraph.children) == 1
        and isinstance(paragraph.children[0], Element)
        and paragraph.children[0].name == "cite"
    )


def _without_cite(element: Element) -> Nodes:
    """Return the content of a footer or cite, of a sole paragraph or cite in it."""
    while len(element.children) == 1:
        child = element.children[0]
        if not isinstance(child, Element) or child.name not in {"cite", "p"}:
            break
        element = child
    return element.children


def _ends_line(before: Nodes) -> bool:
    last = before[-1] if before else ""
    return isinstance(last, Element) and last.name == "br"


def _trimmed_end(nodes: Nodes) -> Nodes:
    kept = list(nodes)
    while kept and (
        is_blank(kept[-1]) or (isinstance(kept[-1], Element) and kept[-1].name == "br")
    ):
        kept.pop()
    return tuple(kept)


def _without_dash(caption: Nodes) -> Nodes:
    if caption and isinstance(caption[0], str):
        first = _DASH.sub("", caption[0])
        return (first, *caption[1:]) if first else caption[1:]
    return caption


def _holds_blocks(nodes: Nodes) -> bool:
    return any(
        isinstance(node, Element) and node.name in {"p", "br", "div", "ul", "ol", "blockquote"}
        for node in walk(nodes)
    )
