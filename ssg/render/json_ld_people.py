"""People and publishers in schema.org's words."""

from ssg.model.view import AuthorView, PictureView, SiteView
from ssg.render.address import absolute_address
from ssg.render.json_text import Json, known

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


def publisher(site: SiteView, site_url: str) -> Json:
    """Return the site as the Organization that publishes."""
    return {"@type": "Organization", "name": site.title, "url": f"{site_url}/"}
