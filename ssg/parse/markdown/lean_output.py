"""From Python-Markdown's tree to HTML: what its own last steps write, with fewer questions asked.

They ask of each element whether it is a comment, an instruction or a name in a namespace, and look
each tag up in a list. An element that is anything but a tag with text goes to the original.
"""

from collections.abc import Callable
from xml.etree.ElementTree import HTML_EMPTY, Element

from markdown.serializers import RE_AMP, to_html_string
from markdown.treeprocessors import PrettifyTreeprocessor

_NOT_TEXT = frozenset({"script", "style"})
"""Elements whose content is not escaped."""


def html_of(root: Element) -> str:
    """Return `root` and all in it as HTML."""
    written: list[str] = []
    _write(root, written.append)
    return "".join(written)


def _write(element: Element, write: Callable[[str], None]) -> None:
    tag = element.tag
    if type(tag) is not str or tag.lower() in _NOT_TEXT or not _are_plain(element.attrib):
        write(to_html_string(element))
        return
    write(f"<{tag}{_attributes(element)}>" if element.attrib else f"<{tag}>")
    if text := element.text:
        write(_escaped(text))
    for child in element:
        _write(child, write)
    if tag.lower() not in HTML_EMPTY:
        write(f"</{tag}>")
    if tail := element.tail:
        write(_escaped(tail))


def _are_plain(attributes: dict[str, str]) -> bool:
    """Tell whether all `attributes` are texts, and none can be one that stands without a value."""
    for name, value in attributes.items():
        if type(name) is not str or type(value) is not str or name == value:
            return False
    return True


def _attributes(element: Element) -> str:
    """Return the attributes of `element` as they are written behind its name."""
    written = ""
    for name, value in sorted(element.items()):
        escaped = _escaped(value).replace('"', "&quot;")
        written += f' {name}="{escaped}"'
    return written


def _escaped(text: str) -> str:
    """Return `text` with its signs escaped; an entity stays one."""
    if "&" in text:
        text = RE_AMP.sub("&amp;", text)
    if "<" in text:
        text = text.replace("<", "&lt;")
    return text.replace(">", "&gt;") if ">" in text else text


class LeanPrettifier(PrettifyTreeprocessor):
    """Looks up once for each name of an element whether it is a block."""

    def run(self, root: Element) -> None:
        """Add line ends between the blocks of `root`."""
        self._is_block_by_tag: dict[str, bool] = {}
        super().run(root)

    def _prettifyETree(self, elem: Element) -> None:  # noqa: N802 - the library's name
        if len(elem) and self._is_block(elem.tag) and elem.tag not in {"code", "pre"}:
            if not (elem.text and elem.text.strip()) and self._is_block(elem[0].tag):
                elem.text = "\n"
            for child in elem:
                if self._is_block(child.tag):
                    self._prettifyETree(child)
        if not (elem.tail and elem.tail.strip()):
            elem.tail = "\n"

    def _is_block(self, tag: str) -> bool:
        known = self._is_block_by_tag.get(tag)
        if known is None:
            known = self._is_block_by_tag[tag] = self.md.is_block_level(tag)
        return known
