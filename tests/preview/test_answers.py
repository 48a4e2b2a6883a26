"""What is answered at each address: as a good host would, with the path of the site's url."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.blog import SITE, post, write, write_blog
from tests.preview.serving import Serving, serving

SOUND = bytes(range(256)) * 4
TYPES = {
    "/": "text/html; charset=utf-8",
    "/feed.xml": "application/rss+xml",
    "/atom.xml": "application/atom+xml",
    "/feed.json": "application/feed+json",
    "/comments/feed.xml": "application/rss+xml",
    "/sitemap.xml": "application/xml",
    "/robots.txt": "text/plain; charset=utf-8",
    "/_redirects": "text/plain; charset=utf-8",
    "/CNAME": "application/octet-stream",
    "/media/a.mp3": "audio/mpeg",
    "/media/a.JPG": "image/jpeg",
    "/media/a.svg": "image/svg+xml",
    "/media/a.js": "text/javascript; charset=utf-8",
    "/media/a.css": "text/css; charset=utf-8",
    "/media/a.json": "application/json; charset=utf-8",
    "/media/a.woff2": "font/woff2",
    "/media/a.vtt": "text/vtt; charset=utf-8",
    "/media/a.pdf": "application/pdf",
    "/media/a.tar.gz": "application/gzip",
    "/media/a.wasm": "application/wasm",
    "/media/a.unheardof": "application/octet-stream",
    "/own.html": "text/html; charset=utf-8",
}
REDIRECTS = """\
- {from: /moved/, to: /about/, code: 301}
- {from: /moved.html, to: "/about/#who", code: 302}
- {from: /first/, to: /second/, code: 301}
- {from: /second/, to: /about/, code: 301}
- {from: /out/, to: "https://else.example/a?b=c#d", code: 301}
- {from: /index.php, query: page=about, to: /about/, code: 301}
- {from: /gone/, code: 410}
- {from: /café/, to: /naïve/, code: 301}
"""
FORWARDS = {
    "": "/",
    "/about": "/about/",
    "/about?from=mail&x=%20": "/about/?from=mail&x=%20",
    "/moved/": "/about/",
    "/moved": "/about/",
    "/moved.html": "/about/#who",
    "/first/": "/about/",
    "/second": "/about/",
    "/index.php?page=about": "/about/",
    "/index.php?x=1&page=about": "/about/",
    "/?p=73": "/2019/01/05/four/",
    "/?utm=x&p=73": "/2019/01/05/four/",
    "/four.html": "/2019/01/05/four/",
    "/old/four/": "/2019/01/05/four/",
    "/old/four": "/2019/01/05/four/",
    "/re:marks/": "/2019/01/05/four/",
    "/re%3Amarks": "/2019/01/05/four/",
    "/:all/": "/2019/01/05/four/",
    "/q?p=1&a=%26": "/2019/01/05/four/",
    "/q/?a=%26&p=1": "/2019/01/05/four/",
    "/q/?x=y&a=%26&p=1": "/2019/01/05/four/",
    "/feed/": "/feed.xml",
    "/category/cities/feed/": "/category/cities/feed.xml",
    "/category/cities/ports/feed": "/category/cities/ports/feed.xml",
    "/tag/harbour/feed/": "/tag/harbour/feed.xml",
    "/2016/10/29/": "/2016/10/",
    "/2016/10/29/one/amp/": "/2016/10/29/one/",
    "/category/a%3Fb%23c%25d/feed/": "/category/a%3Fb%23c%25d/feed.xml",
    "/caf%C3%A9/": "/na%C3%AFve/",
    "/cafe%CC%81": "/na%C3%AFve/",
}
NAIVE_PAGE = "---\ntitle: Naïve\npermalink: /naïve/\n---\nBy its letters.\n"
NAIVE = "/na%C3%AFve/"


@pytest.fixture(scope="module")
def blog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """Return a preview of a blog with files of many kinds and addresses with a past."""
    site = write_blog(tmp_path_factory.mktemp("site") / "blog")
    old = '"/?p=73", /four.html, /old/four/, "/re:marks/", "/:all/", "/q?p=1&a=%26"'
    aliases = f"aliases: [{old}]\ndate:"
    write(
        site,
        {
            "content/redirects.yaml": REDIRECTS,
            "content/posts/four.md": post("Four", "2019-01-05", "Four.").replace("date:", aliases),
            "content/pages/naïve.md": NAIVE_PAGE,
            "content/static/CNAME": "small.example",
            "content/static/own.html": "<p>As it is</p></body>",
            **{
                f"content/media/{name.rpartition('/')[2]}": "x"
                for name in TYPES
                if name.startswith("/media/")
            },
        },
    )
    (site / "content/media/a.mp3").write_bytes(SOUND)
    with serving(site) as served:
        whole = served.ask_until("/blog/", lambda answer: not answer.page_data["busy"])
        assert whole.page_data["errors"] == []
        yield served


@pytest.mark.parametrize(("address", "kind"), TYPES.items())
def test_every_file_says_what_it_is(blog: Serving, address: str, kind: str) -> None:
    answer = blog.ask(f"/blog{address}")
    assert (answer.status, answer.headers["content-type"]) == (200, kind)
    head = blog.ask(f"/blog{address}", "HEAD")
    assert (head.status, head.body) == (200, b"")
    for name in ("content-type", "content-length", "cache-control"):
        assert head.headers[name] == answer.headers[name]
    assert int(answer.headers["content-length"]) == len(answer.body)


@pytest.mark.parametrize(("address", "to"), FORWARDS.items())
def test_old_addresses_lead_on(blog: Serving, address: str, to: str) -> None:
    answer = blog.ask(f"/blog{address}")
    assert (answer.status, answer.headers["location"]) == (302, f"/blog{to}")
    assert blog.ask(answer.headers["location"].partition("#")[0]).status in {200, 404}


@pytest.mark.parametrize("address", ["/revolution/", "/other/", "/q/?p=1", "/q/?p=1&a=%27", "/q/"])
def test_what_is_only_like_an_old_address_leads_nowhere(blog: Serving, address: str) -> None:
    assert blog.ask(f"/blog{address}").status == 404


def test_an_old_address_may_lead_to_another_site(blog: Serving) -> None:
    answer = blog.ask("/blog/out/")
    assert (answer.status, answer.headers["location"]) == (302, "https://else.example/a?b=c#d")


@pytest.mark.parametrize("address", ["/blog/gone/", "/blog/gone"])
def test_what_is_gone_for_good_says_so(blog: Serving, address: str) -> None:
    answer = blog.ask(address)
    assert answer.status == 410
    assert answer.page_data["address"] == "/blog/404.html"


@pytest.mark.parametrize(
    "address", ["/blog/nowhere/", "/blog/nowhere.png", "/nowhere/", "/blogs/", "/feed.xml"]
)
def test_lost_readers_get_the_page_of_the_site(blog: Serving, address: str) -> None:
    answer = blog.ask(address)
    assert answer.status == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.page_data["address"] == "/blog/404.html"
    assert blog.ask("/blog/404.html").status == 200


@pytest.mark.parametrize(
    "address",
    [NAIVE, "/nai%CC%88ve/", "/%6E%61%C3%AF%76%65/", f"{NAIVE}index.html", f"{NAIVE}?x=%zz"],
)
def test_an_address_is_found_however_it_is_written(blog: Serving, address: str) -> None:
    answer = blog.ask(f"/blog{address}")
    assert answer.status == 200
    assert "By its letters." in answer.text
    assert answer.page_data["address"] == "/blog/naïve/"
    assert answer.page_data["source"] == unicodedata.normalize("NFC", "content/pages/naïve.md")


@pytest.mark.parametrize(
    ("asked", "sent"),
    [
        ("bytes=0-9", slice(0, 10)),
        ("bytes=1000-", slice(1000, None)),
        ("bytes=-5", slice(-5, None)),
        ("bytes=-5000", slice(0, None)),
        ("bytes=0-", slice(0, None)),
        ("bytes=1020-5000", slice(1020, None)),
    ],
)
def test_a_player_gets_the_part_that_it_asks_for(blog: Serving, asked: str, sent: slice) -> None:
    answer = blog.ask("/blog/media/a.mp3", headers={"Range": asked})
    start, stop, _ = sent.indices(len(SOUND))
    assert answer.status == 206
    assert answer.headers["content-range"] == f"bytes {start}-{stop - 1}/{len(SOUND)}"
    assert answer.headers["content-type"] == "audio/mpeg"
    assert answer.body == SOUND[sent]


def test_several_parts_come_together(blog: Serving) -> None:
    answer = blog.ask("/blog/media/a.mp3", headers={"Range": "bytes=0-1,10-12"})
    assert answer.status == 206
    assert answer.headers["content-type"].startswith("multipart/byteranges; boundary=")
    assert SOUND[0:2] in answer.body
    assert SOUND[10:13] in answer.body
    assert len(answer.body) == int(answer.headers["content-length"])


def test_parts_that_are_not_there_are_refused(blog: Serving) -> None:
    answer = blog.ask("/blog/media/a.mp3", headers={"Range": "bytes=5000-"})
    assert (answer.status, answer.headers["content-range"]) == (416, f"bytes */{len(SOUND)}")
    for broken in ("bytes=9-2", "bytes=", "bytes=a-b", "lines=1-2", "bytes=--1", "bytes=1"):
        answer = blog.ask("/blog/media/a.mp3", headers={"Range": broken})
        assert answer.status in {200, 400, 416}
    many = ",".join("0-0" for _ in range(5_000))
    assert len(blog.ask("/blog/media/a.mp3", headers={"Range": f"bytes={many}"}).body) < 5_000


@pytest.mark.parametrize("address", ["/feed.xml", "/atom.xml", "/feed.json", "/sitemap.xml"])
def test_only_pages_get_a_script(blog: Serving, address: str) -> None:
    assert b"ssg" not in blog.ask(f"/blog{address}").body
    assert blog.ask("/blog/own.html").body == b"<p>As it is</p></body>"
    assert blog.ask("/blog/").body.count(b"/__ssg/client/client.js") == 1


def test_a_site_at_the_root_has_no_path(tmp_path: Path) -> None:
    site = write_blog(tmp_path / "blog")
    write(site, {"site.yaml": SITE.replace("/blog/", "/")})
    with serving(site) as served:
        assert served.ask("/").page_data["address"] == "/"
        assert served.ask("/about").headers["location"] == "/about/"
        assert served.ask("/blog/").status == 404
        assert served.ask("//about").headers.get("location", "") == ""


def test_a_site_may_have_a_path_with_letters_of_any_kind(tmp_path: Path) -> None:
    site = write_blog(tmp_path / "blog")
    write(site, {"site.yaml": SITE.replace("/blog/", "/caf%C3%A9/")})
    with serving(site) as served:
        assert served.ask("/").headers["location"] == "/caf%C3%A9/"
        assert served.ask("/caf%C3%A9/about/").status == 200
        assert served.ask("/cafe%CC%81/about").headers["location"] == "/caf%C3%A9/about/"


def test_without_a_table_the_pages_that_forward_do_it(tmp_path: Path) -> None:
    site = write_blog(tmp_path / "blog")
    rules = "- {from: /moved/, to: /about/, code: 301}\n- {from: /gone/, code: 410}\n"
    write(site, {"site.yaml": f"{SITE}redirects: [html]\n", "content/redirects.yaml": rules})
    with serving(site) as served:
        assert served.ask("/blog/moved/").headers["location"] == "/blog/about/"
        assert served.ask("/blog/moved").headers["location"] == "/blog/about/"
        assert served.ask("/blog/gone/").status == 410
