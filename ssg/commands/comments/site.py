"""The posts and pages of a site with their comments files, for the verbs that write these."""

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from ssg.assemble.place import place_entries
from ssg.commands.building.verb import moment_for
from ssg.commands.workers import workers
from ssg.disk.cache.store import FOLDER as CACHE
from ssg.disk.cache.store import Cache
from ssg.disk.code import code_digest
from ssg.disk.snapshot import reader, take_snapshot
from ssg.disk.writing.comment_files import FOLDER, names_of_files, read_comment_file
from ssg.intake import Options, gather_materials, read_settings
from ssg.memo import Memo
from ssg.model.author import Author
from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.entry import CommentPolicy
from ssg.model.record import dataclass
from ssg.model.settings import Settings
from ssg.model.site import PlacedEntry
from ssg.parse.yaml.text import yaml_of
from ssg.replies.comments_text import CommentsText, read_comments_text
from ssg.text.addresses import normal_address, within_site
from ssg.text.slug import slugify


@dataclass(frozen=True, slots=True)
class Discussed:
    """The site as far as conversations go: what is built, where it is, and who its authors are."""

    folder: Path
    settings: Settings
    entries: tuple[PlacedEntry, ...]
    authors: Mapping[str, Author]
    by_address: Mapping[str, PlacedEntry]
    base_path: str

    @property
    def zone(self) -> dt.tzinfo:
        """Return the site's time zone."""
        return ZoneInfo(self.settings.timezone)

    def at(self, address: str) -> PlacedEntry | None:
        """Return the entry at an address: a path as a server sees it, or a whole address."""
        if "://" in address or address.startswith("//"):
            inside = within_site(address, self.settings.url)
        else:
            is_ours = address.startswith(f"{self.base_path}/") or not self.base_path
            inside = address.removeprefix(self.base_path) if is_ours else None
        if inside is None:
            return None
        return self.by_address.get(normal_address(inside.partition("#")[0].partition("?")[0]))


@dataclass(frozen=True, slots=True)
class KeptComments:
    """The comments file of an entry as it was read; `text` is None where it is yet to be made."""

    path: str
    text: str | None
    file: CommentsText


def load_discussed(site_folder: Path) -> Discussed | tuple[Diagnostic, ...]:
    """Return what is built of the site; where comments files have errors, these alone."""
    now = moment_for(site_folder, None)
    with Cache(site_folder / CACHE) as cache, workers(0) as staff:
        snapshot, _ = take_snapshot(site_folder, site_folder / "output", cache)
        memo = Memo(cache, code_digest(), reader(site_folder), staff)
        settings, problems = read_settings(snapshot, memo.read)
        if settings is None:
            return problems
        materials, problems = gather_materials(settings, snapshot, memo, Options(now))
    placed = place_entries(materials)
    broken = tuple(
        problem
        for problem in (*problems, *placed.diagnostics)
        if problem.level is Level.ERROR and problem.path.startswith(f"{FOLDER}/")
    )
    if broken:
        return broken
    discussed = [each for each in placed.entries if each.entry.comments is not CommentPolicy.NONE]
    return Discussed(
        site_folder,
        settings,
        tuple(discussed),
        materials.authors,
        dict(_addresses(discussed)),
        urlsplit(settings.url).path.rstrip("/"),
    )


def _addresses(entries: Iterable[PlacedEntry]) -> Iterable[tuple[str, PlacedEntry]]:
    """Yield each address of each entry; one that it has now goes before one that it had."""
    for placed in entries:
        for alias in placed.entry.aliases:
            if "?" not in alias:
                yield normal_address(alias), placed
    for placed in entries:
        yield normal_address(placed.permalink), placed


def taken_names(site_folder: Path) -> set[str]:
    """Return the names of the comments files that are there, as file systems compare them."""
    return {each.rpartition(".")[0].casefold() for each in names_of_files(site_folder)}


def comments_of(discussed: Discussed, placed: PlacedEntry, taken: set[str]) -> KeptComments:
    """Return the comments file of an entry; a new one is empty.

    `taken` are the names that a new file may not have; its own is added to them.
    """
    if placed.conversation is not None:
        path = placed.conversation.source
        text = read_comment_file(discussed.folder, path)
        return KeptComments(path, text, read_comments_text(text))
    post = {"permalink": placed.permalink}
    name = slugify(placed.entry.slug.rpartition("/")[2])
    number, path = 2, f"{FOLDER}/{name}"
    while path.casefold() in taken:
        path, number = f"{FOLDER}/{name}-{number}", number + 1
    taken.add(path.casefold())
    file = CommentsText(head=yaml_of({"post": post}), others={"post": post})
    return KeptComments(f"{path}.yaml", None, file)


def is_as_read(site_folder: Path, kept: KeptComments) -> bool:
    """Tell whether nobody has changed, made or removed a comments file since it was read."""
    try:
        return read_comment_file(site_folder, kept.path) == kept.text
    except FileNotFoundError:
        return kept.text is None
