"""Fenced code: ``` or ~~~ around it, coloured where the fence names a language.

Python-Markdown's own extension imports Pygments with its first breath, and gives up on a fence with
more behind the language than it knows. What it accepts comes out the same here, but for the markup
of coloured code.
"""

import re

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from ssg.model.record import dataclass
from ssg.text.html import escape_attribute

_OPENING = re.compile(r"(?P<fence>`{3,}|~{3,})[ ]*(?P<info>[^`]*?)[ ]*\Z")
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
        if not any(line.startswith(("```", "~~~")) for line in lines):
            return lines
        closings = _closing_places(lines)
        done: list[str] = []
        place = 0
        while place < len(lines):
            opening = _OPENING.match(lines[place])
            end = _next_after(closings.get(opening["fence"], []), place) if opening else -1
            if opening is None or end < 0:
                done.append(lines[place])
                place += 1
                continue
            code = "".join(f"{line}\n" for line in lines[place + 1 : end])
            done += ["", self.md.htmlStash.store(code_html(_read_fence(opening["info"], code))), ""]
            place = end + 1
        return done


def _closing_places(lines: list[str]) -> dict[str, list[int]]:
    """Return where each kind of closing fence stands, last place first."""
    places: dict[str, list[int]] = {}
    for place in range(len(lines) - 1, -1, -1):
        bare = lines[place].rstrip(" ")
        if bare and bare[0] in "`~" and bare == bare[0] * len(bare):
            places.setdefault(bare, []).append(place)
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
        if first.isdigit() and (last.isdigit() or not last):
            numbers += range(int(first), min(int(last or first), int(first) + 1000) + 1)
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
