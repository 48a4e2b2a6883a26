"""The smaller copies of the pictures that pages show."""

from collections.abc import Iterator

from ssg.model.output import PlannedPicture, Resized
from ssg.model.picture import FORMATS, SHARED_FORMAT
from ssg.model.site import Address, Site
from ssg.model.theme import Theme
from ssg.text.addresses import file_behind


def plan_pictures(site: Site, theme: Theme) -> Iterator[PlannedPicture]:
    """Plan each copy once, however many pages show the picture.

    Copies for texts are always there; others where a template offers them.
    """
    known: set[str] = set()
    for address, copies in _shown(site, theme):
        file = site.copies.get(file_behind(address.url))
        for path, recipe in copies:
            if file is not None and path not in known:
                known.add(path)
                yield PlannedPicture(path, recipe, file, file.path)


Copies = list[tuple[str, Resized]]


def _shown(site: Site, theme: Theme) -> Iterator[tuple[Address, Copies]]:
    """Yield each picture on a page, in a text, at the head of a post or of an author."""
    has_sources = theme.mentions("sources") or theme.mentions("variants")
    is_shared = theme.mentions("sharing")
    for placed in site.entries:
        for address in placed.addresses:
            yield address, _copies(address)
        if placed.picture:
            copies = _copies(placed.picture) if has_sources else []
            yield placed.picture, copies + (_shared_copy(placed.picture) if is_shared else [])
    if has_sources:
        for address in site.author_pictures.values():
            yield address, _copies(address)


def _copies(address: Address) -> Copies:
    variants = address.variants
    if variants is None:
        return []
    return [
        (variants.address(width, name).lstrip("/"), Resized(width, name, variants.widths[-1]))
        for width in variants.widths
        for name in FORMATS
    ]


def _shared_copy(address: Address) -> Copies:
    variants = address.variants
    if variants is None:
        return []
    width = variants.shared_width
    path = variants.address(width, SHARED_FORMAT).lstrip("/")
    return [(path, Resized(width, SHARED_FORMAT, variants.widths[-1]))]
