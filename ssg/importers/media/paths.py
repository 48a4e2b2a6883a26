"""One path for each file: no two on one, on no system."""

import dataclasses
import unicodedata
from collections.abc import Iterable, Mapping

from ssg.importers.media.files import WantedFile, place_of
from ssg.importers.media.hosts import MediaSite
from ssg.importers.media.names import with_hash

_NAMED, _BEST, _POSSIBLE = range(3)


def assign_paths(files: Iterable[WantedFile], site: MediaSite) -> tuple[WantedFile, ...]:
    """Return `files` with paths that stay apart also where capitals or accents do not count.

    Of files that would lie on one path, the one that a text names keeps it, else the first by its
    address; the others get a hash in their names. The order of `files` makes no difference.
    """
    files = tuple(files)
    path_by_key = _settled(_ranks(files, site))
    return tuple(_with_settled(file, path_by_key, site) for file in files)


def folded(path: str) -> str:
    """Return what two paths have in common that some systems take for the same."""
    return path.lower() if path.isascii() else unicodedata.normalize("NFC", path.casefold())


def _ranks(files: Iterable[WantedFile], site: MediaSite) -> dict[str, tuple[int, str]]:
    """Return for each file how well it is known to exist (less is better), and its path."""
    ranks: dict[str, tuple[int, str]] = {}
    for file in files:
        given = place_of(file.address, site)
        for number, candidate in enumerate(file.candidates):
            place = place_of(candidate, site)
            if place is None:
                continue
            rank = _POSSIBLE if number else _BEST
            rank = _NAMED if given and place.key == given.key else rank
            if rank < ranks.get(place.key, (_POSSIBLE + 1, ""))[0]:
                ranks[place.key] = (rank, place.path)
    return ranks


def _settled(ranks: Mapping[str, tuple[int, str]]) -> dict[str, str]:
    """Return the path of each file by its key."""
    folders = {parent for _, path in ranks.values() for parent in _parents(folded(path))}
    taken: set[str] = set()
    settled: dict[str, str] = {}
    waiting = []
    for key, (_, path) in sorted(ranks.items(), key=lambda each: (each[1], each[0])):
        same = folded(path)
        if same in taken or same in folders:
            waiting.append((key, path))
        else:
            taken.add(same)
            settled[key] = path
    for key, path in sorted(waiting):
        named = with_hash(path, key)
        while folded(named) in taken:
            named = with_hash(path, named)
        taken.add(folded(named))
        settled[key] = named
    return settled


def _parents(path: str) -> list[str]:
    return [path[:at] for at, character in enumerate(path) if character == "/"]


def _with_settled(file: WantedFile, path_by_key: Mapping[str, str], site: MediaSite) -> WantedFile:
    places = [place_of(candidate, site) for candidate in file.candidates]
    paths = tuple(
        path_by_key[place.key] if place else path
        for place, path in zip(places, file.paths, strict=True)
    )
    return file if paths == file.paths else dataclasses.replace(file, paths=paths)
