"""Archives: everything, each year, each month."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TypeVar

from ssg.model.output import PlannedPage
from ssg.model.record import dataclass
from ssg.model.site import PlacedEntry, Site
from ssg.model.view import ArchiveGroup, ArchiveLine, ArchiveView, ArchiveYear, Crumb
from ssg.plan.shelf import Shelf
from ssg.plan.term_links import term_links
from ssg.plan.widgets import WidgetShelf, authors_with_posts, category_tree, largest
from ssg.text.addresses import output_path

T = TypeVar("T")

_TAGS_SHOWN = 40


@dataclass(frozen=True, slots=True)
class _Period:
    """What an archive page covers: everything (no year), a year (no month), or a month."""

    url: str
    kind: str
    groups: tuple[ArchiveGroup, ...]
    year: int = 0
    month: int = 0
    older: str = ""
    newer: str = ""


def plan_archives(site: Site, shelf: Shelf, widgets: WidgetShelf) -> Iterator[PlannedPage]:
    """Plan /archive/, and a page for each year and month that has posts."""
    months = _by_month(site.posts)
    years = _index(months)
    groups = {key: _group(key, posts, shelf) for key, posts in months.items()}
    for period in _periods(groups, years):
        is_whole = period.kind == "archive"
        yield PlannedPage(
            path=output_path(period.url),
            template="archive.html",
            view=ArchiveView(
                site=shelf.site,
                url=period.url,
                kind=period.kind,
                year=period.year,
                month=period.month,
                years=years,
                groups=period.groups,
                count=sum(len(group.lines) for group in period.groups),
                older=period.older,
                newer=period.newer,
                categories=category_tree(shelf) if is_whole else (),
                tags=largest(shelf.tags.values(), _TAGS_SHOWN) if is_whole else (),
                series=tuple(term_links(site.series).values()) if is_whole else (),
                authors=authors_with_posts(site) if is_whole else (),
                crumbs=_crumbs(period, shelf),
                widgets=widgets.on("archive"),
            ),
            origin=f"the archive at {period.url}",
        )


def _periods(
    groups: Mapping[tuple[int, int], ArchiveGroup], years: Sequence[ArchiveYear]
) -> Iterator[_Period]:
    yield _Period("/archive/", "archive", tuple(groups.values()))
    for year, (older_year, newer_year) in _with_neighbours(years):
        of_year = tuple(group for group in groups.values() if group.year == year.year)
        yield _Period(
            year.url, "year", of_year, year.year,
            older=older_year.url if older_year else "",
            newer=newer_year.url if newer_year else "",
        )  # fmt: skip
    for month, (older_month, newer_month) in _with_neighbours(list(groups.values())):
        yield _Period(
            month.url, "month", (month,), month.year, month.month,
            older=older_month.url if older_month else "",
            newer=newer_month.url if newer_month else "",
        )  # fmt: skip


def _crumbs(period: _Period, shelf: Shelf) -> tuple[Crumb, ...]:
    home = Crumb(shelf.site.title, "/")
    if not period.year:
        return (home,)
    year = Crumb(f"{period.year:04}", f"/{period.year:04}/")
    month = (Crumb(f"{period.month:02}", period.url),) if period.month else ()
    return home, year, *month


def _by_month(posts: Sequence[PlacedEntry]) -> dict[tuple[int, int], list[PlacedEntry]]:
    """Return the dated posts by year and month, newest first."""
    dated = [post for post in posts if post.entry.date]
    return {key: list(group) for key, group in groupby(dated, key=_month_of)}


def _month_of(post: PlacedEntry) -> tuple[int, int]:
    date = post.entry.date
    return (date.year, date.month) if date else (0, 0)


def _index(months: Mapping[tuple[int, int], Sequence[PlacedEntry]]) -> tuple[ArchiveYear, ...]:
    return tuple(
        ArchiveYear(
            year=year,
            url=f"/{year:04}/",
            count=sum(len(months[key]) for key in keys),
            months=tuple(
                (month, len(months[year, month]), _month_address(year, month))
                for _, month in reversed(keys)
            ),
        )
        for year, keys in ((year, list(keys)) for year, keys in groupby(months, key=_year_of))
    )


def _year_of(key: tuple[int, int]) -> int:
    return key[0]


def _group(key: tuple[int, int], posts: Sequence[PlacedEntry], shelf: Shelf) -> ArchiveGroup:
    year, month = key
    lines: list[ArchiveLine] = []
    for post in posts:
        card = shelf.cards[post.entry.source]
        if card.date:
            lines.append(
                ArchiveLine(
                    card.title, card.url, card.date, card.authors, card.language, card.direction
                )
            )
    return ArchiveGroup(year, month, _month_address(year, month), tuple(lines))


def _month_address(year: int, month: int) -> str:
    return f"/{year:04}/{month:02}/"


def _with_neighbours(keys: Sequence[T]) -> Iterator[tuple[T, tuple[T | None, T | None]]]:
    """Return each of `keys`, newest first, with the older and the newer one."""
    padded = [None, *keys, None]
    for number, key in enumerate(keys):
        yield key, (padded[number + 2], padded[number])
