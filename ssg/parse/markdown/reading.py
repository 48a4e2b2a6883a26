"""What a reader sees of a body: its plain text, and how many words that is."""

import re
from collections.abc import Sequence
from itertools import filterfalse

from ssg.model.entry import Reference
from ssg.parse.entries.latin import LATIN, latin_of
from ssg.text.html import BLOCKS, tag_name, unescape_line

_TITLE = re.compile("\x02t([0-9]+)\x03")
_PLACEHOLDER = re.compile("\x02[a-z]+[0-9]*\x03")
_WORD = re.compile(r"[^\W_]+(?:[’'\-./][^\W_]+|,[0-9]+)*")
_IDEOGRAPH = (
    "[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3040-\u30ff\u31f0-\u31ff\U00020000-\U0003134f]"
)
"""Characters of scripts without spaces: each counts, as word processors count them."""
_MAYBE_IDEOGRAPH = "[\u3040-\U0003134f]"
"""One range is quicker to look for than several."""
_NUMBER_GOES_ON = re.compile(rb",[0-9]")
_IS_LETTER = bytes(sign.isalnum() for sign in LATIN)
_IS_JOIN = bytes(sign in "'-./" for sign in LATIN)
"""For each character of Latin-1 whether it is part of a word, and whether it joins two parts."""


def read_pieces(pieces: Sequence[str], references: Sequence[Reference]) -> str:
    """Return the plain text of HTML in `pieces`, a line for each block.

    Footnote marks and the arrows back are left out. A wiki link without words of its own stands
    as it is written.
    """
    lines: list[str] = []
    line: list[str] = []
    skipping = ""
    for place, piece in enumerate(pieces):
        if place % 2 == 0:
            if not skipping:
                line.append(piece)
            continue
        name = tag_name(piece)
        if skipping:
            if name == skipping:
                skipping = ""
        elif name == "sup" and 'id="fnref' in piece:
            skipping = "/sup"
        elif name == "a" and 'role="doc-backlink"' in piece:
            skipping = "/a"
        elif name == "br":
            line.append(" ")
        elif name.lstrip("/") in BLOCKS:
            _end_line(lines, line, references)
            line = []
    _end_line(lines, line, references)
    return "\n".join(lines)


def _end_line(lines: list[str], line: list[str], references: Sequence[Reference]) -> None:
    joined = "".join(line)
    if "\x02" in joined:
        joined = fill_titles(joined, references)
    if text := unescape_line(joined):
        lines.append(text)


def fill_titles(text: str, references: Sequence[Reference]) -> str:
    """Return `text` with each title that is not yet known as the author wrote it."""
    named = _TITLE.sub(lambda found: references[int(found[1])].target, text)
    return _PLACEHOLDER.sub("", named)


def count_words(text: str) -> int:
    """Return the number of words in `text`; of Chinese and Japanese, the number of characters."""
    return sum(count_words_and_ideographs(text))


def count_words_and_ideographs(text: str) -> tuple[int, int]:
    """Return the number of words in `text` and, apart from them, that of characters like 漢."""
    latin = latin_of(text)
    if latin is not None and not _NUMBER_GOES_ON.search(latin):
        # As numbers with a byte for each character, all of them are compared at once.
        letters = int.from_bytes(latin.translate(_IS_LETTER), "little")
        joins = int.from_bytes(latin.translate(_IS_JOIN), "little")
        # A word starts at a letter before which stands no letter, nor what joins it to one.
        starts = letters & ~(letters << 8) & ~(joins << 8 & letters << 16)
        return starts.bit_count(), 0
    ideographs = 0
    # These patterns are compiled when first used: for such large sets it takes milliseconds.
    if latin is None and re.search(_MAYBE_IDEOGRAPH, text):
        text, ideographs = re.subn(_IDEOGRAPH, " ", text)
    # What is nothing but letters and digits is one word; the slow pattern reads only the rest.
    parts = text.split()
    others = list(filterfalse(str.isalnum, parts))
    return len(parts) - len(others) + len(_WORD.findall(" ".join(others))), ideographs
