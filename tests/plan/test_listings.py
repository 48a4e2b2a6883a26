"""Listings lose nothing and double nothing."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.model.author import Author
from ssg.model.entry import SeriesPart
from ssg.model.view import AuthorPageView, EntryView, HomeView, ListingView, SeriesPageView
from ssg.plan.listings import page_address, paginate
from tests.making import SETTINGS, planned, post, terms

TWO_A_PAGE = dataclasses.replace(SETTINGS, posts_per_page=2)


@given(st.lists(st.integers()), st.integers(1, 12))
def test_the_paginator_loses_and_doubles_nothing(items: list[int], size: int) -> None:
    pages = paginate(items, size)
    assert [item for page in pages for item in page] == items
    assert len(pages) >= 1
    assert all(len(page) == size for page in pages[:-1])
    assert all(page for page in pages[1:])


def test_pages_are_linked_in_a_chain() -> None:
    _, plan = planned([post(f"p{n}", f"2020-01-0{n + 1}") for n in range(5)], settings=TWO_A_PAGE)
    views = {page.path: page.view for page in plan.pages}
    home, second, third = (
        views[path] for path in ("index.html", "page/2/index.html", "page/3/index.html")
    )
    assert isinstance(home, HomeView)
    assert isinstance(second, ListingView)
    assert isinstance(third, ListingView)
    assert (home.pagination.older, second.pagination.newer) == ("/page/2/", "/")
    assert (second.pagination.older, third.pagination.newer) == ("/page/3/", "/page/2/")
    assert (home.pagination.newer, third.pagination.older) == ("", "")
    assert page_address("/tag/x/", 3) == "/tag/x/page/3/"


def test_the_front_page_shows_each_post_once_sticky_ones_first() -> None:
    entries = [
        post(f"p{n:02}", f"2020-01-{n + 1:02}", categories=terms("Books" if n % 2 else "Cities"))
        for n in range(20)
    ]
    entries[3] = dataclasses.replace(entries[3], sticky=True)
    _, plan = planned(entries)
    home = next(page.view for page in plan.pages if isinstance(page.view, HomeView))
    assert home.lead is not None
    assert home.lead.url == "/2020/01/04/p03/"
    cards = [home.lead, *home.seconds, *home.river]
    cards += [card for section in home.sections for card in section.posts]
    assert len({card.url for card in cards}) == len(cards)


def test_a_site_without_posts_has_a_front_page() -> None:
    _, plan = planned([])
    home = next(page.view for page in plan.pages if isinstance(page.view, HomeView))
    assert (home.lead, home.river, home.date) == (None, (), None)


def test_parts_of_a_series_are_numbered_through_its_pages() -> None:
    entries = [
        post(f"p{n}", f"2020-01-0{n + 1}", series=SeriesPart("Letters", n + 1)) for n in range(3)
    ]
    _, plan = planned(entries, settings=TWO_A_PAGE)
    pages = [page.view for page in plan.pages if isinstance(page.view, SeriesPageView)]
    assert [view.numbers for view in pages] == [(1, 2), (3,)]


@pytest.mark.parametrize(
    ("parts", "numbers", "count"),
    [
        ((1, 2, 3, 4, 6, 7), (1, 2, 3, 4, 6, 7), 7),
        ((None, None), (1, 2), 2),
        ((4, None, None), (4, 5, 6), 6),
        ((0, 1, 2), (0, 1, 2), 3),
        ((1, 1, 2), (1, 1, 2), 3),
    ],
)
def test_posts_and_the_page_of_their_series_say_the_same_numbers(
    parts: tuple[int | None, ...], numbers: tuple[int, ...], count: int
) -> None:
    entries = [
        post(f"p{n}", f"2020-01-0{n + 1}", series=SeriesPart("Letters", part))
        for n, part in enumerate(parts)
    ]
    _, plan = planned(entries)
    (listing,) = (page.view for page in plan.pages if isinstance(page.view, SeriesPageView))
    assert (listing.numbers, listing.count) == (numbers, count)
    views = {page.view.url: page.view for page in plan.pages if isinstance(page.view, EntryView)}
    series = [views[card.url].series for card in listing.posts]
    assert [(each.part, each.count, each.numbers) for each in series if each] == [
        (number, count, numbers) for number in numbers
    ]


def test_guests_have_no_page_and_authors_without_posts_have_one() -> None:
    guest, silent = Author("", "Ezra Whitlow"), Author("bo", "Bo")
    _, plan = planned([post("one", authors=(guest,))], authors=[silent])
    pages = [page.view for page in plan.pages if isinstance(page.view, AuthorPageView)]
    assert [(view.url, view.count) for view in pages] == [("/author/bo/", 0)]


def test_categories_have_the_number_of_the_section_that_they_lie_under() -> None:
    filed = ("Power", "Books", "Books/Fiction", "Cities")
    entries = [
        post(f"p{n}", f"2020-01-{n + 1:02}", categories=terms(name)) for n, name in enumerate(filed)
    ]
    _, plan = planned(entries)
    home = next(page.view for page in plan.pages if isinstance(page.view, HomeView))
    assert home.lead is not None
    cards = (home.lead, *home.seconds)
    assert {card.section.name: card.section.number for card in cards if card.section} == {
        "Books": 1,
        "Fiction": 1,
        "Cities": 2,
        "Power": 3,
    }
