"""Files that nothing uses, and pictures that are larger than anybody needs."""

import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from urllib.parse import unquote

from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.picture import PictureFacts
from ssg.model.site import Address, PlacedEntry, Site
from ssg.model.source import FileRef
from ssg.model.survey import Survey
from ssg.model.theme import Theme
from ssg.text.counting import counted, in_bytes

MOST_BYTES = 8_000_000
MOST_PIXELS = 12_000
"""On the longer side. Pages show smaller copies, so a photograph may be as a camera made it; what
is larger still costs its place where it is kept and published, and whoever opens or saves it.
"""

_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif")
_JUDGED = ("content/media/", "content/posts/", "content/pages/")
_NAMED_IN_HTML = re.compile(r'(?:src|href)="([^"]+)"')


def check_media(site: Site, theme: Theme, surveys: Mapping[str, Survey]) -> Iterator[Diagnostic]:
    """Report files of content/media/ and of bundles that nothing names, and large pictures.

    What lies in content/static/ may be known to others by its address, and is not asked for.
    """
    used = _used(site, surveys)
    templates = "\n".join({file.text for file in theme.templates.values() if not file.builtin})
    for output, file in sorted(site.copies.items()):
        if file.builtin:
            continue
        if file.path.startswith(_JUDGED) and f"/{output}" not in used:
            if f"/{output}" not in templates:
                yield _unused(file)
        elif file.path.lower().endswith(_PICTURES):
            yield from _check_size(file)


def _unused(file: FileRef) -> Diagnostic:
    is_beside = not file.path.startswith("content/media/")
    what = "nothing in the text beside it names" if is_beside else "nothing names"
    return Diagnostic(
        file.path, 0, 0, Level.ADVICE, "unused-file", f"{what} this file ({in_bytes(file.size)})",
        "delete it, or show it: ![what it shows](its address)",
    )  # fmt: skip


def _check_size(file: FileRef) -> Iterator[Diagnostic]:
    facts = file.picture or PictureFacts()
    longer = max(facts.width, facts.height)
    if file.size <= MOST_BYTES and longer <= MOST_PIXELS:
        return
    pixels = f", {facts.width:,} by {counted(facts.height, 'pixel')}" if longer else ""
    yield Diagnostic(
        file.path, 0, 0, Level.ADVICE, "large-picture",
        f"this picture is large: {in_bytes(file.size)}{pixels}; pages show smaller copies of it,"
        " but it is kept and published as it is, for feeds and for those who save it",
        f"save it again with at most {MOST_PIXELS:,} pixels on its longer side, and below"
        f" {MOST_BYTES // 1_000_000} MB",
    )  # fmt: skip


def _used(site: Site, surveys: Mapping[str, Survey]) -> AbstractSet[str]:
    """Return the addresses that anything of the site names, without queries."""
    settings = site.settings
    named = [
        *(own.path for survey in surveys.values() for own in survey.own_addresses),
        *(address for placed in site.entries for address in _named_by(placed)),
        *_named_by_styles(site, surveys),
        *(picture.url for picture in site.author_pictures.values()),
        *(author.image for author in site.authors.values()),
        *(item.url for item in settings.menu or ()),
        *(link.url for link in settings.links),
        *(rule.to for rule in site.redirects),
        settings.podcast.image,
        *_texts_in(settings.theme_settings),
        *_NAMED_IN_HTML.findall("\n".join(_short_texts(site))),
    ]
    prefix = settings.url.rstrip("/")
    plain = (each.removeprefix(prefix).partition("#")[0].partition("?")[0] for each in named)
    return {f"/{unquote(path).lstrip('/')}" for path in plain if path}


def _named_by_styles(site: Site, surveys: Mapping[str, Survey]) -> Iterator[str]:
    for placed in site.entries:
        survey = surveys.get(placed.entry.source, Survey())
        for address in survey.styled:
            yield address
            yield placed.permalink + address


def _named_by(placed: PlacedEntry) -> Iterator[str]:
    entry = placed.entry
    yield from (address.url for address in placed.addresses)
    recording = placed.recording
    lead: tuple[Address | None, ...] = (
        placed.picture, placed.audio, recording.transcript, recording.chapters_file,
        *(card.picture for card in placed.cards),
    )  # fmt: skip
    yield from (address.url for address in lead if address)
    chapters = (*recording.chapters, *(entry.audio.chapters if entry.audio else ()))
    written = (
        *(address for chapter in chapters for address in (chapter.image, chapter.url)),
        *(author.image for author in placed.authors),
    )
    for address in written:
        yield address
        yield placed.permalink + address  # A file beside the entry may stand by its bare name.
    yield from (link.url for link in entry.links or ())
    yield from (source.url for source in entry.sources)
    for text in _texts_in(entry.extra):
        yield text
        yield placed.permalink + text


def _short_texts(site: Site) -> Iterator[str]:
    """Yield the HTML of bios, corrections and descriptions, which are no references of a text."""
    yield from (author.bio_html for author in site.authors.values())
    yield from (term.description_html for term in (*site.categories.values(), *site.tags.values()))
    for placed in site.entries:
        yield from (correction.html for correction in placed.entry.corrections)
        yield placed.entry.bio_html or ""


def _texts_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from _texts_of(value.values())
    elif isinstance(value, list | tuple):
        yield from _texts_of(value)


def _texts_of(values: Iterable[object]) -> Iterator[str]:
    for value in values:
        yield from _texts_in(value)
