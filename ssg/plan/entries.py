"""The outputs of posts and pages."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ssg.model.entry import CommentPolicy
from ssg.model.output import PlannedPage
from ssg.model.settings import CommentSettings
from ssg.model.site import PlacedEntry, Site, Term
from ssg.model.view import (
    CardLink,
    ConversationView,
    Crumb,
    EntryView,
    RelatedView,
    SeriesView,
)
from ssg.plan.series import Parts, parts_of
from ssg.plan.shelf import Shelf, article_of
from ssg.plan.widgets import WidgetShelf
from ssg.text.addresses import output_path
from ssg.text.dates import days_after

_NO_NEIGHBOURS: tuple[CardLink | None, CardLink | None] = (None, None)


def plan_entries(site: Site, shelf: Shelf, widgets: WidgetShelf) -> Iterator[PlannedPage]:
    """Plan a page for each post and page."""
    neighbours = _neighbours(site, shelf)
    series = {path: _series(term, shelf) for path, term in site.series.items()}
    ways = _ways_down(site, shelf.site.title)
    for placed in site.entries:
        entry = placed.entry
        older, newer = neighbours.get(entry.source, _NO_NEIGHBOURS)
        kind = entry.kind.value
        thread = placed.conversation.thread if placed.conversation else None
        yield PlannedPage(
            path=output_path(placed.permalink),
            template=entry.template or f"{kind}.html",
            view=EntryView(
                site=shelf.site,
                url=placed.permalink,
                entry=shelf.articles[entry.source],
                crumbs=_crumbs(placed, ways),
                older=older,
                newer=newer,
                series=_series_view(placed, site, series),
                related=tuple(
                    RelatedView(
                        shelf.links[near.source],
                        near.why,
                        shelf.tags[near.word].name if near.word in shelf.tags else "",
                    )
                    for near in site.related.get(entry.source, ())
                ),
                backlinks=tuple(
                    shelf.links[linking.entry.source]
                    for linking in site.backlinks.get(entry.source, ())
                ),
                conversation=_conversation_view(placed, site),
                widgets=widgets.on(kind),
            ),
            origin=entry.source,
            needs=(entry.body,) if thread is None else (entry.body, thread),
        )


def plan_again(page: PlannedPage, placed: PlacedEntry, site: Site) -> PlannedPage | None:
    """Return the page of an entry that was written anew, in a site that is otherwise as it was.

    What other entries and listings say of it, and it of them, is left as `page` has it. None where
    `page` is not that of an entry.
    """
    if not isinstance(page.view, EntryView):
        return None
    entry = placed.entry
    thread = placed.conversation.thread if placed.conversation else None
    return replace(
        page,
        template=entry.template or f"{entry.kind.value}.html",
        view=replace(
            page.view,
            entry=article_of(placed, site, page.view.site),
            crumbs=_crumbs(placed, _ways_down(site, page.view.site.title)),
            conversation=_conversation_view(placed, site),
        ),
        needs=(entry.body,) if thread is None else (entry.body, thread),
    )


def _neighbours(site: Site, shelf: Shelf) -> dict[str, tuple[CardLink | None, CardLink | None]]:
    """Return the older and the newer post of each listed post."""
    links = [shelf.links[post.entry.source] for post in site.posts]
    padded = [None, *links, None]
    return {
        post.entry.source: (padded[number + 2], padded[number])
        for number, post in enumerate(site.posts)
    }


def _ways_down(site: Site, title: str) -> dict[str, tuple[Crumb, ...]]:
    """Return what is above an entry by its first category, and by "" above one without."""
    home = Crumb(title, "/")
    below = {path: (home, *category_crumbs(path, site.categories)) for path in site.categories}
    return {"": (home,), **below}


def _crumbs(placed: PlacedEntry, ways: Mapping[str, tuple[Crumb, ...]]) -> tuple[Crumb, ...]:
    first = placed.categories[0] if placed.categories else ""
    return *ways.get(first, ways[""]), Crumb(placed.entry.title, placed.permalink)


def category_crumbs(path: str, categories: Mapping[str, Term]) -> tuple[Crumb, ...]:
    """Return the way down the tree to the category at `path`, itself included."""
    levels = path.split("/")
    above = ("/".join(levels[:depth]) for depth in range(1, len(levels) + 1))
    return tuple(
        Crumb(categories[step].name, categories[step].url) for step in above if step in categories
    )


_Series = tuple[tuple[CardLink, ...], Parts]


def _series(term: Term, shelf: Shelf) -> _Series:
    return tuple(shelf.links[post.entry.source] for post in term.posts), parts_of(term)


def _series_view(
    placed: PlacedEntry, site: Site, series: Mapping[str, _Series]
) -> SeriesView | None:
    term = site.series.get(placed.series)
    if term is None:
        return None
    links, parts = series[placed.series]
    numbers = [n for n, link in enumerate(links) if link.url == placed.permalink]
    if not numbers:
        return None
    number = numbers[0]
    return SeriesView(
        name=term.name,
        url=term.url,
        part=parts.numbers[number],
        count=parts.count,
        posts=links,
        numbers=parts.numbers,
        previous=links[number - 1] if number else None,
        next=links[number + 1] if number + 1 < len(links) else None,
    )


def _conversation_view(placed: PlacedEntry, site: Site) -> ConversationView | None:
    entry, conversation = placed.entry, placed.conversation
    provider = site.settings.comments.provider
    is_page_without = entry.kind.value == "page" and conversation is None
    if entry.comments is CommentPolicy.NONE or (is_page_without and not _asks(placed)):
        return None
    email = site.settings.comments.email or _email_of(placed, site)
    can_answer = entry.comments is CommentPolicy.OPEN and _has_a_way(
        site.settings.comments, email, placed
    )
    if conversation is None and not can_answer:
        return None
    return ConversationView(
        open=can_answer and not _closed_by_age(placed, site),
        comment_count=conversation.comment_count if conversation else 0,
        mention_count=conversation.mention_count if conversation else 0,
        thread=conversation.thread if conversation else None,
        users=tuple(sorted({author.id for author in placed.authors if author.id})),
        provider=provider,
        email=email,
        subject=entry.title,
        settings=site.settings.comments,
        mastodon=entry.social.mastodon,
        bluesky=entry.social.bluesky,
    )


def _has_a_way(settings: CommentSettings, email: str, placed: PlacedEntry) -> bool:
    """Tell whether a reader could answer: by letter only where there is an address, and so on."""
    ways = {
        "none": False,
        "mailto": bool(email),
        "mastodon": bool(placed.entry.social.mastodon),
        "bluesky": bool(placed.entry.social.bluesky),
        "form": bool(settings.options.get("action")),
    }
    return ways.get(settings.provider, True)


def _asks(placed: PlacedEntry) -> bool:
    """Tell whether a page asks for answers itself: pages are closed unless they say otherwise."""
    return bool(placed.entry.social.mastodon or placed.entry.social.bluesky)


def _email_of(placed: PlacedEntry, site: Site) -> str:
    addresses = [author.email for author in placed.authors if author.email]
    default = site.authors.get(site.settings.author)
    return addresses[0] if addresses else (default.email if default else "")


def _closed_by_age(placed: PlacedEntry, site: Site) -> bool:
    days, date = site.settings.comments.close_after_days, placed.entry.date
    return days is not None and date is not None and site.now >= days_after(date, days)
