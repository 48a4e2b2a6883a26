"""Numbers with what they count."""


def counted(number: int, one: str, many: str = "") -> str:
    """Return the number with its noun: "1 post", "1,204 posts"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
