"""A post with a recording: its player, its chapters, and a feed that directories take."""

import json
import re
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import feedparser
import pytest

from ssg.check.podcast_categories import WRITTEN
from tests.blog import build, write, write_blog
from tests.browsing import open_browser
from tests.services import png
from tests.serving import served
from tests.surroundings import REPOSITORY

ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
PODCAST = "{https://podcastindex.org/namespace/1.0}"
SOUND = (REPOSITORY / "content/media/lamplighter-ident.mp3").read_bytes()
FIRST = """\
---
title: The first hour
date: 2024-06-01
comments: {mastodon: "https://social.example/@ana/1"}
audio:
  src: /media/show.mp3
  duration: "1:00:05.5"
  transcript: /media/show.vtt
  episode: 3
  season: 2
  episode_type: bonus
  explicit: true
  chapters:
    - start: "0:02"
      title: "The match & the lamp"
      url: https://lamps.example/
      image: /media/a.png
    - {start: "0:01", title: The ladder}
---
Words.
"""
SECOND = """\
---
title: The second hour
date: 2024-06-08
language: de
author: {name: Guest}
audio: {src: "https://far.example/two.m4a", length: 1234, chapters: /media/two.chapters.json}
---
Words.
"""
CHAPTERS = {
    "version": "1.2.0",
    "chapters": [
        {"startTime": 3725.4, "title": "Later", "url": "javascript:alert(1)"},
        {"startTime": 0, "title": "Beginning"},
        {"startTime": 5, "title": "A picture only", "toc": False},
        {"startTime": "9", "title": "No time"},
        {"startTime": 7},
    ],
}
SETTINGS = """\
podcast:
  title: Out Loud
  category: Arts > Books
  image: /media/cover.png
  locked: true
  email: show@small.example
  copyright: © 2024 Ana Ruiz
  license: cc-by-4.0
  type: serial
  funding: [{url: "https://small.example/give", title: Give}]
"""


@pytest.fixture(scope="module")
def blog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    blog = write_blog(tmp_path_factory.mktemp("spoken"))
    settings = (blog / "site.yaml").read_text("utf-8").replace("theme: plain", "theme: broadsheet")
    files = {"site.yaml": settings + SETTINGS, "content/posts/first.md": FIRST}
    chapters = {"content/media/two.chapters.json": json.dumps(CHAPTERS)}
    write(blog, files | {"content/posts/second.md": SECOND} | chapters)
    media = blog / "content/media"
    (media / "show.mp3").write_bytes(SOUND)
    (media / "show.vtt").write_text("WEBVTT\n\n00:00.000 --> 00:01.000\nHello.\n", "utf-8")
    (media / "cover.png").write_bytes(png(1400, 1400))
    (media / "a.png").write_bytes(png(30, 30))
    result = build(blog)
    assert result.diagnostics == ()
    return blog


@pytest.fixture(scope="module")
def channel(blog: Path) -> ET.Element:
    root = ET.fromstring((blog / "output/podcast.xml").read_bytes())  # noqa: S314 - our own
    found = root.find("channel")
    assert found is not None
    return found


def faults_for_apple(channel: ET.Element) -> Iterator[str]:
    """What https://podcasters.apple.com/support/823-podcast-requirements asks for and is not."""
    for name in ("title", "description", "language", "link", f"{ITUNES}author"):
        if not (channel.findtext(name) or "").strip():
            yield f"the channel has no {name}"
    image = channel.find(f"{ITUNES}image")
    if image is None or not re.fullmatch(r"https://\S+\.(?:jpg|png)", image.get("href", "")):
        yield "the picture"
    yield from faults_of_categories(channel)
    if channel.findtext(f"{ITUNES}explicit") not in {"true", "false"}:
        yield "explicit"
    if channel.findtext(f"{ITUNES}type") not in {"episodic", "serial"}:
        yield "type"
    items = channel.findall("item")
    if len({item.findtext("guid") for item in items}) != len(items) or not items:
        yield "the identities of episodes"
    for item in items:
        yield from faults_of_episode(item)


def faults_of_categories(channel: ET.Element) -> Iterator[str]:
    categories = channel.findall(f"{ITUNES}category")
    for category in categories:
        inner = category.find(f"{ITUNES}category")
        written = category.get("text", "")
        if inner is not None:
            written += f" > {inner.get('text')}"
        if written not in WRITTEN:
            yield f"the category {written}"
    if not categories:
        yield "no category"


def faults_of_episode(item: ET.Element) -> Iterator[str]:
    enclosure = item.find("enclosure")
    if not item.findtext("title") or not item.findtext("pubDate"):
        yield "an episode without a title or a date"
    if enclosure is None:
        yield "an episode without a file"
        return
    if not enclosure.get("url", "").startswith("https://"):
        yield "the address of a file"
    if int(enclosure.get("length", "0")) <= 0:
        yield "the size of a file"
    if enclosure.get("type") not in {"audio/mpeg", "audio/mp4", "audio/x-m4a"}:
        yield "the type of a file"
    duration = item.findtext(f"{ITUNES}duration") or "0"
    if not re.fullmatch(r"\d+|(?:\d+:)?\d\d?:\d\d", duration):
        yield f"the duration {duration}"
    if item.findtext(f"{ITUNES}episodeType") not in {"full", "trailer", "bonus"}:
        yield "the kind of an episode"


def test_the_feed_is_what_apple_asks_for(blog: Path, channel: ET.Element) -> None:
    assert list(faults_for_apple(channel)) == []
    feed = feedparser.parse((blog / "output/podcast.xml").read_bytes())
    assert not feed.bozo
    second, first = feed.entries
    assert first.enclosures[0].length == str(len(SOUND))
    assert second.enclosures[0].href == "https://far.example/two.m4a"
    assert (first.itunes_episode, first.itunes_season, first.itunes_episodetype) == (
        "3",
        "2",
        "bonus",
    )
    assert first.itunes_duration == "3605"


def test_a_feed_that_apple_would_refuse_is_noticed(channel: ET.Element) -> None:
    broken = ET.fromstring(ET.tostring(channel))  # noqa: S314 - our own
    image = broken.find(f"{ITUNES}image")
    enclosure = broken.find("item/enclosure")
    assert image is not None
    assert enclosure is not None
    broken.remove(image)
    enclosure.set("length", "0")
    assert list(faults_for_apple(broken)) == ["the picture", "the size of a file"]


def test_the_feed_says_what_the_podcast_namespace_knows(channel: ET.Element) -> None:
    guid = channel.findtext(f"{PODCAST}guid") or ""
    assert uuid.UUID(guid).version == 5
    locked = channel.find(f"{PODCAST}locked")
    assert locked is not None
    assert (locked.text, locked.get("owner")) == ("yes", "show@small.example")
    funding = channel.find(f"{PODCAST}funding")
    assert funding is not None
    assert (funding.get("url"), funding.text) == ("https://small.example/give", "Give")
    assert channel.findtext(f"{PODCAST}license") == "cc-by-4.0"
    assert channel.findtext(f"{PODCAST}medium") == "podcast"
    second, first = channel.findall("item")
    transcript = first.find(f"{PODCAST}transcript")
    assert transcript is not None
    assert transcript.attrib == {
        "url": "https://small.example/blog/media/show.vtt",
        "type": "text/vtt",
        "language": "en",
    }
    social = first.find(f"{PODCAST}socialInteract")
    assert social is not None
    assert social.get("protocol") == "activitypub"
    people = [
        (person.text, person.get("role"), person.get("href"))
        for item in (first, second)
        for person in item.findall(f"{PODCAST}person")
    ]
    assert people == [
        ("Ana Ruiz", "host", "https://small.example/blog/author/ana/"),
        ("Guest", "guest", None),
    ]
    assert [item.findtext(f"{ITUNES}explicit") for item in (first, second)] == ["true", "false"]


def test_players_find_the_chapters(blog: Path, channel: ET.Element) -> None:
    second, first = channel.findall("item")
    named = {item: item.find(f"{PODCAST}chapters") for item in (first, second)}
    addresses = [each.get("url", "") for each in named.values() if each is not None]
    root = "https://small.example/blog/"
    assert addresses == [f"{root}2024/06/01/first/chapters.json", f"{root}media/two.chapters.json"]
    written = json.loads((blog / "output/2024/06/01/first/chapters.json").read_text("utf-8"))
    assert written == {
        "version": "1.2.0",
        "title": "The first hour",
        "chapters": [
            {"startTime": 1, "title": "The ladder"},
            {
                "startTime": 2,
                "title": "The match & the lamp",
                "img": f"{root}media/a.png",
                "url": "https://lamps.example/",
            },
        ],
    }
    page = (blog / "output/2024/06/08/second/index.html").read_text("utf-8")
    assert re.findall(r'#t=(\d+)" data-start', page) == ["0", "3725"]
    assert "javascript:" not in page
    assert "A picture only" not in page


def test_the_player_shows_size_transcript_and_chapters_that_play(
    blog: Path, require_program: Callable[..., str]
) -> None:
    with served(blog / "output", "/blog/") as root, open_browser(require_program) as browser:
        page = browser.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{root}2024/06/01/first/")
        assert not any("show.mp3" in url for url in asked)
        links = page.locator(".audio-links").inner_text()
        assert re.sub(r"\s+", " ", links) == "Download MP3, 1 MB Transcript"
        page.locator(".chapters summary").click()
        chapter = page.locator(".chapters a.start").first
        assert chapter.get_attribute("href") == "/blog/media/show.mp3#t=2"
        chapter.click()
        page.wait_for_function("document.querySelector('audio').currentTime >= 2")
        assert page.url.endswith("/first/")
