"""The bytes of an export, in chunks of any size, into text, whatever encoding they are in."""

import codecs
import re
from collections.abc import Iterable, Iterator

from ssg.importers.reading.places import Place, fold_repairs
from ssg.model.export import Repair, RepairKind

BLOCK = 1 << 16
"""Bytes that are decoded at a time. What is read does not depend on the chunks it comes in."""

_BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
"""The mark of UTF-32 begins like that of UTF-16, so it stands before it."""

_UNMARKED = {b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
_DECLARED = re.compile(
    rb"<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([A-Za-z0-9._-]{1,40})[\"']"
)
_EIGHT_BITS = re.compile(
    r"(?:windows|cp)[-_]?125\d|iso[-_]?8859[-_]?\d{1,2}|koi8[-_][ru]|macintosh|mac[-_]roman"
    r"|big5|gb2312|gbk|gb18030|shift[-_]jis|euc[-_](?:jp|kr|tw|cn)",
    re.IGNORECASE,
)
_LATIN = frozenset({"iso8859-1", "ascii"})
"""What is called so is nearly always Windows' own Latin, as every browser takes it."""

_UNDECODABLE = re.compile("[\udc80-\udcff]+")
_HALVES = re.compile("[\ud800-\udfff]+")
_REPLACED = re.compile("\N{REPLACEMENT CHARACTER}+")


def read_blocks(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the same bytes in blocks of `BLOCK`, the last one shorter."""
    gathered = bytearray()
    for chunk in chunks:
        gathered += chunk
        whole = len(gathered) - len(gathered) % BLOCK
        for start in range(0, whole, BLOCK):
            yield bytes(gathered[start : start + BLOCK])
        del gathered[:whole]
    if gathered:
        yield bytes(gathered)


def find_encoding(beginning: bytes) -> tuple[str, int]:
    """Return Python's name of the encoding, and how many bytes the byte order mark takes."""
    for mark, encoding in _BYTE_ORDER_MARKS.items():
        if beginning.startswith(mark):
            return encoding, len(mark)
    for start, encoding in _UNMARKED.items():
        if beginning.startswith(start):
            return encoding, 0
    declared = _DECLARED.search(beginning[:4096])
    return (_python_name(declared[1].decode("ascii")) if declared else "utf-8"), 0


def _python_name(declared: str) -> str:
    """Return the encoding to read with; a file that can be read as ASCII here is no UTF-16."""
    if declared.lower() in {"us-ascii", "ascii", "latin1", "latin-1"}:
        return "cp1252"
    if not _EIGHT_BITS.fullmatch(declared):
        return "utf-8"
    try:
        name = codecs.lookup(declared).name
    except LookupError:
        return "utf-8"
    return "cp1252" if name in _LATIN else name


def decode(blocks: Iterable[bytes]) -> Iterator[tuple[str, tuple[Repair, ...]]]:
    r"""Yield the text block by block, its lines ending in "\n", with the repairs it needed.

    Bytes that are not of the encoding become what they are in Windows' Latin, or U+FFFD.
    """
    decoder: codecs.IncrementalDecoder | None = None
    place, held, damaged = Place(1, 1), "", _HALVES
    for block in _with_end(blocks):
        content = block or b""
        if decoder is None:
            encoding, mark = find_encoding(content)
            # UTF-8 shows bad bytes as surrogates, to be mended in runs; others do not say more.
            is_common = encoding == "utf-8"
            damaged = _HALVES if is_common else _REPLACED
            errors = "surrogateescape" if is_common else "replace"
            decoder = codecs.getincrementaldecoder(encoding)(errors)
            content = content[mark:]
        text = held + decoder.decode(content, final=block is None)
        # What may go on in the next block waits for it: a line end, one half of a character.
        keep = 0 if block is None else _length_of_open_end(text)
        text, held = (text[:-keep], text[-keep:]) if keep else (text, "")
        text = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
        mended, repairs = _mend(text, damaged, place)
        place = place.after(mended, 0, len(mended))
        if mended:
            yield mended, repairs


def _with_end(blocks: Iterable[bytes]) -> Iterator[bytes | None]:
    yield from blocks
    yield None


_OPEN_END = re.compile("(?:\r|[\ud800-\udfff]{1,512})\\Z")


def _length_of_open_end(text: str) -> int:
    found = _OPEN_END.search(text, max(0, len(text) - 513))
    return len(found[0]) if found else 0


def _mend(text: str, damaged: re.Pattern[str], place: Place) -> tuple[str, tuple[Repair, ...]]:
    if text.isascii() or not damaged.search(text):
        return text, ()
    repairs, parts, at = [], [], 0
    for run in damaged.finditer(text):
        place = place.after(text, at, run.start())
        kind, mended = _read_run(run[0])
        repairs.append(Repair(*place, kind, len(run[0]), mended[:40]))
        parts += [text[at : run.start()], mended]
        place, at = Place(place.line, place.column + len(mended)), run.end()
    parts.append(text[at:])
    return "".join(parts), fold_repairs(repairs)


def _read_run(run: str) -> tuple[RepairKind, str]:
    """Return what a run of lone surrogates is for: bytes of no UTF-8, or halves of characters."""
    if not _UNDECODABLE.fullmatch(run):
        return RepairKind.ENCODING, run
    content = run.encode("utf-8", "surrogateescape")
    try:
        return RepairKind.SURROGATES, _join_halves(content.decode("utf-8", "surrogatepass"))
    except UnicodeDecodeError:
        return RepairKind.ENCODING, "".join(_LATIN_BYTES[byte] for byte in content)


_LATIN_BYTES = [bytes([byte]).decode("cp1252", "replace") for byte in range(256)]


def _join_halves(text: str) -> str:
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
