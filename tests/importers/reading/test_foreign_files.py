"""Files that are something else are called by their name."""

import gzip
import io
import zipfile

import pytest

from ssg.model.export import Scope
from tests.importers.reading.building import item, read, unreadable, wxr


def zipped() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("export.xml", wxr(item()))
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \n\t\n", "empty"),
        (b"\0" * 5000, "empty"),
        (b"<!DOCTYPE html><html><body>Log in</body></html>", "HTML page"),
        (b"<html><head><title>504</title></head></html>", "HTML page"),
        (b"<!doctype html>\n<title>Oops</title><p>no", "HTML page"),
        (b"<?xml version='1.0'?><!DOCTYPE html><html xmlns:b='http://x'/>", "theme of Blogger"),
        (b'{"db": [{"meta": {}, "data": {"posts": []}}]}', "Ghost"),
        (b'{"kind": "blogger#postList", "items": []}', "Blogger's API"),
        (b'[{"x": 1}]', "JSON"),
        (b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'/>", "sitemap"),
        (b"<?xml version='1.0'?>\n<sitemapindex/>", "sitemap"),
        (b"<disqus xmlns='http://disqus.com'/>", "Disqus"),
        (b"<opml version='2.0'><head/></opml>", "list of feeds"),
        (b"<rss version='2.0'><channel><title>x</title></channel></rss>", "RSS feed"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'><title>x</title></feed>", "Atom feed"),
        (b"-- MySQL dump 10.13\nCREATE TABLE wp_posts (", "database"),
        (b"AUTHOR: ana\nTITLE: x\n-----\nBODY:\n", "Movable Type"),
        (b"---\ntitle: x\n---\n", "front matter"),
        (b"Dear all, & so on", "plain text"),
        (b"<catalogue><book/></catalogue>", "<catalogue>"),
        (b"< < < <", "not XML at all"),
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n", "picture"),
        (gzip.compress(b"x", mtime=0), "gzip"),
        (zipped(), "zip file inside"),
        (b"x" * 257 + b"ustar  \0", "tar"),
        (b"<!DOCTYPE rss [<!ENTITY a 'aa'>]>" + wxr(item()).encode(), "document type"),
        (
            wxr(item())
            .replace("<rss", "<!DOCTYPE rss SYSTEM 'file:///etc/passwd'>\n<rss")
            .encode(),
            "document type",
        ),
    ],
    # The bytes of a zip file hold the time, and each worker must find tests of the same names.
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_is_no_export_is_called_by_its_name(content: bytes, words: str) -> None:
    (one,) = read(content)
    assert unreadable([one])
    assert one.scope is Scope.FILE  # type: ignore[union-attr]
    assert words in one.reason  # type: ignore[union-attr]
