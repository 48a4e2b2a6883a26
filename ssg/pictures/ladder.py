"""Which smaller copies are made of a picture: pure arithmetic, and every size in one place."""

from ssg.model.picture import PictureFacts, Variants
from ssg.model.source import FileRef
from ssg.text.slug import slugify

WIDTHS = (480, 800, 1200, 1600)
"""For pictures in texts, at the head of posts and on cards, in pixels."""
PORTRAIT_WIDTHS = (80, 160, 320)
"""For authors: a byline, a box and a page, each on screens with two pixels for one as well."""

RECIPE, DRAWING = 1, 1
"""They grow with each change to `encoding` or `drawing` that makes other pictures."""

FOLDER = "/assets/pictures/"
LARGEST_PIXELS = 100_000_000
"""A larger picture is left as it is: only to open it would take hundreds of megabytes."""
_SMALLEST_PIXELS, _SMALLEST_BYTES = 100, 3_000
"""What is smaller is an icon."""
_APART = 0.8
"""Two copies are at least so far apart, the smaller to the larger."""
_KINDS = frozenset({"jpeg", "png", "webp", "avif"})
_DIGITS = 8
_LONGEST_NAME = 40


def variants_of(file: FileRef, widths: tuple[int, ...] = WIDTHS) -> Variants | None:
    """Return which copies are made of a picture that is shown, None where it stays as it is."""
    facts = file.picture
    if facts is None or not can_be_resized(facts) or is_icon(file):
        return None
    stem = slugify(file.path.rpartition("/")[2].rpartition(".")[0])[:_LONGEST_NAME].strip("-")
    mark = file.digest.hex()[:_DIGITS]
    return Variants(f"{FOLDER}{stem or 'picture'}", mark, _rungs(facts.width, widths))


def can_be_resized(facts: PictureFacts) -> bool:
    """Tell whether copies can be made of such a picture: it stands still and can be read."""
    return (
        facts.kind in _KINDS
        and not facts.is_animated
        and not facts.problem
        and not is_too_large(facts)
    )


def is_too_large(facts: PictureFacts) -> bool:
    """Tell whether a picture has too many pixels to be opened."""
    return facts.width * facts.height > LARGEST_PIXELS


def is_icon(file: FileRef) -> bool:
    """Tell whether a picture is so small that copies would gain nothing."""
    facts = file.picture
    sides = (facts.width, facts.height) if facts else (0, 0)
    return min(sides) <= _SMALLEST_PIXELS or file.size <= _SMALLEST_BYTES


def _rungs(width: int, widths: tuple[int, ...]) -> tuple[int, ...]:
    """Return those of `widths` that make a picture smaller, and its own where none is near."""
    if width > widths[-1]:
        return widths
    return *(rung for rung in widths if rung <= width * _APART), width
