"""Pictures on pages that cannot be read or shown, or are too large to be made smaller."""

from collections.abc import Iterator

from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.entry import Place, ReferenceKind
from ssg.model.picture import PictureFacts
from ssg.model.site import Address, PlacedEntry, Site
from ssg.pictures.ladder import is_too_large
from ssg.text.addresses import file_behind

_SHOWN_BY_FEW = {"heic": "HEIC", "tiff": "TIFF"}
"""Kinds that Safari alone shows, and of which no copies are made."""


def check_pictures(site: Site) -> Iterator[Diagnostic]:
    """Report each such picture once, where it is shown first."""
    told: set[str] = set()
    for source, place, address in _shown(site):
        file = site.copies.get(file_behind(address.url))
        if file is not None and file.picture is not None and file.path not in told:
            told.add(file.path)
            yield from _wrong_with(file.path, file.picture, source, place)


def _shown(site: Site) -> Iterator[tuple[str, Place, Address]]:
    """Yield the source, the place and the address of each picture on a page."""
    for placed in site.entries:
        yield from _shown_by(placed)
    for author, address in site.author_pictures.items():
        yield site.authors[author].source, Place(), address


def _shown_by(placed: PlacedEntry) -> Iterator[tuple[str, Place, Address]]:
    entry = placed.entry
    if entry.picture and placed.picture:
        yield entry.source, entry.picture.place, placed.picture
    for reference, address in zip(entry.references, placed.addresses, strict=True):
        if reference.kind is ReferenceKind.PICTURE:
            yield entry.source, reference.place, address


def _wrong_with(path: str, facts: PictureFacts, source: str, place: Place) -> Iterator[Diagnostic]:
    if facts.problem:
        yield _warning(
            source, place, "unreadable-picture",
            f"{path} cannot be read as a picture: {facts.problem}",
            "open it on your computer and save it as a JPEG; until then readers get it as it is",
        )  # fmt: skip
    elif facts.kind in _SHOWN_BY_FEW:
        yield _warning(
            source, place, "unshown-picture",
            f"{path} is a {_SHOWN_BY_FEW[facts.kind]} picture, which most browsers do not show",
            "open it on your computer, save it as a JPEG, and show that",
        )  # fmt: skip
    elif is_too_large(facts):
        yield _warning(
            source, place, "huge-picture",
            f"{path} has {facts.width:,} × {facts.height:,} pixels, too many to be made smaller",
            "make it smaller yourself: 3,000 pixels in width are enough for any screen",
        )  # fmt: skip


def _warning(source: str, place: Place, rule: str, message: str, fix: str) -> Diagnostic:
    return Diagnostic(source, place.line, place.column, Level.WARNING, rule, message, fix)
