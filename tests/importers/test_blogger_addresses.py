"""Every address that a blog at Blogger had, and where it leads."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.importers.blogger_addresses import (
    EntryPlace,
    OldAddress,
    old_addresses,
    same_blog_hosts,
)

POST = EntryPlace("77", "/2016/10/words.html", "/2016/10/words.html")
MOVED_PAGE = EntryPlace("78", "/p/about.html", "/about/")
DAY = dt.date(2004, 6, 2)


def addresses(archives: str = "", name: str = "") -> dict[tuple[str, str], OldAddress]:
    found = old_addresses(
        (POST, MOVED_PAGE),
        {"Cities & towns": "/tag/cities-towns/"},
        (dt.date(2016, 10, 29), DAY),
        archives=archives,
        name=name,
    )
    return {(one.old, one.query): one for one in found}


@pytest.mark.parametrize(
    ("old", "query", "to"),
    [
        ("/p/about.html", "", "/about/"),
        ("/feeds/posts/default", "", "/atom.xml"),
        ("/feeds/posts/default", "alt=rss", "/feed.xml"),
        ("/feeds/posts/summary", "", "/atom.xml"),
        ("/feeds/posts/full", "alt=json", "/feed.json"),
        ("/feeds/posts/default/-/Cities & towns", "", "/tag/cities-towns/feed.xml"),
        ("/feeds/posts/default/77", "", "/2016/10/words.html"),
        ("/feeds/comments/default", "", "/comments/feed.xml"),
        ("/feeds/77/comments/default", "", "/comments/feed.xml"),
        ("/rss.xml", "", "/feed.xml"),
        ("/search/label/Cities & towns", "", "/tag/cities-towns/"),
        ("/2016_10_01_archive.html", "", "/2016/10/"),
        ("/2004_05_30_archive.html", "", "/2004/06/"),
        ("/sitemap-pages.xml", "", "/sitemap.xml"),
    ],
)
def test_what_has_another_address_now_is_moved(old: str, query: str, to: str) -> None:
    found = addresses()[(old, query)]
    assert (found.to, found.code, found.takes_rule) == (to, 301, True)


@pytest.mark.parametrize(
    "old", ["/", "/index.html", "/search", "/atom.xml", "/2016/", "/2016/10/", POST.old]
)
def test_what_the_new_site_serves_itself_takes_no_rule(old: str) -> None:
    found = addresses()[(old, "")]
    assert (found.code, found.takes_rule) == (200, False)


def test_a_preview_is_gone() -> None:
    found = addresses()[("/b/post-preview", "")]
    assert (found.to, found.code) == ("", 410)


def test_archives_are_called_as_the_blog_was_set() -> None:
    monthly, daily = addresses("MONTHLY"), addresses("DAILY")
    assert ("/2004_05_30_archive.html", "") not in monthly
    assert ("/2004_06_01_archive.html", "") in monthly
    assert daily[("/2004_06_02_archive.html", "")].to == "/2004/06/"
    named = addresses("WEEKLY", name="Lamp")
    assert named[("/2004_05_30_lamp_archive.html", "")].to == "/2004/06/"


def test_a_query_that_counts_comes_before_the_address_without_one() -> None:
    keys = list(addresses())
    plain = keys.index(("/feeds/posts/default", ""))
    assert keys.index(("/feeds/posts/default", "alt=rss")) < plain


@given(st.lists(st.dates()), st.sampled_from(["", "WEEKLY", "DAILY", "MONTHLY", "x"]))
def test_no_address_comes_twice_and_none_leads_to_itself(
    days: list[dt.date], archives: str
) -> None:
    found = list(old_addresses((POST, POST), {"a": "/tag/a/"}, days, archives=archives))
    assert len({(one.old, one.query) for one in found}) == len(found)
    assert all(one.old.startswith("/") for one in found)
    assert not any(one.takes_rule and one.old == one.to and not one.query for one in found)
    months = {f"/{day.year:04}/{day.month:02}/" for day in days}
    assert months <= {one.old for one in found}


def test_country_hosts_are_one_blog() -> None:
    hosts = same_blog_hosts("Lamp.blogspot.de")
    assert {"lamp.blogspot.com", "lamp.blogspot.co.uk", "www.lamp.blogspot.com.br"} <= hosts
    assert hosts == same_blog_hosts("www.lamp.blogspot.com")
    assert "other.blogspot.com" not in hosts


@pytest.mark.parametrize(
    ("host", "hosts"),
    [
        ("www.notes.example", {"notes.example", "www.notes.example"}),
        ("notes.example", {"notes.example", "www.notes.example"}),
        ("lamp.blogspot.example", {"lamp.blogspot.example", "www.lamp.blogspot.example"}),
        ("", set()),
    ],
)
def test_a_domain_of_its_own_is_there_with_and_without_www(host: str, hosts: set[str]) -> None:
    assert same_blog_hosts(host) == hosts
