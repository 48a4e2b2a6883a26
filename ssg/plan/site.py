"""A site to the complete list of its output files."""

from collections.abc import Iterator

from ssg.model.output import Plan, PlannedCopy, PlannedPage
from ssg.model.site import Site
from ssg.model.theme import Theme
from ssg.plan.archives import plan_archives
from ssg.plan.discovery import key_file, plan_key_file, plan_lost_and_found, plan_sitemap
from ssg.plan.entries import plan_entries
from ssg.plan.feeds import plan_feeds
from ssg.plan.following import BLOGROLL, plan_blogroll, plan_follow
from ssg.plan.listings import plan_authors, plan_categories, plan_home, plan_series, plan_tags
from ssg.plan.pictures import plan_pictures
from ssg.plan.posters import plan_posters
from ssg.plan.recordings import plan_chapters
from ssg.plan.redirects import OLD_ADDRESSES, plan_redirects
from ssg.plan.shelf import fill_shelf
from ssg.plan.widgets import fill_widgets
from ssg.text.addresses import output_path

PLANNERS = (plan_home, plan_entries, plan_categories, plan_tags, plan_authors, plan_series)
"""What makes the pages that readers read, in the order in which they are made."""


def plan_site(site: Site, theme: Theme) -> Plan:
    """List every output of `site` in `theme`. Two outputs may claim one path: see `check`."""
    shelf = fill_shelf(site, theme)
    widgets = fill_widgets(theme.widgets, site, shelf)
    pages = [page for planner in PLANNERS for page in planner(site, shelf, widgets)]
    pages += plan_archives(site, shelf, widgets)
    pages += plan_lost_and_found(site, shelf, widgets)
    pages += plan_follow(site, theme, shelf, widgets)
    pages += plan_feeds(site, shelf)
    pages += plan_blogroll(site, theme, shelf)
    pages += plan_chapters(site, shelf.site)
    pages += plan_sitemap(site, shelf, pages)
    pages += plan_key_file(site.settings.indexnow)
    pages += plan_redirects(site, shelf, pages)
    return Plan(
        _without_replaced(pages, site),
        tuple(_plan_copies(site, theme)),
        (*plan_pictures(site, theme), *plan_posters(shelf.posters.items())),
    )


def _plan_copies(site: Site, theme: Theme) -> Iterator[PlannedCopy]:
    for path, file in site.copies.items():
        yield PlannedCopy(path, file)
    for file, address in theme.assets.values():
        yield PlannedCopy(address.lstrip("/"), file)


def _without_replaced(pages: list[PlannedPage], site: Site) -> tuple[PlannedPage, ...]:
    """Leave out such files as robots.txt that the author brings in content/static/."""
    replaceable = _REPLACEABLE | {key_file(site.settings.indexnow)}
    return tuple(
        page for page in pages if page.path not in site.copies or page.path not in replaceable
    )


_REPLACEABLE = frozenset(
    {"robots.txt", "_redirects", ".htaccess", "redirects.nginx.conf", OLD_ADDRESSES}
    | {output_path(BLOGROLL)}
)
