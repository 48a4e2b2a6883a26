"""Replies from networks and mentions of other sites come into the comments files."""

import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from ssg.cli import run
from tests.blog import build, comments, post, write, write_blog
from tests.replies.fake_services import (
    Services,
    bluesky_post,
    mention,
    running_services,
    status,
)
from tests.running import ssg
from tests.yaml_text import from_yaml

ONE = "https://small.example/blog/2016/10/29/one/"
HOSTILE = (
    "<p>Hm <script>alert(1)</script><img src=x onerror=alert(2)>"
    "<a href='javascript:alert(3)'>press</a> <a href='https://good.example/' onclick=alert(4)>"
    "good</a><iframe src='https://spy.example/'></iframe></p>"
)


@pytest.fixture(scope="module")
def services() -> Iterator[Services]:
    with running_services() as running:
        yield running


@pytest.fixture
def site(tmp_path: Path, services: Services) -> Path:
    """A blog whose first post has a thread on Mastodon, and whose second one on Bluesky."""
    services.answers.clear()
    services.mentions.clear()
    services.asked.clear()
    folder = write_blog(tmp_path / "blog")
    on_mastodon = f"comments: {{mastodon: {services.root}/@ana/100}}\ndate:"
    on_bluesky = "comments: {bluesky: https://bsky.app/profile/ana.example/post/3kroot}\ndate:"
    first = post("One", "2016-10-29", "Text.").replace("date:", on_mastodon)
    second = post("Two", "2016-10-28", "Text.").replace("date:", on_bluesky)
    settings = (folder / "site.yaml").read_text("utf-8")
    settings += (
        f"comments: {{bluesky_api: {services.root}}}\nwebmention: {services.root}/x/webmention\n"
    )
    write(
        folder,
        {"site.yaml": settings, "content/posts/one.md": first, "content/posts/two.md": second},
    )
    services.answers["/api/v1/statuses/100/context"] = {"ancestors": [], "descendants": []}
    services.answers["handle:ana.example"] = {"did": "did:plc:ana"}
    services.answers["at://did:plc:ana/app.bsky.feed.post/3kroot"] = {
        "thread": bluesky_post("3kroot", "My essay")
    }
    return folder


def pull(site: Path, *options: str, code: int = 0) -> dict[str, Any]:
    output = io.StringIO()
    with redirect_stdout(output):
        ended = run(["comments", "pull", "--json", "--site", str(site), *options])
    assert ended == code, output.getvalue()
    told = json.loads(output.getvalue())
    return {name: told.get(name, 0) for name in ("new", "changed", "removed")} | {
        "problems": [each["message"] for each in told["diagnostics"]]
    }


def counts(told: dict[str, Any]) -> tuple[int, int, int]:
    return told["new"], told["changed"], told["removed"]


def read(site: Path, name: str) -> dict[str, dict[str, Any]]:
    file = from_yaml((site / f"content/comments/{name}.yaml").read_text("utf-8"))
    return {comment["id"]: comment for comment in file["comments"]}


def test_replies_on_mastodon(site: Path, services: Services) -> None:
    ana = {"url": f"{services.root}/@ana", "display_name": "Ana", "acct": "ana"}
    thread = [
        status(101, HOSTILE),
        status(102, "<p>Thanks<br>to you</p>", answers=101, account=ana, visibility="unlisted"),
        status(103, "<p>Secret</p>", answers=102, visibility="private"),
        status(104, "<p>Below the secret</p>", answers=103, spoiler_text="Long <b>"),
        status(105, "<p>Direct</p>", visibility="direct"),
    ]
    services.answers["/api/v1/statuses/100/context"] = {"ancestors": [], "descendants": thread}
    services.busy.add("/api/v1/statuses/100/context")
    assert counts(pull(site)) == (3, 0, 0)
    found = read(site, "one")
    assert list(found) == ["wp-1", "mastodon-101", "mastodon-102", "mastodon-104"]
    assert found["mastodon-101"]["author"] == {"name": "Bo", "url": "https://reader.example/@bo"}
    assert found["mastodon-101"]["extra"]["url"] == "https://reader.example/@bo/101"
    assert found["mastodon-102"]["author"]["user"] == "ana"
    assert found["mastodon-102"]["parent"] == "mastodon-101"
    assert found["mastodon-104"]["parent"] == "mastodon-102"
    assert services.agents == {next(iter(services.agents))}
    assert next(iter(services.agents)).startswith("ssg/")

    assert not build(site).diagnostics
    html = (site / "output/2016/10/29/one/index.html").read_text("utf-8")
    shown = html.partition('id="comment-101"')[2].partition("</div>")[0]
    for trap in ("<script", "onerror", "<img", "javascript:", "onclick", "<iframe"):
        assert trap not in shown, trap
    assert 'href="https://good.example/"' in shown

    before = (site / "content/comments/one.yaml").read_bytes()
    assert counts(pull(site)) == (0, 0, 0)
    thread[1]["content"] = "<p>Thanks to both of you</p>"
    del thread[0]
    assert counts(pull(site)) == (0, 1, 1)
    found = read(site, "one")
    assert "parent" not in found["mastodon-102"]
    assert found["mastodon-102"]["body"] == "Thanks to both of you"
    assert b"101" in before


def test_replies_on_bluesky(site: Path, services: Services) -> None:
    text = "See my page – über"
    start = len(b"See ")
    link = {
        "index": {"byteStart": start, "byteEnd": start + 7},
        "features": [{"$type": "app.bsky.richtext.facet#link", "uri": "https://bo.example/a?b&c"}],
    }
    trap = {
        "index": {"byteStart": 0, "byteEnd": 3},
        "features": [{"$type": "app.bsky.richtext.facet#link", "uri": "javascript:alert(1)"}],
    }
    ana = {"did": "did:plc:ana", "handle": "a.example"}
    later = "2016-11-02T11:00:00Z"
    own = bluesky_post(
        "3kown",
        "<b>Mine</b>",
        createdAt=later,
        author=ana,
    )
    shy = bluesky_post("3kshy", "Hidden", author={"labels": [{"val": "!no-unauthenticated"}]})
    gone = {"$type": "app.bsky.feed.defs#notFoundPost", "uri": "at://x/y/z", "notFound": True}
    first = bluesky_post("3kfirst", text, own, shy, gone, facets=[link, trap])
    services.answers["at://did:plc:ana/app.bsky.feed.post/3kroot"] = {
        "thread": bluesky_post("3kroot", "My essay", first)
    }
    assert counts(pull(site)) == (2, 0, 0)
    found = read(site, "two")
    assert list(found) == ["bluesky-3kfirst", "bluesky-3kown"]
    assert found["bluesky-3kfirst"]["body"] == (
        'See <a href="https://bo.example/a?b&amp;c">my page</a> – über'
    )
    assert found["bluesky-3kown"]["author"]["user"] == "ana"
    assert found["bluesky-3kown"]["parent"] == "bluesky-3kfirst"
    assert found["bluesky-3kown"]["body"].startswith("&lt;b&gt;Mine")
    assert counts(pull(site)) == (0, 0, 0)
    assert not build(site).diagnostics


def test_webmentions(site: Path, services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    services.mentions += [
        mention(7, ONE),
        mention(8, ONE, "like-of", content=None),
        mention(9, ONE, "mention-of", name="On lamps"),
        mention(10, ONE) | {"wm-private": True},
        *(mention(number, ONE, "repost-of") for number in range(1_000, 1_150)),
    ]
    assert counts(pull(site)) == (153, 0, 0)
    found = read(site, "one")
    assert found["webmention-7"]["body"] == "Note <b>7</b>"
    assert found["webmention-8"]["type"] == "pingback"
    assert found["webmention-8"]["author"]["name"] == "Cy ♥"
    assert found["webmention-9"]["author"]["name"] == "Cy: On lamps"
    assert "webmention-10" not in found
    monkeypatch.setenv("SSG_WEBMENTION_TOKEN", "secret")
    assert counts(pull(site)) == (0, 0, 0)
    assert "domain=small.example&token=secret" in services.asked[-1]
    assert not build(site).diagnostics


def test_a_source_that_fails_harms_no_other_and_a_broken_one_wipes_nothing(
    site: Path, services: Services
) -> None:
    thread = [status(number, f"<p>Reply {number}</p>") for number in range(101, 121)]
    services.answers["/api/v1/statuses/100/context"] = {"ancestors": [], "descendants": thread}
    services.mentions += [mention(7, ONE)]
    assert counts(pull(site)) == (21, 0, 0)
    before = (site / "content/comments/one.yaml").read_text("utf-8")

    services.answers["/api/v1/statuses/100/context"] = 500
    services.mentions += [mention(8, ONE)]
    told = pull(site, code=3)
    assert counts(told) == (1, 0, 0)
    assert len(told["problems"]) == 1
    assert told["problems"][0].startswith("Mastodon, “One”: ")
    services.mentions.pop()
    assert counts(pull(site, code=3)) == (0, 0, 1)
    assert (site / "content/comments/one.yaml").read_text("utf-8") == before

    services.answers["/api/v1/statuses/100/context"] = {"ancestors": [], "descendants": []}
    told = pull(site, code=1)
    assert counts(told) == (0, 0, 0)
    assert "20 comments" in told["problems"][0]
    assert (site / "content/comments/one.yaml").read_text("utf-8") == before
    assert counts(pull(site, "--allow-removal")) == (0, 0, 20)
    assert list(read(site, "one")) == ["wp-1", "webmention-7"]


def test_a_site_that_names_no_source_is_told_how(tmp_path: Path) -> None:
    site = write_blog(tmp_path / "blog")
    done = ssg("comments", "pull", folder=site)
    assert done.returncode == 2
    assert "--from" in done.stderr
    (problem,) = pull(site, "--from", str(site / "site.yaml"), code=2)["problems"]
    assert "no database of Isso" in problem
    write(site, {"content/comments/one.yaml": comments("wp-1", "a: [")})
    assert pull(site, "--from", str(site / "site.yaml"), code=1)["problems"]


def test_two_posts_of_one_name_keep_their_conversations_apart(
    site: Path, services: Services
) -> None:
    for year in (2014, 2015):
        (site / f"content/posts/{year}-01-01-two.md").write_text("---\ntitle: Two\n---\nText.\n")
        services.mentions += [mention(year, f"https://small.example/blog/{year}/01/01/two/")]
    assert counts(pull(site)) == (2, 0, 0)
    found = {name: list(read(site, name)) for name in ("two", "two-2")}
    assert sorted(found.values()) == [["webmention-2014"], ["webmention-2015"]]
    assert counts(pull(site)) == (0, 0, 0)
    assert not build(site).diagnostics


def test_what_is_saved_while_others_are_asked_stays(site: Path, services: Services) -> None:
    thread = [status(101, "<p>First</p>"), status(102, "<p>Second</p>")]
    services.answers["/api/v1/statuses/100/context"] = {"ancestors": [], "descendants": thread}
    assert counts(pull(site)) == (2, 0, 0)
    thread.append(status(103, "<p>Third</p>"))
    file = site / "content/comments/one.yaml"
    added = {"content/comments/two.yaml": comments("wp-2", "Mine")}

    def save() -> None:
        text = file.read_text("utf-8")
        assert "Third" not in text
        file.write_text(text.replace("Second", "Second, mended by hand"), "utf-8")
        write(site, added)

    services.answers["at://did:plc:ana/app.bsky.feed.post/3kroot"] = {
        "thread": bluesky_post("3kroot", "My essay", bluesky_post("3kfirst", "Yes"))
    }
    services.meanwhile["/api/mentions.jf2"] = save
    assert counts(pull(site)) == (2, 0, 0)
    assert list(read(site, "one")) == ["wp-1", "mastodon-101", "mastodon-102", "mastodon-103"]
    assert read(site, "one")["mastodon-102"]["body"] == "Second, mended by hand"
    assert sorted(read(site, "two")) == ["bluesky-3kfirst", "wp-2"]
    assert not build(site).diagnostics


@pytest.mark.parametrize(
    ("text", "code"), [("comments: [", 1), (None, 0)], ids=["broken", "removed"]
)
def test_what_is_broken_or_gone_while_others_are_asked_is_left(
    site: Path, services: Services, text: str | None, code: int
) -> None:
    thread = [status(101, "<p>First</p>")]
    services.answers["/api/v1/statuses/100/context"] = {"ancestors": [], "descendants": thread}
    file = site / "content/comments/one.yaml"

    def save() -> None:
        if text is None:
            (site / "content/posts/one.md").unlink()
        else:
            file.write_text(text, "utf-8")

    services.meanwhile["/api/mentions.jf2"] = save
    before = text or file.read_text("utf-8")
    assert counts(pull(site, code=code)) == (0, 0, 0)
    assert file.read_text("utf-8") == before


@pytest.mark.torture
def test_a_thread_of_ten_thousand_and_threads_that_answer_themselves(tmp_path: Path) -> None:
    site = write_blog(tmp_path / "blog")
    file = tmp_path / "comments.db"
    strange: list[tuple[object, ...]] = [
        (1, 1, 10_000, 1e300, 1, "x" * 200_000, b"\xff", None, "javascript:1")
    ]
    for number in range(2, 10_001):
        text = "Yes \x00\u202e" * 3
        strange.append((1, number, number - 1, 1.5e9 + number, 1, text, "B\x1b[1m", "", ""))
    with closing(sqlite3.connect(file)) as database:
        database.executescript(
            "CREATE TABLE threads (id INTEGER PRIMARY KEY, uri, title);"
            "CREATE TABLE comments (tid, id INTEGER PRIMARY KEY, parent, created, mode, text,"
            " author, email, website)"
        )
        database.execute("INSERT INTO threads VALUES (1, '/blog/2016/10/29/one/', 'One')")
        database.executemany("INSERT INTO comments VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", strange)
        database.commit()
    assert counts(pull(site, "--from", str(file))) == (10_000, 0, 0)
    assert counts(pull(site, "--from", str(file))) == (0, 0, 0)
    text = (site / "content/comments/one.yaml").read_text("utf-8")
    assert "\x1b" not in text
    assert "javascript" not in text
    assert not [each for each in build(site).diagnostics if each.level.value == "error"]
