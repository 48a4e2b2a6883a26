"""A classic text, or the HTML within a block, as WordPress shows it."""

import re
from collections.abc import Callable, Iterator, Mapping

from ssg.importers.wordpress_text.code_names import LANGUAGES
from ssg.importers.wordpress_text.embeds import embed_of, player_of
from ssg.importers.wordpress_text.findings import Findings, Made
from ssg.importers.wordpress_text.paragraphs import autop
from ssg.importers.wordpress_text.scanning import Kind, Lines, Piece, scan
from ssg.importers.wordpress_text.shortcodes import code_block, made_of
from ssg.importers.wordpress_text.split_blocks import MORE, NEXT_PAGE
from ssg.importers.wordpress_text.values import Remark
from ssg.model.record import dataclass
from ssg.text.html import BLOCKS, EMPTY, escape, unescape

_GALLERIES = frozenset({"gallery", "playlist"})

_DEEPEST = 6
"""How deep captions and notes may hold one another; deeper ones stay as written."""

_PLACE = re.compile("<figure \x01([0-9]+)></figure>|\x01([0-9]+)\x02")
_ALONE = re.compile("<p[^<>]*>\\s*(<figure \x01[0-9]+></figure>)\\s*</p>")
_PRE_OF_LANGUAGE = re.compile(
    r"""<pre\b(?=[^<>]*\slang\s*=\s*["']?(?P<language>[\w+-]+))(?P<values>[^<>]*)>(?P<code>.*)</pre>""",
    re.DOTALL | re.IGNORECASE,
)


def shown(text: str, findings: Findings, first_line: int = 1) -> str:
    """Return the HTML of a classic text: marks, embeds and shortcodes set in its paragraphs."""
    return _Showing(findings).show(text, first_line, is_classic=True)


def shown_as_it_stands(html: str, findings: Findings, first_line: int = 1) -> str:
    """Return the HTML within a block, where shortcodes count but newlines do not."""
    return _Showing(findings).show(html, first_line, is_classic=False)


class _Showing:
    """One text on its way: what was made is set aside until its paragraphs are known."""

    def __init__(self, findings: Findings, depth: int = 0) -> None:
        self._findings = findings
        self._depth = depth
        self._set_aside: list[str] = []
        self._inline: list[str] = []

    def show(self, text: str, first_line: int, *, is_classic: bool) -> str:
        marked = "".join(self._marked(text, Lines(text, first_line)))
        html = autop(marked) if is_classic else marked
        if not self._set_aside:
            return html
        return _PLACE.sub(self._put_back, _ALONE.sub(r"\1", html))

    def _put_back(self, place: re.Match[str]) -> str:
        return self._set_aside[int(place[1] or place[2])]

    def _marked(self, text: str, lines: Lines) -> Iterator[str]:
        for piece in scan(text):
            self._follow(piece)
            made = self._made(piece, lines.at(piece.start))
            yield piece.written if made is None else self._place(made)

    def _place(self, made: Made) -> str:
        if not made.html:
            return ""
        number = len(self._set_aside)
        self._set_aside.append(made.html)
        # Within emphasis or a link a block would tear the paragraph in two halves of a tag.
        if made.is_block and not self._inline:
            return f"<figure \x01{number}></figure>"
        return f"\x01{number}\x02"

    def _follow(self, piece: Piece) -> None:
        """Keep in mind which inline elements are open; an empty line or a block ends them."""
        if piece.kind is Kind.TEXT:
            if "\n\n" in piece.written:
                self._inline.clear()
            return
        if piece.kind is not Kind.TAG or piece.written.endswith("/>"):
            return
        name = piece.name.lstrip("/")
        if name in BLOCKS:
            self._inline.clear()
        elif not piece.name.startswith("/"):
            if name not in EMPTY:
                self._inline.append(name)
        elif name in self._inline:
            while self._inline.pop() != name:
                pass

    def _made(self, piece: Piece, line: int) -> Made | None:
        """Return what stands in place of a piece, or None if it stays as it is."""
        maker = _MAKERS.get(piece.kind)
        return maker(piece, _Around(self._findings, line, self._depth)) if maker else None


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around a piece."""

    findings: Findings
    line: int
    depth: int

    def show(self, text: str) -> str:
        """Return the HTML of a text within the piece."""
        return _Showing(self.findings, self.depth + 1).show(text, self.line, is_classic=False)

    def remark(self, text: str) -> None:
        self.findings.notes.append(Remark(self.line, text))


def _address(piece: Piece, around: _Around) -> Made | None:
    return embed_of(piece.value, around.line, around.findings, is_alone=False)


def _unknown(piece: Piece, around: _Around) -> Made | None:
    around.findings.unknown_shortcode(piece.name, around.line)
    return None


def _note(piece: Piece, around: _Around) -> Made | None:
    if around.depth >= _DEEPEST:
        return None
    reference = around.findings.written_footnote(lambda: around.show(piece.value))
    return Made(reference, is_block=False)


def _kept_note(piece: Piece, around: _Around) -> Made | None:
    reference = around.findings.kept_footnote(unescape(piece.value))
    if reference:
        return Made(reference, is_block=False)
    around.remark("a footnote of this entry is not in its meta")
    return None


def _tag(piece: Piece, around: _Around) -> Made | None:
    if piece.name != "script":
        return None
    # Without an end it is a word of prose; browsers would hide all that follows.
    around.remark("a <script> without an end was taken as text")
    return Made(escape(piece.written), is_block=False)


def _shortcode(piece: Piece, around: _Around) -> Made | None:
    made = None
    if piece.shortcode and around.depth < _DEEPEST:
        made = made_of(piece.shortcode, around.line, around.findings, around.show)
    # Galleries are listed as such, with what they ask for.
    if made is None and piece.name not in _GALLERIES:
        around.findings.unknown_shortcode(piece.name, around.line)
    return made


def _mark(piece: Piece, around: _Around) -> Made | None:
    findings = around.findings
    if piece.name == "noteaser":
        findings.is_lead_hidden = True
        return Made("")
    if piece.name == "nextpage":
        return Made(NEXT_PAGE)
    if findings.has_more:
        around.remark("a second <!--more--> was left out")
        return Made("")
    findings.has_more = True
    findings.more_label = unescape(piece.value)
    return Made(MORE)


def _element(piece: Piece, around: _Around) -> Made | None:
    if piece.name == "script":
        around.findings.removed_scripts.append(Remark(around.line, piece.written))
        return Made("")
    return player_of(piece.written, around.line, around.findings)


def _left_alone(piece: Piece, _around: _Around) -> Made | None:
    return _code_of_highlighter(piece) if piece.name == "pre" else None


def _code_of_highlighter(piece: Piece) -> Made | None:
    """Return `<pre lang="php">` of a highlighter as code; what it holds is not yet HTML."""
    found = _PRE_OF_LANGUAGE.fullmatch(piece.written)
    if found is None or found["language"].lower() not in LANGUAGES:
        return None
    code = found["code"]
    if re.search(r"\sescaped\s*=\s*[\"']?true", found["values"], re.IGNORECASE):
        code = unescape(code)
    return Made(code_block(code.removeprefix("\n").removesuffix("\n"), found["language"].lower()))


_MAKERS: Mapping[Kind, Callable[[Piece, _Around], Made | None]] = {
    Kind.ADDRESS: _address,
    Kind.ELEMENT: _element,
    Kind.KEPT_NOTE: _kept_note,
    Kind.LEFT_ALONE: _left_alone,
    Kind.MARK: _mark,
    Kind.NOTE: _note,
    Kind.SHORTCODE: _shortcode,
    Kind.TAG: _tag,
    Kind.UNKNOWN: _unknown,
}
