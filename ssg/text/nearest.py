"""Which known word was meant."""

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str], likeness: float = 0.7) -> str:
    """Return the known word that looks most like `word`, or "" if none is close.

    `likeness` is how much of both has to be alike, from 0 to 1.
    """
    import difflib  # noqa: PLC0415 - only a mistake needs it

    by_folded = {candidate.casefold(): candidate for candidate in known}
    close = difflib.get_close_matches(word.casefold(), by_folded, n=1, cutoff=likeness)
    return by_folded[close[0]] if close else ""


def likeliest(word: str, known: Iterable[str], count: int) -> list[str]:
    """Return `count` known words, or all, that look more like `word` than the others, by name."""
    import difflib  # noqa: PLC0415 - only a mistake needs it

    return sorted(difflib.get_close_matches(word, list(known), n=count, cutoff=0))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return "; did you mean `x`?" or ""."""
    found = nearest(word, known)
    return f"; did you mean `{found}`?" if found else ""
