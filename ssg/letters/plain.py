"""The text part of a letter, made of the same tree as its HTML, for those who read plain text.

Lines have 72 columns, and a line that goes on ends in a space (format=flowed, RFC 3676), so that a
narrow screen can break them anew. Addresses stand numbered at the end, where they disturb nobody.
"""

import re
import textwrap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from itertools import zip_longest

from ssg.letters.tidying import NOT_IN_TEXT, WHOLE_IN_TEXT, WORDS_IN_TEXT
from ssg.letters.trees import Node, children_of, classes_of, elements_of, get, is_element, is_text
from ssg.model.record import dataclass

COLUMNS = 72
_WHITE = re.compile(r"[ \t\n\r\f]+")
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "data", "del", "dfn", "em", "i", "img"}
    | {"ins", "kbd", "mark", "q", "ruby", "rp", "rt", "s", "samp", "small", "span", "strong"}
    | {"sub", "sup", "time", "u", "var", "wbr", "big", "center", "font", "tt"}
)
_SILENT = frozenset({"head", "style", "script", "title"})
_STRESSED = {"strong": "*", "b": "*", "em": "_", "i": "_"}
_UNDERLINES = {"h1": "=", "h2": "-"}
_BREAK = "\N{LINE SEPARATOR}"
"""Where the author broke a line, until lines are made."""
_NUMBER = re.compile(r"-?[0-9]{1,6}")
_NEEDS_STUFFING = (" ", ">", "From ")


@dataclass(slots=True)
class _Writing:
    """A text being written: addresses as they were met, each numbered once."""

    numbers: dict[str, int] = field(default_factory=dict)
    width: int = COLUMNS

    def number(self, address: str) -> int:
        return self.numbers.setdefault(address, len(self.numbers) + 1)


@dataclass(frozen=True, slots=True)
class _Line:
    """One line as it will stand: quoted so deep; a flowed one goes on in the next."""

    text: str
    depth: int = 0
    is_flowed: bool = False


def plain_text_of(root: Node) -> str:
    """Return the text part of the letter whose tree is `root`."""
    writing = _Writing()
    body = next((each for each in elements_of(root) if each.name == "body"), root)
    blocks = [block for block in _blocks(body, writing) if block]
    lines = list(_joined(blocks))
    if writing.numbers:
        lines += [_Line(""), _Line("-" * 8)]
        lines += [_Line(f"[{number}] {address}") for address, number in writing.numbers.items()]
    return "\n".join(map(_written, lines)) + "\n"


def _joined(blocks: list[list[_Line]]) -> Iterator[_Line]:
    """Put an empty line between blocks; within a quotation one that belongs to it."""
    depth = 0
    for number, block in enumerate(blocks):
        if number:
            yield _Line("", min(depth, block[0].depth))
        yield from block
        depth = block[-1].depth


def _written(line: _Line) -> str:
    text = line.text.rstrip(" ") + (" " if line.is_flowed else "")
    if line.depth:
        marks = ">" * line.depth
        return f"{marks} {text}".rstrip(" ") + (" " if line.is_flowed else "")
    return f" {text}" if text.startswith(_NEEDS_STUFFING) else text


def _blocks(node: Node, writing: _Writing) -> Iterator[list[_Line]]:
    """Yield the paragraphs and other blocks in `node`, each as its lines."""
    run: list[Node] = []
    for child in children_of(node):
        if is_text(child) or (is_element(child) and _is_in_line(child)):
            run.append(child)
            continue
        if run:
            yield _paragraph(run, writing)
            run = []
        if is_element(child) and not _is_unread(child):
            yield from _BLOCKS.get(child.name, _blocks)(child, writing)
    if run:
        yield _paragraph(run, writing)


def _is_in_line(element: Node) -> bool:
    if element.name not in _INLINE:
        return False
    return all(each.name in _INLINE for each in elements_of(element))


def _is_unread(element: Node) -> bool:
    return element.name in _SILENT or NOT_IN_TEXT in classes_of(element)


def _paragraph(nodes: list[Node], writing: _Writing) -> list[_Line]:
    return _flowed(_words(nodes, writing), writing.width)


def _flowed(text: str, width: int) -> list[_Line]:
    lines: list[_Line] = []
    for part in text.split(_BREAK):
        wrapped = textwrap.wrap(
            part.strip(), width - 1, break_long_words=False, break_on_hyphens=False
        )
        lines += [_Line(line, is_flowed=line is not wrapped[-1]) for line in wrapped]
    return lines


def _words(nodes: list[Node], writing: _Writing) -> str:
    """Return the words of in-line nodes on one line, white space as HTML counts it."""
    text = "".join(_word(node, writing) for node in nodes)
    text = re.sub(rf" ?{_BREAK} ?", _BREAK, _WHITE.sub(" ", text))
    return text.strip(f" {_BREAK}")


def _word(node: Node, writing: _Writing) -> str:
    if is_text(node):
        return str(node.data or "").replace("\N{SOFT HYPHEN}", "")
    if not is_element(node) or _is_unread(node):
        return ""
    if node.name == "br":
        return _BREAK
    if node.name == "img":
        return f"[{alt}]" if (alt := get(node, "alt").strip()) else ""
    inner = "".join(_word(child, writing) for child in children_of(node))
    if node.name == "a":
        return _link(node, inner, writing)
    return _stressed(node, inner)


def _stressed(node: Node, inner: str) -> str:
    """Return the words of an element with the signs that stand for its stress."""
    if node.name == "sup" and inner.strip().isdigit():
        return f"^{inner.strip()}"
    sign = _STRESSED.get(node.name, "")
    words = inner.strip()
    if not sign or not words:
        return inner
    before = inner[: len(inner) - len(inner.lstrip())]
    return f"{before}{sign}{words}{sign}{inner[len(before) + len(words) :]}"


def _link(link: Node, inner: str, writing: _Writing) -> str:
    address = get(link, "href")
    names = classes_of(link)
    shown = inner.strip()
    if "footnote-ref" in names:
        return f" ({shown})"
    if "footnote-backref" in names:
        return ""
    if not address or address.startswith("#") or WORDS_IN_TEXT in names:
        return inner
    bare = _spelt(address)
    if WHOLE_IN_TEXT in names:
        return f"{shown}: {bare}"
    if shown in {address, bare, bare.partition("://")[2].rstrip("/")}:
        return bare
    return f"{inner.rstrip()} [{writing.number(address)}]{' ' if inner.endswith(' ') else ''}"


def _spelt(address: str) -> str:
    """Return an address as it is written out: a mailbox without what a letter to it begins with."""
    if not address.startswith("mailto:"):
        return address
    return address.removeprefix("mailto:").partition("?")[0]


def _heading(element: Node, writing: _Writing) -> Iterator[list[_Line]]:
    lines = _paragraph(children_of(element), writing)
    sign = _UNDERLINES.get(element.name)
    if lines and sign:
        lines.append(_Line(sign * min(COLUMNS, max(len(line.text) for line in lines))))
    yield lines


def _quotation(element: Node, writing: _Writing) -> Iterator[list[_Line]]:
    writing.width -= len("> ")
    blocks = list(_blocks(element, writing))
    writing.width += len("> ")
    for block in blocks:
        yield [_Line(line.text, line.depth + 1, line.is_flowed) for line in block]


def _figure(element: Node, writing: _Writing) -> Iterator[list[_Line]]:
    """Yield a picture or quotation with its caption; who said it stands within the quotation."""
    is_quotation = "quotation" in classes_of(element)
    for child in children_of(element):
        if not is_element(child):
            continue
        if child.name != "figcaption":
            inner = _BLOCKS.get(child.name)
            yield from inner(child, writing) if inner else _blocks_of(child, writing)
            continue
        words = _words(children_of(child), writing)
        lines = _flowed(f"— {words}" if is_quotation else words, writing.width - len("> "))
        yield [_Line(each.text, int(is_quotation), each.is_flowed) for each in lines]


def _blocks_of(element: Node, writing: _Writing) -> Iterator[list[_Line]]:
    if _is_in_line(element):
        yield _paragraph([element], writing)
    else:
        yield from _blocks(element, writing)


def _list(element: Node, writing: _Writing) -> Iterator[list[_Line]]:
    start = get(element, "start")
    number = int(start) if _NUMBER.fullmatch(start) else 1
    is_notes = any("footnote" in get(above, "class") for above in (element, element.parent))
    lines: list[_Line] = []
    for entry in (each for each in children_of(element) if is_element(each)):
        mark = "- "
        if element.name == "ol":
            mark = f"({number}) " if is_notes else f"{number}. "
        writing.width -= len(mark)
        blocks = [block for block in _blocks(entry, writing) if block]
        writing.width += len(mark)
        for place, block in enumerate(blocks):
            if place == 0:
                block[0] = _Line(mark + block[0].text, block[0].depth, block[0].is_flowed)
            elif element.name == "ul" or not is_notes:
                block = [_Line(f"  {line.text}", line.depth, line.is_flowed) for line in block]  # noqa: PLW2901 - indented
            lines += block
        number += 1
    yield lines


def _table(element: Node, writing: _Writing) -> Iterator[list[_Line]]:
    if get(element, "role") == "presentation":
        yield from _blocks(element, writing)
        return
    rows = []
    for row in (each for each in elements_of(element) if each.name == "tr"):
        cells = [each for each in children_of(row) if is_element(each)]
        if cells:
            words = [_words(children_of(cell), writing) for cell in cells]
            rows.append(words)
    widths = [max(map(len, column)) for column in zip_longest(*rows, fillvalue="")]
    if sum(widths) + 3 * len(widths) > COLUMNS:
        yield [_Line(" | ".join(row)) for row in rows]
        return
    yield [
        _Line("   ".join(word.ljust(width) for word, width in zip(row, widths, strict=False)))
        for row in rows
    ]


def _verbatim(element: Node, writing: _Writing) -> Iterator[list[_Line]]:
    del writing
    text = "".join(_raw(child) for child in children_of(element))
    yield [_Line(f"    {line.rstrip()}") for line in text.strip("\n").split("\n")]


def _raw(node: Node) -> str:
    if is_text(node):
        return str(node.data or "")
    if is_element(node) and node.name == "br":
        return "\n"
    return "".join(map(_raw, children_of(node)))


def _rule(element: Node, writing: _Writing) -> Iterator[list[_Line]]:
    del element, writing
    yield [_Line("* * *")]


_Block = Callable[[Node, _Writing], Iterator[list[_Line]]]
_BLOCKS: Mapping[str, _Block] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    "blockquote": _quotation,
    "figure": _figure,
    "ul": _list,
    "ol": _list,
    "pre": _verbatim,
    "table": _table,
    "hr": _rule,
}
