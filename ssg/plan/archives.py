"""Archives: everything, each year, each month."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TypeVar

from ssg.model.output import PlannedPage
from ssg.model.site import PlacedEntry, Site
from ssg.model.view import ArchiveGroup, ArchiveLine, ArchiveView, ArchiveYear, Crumb
from ssg.plan.shelf import Shelf, term_links
from ssg.plan.widgets import WidgetShelf, authors_with_posts, category_tree, largest
from ssg.text.addresses import output_path

T = TypeVar("T")

_TAGS_SHOWN = 40


def plan_archives(site: Site, shelf: Shelf, widgets: WidgetShelf) -> Iterator[PlannedPage]:
    """Plan /archive/, and a page for each year and month that has posts."""
    months = _by_month(site.posts)
    years = _index(months)
    groups = {key: _group(key, posts, shelf) for key, posts in months.items()}
    home = Crumb(shelf.site.title, "/")

    def page(
        url: str,
        kind: str,
        when: tuple[int, int],
        shown: tuple[ArchiveGroup, ...],
        around: tuple[str, str],
        crumbs: tuple[Crumb, ...],
    ) -> PlannedPage:
        is_whole = kind == "archive"
        return PlannedPage(
            path=output_path(url),
            template="archive.html",
            view=ArchiveView(
                site=shelf.site,
                url=url,
                kind=kind,
                year=when[0],
                month=when[1],
                years=years,
                groups=shown,
                count=sum(len(group.lines) for group in shown),
                older=around[0],
                newer=around[1],
                categories=category_tree(shelf) if is_whole else (),
                tags=largest(shelf.tags.values(), _TAGS_SHOWN) if is_whole else (),
                series=tuple(term_links(site.series).values()) if is_whole else (),
                authors=authors_with_posts(site) if is_whole else (),
                crumbs=(home, *crumbs),
                widgets=widgets.on("archive"),
            ),
            origin=f"the archive at {url}",
        )

    yield page("/archive/", "archive", (0, 0), tuple(groups.values()), ("", ""), ())
    for year, around in _with_neighbours([entry.year for entry in years]):
        shown = tuple(group for group in groups.values() if group.year == year)
        older, newer = (f"/{other:04}/" if other else "" for other in around)
        crumbs = (Crumb(f"{year:04}", f"/{year:04}/"),)
        yield page(f"/{year:04}/", "year", (year, 0), shown, (older, newer), crumbs)
    for key, around_month in _with_neighbours(list(groups)):
        group = groups[key]
        older, newer = (groups[other].url if other else "" for other in around_month)
        way = (
            Crumb(f"{group.year:04}", f"/{group.year:04}/"),
            Crumb(f"{group.month:02}", group.url),
        )
        yield page(group.url, "month", key, (group,), (older, newer), way)


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
