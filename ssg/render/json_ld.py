"""What a page is, in schema.org's words (JSON-LD)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from ssg.model.view import (
    ArchiveView,
    AuthorPageView,
    Crumb,
    EntryView,
    HomeView,
    ListingView,
    PostCard,
    SeriesPageView,
    View,
)
from ssg.render.address import absolute_address
from ssg.render.context import PageContext
from ssg.render.json_ld_article import article
from ssg.render.json_ld_people import person, publisher
from ssg.render.json_text import Json, Members, known, list_of, members_of, script_of
from ssg.render.text import plain_text


def json_ld_of(view: View, page: PageContext) -> Markup:
    """Return script elements that say what a page is and where; "" where there is nothing to say.

    No text can end the element: "<" and its like are written as JSON escapes.
    """
    describe = _DESCRIPTIONS.get(type(view))
    if describe is None:
        return Markup("")
    scripts = [script_of(*describe(view, page))]
    crumbs = getattr(view, "crumbs", ())
    if crumbs:
        scripts.append(script_of(*_breadcrumbs(crumbs, page.site_url)))
    # Signs that HTML knows were replaced.
    return Markup("\n".join(scripts))  # noqa: S704


def _website(view: HomeView, page: PageContext) -> list[Members]:
    site, site_url = view.site, page.site_url
    return [
        members_of(
            {
                "@context": "https://schema.org",
                "@type": "WebSite",
                "name": site.title,
                "description": site.tagline,
                "url": f"{site_url}/",
                "inLanguage": site.language,
                "publisher": publisher(site, site_url),
                **({"potentialAction": _search_action(site_url)} if site.search else {}),
            }
        )
    ]


def _search_action(site_url: str) -> Json:
    """Say how the site is searched (https://schema.org/SearchAction)."""
    return {
        "@type": "SearchAction",
        "target": {
            "@type": "EntryPoint",
            "urlTemplate": f"{site_url}/search/?q={{search_term_string}}",
        },
        "query-input": "required name=search_term_string",
    }


def _profile(view: AuthorPageView, page: PageContext) -> list[Members]:
    site_url = page.site_url
    return [
        members_of(
            {
                "@context": "https://schema.org",
                "@type": "ProfilePage",
                "url": absolute_address(view.url, site_url),
                "inLanguage": view.site.language,
                "mainEntity": known(
                    person(view.author, site_url) | {"description": view.author.bio_text}
                ),
            }
        )
    ]


def _listing(view: ListingView, page: PageContext) -> list[Members]:
    text = plain_text(view.description_html)
    return _collection(view, view.title, text, view.posts, page.site_url)


def _series(view: SeriesPageView, page: PageContext) -> list[Members]:
    return _collection(view, view.title, "", view.posts, page.site_url)


def _archive(view: ArchiveView, page: PageContext) -> list[Members]:
    name = view.crumbs[-1].name if view.crumbs else view.site.title
    return _collection(view, name, "", (), page.site_url)


def _collection(
    view: ListingView | SeriesPageView | ArchiveView,
    name: str,
    description: str,
    posts: Sequence[PostCard],
    site_url: str,
) -> list[Members]:
    about: Json = {
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        "name": name,
        "description": description,
        "url": absolute_address(view.url, site_url),
        "inLanguage": view.site.language,
        "isPartOf": {"@type": "WebSite", "name": view.site.title, "url": f"{site_url}/"},
    }
    if not posts:
        return [members_of(about)]
    listed = list_of(
        {"url": absolute_address(post.url, site_url), "name": post.title} for post in posts
    )
    return [members_of(about), f'"mainEntity":{{"@type":"ItemList",{listed}}}']


def _breadcrumbs(crumbs: Sequence[Crumb], site_url: str) -> list[Members]:
    steps = []
    for crumb in crumbs:
        step = {"name": crumb.name} if crumb.name else {}
        if crumb.url:
            step["item"] = absolute_address(crumb.url, site_url)
        steps.append(step)
    about: Json = {"@context": "https://schema.org", "@type": "BreadcrumbList"}
    return [members_of(about), list_of(steps)]


_DESCRIPTIONS: Mapping[type, Callable[[Any, PageContext], list[Members]]] = {
    ArchiveView: _archive,
    AuthorPageView: _profile,
    EntryView: article,
    HomeView: _website,
    ListingView: _listing,
    SeriesPageView: _series,
}
"""What each kind of view is; search and the page for a lost reader are nothing to index."""
