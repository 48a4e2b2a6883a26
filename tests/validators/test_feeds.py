"""Feeds of the demo blog, read by what feed readers are made of."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import feedparser
import pytest

from tests.validators.reading import BuiltSite

HERE = Path(__file__).parent
XML_FEEDS = ("feed.xml", "atom.xml", "podcast.xml")


def faults_of_feed(text: bytes) -> list[str]:
    """What a feed reader would stumble over."""
    read = feedparser.parse(text)
    found = [f"not well-formed: {read.get('bozo_exception')}"] if read.bozo else []
    found += [f"no {name}" for name in ("title", "link") if not read.feed.get(name)]
    for entry in read.entries:
        wanted = ("id", "title", "link", "published_parsed")
        found += [f"{entry.get('link')}: no {name}" for name in wanted if not entry.get(name)]
        if not (entry.get("content") or entry.get("summary")):
            found.append(f"{entry.get('link')}: no text")
    identities = [entry.get("id") for entry in read.entries]
    if len(set(identities)) < len(identities):
        found.append("two entries share an identity")
    return found


def json_feed_faults(node: str, *files: Path) -> str:
    return subprocess.run(
        [node, HERE / "json_feed.mjs", *files], capture_output=True, text=True, check=True
    ).stdout


def xml_feeds(site: BuiltSite) -> list[str]:
    return sorted(path for path in site.paths if path.rsplit("/", 1)[-1] in XML_FEEDS)


def test_every_xml_feed_is_read_without_a_complaint(demo_site: BuiltSite) -> None:
    faults = {
        path: found
        for path in xml_feeds(demo_site)
        if (found := faults_of_feed((demo_site.folder / path).read_bytes()))
    }
    assert faults == {}


def test_the_site_and_each_kind_of_term_have_a_feed_with_entries(demo_site: BuiltSite) -> None:
    feeds = xml_feeds(demo_site)
    assert {"feed.xml", "atom.xml", "comments/feed.xml"} <= set(feeds)
    assert {"category", "tag", "author", "series"} <= {path.split("/")[0] for path in feeds}
    empty = [
        path
        for path in feeds
        if not feedparser.parse((demo_site.folder / path).read_bytes()).entries
    ]
    assert empty == []


def test_feeds_hold_the_newest_posts_with_absolute_addresses(demo_site: BuiltSite) -> None:
    for name in ("feed.xml", "atom.xml"):
        entries = feedparser.parse((demo_site.folder / name).read_bytes()).entries
        assert len(entries) == min(20, len(demo_site.posts)), name
        assert all(entry.link.startswith(demo_site.url) for entry in entries), name
        dates = [entry.published_parsed for entry in entries]
        assert dates == sorted(dates, reverse=True), name
        texts = [entry.content[0].value for entry in entries if entry.get("content")]
        assert texts, name
        assert not [text for text in texts if 'href="/' in text or 'src="/' in text], name


def test_the_json_feed_follows_its_schema(
    demo_site: BuiltSite, node_modules: Path, require_program: Callable[..., str]
) -> None:
    assert node_modules
    feeds = [demo_site.folder / path for path in demo_site.paths if path.endswith("feed.json")]
    assert feeds
    assert json_feed_faults(require_program("node"), *feeds) == ""
    items = json.loads((demo_site.folder / "feed.json").read_bytes())["items"]
    assert len(items) == min(20, len(demo_site.posts))


@pytest.mark.parametrize(
    "feed",
    [
        b"<rss version='2.0'><channel><title>a</title><link>b</link>",
        b"<rss version='2.0'><channel><title>a</title></channel></rss>",
        b"<feed xmlns='http://www.w3.org/2005/Atom'><title>a</title><link href='b'/><entry/>",
    ],
    ids=["cut off", "without a link", "entry without identity"],
)
def test_a_bad_feed_is_noticed(feed: bytes) -> None:
    assert faults_of_feed(feed)


def test_a_bad_json_feed_is_noticed(
    tmp_path: Path, node_modules: Path, require_program: Callable[..., str]
) -> None:
    assert node_modules
    file = tmp_path / "feed.json"
    file.write_text('{"version": "https://jsonfeed.org/version/1.1", "items": [{}]}', "utf-8")
    assert "title" in json_feed_faults(require_program("node"), file)
