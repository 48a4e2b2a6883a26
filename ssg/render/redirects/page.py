"""A page that forwards: what is left where a host knows no redirects."""

from markupsafe import escape

from ssg.model.view import RedirectView
from ssg.render.address import absolute_address, base_path_of, safe_address, site_address
from ssg.text.media_types import FEED_TYPES


def write_redirect_page(view: RedirectView) -> str:
    """Return the page, for themes without a redirect.html.

    Feed readers that keep asking for the old address of a feed get it named as one.
    """
    site = view.site
    if not view.to:
        return _page(site.language, site.title, "410", "")
    address = safe_address(site_address(view.to, base_path_of(site.url)))
    whole = safe_address(absolute_address(view.to, site.url))
    feed_type = FEED_TYPES.get(view.to.rpartition("/")[2])
    alternate = (
        f'<link rel="alternate" type="{feed_type}" href="{escape(whole)}">\n' if feed_type else ""
    )
    head = (
        f'<link rel="canonical" href="{escape(whole)}">\n{alternate}'
        f'<meta http-equiv="refresh" content="0; url={escape(address)}">\n'
    )
    link = f'<a href="{escape(address)}">{escape(whole)}</a>'
    return _page(site.language, site.title, link, head)


def _page(language: str, title: str, words: str, head: str) -> str:
    return (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<title>{escape(title)}</title>\n{head}<meta name="robots" content="noindex">\n'
        f"</head>\n<body>\n<p>{words}</p>\n</body>\n</html>\n"
    )
