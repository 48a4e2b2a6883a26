"""Whether the words of a text stand on a page, however both are marked up.

Words are compared by their letters and digits alone: quotation marks, dashes, spaces and capitals
are what a renderer may change. What is shown from elsewhere, and stands in for it, is no text.
"""

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from ssg.text.html import EMPTY, OPAQUE, split_html, tag_name

_SIGNS = re.compile(r"[\W_]+")
_WORD = re.compile(r"\w+")
_STANDS_IN = frozenset(
    {"iframe", "object", "video", "audio", "noscript", "template", "svg", "canvas", "select"}
)
"""Elements whose text is shown only where they themselves cannot be."""

_CARD = re.compile(r"""<a\s[^>]*\bclass\s*=\s*["']?[^"'>]*\bembed\b""", re.IGNORECASE)
_NOTE_MARK = re.compile(r"""<sup\b[^>]*\bid\s*=\s*["']?fnref""", re.IGNORECASE)
_PRIVATE = re.compile(
    r"(?:mailto:)?[\w.+%-]+@[\w-]+(?:\.[\w-]+)+|\b\d{1,3}(?:\.\d{1,3}){3}\b", re.ASCII
)
"""E-mail and IP addresses, which an import may have covered."""

_IDS = re.compile(r"""\s(?:id|name)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_SHOWN = 12
"""Words of what is missing that are told."""


@dataclass(frozen=True, slots=True)
class Proof:
    """How many words were looked for, and what was not found: a few words of each place."""

    words: int = 0
    missing_words: int = 0
    missing: tuple[str, ...] = ()


def letters_of(text: str) -> str:
    """Return the letters and digits of plain `text`, in one form: "Öl, 2½" and "Ol" differ."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", text).casefold())


def letters_of_page(page: str) -> str:
    """Return the letters of all that a reader sees of a page of HTML."""
    return letters_of(html.unescape("".join(split_html(page)[::2])))


def ids_in(page: str) -> frozenset[str]:
    """Return all ids (and names of anchors) in a page of HTML."""
    tags = "".join(piece for piece in split_html(page)[1::2] if not piece.startswith("<!"))
    found = _IDS.findall(tags)
    return frozenset(html.unescape("".join(groups)) for groups in found)


def prove(source: str, page_letters: str) -> Proof:
    """Return which words of the HTML `source` stand in `page_letters`, in their order.

    First the whole text is looked for, then each run of text between tags, for something may have
    been put between them; then its words one behind the other, close together.
    """
    runs = list(_runs(source))
    text = "".join(runs)
    count = len(_WORD.findall(text))
    if letters_of(text) in page_letters:
        return Proof(count)
    place, lost, missing = 0, 0, []
    for run in runs:
        for part in _PRIVATE.split(run):
            letters = letters_of(part)
            found = page_letters.find(letters, place)
            if found < 0 and (found := page_letters.find(letters)) < 0:
                found = _close_together(part, page_letters)
            if found < 0:
                words = _WORD.findall(part)
                absent = [word for word in words if letters_of(word) not in page_letters]
                lost += len(absent or words)
                missing.append(" ".join((absent or words)[:_SHOWN]))
            else:
                place = found
    return Proof(count, lost, tuple(missing))


def _close_together(text: str, page_letters: str) -> int:
    """Return where the words of `text` stand one behind the other, or -1.

    Between all of them there may be as much again as they are long, and a little more.
    """
    words = [letters for word in text.split() if (letters := letters_of(word))]
    if not words:
        return 0
    room = 2 * sum(map(len, words)) + 100
    start = page_letters.find(words[0])
    while start >= 0:
        place = start
        for word in words:
            place = page_letters.find(word, place, start + room)
            if place < 0:
                break
            place += len(word)
        else:
            return start
        start = page_letters.find(words[0], start + 1)
    return -1


def _runs(source: str) -> Iterator[str]:
    """Yield the text between the tags of `source`, without what stands in for something else."""
    skipped, depth = "", 0
    for place, piece in enumerate(split_html(source)):
        if place % 2 == 0:
            if piece and not depth:
                yield html.unescape(piece)
            continue
        name = tag_name(piece)
        if name == OPAQUE or name in EMPTY or piece.endswith("/>"):
            continue
        if depth:
            depth += (name == skipped) - (name == f"/{skipped}")
        elif name in _STANDS_IN or _CARD.match(piece) or _NOTE_MARK.match(piece):
            skipped, depth = name, 1
