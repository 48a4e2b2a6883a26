"""Pictures with captions and quotations with authors, however an old blog wrote them."""

import re
from dataclasses import replace

from ssg.importers.markdown.styles import read_style
from ssg.importers.markdown.tree import Element, Node, Nodes, elements, is_blank, text_of, walk

_DASH = re.compile(r"\A\s*(?:—|–|--|―)\s*")
_ALIGNMENTS = {
    "float-left": "alignleft",
    "float-right": "alignright",
    "left": "alignleft",
    "right": "alignright",
    "center": "aligncenter",
}
_SHOWN = frozenset({"img", "iframe", "object", "embed", "video", "audio", "figure", "table"})
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
    if node.name == "div" and "separator" in classes and _pictures(children):
        return _separator(marked)
    return _linked_with_alignment(marked) if node.name == "a" else marked


def _pictures(nodes: Nodes) -> "list[Element]":
    return list(elements(nodes, lambda element: element.name == "img"))


def _separator(box: Element) -> Element:
    """Return Blogger's box around pictures: it centres them, unless they float."""
    plain = replace(box, attributes={**box.attributes, "class": ""})
    floats = (_align_of(picture).startswith("float-") for picture in _pictures(box.children))
    return plain.with_attributes(style="", align="") if any(floats) else plain


def _linked_with_alignment(link: Element) -> Element:
    """Return a link around a picture with what its style says of alignment said of the picture."""
    align = _align_of(link)
    parts = [part for part in link.children if not is_blank(part)]
    only = parts[0] if len(parts) == 1 else None
    if not align or not isinstance(only, Element) or only.name != "img":
        return link
    rule = f"float: {align.removeprefix('float-')}" if align.startswith("float-") else ""
    rule = rule or f"margin-left: auto; margin-right: auto; text-align: {align}"
    style = only.get("style") if _align_of(only) else f"{only.get('style')}; {rule}"
    return link.with_attributes(style="").having(only.with_attributes(style=style))


def _align_of(element: Element) -> str:
    """Return float-left, float-right, center, right or "", as style or attribute say."""
    return read_style(element.get("style")).align or element.get("align").lower()


def _figure_of_table(table: Element) -> Element | None:
    """Return Blogger's captioned table: a row with the picture, a row with the caption.

    With as many captions as pictures it becomes that many figures. None for any other table.
    """
    cells = [cell for cell in _cells(table.children) if not _is_void(cell)]
    pictures = [cell for cell in cells if _shown(cell.children)]
    captions = [cell for cell in cells if not _shown(cell.children)]
    if not pictures or not _caption_each(cells, pictures, captions):
        return None
    align = _ALIGNMENTS.get(_align_of(table), "")
    parts = [_without_alignment(cell.children) for cell in pictures]
    below = [caption.children for caption in captions]
    if len(pictures) == 1:
        return _figure_of_cell(align, parts[0], below[0] if below else ())
    if len(below) == len(parts):
        figures = tuple(_figure("", *both) for both in zip(parts, below, strict=True))
        return Element("div", {"class": align} if align else {}, figures)
    row = tuple(part for nodes in parts for part in (*nodes, " "))
    return _figure(align, row, below[0] if below else ())


def _caption_each(cells: list[Element], pictures: list[Element], captions: list[Element]) -> bool:
    """Tell whether a table is pictures with one caption below all, or one below each of a row."""
    if len(captions) <= 1:
        return not captions or cells[-1] is captions[0]
    return len(captions) == len(pictures) and cells == [*pictures, *captions]


def _figure_of_cell(align: str, picture: Nodes, caption: Nodes) -> Element:
    """Return a figure; a table around a captioned table that says nothing more goes."""
    parts = [part for part in picture if not is_blank(part)]
    only = parts[0] if len(parts) == 1 else None
    if isinstance(only, Element) and only.name == "figure" and not caption:
        return only.with_attributes(class_=only.get("class") or align)
    return _figure(align, picture, caption)


def _cells(nodes: Nodes) -> "list[Element]":
    """Return the cells of a table in order, those of tables within it left out."""
    found: list[Element] = []
    for node in nodes:
        if isinstance(node, Element) and node.name in {"td", "th"}:
            found.append(node)
        elif isinstance(node, Element) and node.name not in {"table", "figure"}:
            found += _cells(node.children)
    return found


def _shown(nodes: Nodes) -> bool:
    return any(elements(nodes, lambda element: element.name in _SHOWN))


def _is_void(cell: Element) -> bool:
    """Tell whether readers see nothing in a cell: no-break spaces and breaks are nothing."""
    return not _shown(cell.children) and not text_of(cell.children).replace("\u200b", "").strip()


def _without_alignment(nodes: Nodes) -> Nodes:
    """Return the content of a cell without alignment: that of the figure around it counts."""
    kept: list[Node] = []
    for node in nodes:
        if isinstance(node, Element) and node.name == "br" and not kept:
            continue
        if isinstance(node, Element) and node.name in {"a", "img", "div", "p", "span", "center"}:
            inner = _without_alignment(node.children)
            plain = node.having(*inner).with_attributes(style="", align="")
            kept += inner if node.name in {"div", "span", "center"} else (plain,)
        else:
            kept.append(node)
    return tuple(kept)


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
