"""Addresses inside the site that lead nowhere."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache, partial
from urllib.parse import unquote

from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.entry import Place, Reference, ReferenceKind
from ssg.model.record import dataclass
from ssg.model.site import Address, PlacedEntry, Site
from ssg.text.addresses import hide_signs, is_local
from ssg.text.nearest import did_you_mean

_THEME_ANCHORS = frozenset({"", "top", "comments", "content", "respond", "more"})
"""Anchors that themes put on every entry's page, as WordPress did."""


def check_links(site: Site, addresses: AbstractSet[str]) -> Iterator[Diagnostic]:
    """Report broken addresses, anchors and files of every body, picture and recording."""
    served = _Served.of(site, addresses)
    for placed in site.entries:
        lost: set[tuple[str, Place]] = set()
        for reference, address in zip(placed.entry.references, placed.addresses, strict=True):
            problem = _wrong_with(reference, address, placed, served)
            # A player holds a link to its recording: one address of the source, told once.
            spot = (address.url, reference.place)
            if problem and not (reference.place.line and spot in lost):
                yield problem
                lost.add(spot)
        entry = placed.entry
        if entry.picture and placed.picture:
            yield from _check_file(placed, placed.picture, entry.picture.place, served)
        if entry.audio and placed.audio:
            yield from _check_file(placed, placed.audio, entry.audio.place, served)
            for file in (placed.recording.transcript, placed.recording.chapters_file):
                if file is not None:
                    yield from _check_file(placed, file, entry.audio.place, served)
    yield from _check_cards(site, served)
    for author, picture in site.author_pictures.items():
        if picture.url.startswith("/") and picture.url not in served.addresses:
            message, fix = _missing_file(picture.url, served)
            source = site.authors[author].source
            yield Diagnostic(source, 0, 0, Level.WARNING, "broken-file", message, fix)


@dataclass(frozen=True, slots=True)
class _Served:
    """What the site serves: addresses, the anchors of entries, and files by their bare names."""

    addresses: AbstractSet[str]
    anchors: Mapping[str, frozenset[str]]
    files_by_name: Mapping[str, str]
    by_last_level: Callable[[], Mapping[str, Sequence[str]]]

    @classmethod
    def of(cls, site: Site, addresses: AbstractSet[str]) -> "_Served":
        """Collect what there is to link to at `addresses`."""
        return cls(
            addresses=addresses
            | {hide_signs(each) for each in addresses if "#" in each or "?" in each},
            anchors={placed.permalink: _anchors_of(placed) for placed in site.entries},
            files_by_name={_bare_name(path): f"/{path}" for path in sorted(site.copies)},
            by_last_level=cache(partial(_by_last_level, site)),
        )

    def meant_by(self, written: str) -> str:
        """Return where a slip leads: an address without its first slash, a file's bare name."""
        path = f"/{written.lstrip('/')}"
        if self.has(path):
            return f"{path}/" if f"{path}/" in self.addresses else path
        found = self.by_last_level().get(_last_level(written), ())
        return found[0] if len(found) == 1 else ""

    def has(self, path: str) -> bool:
        """Tell whether something answers at `path`."""
        known = self.addresses
        folder = path.removesuffix("index.html") if path.endswith("/index.html") else path
        return not known.isdisjoint((path, folder, f"{path}/", f"{path}index.html"))


def _check_cards(site: Site, served: _Served) -> Iterator[Diagnostic]:
    """Report pictures of cards that are not there, at their records."""
    pictures = {
        shown.card.name: (shown.card.picture_place, shown.picture.url)
        for placed in site.entries
        for shown in placed.cards
        if shown.card and shown.picture
    }
    for name, (place, url) in sorted(pictures.items()):
        if url.startswith("/") and url not in served.addresses:
            message, fix = _missing_file(url, served)
            path = f"content/cards/{name}.yaml"
            yield Diagnostic(
                path, place.line, place.column, Level.WARNING, "broken-file", message, fix
            )


def _wrong_with(
    reference: Reference, address: Address, placed: PlacedEntry, served: _Served
) -> Diagnostic | None:
    if is_local(address.url):
        is_link = reference.kind is ReferenceKind.LINK
        rule = "broken-link" if is_link else "broken-file"
        return _warning(placed, reference.place, rule, *_local_file(reference.target, served))
    path, _, fragment = address.url.partition("#")
    path = path.partition("?")[0]
    if path.startswith("/") and not served.has(path):
        if reference.kind in {ReferenceKind.FILE, ReferenceKind.PICTURE}:
            message, fix = _missing_file(path, served)
            return _warning(placed, reference.place, "broken-file", message, fix)
        message, fix = _missing_page(reference.target, path, served)
        return _warning(placed, reference.place, "broken-link", message, fix)
    target = path or placed.permalink
    known = served.anchors.get(target)
    # A union of both for each link would take the square of a text with thousands of notes.
    fragment = unquote(fragment.partition(":~:")[0])  # As browsers look for it.
    if fragment and known is not None and fragment not in known and fragment not in _THEME_ANCHORS:
        return _warning(
            placed, reference.place, "broken-anchor",
            f"no heading or anchor #{fragment} in {target}{did_you_mean(fragment, known)}",
            "an anchor is the heading's words in lower case with hyphens, or {#name} after it",
        )  # fmt: skip
    return None


def _local_file(written: str, served: _Served) -> tuple[str, str]:
    """Return message and fix for a file of the writer's own computer."""
    name = re.split(r"[\\/]", unquote(written))[-1]
    found = served.files_by_name.get(name.casefold())
    there = f"write {found}" if found else f"copy it into content/media/ and write /media/{name}"
    return f"{written} is on your own computer, where readers cannot open it", there


def _missing_file(path: str, served: _Served) -> tuple[str, str]:
    """Return message and fix for a file that is not there, or is elsewhere."""
    found = served.files_by_name.get(_bare_name(path))
    if found:
        return f"there is no file at {path}; did you mean {found}?", f"write {found}"
    return (
        f"there is no file at {path}",
        "put it into content/media/ and write /media/…, or beside the post's index.md",
    )


def _missing_page(written: str, path: str, served: _Served) -> tuple[str, str]:
    """Return message and fix for an address where nothing is."""
    if "@" in written and "/" not in written:
        return f"{written} is read as an address inside this site", f"write mailto:{written}"
    if host := _HOST.match(written):
        meant = f"https://{written[host.start('host') :]}"
        return f"{written} is read as an address inside this site", f"write {meant}"
    if meant := served.meant_by(written):
        return f"nothing is at {path}; did you mean {meant}?", f"write {meant}"
    guess = did_you_mean(path, served.addresses) if len(served.addresses) < _MANY else ""
    return (
        f"nothing is at {path}{guess}",
        "correct the address, or add a line to content/redirects.yaml",
    )


def _by_last_level(site: Site) -> Mapping[str, Sequence[str]]:
    """Return the permalinks of entries by what stands last in them; only a slip asks for it."""
    by_level: dict[str, list[str]] = defaultdict(list)
    for placed in site.entries:
        by_level[_last_level(placed.permalink)].append(placed.permalink)
    return by_level


def _last_level(address: str) -> str:
    return _bare_name(address.rstrip("/"))


def _bare_name(path: str) -> str:
    return path.rpartition("/")[2].casefold()


_HOST = re.compile(
    r"(?:https?:?/+(?=.)|(?=www\.)|(?=(?:[a-z0-9-]+\.)+(?!html?/|php\d?/|aspx?/)[a-z]{2,}/))(?P<host>)",
    re.IGNORECASE,
)
"""How an address of another site begins that lacks its scheme, or a sign of it."""

_MANY = 3000
"""Beyond so many addresses a guess takes longer than it helps."""


def _anchors_of(placed: PlacedEntry) -> frozenset[str]:
    comments = placed.conversation.anchors if placed.conversation else ()
    return frozenset((*placed.entry.anchors, *comments))


def _check_file(
    placed: PlacedEntry, address: Address, place: Place, served: _Served
) -> Iterator[Diagnostic]:
    if address.url.startswith("/") and not served.has(address.url):
        message, fix = _missing_file(address.url, served)
        yield _warning(placed, place, "broken-file", message, fix)


def _warning(placed: PlacedEntry, place: Place, rule: str, message: str, fix: str) -> Diagnostic:
    return Diagnostic(
        placed.entry.source, place.line, place.column, Level.WARNING, rule, message, fix
    )
