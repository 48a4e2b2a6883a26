"""Which known word was meant."""

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that looks most like `word`, or "" if none is close."""
    import difflib  # noqa: PLC0415 - only a mistake needs it

    by_folded = {candidate.casefold(): candidate for candidate in known}
    close = difflib.get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.7)
    return by_folded[close[0]] if close else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return "; did you mean `x`?" or ""."""
    found = nearest(word, known)
    return f"; did you mean `{found}`?" if found else ""
