"""The smaller copies of the pictures that pages show."""

from collections.abc import Iterator

from ssg.model.output import PlannedPicture, Resized
from ssg.model.picture import FORMATS
from ssg.model.site import Address, Site
from ssg.model.theme import Theme


def plan_pictures(site: Site, theme: Theme) -> Iterator[PlannedPicture]:
    """Plan each copy once, however many pages show the picture.

    Copies for texts are always there; those of other pictures where a template offers copies.
    """
    known: set[str] = set()
    for address in _shown(
        site, has_sources=theme.mentions("sources") or theme.mentions("variants")
    ):
        file = site.copies.get(address.url.partition("#")[0].lstrip("/"))
        if address.variants is None or file is None:
            continue
        for width in address.variants.widths:
            for format_ in FORMATS:
                path = address.variants.address(width, format_).lstrip("/")
                if path not in known:
                    known.add(path)
                    yield PlannedPicture(
                        path, Resized(width, format_, address.variants.widths[-1]), file, file.path
                    )


def _shown(site: Site, *, has_sources: bool) -> Iterator[Address]:
    """Yield each address of a picture on a page: in texts, at the head of posts, of authors."""
    for placed in site.entries:
        yield from placed.addresses
        if placed.picture and has_sources:
            yield placed.picture
    if has_sources:
        yield from site.author_pictures.values()
