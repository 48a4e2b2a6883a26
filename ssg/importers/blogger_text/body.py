"""A Blogger body → blocks of HTML."""

import re

from ssg.importers.blogger_text.flow import Flow
from ssg.importers.blogger_text.line_breaks import VERBATIM, with_breaks
from ssg.importers.blogger_text.marks import (
    is_full_post,
    is_jump,
    is_more_comment,
    is_tracker,
    is_word_style,
    values_of,
    without_conditions,
)
from ssg.importers.blogger_text.word_lists import with_lists
from ssg.importers.wordpress_text.embeds import player_of
from ssg.importers.wordpress_text.findings import Findings
from ssg.importers.wordpress_text.scanning import Lines
from ssg.importers.wordpress_text.split_blocks import MORE, matching_ends
from ssg.importers.wordpress_text.tweets import with_tweets_quoted
from ssg.importers.wordpress_text.values import OldBody, Remark, TextContext
from ssg.text.html import EMPTY, OPAQUE, escape, split_html, tag_name

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_BETWEEN_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")
_VIDEO_OF_BLOGGER = re.compile(r"\bBLOG_video_class\b|//www\.blogger\.com/video")
_LINE_TAGS = re.compile(r"<(?:br|p|div)\b", re.IGNORECASE)
_LAYOUT = " \t\n\r\f\u00a0"


def body_of_blogger(content: str, *, breaks_count: bool) -> OldBody:
    """Return the body that an entry of Blogger holds as `content`, ready for conversion.

    `breaks_count` tells that newlines are line breaks (the setting BLOG_CONVERT_LINE_BREAKS of old
    blogs). The summary ends where the jump break stood, or where the part began that listings left
    out. Never raises, whatever stands in it, and takes time in proportion to its length.
    """
    findings = Findings(TextContext())
    text = _tidy(content, findings)
    reading = _Reading(with_lists(text), findings, breaks_count=breaks_count)
    return _old_body(reading.blocks(), findings)


def do_breaks_count(content: str, *, setting: bool) -> bool:
    """Tell whether the newlines of a body are line breaks, where `setting` says so of the blog.

    The setting came to mean what was typed later; a body that makes its lines and paragraphs with
    tags has newlines only for tidiness.
    """
    return setting and "\n" in content.strip() and not _LINE_TAGS.search(content)


def body_of_plain(content: str) -> OldBody:
    """Return a body that is plain text: empty lines part paragraphs, newlines are line breaks."""
    findings = Findings(TextContext())
    text = escape(_tidy(content, findings)).strip("\n")
    parts = (part.strip("\n") for part in _BETWEEN_PARAGRAPHS.split(text))
    blocks = tuple(
        f"<p>{part.replace(chr(10), '<br />' + chr(10))}</p>" for part in parts if part.strip()
    )
    return _old_body(blocks, findings)


def _tidy(content: str, findings: Findings) -> str:
    text = content.replace("\r\n", "\n").replace("\r", "\n")
    text, count = _CONTROL.subn("", text)
    if count:
        findings.notes.append(Remark(1, f"{count} control characters were left out"))
    return text


def _old_body(blocks: tuple[str, ...], findings: Findings) -> OldBody:
    return OldBody(
        blocks=tuple(with_tweets_quoted(blocks)),
        embeds=tuple(findings.embeds),
        removed_scripts=tuple(findings.removed_scripts),
        notes=tuple(findings.notes),
    )


class _Reading:
    """One body on its way, piece by piece."""

    def __init__(self, text: str, findings: Findings, *, breaks_count: bool) -> None:
        self._pieces = split_html(text)
        self._ends = matching_ends(self._pieces)
        self._lines = Lines(text)
        self._findings = findings
        self._breaks_count = breaks_count
        self._flow = Flow()
        self._place = 0
        self._start = 0
        self._ends_left_out: set[int] = set()
        self._ends_followed: set[int] = set()
        self._verbatim: set[int] = set()
        self._breaks: list[str] = []
        self._has_more = False
        self._is_more_due = False
        self._is_tracked = False

    def blocks(self) -> tuple[str, ...]:
        while self._place < len(self._pieces):
            piece = self._pieces[self._place]
            if self._place % 2 == 0:
                self._read_text(piece)
                self._go_on(self._place + 1)
            else:
                self._go_on(self._read_tag(piece, tag_name(piece)))
        self._write_breaks()
        return self._flow.blocks()

    def _go_on(self, place: int) -> None:
        self._start += sum(len(piece) for piece in self._pieces[self._place : place])
        self._place = place

    def _remark(self, text: str) -> None:
        self._findings.notes.append(Remark(self._lines.at(self._start), text))

    def _read_text(self, piece: str) -> None:
        text, count = without_conditions(piece)
        if count:
            self._remark("a sign of HTML without an end was taken as text")
        if self._breaks_count and "\n" in text and not self._verbatim:
            before = self._pieces[self._place - 1] if self._place else ""
            after = self._pieces[self._place + 1] if self._place + 1 < len(self._pieces) else ""
            text = with_breaks(text, before, after, self._flow.innermost)
            *lines, text = text.split("<br />")
            for line in lines:
                self._write_text(line)
                self._breaks.append("<br />")
        self._write_text(text)

    def _write_text(self, text: str) -> None:
        if self._breaks and not text.replace("&nbsp;", "").strip(_LAYOUT):
            self._breaks.append(text)
            return
        if text:
            self._write_breaks()
            self._flow.text(text)

    def _write_breaks(self) -> None:
        """Write the breaks that came one after the other: two of them end a paragraph."""
        tags = [one for one in self._breaks if one.startswith("<")]
        if len(tags) > 1:
            self._flow.end_paragraph()
        elif tags:
            for one in self._breaks:
                if one.startswith("<"):
                    self._flow.tag(one, "br")
                else:
                    self._flow.text(one)
        self._breaks.clear()

    def _read_tag(self, tag: str, name: str) -> int:
        """Take in the tag, comment or element at the present place; return where to go on."""
        if name == OPAQUE:
            self._read_opaque(tag)
            return self._place + 1
        if name == "br":
            self._breaks.append(tag)
            return self._place + 1
        if name.startswith("/"):
            self._read_end(tag)
            return self._place + 1
        values = values_of(tag)
        end = self._ends.get(self._place, -1)
        if name in {"iframe", "object", "embed", "video"}:
            return self._read_player(tag, name, end)
        if name == "img" and is_tracker(values):
            self._remark("a pixel that counts readers was left out")
        elif is_jump(name, values):
            self._read_jump(tag, name, values, end)
        elif is_full_post(name, values):
            self._end_summary()
            self._ends_left_out.add(end)
        else:
            self._read_start(tag, name, end)
        return self._place + 1

    def _read_start(self, tag: str, name: str, end: int) -> None:
        self._write_breaks()
        if end < 0:
            self._flow.tag(tag, name)
        else:
            self._flow.open(tag, name)
            self._ends_followed.add(end)
            if name in VERBATIM:
                self._verbatim.add(end)

    def _read_end(self, tag: str) -> None:
        if self._place in self._ends_left_out:
            return
        self._write_breaks()
        if self._place in self._ends_followed:
            self._flow.close(tag)
            self._verbatim.discard(self._place)
            if self._is_more_due and self._flow.may_lift:
                self._is_more_due = False
                self._flow.lift(MORE)
        else:
            self._flow.tag(tag, "")

    def _read_jump(self, tag: str, name: str, values: dict[str, str], end: int) -> None:
        self._end_summary()
        if values.get("href"):
            self._read_start(tag, name, end)
        else:
            self._ends_left_out.add(end)

    def _end_summary(self) -> None:
        self._breaks.clear()
        if self._has_more:
            self._remark("a second jump break was left out")
            return
        if not self._flow.is_begun:
            self._remark("a jump break before the first word was left out")
            return
        self._has_more = True
        if self._flow.may_lift:
            self._flow.lift(MORE)
        else:
            self._is_more_due = True
            self._remark("the jump break within a list, table or quote was moved behind it")

    def _read_opaque(self, piece: str) -> None:
        kind = piece[1:9].lower()
        if kind.startswith("script"):
            self._read_script(piece)
        elif piece.startswith("<!--") and is_more_comment(piece):
            self._end_summary()
        elif kind.startswith("style") and is_word_style(piece):
            self._remark("a style sheet of Word was left out")
        elif kind.startswith(("style", "textarea", "xmp")):
            self._write_breaks()
            self._flow.tag(piece, "input")

    def _read_script(self, piece: str) -> None:
        if piece.lower().rstrip(">").rstrip().endswith("</script"):
            line = self._lines.at(self._start)
            self._findings.removed_scripts.append(Remark(line, piece))
            return
        self._remark("a <script> without an end was taken as text")
        self._write_text(escape(piece))

    def _read_player(self, tag: str, name: str, end: int) -> int:
        """Take in something shown from elsewhere, as a card where our Markdown has one."""
        if end < 0 and name not in EMPTY:
            self._read_start(tag, name, end)
            return self._place + 1
        after = max(end, self._place) + 1
        written = "".join(self._pieces[self._place : after])
        line = self._lines.at(self._start)
        made = None if name == "video" else player_of(written, line, self._findings)
        # The editor gives that class to a video of YouTube, too.
        if made is None and _VIDEO_OF_BLOGGER.search(written):
            self._remark(
                "a video is kept at Blogger and goes when the blog does: download it, put it into "
                "content/media, and name it in place of this one"
            )
        if made is not None and self._flow.may_lift:
            self._breaks.clear()
            self._flow.lift(made.html)
            return after
        self._write_breaks()
        self._flow.tag(written if made is None else made.html, name)
        return after
