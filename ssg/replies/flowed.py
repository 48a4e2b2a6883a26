"""Text whose lines may be joined again: format=flowed (RFC 3676), and lines cut at 72 signs."""

_SIGNATURE = "-- "
_SHORTEST, _LONGEST = 50, 80
"""A line that a mail program has cut has so many signs, and goes on in the next."""


def without_soft_ends(text: str, *, joins: bool) -> str:
    """Return `text` with the lines joined that only a narrow window had divided.

    With `joins` (DelSp) the space at the end of such a line is not part of the text.
    """
    joined: list[str] = []
    open_depth = -1
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        words = line[depth:].removeprefix(" ")
        is_signature = words == _SIGNATURE
        is_soft = words.endswith(" ") and not is_signature
        kept = words[:-1] if is_soft and joins else words
        if open_depth == depth and not is_signature:
            joined[-1] += kept
        else:
            joined.append(f"{'>' * depth} {kept}" if depth else kept)
        open_depth = depth if is_soft else -1
    return "\n".join(joined)


def without_hard_ends(text: str) -> str:
    """Return `text` with the lines joined that a mail program has cut, as far as that can be told.

    In a paragraph of prose each line but the last is about as long as a line may be.
    """
    return "\n\n".join(map(_joined_paragraph, text.split("\n\n")))


def _joined_paragraph(paragraph: str) -> str:
    lines = paragraph.split("\n")
    is_cut = all(_SHORTEST <= len(line.rstrip()) <= _LONGEST for line in lines[:-1])
    is_quoted = any(line.startswith(">") for line in lines)
    return " ".join(map(str.strip, lines)) if is_cut and not is_quoted else paragraph
