"""The views that many outputs share, made once: the site, cards, lines, articles, authors."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from ssg.model.author import Author
from ssg.model.entry import Correction, Entry, Picture
from ssg.model.picture import Poster
from ssg.model.record import dataclass
from ssg.model.settings import MenuItem, Settings
from ssg.model.site import Address, PlacedEntry, Site
from ssg.model.theme import Theme
from ssg.model.view import (
    Article,
    AuthorView,
    BodyRef,
    Byline,
    CardLink,
    PictureView,
    PostCard,
    SiteView,
    TermLink,
)
from ssg.plan.feed_links import site_feeds
from ssg.plan.posters import (
    is_among_newest,
    is_unreadable,
    poster_of,
    posters_of,
    shared_copy,
    shown,
)
from ssg.plan.recordings import audio_view
from ssg.plan.term_links import named, numbered, term_links, without_counts
from ssg.text.html import rooted
from ssg.text.languages import direction_of

_WORDS_A_MINUTE = 230


@dataclass(frozen=True, slots=True)
class Shelf:
    """Shared views. Cards, links, articles, posters are by the source path of their entry."""

    site: SiteView
    settings: Settings
    authors: Mapping[str, AuthorView]
    categories: Mapping[str, TermLink]
    tags: Mapping[str, TermLink]
    links: Mapping[str, CardLink]
    cards: Mapping[str, PostCard]
    articles: Mapping[str, Article]
    posters: Mapping[str, Poster]

    def cards_of(self, posts: tuple[PlacedEntry, ...]) -> tuple[PostCard, ...]:
        """Return the cards of `posts`."""
        return tuple(self.cards[post.entry.source] for post in posts)


def fill_shelf(site: Site, theme: Theme) -> Shelf:
    """Make the shared views of `site`."""
    posters = posters_of(site, theme.settings) if theme.mentions("sharing") else {}
    site_view = _site_view(site, theme, posters.get(""))
    authors = {
        author.id: author_view(author, site.author_pictures.get(author.id), site.settings.base_path)
        for author in site.authors.values()
    }
    categories = numbered(term_links(site.categories), site)
    tags = term_links(site.tags)
    filed = without_counts(categories), without_counts(tags)
    links = {entry.entry.source: _card_link(entry, site_view) for entry in site.entries}
    cards = {
        entry.entry.source: _card(entry, site_view, filed[0], authors)
        for entry in (*site.posts, *site.unlisted)
    }
    articles = {
        entry.entry.source: _article(
            entry, site, site_view, authors, filed, posters.get(entry.entry.source)
        )
        for entry in site.entries
    }
    return Shelf(
        site_view, site.settings, authors, categories, tags, links, cards, articles, posters
    )


def article_of(placed: PlacedEntry, site: Site, site_view: SiteView) -> Article:
    """Return the article of one entry, as `fill_shelf` makes it, without the whole shelf."""
    authors = {
        author.id: author_view(author, site.author_pictures.get(author.id), site.settings.base_path)
        for author in placed.authors
        if author is site.authors.get(author.id)
    }
    categories = {
        path: site.categories[path] for path in placed.categories if path in site.categories
    }
    tags = {path: site.tags[path] for path in placed.tags if path in site.tags}
    links = numbered(term_links(categories), site)
    filed = without_counts(links), without_counts(term_links(tags))
    has_poster = site_view.sharing is not None and is_among_newest(placed, site)
    poster = poster_of(placed, site, site_view.theme) if has_poster else None
    return _article(placed, site, site_view, authors, filed, poster)


def author_view(author: Author, picture: Address | None, base: str) -> AuthorView:
    """Return what pages show of `author`; a guest has no address. `base` is the site's path."""
    return AuthorView(
        id=author.id,
        name=author.name,
        url=f"/author/{author.id}/" if author.id else "",
        bio_html=rooted(author.bio_html, base),
        bio_text=author.bio_text,
        email=author.email,
        picture=_picture_view(Picture(src=author.image, alt=author.name), picture)
        if author.image
        else None,
        links=author.links,
        fediverse=author.fediverse,
        role=author.role,
    )


def _site_view(site: Site, theme: Theme, poster: Poster | None) -> SiteView:
    settings = site.settings
    years = [post.entry.date.year for post in site.posts if post.entry.date]
    return SiteView(
        title=settings.title,
        tagline=settings.tagline,
        url=settings.url,
        language=settings.language,
        direction=direction_of(settings.language),
        menu=settings.menu if settings.menu is not None else _default_menu(site),
        links=settings.links,
        feeds=site_feeds(site, theme),
        jsonld=settings.jsonld,
        search=settings.search,
        newsletter=replace(settings.newsletter, sender="", to="", unsubscribe="", smtp={}),
        analytics=settings.analytics,
        webmention=settings.webmention,
        hub=settings.feeds.hub,
        blogroll=settings.blogroll,
        theme=theme.settings,
        first_year=min(years, default=0),
        last_year=max(years, default=0),
        sharing=shown(poster),
    )


def _default_menu(site: Site) -> tuple[MenuItem, ...]:
    """Return the pages at the top of the site, where site.yaml names no menu."""
    return tuple(
        MenuItem(page.entry.title, page.permalink)
        for page in site.pages
        if not page.entry.unlisted and page.permalink.count("/") == 2  # noqa: PLR2004 - "/about/"
    )


def _language(entry: Entry, site: SiteView) -> tuple[str, str]:
    """Return language and direction of an entry where they differ from the site's."""
    if not entry.language or entry.language == site.language:
        return "", ""
    return entry.language, direction_of(entry.language)


def _card_link(placed: PlacedEntry, site: SiteView) -> CardLink:
    language, direction = _language(placed.entry, site)
    return CardLink(placed.entry.title, placed.permalink, placed.entry.date, language, direction)


def _card(
    placed: PlacedEntry,
    site: SiteView,
    categories: Mapping[str, TermLink],
    authors: Mapping[str, AuthorView],
) -> PostCard:
    entry = placed.entry
    language, direction = _language(entry, site)
    return PostCard(
        title=entry.title,
        url=placed.permalink,
        date=entry.date,
        updated=entry.updated,
        summary=entry.summary,
        authors=_bylines(placed, authors),
        section=categories.get(placed.categories[0]) if placed.categories else None,
        picture=_picture_view(entry.picture, placed.picture),
        comment_count=_comment_count(placed),
        sticky=entry.sticky,
        minutes=_minutes(entry),
        has_audio=entry.audio is not None,
        language=language,
        direction=direction,
    )


def _bylines(placed: PlacedEntry, authors: Mapping[str, AuthorView]) -> tuple[Byline, ...]:
    return tuple(
        Byline(author.name, authors[author.id].url if author.id in authors else "")
        for author in placed.authors
    )


def _article(
    placed: PlacedEntry,
    site: Site,
    site_view: SiteView,
    authors: Mapping[str, AuthorView],
    filed: tuple[Mapping[str, TermLink], Mapping[str, TermLink]],
    poster: Poster | None,
) -> Article:
    entry = placed.entry
    picture = _picture_view(entry.picture, placed.picture)
    language, direction = _language(entry, site_view)
    return Article(
        kind=entry.kind.value,
        source=entry.source,
        title=entry.title,
        url=placed.permalink,
        date=entry.date,
        updated=entry.updated,
        guid=entry.guid,
        authors=_author_views(placed, site, authors),
        categories=named(placed.categories, filed[0]),
        tags=named(placed.tags, filed[1]),
        summary=entry.summary,
        dek=entry.summary if entry.has_dek else "",
        description=entry.description or entry.summary,
        picture=picture,
        body=BodyRef(entry.body, placed.addresses, placed.cards),
        words=entry.words,
        minutes=_minutes(entry),
        headings=entry.headings,
        likes=entry.likes,
        sources=entry.sources,
        corrections=_corrections(entry, site.settings.base_path),
        audio=audio_view(placed, site),
        comment_count=_comment_count(placed),
        sticky=entry.sticky,
        unlisted=entry.unlisted,
        draft=entry.draft,
        scheduled=_is_scheduled(entry, site.now),
        language=language,
        direction=direction,
        extra=entry.extra,
        social=entry.social,
        sharing=shared_copy(picture) or shown(poster) or _instead(placed, site, site_view),
    )


def _instead(placed: PlacedEntry, site: Site, site_view: SiteView) -> PictureView | None:
    """Return what a page is shared with in place of a picture of its own that cannot be read."""
    return site_view.sharing if is_unreadable(placed.picture, site) else None


def _author_views(
    placed: PlacedEntry, site: Site, authors: Mapping[str, AuthorView]
) -> tuple[AuthorView, ...]:
    """Return the authors of an entry; one with words of the entry's own is seen there only."""
    return tuple(
        authors[author.id]
        if author is site.authors.get(author.id)
        else author_view(author, site.author_pictures.get(author.id), site.settings.base_path)
        for author in placed.authors
    )


def _picture_view(picture: Picture | None, address: Address | None) -> PictureView | None:
    if picture is None or address is None:
        return None
    return PictureView(
        src=address.url,
        alt=picture.alt,
        caption=picture.caption,
        credit=picture.credit,
        width=address.width,
        height=address.height,
        variants=address.variants,
    )


def _corrections(entry: Entry, base: str) -> tuple[Correction, ...]:
    return tuple(
        replace(correction, html=rooted(correction.html, base)) for correction in entry.corrections
    )


def _comment_count(placed: PlacedEntry) -> int:
    return placed.conversation.comment_count if placed.conversation else 0


def _minutes(entry: Entry) -> int:
    return max(1, round(entry.words / _WORDS_A_MINUTE))


def _is_scheduled(entry: Entry, now: dt.datetime) -> bool:
    return entry.date is not None and entry.date > now
