"""Whether the words of a text stand on a page, however both are marked up.

Words are compared by their letters and digits alone: quotation marks, dashes, spaces and capitals
are what a renderer may change. What is shown from elsewhere, and stands in for it, is no text.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby, pairwise

from ssg.model.record import dataclass
from ssg.text.html import BLOCKS, EMPTY, OPAQUE, split_html, tag_name, unescape

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
_BETWEEN = 40
"""Letters that may stand between two pieces of a text: the number of a note, a word of ours."""

_TOO_LONG_FOR_CHANCE = 6
"""Words in a row that mean this very text, wherever they stand."""

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
    return letters_of(unescape("".join(split_html(page)[::2])))


def ids_in(page: str) -> frozenset[str]:
    """Return all ids (and names of anchors) in a page of HTML."""
    tags = "".join(piece for piece in split_html(page)[1::2] if not piece.startswith("<!"))
    found = _IDS.findall(tags)
    return frozenset(unescape("".join(groups)) for groups in found)


def prove(source: str, page_letters: str) -> Proof:
    """Return which words of the HTML `source` stand in `page_letters`, in their order.

    Where the whole is not there in one piece, its lines are looked for, and of those that are not
    there pieces as long as possible.
    """
    lines = list(_lines(source))
    count = sum(len(_WORD.findall(line)) for line in lines)
    if letters_of("".join(lines)) in page_letters:
        return Proof(count)
    parts = (
        part
        for line in lines
        if letters_of(line) not in page_letters
        for part in _PRIVATE.split(line)
        if letters_of(part) not in page_letters
    )
    lost = [words for part in parts for words in _lost(part, page_letters)]
    shown = tuple(" ".join(words[:_SHOWN]) for words in lost)
    return Proof(count, sum(map(len, lost)), shown)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words of a line, from number `start` to before `end`, that stand at `place` on the page."""

    start: int
    end: int
    place: int
    length: int


def _lost(text: str, page_letters: str) -> Iterator[list[str]]:
    """Yield the words of the line `text` that are not on the page, neighbours together.

    Pieces that are too long to stand there by chance tell where the line is. What is between two of
    them must follow the first, but for a few letters that something else may have put between.
    """
    words = [letters for word in _WORD.findall(text) if (letters := letters_of(word))]
    shown = [word for word in _WORD.findall(text) if letters_of(word)]
    pieces = _pieces(words, page_letters)
    absent = set(range(len(words))) if not pieces else set()
    for before, after in pairwise([None, *pieces, None] if pieces else []):
        start, end = before.end if before else 0, after.start if after else len(words)
        gap = words[start:end]
        room = sum(map(len, gap)) + _BETWEEN
        if before:
            begin = before.place + before.length
            window = page_letters[begin : begin + room]
        elif after:
            window = page_letters[max(after.place - room, 0) : after.place]
        absent |= {start + number for number in _absent(gap, window)} if gap else set()
    for _, group in groupby(enumerate(sorted(absent)), key=lambda pair: pair[1] - pair[0]):
        yield [shown[number] for _, number in group]


def _pieces(words: list[str], page_letters: str) -> list[_Piece]:
    """Return the pieces of a line that stand on the page: all long ones, else the longest."""
    pieces: list[_Piece] = []
    longest = _Piece(0, 0, -1, 0)
    at = 0
    while at < len(words):
        count, place = _longest(words, at, page_letters)
        piece = _Piece(at, at + count, place, sum(map(len, words[at : at + count])))
        if count >= _TOO_LONG_FOR_CHANCE:
            pieces.append(piece)
        if count > longest.end - longest.start:
            longest = piece
        at += count if count >= _TOO_LONG_FOR_CHANCE else 1
    return pieces or ([longest] if longest.end - longest.start > 1 else [])


def _longest(words: list[str], start: int, page_letters: str) -> tuple[int, int]:
    """Return how many words from `start` on stand on the page in one piece, and where.

    (0, -1) where not even the first is there.
    """
    least, most, place = 0, len(words) - start, -1
    while least < most:
        middle = (least + most + 1) // 2
        found = page_letters.find("".join(words[start : start + middle]))
        if found < 0:
            most = middle - 1
        else:
            least, place = middle, found
    return least, place


def _absent(words: list[str], letters: str) -> Iterator[int]:
    """Yield the numbers of those of `words` that do not stand in `letters` one behind the other."""
    place = 0
    for number, word in enumerate(words):
        found = letters.find(word, place)
        if found < 0:
            yield number
        else:
            place = found + len(word)


def _lines(source: str) -> Iterator[str]:
    """Yield the text of `source` line by line, without what stands in for something else."""
    line: list[str] = []
    skipped, depth = "", 0
    for place, piece in enumerate(split_html(source)):
        if place % 2 == 0:
            if not depth:
                line.append(unescape(piece))
            continue
        name = tag_name(piece)
        if name == "br" or name.lstrip("/") in BLOCKS:
            yield "".join(line)
            line = []
        if name == OPAQUE or name in EMPTY or piece.endswith("/>"):
            continue
        if depth:
            depth += (name == skipped) - (name == f"/{skipped}")
        elif name in _STANDS_IN or _CARD.match(piece) or _NOTE_MARK.match(piece):
            skipped, depth = name, 1
    yield "".join(line)
