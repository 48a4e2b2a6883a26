"""Tables: alignment as a class, so that no page needs inline styles; no empty heads."""

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.tables import TableExtension
from markdown.treeprocessors import Treeprocessor

from ssg.parse.markdown.draft import Desk

_CLASS_BY_STYLE = {
    "text-align: left;": "align-left",
    "text-align: center;": "align-center",
    "text-align: right;": "align-right",
}


class Tables(TableExtension):
    """Python-Markdown's tables without `style` attributes."""

    def __init__(self, desk: Desk) -> None:
        """Remember where the text is."""
        super().__init__()
        self._desk = desk

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        """Register the processor of tables, and a step that names the classes."""
        super().extendMarkdown(md)
        md.treeprocessors.register(_Aligner(md, self._desk), "table_alignment", 22)


class _Aligner(Treeprocessor):
    def __init__(self, converter: Markdown, desk: Desk) -> None:
        super().__init__(converter)
        self._desk = desk

    def run(self, root: Element) -> None:
        """Replace the styles of the cells in `root`; an empty head names nothing, so it is none."""
        if "|" not in self._desk.text:
            return
        for cell in root.iter():
            if cell.tag == "th" and not len(cell) and not (cell.text or "").strip():
                cell.tag = "td"
            if cell.tag in {"td", "th"} and (named := _CLASS_BY_STYLE.get(cell.get("style", ""))):
                del cell.attrib["style"]
                cell.set("class", named)
