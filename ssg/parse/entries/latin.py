"""Text as Latin-1, in which one table settles what each sign is.

A table of 256 bytes is applied to a whole text in the time in which a pattern reads a few words.
Most of what western languages write is in Latin-1, but for the curly signs; these stand here for
the straight ones, which part or join words in the same way.
"""

_STRAIGHT = (("’", "'"), ("“", '"'), ("”", '"'), ("—", " "), ("–", " "), ("…", " "))

LATIN = bytes(range(256)).decode("latin-1")
"""All characters of Latin-1 in their order."""


def latin_of(text: str) -> bytes | None:
    """Return `text` in Latin-1 with straight signs for curly ones, None if it holds others."""
    if not text.isascii():
        for curly, straight in _STRAIGHT:
            text = text.replace(curly, straight)
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        return None
