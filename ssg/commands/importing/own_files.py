"""Which files of a site are a person's own by now, and which entry of the old blog each is."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from ssg.assemble.permalinks import permalink_of
from ssg.disk.guard import OutsideError
from ssg.disk.moving.import_folder import ImportFolder
from ssg.importers.mapping.own_files import Kept, OwnFiles
from ssg.model.entry import Kind
from ssg.model.settings import ParseSettings, Settings
from ssg.model.source import SourceFile
from ssg.parse.entries.entry import parse_entry
from ssg.parse.entries.front_matter import normalise, split_parts
from ssg.parse.problems import Reading
from ssg.text.addresses import normal_address

_ID = re.compile(r"""^id:[ \t]*["']?([0-9]+)["']?[ \t]*(?:#.*)?$""", re.MULTILINE)
_NEEDS_MORE = re.compile(r"\{(?:category|author)\}")


def own_files_in(site: Path, folder: ImportFolder, settings: Settings | None) -> OwnFiles:
    """Return the files that a person changed, renamed or took out.

    An entry is known by what imports remember; where they do not, as in a copy of the site without
    `.import/`, by the `id` in front matter. One of whose files nobody touched is not among them.
    """
    files: dict[str, list[str]] = defaultdict(list)
    untouched: set[str] = set()
    for path, entry in folder.written_before():
        if entry and _is_text(path):
            files[entry].append(path)
            if folder.is_untouched(path):
                untouched.add(entry)
    for paths in files.values():
        paths.sort(key=folder.is_removed)
    for path, entry in _unknown_texts(site, folder):
        files[entry].append(path)
    own = {entry: tuple(paths) for entry, paths in files.items() if entry not in untouched}
    return OwnFiles(own, partial(_kept_in, folder, settings))


def _is_text(path: str) -> bool:
    return path.startswith(("content/posts/", "content/pages/")) and path.endswith(".md")


def _unknown_texts(site: Path, folder: ImportFolder) -> Iterator[tuple[str, str]]:
    """Yield the texts that no import has written under this name, with the number of the entry."""
    for name in ("posts", "pages"):
        for file in sorted((site / "content" / name).rglob("*.md")):
            path = file.relative_to(site).as_posix()
            if folder.knows(path) or not file.is_file():
                continue
            reading = Reading(path, normalise(_text_of(path, folder)))
            parts = split_parts(reading, Kind.POST if name == "posts" else Kind.PAGE)
            if parts and (found := _ID.search(parts.front_matter)):
                yield path, found[1]


def _text_of(path: str, folder: ImportFolder) -> str:
    try:
        return folder.read(path)
    except (OutsideError, OSError):
        return ""


def _kept_in(folder: ImportFolder, settings: Settings | None, path: str) -> Kept:
    """Return what a person's text says of its addresses."""
    if settings is None:
        return Kept()
    kind = Kind.PAGE if path.startswith("content/pages/") else Kind.POST
    language = ParseSettings(settings.language, settings.timezone)
    entry = parse_entry(SourceFile(path, _text_of(path, folder)), kind, language).entry
    if entry is None:
        return Kept()
    aliases = tuple(map(normal_address, entry.aliases))
    is_sure = entry.permalink or kind is Kind.PAGE or not _NEEDS_MORE.search(settings.permalink)
    return Kept(permalink_of(entry, settings, "", "") if is_sure else "", aliases)
