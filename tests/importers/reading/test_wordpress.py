"""What the elements of a WordPress export become, and that nothing of them is lost."""

import dataclasses
import datetime as dt
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest

from ssg.importers.reading.export import Read
from ssg.model.export import (
    BodyFormat,
    CommentStanding,
    OldAuthor,
    OldBlog,
    OldDate,
    OldEnclosure,
    OldEntry,
    OldTerm,
    Standing,
)
from ssg.model.secret import Secret
from tests.importers.reading.building import entries, item, read, read_file, wxr


def entry_of(more: str = "", **replaced: str) -> OldEntry:
    text = item(more=more)
    for name, value in replaced.items():
        text = re.sub(rf"(?<=<wp:{name}>)\w*", value, text, count=1)
    (entry,) = entries(read(wxr(text)))
    return entry


def test_every_field_of_an_entry_is_read() -> None:
    entry = entry_of(
        "<link>https://a.example/words/</link><pubDate>Sat, 29 Oct 2016 12:01:00 +0000</pubDate>"
        "<dc:creator><![CDATA[ana]]></dc:creator>"
        '<guid isPermaLink="false">https://a.example/?p=1</guid><description></description>'
        "<excerpt:encoded><![CDATA[Short.]]></excerpt:encoded>"
        "<wp:post_date><![CDATA[2016-10-29 14:01:00]]></wp:post_date>"
        "<wp:post_date_gmt>2016-10-29 12:01:00</wp:post_date_gmt>"
        "<wp:post_modified>2016-11-02 08:00:00</wp:post_modified>"
        "<wp:post_modified_gmt>2016-11-02 07:00:00</wp:post_modified_gmt>"
        "<wp:comment_status>open</wp:comment_status><wp:ping_status>closed</wp:ping_status>"
        "<wp:post_name>words</wp:post_name><wp:post_parent>7</wp:post_parent>"
        "<wp:menu_order>-3</wp:menu_order><wp:is_sticky>1</wp:is_sticky>"
        "<wp:attachment_url>https://a.example/x.jpg</wp:attachment_url>"
        '<category domain="category" nicename="towns"><![CDATA[Cities & towns]]></category>'
        '<category domain="tag">old</category>'
        '<enclosure url="https://a.example/x.mp3" length="7" type="audio/mpeg"/>'
        "<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key>"
        "<wp:meta_value><![CDATA[5]]></wp:meta_value></wp:postmeta>"
        "<wp:postmeta><wp:meta_key>contact_email</wp:meta_key>"
        "<wp:meta_value>me@a.example</wp:meta_value></wp:postmeta>"
    )
    assert (entry.id, entry.kind, entry.slug, entry.parent) == ("1", "post", "words", "7")
    assert entry.link == "https://a.example/words/"
    assert (entry.guid, entry.is_guid_permalink) == ("https://a.example/?p=1", False)
    assert (entry.excerpt, entry.content) == ("Short.", "<p>Words.</p>")
    assert (entry.menu_order, entry.is_sticky) == (-3, True)
    assert (entry.comment_status, entry.ping_status) == ("open", "closed")
    assert entry.attachment_url == "https://a.example/x.jpg"
    assert [author.login for author in entry.authors] == ["ana"]
    terms = [(term.taxonomy, term.slug, term.name) for term in entry.terms]
    assert terms == [("category", "towns", "Cities & towns"), ("post_tag", "", "old")]
    assert entry.enclosures == (OldEnclosure("https://a.example/x.mp3", "7", "audio/mpeg"),)
    zone = dt.timezone(dt.timedelta(hours=2))
    assert entry.date.moment == dt.datetime(2016, 10, 29, 14, 1, tzinfo=zone)
    assert entry.date.moment.utcoffset() == dt.timedelta(hours=2)
    assert entry.updated.offset == dt.timedelta(hours=1)
    assert entry.meta == (("_thumbnail_id", "5"),)
    assert entry.secrets == (("contact_email", Secret("me@a.example")),)
    assert entry.extra == (("pubDate", "Sat, 29 Oct 2016 12:01:00 +0000"),)


@pytest.mark.parametrize(
    ("status", "password", "kind", "standing"),
    [
        ("publish", "", "post", Standing.PUBLIC),
        ("publish", "open sesame", "post", Standing.PROTECTED),
        ("future", "", "post", Standing.SCHEDULED),
        ("future", "xyzzy", "post", Standing.PROTECTED),
        ("draft", "", "post", Standing.DRAFT),
        ("draft", "xyzzy", "post", Standing.DRAFT),
        ("auto-draft", "", "post", Standing.DRAFT),
        ("pending", "", "page", Standing.PENDING),
        ("private", "", "post", Standing.PRIVATE),
        ("private", "xyzzy", "post", Standing.PRIVATE),
        ("trash", "", "post", Standing.TRASHED),
        ("inherit", "", "attachment", Standing.INHERITED),
        ("inherit", "", "revision", Standing.PRIVATE),
        ("wc-completed", "", "shop_order", Standing.PRIVATE),
        ("", "", "post", Standing.PRIVATE),
        ("PUBLISH", "", "post", Standing.PUBLIC),
    ],
)
def test_a_status_means_what_wordpress_does_with_it(
    status: str, password: str, kind: str, standing: Standing
) -> None:
    more = f"<wp:post_password>{password}</wp:post_password>"
    entry = entry_of(more, status=status, post_type=kind)
    assert entry.standing is standing
    assert entry.password.value == password
    assert not password or password not in repr(entry)


@pytest.mark.parametrize(
    ("approved", "kind", "standing"),
    [
        ("1", "", CommentStanding.APPROVED),
        ("approve", "pingback", CommentStanding.APPROVED),
        ("0", "comment", CommentStanding.PENDING),
        ("hold", "", CommentStanding.PENDING),
        ("spam", "", CommentStanding.SPAM),
        ("trash", "", CommentStanding.TRASHED),
        ("post-trashed", "", CommentStanding.TRASHED),
        ("1", "note", CommentStanding.PRIVATE),
        ("", "", CommentStanding.PRIVATE),
        ("yes", "", CommentStanding.PRIVATE),
    ],
)
def test_a_comment_is_public_only_when_it_was(
    approved: str, kind: str, standing: CommentStanding
) -> None:
    (comment,) = entry_of(
        "<wp:comment><wp:comment_id>12</wp:comment_id><wp:comment_author>Bo</wp:comment_author>"
        "<wp:comment_author_email>bo@a.example\n</wp:comment_author_email>"
        "<wp:comment_author_IP>192.0.2.7</wp:comment_author_IP>"
        "<wp:comment_date>2016-10-29 14:01:00</wp:comment_date>"
        "<wp:comment_content>\n  <![CDATA[ Well\nsaid.]]></wp:comment_content>"
        f"<wp:comment_approved>{approved}</wp:comment_approved>"
        f"<wp:comment_type>{kind}</wp:comment_type><wp:comment_parent>0</wp:comment_parent>"
        "<wp:comment_user_id>3</wp:comment_user_id></wp:comment>"
    ).comments
    assert comment.standing is standing
    assert (comment.id, comment.entry, comment.parent, comment.user) == ("12", "1", "", "3")
    assert comment.body == " Well\nsaid."
    assert comment.author.email.value == "bo@a.example"
    assert comment.ip.value == "192.0.2.7"
    assert "bo@" not in f"{comment} {comment!r} {comment.author.email}"
    assert "192.0.2" not in f"{comment} {comment!r} {comment.ip}"


NAIVE = dt.datetime(2016, 10, 29, 14, 1)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("local", "utc", "moment", "offset"),
    [
        ("2016-10-29 14:01:00", "0000-00-00 00:00:00", NAIVE, None),
        ("0000-00-00 00:00:00", "2016-10-29 14:01:00", NAIVE.replace(tzinfo=dt.UTC), None),
        ("0000-00-00 00:00:00", "0000-00-00 00:00:00", None, None),
        ("2016-10-29 14:01:00", "2016-10-29 08:31:00", None, dt.timedelta(hours=5, minutes=30)),
        ("2016-10-29 14:01:00", "2016-10-29 14:00:47", NAIVE, None),
        ("2016-10-29 14:01:00", "2001-01-01 00:00:00", NAIVE, None),
        ("2016-02-31 14:01:00", "", None, None),
        ("29 Oct 2016", "soon", None, None),
    ],
)
def test_a_date_says_what_is_known_of_it(
    local: str, utc: str, moment: dt.datetime | None, offset: dt.timedelta | None
) -> None:
    date = entry_of(
        f"<wp:post_date>{local}</wp:post_date><wp:post_date_gmt>{utc}</wp:post_date_gmt>"
    ).date
    assert date.offset == offset
    assert date.written == (f"{local} / {utc}" if utc else local)
    if offset is None:
        assert date.moment == moment


def test_the_date_of_the_feed_helps_where_no_other_is() -> None:
    told = "<pubDate>Sat, 29 Oct 2016 14:01:00 +0000</pubDate>"
    assert entry_of(told).date.moment == NAIVE.replace(tzinfo=dt.UTC)
    assert entry_of("<pubDate>Mon, 30 Nov -0001 00:00:00 +0000</pubDate>").date == OldDate()


def test_blocks_are_told_from_classic_bodies() -> None:
    blocks = item(1, "<!-- wp:paragraph --><p>a</p><!-- /wp:paragraph -->")
    formats = [entry.format for entry in entries(read(wxr(blocks, item(2))))]
    assert formats == [BodyFormat.WORDPRESS_BLOCKS, BodyFormat.WORDPRESS_CLASSIC]


def test_authors_terms_and_the_blog_are_read() -> None:
    nouns = read(
        wxr(
            "<link>https://a.example</link><description>On &amp; off</description>"
            "<language>nb-NO</language><generator>https://wordpress.org/?v=6.5</generator>"
            "<wp:base_blog_url>https://a.example/blog</wp:base_blog_url>"
            "<image><url>https://a.example/icon.png</url></image>"
            "<wp:author><wp:author_id>2\n</wp:author_id><wp:author_login>ana\n</wp:author_login>"
            "<wp:author_email>ana@a.example</wp:author_email>"
            "<wp:author_display_name><![CDATA[Ana B.]]></wp:author_display_name></wp:author>"
            "<wp:category><wp:term_id>3</wp:term_id><wp:category_nicename>towns"
            "</wp:category_nicename><wp:category_parent>world</wp:category_parent><wp:cat_name>"
            "<![CDATA[Cities &amp; towns]]></wp:cat_name><wp:category_description>All of them."
            "</wp:category_description></wp:category>"
            "<wp:term><wp:term_taxonomy>series</wp:term_taxonomy><wp:term_slug>s</wp:term_slug>"
            "<wp:termmeta><wp:meta_key>order</wp:meta_key><wp:meta_value>2</wp:meta_value>"
            "</wp:termmeta></wp:term>",
            item(),
        )
    )
    (blog,) = [noun for noun in nouns if isinstance(noun, OldBlog)]
    assert (blog.title, blog.tagline, blog.language) == ("A blog", "On & off", "nb-NO")
    assert blog.urls == ("https://a.example", "https://a.example/blog")
    assert blog.version == "1.2"
    assert ("image/url", "https://a.example/icon.png") in blog.extra
    (author,) = [noun for noun in nouns if isinstance(noun, OldAuthor)]
    assert (author.login, author.id, author.name) == ("ana", "2", "Ana B.")
    category, series = [noun for noun in nouns if isinstance(noun, OldTerm)]
    assert (category.taxonomy, category.slug, category.parent) == ("category", "towns", "world")
    assert (category.name, category.description) == ("Cities &amp; towns", "All of them.")
    assert (series.taxonomy, series.meta) == ("series", (("order", "2"),))


def strings_in(value: object) -> Iterator[str]:
    """Yield every text inside nouns, the secret ones too."""
    match value:
        case str():
            yield value.strip()
        case int() if not isinstance(value, bool):
            yield str(value)
        case Secret():
            yield value.value.strip()
        case tuple() | list():
            for part in value:
                yield from strings_in(part)
        case _ if dataclasses.is_dataclass(value):
            for field in dataclasses.fields(value):
                yield from strings_in(getattr(value, field.name))


MEANT_BY_FIELDS = {"", "0"}
"""What a reference to nothing is written as."""


def strings_of_xml(element: ET.Element) -> Iterator[str]:
    for each in element.iter():
        if not each.tag.endswith(("is_sticky", "post_date", "_gmt", "_modified", "comment_date")):
            yield (each.text or "").strip()
        is_guid = each.tag == "guid"
        yield from (text for name, text in each.items() if not (is_guid and name == "isPermaLink"))


def missing_in(nouns: list[Read], root: ET.Element) -> set[str]:
    told = set(strings_in(nouns))
    renamed = {"tag": "post_tag"}
    written = {renamed.get(text, text) for text in strings_of_xml(root)}
    return written - told - MEANT_BY_FIELDS - {root.get("version", "")}


def test_no_text_of_any_real_export_is_lost(exports: Path) -> None:
    checked = 0
    for file in sorted(exports.glob("*/*.xml")):
        try:
            root = ET.parse(file).getroot()  # noqa: S314 - a file of ours
        except ET.ParseError:
            continue
        if root.tag != "rss":
            continue
        checked += 1
        # Only the number: these are words of real people, which no output of a test repeats.
        lost = len(missing_in(read_file(file), root))
        assert lost == 0, file.name
    assert checked > 40
