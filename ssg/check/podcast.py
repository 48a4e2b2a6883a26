"""What directories of podcasts ask for: Apple's requirements, which the others have taken over.

https://podcasters.apple.com/support/823-podcast-requirements
"""

import re
from collections.abc import Iterator

from ssg.check.podcast_categories import CATEGORIES, WRITTEN
from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.picture import PictureFacts
from ssg.model.settings import Settings
from ssg.model.site import PlacedEntry, Site
from ssg.text.addresses import is_external
from ssg.text.nearest import nearest

_LEAST, _MOST = 1400, 3000
_KINDS = ("jpeg", "png")
_SHORT = re.compile(r"\s*(?:>|/)\s*")


def check_podcast(site: Site) -> Iterator[Diagnostic]:
    """Report what directories would refuse; nothing of a site without a recording."""
    spoken = [placed for placed in site.posts if placed.entry.audio]
    if not spoken:
        return
    yield from _check_category(site.settings)
    yield from _check_picture(site)
    yield from _check_owner(site)
    for placed in spoken:
        yield from _check_length(placed)
        yield from _check_chapters(placed)


def _warn(settings: Settings, key: str, rule: str, message: str, fix: str) -> Diagnostic:
    place = settings.nearest_place(f"podcast.{key}")
    return Diagnostic("site.yaml", *place, Level.WARNING, rule, message, fix)


def _check_category(settings: Settings) -> Iterator[Diagnostic]:
    written = settings.podcast.category
    if written in WRITTEN:
        return
    last = _SHORT.split(written)[-1]
    inner = {below: f"{above} > {below}" for above, all_ in CATEGORIES.items() for below in all_}
    near = inner.get(last) or nearest(written, WRITTEN) or inner.get(nearest(last, inner), "")
    guess = f"; did you mean `{near}`?" if near else ""
    fix = f"write {near}" if near else f"write one of {', '.join(CATEGORIES)}"
    message = f"no directory has a category `{written}`{guess}"
    yield _warn(settings, "category", "podcast-category", message, fix)


def _check_picture(site: Site) -> Iterator[Diagnostic]:
    image = site.settings.podcast.image
    fix = (
        f"name a square JPEG or PNG of {_LEAST} to {_MOST} pixels below `podcast:`:"
        " `image: /media/podcast.jpg`"
    )
    if not image:
        message = "the podcast has no picture, and directories refuse it without one"
    elif is_external(image):
        return
    elif (file := site.copies.get(image.lstrip("/"))) is None:
        message = f"there is no picture at {image}"
    elif (facts := file.picture or PictureFacts()).kind not in _KINDS:
        message = f"{image} is neither JPEG nor PNG, which directories ask for"
    elif facts.width != facts.height:
        message = f"{image} is not square: it has {facts.width} by {facts.height} pixels"
    elif not _LEAST <= facts.width <= _MOST:
        message = f"{image} has {facts.width} pixels; directories ask for {_LEAST} to {_MOST}"
    else:
        return
    yield _warn(site.settings, "image", "podcast-image", message, fix)


def _check_owner(site: Site) -> Iterator[Diagnostic]:
    podcast = site.settings.podcast
    author = site.authors.get(site.settings.author)
    if podcast.locked and not (podcast.email or (author and author.email)):
        message = "the podcast is locked, and says to nobody who could open it"
        fix = "add `email: …`, to which another host writes who wants to take it over"
        yield _warn(site.settings, "locked", "podcast-owner", message, fix)


def _check_length(placed: PlacedEntry) -> Iterator[Diagnostic]:
    audio, address = placed.entry.audio, placed.audio
    if audio is None or address is None or audio.length:
        return
    if not is_external(address.url):
        return  # Its size is known, or it is missing, which is said elsewhere.
    yield Diagnostic(
        placed.entry.source, audio.place.line, audio.place.column, Level.WARNING, "podcast-length",
        f"the size of {address.url} is not known, and some players refuse an episode without it",
        "add `length: …`, its size in bytes",
    )  # fmt: skip


def _check_chapters(placed: PlacedEntry) -> Iterator[Diagnostic]:
    audio, file = placed.entry.audio, placed.recording.chapters_file
    if audio is None or file is None or is_external(file.url) or placed.recording.chapters:
        return
    yield Diagnostic(
        placed.entry.source, audio.place.line, audio.place.column, Level.WARNING,
        "podcast-chapters",
        f"no chapters are read from {audio.chapters_file}",
        "give the file a name that ends in chapters.json, and write chapters with `startTime` and "
        "`title` into it",
    )  # fmt: skip
