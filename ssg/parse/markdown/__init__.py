"""Markdown to HTML, with everything that a body tells about itself.

Python-Markdown makes HTML with marks in it (`converter`), the marks are settled (`settle`), and
then a few passes go over its pieces: punctuation, the part before `<!--more-->`, headings,
addresses inside the site.
"""

import re
from functools import partial

from ssg.model.diagnostic import Diagnostic
from ssg.model.entry import CardMention, Heading, Reference
from ssg.model.record import dataclass
from ssg.parse.extension import BUILTIN
from ssg.parse.markdown.balance import balance
from ssg.parse.markdown.cards import collect_cards, may_have_cards
from ssg.parse.markdown.converter import convert
from ssg.parse.markdown.draft import Draft, Mark, Problem
from ssg.parse.markdown.footnotes import name_in_words
from ssg.parse.markdown.headings import add_heading_anchors
from ssg.parse.markdown.lead import split_lead
from ssg.parse.markdown.leftovers import find_leftovers, find_titles
from ssg.parse.markdown.lone_pictures import mark_lone_pictures
from ssg.parse.markdown.places import PlaceFinder
from ssg.parse.markdown.pull_quotes import name_pull_quotes
from ssg.parse.markdown.reading import count_words, read_pieces
from ssg.parse.markdown.references import collect_references
from ssg.parse.markdown.settle import restore_marks, settle_marks
from ssg.parse.typography import set_pieces
from ssg.text.html import escape, is_printable, split_html

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_ONE_PARAGRAPH = re.compile(r"<p>((?:(?!<p[ >]).)*)</p>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class MarkdownText:
    """A body: its HTML with placeholders for addresses inside the site, and what it holds.

    `lead_html` is the part before `<!--more-->`, or "" without one. `plain_text` is what a reader
    sees, a line for each block. `anchors` are the ids that fragments can name.
    """

    html: str
    lead_html: str = ""
    references: tuple[Reference, ...] = ()
    cards: tuple[CardMention, ...] = ()
    headings: tuple[Heading, ...] = ()
    anchors: tuple[str, ...] = ()
    plain_text: str = ""
    words: int = 0
    diagnostics: tuple[Diagnostic, ...] = ()


def parse_markdown(text: str, language: str, path: str, first_line: int) -> MarkdownText:
    """Return what the Markdown `text` says, set in `language`.

    `path` and `first_line` (the line of the file that the text begins on) are for diagnostics.
    Equal arguments give equal results; nothing that is written in `text` raises.
    """
    source = text.replace("\r\n", "\n").replace("\r", "\n")
    places = PlaceFinder(source, first_line)
    html, marks, problems = _settled(source, language)
    html, unbalanced = balance(html, source)
    problems += unbalanced
    pieces, lead_count = split_lead(split_html(html))
    headings = add_heading_anchors(pieces, marks)
    problems += find_leftovers(source, pieces)
    problems += find_titles(source, headings)
    set_pieces(pieces, language)
    if "<img" in html:
        mark_lone_pictures(pieces)
    if "<aside" in html:
        name_pull_quotes(pieces)
    references, anchors = collect_references(pieces, marks, places)
    cards = collect_cards(pieces, places) if may_have_cards(html) else ()
    plain_text = read_pieces(pieces, references)
    return MarkdownText(
        html="".join(pieces).strip(),
        lead_html="".join(pieces[:lead_count]).strip(),
        references=references,
        cards=cards,
        headings=headings,
        anchors=anchors,
        plain_text=plain_text,
        words=count_words(plain_text),
        diagnostics=tuple(_diagnostic(problem, path, places) for problem in problems),
    )


def plain_html(text: str, language: str) -> str:
    """Return `text` as HTML in which punctuation and addresses are still as they were written.

    What `parse_markdown` starts from; an import compares it with the HTML that it came from.
    """
    return _settled(text.replace("\r\n", "\n").replace("\r", "\n"), language)[0]


def parse_inline(text: str, language: str) -> str:
    """Return short Markdown (a bio, a caption, a correction) as HTML.

    One paragraph comes without `<p>`. Addresses stay as written; shortcodes and wiki links
    stay text. An address alone on its line becomes a link.
    """
    pieces = split_html(_inline_of(text, language))
    set_pieces(pieces, language)
    return "".join(pieces)


def _settled(source: str, language: str) -> tuple[str, list[Mark], list[Problem]]:
    """Return the HTML of `source` with its marks settled, the marks, and the problems met."""
    html, draft = _convert_safely(_without_forbidden(source))
    problems = list(draft.problems)
    if draft.marks:
        html, more = settle_marks(
            html, draft.marks, BUILTIN.shortcodes, partial(_inline_of, language=language)
        )
        problems += more
    if "\x02" in html:
        html = name_in_words(html, language)
    return html, draft.marks, problems


def _inline_of(text: str, language: str) -> str:
    """Return short Markdown as HTML, with straight punctuation."""
    html, draft = _convert_safely(_without_forbidden(text.replace("\r\n", "\n")))
    if "\x02" in html:
        html = name_in_words(restore_marks(html, draft.marks), language)
    only = _ONE_PARAGRAPH.fullmatch(html)
    return only[1] if only else html


def _without_forbidden(text: str) -> str:
    """Return `text` without the characters that HTML forbids; of them, none is printable."""
    return text if is_printable(text.replace("\n", "")) else _FORBIDDEN.sub("", text)


def _convert_safely(text: str) -> tuple[str, Draft]:
    """Convert `text`; what Python-Markdown cannot take becomes plain paragraphs and a problem."""
    try:
        return convert(text)
    except Exception as error:  # noqa: BLE001 - whatever the library trips over, an author wrote it
        paragraphs = (escape(block.strip()) for block in text.split("\n\n") if block.strip())
        problem = Problem(
            "markdown",
            f"this text cannot be read as Markdown ({type(error).__name__})",
            "look for deep nesting of lists or quotes; until then it shows as plain text",
            "",
        )
        html = "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
        return html, Draft(problems=[problem])


def _diagnostic(problem: Problem, path: str, places: PlaceFinder) -> Diagnostic:
    place = (
        places.find(problem.written, problem.written.strip())
        if problem.offset < 0
        else places.place_of(problem.offset)
    )
    return Diagnostic(
        path=path,
        line=place.line,
        column=place.column,
        level=problem.level,
        rule=problem.rule,
        message=problem.message,
        fix=problem.fix,
        excerpt=places.line_at(place),
    )
