"""Python-Markdown as this site uses it: one converter, built once, used for every text."""

from dataclasses import field
from importlib import import_module

from markdown import Markdown
from markdown.extensions import Extension

from ssg.model.record import dataclass
from ssg.parse.extension import BUILTIN, MarkdownExtension
from ssg.parse.markdown.draft import Desk, Draft
from ssg.parse.markdown.fences import FencedCode
from ssg.parse.markdown.footnotes import Footnotes
from ssg.parse.markdown.lean import LeanExtension
from ssg.parse.markdown.limits import Limits
from ssg.parse.markdown.marks import Marks, closed_names
from ssg.parse.markdown.named_blocks import NamedBlocks
from ssg.parse.markdown.pictures import Pictures
from ssg.parse.markdown.quotations import Quotations
from ssg.parse.markdown.tables import Tables


@dataclass(slots=True)
class Converter:
    """A configured Python-Markdown and the desk on which its processors leave what they find."""

    markdown: Markdown
    desk: Desk = field(default_factory=Desk)


def build_converter(extension: MarkdownExtension = BUILTIN) -> Converter:
    """Return a converter with everything in `extension`."""
    desk = Desk()
    markdown = Markdown(
        extensions=[
            *map(_loaded, extension.markdown),
            Tables(desk),
            FencedCode(),
            Footnotes(desk),
            Quotations(desk),
            NamedBlocks(desk),
            Marks(desk),
            Pictures(desk),
            Limits(),
            LeanExtension(desk),
        ],
        output_format="html",
    )
    return Converter(markdown, desk)


def _loaded(name: str) -> str | Extension:
    """Return the extension of that name, or the name where it is for Python-Markdown to find.

    To find one, it looks through all that is installed, which takes as long as reading ten posts.
    """
    if not name.startswith("markdown.extensions."):
        return name
    made: Extension = import_module(name).makeExtension()
    return made


_IDLE: list[Converter] = []
"""Converters that no one uses at the moment; building one takes longer than using it."""


def convert(text: str) -> tuple[str, Draft]:
    """Return the HTML of `text` with marks in it, and the draft that tells what they mean.

    Nothing of one text reaches the next: the parts are reset, and after an exception the converter
    is not used again. Threads take a converter each.
    """
    try:
        converter = _IDLE.pop()
    except IndexError:
        converter = build_converter()
    draft = converter.desk.draft = Draft(closed_names=closed_names(text))
    html = converter.markdown.reset().convert(text)
    _IDLE.append(converter)
    return html, draft
