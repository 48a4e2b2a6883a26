"""Letters that were once read in the wrong encoding: "â€“" for a dash, "Ã©" for é."""

import re
from collections.abc import Iterator

from ssg.check.survey.findings import warning
from ssg.check.survey.manuscript import Manuscript
from ssg.model.diagnostic import Diagnostic

_SUSPECT = re.compile(r"[ÂÃâð][\u0080-\u00bf\u0152-\u0178\u02c6\u02dc\u2013-\u2122]{1,3}")
_MARKS = frozenset("”’»…—–")
_WINDOWS = {
    byte: bytes([byte]).decode("cp1252", "replace").replace("\ufffd", chr(byte))
    for byte in range(0x80, 0xA0)
}
_BYTES = {letter: byte for byte, letter in _WINDOWS.items()}


def check_letters(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Report letters in the source that are those of another one in two or three pieces."""
    if not any(map(manuscript.text.__contains__, "âÃÂð")):
        return
    for found in _SUSPECT.finditer(manuscript.without_code):
        meant = _read_anew(found[0])
        if meant and not _ends_a_word_in_capitals(found):
            yield warning(
                manuscript, found.start(), "garbled-letters",
                f"`{found[0]}` was {meant} before somebody read it in the wrong encoding",
                f"write {meant}",
            )  # fmt: skip


def _ends_a_word_in_capitals(found: re.Match[str]) -> bool:
    """Tell whether a letter is the last of a word, and a mark comes next: “MINHA IRMÃ”."""
    before, mark, behind = (found.string[found.start() + at :][:1] for at in (-1, 1, 2))
    return found.start() > 0 and before.isupper() and mark in _MARKS and not behind.isalpha()


def _read_anew(letters: str) -> str:
    """Return what `letters` were, in words where it is no letter; "" where they are meant so."""
    for end in range(len(letters), 1, -1):
        try:
            encoded = bytes(_BYTES.get(letter, ord(letter)) for letter in letters[:end])
            meant = encoded.decode("utf-8")
        except ValueError:
            continue
        return "a space" if meant.isspace() else f"`{meant}`" if meant.isprintable() else ""
    return ""
