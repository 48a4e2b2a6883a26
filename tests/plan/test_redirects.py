"""Old addresses are answered, the author's own and WordPress's."""

import json
from dataclasses import replace

import pytest

from ssg.model.entry import Entry
from ssg.model.settings import RedirectRecord
from ssg.model.view import HomeView, PlainView, RedirectTableView, RedirectView
from ssg.render.redirects.map import write_map
from tests.making import SETTINGS, conversation, files, page, planned, post, terms


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


@pytest.mark.parametrize(
    ("to", "end"),
    [
        ("/category/news/", "/archive/"),
        ("/category/news/city#top", "/archive/"),
        ("/tag/lost/", "/archive/"),
        ("/tag/lost/feed.xml", "/feed.xml"),
        ("/author/nobody/", "/archive/"),
        ("/series/lost/", "/archive/"),
        ("/2015/", "/archive/"),
        ("/2016/11/", "/archive/"),
        ("/tag/x/", "/tag/x/"),
        ("/tag/x/feed.xml", "/tag/x/feed.xml"),
        ("/2016/10/", "/2016/10/"),
        ("/about/", "/about/"),
        ("https://other.example/tag/lost/", "https://other.example/tag/lost/"),
    ],
)
def test_a_listing_without_posts_leads_to_the_archive_everywhere(to: str, end: str) -> None:
    own = [moved("/type/aside/", to), moved("/", to, query="cat=4")]
    answers = table(own)
    assert {answers["/type/aside/", ""], answers["/", "cat=4"]} == {end}
    assert pages(own)["/type/aside/"] == end
    _, leads = home_and_map(ENTRIES, own)
    assert leads["cat=4"] == (end if ":" in end else f"/blog{end}")


def test_a_rule_for_a_listing_without_posts_wins_over_the_archive() -> None:
    own = [moved("/", "/category/news/", query="cat=4"), moved("/category/news/", "/old/")]
    assert table(own)["/", "cat=4"] == "/2016/10/29/words/"


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


@pytest.mark.parametrize(
    ("old", "has_page"),
    [
        ("/gone-to/", True),
        ("/node.js-notes/", True),
        ("/about-us.html", True),
        ("/index.PHP", True),
        ("/wp-content/uploads/2016/x-300x200.jpg", False),
        ("/feeds/posts.rdf", False),
    ],
)
def test_only_what_a_browser_shows_as_a_page_gets_a_page(old: str, *, has_page: bool) -> None:
    moved_there = [moved(old, "/2016/10/29/words/")]
    assert (old, "") in table(moved_there)
    assert (old in pages(moved_there)) is has_page


def test_a_page_answers_to_both_numbers_that_wordpress_had_for_it() -> None:
    entries = [page("about", guid="https://old.example/?page_id=2"), page("help", id="9")]
    _, plan = planned(entries)
    (view,) = (each.view for each in plan.pages if each.path == "_redirects")
    assert isinstance(view, RedirectTableView)
    leads = {rule.query: rule.to for rule in view.rules if rule.old == "/"}
    assert leads["p=2"] == leads["page_id=2"] == "/about/"
    assert leads["p=9"] == leads["page_id=9"] == "/help/"


def test_wordpress_itself_is_gone_for_good_where_it_was() -> None:
    assert table()["/xmlrpc.php", ""] == ""
    assert "/xmlrpc.php" not in pages()
    _, plan = planned([post("x", guid="https://old.example/2016/10/29/x/")])
    (view,) = (each.view for each in plan.pages if each.path == "_redirects")
    assert isinstance(view, RedirectTableView)
    assert "/xmlrpc.php" not in {rule.old for rule in view.rules}


def test_what_hung_below_an_entry_without_a_date_leads_to_it_in_few_rules() -> None:
    entries = [post(f"n{n}", permalink=f"/n{n}/") for n in range(300)]
    _, plan = planned(entries, conversations=[conversation("n7", 45)])
    (view,) = (each.view for each in plan.pages if each.path == "_redirects")
    assert isinstance(view, RedirectTableView)
    leads = {rule.old: rule.to for rule in view.rules}
    assert leads["/:a/feed/"] == "/comments/feed.xml"
    assert leads["/:a/trackback/"] == leads["/:a/comment-page-3/"] == "/:a/"
    assert "/:a/comment-page-4/" not in leads
    assert len([old for old in leads if old.startswith("/:")]) == 7
    assert len([each for each in plan.pages if isinstance(each.view, RedirectView)]) < 20


def test_a_page_named_like_what_hung_below_is_left_alone() -> None:
    _, plan = planned([page("radio"), page("amp", permalink="/radio/amp/")])
    (view,) = (each.view for each in plan.pages if each.path == "_redirects")
    assert isinstance(view, RedirectTableView)
    old = {rule.old for rule in view.rules}
    assert "/:a/amp/" not in old
    assert "/:a/embed/" in old


def home_and_map(
    entries: list[Entry], redirects: list[RedirectRecord], dialects: tuple[str, ...] = ("html",)
) -> tuple[tuple[str, ...], dict[str, str]]:
    settings = replace(SETTINGS, url="https://x.example/blog/", redirects=dialects)
    _, plan = planned(entries, redirects=redirects, settings=settings)
    (front,) = (each.view for each in plan.pages if each.path == "index.html")
    assert isinstance(front, HomeView)
    maps = [each.view for each in plan.pages if each.path == "old-addresses.json"]
    leads = {}
    for view in maps:
        assert isinstance(view, RedirectTableView)
        leads = json.loads(write_map(view))
    return front.old_queries, leads


def test_hosts_of_plain_files_get_a_map_of_queries_on_the_front_page() -> None:
    own = [moved("/", "/é/", "tag=é"), moved("/x/", "/y/", "p=1"), moved("/", "", "p=5", 410)]
    names, leads = home_and_map(ENTRIES, own)
    assert names == ("feed", "m", "p", "tag")
    assert leads["p=73"] == "/blog/2016/10/29/words/"
    assert leads["tag=%C3%A9"] == "/blog/%C3%A9/"
    assert leads["feed=atom"] == "/blog/atom.xml"
    assert not {"p=1", "p=5"} & leads.keys()


@pytest.mark.parametrize(
    ("entries", "dialects"), [([post("x")], ("html",)), (ENTRIES, ("netlify", "apache", "nginx"))]
)
def test_there_is_no_map_where_none_is_needed(
    entries: list[Entry], dialects: tuple[str, ...]
) -> None:
    assert home_and_map(entries, [], dialects) == ((), {})


@pytest.mark.parametrize(
    ("guid", "leads_up"), [("https://old.example/x/", True), ("", False), ("tag:x,1:y", False)]
)
def test_only_readers_of_a_blog_that_moved_are_led_up(guid: str, *, leads_up: bool) -> None:
    _, plan = planned([post("x", guid=guid)])
    views = {each.path: each.view for each in plan.pages}
    lost, search = views["404.html"], views["search/index.html"]
    assert isinstance(lost, PlainView)
    assert isinstance(search, PlainView)
    assert (lost.leads_up, search.leads_up) == (leads_up, False)
