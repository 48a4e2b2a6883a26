"""Fenced code: ``` or ~~~ around it, coloured where the fence names a language.

Python-Markdown's own extension imports Pygments with its first breath, and gives up on a fence with
more behind the language than it knows, or that stands in a list or a quotation. What it accepts
comes out the same here, but for the markup of coloured code.
"""

import re

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from ssg.model.record import dataclass
from ssg.text.html import escape_attribute
from ssg.text.numbers import whole_number

# Atomic: a space can belong to one sign or to the next, and to try both takes time without end.
_OPENING = re.compile(
    r"(?P<quote>(?>(?:[ ]{0,3}>[ ]?)*))(?P<indent>[ ]*+)(?P<fence>`{3,}+|~{3,}+)"
    r"[ ]*+(?P<info>(?>(?:[^` ]++|[ ]++(?!\Z))*))[ ]*+\Z"
)
_QUOTE = re.compile(r"(?>(?:[ ]{0,3}>[ ]?)+)")
_MARK = re.compile(r"[ ]{0,3}>[ ]?")
_ITEM = re.compile(r"(?P<indent>[ ]*)(?:[*+-]|[0-9]+[.)])[ ]")
_TAB = 4
_LANGUAGE = re.compile(r"\{?\s*\.?(?P<language>[\w#+-][\w#.+-]*)(?=[\s},]|\Z)(?!=)")
_MARKED_LINES = re.compile(r"""hl_lines=(["']?)(?P<lines>[0-9 ,-]+)\1""")
_ID = re.compile(r"(?<=[{\s])#(?P<id>[^\s}]+)")


@dataclass(frozen=True, slots=True)
class Fence:
    """A block of code, as its opening fence describes it; `marked` counts lines from 1."""

    code: str
    language: str = ""
    id: str = ""
    marked: tuple[int, ...] = ()


class FencedCode(Extension):
    """Adds fenced code to Markdown."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        """Register the step before raw HTML is looked for, which is text in code."""
        md.preprocessors.register(_FencePreprocessor(md), "fenced_code_block", 25)


class _FencePreprocessor(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        """Replace each block of fenced code among `lines`."""
        if not any("```" in line or "~~~" in line for line in lines):
            return lines
        closings = _closing_places(lines)
        done: list[str] = []
        above = _Above()
        place = 0
        while place < len(lines):
            opening = _OPENING.match(lines[place])
            start = above.start_of(opening) if opening else None
            end = _next_after(closings.get(_kind_of(opening), []), place) if opening else -1
            code = _code_of(opening, lines[place + 1 : end]) if opening and end >= 0 else None
            if opening is None or start is None or code is None:
                above.add(lines[place])
                done.append(lines[place])
                place += 1
                continue
            kept = self.md.htmlStash.store(code_html(_read_fence(opening["info"], code)))
            done += [start.rstrip(), start + kept]
            place = end + 1
            if place < len(lines) and lines[place].strip(" >"):
                done.append(start.rstrip())
        return done


class _Above:
    """The lines above a fence, as far as they tell which item of a list it belongs to."""

    def __init__(self) -> None:
        self._quote = 0
        self._starts: list[tuple[int, bool]] = []
        self._is_after_blank = False

    def add(self, line: str) -> None:
        """Take the next line: of those before, only what begins further left still counts."""
        marks = _QUOTE.match(line)
        text = line[marks.end() :] if marks else line
        if not text.strip():
            self._is_after_blank = True
            return
        self._enter(line)
        spaces, is_item = len(text) - len(text.lstrip(" ")), _ITEM.match(text) is not None
        # A new paragraph that stands too far left ends the item for Python-Markdown.
        ends = self._is_after_blank and not is_item
        while self._starts and (
            self._starts[-1][0] >= spaces or (ends and _inside(self._starts[-1][0]) > spaces)
        ):
            self._starts.pop()
        self._starts.append((spaces, is_item))
        self._is_after_blank = False

    def start_of(self, opening: re.Match[str]) -> str | None:
        """Return what stands before the block in the text that Python-Markdown reads.

        A quotation's marks, and spaces where the fence belongs to an item of a list. None where
        the fence is no fence but code of four spaces.
        """
        self._enter(opening[0])
        quote, column = opening["quote"], len(opening["indent"])
        above = [start for start in self._starts if start[0] < column]
        if above and above[-1][1]:
            return quote + " " * _inside(above[-1][0])
        return quote if column < _TAB else None

    def _enter(self, line: str) -> None:
        marks = _QUOTE.match(line)
        depth = marks[0].count(">") if marks else 0
        if depth != self._quote:
            self._quote, self._starts = depth, []


def _inside(indent: int) -> int:
    """Return how far what belongs to an item is indented: four spaces for each level."""
    return (indent // _TAB + 1) * _TAB


def _code_of(opening: re.Match[str], lines: list[str]) -> str | None:
    """Return the code in `lines`, None where the quotation ends before the fence is closed."""
    code = [_without_start(line, opening) for line in lines]
    return None if None in code else "".join(f"{line}\n" for line in code)


def _without_start(line: str, opening: re.Match[str]) -> str | None:
    """Return a line of code without the marks and spaces that the opening fence has before it."""
    text = _without_quote(line, opening["quote"])
    if text is None:
        return None
    spaces = len(text) - len(text.lstrip(" "))
    return text[min(spaces, len(opening["indent"])) :]


def _without_quote(line: str, quote: str) -> str | None:
    """Return what follows the marks of a quotation as deep as `quote`, None if there are none."""
    if not quote:
        return line
    for _ in range(quote.count(">")):
        mark = _MARK.match(line)
        if mark is None:
            return None
        line = line[mark.end() :]
    return line


def _kind_of(fence: re.Match[str]) -> tuple[int, str]:
    """Return what a closing fence must have in common with an opening one."""
    return fence["quote"].count(">"), fence["fence"]


def _closing_places(lines: list[str]) -> dict[tuple[int, str], list[int]]:
    """Return where each kind of closing fence stands, last place first."""
    places: dict[tuple[int, str], list[int]] = {}
    for place in range(len(lines) - 1, -1, -1):
        fence = _OPENING.match(lines[place])
        if fence and not fence["info"]:
            places.setdefault(_kind_of(fence), []).append(place)
    return places


def _next_after(places: list[int], place: int) -> int:
    """Return the first of `places` after `place`, or -1; what lies before it is dropped."""
    while places and places[-1] <= place:
        places.pop()
    return places[-1] if places else -1


def _read_fence(info: str, code: str) -> Fence:
    language = _LANGUAGE.match(info)
    marked = _MARKED_LINES.search(info)
    found_id = _ID.search(info) if info.startswith("{") else None
    return Fence(
        code,
        language=language["language"].rstrip(".") if language else "",
        id=found_id["id"] if found_id else "",
        marked=_line_numbers(marked["lines"]) if marked else (),
    )


def _line_numbers(written: str) -> tuple[int, ...]:
    """Return the lines that `1 3-5` names."""
    numbers: list[int] = []
    for part in re.split(r"[ ,]+", written):
        first, _, last = part.partition("-")
        begin, end = whole_number(first), whole_number(last or first)
        if begin is not None and end is not None:
            numbers += range(begin, min(end, begin + 1000) + 1)
    return tuple(numbers)


def code_html(fence: Fence) -> str:
    """Return a block of code as HTML, with Pygments' classes where it knows the language."""
    identity = f' id="{escape_attribute(fence.id)}"' if fence.id else ""
    if not fence.language:
        return f"<pre{identity}><code>{escape_attribute(fence.code)}</code></pre>"
    name = f' class="language-{escape_attribute(fence.language)}"'
    coloured = _coloured(fence)
    if coloured is None:
        return f"<pre{identity}><code{name}>{escape_attribute(fence.code)}</code></pre>"
    return f'<pre class="highlight"{identity}><code{name}>{coloured}</code></pre>'


def _coloured(fence: Fence) -> str | None:
    """Return the code with spans that name its parts, None for a language Pygments lacks."""
    # Only here: loading Pygments takes longer than parsing a post, and most posts hold no code.
    from pygments import highlight  # noqa: PLC0415
    from pygments.formatters.html import HtmlFormatter  # noqa: PLC0415
    from pygments.lexers import get_lexer_by_name  # noqa: PLC0415
    from pygments.util import ClassNotFound  # noqa: PLC0415

    try:
        lexer = get_lexer_by_name(fence.language, stripnl=False, ensurenl=bool(fence.code))
    except ClassNotFound:
        return None
    formatter = HtmlFormatter(nowrap=True, hl_lines=list(fence.marked))
    return str(highlight(fence.code, lexer, formatter))
