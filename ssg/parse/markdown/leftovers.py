"""What readers see and no writer meant: a mark without its note, a shortcode of WordPress."""

import re
from collections.abc import Callable, Iterator, Sequence

from ssg.model.diagnostic import Level
from ssg.model.entry import Heading
from ssg.parse.markdown.draft import Problem
from ssg.text.html import tag_name

_MENDED = {
    "caption": 'write `{{< figure src="/media/picture.jpg" caption="…" >}}`',
    "embed": "put the address alone on a line, without the brackets",
    "youtube": 'write `{{< youtube id="…" >}}`, or put the address alone on a line',
    "vimeo": 'write `{{< vimeo id="…" >}}`, or put the address alone on a line',
    "audio": 'write `{{< audio src="/media/recording.mp3" >}}`',
    "video": 'write `{{< video src="/media/film.mp4" >}}`',
    "gallery": "write the pictures one by one: `![words](/media/picture.jpg)`",
    "playlist": 'write the recordings one by one: `{{< audio src="/media/recording.mp3" >}}`',
}
"""What stands here for each shortcode of WordPress."""

_WORDPRESS = re.compile(
    r"\[(?:(?P<bare>embed|gallery|playlist)\]"
    r"|(?P<name>[a-z][a-z0-9_-]+)\s+[\w-]+=[^\[\]]*\])"
)
"""A word such as [video] may stand in brackets; with values it is a shortcode, or a plugin's."""

_OF_A_PLUGIN = "write what it showed in its place, or a link to it, or take it out"

_FOOTNOTE_MARK = re.compile(r"\[\^([^\]\s]+)\]")
_LONGEST_MARK = 100
_ESCAPED_MARK = re.compile(rf"\\(?=(\[\^[^\]\s]{{1,{_LONGEST_MARK}}}\]))")
_LITERAL = frozenset({"code", "pre", "kbd", "samp", "a"})


def find_leftovers(source: str, pieces: Sequence[str]) -> Iterator[Problem]:
    """Yield a warning for each mark without a note and each leftover shortcode that readers see.

    `source` is the Markdown, `pieces` the HTML made of it. Rules: `missing-footnote`,
    `wordpress-leftover`.
    """
    has_shortcodes = _WORDPRESS.search(source) is not None
    has_marks = "^" in source and _FOOTNOTE_MARK.search(source) is not None
    if not has_shortcodes and not has_marks:
        return
    is_escaped = _escaped_marks(source)
    for text in _visible(pieces):
        if has_shortcodes:
            for found in _WORDPRESS.finditer(text):
                name = found["bare"] or found["name"]
                if f"\\[{name}" not in source:
                    yield _shortcode(name)
        if has_marks:
            for mark in _FOOTNOTE_MARK.finditer(text):
                if not is_escaped(mark[0]):
                    yield _mark(mark[1])


def find_titles(source: str, headings: Sequence[Heading]) -> Iterator[Problem]:
    """Yield advice for each heading of the first level, which is the title's (`heading-level`)."""
    titles = [heading.text for heading in headings if heading.level == 1]
    for title, line in zip(titles, _lines_of(titles, source), strict=True):
        yield Problem(
            "heading-level",
            "a heading of the first level; the title above the text is one already",
            f"write `## {title}`, and give those below it one `#` more as well{_no_heading(line)}",
            line,
            Level.ADVICE,
        )


def _no_heading(line: str) -> str:
    """Return what mends a line of words with `#` before them, as networks sort posts by."""
    is_close = line.startswith("#") and not line.startswith(("# ", "##"))
    return f"; if it is no heading: `\\{line.strip()}`" if is_close else ""


def _escaped_marks(source: str) -> Callable[[str], bool]:
    """Return what tells whether a mark stands in `source` behind a backslash.

    It looks through the text once, and again only for marks that are longer than any.
    """
    escaped = {found[1] for found in _ESCAPED_MARK.finditer(source)}
    return lambda mark: mark in escaped or (len(mark) > _LONGEST_MARK and f"\\{mark}" in source)


def _visible(pieces: Sequence[str]) -> Iterator[str]:
    """Yield the text that is no code and no link."""
    enclosing: list[str] = []
    for number, piece in enumerate(pieces):
        if number % 2 == 0:
            if "[" in piece and not enclosing:
                yield piece
        elif (name := tag_name(piece)) in _LITERAL:
            enclosing.append(name)
        elif enclosing and name == f"/{enclosing[-1]}":
            enclosing.pop()


def _shortcode(name: str) -> Problem:
    return Problem(
        "wordpress-leftover",
        f"readers see this shortcode of WordPress as it stands: `[{name}]`",
        f"{_MENDED.get(name, _OF_A_PLUGIN)}; a backslash shows it as text: `\\[{name}]`",
        f"[{name}",
        Level.WARNING,
    )


def _mark(label: str) -> Problem:
    return Problem(
        "missing-footnote",
        f"the mark `[^{label}]` has no note, so readers see it as it stands",
        f"add a line `[^{label}]: …` at the end, or take the mark out",
        f"[^{label}]",
        Level.WARNING,
    )


def _lines_of(titles: Sequence[str], source: str) -> Iterator[str]:
    """Yield for each of `titles`, in order, the line of `source` that is this heading, else it."""
    lines = source.split("\n") if titles else []
    letters_by_line = list(map(_letters, lines))
    start = 0
    for title in titles:
        wanted = _letters(title)
        for number in range(start, len(lines)):
            line, letters = lines[number], letters_by_line[number]
            if letters == wanted or (line.startswith("# ") and letters.startswith(wanted)):
                start = number + 1
                yield line
                break
        else:
            yield title


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))
