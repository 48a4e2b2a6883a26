"""Values that PHP has serialised, as WordPress keeps them in meta: attachment sizes, options.

Nothing but plain values is read: an object, a reference or code of a class is refused. PHP counts
the length of texts in bytes, and these counts are wrong as soon as a file has been edited or its
line ends have been changed, so where a length does not fit the end is found by what follows.
"""

import re

from ssg.model.record import dataclass

PhpValue = None | bool | int | float | str | dict[int | str, "PhpValue"]
"""An array of PHP is a dictionary, in its order."""

MOST_LEVELS = 100

_HEAD = re.compile(
    rb"N;|([bi]):([+-]?[0-9]{1,19});|d:([^;]{1,40});|s:([0-9]{1,12}):\"|a:([0-9]{1,12}):\{"
)
_KEYS = (b"i", b"s")
_FOLLOWS = re.compile(rb"(?:N;|[bidsaOCERr]:|\}|\Z)")
_TEXT_END = b'";'
_MOST_ENDS = 100
_REFUSED = {
    b"O": "an object",
    b"C": "an object",
    b"E": "a value of an enumeration",
    b"R": "a reference",
    b"r": "a reference",
}


@dataclass(frozen=True, slots=True)
class NotPhp:
    """Why a text is no serialised value that we read, and at which byte of it."""

    reason: str
    position: int


class _PhpError(Exception):
    """The value cannot be read; carries why."""

    def __init__(self, fault: NotPhp) -> None:
        super().__init__(fault.reason)
        self.fault = fault


def decode_php(text: str) -> PhpValue | NotPhp:
    """Return the value that `text` is the serialised form of, or why it is none."""
    content = text.strip().encode("utf-8", "surrogatepass")
    try:
        value, end = _value(content, 0, 0)
    except _PhpError as error:
        return error.fault
    if end != len(content):
        return NotPhp("something follows the value", end)
    return value


def _value(content: bytes, start: int, level: int) -> tuple[PhpValue, int]:
    found = _HEAD.match(content, start)
    if not found:
        refused = _REFUSED.get(content[start : start + 1])
        raise _PhpError(
            NotPhp(f"{refused} is not read" if refused else "no value begins here", start)
        )
    end = found.end()
    if found[1]:
        number = int(found[2])
        return (bool(number) if found[1] == b"b" else number), end
    if found[3]:
        return _float(found[3], start), end
    if found[4]:
        return _text(content, end, int(found[4]))
    if found[5]:
        if level >= MOST_LEVELS:
            raise _PhpError(NotPhp(f"arrays are nested more than {MOST_LEVELS} deep", start))
        return _array(content, end, int(found[5]), level)
    return None, end


_FLOATS = {b"INF": float("inf"), b"-INF": float("-inf"), b"NAN": float("nan")}


def _float(written: bytes, start: int) -> float:
    if written in _FLOATS:
        return _FLOATS[written]
    try:
        return float(written)
    except ValueError:
        raise _PhpError(NotPhp("this is no number", start)) from None


def _array(content: bytes, start: int, count: int, level: int) -> tuple[PhpValue, int]:
    """Return the array whose entries begin at `start`; it ends at its brace, whatever the count."""
    values: dict[int | str, PhpValue] = {}
    at = start
    while content[at : at + 1] != b"}":
        if content[at : at + 1] not in _KEYS:
            raise _PhpError(NotPhp("no number or text begins here, which keys are", at))
        key, at = _value(content, at, level)
        value, at = _value(content, at, level + 1)
        if isinstance(key, int | str):
            values[key] = value
    if len(values) > count:
        raise _PhpError(NotPhp("an array has more entries than it says", start))
    return values, at + 1


def _text(content: bytes, start: int, length: int) -> tuple[str, int]:
    """Return the text that begins at `start` and says that it has `length` bytes."""
    end = start + length
    if content[end : end + 2] != _TEXT_END:
        end = _find_end(content, start, length)
    return content[start:end].decode("utf-8", "replace"), end + len(_TEXT_END)


def _find_end(content: bytes, start: int, length: int) -> int:
    """Return where a text ends whose length is wrong.

    The best end is where the bytes fit if each line end was two bytes once; else it is the first
    quotation mark that a value follows.
    """
    likely, newlines, counted, at = -1, 0, start, start
    for _ in range(_MOST_ENDS):
        at = content.find(_TEXT_END, at)
        if at < 0 or (at > start + length and likely >= 0):
            break
        newlines += content.count(b"\n", counted, at)
        counted = at
        if at - start + newlines == length:
            return at
        if likely < 0 and _FOLLOWS.match(content, at + len(_TEXT_END)):
            likely = at
        at += 1
    if likely < 0:
        raise _PhpError(NotPhp("a text has no end", start))
    return likely
