"""Quotations: a block quote that ends in a line with the name of its author becomes a figure.

> The past is never dead. It's not even past.
> — William Faulkner, [Requiem for a Nun](https://example.org/requiem)
"""

import re
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from ssg.parse.markdown.draft import Desk

LONG = 70
"""From so many words on a quotation is long, and themes may set it without its rule."""

_ATTRIBUTION = re.compile(r"(?:\n|\A) {0,3}(?:—|–|---?)[ \u00a0]*(?![-\s])([^\n]+?)\s*\Z")
_DASH_BEFORE = re.compile(r"(?:\n|\A) {0,3}(?:—|–|---?)[^\n]*\Z")
_ABSOLUTE = re.compile(r"https?://", re.IGNORECASE)


class Quotations(Extension):
    """Makes figures of block quotes with an attribution."""

    def __init__(self, desk: Desk) -> None:
        """Remember where the text is."""
        super().__init__()
        self._desk = desk

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        """Register one step before the inline patterns, while lines are lines, and one after."""
        md.treeprocessors.register(_FigureMaker(md, self._desk), "quotation_figure", 25)
        md.treeprocessors.register(_WorkNamer(md, self._desk), "quotation_work", 7.5)


class _DeskTreeprocessor(Treeprocessor):
    def __init__(self, converter: Markdown, desk: Desk) -> None:
        super().__init__(converter)
        self._desk = desk


class _FigureMaker(_DeskTreeprocessor):
    def run(self, root: Element) -> None:
        """Wrap each block quote of `root` that names its author."""
        if ">" not in self._desk.text:
            return
        for parent in list(root.iter()):
            for place in range(len(parent) - 1, -1, -1):
                if parent[place].tag == "blockquote":
                    parent[place : place + 1] = _figures_of(parent[place])
        for quote in root.iter("blockquote"):
            if sum(len(words.split()) for words in quote.itertext()) >= LONG:
                quote.set("class", " ".join(filter(None, (quote.get("class"), "long"))))


def _figures_of(quote: Element) -> list[Element]:
    """Return `quote` as it is, or cut after each attribution into figures.

    Python-Markdown joins two block quotes that only a blank line separates; two that each name
    their author were meant as two.
    """
    made: list[Element] = []
    rest = Element("blockquote", quote.attrib)
    rest.text = quote.text
    for child in quote:
        attribution = _take_attribution(child, has_words_before=len(rest) > 0)
        if child.text or len(child):
            rest.append(child)
        if attribution:
            figure = Element("figure", {"class": "quotation"})
            figure.append(rest)
            SubElement(figure, "figcaption").text = attribution
            made.append(figure)
            rest = Element("blockquote")
    if not made:
        return [quote]
    if len(rest):
        made.append(rest)
    made[-1].tail = quote.tail
    return made


def _take_attribution(paragraph: Element, *, has_words_before: bool) -> str:
    """Cut the attribution off the end of `paragraph` and return it, or "" if it has none.

    A dialogue, whose every line begins with a dash, has none; nor has a quote that is one line.
    """
    if paragraph.tag != "p" or len(paragraph) or not paragraph.text:
        return ""
    found = _ATTRIBUTION.search(paragraph.text)
    if found is None:
        return ""
    before = paragraph.text[: found.start()].rstrip()
    if _DASH_BEFORE.search(before) or not (before or has_words_before):
        return ""
    paragraph.text = before
    return found[1]


class _WorkNamer(_DeskTreeprocessor):
    def run(self, root: Element) -> None:
        """Mark the work that each attribution names, and where the words were taken from."""
        if ">" not in self._desk.text:
            return
        for figure in root.iter("figure"):
            if figure.get("class") == "quotation":
                _name_work(figure)


def _name_work(figure: Element) -> None:
    quote, caption = figure[0], figure[1]
    works = [child for child in caption if child.tag == "a"] or [
        child for child in caption if child.tag == "em"
    ]
    if not works:
        return
    work = works[-1]
    place = list(caption).index(work)
    cite = Element("cite")
    cite.tail, work.tail = work.tail, None
    if work.tag == "a":
        if _ABSOLUTE.match(address := work.get("href") or ""):
            quote.set("cite", address)
        cite.append(work)
    else:
        cite.text = work.text
        cite.extend(work)
    caption[place] = cite
