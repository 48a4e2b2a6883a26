"""A blog of Blogger's, from its own backup and from a Takeout, as its readers find it."""

import re
from pathlib import Path

import pytest

from tests.importing.exports import (
    NOTES,
    backup,
    backup_comment,
    backup_entry,
    backup_setting,
    takeout,
    takeout_comment,
    takeout_entry,
    takeout_zip,
)
from tests.importing.running import (
    NOON,
    Done,
    Host,
    build,
    errors,
    files_below,
    front_matter,
    import_into,
    import_text,
)
from tests.yaml_text import from_yaml

HIDDEN = "Quetzalcoatl"
BODY = (
    '<div>Some words.<br /><br />See <a href="http://notes.example/2016/10/entry-2.html">two</a>'
    f' and <a href="{NOTES}/search/label/Ships">ships</a>.</div>'
    '<a name="more"></a><div>More words.</div>'
)
SETTINGS = {
    "blog_name": "Notes",
    "blog_description": "On ships",
    "blog_time_zone": "Europe/Madrid",
    "blog_locale": "es",
    "blog_subdomain": "notes",
    "blog_custom_domain": "notes.example",
}


def legacy_text() -> str:
    """Return a backup with entries and comments of every standing."""
    return backup(
        backup_setting("TIME_ZONE", "Europe/Madrid"),
        backup_setting("LOCALE", "es"),
        backup_setting("NAME", "Notes"),
        backup_entry(1, BODY, path="/2016/10/entry-1.html", labels=("Ships", "Größe")),
        backup_entry(2, path="/2016/10/entry-2.html", labels=("Ships",)),
        backup_entry(3, f"<p>{HIDDEN}</p>", title=HIDDEN, is_draft=True, labels=("Secret",)),
        backup_entry(
            4, "<p>To come.</p>", path="/2017/01/entry-4.html", date="2017-01-05T12:00:00.000+01:00"
        ),
        backup_entry(
            5, "<p>About.</p>", kind="page", title="About", path="/p/about.html", labels=("Alone",)
        ),
        backup_comment(11, 1, "First<br />line"),
        backup_comment(12, 1, "An answer", parent=11),
        backup_comment(13, 3, f"{HIDDEN} under a draft"),
        backup_comment(14, 99, "Lost"),
    )


def takeout_text() -> str:
    """Return the feed of a Takeout with the same."""
    return takeout(
        takeout_entry(1, BODY, path="/2016/10/entry-1.html", labels=("Ships", "Größe")),
        takeout_entry(2, path="/2016/10/entry-2.html", labels=("Ships",)),
        takeout_entry(3, f"<p>{HIDDEN}</p>", title=HIDDEN, status="DRAFT", labels=("Secret",)),
        takeout_entry(
            4, path="/2017/01/entry-4.html", status="SCHEDULED", date="2017-01-05T11:00:00Z"
        ),
        takeout_entry(5, kind="PAGE", title="About", path="/p/about.html", labels=("Alone",)),
        takeout_entry(6, f"<p>{HIDDEN}</p>", status="SOFT_TRASHED", path="/2016/10/gone.html"),
        takeout_comment(11, 1, "First<br />line"),
        takeout_comment(12, 1, "An answer", parent=11),
        takeout_comment(13, 3, f"{HIDDEN} under a draft"),
        takeout_comment(14, 99, "Lost"),
    )


def import_both(site: Path, kind: str) -> Done:
    site.mkdir(parents=True)
    if kind == "backup":
        return import_text(site, legacy_text(), host="blogger")
    packed = takeout_zip(site.parent / "takeout.zip", takeout_text(), SETTINGS)
    return import_into(site, packed, host="blogger")


@pytest.fixture(params=["backup", "takeout"])
def blog(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, Done]:
    """The same blog from both kinds of export, imported and built."""
    site = tmp_path / "site"
    done = import_both(site, request.param)
    assert done.code == 0, done.out
    built = build(site)
    assert built.code == 0, errors(built)
    return site, done


def test_everything_is_accounted_for(blog: tuple[Path, Done]) -> None:
    _, done = blog
    ledger, is_takeout = done.ledger, blog[1].ledger["drafts"]["in"] == 3
    assert done.report["unexplained"] == 0
    assert ledger["posts"]["out"] == 2
    assert ledger["pages"]["out"] == 1
    assert ledger["drafts"]["in"] == 2 + is_takeout
    assert ledger["drafts"]["out"] == 2
    assert (ledger["comments"]["in"], ledger["comments"]["out"]) == (4, 3)
    assert sum(ledger["comments"]["left"].values()) == 1


def test_addresses_keep_their_ending(blog: tuple[Path, Done]) -> None:
    host = Host(blog[0])
    for address in ("/2016/10/entry-1.html", "/2016/10/entry-2.html", "/p/about.html"):
        assert host.answer(address) == address, address
        assert host.served(address) is not None
    assert (blog[0] / "output/2016/10/entry-1.html").is_file()


def test_labels_archives_and_feeds_lead_to_ours(blog: tuple[Path, Done]) -> None:
    host = Host(blog[0])
    for address in ("/2016/", "/2016/10/"):
        assert host.answer(address) == address
    ships = host.answer("/search/label/Ships")
    assert ships.startswith("/tag/")
    assert host.answer("/search/label/Gr%C3%B6%C3%9Fe").startswith("/tag/")
    feeds = {
        "/feeds/posts/default": "/atom.xml",
        "/atom.xml": "/atom.xml",
        "/rss.xml": "/feed.xml",
        "/feeds/comments/default": "/comments/feed.xml",
    }
    assert {old: host.answer(old) for old in feeds} == feeds
    assert host.answer("/feeds/posts/default/-/Ships") == f"{ships}feed.xml"
    assert host.answer("/2016_10_01_archive.html") == "/2016/10/"
    assert host.answer("/search/label/Alone") == "/archive/"
    assert host.answer("/feeds/posts/default/-/Alone") == "/feed.xml"


def test_comments_keep_their_places_and_anchors(blog: tuple[Path, Done]) -> None:
    text = (blog[0] / "output/2016/10/entry-1.html").read_text("utf-8")
    for number in ("11", "12"):
        assert f'id="comment-{number}"' in text
        assert f'id="c{number}"' in text
    file = next((blog[0] / "content/comments").glob("entry-1.yaml"))
    comments = from_yaml(file.read_text("utf-8"))["comments"]
    assert [(each["id"], each.get("parent")) for each in comments] == [
        ("bl-11", None),
        ("bl-12", "bl-11"),
    ]


def test_links_labels_and_breaks_are_ours(blog: tuple[Path, Done]) -> None:
    site = blog[0]
    path = "content/posts/2016/10/entry-1.md"
    front = from_yaml(front_matter(site, path))
    assert front["tags"] == ["Ships", "Größe"]
    assert front["permalink"] == "/2016/10/entry-1.html"
    assert front["guid"] == "tag:blogger.com,1999:blog-7.post-1"
    assert front["date"].isoformat().endswith(("+01:00", "+00:00", "+02:00"))
    body = (site / path).read_text("utf-8")
    assert "<!--more-->" in body
    assert "(/2016/10/entry-2.html)" in body
    assert "/search/label" not in body
    shown = (site / "output/2016/10/entry-1.html").read_text("utf-8")
    article = shown.partition("<article")[2].partition("</article>")[0]
    assert re.search(r'<a href="/tag/[^"]+"[^>]*>ships</a>', article)


def test_settings_tell_time_zone_language_and_address(blog: tuple[Path, Done]) -> None:
    settings = from_yaml((blog[0] / "site.yaml").read_text("utf-8"))
    assert settings["timezone"] == "Europe/Madrid"
    assert settings["language"] == "es"
    assert settings["title"] == "Notes"
    assert settings["url"] == f"{NOTES}/"
    assert settings["permalink"] == "/{year}/{month}/{slug}.html"


def test_what_was_hidden_is_hidden(blog: tuple[Path, Done]) -> None:
    site = blog[0]
    for name, content in files_below(site / "output").items():
        assert HIDDEN.encode() not in content, name
        assert b"secret" not in content.lower() or name.startswith("assets/"), name
    assert "entry-4" not in " ".join(files_below(site / "output"))
    later = build(site, at=NOON + 60 * 86_400)
    assert later.code == 0, errors(later)
    assert Host(site).answer("/2017/01/entry-4.html") == "/2017/01/entry-4.html"


def test_importing_again_changes_nothing(blog: tuple[Path, Done], tmp_path: Path) -> None:
    site = blog[0]
    before = {n: c for n, c in files_below(site).items() if not n.startswith(("output/", ".ssg"))}
    packed = tmp_path / "takeout.zip"
    if packed.exists():
        again = import_into(site, packed, host="blogger")
    else:
        again = import_text(site, legacy_text(), host="blogger")
    assert again.code == 0
    after = {n: c for n, c in files_below(site).items() if not n.startswith(("output/", ".ssg"))}
    assert after == before


def test_a_comment_that_was_removed_is_not_shown(tmp_path: Path) -> None:
    removed = backup_comment(12, 1, f"{HIDDEN}", parent=11).replace(
        "</entry>", "<gd:extendedProperty name='blogger.contentRemoved' value='true'/></entry>"
    )
    parts = (
        backup_entry(1, path="/2016/10/entry-1.html"),
        backup_comment(11, 1, "First"),
        removed,
        backup_comment(13, 1, "Answer to what was removed", parent=12),
    )
    site = tmp_path / "site"
    done = import_text(site, backup(*parts), host="blogger")
    assert (done.code, done.ledger["comments"]["out"]) == (0, 2)
    assert build(site).code == 0
    shown = (site / "output/2016/10/entry-1.html").read_text("utf-8")
    assert "Answer to what was removed" in shown
    assert HIDDEN not in shown


def test_an_entry_whose_address_is_ours_or_taken_has_another(tmp_path: Path) -> None:
    site = tmp_path / "site"
    parts = (
        backup_entry(1, "<p>One.</p>", path="/2016/10/words.html"),
        backup_entry(2, "<p>Two.</p>", path="/2016/10/words.html"),
        backup_entry(3, "<p>Three.</p>", path="/search"),
        backup_entry(4, "<p>Four.</p>", path="/page"),
        backup_entry(5, "<p>Five.</p>", path="/tag/words"),
    )
    done = import_text(site, backup(*parts), host="blogger")
    assert (done.code, done.ledger["posts"]["out"]) == (0, 5)
    built = build(site)
    assert built.code == 0, errors(built)
    host = Host(site)
    assert host.answer("/2016/10/words.html") == "/2016/10/words.html"
    for address in ("/page", "/tag/words", "/search"):
        assert host.answer(address), address
