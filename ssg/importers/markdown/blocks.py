"""Blocks as Markdown: paragraphs, headings, lists, quotes, code, tables, pictures."""

import re
from collections.abc import Callable, Mapping

from ssg.importers.markdown.insertions import picture_insertion, player_insertion
from ssg.importers.markdown.likeness import code_language, code_of
from ssg.importers.markdown.lines import (
    Manner,
    UnwritableError,
    attribute_list,
    picture,
    refuse,
    write_line,
)
from ssg.importers.markdown.names import FLOW, LISTS, MEDIA
from ssg.importers.markdown.players import PLAYERS, is_plain_player
from ssg.importers.markdown.tables import write_table
from ssg.importers.markdown.tree import Element, Node, Nodes, Remark, is_blank, text_of
from ssg.text.numbers import whole_number

_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_FENCE = re.compile(r"^(`{3,}|~{3,})", re.MULTILINE)
_INDENT = 4
_LANGUAGE = re.compile(r"[\w#+-][\w#.+-]*")


def write_block(block: Node, *, carefully: bool = False) -> str:
    """Return a block as Markdown; `carefully` escapes every sign. Raises UnwritableError."""
    if isinstance(block, Remark):
        return f"<!--{block.text}-->"
    if isinstance(block, str):
        refuse("text outside a paragraph")
    writer = _WRITERS.get(block.name)
    if writer is None:
        refuse(f"<{block.name}>")
    return writer(block, carefully)


def _paragraph(block: Element, carefully: bool) -> str:  # noqa: FBT001 - a table of writers
    _refuse_attributes(block, {"class", "id", "lang", "dir"})
    if address := _embedded(block):
        return address
    # Alone in its paragraph a picture with a title would become a figure.
    manner = Manner(carefully=carefully, is_alone=len(block.children) == 1)
    return write_line(block.children, manner) + _attributes_below(block)


def _embedded(block: Element) -> str:
    """Return the address of something that is shown as a card, "" for other paragraphs."""
    link = block.children[0] if len(block.children) == 1 else None
    if not isinstance(link, Element) or link.name != "a" or "embed" not in link.classes:
        return ""
    address = link.get("href")
    is_shown = text_of(link.children) == address
    return address if is_shown and _ADDRESS.fullmatch(address) else ""


def _refuse_attributes(block: Element, known: set[str]) -> None:
    for name in block.attributes:
        if name not in known:
            refuse(f"<{block.name} {name}>")
    if any(not name.startswith("align-") for name in block.classes) and block.name != "p":
        refuse(f'<{block.name} class="{block.get("class")}">')


def _attributes_below(block: Element) -> str:
    written = attribute_list(block, ("class", "id", "lang", "dir"), sign=":")
    if written is None:
        refuse(f"<{block.name}> with odd attributes")
    return f"\n{written}" if written else ""


def _heading(block: Element, carefully: bool) -> str:  # noqa: FBT001
    _refuse_attributes(block, {"class", "id", "lang", "dir"})
    manner = Manner(carefully=carefully, is_single=True, at_start=False)
    line = write_line(block.children, manner)
    if line.endswith("#"):
        line = f"{line[:-1]}\\#"
    written = attribute_list(block, ("class", "id", "lang", "dir"))
    if written is None:
        refuse("a heading with odd attributes")
    return f"{'#' * int(block.name[1])} {line}{f' {written}' if written else ''}"


def _rule(block: Element, carefully: bool) -> str:  # noqa: ARG001, FBT001
    _refuse_attributes(block, {"class", "width", "noshade", "color"})
    return "---"


def _code(block: Element, carefully: bool) -> str:  # noqa: ARG001, FBT001
    code = _plain_code(block)
    if "\t" in code or re.search(r"^ +$", code, re.MULTILINE):
        refuse("code with tabs or lines of spaces")
    longest = max((len(found[1]) for found in _FENCE.finditer(code)), default=2)
    fence = "`" * max(3, longest + 1)
    language = code_language(block)
    if language and not _LANGUAGE.fullmatch(language):
        refuse("code in an odd language")
    return f"{fence}{language}\n{code}\n{fence}"


def _plain_code(block: Element) -> str:
    content = code_of(block)
    if any(not isinstance(child, str) for child in content):
        refuse("markup within code")
    if "verse" in block.get("class"):
        refuse("verse")
    if block.get("id") or block.get("lang") or block.get("dir"):
        refuse("code with an id or a language")
    code = text_of(content).rstrip("\n")
    if not code.strip():
        refuse("code without any")
    return code


def _list(block: Element, carefully: bool) -> str:  # noqa: FBT001
    _refuse_attributes(block, {"start", "class"})
    start = whole_number(block.get("start") or "1")
    if block.classes or start is None:
        refuse(f"<{block.name}> with odd attributes")
    items: list[str] = []
    is_loose = False
    for number, item in enumerate(block.children, start):
        if not isinstance(item, Element) or item.name != "li":
            refuse(f"<{block.name}> with more than items")
        _refuse_attributes(item, set())
        marker = f"{number}. " if block.name == "ol" else "- "
        if len(marker) > _INDENT:
            refuse("a list with long numbers")
        written = _item(item, carefully)
        is_loose = is_loose or "\n\n" in written
        items.append(marker + written)
    return ("\n\n" if is_loose else "\n").join(items)


def _item(item: Element, carefully: bool) -> str:  # noqa: FBT001
    """Return what stands behind the marker of an item, its further lines indented by four."""
    line: list[Node] = []
    blocks: list[str] = []
    only_lists = True
    for child in item.children:
        if isinstance(child, Element) and child.name in FLOW:
            only_lists = only_lists and child.name in LISTS
            blocks.append(_in_item(child, carefully))
        elif not is_blank(child):
            line.append(child)
        elif line:
            line.append(" ")
    first = write_line(tuple(line), Manner(carefully=carefully)).rstrip() if line else ""
    if not first and not blocks:
        refuse("an item without words")
    if not first and only_lists:
        refuse("a list that begins with a list")
    if only_lists:
        parts = "\n".join([first, *blocks])
    else:
        parts = "\n\n".join(filter(None, [first, *blocks]))
    return _indented(parts)


def _in_item(block: Element, carefully: bool) -> str:  # noqa: FBT001
    if block.name == "pre":
        if code_language(block):
            refuse("code of a language within a list")
        return "\n".join(f"    {line}" if line else "" for line in _plain_code(block).split("\n"))
    if block.name in {"table", "figure"} | MEDIA:
        refuse(f"<{block.name}> within a list")
    return write_block(block, carefully=carefully)


def _indented(text: str) -> str:
    first, *rest = text.split("\n")
    return "\n".join([first, *(f"    {line}" if line else "" for line in rest)])


def _definitions(block: Element, carefully: bool) -> str:  # noqa: FBT001
    _refuse_attributes(block, set())
    parts: list[str] = []
    before = ""
    for child in block.children:
        if not isinstance(child, Element) or child.name not in {"dt", "dd"} or child.attributes:
            refuse("a list of definitions with more than these")
        if child.name == "dt":
            manner = Manner(carefully=carefully, is_single=True)
            parts.append(("\n" if before == "dd" else "") + write_line(child.children, manner))
        elif not before:
            refuse("a definition without a term")
        else:
            parts.append(f":   {_item(child, carefully)}")
        before = child.name
    return "\n".join(parts)


def _footnotes(block: Element, carefully: bool) -> str:  # noqa: FBT001
    parts: list[str] = []
    for note in block.children:
        if not isinstance(note, Element) or note.name != "footnote":
            refuse("footnotes with more than these")
        parts.append(f"[^{note.get('name')}]: {_item(note, carefully)}")
    return "\n\n".join(parts)


def _quote(block: Element, carefully: bool) -> str:  # noqa: FBT001
    _refuse_attributes(block, set())
    return _quoted(_quoted_blocks(block, carefully))


def _quoted_blocks(block: Element, carefully: bool) -> str:  # noqa: FBT001
    parts: list[str] = []
    for child in block.children:
        if is_blank(child):
            continue
        if not isinstance(child, Element) or child.name in {"table", "figure"} | MEDIA:
            refuse("a quote that holds more than text")
        parts.append(_in_item(child, carefully))
    return "\n\n".join(parts)


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" if line else ">" for line in text.split("\n"))


def _figure(block: Element, carefully: bool) -> str:  # noqa: FBT001
    if "quotation" in block.classes:
        return _quotation(block, carefully)
    if set(block.attributes) - {"class"} or not all(map(_is_place, block.classes)):
        refuse("a figure with odd attributes")
    parts = [child for child in block.children if not is_blank(child)]
    caption: Nodes = ()
    if parts and isinstance(parts[-1], Element) and parts[-1].name == "figcaption":
        caption = parts.pop().children  # type: ignore[union-attr] # just looked at
    if len(parts) != 1 or not isinstance(parts[0], Element):
        refuse("a figure of several things")
    if is_plain_player(parts[0]) and not block.classes:
        return player_insertion(parts[0], caption, carefully=carefully)
    link, image = _linked_picture(parts[0])
    if not caption:
        refuse("a figure without a caption")
    if image.get("title"):
        refuse("a figure whose picture has a title")
    try:
        line = _titled_picture(link, image, caption, carefully=carefully)
    except UnwritableError:
        return picture_insertion(block, link, image, caption, carefully=carefully)
    return line + _attributes_below(block)


def _is_place(name: str) -> bool:
    """Tell whether a class says where a picture stands."""
    return name == "wide" or name.startswith("align-")


def _titled_picture(
    link: Element | None, image: Element, caption: Nodes, *, carefully: bool
) -> str:
    if any(not isinstance(part, str) for part in caption):
        refuse("a figure whose caption holds more than text")
    line = picture(image, caption=text_of(caption), carefully=carefully)
    if link:
        target = write_line((link.having("x"),), Manner())
        line = target.replace("[x]", f"[{line}]", 1)
    return line


def _player(block: Element, carefully: bool) -> str:  # noqa: FBT001
    if not is_plain_player(block):
        refuse(f"<{block.name}> that does more than play a file")
    return player_insertion(block, carefully=carefully)


def _linked_picture(element: Element) -> tuple[Element | None, Element]:
    link = element if element.name == "a" else None
    image: Node = element.children[0] if link and len(link.children) == 1 else element
    if not isinstance(image, Element) or image.name != "img":
        refuse("a figure of something else than a picture")
    return link, image


def _quotation(block: Element, carefully: bool) -> str:  # noqa: FBT001
    if len(block.children) != 2:  # noqa: PLR2004 - the words and who said them
        refuse("an odd quotation")
    quote, caption = block.children
    if (
        not isinstance(quote, Element)
        or not isinstance(caption, Element)
        or (quote.name, caption.name) != ("blockquote", "figcaption")
        or set(quote.attributes) - {"cite"}
    ):
        refuse("an odd quotation")
    words = _quoted_blocks(quote, carefully)
    by = write_line(caption.children, Manner(carefully=carefully, is_single=True, at_start=False))
    return _quoted(f"{words}\n— {by}")


_WRITERS: Mapping[str, Callable[[Element, bool], str]] = {
    "p": _paragraph,
    **{f"h{level}": _heading for level in range(1, 7)},
    "hr": _rule,
    "pre": _code,
    "ul": _list,
    "ol": _list,
    "dl": _definitions,
    "footnotes": _footnotes,
    "blockquote": _quote,
    "figure": _figure,
    "table": write_table,
    **dict.fromkeys(PLAYERS, _player),
}
