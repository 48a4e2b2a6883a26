"""A whole takeout of Google's, from the file to what the blog held."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from ssg.disk.moving.export_files import ExportFile, open_exports
from ssg.importers.reading.export import Read, read_export
from ssg.importers.reading.takeout_settings import with_takeout_settings
from ssg.model.export import CommentStanding, OldBlog, OldComment, OldEntry, Repair, Standing

BLOG = "tag:blogger.com,1999:blog-7"
SETTINGS = "blog_name,blog_time_zone,blog_locale,blog_subdomain\nNotes,Europe/Oslo,nb,notes\n"


def entry(number: int, kind: str, status: str, content: str, more: str = "") -> str:
    return (
        f"<entry><id>{BLOG}.post-{number}</id><blogger:type>{kind}</blogger:type>"
        f"<blogger:status>{status}</blogger:status><author><name>Ana</name><uri></uri>"
        "<blogger:type>BLOGGER</blogger:type></author>"
        f"<title>Entry {number}</title><content type='html'>{escape(content)}</content>"
        "<blogger:created>2016-10-28T09:00:00Z</blogger:created>"
        f"<published>2016-10-29T12:01:00Z</published>{more}</entry>\n"
    )


def answer(number: int, to: int, status: str, reply: int = 0) -> str:
    parent = f"<blogger:parent>{BLOG}.post-{to}</blogger:parent>"
    reply_to = f"{BLOG}.post-{reply}" if reply else ""
    more = f"{parent}<blogger:inReplyTo>{reply_to}</blogger:inReplyTo>"
    return entry(number, "COMMENT", status, f"Answer {number}", more)


FEED = (
    "<?xml version='1.0' encoding='utf-8'?>\n<feed xmlns='http://www.w3.org/2005/Atom' "
    f"xmlns:blogger='http://schemas.google.com/blogger/2018'>\n<id>{BLOG}</id>\n"
    "<title>Notes</title>\n"
    + answer(11, 1, "LIVE")
    + entry(
        1, "POST", "LIVE", "<p>One</p>", "<blogger:filename>/2016/10/one.html</blogger:filename>"
    )
    + answer(12, 1, "LIVE", reply=11)
    + answer(13, 1, "SPAM")
    + entry(2, "POST", "DRAFT", "Two")
    + entry(3, "POST", "SCHEDULED", "Three")
    + entry(4, "POST", "SOFT_TRASHED", "Four")
    + entry(5, "PAGE", "LIVE", "Five", "<blogger:filename>/p/five.html</blogger:filename>")
    + "</feed>\n"
)
MEMBERS = {
    "Takeout/archive_browser.html": "<html></html>",
    "Takeout/Blogger/Albums/Notes/pier.jpg": "a picture",
    "Takeout/Blogger/Albums/Notes/pier.jpg.csv": "a,b\n",
    "Takeout/Blogger/Blogs/Notes/feed.atom": FEED,
    "Takeout/Blogger/Blogs/Notes/settings.csv": SETTINGS,
    "Takeout/Blogger/Blogs/Notes/theme-classic.html": "<html></html>",
    "Takeout/Blogger/Blogs/Notes/theme-layouts.xml": "<html></html>",
    "Takeout/Blogger/Kommentare/Elsewhere/feed.atom": FEED.replace("blog-7", "blog-8"),
    "Takeout/Blogger/Profile/profile.json": "{}",
}


def packed(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "takeout.zip", "w") as archive:
        for name, content in MEMBERS.items():
            archive.writestr(name, content)
    return folder / "takeout.zip"


def unpacked(folder: Path) -> Path:
    for name, content in MEMBERS.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content)
    return folder / "Takeout"


def feed_alone(folder: Path) -> Path:
    return unpacked(folder) / "Blogger" / "Blogs" / "Notes" / "feed.atom"


def opened(path: Path) -> ExportFile:
    (only,) = open_exports([path])
    assert isinstance(only, ExportFile)
    return only


@pytest.mark.parametrize("make", [packed, unpacked, feed_alone])
def test_a_takeout_is_a_whole_blog(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    file = opened(make(tmp_path))
    nouns: list[Read] = list(read_export(file.chunks))
    (blog,) = [noun for noun in nouns if isinstance(noun, OldBlog)]
    blog = with_takeout_settings(blog, file.settings)
    assert (blog.title, blog.timezone, blog.language) == ("Notes", "Europe/Oslo", "nb")
    assert blog.urls == ("https://notes.blogspot.com/",)
    entries = [noun for noun in nouns if isinstance(noun, OldEntry)]
    assert [(one.kind, one.id, one.standing, one.link) for one in entries] == [
        ("post", "1", Standing.PUBLIC, "/2016/10/one.html"),
        ("post", "2", Standing.DRAFT, ""),
        ("post", "3", Standing.SCHEDULED, ""),
        ("post", "4", Standing.TRASHED, ""),
        ("page", "5", Standing.PUBLIC, "/p/five.html"),
    ]
    comments = [noun for noun in nouns if isinstance(noun, OldComment)]
    assert [(one.id, one.entry, one.parent, one.standing) for one in comments] == [
        ("11", "1", "", CommentStanding.APPROVED),
        ("12", "1", "11", CommentStanding.APPROVED),
        ("13", "1", "", CommentStanding.SPAM),
    ]
    assert not [noun for noun in nouns if isinstance(noun, Repair)]


def test_settings_are_shown_by_no_accident(tmp_path: Path) -> None:
    assert "Oslo" not in repr(opened(packed(tmp_path)))


def test_comments_elsewhere_are_left_aside_without_settings_too(tmp_path: Path) -> None:
    for name in ("Blogs/Notes", "Blogs/More", "Comments/Notes"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "feed.atom").write_text(FEED)
    names = [Path(one.name).parent.name for one in open_exports([tmp_path])]
    assert names == ["More", "Notes"]
    (alone,) = open_exports([tmp_path / "Comments"])
    assert isinstance(alone, ExportFile)


def test_settings_that_cannot_be_read_are_none(tmp_path: Path) -> None:
    feed = feed_alone(tmp_path)
    settings = feed.with_name("settings.csv")
    settings.write_bytes(b"\xff\xfe" * 10)
    assert isinstance(opened(feed).settings, str)
    settings.write_text("x" * 2_000_000)
    assert opened(feed).settings == ""
    settings.unlink()
    settings.symlink_to(tmp_path / "Takeout" / "archive_browser.html")
    assert opened(feed).settings == ""
