"""Bytes of a text file into text."""

from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.parsed import Parsed
from ssg.model.source import SourceFile

_DOCUMENTS = {
    b"PK\x03\x04": "a document of a word processor (Word, Pages, LibreOffice) or a zip file",
    b"\xd0\xcf\x11\xe0": "a document of an old Word",
    b"{\\rtf": "an RTF document",
    b"%PDF-": "a PDF",
}
"""What files that are no plain text begin with."""


def decode_text(path: str, content: bytes) -> Parsed[SourceFile]:
    r"""Return the text of a file, its lines ending in "\n" and without a byte order mark.

    Diagnostics: not-utf-8 where the bytes are in another encoding, control-character where there
    is a NUL, not-text where it is a document of a word processor; all are errors, at the first
    place where it shows.
    """
    for start, kind in _DOCUMENTS.items():
        if content.startswith(start):
            return Parsed(None, (_document(path, kind),))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Parsed(None, (_not_utf8(path, content, error),))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        return Parsed(None, (_nul(path, text),))
    return Parsed(SourceFile(path, text))


def _document(path: str, kind: str) -> Diagnostic:
    return Diagnostic(
        path, 0, 0, Level.ERROR, "not-text",
        f"this is {kind}, whatever its name ends in",
        "save it from the word processor as plain text (UTF-8), or copy the words into a new file",
    )  # fmt: skip


def _not_utf8(path: str, content: bytes, error: UnicodeDecodeError) -> Diagnostic:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Diagnostic(
            path, 1, 1, Level.ERROR, "not-utf-8",
            "the file is saved as UTF-16 (some editors call it Unicode)",
            "save it again with the encoding UTF-8",
        )  # fmt: skip
    # What begins with a byte order mark loses three bytes before the decoder counts.
    mark = b"\xef\xbb\xbf"
    start = error.start + (len(mark) if content.startswith(mark) else 0)
    before = content[:start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    line = before.count(b"\n") + 1
    column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8-sig")) + 1
    byte = content[start : start + 1]
    likely = byte.decode("cp1252", "replace")
    guess = "" if likely == "\N{REPLACEMENT CHARACTER}" else f" (likely meant: {likely})"
    lines = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    return Diagnostic(
        path, line, column, Level.ERROR, "not-utf-8",
        f"a character here is not UTF-8{guess}",
        "save the file again with the encoding UTF-8, or type the character anew",
        lines[line - 1].decode("utf-8-sig", "replace"),
    )  # fmt: skip


def _nul(path: str, text: str) -> Diagnostic:
    before = text[: text.index("\0")]
    line = before.count("\n") + 1
    excerpt = text.split("\n")[line - 1].replace("\0", "\N{REPLACEMENT CHARACTER}")
    return Diagnostic(
        path, line, len(before) - before.rfind("\n"), Level.ERROR, "control-character",
        "there is a NUL character here: the file is damaged, or no text",
        "delete the character, or take the file from a backup",
        excerpt,
    )  # fmt: skip
