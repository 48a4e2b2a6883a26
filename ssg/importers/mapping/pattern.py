"""The pattern of a blog's addresses, which no export names, from the addresses themselves."""

from collections import Counter
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from ssg.model.record import dataclass

DEFAULT = "/{year}/{month}/{day}/{slug}/"
_FILE_ENDINGS = (".html", ".htm")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern for site.yaml, and how many of how many addresses are made by it."""

    text: str = DEFAULT
    fits: int = 0
    addresses: int = 0


@dataclass(frozen=True, slots=True)
class Example:
    """An address of a post, and what may be part of it. `day` is "2016-10-29" or ""."""

    path: str
    slug: str
    day: str = ""
    id: str = ""


def guess_pattern(examples: Iterable[Example], categories: AbstractSet[str]) -> Pattern:
    """Return the pattern by which most addresses are made, the default where none shows any."""
    counts: Counter[str] = Counter()
    total = 0
    for example in examples:
        total += 1
        pattern = "".join(f"/{part}" for part in _parts(example, categories))
        pattern += "/" if example.path.endswith("/") else ""
        if "{slug}" in pattern or "{id}" in pattern:
            counts[pattern] += 1
    if not counts:
        return Pattern(addresses=total)
    text = min(counts, key=lambda pattern: (-counts[pattern], -pattern.count("{"), pattern))
    return Pattern(text, counts[text], total)


def _parts(example: Example, categories: AbstractSet[str]) -> Iterator[str]:
    """Yield what each level of an address is: a name in braces, or the word itself."""
    numbers = dict(zip(("year", "month", "day"), example.day.split("-"), strict=False))
    levels = example.path.strip("/").split("/")
    was_category = False
    for place, level in enumerate(levels):
        is_category = level in categories and place < len(levels) - 1
        if is_category and was_category:
            continue
        was_category = is_category
        name = next((name for name, number in numbers.items() if number == level), "")
        if name:
            # A month may have the number of its day: each name stands once, in order.
            del numbers[name]
            yield f"{{{name}}}"
        elif is_category:
            yield "{category}"
        else:
            yield _last_part(level, example)


def _last_part(level: str, example: Example) -> str:
    for ending in ("", *_FILE_ENDINGS):
        if example.slug and level == example.slug + ending:
            return f"{{slug}}{ending}"
        if example.id and level == example.id + ending:
            return f"{{id}}{ending}"
    return level
