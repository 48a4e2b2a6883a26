"""The smaller copies of a picture as elements, of which a browser takes one."""

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from ssg.model.picture import FORMATS, Variants
from ssg.model.view import PictureView
from ssg.render.context import PageContext, page_of
from ssg.text.media_types import TYPES

TEXT_SIZES = "(min-width: 46rem) 42rem, 92vw"
"""How wide a picture in a text is shown where the theme does not say: about a column of words."""
_WIDEST_CHOSEN = 672
"""The width of such a column in pixels: a picture that should be wider gets no more than that."""

_SOURCE = Markup('<source type="{}"{}>')
_COPIES = Markup(' srcset="{}" sizes="{}"')
"""What is put into these is escaped."""


@pass_context
def sources(context: Context, picture: PictureView, sizes: str = TEXT_SIZES) -> Markup:
    """Return a `<source>` for each format of a picture's smaller copies, for a `<picture>`.

    `sizes` tells how wide the picture is shown (HTML, 4.8.4.2.2). "" for a picture without copies,
    and in feeds, whose readers know little of HTML.
    """
    page = page_of(context)
    if picture.variants is None or page.is_feed:
        return Markup()
    return sources_of(page, picture.variants, sizes)


def sources_of(page: PageContext, variants: Variants, sizes: str) -> Markup:
    """Return a `<source>` for each format of `variants`."""
    return Markup("").join(
        _SOURCE.format(TYPES[format_], _copies(page, variants, format_, sizes))
        for format_ in FORMATS
    )


def sizes_for(width: int, sizes: str) -> str:
    """Return `sizes` of a picture that its author wants `width` pixels wide; 0 if as it comes."""
    if not 0 < width <= _WIDEST_CHOSEN:
        return sizes
    return f"(max-width: {width}px) 92vw, {width}px"


def copies_in_feed(page: PageContext, variants: Variants | None, sizes: str) -> Markup:
    """Return attributes that offer smaller copies where a `<picture>` is not known, in feeds.

    Of the format that nearly all can read: whoever takes `srcset` cannot be told to pass one over.
    """
    if variants is None:
        return Markup()
    return _copies(page, variants, FORMATS[-1], sizes)


def _copies(page: PageContext, variants: Variants, format_: str, sizes: str) -> Markup:
    candidates = ", ".join(
        f"{page.links[variants.address(width, format_)]} {width}w" for width in variants.widths
    )
    return _COPIES.format(candidates, Markup(" ").join(sizes.split()))
