"""Numbers with what they count."""

from collections.abc import Sequence

_KILO = 1_000
_FEW = 10
_UNITS = ("kB", "MB", "GB")


def counted(number: int, one: str, many: str = "") -> str:
    """Return the number with its noun: "1 post", "1,204 posts"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def in_bytes(size: int) -> str:
    """Return a size as people write it: "0 bytes", "212 bytes", "14 kB", "1.2 MB"."""
    if size < _KILO:
        return counted(size, "byte")
    value, names = size / _KILO, list(_UNITS)
    # What would be rounded to a thousand is one of the next unit.
    while round(value) >= _KILO and len(names) > 1:
        value /= _KILO
        del names[0]
    told = f"{value:.1f}".removesuffix(".0") if round(value, 1) < _FEW else f"{value:,.0f}"
    return f"{told} {names[0]}"


def some_of(names: Sequence[str], most: int) -> str:
    """Return the first `most` of `names`, and how many more there are: "a, b and 1,204 more"."""
    more = f" and {len(names) - most:,} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more
