"""People and publishers in schema.org's words."""

from collections.abc import Callable

from ssg.model.view import AuthorView, PictureView, SiteView
from ssg.render.address import absolute_address
from ssg.render.context import PageContext
from ssg.render.json_text import Json, Written, write_object

_NOT_THE_AUTHOR = frozenset({"book", "email", "podcast", "radio", "rss"})
"""Kinds of links that lead to works or letter boxes, not to the author's own profiles."""


def person(author: AuthorView, site_url: str) -> Json:
    """Return an author as a Person; `sameAs` are the profiles elsewhere."""
    profiles = [
        link.url
        for link in author.links
        if link.kind not in _NOT_THE_AUTHOR and link.url.startswith(("http://", "https://"))
    ]
    return known(
        {
            "@type": "Person",
            "name": author.name,
            "url": absolute_address(author.url, site_url) if author.url else "",
            "image": picture(author.picture, site_url),
            "jobTitle": author.role,
            "sameAs": profiles,
        }
    )


def picture(shown: PictureView | None, site_url: str) -> Json:
    """Return a picture as an ImageObject; {} without one."""
    if shown is None:
        return {}
    return known(
        {
            "@type": "ImageObject",
            "url": absolute_address(shown.src, site_url),
            "width": shown.width,
            "height": shown.height,
            "caption": shown.caption,
            "creditText": shown.credit,
        }
    )


def person_of(page: PageContext, author: AuthorView) -> Written:
    """Return an author as a Person, written once for all pages."""
    return _shared(page, "person", author, lambda: person(author, page.site_url))


def publisher_of(page: PageContext, site: SiteView) -> Written:
    """Return the site as the Organization that publishes."""
    return _shared(page, "publisher", site, lambda: _site_as("Organization", site, page))


def blog_of(page: PageContext, site: SiteView) -> Written:
    """Return the site as the Blog that a post is part of."""
    return _shared(page, "blog", site, lambda: _site_as("Blog", site, page))


def _site_as(kind: str, site: SiteView, page: PageContext) -> Json:
    return {"@type": kind, "name": site.title, "url": f"{page.site_url}/"}


def _shared(
    page: PageContext, what: str, of: AuthorView | SiteView, describe: Callable[[], Json]
) -> Written:
    key = page.shared.key(what, (of,))
    text = page.shared.get(key) or page.shared.keep(key, write_object(describe()), (of,))
    return Written(text)


def known(thing: Json) -> Json:
    """Return `thing` without what is not known: schema.org has no empty values."""
    return {key: value for key, value in thing.items() if value or value is False}
