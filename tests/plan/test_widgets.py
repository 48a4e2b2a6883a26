"""What a theme gets beside the view."""

import dataclasses
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.model.entry import Entry
from ssg.model.theme import WIDGET_KINDS, Widget
from ssg.model.view import EntryView, HomeView, PageLink
from ssg.plan.shelf import fill_shelf
from ssg.plan.site import plan_site
from ssg.plan.widgets import page_tree
from tests.making import THEME, assembled, page, post


def tree(entries: Iterable[Entry]) -> list[tuple[int, str]]:
    site, _ = assembled(entries)
    return [(link.depth, link.url) for link in page_tree(site, fill_shelf(site, THEME))]


def page_at(address: str, **fields: object) -> Entry:
    slug = address.strip("/").rpartition("/")[2]
    return page(slug, source=f"content/pages{address.rstrip('/')}.md", **fields)


PAGES = [
    page_at("/guide/"),
    page_at("/guide/pictures/"),
    page_at("/guide/words/", extra={"order": 2}),
    page_at("/guide/words/long/"),
    page_at("/guide/first/", extra={"order": 1}),
    page_at("/guides/"),
    page_at("/about/"),
    page_at("/notes/alone/"),
]


@given(st.permutations(PAGES))
def test_pages_stand_as_a_tree_by_order_then_title(entries: list[Entry]) -> None:
    assert tree(entries) == [
        (0, "/about/"),
        (0, "/notes/alone/"),
        (0, "/guide/"),
        (1, "/guide/first/"),
        (1, "/guide/words/"),
        (2, "/guide/words/long/"),
        (1, "/guide/pictures/"),
        (0, "/guides/"),
    ]


@pytest.mark.parametrize("order", [None, "first", True, [1]])
def test_an_order_that_is_no_number_counts_for_nothing(order: object) -> None:
    entries = [page_at("/a/"), page_at("/z/", extra={"order": order})]
    assert [url for _, url in tree(entries)] == ["/a/", "/z/"]


def test_pages_with_html_addresses_lie_below_the_page_of_their_folder() -> None:
    entries = [page_at("/p/"), page_at("/q/", permalink="/p/about.html")]
    assert tree(entries) == [(0, "/p/"), (1, "/p/about.html")]


def test_what_is_unlisted_or_a_post_is_not_in_the_tree() -> None:
    assert tree([page_at("/a/", unlisted=True), page_at("/a/b/"), post("c")]) == [(0, "/a/b/")]


def test_pages_arrive_where_the_theme_declares_them() -> None:
    site, _ = assembled([page_at("/about/", description="Who writes here."), page_at("/b/")])
    pages = plan_site(
        site, dataclasses.replace(THEME, widgets=(Widget("pages", 1, ("home",)),))
    ).pages
    home = next(each.view for each in pages if isinstance(each.view, HomeView))
    entry = next(each.view for each in pages if isinstance(each.view, EntryView))
    assert home.widgets.pages == (PageLink("About", "/about/", 0, "Who writes here."),)
    assert entry.widgets.pages == ()


def test_each_page_with_widgets_is_of_a_kind_that_a_theme_may_name() -> None:
    site, _ = assembled([page("about"), post("a")])
    theme = dataclasses.replace(THEME, widgets=(Widget("recent_posts", 5, WIDGET_KINDS),))
    shown = {
        planned.template: bool(planned.view.widgets.recent_posts)
        for planned in plan_site(site, theme).pages
        if hasattr(planned.view, "widgets")
    }
    assert len(shown) > 5
    assert all(shown.values()), shown
