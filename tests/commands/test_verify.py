"""`ssg verify` on small sites, as the command line runs it."""

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ssg.commands.failures import UsageError
from ssg.commands.outcome import Outcome
from tests.blog import build
from tests.commands.moved import FILES, comment, item, verified, write_moved_blog

REPOSITORY = Path(__file__).resolve().parents[2]
TAGGED = "categories: [News]\n"


@pytest.fixture
def moved(tmp_path: Path) -> Path:
    return write_moved_blog(tmp_path / "site")


def verdicts(outcome: Outcome) -> dict[str, str]:
    addresses: Any = outcome.report["addresses"]
    return {each["from"]: each["verdict"] for each in addresses}


def screen(outcome: Outcome) -> str:
    return "\n".join(outcome.result)


def rows(site: Path) -> list[list[str]]:
    text = (site / ".import/verify.tsv").read_text("utf-8")
    return [line.split("\t") for line in text.splitlines()[1:]]


def faults(site: Path) -> list[tuple[str, str, str]]:
    return [(row[0], row[3], row[4]) for row in rows(site) if row[1] == "MISSING"]


def test_a_blog_that_moved_well_has_lost_nothing(moved: Path) -> None:
    outcome = verified(moved)
    assert outcome.diagnostics == ()
    assert outcome.code == 0, screen(outcome)
    counts = [outcome.report[name] for name in ("served", "redirected", "gone", "lost")]
    assert counts == [4, 8, 2, 0]
    assert outcome.result[-1].startswith("Nothing is lost: 14 old addresses are answered")
    assert outcome.report["texts"] == {
        "posts": 2, "pages": 1, "comments": 2, "missing_comments": 0, "words": 25,
        "missing_words": 0,
    }  # fmt: skip
    assert outcome.report["identities"] == {"kept": 3, "changed": 0, "in_feed": 1}


@pytest.mark.parametrize("change", [("title: Two\n", "title: Two\ndraft: true\n"), (TAGGED, "")])
def test_a_category_that_lost_its_last_post_is_answered_by_the_archive(
    tmp_path: Path, change: tuple[str, str]
) -> None:
    rules = (
        '- {from: "/?cat=4", to: /category/news/}\n- {from: /type/aside/, to: /category/news/}\n'
    )
    post = FILES["content/posts/two.md"].replace(
        "        title: Two\n", f"        title: Two\n        {TAGGED}"
    )
    changes = {
        "content/posts/two.md": post,
        "content/redirects.yaml": rules,
        ".import/addresses.tsv": "/?cat=4\tquery\n/type/aside/\tquery\n",
    }
    site = write_moved_blog(tmp_path / "site", changes)
    assert verdicts(verified(site)) == {"/?cat=4": "redirected", "/type/aside/": "redirected"}
    file = site / "content/posts/two.md"
    file.write_text(file.read_text("utf-8").replace(*change), "utf-8")
    result = build(site)
    assert not result.has_failed, result.diagnostics
    assert not (site / "output/category/news").exists()
    assert "/?cat=4" in " ".join(problem.message for problem in result.diagnostics)
    assert verdicts(verified(site)) == {"/?cat=4": "redirected", "/type/aside/": "redirected"}
    assert "/blog/archive/" in (site / "output/type/aside/index.html").read_text("utf-8")


def test_the_whole_list_is_a_file(moved: Path) -> None:
    outcome = verified(moved)
    assert outcome.report["list"] == str(moved / ".import/verify.tsv")
    assert str(moved / ".import/verify.tsv") in screen(outcome)
    assert ["/?p=7", "redirected", "/2016/10/29/one/", "query", "", ""] in rows(moved)
    assert len(rows(moved)) == 14


def test_a_lost_address_is_named_with_its_fix(moved: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.txt"
    old.write_text("/2015/two/\n/?p=99\n/2018/03/01/unripe/\n/2016/10/29/one/#comment-14\n/about\n")
    outcome = verified(moved, old)
    assert outcome.code == 1
    assert [outcome.report[name] for name in ("served", "lost")] == [1, 4]
    shown = screen(outcome)
    assert "fix: if it is /2017/03/01/two/ now" in shown
    assert "content/posts/three.md (draft)" in shown
    assert "nothing on it has the id comment-14" in shown
    assert outcome.result[-1].startswith("4 addresses are LOST: ")
    assert rows(moved)[0][:2] == ["/2015/two/", "LOST"]


def test_a_fix_mends(moved: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.txt"
    old.write_text("/2015/two/\n/?p=99\n")
    fixes = [row[5] for row in rows_after(moved, old)]
    lines = [
        re.sub(r".*write: |, or .*", "", fix).replace("/its/new/address/", "/about/")
        for fix in fixes
    ]
    redirects = moved / "content/redirects.yaml"
    redirects.write_text(redirects.read_text() + "".join(f"{line}\n" for line in lines))
    assert not build(moved).has_failed
    assert verified(moved, old).code == 0


def rows_after(site: Path, old: Path) -> list[list[str]]:
    verified(site, old)
    return rows(site)


def test_only_ten_losses_are_on_the_screen(moved: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.txt"
    old.write_text("".join(f"/lost-{number}/\n" for number in range(25)))
    outcome = verified(moved, old)
    assert screen(outcome).count("LOST /lost-") == 10
    assert "… and 15 more" in screen(outcome)
    assert len(rows(moved)) == 25


def test_what_only_a_server_answers_is_told(moved: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.txt"
    old.write_text("/uploads/a-300x200.jpg\n/contact/\n")
    assert "1 address is answered only by a server" in screen(verified(moved, old))


def test_words_that_a_page_lacks_are_told_in_the_private_list_only(tmp_path: Path) -> None:
    items = [item(8, "Two", "A quiet essay on lamps.\n\nAnd Gulliver vanished altogether.")]
    site = write_moved_blog(tmp_path / "site", {}, *items)
    outcome = verified(site)
    assert outcome.code == 1
    assert faults(site) == [
        ("/2017/03/01/two/", "text", "not on the page: And Gulliver vanished altogether")
    ]
    assert "Gulliver" not in screen(outcome) + json.dumps(outcome.report)
    assert "1 place of the export is MISSING" in outcome.result[-1]


def test_an_entry_a_comment_and_an_identity_that_are_missing_are_told(tmp_path: Path) -> None:
    items = [
        item(7, "One &amp; Only", "And the tide.", comment(99, "Lost answer indeed")),
        item(10, "Elsewhere", "Five words of no page"),
        item(11, "Two", "", guid="urn:x:1", link="https://old.example/2017/03/01/two/"),
        item(2, "About", "", type="page", status="private"),
    ]
    site = write_moved_blog(tmp_path / "site", {}, *items)
    assert verified(site).code == 1
    assert [(address, kind) for address, kind, _ in faults(site)] == [
        ("/2016/10/29/one/#comment-99", "comment"),
        ("/2016/10/29/one/#comment-99", "comment"),
        ("https://old.example/10/", "text"),
        ("/2017/03/01/two/", "identity"),
    ]


def test_an_identity_that_the_feed_lost_is_told(moved: Path) -> None:
    feed = moved / "themes/mine/templates/rss.xml"
    feed.parent.mkdir(parents=True)
    feed.write_text('{% extends "broadsheet/rss.xml" %}{% block entry_guid scoped %}{% endblock %}')
    theme = moved / "themes/mine/theme.yaml"
    theme.write_text("name: mine\napi: 1\nextends: broadsheet\n")
    (moved / "site.yaml").write_text(FILES["site.yaml"].replace("broadsheet", "mine"))
    result = build(moved)
    assert not result.has_failed, result.diagnostics
    assert verified(moved).report["identities"] == {"kept": 2, "changed": 1, "in_feed": 0}


def test_galleries_players_and_notes_raise_no_false_alarm(tmp_path: Path) -> None:
    body = (
        '[caption id="a" align="alignleft" width="10"]<img src="/media/x.jpg" /> A boat[/caption]'
        "\n\n"
        'https://www.youtube.com/watch?v=aqz-KE-bpKQ\n\n[gallery ids="5"]\n\nWho we are.'
    )
    figure = '<figure><img src="/x.jpg" alt=""><figcaption>A boat</figcaption></figure>'
    page = f"{figure}\n\n        Who *we* are."
    picture = item(
        5, "boat", "", "<excerpt:encoded><![CDATA[A boat]]></excerpt:encoded>"
        "<wp:attachment_url>https://old.example/x.jpg</wp:attachment_url>",
        type="attachment", status="inherit",
    )  # fmt: skip
    about = item(2, "About", body, type="page", guid="https://old.example/?page_id=2")
    changes = {
        "content/pages/about.md": FILES["content/pages/about.md"].replace("Who we are.", page)
    }
    site = write_moved_blog(tmp_path / "site", changes, about, picture)
    assert verified(site).code == 0, faults(site)


def test_a_kind_that_was_imported_as_posts_is_proved(tmp_path: Path) -> None:
    items = [item(8, "Two", "Lost words stood here", type="recipe")]
    site = write_moved_blog(tmp_path / "site", {}, *items)
    assert verified(site).code == 0
    settings = {"host": "wordpress", "post_types": {"recipe": "posts"}}
    (site / ".import/private/exports.json").write_text(json.dumps(settings))
    assert verified(site).code == 1


BLOGGER = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"
 xmlns:thr="http://purl.org/syndication/thread/1.0"><id>tag:blogger.com,1999:blog-1.archive</id>
<entry><id>tag:blogger.com,1999:blog-1.post-31</id><published>2016-11-01T10:00:00Z</published>
<category scheme="http://schemas.google.com/g/2005#kind" term="http://schemas.google.com/blogger/2008/kind#comment"/>
<content type="html">{comment}</content>
<thr:in-reply-to ref="tag:blogger.com,1999:blog-1.post-30"/></entry>
<entry><id>tag:blogger.com,1999:blog-1.post-30</id><published>2016-10-29T10:00:00Z</published>
<category scheme="http://schemas.google.com/g/2005#kind" term="http://schemas.google.com/blogger/2008/kind#post"/>
<title>Ships</title><content type="html">The &lt;b&gt;ships&lt;/b&gt;&lt;br /&gt;come in.</content>
<link rel="alternate" href="https://old.blogspot.co.uk/2016/10/ships.html"/></entry></feed>"""


@pytest.mark.parametrize(("comment_text", "code"), [("Ahoy!", 0), ("Overboard!", 1)])
def test_a_blog_of_bloggers_is_proved_with_its_comments(
    tmp_path: Path, comment_text: str, code: int
) -> None:
    changes = {
        "content/posts/ships.md": """\
            ---
            title: Ships
            date: 2016-10-29
            permalink: /2016/10/ships.html
            guid: "tag:blogger.com,1999:blog-1.post-30"
            ---
            The **ships** come in.
            """,
        "content/comments/ships.yaml": """\
            post: {permalink: /2016/10/ships.html}
            comments: [{id: bl-31, author: {name: Bo}, date: 2016-11-01T10:00:00Z, body: "Ahoy!"}]
            """,
        ".import/addresses.tsv": "http://old.blogspot.com/2016/10/ships.html?showComment=1#c31\n",
    }
    site = write_moved_blog(tmp_path / "site", changes)
    export = BLOGGER.format(comment=comment_text)
    (site / ".import/private/exports/1-export.xml.gz").write_bytes(gzip.compress(export.encode()))
    outcome = verified(site)
    assert outcome.code == code, (screen(outcome), faults(site))
    assert outcome.report["served"] == 1
    assert outcome.report["texts"]["comments"] == 1  # type: ignore[index]


def test_a_site_map_a_packed_one_an_index_and_redirects_are_read(
    moved: Path, tmp_path: Path
) -> None:
    urls = "<urlset><url><loc>https://old.example{}</loc></url></urlset>"
    (tmp_path / "posts.xml.gz").write_bytes(gzip.compress(urls.format("/2016/10/29/one/").encode()))
    (tmp_path / "pages.xml").write_text(urls.format("/about/"))
    maps = "".join(
        f"<sitemap><loc>https://old.example/maps/{name}</loc></sitemap>"
        for name in ("posts.xml.gz", "pages.xml.gz", "gone.xml")
    )
    (tmp_path / "index.xml").write_text(f"<sitemapindex>{maps}</sitemapindex>")
    outcome = verified(moved, tmp_path / "index.xml", moved / "content/redirects.yaml")
    assert verdicts(outcome) == {
        "https://old.example/2016/10/29/one/": "served",
        "https://old.example/about/": "served",
        "/sold/": "gone",
        "/contact/": "redirected",
        "/uploads/a-300x200.jpg": "redirected",
    }
    assert [problem.rule for problem in outcome.diagnostics] == ["address-list"]
    assert "gone.xml" in outcome.diagnostics[0].message


def test_addresses_of_other_sites_and_prose_are_told_and_not_counted(
    moved: Path, tmp_path: Path
) -> None:
    old = tmp_path / "old.txt"
    old.write_text("https://other.example/a\nhttps://other.example/b\nsome words\n/about/\n")
    outcome = verified(moved, old)
    assert verdicts(outcome) == {"/about/": "served"}
    assert [(found.line, found.rule) for found in outcome.diagnostics] == [
        (3, "address-list"),
        (1, "address-list"),
    ]
    assert outcome.code == 0


def test_without_notes_of_an_import_the_list_lies_beside_the_input(
    moved: Path, tmp_path: Path
) -> None:
    shutil.rmtree(moved / ".import")
    (tmp_path / "lists").mkdir()
    old = tmp_path / "lists/old.txt"
    old.write_text("/about/\n")
    outcome = verified(moved, old)
    assert outcome.code == 0
    assert "texts" not in outcome.report
    assert (
        (tmp_path / "lists/verify.tsv")
        .read_text("utf-8")
        .splitlines()[1]
        .startswith("/about/\tserved")
    )


def test_without_any_list_it_is_said_what_to_give(moved: Path) -> None:
    shutil.rmtree(moved / ".import")
    with pytest.raises(UsageError) as caught:
        verified(moved)
    assert "sitemap.xml" in caught.value.fix


@pytest.mark.parametrize(("content", "words"), [("", "no address in it"), ("# x\n", "no address")])
def test_an_empty_list_is_no_proof(moved: Path, tmp_path: Path, content: str, words: str) -> None:
    (tmp_path / "old.txt").write_text(content)
    with pytest.raises(UsageError, match=words):
        verified(moved, tmp_path / "old.txt")


@pytest.mark.parametrize("change", ["edited", "new", "by hand", "deleted", "never built"])
def test_what_is_not_built_as_it_is_cannot_be_verified(moved: Path, change: str) -> None:
    post = moved / "content/posts/two.md"
    if change == "edited":
        post.write_text(post.read_text() + "\nMore.\n")
    elif change == "new":
        (moved / "content/posts/four.md").write_text(
            "---\ntitle: Four\ndate: 2019-01-01\n---\nX.\n"
        )
    elif change == "by hand":
        (moved / "output/about/index.html").write_text("other")
    elif change == "deleted":
        (moved / "output/about/index.html").unlink()
    else:
        shutil.rmtree(moved / "output")
        shutil.rmtree(moved / ".ssg-cache")
    outcome = verified(moved)
    assert outcome.code == 1
    assert [problem.rule for problem in outcome.diagnostics] == ["not-built"]
    assert "`ssg build`" in outcome.diagnostics[0].fix


def test_drafts_in_the_output_are_not_what_readers_get(moved: Path) -> None:
    assert not build(moved, drafts=True).has_failed
    assert [problem.rule for problem in verified(moved).diagnostics] == ["not-built"]


def test_a_site_with_errors_is_not_verified(moved: Path) -> None:
    (moved / "content/posts/two.md").write_text("no front matter")
    outcome = verified(moved)
    assert outcome.code == 1
    assert outcome.diagnostics
    assert "not-built" not in {problem.rule for problem in outcome.diagnostics}


def ssg(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    return subprocess.run(
        [sys.executable, "-m", "ssg", *arguments],
        cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip


def test_the_command_line_exits_with_what_was_found(moved: Path) -> None:
    assert ssg("build", "--quiet", folder=moved).returncode == 0
    good = ssg("verify", "--json", folder=moved)
    assert good.returncode == 0, good.stdout
    assert json.loads(good.stdout)["lost"] == 0
    assert ssg("verify", "nowhere.txt", folder=moved).returncode == 2
    assert ssg("verify", "--against", "old.example", folder=moved).returncode == 2
    (moved / "old.txt").write_text("/nowhere/\n")
    lost = ssg("verify", "old.txt", "--quiet", folder=moved)
    assert lost.returncode == 1
    assert "1 address is LOST" in lost.stdout


@pytest.mark.xdist_group("archive")
def test_a_real_archive_has_lost_nothing(realblog: Path, exports: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(realblog, site, copy_function=shutil.copyfile)
    kept = site / ".import/private/exports"
    site.chmod(0o755)
    kept.mkdir(parents=True)
    export = (exports / "cc-archive__labs/wordpress.xml").read_bytes()
    (kept / "1.xml.gz").write_bytes(gzip.compress(export))
    links = re.findall(rb"<link>(https?://[^<]+/\d{4}/\d\d/\d\d/[^<]+)</link>", export)
    paths = [re.sub(r"https?://[^/]+", "", link.decode()) for link in links]
    numbers = re.findall(
        r"id: [\"']?wp-(\d+)",
        "".join(file.read_text("utf-8") for file in (site / "content/comments").iterdir()),
        re.MULTILINE,
    )
    assert len(paths) > 200
    old = [*paths, *(f"{path}{end}" for path in paths for end in ("feed/", "trackback/"))]
    (site / ".import/addresses.tsv").write_text("\n".join([*old, "/feed/", "/comments/feed/"]))
    assert not build(site, jobs=2).has_failed
    outcome = verified(site)
    assert outcome.report["lost"] == 0
    texts: Any = outcome.report["texts"]
    assert texts == {**texts, "posts": 219, "pages": 5, "missing_words": 0, "missing_comments": 0}
    assert texts["comments"] == len(numbers)
    assert outcome.report["identities"] == {"kept": 224, "changed": 0, "in_feed": 20}
    assert outcome.code == 0
