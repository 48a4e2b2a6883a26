"""Pictures: what is known of one, and the smaller copies that are made of it."""

from ssg.model.pickling import pickle_by_fields
from ssg.model.record import dataclass

FORMATS = ("avif", "webp")
"""What smaller copies are made in, the better one first; also the endings of their names."""

SHARED_FORMAT = "jpg"
"""What those read who show a page elsewhere: of many kinds, and not all of them new."""
_SHARED_WIDTH = 1200


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """What a picture's content says of it.

    `kind` is jpeg, png, webp, avif, gif, svg or another word, "" where it is none that is known;
    `width` and `height` are in pixels as a browser shows it, turned as its EXIF data say, 0 where
    unknown. `has_location` tells that it says where it was taken. `problem` tells why it cannot be
    read ("it is cut off"), "" where nothing is wrong.
    """

    kind: str = ""
    width: int = 0
    height: int = 0
    is_animated: bool = False
    has_location: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Variants:
    """Smaller copies of a picture: one of each of `widths`, the smallest first, in each of FORMATS.

    Their addresses begin with `stem`, which is relative to the site's root, and hold `mark`, which
    changes with the picture: so they may be kept for ever.
    """

    stem: str
    mark: str
    widths: tuple[int, ...]

    @property
    def shared_width(self) -> int:
        """Return how wide the copy is that is shown where a page is shared."""
        return max((w for w in self.widths if w <= _SHARED_WIDTH), default=self.widths[0])

    def address(self, width: int, format_: str) -> str:
        """Return the address of one copy."""
        return f"{self.stem}-{width}.{self.mark}.{format_}"


@dataclass(frozen=True, slots=True)
class Poster:
    """What is drawn of a page for those who share it elsewhere: words, in the theme's colours.

    Without a `title` the name of the site stands in its place. Colours are written "#rrggbb".
    """

    title: str
    byline: str
    site: str
    page: str
    text: str
    accent: str


POSTER_SIZE = (1200, 630)
"""In pixels: what the networks that show it ask for."""


pickle_by_fields(__name__)
