"""Entries whose file is a person's own by now, and that have another name at the old blog."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace

from ssg.importers.mapping.places import WRITTEN, Place
from ssg.importers.survey.known import KnownEntry
from ssg.model.record import dataclass


@dataclass(frozen=True, slots=True)
class Kept:
    """What a person's file says of its addresses. `permalink` is "" where that is not known."""

    permalink: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnFiles:
    """The files of a site that a person made theirs, by the number of the entry at the old host.

    Of an entry's files those that an import wrote come first, and before one that is not there any
    more one that is. `kept_in` tells what a file says.
    """

    files: Mapping[str, Sequence[str]] = field(default_factory=dict)
    kept_in: Callable[[str], Kept] = lambda _: Kept()


def keep_own(
    places: tuple[Place, ...], entries: Sequence[KnownEntry], own: OwnFiles
) -> tuple[Place, ...]:
    """Return `places`, those of entries that stand in a person's file being where that is.

    Its new name at the old blog would make a second file of the entry. So the new address becomes
    one that the entry had.
    """
    sources = {place.source for place in places}
    return tuple(
        _kept(place, files, own)
        if (files := own.files.get(entry.id))
        and place.fate in WRITTEN
        and sources.isdisjoint(files)
        else place
        for entry, place in zip(entries, places, strict=True)
    )


def _kept(place: Place, files: Sequence[str], own: OwnFiles) -> Place:
    kept = next((found for file in files if (found := own.kept_in(file)).permalink), Kept())
    moved = replace(place, source=files[0])
    if not place.permalink or not kept.permalink:
        return moved
    now = place.had or place.permalink
    had = now if now != kept.permalink else ""
    return replace(
        moved,
        permalink=kept.permalink,
        had=had,
        has_moved=bool(had) and had not in kept.aliases,
    )
