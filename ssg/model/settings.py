"""site.yaml as a value: every key typed, every default here."""

from collections.abc import Mapping
from dataclasses import field
from urllib.parse import urlsplit

from ssg.model.author import Link
from ssg.model.pickling import pickle_by_fields
from ssg.model.record import dataclass

DEFAULT_THEME = "broadsheet"
"""The theme of a site that names none; it has every template, so others can extend it."""


SHARING_PICTURES = 200
"""So many of the newest posts get a picture drawn for them where the site does not say."""


@dataclass(frozen=True, slots=True)
class MenuItem:
    """A word in the menu; `url` is relative to the site's root or absolute."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class FeedSettings:
    """What feeds hold. `limit` is a number of posts, None for all."""

    limit: int | None = 20
    full_text: bool = True
    hub: str = ""


@dataclass(frozen=True, slots=True)
class CommentSettings:
    """How readers answer. `options` are the provider's own attributes, as written."""

    provider: str = "mailto"
    email: str = ""
    server: str = ""
    close_after_days: int | None = None
    bluesky_api: str = ""
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NewsletterSettings:
    """A plain form to a provider, and how `ssg newsletter` sends.

    `honeypot` names a field that people do not see and that must stay empty.
    """

    action: str = ""
    field_name: str = "email"
    hidden: Mapping[str, str] = field(default_factory=dict)
    consent_text: str = ""
    honeypot: str = ""
    sender: str = ""
    to: str = ""
    unsubscribe: str = ""
    smtp: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AnalyticsSettings:
    """A counter of readers; off unless configured."""

    provider: str = ""
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Funding:
    """Where listeners can give, and the words for it."""

    url: str
    title: str


@dataclass(frozen=True, slots=True)
class PodcastSettings:
    """The channel's data of the podcast feed."""

    title: str = ""
    author: str = ""
    category: str = "Society & Culture"
    explicit: bool = False
    image: str = ""
    locked: bool = False
    guid: str = ""
    description: str = ""
    email: str = ""
    type: str = "episodic"
    copyright: str = ""
    license: str = ""
    medium: str = "podcast"
    funding: tuple[Funding, ...] = ()


@dataclass(frozen=True, slots=True)
class CardSettings:
    """Where `ssg cards` asks instead of the service itself, by service or by host."""

    servers: Mapping[str, str] = field(default_factory=dict)


ARCHIVE = "https://archive.org/wayback/available"
"""Who is asked for copies of pages that are gone."""


@dataclass(frozen=True, slots=True)
class ExternalSettings:
    """How `ssg check --external` asks: `skip` are hosts that it leaves alone.

    `inside` are hosts of the author's own network, which are asked all the same. `archive` is the
    address that is asked for archived copies, "" for none.
    """

    skip: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    archive: str = ARCHIVE


@dataclass(frozen=True, slots=True)
class BlogrollItem:
    """A site that the author reads."""

    title: str
    url: str
    feed: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a site."""

    title: str
    url: str
    tagline: str = ""
    language: str = "en"
    timezone: str = "UTC"
    author: str = ""
    theme: str = DEFAULT_THEME
    theme_settings: Mapping[str, object] = field(default_factory=dict)
    permalink: str = "/{year}/{month}/{day}/{slug}/"
    posts_per_page: int = 10
    menu: tuple[MenuItem, ...] | None = None
    allowed_categories: tuple[str, ...] | None = None
    jsonld: str = "BlogPosting"
    links: tuple[Link, ...] = ()
    feeds: FeedSettings = FeedSettings()
    comments: CommentSettings = CommentSettings()
    newsletter: NewsletterSettings = NewsletterSettings()
    analytics: AnalyticsSettings = AnalyticsSettings()
    podcast: PodcastSettings = PodcastSettings()
    cards: CardSettings = CardSettings()
    search: bool = True
    sharing_pictures: int | None = SHARING_PICTURES
    webmention: str = ""
    blogroll: tuple[BlogrollItem, ...] = ()
    indexnow: str = ""
    rules_off: tuple[str, ...] = ()
    external: ExternalSettings = ExternalSettings()
    redirects: tuple[str, ...] = ("netlify", "apache", "nginx", "html")
    deploy: Mapping[str, object] = field(default_factory=dict)
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Line and column of each key, those below a key as "theme_settings.accent"; below
    `theme_settings` to any depth, as "theme_settings.fonts.0.family"."""

    def place(self, key: str) -> tuple[int, int]:
        """Return line and column of `key` in site.yaml, or 0 and 0."""
        return self.places.get(key, (0, 0))

    def nearest_place(self, key: str) -> tuple[int, int]:
        """Return line and column of `key`, or of the nearest key above it that has a place."""
        while key and key not in self.places:
            key = key.rpartition(".")[0]
        return self.place(key)

    @property
    def base_path(self) -> str:
        """Return the path of `url` without the slash at its end: "/blog", or "" at a root."""
        return urlsplit(self.url).path.rstrip("/")

    @property
    def origin(self) -> str:
        """Return scheme and host of `url`."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}"


@dataclass(frozen=True, slots=True)
class ParseSettings:
    """The few settings that parsing one file depends on; another theme parses nothing anew."""

    language: str
    timezone: str


@dataclass(frozen=True, slots=True)
class TermRecord:
    """A category or tag that categories.yaml or tags.yaml describes; `slug` may hold a path."""

    slug: str
    name: str
    parent: str = ""
    description_html: str = ""


@dataclass(frozen=True, slots=True)
class RedirectRecord:
    """A line of redirects.yaml: `code` is 301, 302 or 410 (then `to` is "")."""

    old: str
    query: str
    to: str
    code: int
    why: str
    line: int


pickle_by_fields(__name__)
