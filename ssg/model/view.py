"""What templates see: the theme contract, `api: 1`.

A template gets one view under the name `view` and nothing else of the site. Addresses in views
begin with "/" and are relative to the site's root; the filters `url` and `absolute` put the site's
path, or its whole address, before them. Texts are plain and escaped by the template; what ends in
`_html` is HTML that the program has made or cleaned. A change to a field here raises the theme
`api`; an old field keeps working for one major version.
"""

import datetime as dt
from collections.abc import Mapping

from ssg.model.author import Link
from ssg.model.digest import Digest
from ssg.model.entry import Chapter, Correction, Heading, SocialThreads, SourceNote
from ssg.model.pickling import pickle_by_fields
from ssg.model.picture import Variants
from ssg.model.record import dataclass
from ssg.model.settings import (
    AnalyticsSettings,
    BlogrollItem,
    CommentSettings,
    MenuItem,
    NewsletterSettings,
    PodcastSettings,
)
from ssg.model.site import Address, PlacedCard


@dataclass(frozen=True, slots=True)
class SiteView:
    """What every page knows of the site."""

    title: str
    tagline: str
    url: str
    language: str
    direction: str
    menu: tuple[MenuItem, ...]
    links: tuple[Link, ...]
    feeds: tuple["FeedLink", ...]
    jsonld: str
    search: bool
    newsletter: NewsletterSettings
    analytics: AnalyticsSettings
    webmention: str
    hub: str
    blogroll: tuple[BlogrollItem, ...]
    theme: Mapping[str, object]
    """The theme's settings: its declared defaults with the site's choices over them."""
    first_year: int
    last_year: int
    """Years of the oldest and newest post; 0 without posts."""
    sharing: "PictureView | None" = None
    """What was drawn of the site for those who share what has no picture."""


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that a page announces in its head."""

    title: str
    url: str
    type: str


@dataclass(frozen=True, slots=True)
class TermLink:
    """A category, tag, author, series or period with the number of its posts.

    `depth` counts from 0 for a category at the top of the tree, `number` from 1 the categories at
    the top in the order of their slugs: those below a top category have its number, so that a
    theme can give a section a colour of its own. Other terms have 0.
    """

    name: str
    url: str
    count: int = 0
    depth: int = 0
    number: int = 0


@dataclass(frozen=True, slots=True)
class PictureView:
    """A picture: `src` relative to the root or absolute; width and height in pixels, 0 unknown.

    `variants` are its smaller copies, of which `sources()` makes elements; None without any.
    """

    src: str
    alt: str = ""
    caption: str = ""
    credit: str = ""
    width: int = 0
    height: int = 0
    variants: Variants | None = None


@dataclass(frozen=True, slots=True)
class AuthorView:
    """An author as pages show one. `url` is "" for a guest without an author page."""

    id: str
    name: str
    url: str
    bio_html: str
    bio_text: str
    email: str
    picture: PictureView | None
    links: tuple[Link, ...]
    fediverse: str
    role: str


@dataclass(frozen=True, slots=True)
class Byline:
    """The little that a card shows of an author."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class CardLink:
    """A post or page as one line: neighbours, series parts, backlinks."""

    title: str
    url: str
    date: dt.datetime | None = None
    language: str = ""
    direction: str = ""


@dataclass(frozen=True, slots=True)
class PostCard:
    """A post in a listing. `language` and `direction` are set where they differ from the site's."""

    title: str
    url: str
    date: dt.datetime | None
    updated: dt.datetime | None
    summary: str
    authors: tuple[Byline, ...]
    section: TermLink | None
    """The post's first category."""
    picture: PictureView | None
    comment_count: int
    sticky: bool
    minutes: int
    has_audio: bool
    language: str
    direction: str


@dataclass(frozen=True, slots=True)
class AudioView:
    """A recording: `src` relative to the root or absolute, `length` in bytes.

    `chapters_url` is that of a file with the chapters. `episode` and `season` are 0 where they are
    not counted; `explicit` is None where the podcast's own word holds.
    """

    src: str
    length: int
    duration: str
    type: str
    transcript: str
    chapters: tuple[Chapter, ...]
    chapters_url: str = ""
    episode: int = 0
    season: int = 0
    episode_type: str = ""
    explicit: bool | None = None


@dataclass(frozen=True, slots=True)
class BodyRef:
    """The text of an entry: its key, what its addresses resolve to, and what its cards show.

    Shown by `content()`.
    """

    key: Digest
    addresses: tuple[Address, ...]
    cards: tuple[PlacedCard, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """All of one entry, as its own page and the feeds show it. `kind` is "post" or "page"."""

    kind: str
    source: str
    title: str
    url: str
    date: dt.datetime | None
    updated: dt.datetime | None
    guid: str
    """The feed identity as written; "" means the permalink."""
    authors: tuple[AuthorView, ...]
    categories: tuple[TermLink, ...]
    tags: tuple[TermLink, ...]
    summary: str
    description: str
    picture: PictureView | None
    body: BodyRef
    words: int
    minutes: int
    """Reading time, at 230 words a minute, at least 1."""
    headings: tuple[Heading, ...]
    likes: int | None
    sources: tuple[SourceNote, ...]
    corrections: tuple[Correction, ...]
    """Newest first."""
    audio: AudioView | None
    comment_count: int
    sticky: bool
    unlisted: bool
    draft: bool
    scheduled: bool
    language: str
    direction: str
    extra: Mapping[str, object]
    social: SocialThreads = SocialThreads()
    """The posts on other networks whose replies are its conversation."""
    dek: str = ""
    """What stands between title and text: a summary that was written and does not open the text."""
    sharing: PictureView | None = None
    """For those who share it: a copy of its picture, or what was drawn of its title; or none."""


@dataclass(frozen=True, slots=True)
class SeriesView:
    """The series that a post belongs to, as part `part` of `count`. `numbers` are of `posts`."""

    name: str
    url: str
    part: int
    count: int
    posts: tuple[CardLink, ...]
    numbers: tuple[int, ...]
    previous: CardLink | None
    next: CardLink | None


@dataclass(frozen=True, slots=True)
class RelatedView:
    """A related post: `why` is series, cites, tag or text; `word` the tag that both have."""

    post: CardLink
    why: str
    word: str


@dataclass(frozen=True, slots=True)
class ConversationView:
    """The old answers to an entry, shown by `thread()`, and how to answer now.

    `open` tells whether readers may answer; `provider`, `server` and `options` say how. For
    `mailto`, `email` and `subject` make the link. `users` are the author ids whose comments count
    as the author's own.
    """

    open: bool
    comment_count: int
    mention_count: int
    thread: Digest | None
    users: tuple[str, ...]
    provider: str
    email: str
    subject: str
    settings: CommentSettings
    mastodon: str
    bluesky: str


@dataclass(frozen=True, slots=True)
class PageLink:
    """A standing page in the tree of pages; `depth` counts the pages above it, from 0.

    `description` is that of its front matter, "" without one.
    """

    title: str
    url: str
    depth: int = 0
    description: str = ""
    language: str = ""
    direction: str = ""


@dataclass(frozen=True, slots=True)
class Widgets:
    """What a theme asked for in theme.yaml under `widgets`; empty where it did not."""

    recent_posts: tuple[CardLink, ...] = ()
    categories: tuple[TermLink, ...] = ()
    tags: tuple[TermLink, ...] = ()
    series: tuple[TermLink, ...] = ()
    authors: tuple[TermLink, ...] = ()
    years: tuple[TermLink, ...] = ()
    pages: tuple[PageLink, ...] = ()


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step of the way from the front page."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class EntryView:
    """A post (post.html) or a page (page.html)."""

    site: SiteView
    url: str
    entry: Article
    crumbs: tuple[Crumb, ...]
    older: CardLink | None
    newer: CardLink | None
    series: SeriesView | None
    related: tuple[RelatedView, ...]
    backlinks: tuple[CardLink, ...]
    conversation: ConversationView | None
    widgets: Widgets

    @property
    def extra(self) -> Mapping[str, object]:
        """Return what stands under `extra:` in the front matter."""
        return self.entry.extra


@dataclass(frozen=True, slots=True)
class Pagination:
    """Where a listing stands among its pages; `number` counts from 1."""

    number: int
    count: int
    first: str
    last: str
    newer: str
    older: str
    """Addresses; "" where there is none."""


@dataclass(frozen=True, slots=True)
class Section:
    """A block of the front page: a category with its newest posts."""

    term: TermLink
    posts: tuple[PostCard, ...]


@dataclass(frozen=True, slots=True)
class HomeView:
    """The front page (home.html): one lead, two to four seconds, then a river by date.

    Sticky posts lead. `sections` are the largest categories with posts that stand nowhere above.
    """

    site: SiteView
    url: str
    lead: PostCard | None
    seconds: tuple[PostCard, ...]
    river: tuple[PostCard, ...]
    sections: tuple[Section, ...]
    pagination: Pagination
    date: dt.datetime | None
    """Of the newest post."""
    authors: tuple[AuthorView, ...]
    widgets: Widgets
    old_queries: tuple[str, ...] = ()
    """Names of the query parameters that /old-addresses.json knows; empty without that file."""


@dataclass(frozen=True, slots=True)
class ListingView:
    """Posts under a heading (listing.html): a category, a tag, or page two of the front page.

    `kind` is home, category or tag. `children` are those of a category.
    """

    site: SiteView
    url: str
    kind: str
    title: str
    description_html: str
    posts: tuple[PostCard, ...]
    count: int
    first_year: int
    last_year: int
    pagination: Pagination
    feed: FeedLink | None
    crumbs: tuple[Crumb, ...]
    children: tuple[TermLink, ...]
    widgets: Widgets


@dataclass(frozen=True, slots=True)
class AuthorPageView:
    """An author's page (author.html): the record, then the posts, page by page."""

    site: SiteView
    url: str
    author: AuthorView
    posts: tuple[PostCard, ...]
    count: int
    years: tuple[TermLink, ...]
    pagination: Pagination
    feed: FeedLink | None
    crumbs: tuple[Crumb, ...]
    widgets: Widgets


@dataclass(frozen=True, slots=True)
class SeriesPageView:
    """A series (series.html), first part first: `numbers` of its `posts`, `count` of all parts."""

    site: SiteView
    url: str
    title: str
    posts: tuple[PostCard, ...]
    numbers: tuple[int, ...]
    count: int
    pagination: Pagination
    feed: FeedLink | None
    crumbs: tuple[Crumb, ...]
    widgets: Widgets


@dataclass(frozen=True, slots=True)
class ArchiveYear:
    """A year with the number of its posts; `months` by number from 1, (month, count, address)."""

    year: int
    url: str
    count: int
    months: tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, slots=True)
class ArchiveLine:
    """A post as one line of an archive."""

    title: str
    url: str
    date: dt.datetime
    authors: tuple[Byline, ...]
    language: str
    direction: str


@dataclass(frozen=True, slots=True)
class ArchiveGroup:
    """A month (or with `month` 0 a year) and its lines, newest first."""

    year: int
    month: int
    url: str
    lines: tuple[ArchiveLine, ...]


@dataclass(frozen=True, slots=True)
class ArchiveView:
    """Everything (archive.html), or one year or month of it.

    `kind` is archive, year or month; `year` and `month` are 0 where they do not apply. `years` is
    the index of all years.
    """

    site: SiteView
    url: str
    kind: str
    year: int
    month: int
    years: tuple[ArchiveYear, ...]
    groups: tuple[ArchiveGroup, ...]
    count: int
    older: str
    newer: str
    """The neighbouring year's or month's address; "" where there is none."""
    categories: tuple[TermLink, ...]
    tags: tuple[TermLink, ...]
    series: tuple[TermLink, ...]
    authors: tuple[TermLink, ...]
    crumbs: tuple[Crumb, ...]
    widgets: Widgets


@dataclass(frozen=True, slots=True)
class PlainView:
    """Search (search.html) and the page for a lost reader (404.html): `kind` is search or 404."""

    site: SiteView
    url: str
    kind: str
    years: tuple[TermLink, ...]
    recent: tuple[CardLink, ...]
    tags: tuple[TermLink, ...]
    crumbs: tuple[Crumb, ...]
    widgets: Widgets
    leads_up: bool = False
    """Whether a lost reader of what hung below a page (/x/feed/, /x/amp/) is led to that page."""


@dataclass(frozen=True, slots=True)
class Profile:
    """An account at which readers follow: `handle` is what to search for, "" where unknown.

    `owner` is the name of the author whose account it is, "" for the site's own.
    """

    title: str
    url: str
    kind: str
    handle: str
    owner: str


@dataclass(frozen=True, slots=True)
class FollowView:
    """How to follow the site (follow.html): `feeds` are those of all posts in three formats.

    `authors` and `categories` are feeds of a part; there are none of authors where only one writes.
    """

    site: SiteView
    url: str
    feeds: tuple[FeedLink, ...]
    comments: FeedLink | None
    podcast: FeedLink | None
    authors: tuple[FeedLink, ...]
    categories: tuple[FeedLink, ...]
    profiles: tuple[Profile, ...]
    crumbs: tuple[Crumb, ...]
    widgets: Widgets


@dataclass(frozen=True, slots=True)
class BlogrollView:
    """The sites that the author reads, for programs (blogroll.xml): those that have a feed.

    `author` is the site's default author.
    """

    site: SiteView
    url: str
    author: AuthorView | None
    sites: tuple[BlogrollItem, ...]


@dataclass(frozen=True, slots=True)
class FeedView:
    """A feed of posts (rss.xml, atom.xml, feed.json, podcast.xml), newest first.

    `page_url` is the page that the feed follows. `author` is the site's default author.
    """

    site: SiteView
    url: str
    page_url: str
    title: str
    description: str
    entries: tuple[Article, ...]
    updated: dt.datetime | None
    full_text: bool
    author: AuthorView | None
    podcast: PodcastSettings


@dataclass(frozen=True, slots=True)
class FeedComment:
    """A comment in the comments feed; its text is found by `comment(thread, id)`."""

    id: str
    thread: Digest
    post_title: str
    post_url: str


@dataclass(frozen=True, slots=True)
class CommentFeedView:
    """The newest comments of the site (comments.xml), newest first."""

    site: SiteView
    url: str
    page_url: str
    title: str
    description: str
    comments: tuple[FeedComment, ...]
    updated: dt.datetime | None


@dataclass(frozen=True, slots=True)
class SitemapView:
    """Addresses, each with the date of its last change or "" (sitemap.xml); or an index of maps."""

    site: SiteView
    addresses: tuple[tuple[str, str], ...]
    is_index: bool


@dataclass(frozen=True, slots=True)
class RedirectView:
    """An address that forwards to another (redirect.html); `to` is "" where it is gone for good."""

    site: SiteView
    url: str
    to: str
    code: int


@dataclass(frozen=True, slots=True)
class RedirectRule:
    """A rule of the redirect table. In `old` of a pattern, ":name" stands for one level."""

    old: str
    query: str
    to: str
    code: int
    is_pattern: bool = False


@dataclass(frozen=True, slots=True)
class RedirectTableView:
    """All redirects in one dialect: netlify, apache, nginx or JSON (written without a template)."""

    base_path: str
    rules: tuple[RedirectRule, ...]


@dataclass(frozen=True, slots=True)
class RobotsView:
    """robots.txt."""

    site: SiteView
    sitemap: str


@dataclass(frozen=True, slots=True)
class KeyFileView:
    """The key by which search engines know that news come from the site itself (IndexNow).

    It is written without a template.
    """

    key: str


@dataclass(frozen=True, slots=True)
class LetterView:
    """A post as an e-mail (newsletter_mail.html): `ssg newsletter` makes it, it is no output.

    `url` is the post's address, `preheader` what mail programs show beside the subject, `answer_to`
    the address that answers go to, `unsubscribe` where readers leave the list; "" without one.
    """

    site: SiteView
    url: str
    subject: str
    preheader: str
    entry: Article
    series: SeriesView | None
    answer_to: str
    unsubscribe: str


@dataclass(frozen=True, slots=True)
class ChaptersView:
    """The chapters of a recording, as players read them (written without a template)."""

    site: SiteView
    title: str
    chapters: tuple[Chapter, ...]


View = (
    EntryView
    | HomeView
    | ListingView
    | AuthorPageView
    | SeriesPageView
    | ArchiveView
    | PlainView
    | FollowView
    | BlogrollView
    | FeedView
    | CommentFeedView
    | SitemapView
    | RedirectView
    | RedirectTableView
    | RobotsView
    | KeyFileView
    | LetterView
    | ChaptersView
)


pickle_by_fields(__name__)
