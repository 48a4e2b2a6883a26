"""The living site is asked for what its export leaves out, whatever it answers."""

import pytest

from ssg.asking.pictures import NoPicture, Picture
from ssg.disk.web.live_site import ask_live_site, fetch_picture
from ssg.importers.live.site import LiveAuthor, LiveSite
from ssg.importers.moving.host_kind import HostKind
from tests.disk.old_host import OldHost, Query, Reply, Route, as_json, old_host

ROOT = {
    "name": "The Lamplighter&#039;s",
    "description": "Commentary on cities",
    "url": "http://old.example",
    "home": "http://old.example",
    "gmt_offset": "-6",
    "timezone_string": "America/Chicago",
    "site_icon_url": "http://old.example/icon.png",
    "namespaces": ["wp/v2"],
}
PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)
BLOG = "https://lamplighter.wordpress.com/"
SITES = "/rest/v1.1/sites/lamplighter.wordpress.com/"
USERS = "/wp/v2/sites/lamplighter.wordpress.com/users"
SELF = HostKind.WORDPRESS_SELF_HOSTED


def user(number: int, **changes: object) -> dict[str, object]:
    return {
        "id": number,
        "name": f"Author {number}",
        "slug": f"author-{number}",
        "url": f"https://author{number}.example/",
        "description": "Writes.",
        "avatar_urls": {
            "24": "https://secure.gravatar.com/avatar/a?s=24",
            "96": "https://secure.gravatar.com/avatar/a?s=96",
            "48": "https://secure.gravatar.com/avatar/a?s=48",
        },
        **changes,
    }


def ask(url: str, kind: HostKind = SELF, api: str = "http://127.0.0.1:9/") -> LiveSite:
    return ask_live_site(url, kind, api=api, may_connect=lambda _: True, sleep=lambda _: None)


def ask_wordpress_com(host: OldHost) -> LiveSite:
    return ask(BLOG, HostKind.WORDPRESS_COM, api=host.url)


def outcomes(site: LiveSite) -> str:
    return "; ".join(asked.outcome for asked in site.asked)


def test_wordpress_on_web_space_of_its_own_tells_site_and_authors() -> None:
    users = [user(1, description="<b>Jane</b> <script>x()</script>"), user(7)]
    with old_host({"/wp-json/": as_json(ROOT), "/wp-json/wp/v2/users": as_json(users)}) as host:
        site = ask(host.url)
    assert (site.title, site.tagline) == ("The Lamplighter's", "Commentary on cities")
    assert (site.timezone, site.gmt_offset_hours) == ("America/Chicago", -6.0)
    assert site.icon_url == "http://old.example/icon.png"
    assert [author.slug for author in site.authors] == ["author-1", "author-7"]
    assert site.authors[0] == LiveAuthor(
        id="1",
        slug="author-1",
        name="Author 1",
        bio_html="<b>Jane</b>",
        url="https://author1.example/",
        avatar_url="https://secure.gravatar.com/avatar/a?s=96",
    )
    assert all(asked.is_answered for asked in site.asked)
    assert "2 authors" in outcomes(site)
    assert host.agents == {"ssg/0.1.0"}


def test_a_blog_in_a_folder_is_asked_in_its_folder() -> None:
    with old_host({"/blog/wp-json/": as_json(ROOT)}) as host:
        assert ask(host.url + "blog").title
        assert all(path.startswith("/blog/") for path in host.asked)


def test_the_interface_is_found_by_the_header_of_the_front_page() -> None:
    def front(_: Query) -> Reply:
        links = f'<{host.url}api/>; rel="https://api.w.org/", <{host.url}x>; rel=shortlink'
        return Reply(200, b"<html>", {"Link": links})

    routes: dict[str, Route] = {
        "/": front,
        "/api/": as_json(ROOT),
        "/api/wp/v2/users": as_json([user(1)]),
    }
    with old_host(routes) as host:
        site = ask(host.url)
    assert site.title
    assert [author.id for author in site.authors] == ["1"]


def test_the_interface_is_found_the_old_way() -> None:
    routes = {
        "/?rest_route=/": as_json(ROOT),
        "/?rest_route=/wp/v2/users": as_json([user(1)]),
    }
    with old_host(routes) as host:
        site = ask(host.url)
    assert site.title
    assert [author.id for author in site.authors] == ["1"]


def test_an_interface_on_another_host_is_not_asked() -> None:
    with old_host({"/wp-json/": as_json(ROOT)}) as other:
        link = other.url.replace("127.0.0.1", "localhost") + "wp-json/"
        front = Reply(200, b"", {"Link": f'<{link}>; rel="https://api.w.org/"'})
        with old_host({"/": front}) as host:
            site = ask(host.url)
        assert other.asked == []
    assert not site.title
    assert "another host" in outcomes(site)


def test_many_authors_are_asked_for_page_by_page() -> None:
    def users(query: Query) -> Reply:
        start = (int(query["page"]) - 1) * 100
        if start >= 230:
            return as_json({"code": "rest_post_invalid_page_number"}, 400)
        return as_json([user(number + 1) for number in range(start, min(start + 100, 230))])

    with old_host({"/wp-json/": as_json(ROOT), "/wp-json/wp/v2/users": users}) as host:
        site = ask(host.url)
    assert len({author.id for author in site.authors}) == 230


def test_a_last_page_that_is_full_is_no_fault() -> None:
    def users(query: Query) -> Reply:
        if query["page"] == "2":
            return as_json({"code": "rest_post_invalid_page_number"}, 400)
        return as_json([user(number + 1) for number in range(100)])

    with old_host({"/wp-json/": as_json(ROOT), "/wp-json/wp/v2/users": users}) as host:
        site = ask(host.url)
    assert len(site.authors) == 100
    assert all(asked.is_answered for asked in site.asked)


def test_a_site_that_shows_the_same_page_again_and_again_is_asked_twice() -> None:
    page = as_json([user(number + 1) for number in range(100)])
    with old_host({"/wp-json/": as_json(ROOT), "/wp-json/wp/v2/users": page}) as host:
        assert len(ask(host.url).authors) == 100
        assert len(host.asked) == 3


def test_a_site_with_ever_new_authors_is_not_asked_for_ever() -> None:
    def users(query: Query) -> Reply:
        start = int(query["page"]) * 100
        return as_json([user(number) for number in range(start, start + 100)])

    with old_host({"/wp-json/": as_json(ROOT), "/wp-json/wp/v2/users": users}) as host:
        assert len(ask(host.url).authors) == 2_000


def wordpress_com(**more: Route) -> dict[str, Route]:
    site = {
        "ID": 43,
        "name": "The Lamplighter",
        "description": "Commentary",
        "URL": BLOG,
        "icon": {"img": "https://lamplighter.files.wordpress.com/2016/10/i.png?w=512", "ico": ""},
        "options": {"timezone": "Europe/Berlin", "gmt_offset": 1},
    }
    author = {"ID": 9, "nice_name": "jane", "name": "Jane", "avatar_URL": "https://a.example/j"}

    def posts(query: Query) -> Reply:
        if query.get("page_handle") == "value=2014&id=5":
            return as_json({"found": 3, "posts": [{"ID": 3, "like_count": 4, "author": author}]})
        first = [
            {"ID": 1, "URL": BLOG, "like_count": 12, "author": author},
            {"ID": 2, "URL": BLOG, "like_count": 0, "author": author},
        ]
        meta = {"next_page": "value=2014&id=5"}
        return as_json({"found": 3, "posts": first, "meta": meta})

    routes: dict[str, Route] = {SITES: as_json(site), f"{SITES}posts/": posts}
    return routes | more


def test_wordpress_com_tells_the_site_and_the_likes_of_all_posts() -> None:
    with old_host(wordpress_com()) as host:
        site = ask_wordpress_com(host)
    assert (site.title, site.timezone, site.gmt_offset_hours) == (
        "The Lamplighter",
        "Europe/Berlin",
        1.0,
    )
    assert site.icon_url.endswith("i.png?w=512")
    assert site.likes == {"1": 12, "3": 4}
    assert "16 likes of 2 posts" in outcomes(site)


def test_authors_of_wordpress_com_come_from_the_users_and_from_the_posts() -> None:
    users = as_json([user(9, slug="jane", name="", avatar_urls={}, description="Writes.")])
    with old_host(wordpress_com(**{USERS: users})) as host:
        site = ask_wordpress_com(host)
    (jane,) = site.authors
    assert (jane.slug, jane.name, jane.bio_html) == ("jane", "Jane", "Writes.")
    assert jane.avatar_url == "https://a.example/j"


def test_likes_that_were_not_all_told_are_said_to_be_some() -> None:
    posts = as_json({"found": 250, "posts": [{"ID": 1, "like_count": 2}]})
    with old_host(wordpress_com(**{f"{SITES}posts/": posts})) as host:
        site = ask_wordpress_com(host)
    assert "1 of 250 posts" in outcomes(site)


def test_a_page_of_posts_that_leads_to_itself_is_left() -> None:
    posts = as_json({"found": 9, "posts": [{"ID": 1, "like_count": 2}], "meta": {"next_page": "a"}})
    with old_host(wordpress_com(**{f"{SITES}posts/": posts})) as host:
        assert ask_wordpress_com(host).likes == {"1": 2}
        assert sum("posts" in path for path in host.asked) == 2


@pytest.mark.parametrize("status", [403, 404])
def test_a_private_or_unknown_blog_of_wordpress_com_tells_nothing(status: int) -> None:
    with old_host({SITES: as_json({"error": "unauthorized"}, status)}) as host:
        site = ask_wordpress_com(host)
        assert len(host.asked) == 1
    assert site.title == ""
    assert not site.asked[0].is_answered


def test_wordpress_com_is_never_asked_about_blogs_elsewhere() -> None:
    with old_host(wordpress_com()) as third_party, old_host({}) as host:
        for kind in (SELF, HostKind.BLOGSPOT, HostKind.BLOGGER_OWN_DOMAIN):
            ask(host.url, kind, api=third_party.url)
        assert third_party.asked == []


def test_a_domain_at_wordpress_com_is_asked_itself_for_what_is_missing() -> None:
    routes = {"/wp-json/": as_json(ROOT), "/wp-json/wp/v2/users": as_json([user(1)])}
    with old_host({}) as api, old_host(routes) as host:
        site = ask(host.url, HostKind.WORDPRESS_COM_OWN_DOMAIN, api=api.url)
    assert site.timezone == "America/Chicago"
    assert [author.name for author in site.authors] == ["Author 1"]


def feed(entries: list[dict[str, object]], total: int) -> Reply:
    return as_json(
        {
            "feed": {
                "title": {"$t": "Notes &amp; queries"},
                "subtitle": {"$t": "From the harbour"},
                "openSearch$totalResults": {"$t": str(total)},
                "author": [{"name": {"$t": "Ana"}, "uri": {"$t": PROFILE + "11"}}],
                "entry": entries,
            }
        }
    )


PROFILE = "https://www.blogger.com/profile/"


def by(name: str, number: str, picture: str) -> dict[str, object]:
    return {
        "author": [
            {
                "name": {"$t": name},
                "uri": {"$t": PROFILE + number},
                "email": {"$t": "noreply@blogger.com"},
                "gd$image": {"src": picture},
            }
        ]
    }


def test_blogger_tells_the_title_and_all_authors() -> None:
    picture = "//2.bp.blogspot.com/-a/b/s35/ana.png"
    nobody = "https://img1.blogblog.com/img/b16-rounded.gif"

    def short(query: Query) -> Reply:
        if query["start-index"] == "1":
            return feed([by("Ana", "11", picture)] * 150, 151)
        return feed([by("Bo", "12", nobody)], 151)

    routes: dict[str, Route] = {
        "/feeds/posts/default": feed([by("Ana", "11", picture)], 151),
        "/feeds/posts/summary": short,
    }
    with old_host(routes) as host:
        site = ask(host.url, HostKind.BLOGSPOT)
        assert all("redirect=false" in path for path in host.asked)
    assert (site.title, site.tagline) == ("Notes & queries", "From the harbour")
    assert [(author.id, author.name) for author in site.authors] == [("11", "Ana"), ("12", "Bo")]
    assert site.authors[0].avatar_url == "https://2.bp.blogspot.com/-a/b/s35/ana.png"
    assert site.authors[1].avatar_url == ""
    assert "noreply" not in repr(site.authors)


def test_a_feed_of_blogger_that_claims_millions_ends() -> None:
    routes: dict[str, Route] = {
        "/feeds/posts/default": feed([by("Ana", "11", "")], 900_000_000),
        "/feeds/posts/summary": feed([by("Ana", "11", "")], 900_000_000),
    }
    with old_host(routes) as host:
        ask(host.url, HostKind.BLOGSPOT)
        assert len(host.asked) < 50


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (Reply(200, b"<!doctype html><title>Welcome</title>"), "a page for people"),
        (Reply(200, b"{" * 100_000), "cannot be read"),
        (Reply(200, b"[" * 200_000 + b"]" * 200_000), "cannot be read"),
        (Reply(200, b'{"name": 1' + b"0" * 9_000 + b"}"), "cannot be read"),
        (Reply(200, b"\xff\xfe\x00"), "no text"),
        (Reply(200, b""), "empty"),
        (as_json(["a", 1, None]), "not what this interface answers"),
        (as_json({"name": ["a"], "namespaces": {}}), "not what this interface answers"),
        (as_json({}, 401), "logged in"),
        (as_json({}, 403), "strangers"),
        (as_json({}, 404), "no such page"),
        (as_json({}, 429), "asked too often"),
        (as_json({}, 500), "a fault of its own (status 500)"),
        (Reply(200, b"x", {"Content-Encoding": "gzip"}), "packed"),
        (Reply(200, b"{}", declared=5_000), "broke off"),
        (Reply(200, b" " * (9 << 20)), "too long"),
    ],
)
def test_what_is_no_answer_is_told_in_words(reply: Reply, words: str) -> None:
    with old_host({"/wp-json/": reply}) as host:
        site = ask(host.url)
    assert (site.title, site.authors) == ("", ())
    assert words in site.asked[0].outcome
    assert not site.asked[0].is_answered


def test_users_that_are_hidden_leave_the_rest() -> None:
    routes = {"/wp-json/": as_json(ROOT), "/wp-json/wp/v2/users": as_json({"code": "no"}, 401)}
    with old_host(routes) as host:
        site = ask(host.url)
    assert site.title
    assert site.authors == ()
    assert "logged in" in outcomes(site)


def test_a_site_inside_a_private_network_is_not_asked() -> None:
    with old_host({"/wp-json/": as_json(ROOT)}) as host:
        for url in (host.url, host.url.replace("127.0.0.1", "localhost")):
            site = ask_live_site(url, SELF)
            assert "private network" in outcomes(site)
        assert host.asked == []


@pytest.mark.parametrize(
    "url", ["", "blog", "file:///etc/passwd", "http://a:b@x.example/", "ftp://x"]
)
def test_what_is_no_address_of_the_web_is_not_asked(url: str) -> None:
    site = ask(url)
    assert outcomes(site) == "this is no address of the web"


def test_nothing_that_answers_is_told_in_words() -> None:
    with old_host({}) as host:
        gone = host.url
    assert "nothing answers there" in outcomes(ask(gone))


@pytest.mark.parametrize(("seconds", "expected"), [("9", [9.0]), ("", [2.0]), ("4000", [])])
def test_a_busy_host_is_asked_once_more_at_most_and_then_left_alone(
    seconds: str, expected: list[float]
) -> None:
    pauses: list[float] = []
    busy = as_json({}, 429, **{"Retry-After": seconds})
    with old_host({"/wp-json/": busy, "/": busy}) as host:
        ask_live_site(host.url, SELF, may_connect=lambda _: True, sleep=pauses.append)
        assert len(host.asked) == 1 + len(expected)
    assert pauses == expected


def test_a_host_that_was_busy_once_is_heard() -> None:
    def root(_: Query) -> Reply:
        return as_json({}, 503) if len(host.asked) == 1 else as_json(ROOT)

    with old_host({"/wp-json/": root}) as host:
        assert ask(host.url).title


def picture(url: str) -> Picture | NoPicture:
    return fetch_picture(url, may_connect=lambda _: True, sleep=lambda _: None)


def test_a_portrait_is_fetched_whatever_its_type_is_called() -> None:
    with old_host({"/jane": Reply(200, PNG, {"Content-Type": "text/plain"})}) as host:
        found = picture(host.url + "jane")
    assert isinstance(found, Picture)
    assert (found.content, found.suffix) == (PNG, ".png")


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (Reply(200, b"<svg onload='x()'/>", {"Content-Type": "image/png"}), "SVG"),
        (Reply(200, b"<?xml version='1.0'?><svg/>"), "SVG"),
        (Reply(200, b"<!DOCTYPE html>", {"Content-Type": "image/jpeg"}), "a page"),
        (Reply(200, b"MZ\x90"), "no picture"),
        (Reply(200, b""), "empty"),
        (Reply(404, b""), "no such page"),
        (Reply(200, PNG, declared=10_000), "broke off"),
        (Reply(200, PNG + bytes(6 << 20)), "too long"),
    ],
)
def test_what_is_no_picture_is_not_taken(reply: Reply, words: str) -> None:
    with old_host({"/jane.png": reply}) as host:
        found = picture(host.url + "jane.png")
    assert isinstance(found, NoPicture)
    assert words in found.reason


def test_a_portrait_inside_a_private_network_is_not_fetched() -> None:
    with old_host({"/jane.png": Reply(200, PNG)}) as host:
        found = fetch_picture(host.url + "jane.png")
        assert host.asked == []
    assert isinstance(found, NoPicture)
