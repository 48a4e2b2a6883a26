"""The Markdown of a comment, as servers of comments let readers write it."""

import functools

from markdown import Markdown
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.nl2br import Nl2BrExtension
from markdown.extensions.sane_lists import SaneListExtension

from ssg.parse.comments.body import written_body
from ssg.parse.markdown.limits import Limits
from ssg.text.html import escape


def body_of_markdown(text: str) -> str:
    """Return Markdown of a stranger as simple HTML for a comments file; never raises.

    As Isso has it: the end of a line is one, and HTML is not obeyed but shown.
    """
    try:
        html = _converter().reset().convert(text)
    except (ValueError, RecursionError, AssertionError):
        html = escape(text)
    return written_body(html)


@functools.cache
def _converter() -> Markdown:
    converter = Markdown(
        extensions=[FencedCodeExtension(), SaneListExtension(), Nl2BrExtension(), Limits()],
        output_format="html",
    )
    converter.preprocessors.deregister("html_block")
    converter.inlinePatterns.deregister("html")
    return converter
