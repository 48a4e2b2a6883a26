"""The smaller copies of the pictures that pages show."""

from collections.abc import Iterator

from ssg.model.output import PlannedPicture, Resized
from ssg.model.picture import FORMATS
from ssg.model.site import Address, Site


def plan_pictures(site: Site) -> Iterator[PlannedPicture]:
    """Plan each copy once, however many pages show the picture."""
    known: set[str] = set()
    for address in _shown(site):
        file = site.copies.get(address.url.partition("#")[0].lstrip("/"))
        if address.variants is None or file is None:
            continue
        for width in address.variants.widths:
            for format_ in FORMATS:
                path = address.variants.address(width, format_).lstrip("/")
                if path not in known:
                    known.add(path)
                    yield PlannedPicture(path, Resized(width, format_), file, file.path)


def _shown(site: Site) -> Iterator[Address]:
    """Yield each address of a picture on a page: in texts, at the head of posts, of authors."""
    for placed in site.entries:
        yield from placed.addresses
        if placed.picture:
            yield placed.picture
    yield from site.author_pictures.values()
