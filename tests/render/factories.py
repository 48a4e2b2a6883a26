"""Views made by hand, each with every field set to something that a test may replace."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ssg.model.author import Link
from ssg.model.comment import Comment, CommentType, Thread
from ssg.model.digest import Digest, digest_of
from ssg.model.entry import Body
from ssg.model.output import PlannedPage, Rendered
from ssg.model.settings import (
    AnalyticsSettings,
    CommentSettings,
    MenuItem,
    NewsletterSettings,
    PodcastSettings,
)
from ssg.model.site import Address
from ssg.model.source import FileRef
from ssg.model.theme import TemplateFile, Theme
from ssg.model.view import (
    ArchiveGroup,
    ArchiveLine,
    ArchiveView,
    ArchiveYear,
    Article,
    AudioView,
    AuthorView,
    BodyRef,
    Byline,
    CommentFeedView,
    ConversationView,
    EntryView,
    FeedComment,
    FeedView,
    PlainView,
    PostCard,
    SiteView,
    TermLink,
    View,
    Widgets,
)
from ssg.render.page import render_page

WHEN = dt.datetime(2016, 10, 29, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=-5)))


def site_view(**changes: Any) -> SiteView:
    site = SiteView(
        title="The Lamplighter",
        tagline="Commentary on cities, books and power",
        url="https://lamplighter.example/blog/",
        language="en",
        direction="ltr",
        menu=(MenuItem("About", "/about/"),),
        links=(),
        feeds=(),
        jsonld="BlogPosting",
        search=True,
        newsletter=NewsletterSettings(),
        analytics=AnalyticsSettings(),
        webmention="",
        hub="",
        blogroll=(),
        theme={},
        first_year=2016,
        last_year=2026,
    )
    return replace(site, **changes)


def author_view(**changes: Any) -> AuthorView:
    author = AuthorView(
        id="jane-marsh",
        name="Jane Marsh",
        url="/author/jane-marsh/",
        bio_html="<p>Lives in <em>Chicago</em>.</p>",
        bio_text="Lives in Chicago.",
        email="jane@lamplighter.example",
        picture=None,
        links=(Link("Flashpoint", "https://books.example/flashpoint", "book"),),
        fediverse="",
        role="",
    )
    return replace(author, **changes)


def body(html: str = "<p>Words.</p>", *addresses: Address, lead: str = "") -> tuple[Body, BodyRef]:
    made = Body(html=html, lead_html=lead)
    return made, BodyRef(key=digest_of(made), addresses=addresses)


BODY, BODY_REF = body()


def article(**changes: Any) -> Article:
    made = Article(
        kind="post",
        source="content/posts/2016-10-29-words-and-deeds.md",
        title="Words & Deeds",
        url="/2016/10/29/words-and-deeds/",
        date=WHEN,
        updated=None,
        guid="",
        authors=(author_view(),),
        categories=(TermLink("Foreign Affairs", "/category/foreign-affairs/"),),
        tags=(TermLink("syria", "/tag/syria/"),),
        summary="What was said, and what was done.",
        description="What was said, and what was done.",
        picture=None,
        body=BODY_REF,
        words=900,
        minutes=4,
        headings=(),
        likes=None,
        sources=(),
        corrections=(),
        audio=None,
        comment_count=0,
        sticky=False,
        unlisted=False,
        draft=False,
        scheduled=False,
        language="en",
        direction="ltr",
        extra={},
    )
    return replace(made, **changes)


def audio_view(**changes: Any) -> AudioView:
    audio = AudioView(
        src="/media/show.mp3",
        length=31457280,
        duration="42:10",
        type="audio/mpeg",
        transcript="",
        chapters=(),
    )
    return replace(audio, **changes)


def entry_view(**changes: Any) -> EntryView:
    entry = changes.pop("entry", None) or article()
    view = EntryView(
        site=site_view(),
        url=entry.url,
        entry=entry,
        crumbs=(),
        older=None,
        newer=None,
        series=None,
        related=(),
        backlinks=(),
        conversation=None,
        widgets=Widgets(),
    )
    return replace(view, **changes)


def plain_view(**changes: Any) -> PlainView:
    view = PlainView(
        site=site_view(),
        url="/404.html",
        kind="404",
        years=(),
        recent=(),
        tags=(),
        crumbs=(),
        widgets=Widgets(),
    )
    return replace(view, **changes)


def post_card(**changes: Any) -> PostCard:
    card = PostCard(
        title="Words & Deeds",
        url="/2016/10/29/words-and-deeds/",
        date=WHEN,
        updated=None,
        summary="What was said, and what was done.",
        authors=(),
        section=None,
        picture=None,
        comment_count=0,
        sticky=False,
        minutes=4,
        has_audio=False,
        language="",
        direction="",
    )
    return replace(card, **changes)


def archive_view(lines: int, **changes: Any) -> ArchiveView:
    """Return the archive of a year, with so many posts in each of two months."""
    line = ArchiveLine("Words & Deeds", "/2016/10/words/", WHEN, (Byline("Ada", "/a/"),), "", "")
    months = (10, 4)
    view = ArchiveView(
        site=site_view(),
        url="/2016/",
        kind="year",
        year=2016,
        month=0,
        years=(ArchiveYear(2016, "/2016/", 2 * lines, ()),),
        groups=tuple(ArchiveGroup(2016, m, f"/2016/{m:02}/", (line,) * lines) for m in months),
        count=2 * lines,
        older="/2015/",
        newer="",
        categories=(),
        tags=(),
        series=(),
        authors=(),
        crumbs=(),
        widgets=Widgets(),
    )
    return replace(view, **changes)


def feed_view(*entries: Article, **changes: Any) -> FeedView:
    view = FeedView(
        site=site_view(),
        url="/feed.xml",
        page_url="/",
        title="The Lamplighter",
        description="Commentary on cities, books and power",
        entries=entries,
        updated=max((e.updated or e.date or WHEN for e in entries), default=None),
        full_text=True,
        author=author_view(),
        podcast=PodcastSettings(),
    )
    return replace(view, **changes)


def comment(number: int, parent: int = 0, **changes: Any) -> Comment:
    made = Comment(
        id=f"wp-{number}",
        parent=f"wp-{parent}" if parent else "",
        type=CommentType.COMMENT,
        author_name=f"Reader {number}",
        author_url="",
        user="",
        date=WHEN,
        body_html=f"<p>Answer {number}.</p>",
    )
    return replace(made, **changes)


def conversation_view(thread: Thread | None, **changes: Any) -> ConversationView:
    view = ConversationView(
        open=True,
        comment_count=len(thread.comments) if thread else 0,
        mention_count=0,
        thread=digest_of(thread) if thread else None,
        users=("jane-marsh",),
        provider="mailto",
        email="jane@lamplighter.example",
        subject="Words & Deeds",
        settings=CommentSettings(),
        mastodon="",
        bluesky="",
    )
    return replace(view, **changes)


def comment_feed_view(thread: Thread, **changes: Any) -> CommentFeedView:
    view = CommentFeedView(
        site=site_view(),
        url="/comments/feed.xml",
        page_url="/",
        title="Comments on The Lamplighter",
        description="",
        comments=tuple(
            FeedComment(c.id, digest_of(thread), "Words & Deeds", "/2016/10/29/words-and-deeds/")
            for c in thread.comments
        ),
        updated=WHEN,
    )
    return replace(view, **changes)


def theme(
    templates: Mapping[str, str] | None = None,
    strings: Mapping[str, Mapping[str, str]] | None = None,
    assets: Mapping[str, tuple[FileRef, str]] | None = None,
) -> Theme:
    """A theme of one layer with these templates by name."""
    return Theme(
        name="paper",
        templates={
            name: TemplateFile("paper", name, f"themes/paper/templates/{name}", text)
            for name, text in (templates or {}).items()
        },
        strings=strings or {},
        settings={},
        widgets=(),
        assets=assets or {},
    )


def render(view: View, template: str, in_theme: Theme, *heavy: Body | Thread) -> Rendered:
    """Render `view` as a page planned for it, with BODY and `heavy` at hand."""
    page = PlannedPage("index.html", template, view, "content/posts/x.md")
    needed: dict[Digest, Body | Thread] = {digest_of(part): part for part in (BODY, *heavy)}
    return render_page(page, needed, in_theme)


def shown(template: str, view: View, *heavy: Body | Thread, **theme_parts: Any) -> str:
    """Return what the text of one template makes of `view`, which must cause no diagnostics."""
    rendered = render(view, "page.html", theme({"page.html": template}, **theme_parts), *heavy)
    assert rendered.diagnostics == ()
    return rendered.content.decode()
