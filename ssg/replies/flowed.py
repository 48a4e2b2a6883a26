"""Text whose lines may be joined again: format=flowed (RFC 3676)."""

_SIGNATURE = "-- "


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
