"""The texts, comments and feed identities of an export, looked for in the built site."""

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import field
from pathlib import Path

from ssg.commands.failures import WorldError
from ssg.commands.outcome import Tell
from ssg.commands.verifying.flow import BuiltSite
from ssg.disk.moving.export_files import open_exports
from ssg.disk.moving.packed import RefusedFile, UnreadableFileError
from ssg.importers.proof import (
    Memory,
    NewPlaces,
    Read,
    each_once,
    new_places,
    prove_comment,
    prove_entry,
    remember,
    was_public,
    was_shown,
)
from ssg.importers.reading.export import read_export
from ssg.model.export import OldComment, OldEntry
from ssg.model.record import dataclass
from ssg.model.site import PlacedEntry
from ssg.model.view import FeedView
from ssg.render.address import absolute_address
from ssg.text.addresses import output_path
from ssg.text.html import unescape

EXPORTS = ".import/private/exports"
_SETTINGS = ".import/private/exports.json"
_FEED = "feed.xml"
_GUID = re.compile(r"<guid\b[^>]*>\s*(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?\s*</guid>", re.DOTALL)
_KINDS = {"post": "post", "page": "page"}


@dataclass(frozen=True, slots=True)
class Fault:
    """Something of the export that the site lacks: where, of which kind, and what.

    `kind` is text, comment or identity. The words are for a private file only.
    """

    address: str
    kind: str
    why: str


@dataclass(slots=True)
class Tally:
    """What was proved so far."""

    posts: int = 0
    pages: int = 0
    words: int = 0
    missing_words: int = 0
    comments: int = 0
    missing_comments: int = 0
    identities: int = 0
    missing_identities: int = 0
    in_feed: int = 0
    faults: list[Fault] = field(default_factory=list)

    def add(self, address: str, kind: str, why: str) -> None:
        """Note that something is missing."""
        self.faults.append(Fault(address, kind, why))


@dataclass(frozen=True, slots=True)
class Exports:
    """The export files that an import kept, and which kinds of entries became posts and pages."""

    folder: Path
    kinds: dict[str, str]
    memory: Memory


def find_exports(site_folder: Path) -> Exports | None:
    """Return the exports that an import kept in the site, or None without one."""
    folder = site_folder / EXPORTS
    if not folder.is_dir() or not any(folder.iterdir()):
        return None
    memory = remember(_read_all(folder))
    return Exports(folder, {**_KINDS, **_post_types(site_folder / _SETTINGS)}, memory)


def _post_types(file: Path) -> dict[str, str]:
    try:
        settings = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    named = settings.get("post_types") if isinstance(settings, dict) else None
    if not isinstance(named, dict):
        return {}
    return {str(name): str(kind).removesuffix("s") for name, kind in named.items()}


def _read_all(folder: Path) -> Iterator[Read]:
    for file in open_exports([folder]):
        if isinstance(file, RefusedFile):
            message = f"cannot read {file.name}: {file.reason}"
            raise WorldError(message, "import again, which keeps the export anew")
        try:
            yield from read_export(file.chunks)
        except UnreadableFileError as error:
            raise WorldError(str(error), "import again, which keeps the export anew") from error


def prove_exports(exports: Exports, built: BuiltSite, tell: Tell) -> Tally:
    """Return what of the exports stands on the built pages, and what does not."""
    tally = Tally()
    places = new_places(built.site.entries)
    in_feed = _feed_identities(built)
    seen: dict[str, PlacedEntry] = {}
    has_comments = False
    for number, one in enumerate(each_once(_read_all(exports.folder)), 1):
        tell("texts compared with the export", number, 0)
        if isinstance(one, OldComment):
            has_comments = True
        elif was_public(one, exports.kinds) and (
            placed := _prove_text(one, exports, places, built, tally)
        ):
            seen[one.id] = placed
            _prove_identity(one, placed, in_feed, built, tally)
            for comment in filter(was_shown, one.comments):
                _prove_comment(comment, placed, built, tally)
    # Blogger's comments come apart, and may come before what they answer to.
    for one in each_once(_read_all(exports.folder)) if has_comments else ():
        if isinstance(one, OldComment) and was_shown(one) and one.entry in seen:
            _prove_comment(one, seen[one.entry], built, tally)
    return tally


def _prove_text(
    entry: OldEntry, exports: Exports, places: NewPlaces, built: BuiltSite, tally: Tally
) -> PlacedEntry | None:
    kind = exports.kinds[entry.kind]
    placed = places.place_of(entry, kind)
    tally.posts += kind == "post"
    tally.pages += kind == "page"
    letters = built.built.letters_of(output_path(placed.permalink)) if placed else ""
    proof = prove_entry(entry, exports.memory, letters)
    tally.words += proof.words
    if placed is None:
        tally.missing_words += proof.words
        name = entry.link or f"{entry.kind} {entry.id}"
        tally.add(name, "text", f"the {kind} is not on the site: {entry.title}")
        return None
    tally.missing_words += proof.missing_words
    for words in proof.missing:
        tally.add(placed.permalink, "text", f"not on the page: {words}")
    return placed


def _prove_comment(
    comment: OldComment, placed: PlacedEntry, built: BuiltSite, tally: Tally
) -> None:
    output = output_path(placed.permalink)
    letters, ids = built.built.letters_of(output), built.built.ids_of(output)
    found = prove_comment(comment, letters, ids)
    address = f"{placed.permalink}#comment-{comment.id}"
    tally.comments += 1
    tally.words += found.proof.words
    tally.missing_words += found.proof.missing_words
    if found.missing_anchor:
        tally.add(address, "comment", f"the page has no id {found.missing_anchor}")
    for words in found.proof.missing:
        tally.add(address, "comment", f"not on the page: {words}")
    tally.missing_comments += bool(found.missing_anchor or found.proof.missing)


def _feed_identities(built: BuiltSite) -> tuple[frozenset[str], frozenset[str]]:
    """Return the sources of the posts that the feed holds, and the identities that stand in it."""
    views = (page.view for page in built.pages if page.path == _FEED)
    sources = frozenset(
        article.source for view in views if isinstance(view, FeedView) for article in view.entries
    )
    if _FEED not in built.paths:
        return sources, frozenset()
    guids = _GUID.findall(built.built.text_of(_FEED))
    return sources, frozenset(unescape(guid) for guid in guids)


def _prove_identity(
    entry: OldEntry,
    placed: PlacedEntry,
    in_feed: tuple[Collection[str], Collection[str]],
    built: BuiltSite,
    tally: Tally,
) -> None:
    """Compare the identity under which feed readers know an entry with the one they get now."""
    if not entry.guid:
        return
    tally.identities += 1
    now = placed.entry.guid or absolute_address(placed.permalink, built.site.settings.url)
    sources, guids = in_feed
    if now != entry.guid:
        tally.missing_identities += 1
        tally.add(placed.permalink, "identity", f"it was {entry.guid} in feeds, and is {now} now")
    elif placed.entry.source in sources:
        tally.in_feed += entry.guid in guids
        if entry.guid not in guids:
            tally.missing_identities += 1
            tally.add(placed.permalink, "identity", f"{entry.guid} does not stand in {_FEED}")
