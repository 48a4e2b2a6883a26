"""The page that tells how to follow, and the blogroll for programs."""

import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from ssg.model.author import Author, AuthorId, Link
from ssg.model.comment import Thread
from ssg.model.digest import Digest
from ssg.model.entry import Audio, Body
from ssg.model.output import Plan, PlannedPage
from ssg.model.settings import BlogrollItem, NewsletterSettings, RedirectRecord
from ssg.model.view import CommentFeedView, FollowView
from ssg.plan.site import plan_site
from ssg.render.page import render_page
from tests.making import SETTINGS, assembled, files, page, planned, post, terms
from tests.themes.builtin import FOLDER, theme_under

TEMPLATES = FOLDER / "broadsheet/templates"
BROADSHEET = theme_under(
    "broadsheet",
    {name: (TEMPLATES / name).read_text("utf-8") for name in ("rss.xml", "blogroll.xml")},
)
FOLLOW, BLOGROLL = "follow/index.html", ".well-known/recommendations.opml"
READ = (
    BlogrollItem("Gas & Works", "https://gasworks.example/", "https://gasworks.example/feed.xml"),
    BlogrollItem("Without a feed", "https://plain.example/"),
)
ACCOUNTS = (
    Link("Here too", "https://social.example/@lamp", "mastodon"),
    Link("Bluesky", "https://bsky.app/profile/lamp.example", "bluesky"),
    Link("Threads", "https://threads.example/x", "threads"),
    Link("A book", "https://books.example/", "book"),
)


def plan(*entries: object, **materials: object) -> Plan:
    site, _ = assembled(entries or [post("x")], **materials)  # type: ignore[arg-type]
    return plan_site(site, BROADSHEET)


def found(of: Plan, path: str) -> PlannedPage:
    (page,) = (page for page in of.pages if page.path == path)
    return page


def shown(of: Plan) -> str:
    return render_page(found(of, FOLLOW), {}, BROADSHEET).content.decode()


def bodies(of: Plan) -> dict[Digest, Body | Thread]:
    return {key: Body("<p>W</p>") for key in found(of, "feed.xml").needs}


def follow(**changes: object) -> FollowView:
    settings = replace(SETTINGS, **changes)  # type: ignore[arg-type]
    view = found(plan(settings=settings), FOLLOW).view
    assert isinstance(view, FollowView)
    return view


def test_every_account_is_named_as_it_is_searched_for() -> None:
    assert [(each.title, each.handle) for each in follow(links=ACCOUNTS).profiles] == [
        ("Here too", "@lamp@social.example"),
        ("Bluesky", "@lamp.example"),
        ("Threads", ""),
    ]


def test_parts_are_offered_where_there_are_several() -> None:
    authors = [Author(id=name, name=name.title()) for name in ("ana", "bo")]
    one = plan(post("x", authors=(AuthorId("ana", 1, 1),)), authors=authors)
    two = plan(
        post("x", authors=(AuthorId("ana", 1, 1),), categories=terms("Cities")),
        post("y", authors=(AuthorId("bo", 1, 1),)),
        authors=authors,
    )
    views = [found(each, FOLLOW).view for each in (one, two)]
    assert [[feed.url for feed in view.authors] for view in views] == [  # type: ignore[union-attr]
        [],
        ["/author/ana/feed.xml", "/author/bo/feed.xml"],
    ]
    assert [feed.url for feed in views[1].categories] == ["/category/cities/feed.xml"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "own",
    [
        {"entries": [page("follow")]},
        {"entries": [page("about", aliases=("/follow/",))]},
        {"redirects": (RedirectRecord("/follow", "", "/about/", 301, "", 1),)},
        {"files": files("content/static/follow/index.html")},
    ],
    ids=["page", "alias", "redirect", "file"],
)
def test_what_the_author_has_there_wins(own: dict[str, object]) -> None:
    entries = own.pop("entries", [post("x")])
    of = plan(*entries, **own)  # type: ignore[misc]
    assert "follow.html" not in {page.template for page in of.pages}


def test_a_theme_that_knows_no_such_page_goes_on() -> None:
    _, of = planned([post("x")], settings=replace(SETTINGS, blogroll=READ))
    assert not {FOLLOW, BLOGROLL} & {page.path for page in of.pages}


def test_the_page_stands_in_the_sitemap() -> None:
    assert ("/follow/", "") in found(plan(), "sitemap.xml").view.addresses  # type: ignore[union-attr]


def test_the_blogroll_is_what_feed_readers_take() -> None:
    settings = replace(SETTINGS, blogroll=READ, author="ana")
    of = plan(settings=settings, authors=[Author(id="ana", name="Ana Ruiz")])
    root = ET.fromstring(render_page(found(of, BLOGROLL), {}, BROADSHEET).content)  # noqa: S314 - ours

    assert (root.tag, root.get("version")) == ("opml", "2.0")
    assert root.findtext("head/ownerName") == "Ana Ruiz"
    assert root.findtext("head/ownerId") == "https://lamplighter.example/"
    assert [outline.attrib for outline in root.iterfind("body/outline")] == [
        {
            "type": "rss",
            "text": "Gas & Works",
            "title": "Gas & Works",
            "xmlUrl": "https://gasworks.example/feed.xml",
            "htmlUrl": "https://gasworks.example/",
        }
    ]
    feed = ET.fromstring(render_page(found(of, "feed.xml"), bodies(of), BROADSHEET).content)  # noqa: S314 - ours
    assert feed.findtext("channel/{http://source.scripting.com/}blogroll") == (
        "https://lamplighter.example/.well-known/recommendations.opml"
    )
    page = shown(of)
    assert '<link rel="blogroll" type="text/xml"' in page
    assert "https://plain.example/" in page


def test_without_feeds_there_is_no_blogroll_for_programs() -> None:
    of = plan(settings=replace(SETTINGS, blogroll=READ[1:]))
    assert BLOGROLL not in {page.path for page in of.pages}
    assert "recommendations.opml" not in shown(of)


def test_the_form_says_what_a_reader_agrees_to_and_traps_programs() -> None:
    letter = NewsletterSettings(
        "https://post.example/",
        consent_text="Until you leave.",
        honeypot="b_1",
        sender="a@b.example",
    )
    page = shown(plan(settings=replace(SETTINGS, newsletter=letter)))

    assert '<p class="consent">Until you leave.</p>' in page
    assert 'name="b_1" value="" tabindex="-1" autocomplete="off"' in page
    assert "a@b.example" not in page
    assert "<script" not in page.replace('<script type="application/ld+json"', "")


def test_templates_do_not_see_how_letters_are_sent() -> None:
    letter = NewsletterSettings(
        sender="a@b.example", to="c@d.example", smtp={"host": "mail.example"}
    )
    seen = follow(newsletter=letter).site.newsletter
    assert (seen.sender, seen.to, seen.unsubscribe, seen.smtp) == ("", "", "", {})


def test_the_page_speaks_the_language_of_the_site() -> None:
    english, arabic = (
        shown(plan(settings=replace(SETTINGS, language=language))) for language in ("en", "ar")
    )
    assert "Copy this address:" in english
    assert "انسخ هذا العنوان" in arabic


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("de-AT", "Alle Meinungen"),
        ("nl", "What they say"),
    ],
)
def test_the_feed_of_comments_is_called_in_the_language_of_the_site(
    language: str, name: str
) -> None:
    words = {"de": {"feed_comments": "Alle Meinungen"}, "en": {"feed_comments": "What they say"}}
    site, _ = assembled([post("x")], settings=replace(SETTINGS, language=language))
    of = plan_site(site, replace(BROADSHEET, strings=words))
    view = found(of, "comments/feed.xml").view
    assert isinstance(view, CommentFeedView)
    assert view.title == f"The Lamplighter · {name}"
    assert (view.title, "/comments/feed.xml") in [
        (each.title, each.url) for each in view.site.feeds
    ]


def test_a_feed_of_recordings_without_a_name_is_called_in_the_language_of_the_site() -> None:
    spoken = post("x", audio=Audio("/media/x.mp3"))
    site, _ = assembled(
        [spoken], settings=replace(SETTINGS, language="ru"), files=files("content/media/x.mp3")
    )
    theme = replace(BROADSHEET, strings={"ru": {"feed_podcast": "Подкаст"}})
    view = found(plan_site(site, theme), FOLLOW).view
    assert isinstance(view, FollowView)
    assert view.podcast is not None
    assert view.podcast.title == "The Lamplighter · Подкаст"
