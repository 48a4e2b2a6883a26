import datetime as dt
import json
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssg.model.comment import Thread
from ssg.model.entry import Body, Chapter, Correction
from ssg.model.settings import PodcastSettings
from ssg.model.site import Address
from ssg.model.view import FeedView, PictureView, RobotsView, SitemapView, View
from ssg.text.placeholders import address, size, title
from tests.render.broadsheet import broadsheet
from tests.render.factories import (
    WHEN,
    article,
    audio_view,
    author_view,
    body,
    comment,
    comment_feed_view,
    feed_view,
    render,
    site_view,
)

XML_FEEDS = ("rss.xml", "atom.xml", "podcast.xml")
PERMALINK = "https://lamplighter.example/blog/2016/10/29/words-and-deeds/"


def _written(view: View, template: str, *heavy: Body | Thread, **overrides: str) -> str:
    rendered = render(view, template, broadsheet(**overrides), *heavy)
    assert rendered.diagnostics == ()
    return rendered.content.decode()


def _tree(xml: str | bytes) -> ET.Element:
    return ET.fromstring(xml)  # noqa: S314 - written by the code under test


def _read(view: View, template: str, *heavy: Body | Thread, **overrides: str) -> Any:
    feed = feedparser.parse(_written(view, template, *heavy, **overrides).encode())
    assert not feed.bozo, feed.bozo_exception
    return feed


def _json(view: FeedView, *heavy: Body) -> Any:
    return json.loads(_written(view, "feed.json", *heavy))


@pytest.mark.parametrize("template", XML_FEEDS)
def test_a_feed_reader_understands_every_field(template: str) -> None:
    made, ref = body("<p>Full <em>text</em>.</p>")
    entry = article(
        body=ref,
        guid="https://old.example/?p=73&x=1",
        authors=(author_view(), author_view(id="", name="Guest", url="")),
        audio=audio_view(),
    )
    [read] = _read(feed_view(entry), template, made).entries
    assert read.title == "Words & Deeds"
    assert read.link == PERMALINK
    assert read.id == "https://old.example/?p=73&x=1"
    assert read.published_parsed[:5] == (2016, 10, 29, 14, 30)
    assert {author.name for author in read.authors} >= {"Jane Marsh", "Guest"}
    assert [tag.term for tag in read.tags] == ["Foreign Affairs", "syria"]
    assert read.content[0].value == "<p>Full <em>text</em>.</p>"
    [enclosure] = read.enclosures
    assert enclosure.href == "https://lamplighter.example/blog/media/show.mp3"
    assert (enclosure.length, enclosure.type) == ("31457280", "audio/mpeg")


@pytest.mark.parametrize(
    ("guid", "emitted", "is_permalink"),
    [
        ("", PERMALINK, "true"),
        (PERMALINK, PERMALINK, "true"),
        ("https://old.example/?p=73&x=1", "https://old.example/?p=73&x=1", "false"),
        ("tag:blogger.com,1999:blog-1.post-2", "tag:blogger.com,1999:blog-1.post-2", "false"),
        ("no address", "no address", "false"),
    ],
)
def test_the_identity_of_an_entry_is_emitted_unchanged(
    guid: str, emitted: str, is_permalink: str
) -> None:
    root = _tree(_written(feed_view(article(guid=guid)), "rss.xml"))
    element = root.find("channel/item/guid")
    assert element is not None
    assert (element.text, element.get("isPermaLink")) == (emitted, is_permalink)


@pytest.mark.parametrize(
    ("guid", "emitted"),
    [("tag:blogger.com,1999:post-2", "tag:blogger.com,1999:post-2"), ("no address", PERMALINK)],
)
def test_atom_takes_absolute_identities_only(guid: str, emitted: str) -> None:
    assert _read(feed_view(article(guid=guid)), "atom.xml").entries[0].id == emitted


@pytest.mark.parametrize("template", [*XML_FEEDS, "feed.json"])
def test_all_addresses_of_the_text_are_absolute(template: str) -> None:
    html = (
        f'<a href="{address(0)}">{title(0)}</a><a href="{address(1)}">1</a>'
        f'<img src="{address(2)}"{size(2)}>'
    )
    made, ref = body(
        html,
        Address("/2016/caf\u00e9/", title="A & B"),
        Address("#fn:1"),
        Address("/media/x y.jpg", width=3, height=2),
    )
    written = _written(feed_view(article(body=ref, audio=audio_view())), template, made)
    text = json.loads(written)["items"][0]["content_html"] if "json" in template else written
    root = "https://lamplighter.example/blog"
    assert f'<a href="{root}/2016/caf%C3%A9/">A &amp; B</a>' in text
    assert f'<a href="{PERMALINK}#fn:1">' in text
    assert f'<img src="{root}/media/x%20y.jpg" width="3" height="2">' in text


@pytest.mark.parametrize("template", [*XML_FEEDS, "feed.json"])
def test_a_feed_of_summaries_holds_no_text(template: str) -> None:
    made, ref = body("<p>The whole essay.</p>")
    view = feed_view(article(body=ref, audio=audio_view()), full_text=False)
    written = _written(view, template, made)
    assert "The whole essay" not in written
    assert "What was said, and what was done." in written


@settings(max_examples=40)
@given(st.text(), st.text(), st.text())
def test_xml_is_well_formed_whatever_the_text_holds(words: str, html: str, name: str) -> None:
    made, ref = body(html.replace("\x02", "").replace("\x03", "") + "]]>\x00\x0b\ufffe")
    entry = article(
        title=words, summary=words, body=ref, authors=(author_view(name=name),), audio=audio_view()
    )
    for template in XML_FEEDS:
        _tree(render(feed_view(entry), template, broadsheet(), made).content)
    thread = Thread((comment(1, author_name=name, body_html=html),))
    _tree(render(comment_feed_view(thread), "comments.xml", broadsheet(), thread).content)


def test_a_theme_changes_one_field_by_overriding_one_block() -> None:
    override = (
        '{% extends "broadsheet/rss.xml" %}'
        "{% block entry_title %}<title>New: {{ entry.title }}</title>{% endblock %}"
    )
    [read] = _read(feed_view(article()), "rss.xml", rss=override).entries
    assert (read.title, read.link) == ("New: Words & Deeds", PERMALINK)


def test_the_date_of_a_feed_is_that_of_its_newest_entry() -> None:
    feed = _read(feed_view(article()), "rss.xml").feed
    assert feed.updated == "Sat, 29 Oct 2016 09:30:00 -0500"


@pytest.mark.parametrize(("template", "own"), [("rss.xml", "/feed.xml"), ("atom.xml", "/atom.xml")])
def test_a_feed_names_itself_its_page_and_its_hub(template: str, own: str) -> None:
    view = feed_view(url=own, site=site_view(hub="https://hub.example/"))
    feed = _read(view, template).feed
    links = {link.rel: link.href for link in feed.links}
    assert links["self"] == f"https://lamplighter.example/blog{own}"
    assert links["hub"] == "https://hub.example/"
    assert feed.link == "https://lamplighter.example/blog/"


def test_rss_counts_comments() -> None:
    assert _read(feed_view(article(comment_count=12)), "rss.xml").entries[0].slash_comments == "12"


def test_a_correction_makes_an_entry_newer_but_not_another_one() -> None:
    entry = article(corrections=(Correction(dt.date(2016, 11, 2), "<p>Not so.</p>"),))
    [read] = _read(feed_view(entry), "atom.xml").entries
    assert read.updated.startswith("2016-11-02")
    assert read.published_parsed[:3] == (2016, 10, 29)


def test_the_lead_picture_stands_before_the_text() -> None:
    entry = article(picture=PictureView("/media/a.jpg", alt="A harbour", width=8, height=4))
    [read] = _read(feed_view(entry), "rss.xml").entries
    assert 'src="https://lamplighter.example/blog/media/a.jpg"' in read.content[0].value


def test_a_podcast_says_what_directories_ask_for() -> None:
    recording = audio_view(transcript="/media/show.vtt", chapters=(Chapter("0:10", "Tea & talk"),))
    view = feed_view(
        article(audio=recording),
        article(title="Silent"),
        url="/podcast.xml",
        podcast=PodcastSettings(category="Arts > Books", image="/media/cover.jpg", locked=True),
    )
    feed = _read(view, "podcast.xml")
    assert [entry.title for entry in feed.entries] == ["Words & Deeds"]
    assert feed.entries[0].itunes_duration == "2530"
    assert feed.feed.image.href == "https://lamplighter.example/blog/media/cover.jpg"
    root = _tree(_written(view, "podcast.xml"))
    names = {"podcast": "https://podcastindex.org/namespace/1.0"}
    names |= {"psc": "http://podlove.org/simple-chapters"}
    transcript = root.find(".//podcast:transcript", names)
    assert transcript is not None
    assert transcript.get("type") == "text/vtt"
    assert root.findtext(".//podcast:locked", namespaces=names) == "yes"
    chapter = root.find(".//psc:chapter", names)
    assert chapter is not None
    assert (chapter.get("start"), chapter.get("title")) == ("0:10", "Tea & talk")


@pytest.mark.parametrize(
    ("settings_guid", "site_url", "guid"),
    [
        # The example of the podcast namespace's own specification.
        ("", "https://mp3s.nashownotes.com", "917393e3-1b1e-5cef-ace4-edaa54e1f810"),
        ("my-own", "https://lamplighter.example/", "my-own"),
    ],
)
def test_a_podcast_keeps_one_identity(settings_guid: str, site_url: str, guid: str) -> None:
    view = feed_view(
        url="/pc20rss.xml",
        site=site_view(url=site_url),
        podcast=PodcastSettings(guid=settings_guid),
    )
    assert f"<podcast:guid>{guid}</podcast:guid>" in _written(view, "podcast.xml")


def test_the_newest_comments_are_a_feed() -> None:
    thread = Thread((comment(12, author_name="Ana"), comment(13, 12, date=None)))
    feed = _read(comment_feed_view(thread), "comments.xml", thread)
    assert [entry.link for entry in feed.entries] == [
        f"{PERMALINK}#comment-12",
        f"{PERMALINK}#comment-13",
    ]
    assert feed.entries[0].author == "Ana"
    assert feed.entries[0].content[0].value == "<p>Answer 12.</p>"


def test_json_feed_holds_what_version_1_1_names() -> None:
    entry = article(
        guid="https://old.example/?p=73",
        audio=audio_view(),
        picture=PictureView("/media/a.jpg"),
        updated=WHEN + dt.timedelta(days=1),
    )
    feed = _json(feed_view(entry, site=site_view(hub="https://hub.example/"), url="/feed.json"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["home_page_url"] == "https://lamplighter.example/blog/"
    assert feed["feed_url"] == "https://lamplighter.example/blog/feed.json"
    assert feed["hubs"] == [{"type": "WebSub", "url": "https://hub.example/"}]
    assert feed["language"] == "en"
    [item] = feed["items"]
    assert item["id"] == "https://old.example/?p=73"
    assert item["authors"][0]["url"] == "https://lamplighter.example/blog/author/jane-marsh/"
    assert item["date_modified"] == "2016-10-30T09:30:00-05:00"
    assert item["attachments"] == [
        {
            "url": "https://lamplighter.example/blog/media/show.mp3",
            "mime_type": "audio/mpeg",
            "size_in_bytes": 31457280,
            "duration_in_seconds": 2530,
        }
    ]


def test_a_feed_without_entries_is_still_a_feed() -> None:
    for template in XML_FEEDS:
        assert _read(feed_view(author=None), template).entries == []
    assert _json(feed_view(author=None))["items"] == []


def test_a_sitemap_lists_addresses_with_their_dates() -> None:
    view = SitemapView(site_view(), (("/caf\u00e9/", "2016-10-29"), ("/", "")), is_index=False)
    root = _tree(_written(view, "sitemap.xml"))
    assert root.tag == "{http://www.sitemaps.org/schemas/sitemap/0.9}urlset"
    assert [list(url.itertext()) for url in root] == [
        ["https://lamplighter.example/blog/caf%C3%A9/", "2016-10-29"],
        ["https://lamplighter.example/blog/"],
    ]


def test_a_great_sitemap_is_an_index_of_maps() -> None:
    view = SitemapView(site_view(), (("/sitemap-1.xml", ""),), is_index=True)
    root = _tree(_written(view, "sitemap.xml"))
    assert root.tag.endswith("sitemapindex")
    assert "".join(root.itertext()).strip() == "https://lamplighter.example/blog/sitemap-1.xml"


def test_robots_are_told_where_the_sitemap_is() -> None:
    assert _written(RobotsView(site_view(), "/sitemap.xml"), "robots.txt") == (
        "User-agent: *\nDisallow:\nSitemap: https://lamplighter.example/blog/sitemap.xml\n"
    )
