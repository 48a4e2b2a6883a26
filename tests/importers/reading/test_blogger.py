"""Blogger's backup and Google's takeout."""

import datetime as dt
from itertools import permutations

import pytest

from ssg.importers.reading.export import Read
from ssg.model.export import (
    BodyFormat,
    CommentStanding,
    OldAuthor,
    OldBlog,
    OldComment,
    OldEnclosure,
    RepairKind,
    Standing,
)
from tests.importers.reading.building import (
    FEED_END,
    LEGACY_START,
    TAKEOUT_START,
    entries,
    legacy_entry,
    read,
    repairs,
    takeout_entry,
    unreadable,
)

PERSON = "<author><name>Ana</name><uri>http://a.example</uri><email>ana@a.example</email></author>"
ADDRESS = "http://notes.example/2016/10/words.html"
LIVE_POST = legacy_entry(
    "post-1",
    "post",
    "<b>Hello</b><br />there",
    "<category scheme='http://www.blogger.com/atom/ns#' term='Cities &amp; towns'/>"
    "<published>2016-10-29T14:01:00.000+02:00</published>"
    "<updated>2016-10-30T08:00:00.000+01:00</updated>"
    f"<title type='text'>Words &lt;i&gt;and&lt;/i&gt; deeds</title>{PERSON}"
    f"<link rel='alternate' type='text/html' href='{ADDRESS}' title='Words'/>"
    "<link rel='enclosure' type='audio/mpeg' href='http://a.example/x.mp3' length='7'/>"
    "<link rel='replies' type='application/atom+xml' href='http://notes.example/feeds/1'/>"
    "<georss:featurename>Oslo</georss:featurename>"
    "<gd:extendedProperty name='blogger.itemClass' value='pid-1'/>",
)
COMMENT = legacy_entry(
    "post-12",
    "comment",
    "Well said.",
    f"{PERSON}<thr:in-reply-to ref='tag:blogger.com,1999:blog-7.post-1' href='{ADDRESS}'/>"
    f"<link rel='alternate' type='text/html' href='{ADDRESS}?showComment=1#c12'/>"
    "<published>2016-10-29T15:00:00.000+02:00</published>",
)
REPLY = legacy_entry(
    "post-13",
    "comment",
    "Thanks.",
    "<thr:in-reply-to ref='tag:blogger.com,1999:blog-7.post-1'/>"
    "<link rel='related' href='http://www.blogger.com/feeds/7/1/comments/default/12'/>",
)


def legacy(*parts: str) -> str:
    return LEGACY_START + "".join(parts) + FEED_END


def takeout(*parts: str) -> str:
    return TAKEOUT_START + "".join(parts) + FEED_END


def comments(nouns: list[Read]) -> list[OldComment]:
    return [noun for noun in nouns if isinstance(noun, OldComment)]


def blog_of(nouns: list[Read]) -> OldBlog:
    (blog,) = [noun for noun in nouns if isinstance(noun, OldBlog)]
    return blog


def test_a_post_of_the_backup_is_read() -> None:
    nouns = read(legacy(LIVE_POST))
    (post,) = entries(nouns)
    assert (post.kind, post.id) == ("post", "1")
    assert post.guid == "tag:blogger.com,1999:blog-7.post-1"
    assert post.link == ADDRESS
    assert post.title == "Words <i>and</i> deeds"
    assert post.content == "<b>Hello</b><br />there"
    assert post.format is BodyFormat.BLOGGER_HTML
    assert post.standing is Standing.PUBLIC
    assert [(term.taxonomy, term.name) for term in post.terms] == [("label", "Cities & towns")]
    assert post.enclosures == (OldEnclosure("http://a.example/x.mp3", "7", "audio/mpeg"),)
    summer, winter = dt.timezone(dt.timedelta(hours=2)), dt.timezone(dt.timedelta(hours=1))
    assert post.date.moment == dt.datetime(2016, 10, 29, 14, 1, tzinfo=summer)
    assert post.updated.moment == dt.datetime(2016, 10, 30, 8, tzinfo=winter)
    assert post.meta == (("blogger.itemClass", "pid-1"),)
    assert ("georss:featurename", "Oslo") in post.extra
    assert ("atom:link@rel", "replies") in post.extra
    assert not repairs(nouns)


def test_authors_come_once_and_their_e_mails_are_secret() -> None:
    nouns = read(legacy(LIVE_POST, LIVE_POST))
    (author,) = [noun for noun in nouns if isinstance(noun, OldAuthor)]
    assert (author.name, author.url) == ("Ana", "http://a.example")
    assert author.email.value == "ana@a.example"
    assert "ana@" not in repr(nouns)


def test_the_settings_and_the_template_tell_of_the_blog() -> None:
    nouns = read(
        legacy(
            legacy_entry("layout", "template", "<html>theme</html>"),
            legacy_entry("settings.BLOG_NAME", "settings", "Other name"),
            legacy_entry("settings.BLOG_TIME_ZONE", "settings", "Europe/Oslo"),
            legacy_entry("settings.BLOG_LOCALE", "settings", "nb"),
            legacy_entry("settings.BLOG_COMMENT_EMAIL", "settings", "me@a.example"),
            LIVE_POST,
        )
    )
    blog = blog_of(nouns)
    assert (blog.title, blog.language, blog.timezone) == ("Notes", "nb", "Europe/Oslo")
    assert blog.urls == ("http://notes.example/",)
    assert blog.version == "legacy"
    assert dict(blog.settings)["TEMPLATE"] == "<html>theme</html>"
    assert dict(blog.settings)["NAME"] == "Other name"
    assert "COMMENT_EMAIL" not in dict(blog.settings)
    assert dict(blog.secrets)["COMMENT_EMAIL"].value == "me@a.example"
    assert nouns.index(blog) == 0


@pytest.mark.parametrize("order", list(permutations([LIVE_POST, COMMENT, REPLY])))
def test_comments_may_stand_before_or_after_their_post(order: tuple[str, ...]) -> None:
    found = sorted(comments(read(legacy(*order))), key=lambda comment: comment.id)
    assert [(each.id, each.entry, each.parent) for each in found] == [
        ("12", "1", ""),
        ("13", "1", "12"),
    ]
    assert found[0].author.name == "Ana"
    assert found[0].link == f"{ADDRESS}?showComment=1#c12"
    assert found[0].standing is CommentStanding.APPROVED
    assert found[0].body == "Well said."


def test_a_removed_comment_is_told_from_a_shown_one() -> None:
    removed = COMMENT.replace(
        "</entry>", "<gd:extendedProperty name='blogger.contentRemoved' value='true'/></entry>"
    )
    (comment,) = comments(read(legacy(removed)))
    assert comment.standing is CommentStanding.REMOVED


APP = "http://purl.org/atom/app#"


@pytest.mark.parametrize(
    "control",
    [
        f"<app:control xmlns:app='{APP}'><app:draft>yes</app:draft></app:control>",
        "<app:control xmlns:app='http://www.w3.org/2007/app'><app:draft>yes</app:draft></app:control>",
        "<app:control><app:draft>yes</app:draft></app:control>",
        f"<x:control xmlns:x='{APP}'><x:draft>yes</x:draft></x:control>",
    ],
)
def test_a_draft_is_a_draft_however_its_mark_is_declared(control: str) -> None:
    nouns = read(legacy(LIVE_POST.replace("</entry>", f"{control}</entry>"), LIVE_POST))
    assert [post.standing for post in entries(nouns)] == [Standing.DRAFT, Standing.PUBLIC]


def test_what_comes_out_after_the_backup_is_scheduled() -> None:
    later = LIVE_POST.replace("2016-10-29T14", "2016-12-01T14")
    nouns = read(legacy(later, LIVE_POST))
    assert [post.standing for post in entries(nouns)] == [Standing.SCHEDULED, Standing.PUBLIC]


def test_a_page_is_a_page() -> None:
    page = LIVE_POST.replace("kind#post", "kind#page").replace("post-1<", "page-1<")
    (entry,) = entries(read(legacy(page)))
    assert (entry.kind, entry.id) == ("page", "1")


def test_the_kind_is_seen_from_the_id_where_its_category_is_missing() -> None:
    text = legacy(LIVE_POST, COMMENT).replace("2005#kind", "2005#lost")
    nouns = read(text)
    assert [post.kind for post in entries(nouns)] == ["post"]
    assert [comment.id for comment in comments(nouns)] == ["12"]


@pytest.mark.parametrize(
    ("status", "standing"),
    [
        ("LIVE", Standing.PUBLIC),
        ("DRAFT", Standing.DRAFT),
        ("SCHEDULED", Standing.SCHEDULED),
        ("SOFT_TRASHED", Standing.TRASHED),
        ("HIDDEN_SOMEHOW", Standing.PRIVATE),
        ("", Standing.PRIVATE),
    ],
)
def test_a_status_of_the_takeout_means_what_it_says(status: str, standing: Standing) -> None:
    (post,) = entries(read(takeout(takeout_entry("1", "POST", status))))
    assert (post.status, post.standing) == (status, standing)


@pytest.mark.parametrize(
    ("status", "standing"),
    [
        ("LIVE", CommentStanding.APPROVED),
        ("PENDING", CommentStanding.PENDING),
        ("SPAM", CommentStanding.SPAM),
        ("EMPTIED", CommentStanding.REMOVED),
        ("SOFT_TRASHED", CommentStanding.TRASHED),
        ("", CommentStanding.PRIVATE),
        ("NEW", CommentStanding.PRIVATE),
    ],
)
def test_a_comment_of_the_takeout_is_public_only_when_it_says_so(
    status: str, standing: CommentStanding
) -> None:
    (comment,) = comments(read(takeout(takeout_entry("2", "COMMENT", status))))
    assert comment.standing is standing


def test_the_takeout_is_read() -> None:
    more = (
        "<title>Words</title><blogger:filename>/2016/10/words.html</blogger:filename><link/>"
        "<blogger:metaDescription>Short.</blogger:metaDescription><enclosure/><blogger:trashed/>"
        "<blogger:created>2016-10-28T09:00:00.5Z</blogger:created>"
        "<published>2016-10-29T12:01:00Z</published>"
        "<category scheme='tag:blogger.com,1999:blog-7' term='Oslo'/>"
        "<blogger:location><blogger:name>Oslo</blogger:name>"
        "<blogger:latitude>59.9</blogger:latitude></blogger:location>"
        "<author><name>Ana</name><uri/><blogger:type>BLOGGER</blogger:type></author>"
    )
    answer = (
        "<blogger:parent>tag:blogger.com,1999:blog-7.post-1</blogger:parent>"
        "<blogger:inReplyTo>tag:blogger.com,1999:blog-7.post-5</blogger:inReplyTo>"
        "<author><name>Bo</name><blogger:type>ANONYMOUS</blogger:type></author>"
    )
    nouns = read(
        takeout(
            takeout_entry("6", "COMMENT", "LIVE", "Well", answer),
            takeout_entry("1", "POST", "LIVE", "<p>Hi</p>", more),
            takeout_entry("3", "PAGE", "LIVE"),
        )
    )
    post, page = entries(nouns)
    assert (post.kind, post.id, page.kind, page.id) == ("post", "1", "page", "3")
    assert post.link == "/2016/10/words.html"
    assert (post.title, post.description, post.content) == ("Words", "Short.", "<p>Hi</p>")
    assert post.date.moment == dt.datetime(2016, 10, 29, 12, 1, tzinfo=dt.UTC)
    assert post.date.offset is None
    assert post.created.utc == dt.datetime(2016, 10, 28, 9)  # noqa: DTZ001
    assert [term.name for term in post.terms] == ["Oslo"]
    assert ("blogger:location/blogger:name", "Oslo") in post.extra
    assert ("blogger:location/blogger:latitude", "59.9") in post.extra
    assert post.enclosures == ()
    (comment,) = comments(nouns)
    assert (comment.id, comment.entry, comment.parent) == ("6", "1", "5")
    assert comment.author.name == "Bo"
    assert blog_of(nouns).version == "2018"
    assert not repairs(nouns)


def test_what_was_trashed_is_not_public_whatever_its_status() -> None:
    trashed = "<blogger:trashed>2020-01-01T00:00:00Z</blogger:trashed>"
    nouns = read(
        takeout(
            takeout_entry("1", "POST", "LIVE", "", trashed),
            takeout_entry("2", "COMMENT", "LIVE", "", trashed),
        )
    )
    assert [post.standing for post in entries(nouns)] == [Standing.TRASHED]
    assert [each.standing for each in comments(nouns)] == [CommentStanding.TRASHED]


def test_a_prefixed_feed_is_read_as_well() -> None:
    text = takeout(takeout_entry("1", "POST", "LIVE", "x & y")).replace("xmlns=", "xmlns:a=")
    for name in ("feed", "entry", "id", "title", "content"):
        text = text.replace(f"<{name}", f"<a:{name}").replace(f"</{name}", f"</a:{name}")
    (post,) = entries(read(text))
    assert (post.id, post.content) == ("1", "x & y")


def test_a_broken_entry_of_blogger_is_repaired_or_handed_out() -> None:
    broken = LIVE_POST.replace("Words &lt;", "Q & A &lt;")
    lost = LIVE_POST.replace("<title", "<tittle")
    nouns = read(legacy(broken, lost, COMMENT))
    assert [post.title for post in entries(nouns)] == ["Q & A <i>and</i> deeds"]
    assert [one.source.value for one in unreadable(nouns)] == [lost]
    assert [each.kind for each in repairs(nouns)] == [RepairKind.AMPERSANDS]
    assert len(comments(nouns)) == 1


@pytest.mark.parametrize("is_literal", [False, True])
def test_a_backup_that_speaks_of_takeouts_is_still_a_backup(is_literal: bool) -> None:  # noqa: FBT001
    words = "xmlns:blogger='http://schemas.google.com/blogger/2018' <blogger:status>LIVE"
    entry = legacy_entry("post-1", "post", words, "<published>2016-10-29T14:01:00Z</published>")
    if is_literal:
        entry = legacy_entry("post-1", "post", "WORDS").replace("WORDS", f"<![CDATA[{words}]]>")
    one = entries(read(LEGACY_START + entry + FEED_END))[0]
    assert one.standing is Standing.PUBLIC
    assert words in one.content


def test_a_takeout_without_its_namespace_is_known_by_its_elements() -> None:
    start = TAKEOUT_START.replace(" xmlns:blogger='http://schemas.google.com/blogger/2018'", "")
    one = entries(read(start + takeout_entry("1", "POST", "DRAFT") + FEED_END))[0]
    assert one.standing is Standing.DRAFT
