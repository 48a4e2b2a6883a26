"""Old addresses are answered, the author's own and WordPress's."""

import pytest

from ssg.model.entry import Entry
from ssg.model.settings import RedirectRecord
from ssg.model.view import RedirectTableView, RedirectView
from tests.making import files, planned, post, terms


def moved(old: str, to: str, query: str = "", code: int = 301) -> RedirectRecord:
    return RedirectRecord(old, query, to, code, "", 1)


ENTRIES = [
    post("words", guid="https://old.example/?p=73", aliases=("/old/", "/?p=7"), tags=terms("x")),
    post("other", "2020-02-02", id="12"),
]


def table(redirects: list[RedirectRecord] | None = None) -> dict[tuple[str, str], str]:
    _, plan = planned(ENTRIES, redirects=redirects or [])
    (view,) = (page.view for page in plan.pages if page.path == "_redirects")
    assert isinstance(view, RedirectTableView)
    return {(rule.old, rule.query): rule.to for rule in view.rules}


def pages(redirects: list[RedirectRecord] | None = None) -> dict[str, str]:
    _, plan = planned(ENTRIES, redirects=redirects or [])
    views = (page.view for page in plan.pages)
    return {view.url: view.to for view in views if isinstance(view, RedirectView)}


@pytest.mark.parametrize(
    ("old", "to"),
    [
        (("/old/", ""), "/2016/10/29/words/"),
        (("/", "p=7"), "/2016/10/29/words/"),
        (("/", "p=73"), "/2016/10/29/words/"),
        (("/", "p=12"), "/2020/02/02/other/"),
        (("/", "m=201610"), "/2016/10/"),
        (("/feed/", ""), "/feed.xml"),
        (("/comments/feed/", ""), "/comments/feed.xml"),
        (("/tag/:a/feed/", ""), "/tag/:a/feed.xml"),
        (("/2016/:month/:day/", ""), "/2016/:month/"),
    ],
)
def test_the_table_answers(old: tuple[str, str], to: str) -> None:
    assert table()[old] == to


@pytest.mark.parametrize(
    ("old", "to"),
    [
        ("/old/", "/2016/10/29/words/"),
        ("/feed/", "/feed.xml"),
        ("/tag/x/feed/", "/tag/x/feed.xml"),
        ("/2016/10/29/", "/2016/10/"),
    ],
)
def test_a_page_forwards_where_no_server_does(old: str, to: str) -> None:
    assert pages()[old] == to


def test_a_chain_is_cut_short() -> None:
    chain = [moved("/a/", "/b/"), moved("/b/", "/c"), moved("/c/", "/old/")]
    answers = table(chain)
    assert {answers[old, ""] for old in ("/a/", "/b/", "/c/")} == {"/2016/10/29/words/"}


def test_what_the_author_says_wins_over_wordpress() -> None:
    own = [moved("/feed/", "/atom.xml"), moved("/", "/2020/02/02/other/", query="p=73")]
    answers = table(own)
    assert answers["/feed/", ""] == "/atom.xml"
    assert answers["/", "p=73"] == "/2020/02/02/other/"


def test_an_address_that_is_gone_has_a_page_that_says_so() -> None:
    assert pages([moved("/sold/", "", code=410)])["/sold/"] == ""


def test_an_address_that_the_site_serves_is_never_forwarded() -> None:
    _, plan = planned([post("feed", permalink="/feed/"), post("day", permalink="/2016/10/29/")])
    forwards = {page.path for page in plan.pages if isinstance(page.view, RedirectView)}
    assert "feed/index.html" not in forwards
    assert "2016/10/29/index.html" not in forwards


@pytest.mark.parametrize(
    ("entries", "pattern", "served"),
    [
        ([post("x", permalink="/2016/10/73/")], "/2016/:month/:day/", "/2016/10/73/"),
        ([post("x", categories=terms("A/Feed"))], "/category/:a/feed/", "/category/a/feed/"),
    ],
)
def test_a_pattern_never_takes_a_page_of_ours_away(
    entries: list[Entry], pattern: str, served: str
) -> None:
    _, plan = planned([*entries, post("y", "2016-10-29")])
    (view,) = (page.view for page in plan.pages if page.path == "_redirects")
    assert isinstance(view, RedirectTableView)
    old = {rule.old for rule in view.rules}
    assert pattern not in old
    assert served not in old
    assert "/2016/10/29/" in old or pattern != "/2016/:month/:day/"


def test_a_picture_beside_a_post_is_not_taken_for_an_old_address() -> None:
    bundle = post("trip", source="content/posts/trip/index.md")
    _, plan = planned([bundle], files=files("content/posts/trip/cover.jpg"))
    (view,) = (page.view for page in plan.pages if page.path == ".htaccess")
    assert isinstance(view, RedirectTableView)
    assert not any(":below" in rule.old for rule in view.rules)


def test_an_alias_that_is_the_permalink_itself_is_no_redirect() -> None:
    _, plan = planned([post("words", aliases=("/2016/10/29/words/",))])
    paths = [page.path for page in plan.pages]
    assert len(set(paths)) == len(paths)
