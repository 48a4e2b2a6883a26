"""Pictures and links that Markdown makes, as opposed to raw HTML."""

import re
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from ssg.parse.markdown.draft import Desk, Problem
from ssg.text.html import unescape

# A picture may be `data:`; a link of that kind is a page of somebody else's making.
_REFUSED = {
    "a": re.compile(r"(?:javascript|vbscript|data):", re.IGNORECASE),
    "img": re.compile(r"(?:javascript|vbscript):", re.IGNORECASE),
}
_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\xa0\xad\u200b-\u200f\u2028-\u202f\ufeff]+")


class Pictures(Extension):
    """Makes figures of pictures with a caption, and refuses links that run scripts."""

    def __init__(self, desk: Desk) -> None:
        """Remember where problems go."""
        super().__init__()
        self._desk = desk

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        """Register both steps after attribute lists, which may add to what they look at."""
        md.treeprocessors.register(_FigureMaker(md, self._desk), "picture_figure", 7.4)
        md.treeprocessors.register(_LinkGuard(md, self._desk), "link_guard", 7.3)


class _FigureMaker(Treeprocessor):
    def __init__(self, converter: Markdown, desk: Desk) -> None:
        super().__init__(converter)
        self._desk = desk

    def run(self, root: Element) -> None:
        """Make a figure of each paragraph that is nothing but a picture with a title."""
        if not self._desk.holds("!["):
            return
        for paragraph in root.iter("p"):
            picture = _only_picture(paragraph)
            if picture is None or not picture.get("title"):
                continue
            paragraph.tag = "figure"
            classes = filter(None, ["picture", paragraph.get("class")])
            paragraph.set("class", " ".join(classes))
            paragraph.text = None
            paragraph[0].tail = None
            SubElement(paragraph, "figcaption").text = picture.attrib.pop("title")


def _only_picture(paragraph: Element) -> Element | None:
    """Return the picture, linked or not, that is all of `paragraph`."""
    element = paragraph
    for _ in range(2):
        if len(element) != 1 or (element.text or "").strip() or (element[0].tail or "").strip():
            return None
        element = element[0]
        if element.tag == "img":
            return element
        if element.tag != "a":
            return None
    return None


class _LinkGuard(Treeprocessor):
    def __init__(self, converter: Markdown, desk: Desk) -> None:
        super().__init__(converter)
        self._desk = desk

    def run(self, root: Element) -> None:
        """Replace each address in `root` that would run a script."""
        for element in root.iter():
            attribute = "href" if element.tag == "a" else "src" if element.tag == "img" else ""
            if not attribute or not (written := element.get(attribute)):
                continue
            address = _INVISIBLE.sub("", unescape(written))
            if _REFUSED[element.tag].match(address):
                element.set(attribute, "#")
                scheme = address.partition(":")[0].lower()
                problem = Problem(
                    "unsafe-link",
                    f"a link to a `{scheme}:` address would run a program in the reader's browser",
                    "link to a page instead",
                    written,
                )
                self._desk.draft.problems.append(problem)
