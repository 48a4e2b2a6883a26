"""Which end tag closes which element, and what is left without a partner."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import field

from ssg.model.record import dataclass


@dataclass(frozen=True, slots=True)
class Pairs:
    """Tags by their numbers: those that belong together, and three kinds of others.

    `opened` are open at the end, outermost first; `implied` are those that only the end of an
    element around them closes, as browsers do it; `stray` are ends of nothing.
    """

    closed: list[tuple[int, int]] = field(default_factory=list)
    opened: list[int] = field(default_factory=list)
    implied: list[int] = field(default_factory=list)
    stray: list[int] = field(default_factory=list)


def pair_tags(tags: Iterable[tuple[int, str]]) -> Pairs:
    """Pair tags, each a number and the name of an element, with "/" before it for its end."""
    pairs = Pairs()
    names: dict[int, str] = {}
    count: Counter[str] = Counter()
    for number, name in tags:
        if not name.startswith("/"):
            pairs.opened.append(number)
            names[number] = name
            count[name] += 1
        elif not count[name[1:]]:
            pairs.stray.append(number)
        else:
            while names[begin := pairs.opened.pop()] != name[1:]:
                pairs.implied.append(begin)
                count[names[begin]] -= 1
            count[name[1:]] -= 1
            pairs.closed.append((begin, number))
    return pairs
