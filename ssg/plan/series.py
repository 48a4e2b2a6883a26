"""What number each part of a series has, and how many parts there are: one answer for all pages."""

from itertools import accumulate

from ssg.model.record import dataclass
from ssg.model.site import PlacedEntry, Term


@dataclass(frozen=True, slots=True)
class Parts:
    """The numbers of the posts of a series, in its order, and the number of all its parts."""

    numbers: tuple[int, ...]
    count: int


def parts_of(series: Term) -> Parts:
    """Return the number of each post: its author's own, else the one after the post before it.

    A number that no post has is a part that is elsewhere, or to come. So the parts are as many as
    the posts are, or as the highest number says where that is more.
    """
    numbers = tuple(accumulate(series.posts, _number_after, initial=0))[1:]
    return Parts(numbers, max((len(numbers), *numbers)))


def _number_after(before: int, post: PlacedEntry) -> int:
    own = post.entry.series.part if post.entry.series else None
    return before + 1 if own is None else own
