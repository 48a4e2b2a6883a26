"""What the author alone sees, what nobody hears of, and what the page knows of itself."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.blog import SITE, build, post, write, write_blog
from tests.preview.serving import Serving, serving

AWAY = "stranger.example"
SERVICES = {
    "goatcounter": (f"url: https://{AWAY}/count, src: https://{AWAY}/count.js", "isso"),
    "plausible": (f"domain: small.example, src: https://{AWAY}/p.js", "remark42"),
    "umami": (f"id: abc, src: https://{AWAY}/u.js", "giscus"),
    "cloudflare": (f"token: abc, src: https://{AWAY}/c.js", "utterances"),
    "script": (f"src: https://{AWAY}/s.js", "script"),
}
COMMENTS = {
    "isso": f"server: https://{AWAY}/isso",
    "remark42": f"server: https://{AWAY}/remark",
    "giscus": f"repo: {AWAY}/x, repo-id: r, category: c, category-id: d",
    "utterances": f"repo: {AWAY}/x",
    "script": f"src: https://{AWAY}/comments.js",
}
HIDDEN = {
    "content/posts/draft.md": post("Unripe", "2018-02-01", "Not yet.").replace(
        "date:", "draft: true\ndate:"
    ),
    "content/posts/later.md": post("Later", "2099-03-01 09:30", "In time."),
    "content/posts/aside.md": post("Apart", "2018-03-01", "Apart.").replace(
        "date:", "unlisted: true\ndate:"
    ),
}
DRAFT, LATER, APART = (
    "/blog/2018/02/01/draft/",
    "/blog/2099/03/01/later/",
    "/blog/2018/03/01/aside/",
)
HOSTILE = [
    "</script><script>alert(1)</script>",
    "<!-- <script>",
    "]]>",
    "\u2028\u2029\u0085",
    "&lt;/script&gt;",
    "`${alert(1)}\\",
    "</ScRiPt >",
    "\U0001f469\u200d\U0001f33e e\u0301",
]


@pytest.fixture(scope="module")
def blog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """Return a preview of a blog with what readers do not see yet."""
    site = write_blog(tmp_path_factory.mktemp("site") / "blog")
    write(site, HIDDEN)
    with serving(site) as served:
        yield served


def served_page(blog: Serving, address: str) -> dict[str, Any]:
    return blog.ask(address).page_data


def test_what_is_hidden_is_there_and_marked(blog: Serving) -> None:
    draft, later, apart = (served_page(blog, address) for address in (DRAFT, LATER, APART))
    assert (draft["status"], draft["until"]) == ("draft", "")
    assert (later["status"], later["until"]) == (
        "scheduled",
        "Sun 1 Mar 2099 09:30 Europe/Berlin",
    )
    assert apart["status"] == "unlisted"
    assert draft["hidden"] == {DRAFT: "draft", LATER: "scheduled"}
    assert "Unripe" in blog.ask("/blog/archive/").text


def test_without_drafts_the_author_sees_what_readers_see(tmp_path: Path) -> None:
    site = write_blog(tmp_path / "blog")
    write(site, HIDDEN)
    with serving(site, "--no-drafts") as served:
        assert served.ask(DRAFT).status == 404
        assert served.ask(LATER).status == 404
        assert served.ask(APART).status == 200
        for address in ("/blog/", "/blog/archive/", "/blog/feed.xml", "/blog/sitemap.xml"):
            assert not {"Unripe", "Later", "draft/", "later/"} & set(
                served.ask(address).text.split()
            )
        assert served_page(served, "/blog/")["hidden"] == {}


def test_a_preview_is_announced_to_nobody(tmp_path: Path) -> None:
    site = write_blog(tmp_path / "blog")
    write(site, {"site.yaml": f"{SITE}indexnow: a1b2c3d4e5f6\n"})
    with serving(site) as served:
        assert served.ask("/blog/robots.txt").status == 200
        assert served.ask("/blog/a1b2c3d4e5f6.txt").status == 404
    build(site)
    assert (site / "output/a1b2c3d4e5f6.txt").read_text("utf-8") == "a1b2c3d4e5f6"


def test_a_page_knows_what_it_is(blog: Serving) -> None:
    address = "/blog/2016/10/29/one/"
    told = blog.ask_until(address, lambda answer: not answer.page_data["busy"]).page_data
    run = told.pop("run")
    epoch = told.pop("epoch")
    assert told.pop("client")
    assert run == served_page(blog, "/blog/")["run"]
    assert epoch >= 1
    assert told == {
        "busy": False,
        "address": address,
        "source": "content/posts/one.md",
        "kind": "post",
        "title": "One",
        "status": "",
        "until": "",
        "words": 5,
        "minutes": 1,
        "problems": [],
        "errors": [],
        "hidden": {DRAFT: "draft", LATER: "scheduled"},
    }
    listing = served_page(blog, "/blog/archive/")
    assert (listing["source"], listing["kind"], listing["words"]) == ("", "", 0)


@pytest.mark.parametrize("counter", SERVICES)
def test_nobody_hears_of_a_preview(tmp_path: Path, counter: str) -> None:
    site = write_blog(tmp_path / "blog")
    options, comments = SERVICES[counter]
    settings = SITE.replace("theme: plain\n", "")
    settings += f"analytics: {{provider: {counter}, {options}}}\n"
    settings += f"comments: {{provider: {comments}, {COMMENTS[comments]}}}\n"
    write(site, {"site.yaml": settings})
    build(site)
    page = "2018/01/05/three/"
    built = (site / "output" / page / "index.html").read_text("utf-8")
    assert built.count(AWAY) >= 2
    with serving(site) as served:
        for address in (
            f"/blog/{page}",
            "/blog/",
            "/blog/archive/",
            "/blog/about/",
            "/blog/nowhere/",
        ):
            assert AWAY not in served.ask(address).text
        assert "A quiet essay on lamps." in served.ask(f"/blog/{page}").text


@pytest.mark.parametrize("title", HOSTILE, ids=ascii)
def test_what_an_author_writes_stays_data(blog: Serving, title: str) -> None:
    mark = f"mark{HOSTILE.index(title)}"
    text = post("x", "2018-05-01", f"{mark} [it](/nowhere/{title}/).")
    told = json.dumps(f"{mark} {title}", ensure_ascii=False)
    blog.save("content/posts/hostile.md", text.replace("title: x", f"title: {told}"))
    address = "/blog/2018/05/01/hostile/"
    page = blog.ask_until(
        address, lambda answer: answer.status == 200 and mark in answer.page_data["title"]
    )
    end = page.body[page.body.rindex(b'<script type="application/json"') :]
    assert end.count(b"<script") == 2
    inner = end.partition(b">")[2].partition(b"</script>")[0]
    assert b"<" not in inner
    assert json.loads(inner)["title"].split() == f"{mark} {title}".split()
    (blog.folder / "content/posts/hostile.md").unlink()
    blog.ask_until(address, lambda answer: answer.status == 404)


def test_names_of_files_stay_data(blog: Serving) -> None:
    names = ["<script>.md", "a\u2028b.md", "quote\"'.md", os_name(b"broken-\xff-\xc3.md")]
    for name in names:
        blog.save(f"content/posts/{name}", "---\ntitle: [\n---\n")
    paths = {f"content/posts/{name}" for name in names}
    answer = blog.ask_until(
        "/blog/about/",
        lambda answer: paths <= {problem["path"] for problem in answer.page_data["errors"]},
    )
    assert answer.status == 200
    assert answer.body.count(b"<script") == 2
    blog.listen().close()
    for name in names:
        (blog.folder / "content/posts" / name).unlink()
    blog.ask_until("/blog/about/", lambda answer: not answer.page_data["errors"])


def os_name(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")
