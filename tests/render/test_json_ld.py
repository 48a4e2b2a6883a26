import datetime as dt
import json
import re
from typing import Any

from ssg.model.author import Link
from ssg.model.comment import CommentType, Thread
from ssg.model.entry import Correction, SourceNote
from ssg.model.view import (
    AuthorPageView,
    Crumb,
    HomeView,
    ListingView,
    Pagination,
    PictureView,
    View,
    Widgets,
)
from tests.render.factories import (
    WHEN,
    article,
    audio_view,
    author_view,
    comment,
    conversation_view,
    entry_view,
    plain_view,
    post_card,
    shown,
    site_view,
)

ROOT = "https://lamplighter.example/blog"
_SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>')


def _things(view: View, *heavy: Thread) -> list[Any]:
    html = shown("{{ json_ld(view) }}", view, *heavy)
    assert _SCRIPT.sub("", html).strip() == ""
    return [json.loads(text) for text in _SCRIPT.findall(html)]


def test_a_post_says_who_wrote_what_when() -> None:
    author = author_view(
        links=(
            Link("Book", "https://b.example/", "book"),
            Link("Elsewhere", "https://m.example/@jane", "mastodon"),
        )
    )
    entry = article(
        authors=(author, author_view(name="Guest", url="", links=())),
        picture=PictureView("/media/a.jpg", width=8, height=4),
        corrections=(Correction(dt.date(2016, 11, 2), "<p>Not <b>so</b>.</p>"),),
        sources=(SourceNote("Report", "https://r.example/"),),
        audio=audio_view(),
    )
    [thing] = _things(entry_view(entry=entry))
    url = f"{ROOT}/2016/10/29/words-and-deeds/"
    assert thing["@type"] == "BlogPosting"
    assert thing["headline"] == "Words & Deeds"
    assert thing["mainEntityOfPage"]["@id"] == url
    assert thing["datePublished"] == "2016-10-29T09:30:00-05:00"
    assert thing["dateModified"] == "2016-11-02T00:00:00-05:00"
    assert thing["image"]["url"] == f"{ROOT}/media/a.jpg"
    jane, guest = thing["author"]
    assert (jane["url"], jane["sameAs"]) == (
        f"{ROOT}/author/jane-marsh/",
        ["https://m.example/@jane"],
    )
    assert guest == {"@type": "Person", "name": "Guest"}
    assert thing["publisher"]["name"] == "The Lamplighter"
    assert (thing["wordCount"], thing["inLanguage"]) == (900, "en")
    assert (thing["articleSection"], thing["keywords"]) == (["Foreign Affairs"], ["syria"])
    assert thing["citation"] == [
        {"@type": "CreativeWork", "name": "Report", "url": "https://r.example/"}
    ]
    assert thing["correction"][0]["text"] == "Not so."
    assert thing["audio"]["duration"] == "PT2530S"


def test_a_site_may_call_its_posts_opinions() -> None:
    [thing] = _things(entry_view(site=site_view(jsonld="OpinionNewsArticle")))
    assert thing["@type"] == "OpinionNewsArticle"


def test_a_page_is_a_page() -> None:
    [thing] = _things(entry_view(entry=article(kind="page", date=None)))
    assert (thing["@type"], thing["name"]) == ("WebPage", "Words & Deeds")
    assert "datePublished" not in thing


def test_the_first_comments_are_told_and_all_are_counted() -> None:
    pingback = comment(0, type=CommentType.PINGBACK)
    thread = Thread((pingback, *(comment(number) for number in range(1, 61))))
    view = entry_view(conversation=conversation_view(thread, comment_count=60))
    [thing] = _things(view, thread)
    assert thing["commentCount"] == 60
    assert len(thing["comment"]) == 50
    first = thing["comment"][0]
    assert first["url"] == f"{ROOT}/2016/10/29/words-and-deeds/#comment-1"
    assert (first["author"]["name"], first["text"]) == ("Reader 1", "Answer 1.")


def test_no_text_can_end_the_script() -> None:
    hostile = "</script><script>alert(1)</script><!-- & \u2028"
    html = shown("{{ json_ld(view) }}", entry_view(entry=article(title=hostile)))
    assert html.count("<script") == html.count("</script>") == 1
    assert "\u2028" not in html
    assert json.loads(_SCRIPT.findall(html)[0])["headline"] == hostile


def test_the_way_from_the_front_page_is_told() -> None:
    crumbs = (Crumb("Home", "/"), Crumb("Foreign Affairs", "/category/foreign-affairs/"))
    _, trail = _things(entry_view(crumbs=crumbs))
    assert trail["@type"] == "BreadcrumbList"
    assert [step["item"] for step in trail["itemListElement"]] == [
        f"{ROOT}/",
        f"{ROOT}/category/foreign-affairs/",
    ]


def test_the_front_page_is_the_site() -> None:
    pages = Pagination(1, 1, "/", "/", "", "")
    view = HomeView(site_view(), "/", None, (), (), (), pages, WHEN, (), Widgets())
    [thing] = _things(view)
    assert (thing["@type"], thing["url"]) == ("WebSite", f"{ROOT}/")
    template = thing["potentialAction"]["target"]["urlTemplate"]
    assert template == f"{ROOT}/search/?q={{search_term_string}}"


def test_an_author_page_is_about_a_person() -> None:
    pages = Pagination(1, 1, "/", "/", "", "")
    view = AuthorPageView(
        site_view(), "/author/jane-marsh/", author_view(), (), 0, (), pages, None, (), Widgets()
    )
    [thing] = _things(view)
    assert thing["@type"] == "ProfilePage"
    assert thing["mainEntity"]["description"] == "Lives in Chicago."


def test_a_listing_is_a_collection() -> None:
    pages = Pagination(1, 1, "/", "/", "", "")
    view = ListingView(
        site=site_view(),
        url="/tag/syria/",
        kind="tag",
        title="syria",
        description_html="<p>On the war.</p>",
        posts=(post_card(),),
        count=1,
        first_year=2016,
        last_year=2016,
        pagination=pages,
        feed=None,
        crumbs=(),
        children=(),
        widgets=Widgets(),
    )
    [thing] = _things(view)
    assert (thing["@type"], thing["description"]) == ("CollectionPage", "On the war.")
    [item] = thing["mainEntity"]["itemListElement"]
    assert item["url"] == f"{ROOT}/2016/10/29/words-and-deeds/"


def test_a_page_for_lost_readers_says_nothing() -> None:
    assert _things(plain_view()) == []
