"""What the second pass over an export stands on."""

from collections.abc import Mapping
from dataclasses import field, replace

from ssg.importers.decisions import Decisions
from ssg.importers.library import Library, library_of
from ssg.model.record import dataclass


@dataclass(frozen=True, slots=True)
class Ground:
    """What the second pass stands on: decisions, the library, where files went, likes.

    `new_address` are the new addresses of files by their old ones, as texts write them.
    `has_order` tells that a page of the old blog had a place among the pages: then all have one.
    """

    decisions: Decisions
    library: Library
    new_address: Mapping[str, str] = field(default_factory=dict)
    likes: Mapping[str, int] = field(default_factory=dict)
    has_order: bool = False


def ground_of(
    decisions: Decisions,
    new_address: Mapping[str, str],
    file_pages: Mapping[str, tuple[str, str]],
    likes: Mapping[str, int],
) -> Ground:
    """Return what the second pass stands on, once it is known which files are there.

    `file_pages` are the old pages of files of the library: (path, where it leads) by number.
    """
    pages = {path: to for path, to in file_pages.values() if path and to}
    numbers = {number: to for number, (_, to) in file_pages.items() if to}
    book = replace(
        decisions.book,
        by_path={**pages, **decisions.book.by_path},
        by_number={**numbers, **decisions.book.by_number},
        files=new_address,
    )
    survey = decisions.survey
    return Ground(
        replace(decisions, book=book),
        library_of(survey.entries, decisions.places),
        new_address,
        likes,
        has_order=any(
            place.is_page and entry.menu_order
            for entry, place in zip(survey.entries, decisions.places, strict=True)
        ),
    )
