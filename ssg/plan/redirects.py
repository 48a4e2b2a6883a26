"""Old addresses: those that the site names, and those that WordPress gave every blog.

One table is written in every dialect that site.yaml names, and as an HTML page for each old path,
which forwards on any host. Rules with ":name" stand for many addresses and are in the table only.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from ssg.model.output import PlannedPage
from ssg.model.site import PlacedEntry, Site
from ssg.model.view import RedirectRule, RedirectTableView, RedirectView
from ssg.plan.shelf import Shelf
from ssg.text.addresses import is_external, normal_address, output_path, split_query

_MOVED = 301
_DIALECTS = {"netlify": "_redirects", "apache": ".htaccess", "nginx": "redirects.nginx.conf"}
_WORDPRESS_ID = re.compile(r"[?&](p|page_id)=(\d+)")
_WORDPRESS_FEEDS = (
    RedirectRule("/feed/", "", "/feed.xml", _MOVED),
    RedirectRule("/feed/rss/", "", "/feed.xml", _MOVED),
    RedirectRule("/feed/rss2/", "", "/feed.xml", _MOVED),
    RedirectRule("/feed/atom/", "", "/atom.xml", _MOVED),
    RedirectRule("/comments/feed/", "", "/comments/feed.xml", _MOVED),
    RedirectRule("/", "feed=rss2", "/feed.xml", _MOVED),
    RedirectRule("/", "feed=rss", "/feed.xml", _MOVED),
    RedirectRule("/", "feed=atom", "/atom.xml", _MOVED),
    RedirectRule("/", "feed=comments-rss2", "/comments/feed.xml", _MOVED),
)
_WORDPRESS_PATTERNS = (
    RedirectRule("/category/:a/feed/", "", "/category/:a/feed.xml", _MOVED),
    RedirectRule("/category/:a/:b/feed/", "", "/category/:a/:b/feed.xml", _MOVED),
    RedirectRule("/category/:a/:b/:c/feed/", "", "/category/:a/:b/:c/feed.xml", _MOVED),
    RedirectRule("/tag/:a/feed/", "", "/tag/:a/feed.xml", _MOVED),
    RedirectRule("/author/:a/feed/", "", "/author/:a/feed.xml", _MOVED),
)


def plan_redirects(site: Site, shelf: Shelf, pages: Iterable[PlannedPage]) -> Iterator[PlannedPage]:
    """Plan the redirect files, and an HTML page for each old path that nothing else serves."""
    taken = {page.path for page in pages} | set(site.copies)
    written = list(_written_rules(site))
    automatic = [rule for rule in _wordpress_rules(site) if not _is_taken(rule, taken)]
    known = {(rule.old, rule.query) for _, rule in written}
    automatic = [rule for rule in automatic if (rule.old, rule.query) not in known]
    rules = _flattened([*(rule for _, rule in written), *automatic])
    years = sorted({date.year for date in _dates(site)})
    patterns = (
        *_WORDPRESS_PATTERNS,
        *(
            RedirectRule(f"/{year:04}/:month/:day/", "", f"/{year:04}/:month/", _MOVED)
            for year in years
        ),
    )
    for dialect in site.settings.redirects:
        if dialect in _DIALECTS:
            yield PlannedPage(
                _DIALECTS[dialect],
                _DIALECTS[dialect],
                RedirectTableView(site.settings.base_path, (*rules, *patterns)),
                "the redirects",
            )
    if "html" in site.settings.redirects:
        origins = dict.fromkeys((rule.old for rule in rules), "an address of WordPress")
        origins |= {rule.old: origin for origin, rule in written}
        pages_only = _flattened(_pages_only(site, taken))
        for rule in dict.fromkeys((*rules, *pages_only)):
            if not rule.query and ":" not in rule.old:
                yield PlannedPage(
                    output_path(rule.old),
                    "redirect.html",
                    RedirectView(shelf.site, rule.old, rule.to, rule.code),
                    origins.get(rule.old, "an address of WordPress"),
                )


def _written_rules(site: Site) -> Iterator[tuple[str, RedirectRule]]:
    """Return the rules that authors wrote, each with the file that it stands in."""
    for record in site.redirects:
        old, query = normal_address(record.old), record.query
        rule = RedirectRule(old, query, _target(record.to), record.code)
        yield f"content/redirects.yaml:{record.line}", rule
    for placed in site.entries:
        for alias in placed.entry.aliases:
            path, query = split_query(alias)
            rule = RedirectRule(normal_address(path), query, placed.permalink, _MOVED)
            yield placed.entry.source, rule


def _wordpress_rules(site: Site) -> Iterator[RedirectRule]:
    """Return the rules for WordPress's own addresses that no pattern can say."""
    yield from _WORDPRESS_FEEDS
    for placed in site.entries:
        query = _wordpress_query(placed)
        if query:
            yield RedirectRule("/", query, placed.permalink, _MOVED)
    for year, month in sorted({(date.year, date.month) for date in _dates(site)}):
        yield RedirectRule("/", f"m={year:04}{month:02}", f"/{year:04}/{month:02}/", _MOVED)


def _pages_only(site: Site, taken: set[str]) -> Iterator[RedirectRule]:
    """Return the addresses behind the patterns, for hosts that know no patterns."""
    terms = (*site.categories.values(), *site.tags.values(), *site.author_terms.values())
    rules = [RedirectRule(f"{term.url}feed/", "", f"{term.url}feed.xml", _MOVED) for term in terms]
    for date in sorted({date.date() for date in _dates(site)}):
        month = f"/{date.year:04}/{date.month:02}/"
        rules.append(RedirectRule(f"{month}{date.day:02}/", "", month, _MOVED))
    return (rule for rule in rules if not _is_taken(rule, taken))


def _wordpress_query(placed: PlacedEntry) -> str:
    match = _WORDPRESS_ID.search(placed.entry.guid)
    if match:
        return f"{match[1]}={match[2]}"
    return f"p={placed.entry.id}" if placed.entry.id.isdigit() else ""


def _is_taken(rule: RedirectRule, taken: set[str]) -> bool:
    return not rule.query and output_path(rule.old) in taken


def _flattened(rules: Iterable[RedirectRule]) -> list[RedirectRule]:
    """Let each rule lead to where a chain of rules ends; a circle stays as it is."""
    every = list(rules)
    next_by_path = {rule.old: rule for rule in every if not rule.query and rule.to}
    flat: list[RedirectRule] = []
    for rule in every:
        to, seen = rule.to, {rule.old}
        while to in next_by_path and to not in seen:
            seen.add(to)
            to = next_by_path[to].to
        flat.append(RedirectRule(rule.old, rule.query, rule.to if to in seen else to, rule.code))
    return flat


def _target(written: str) -> str:
    if not written or is_external(written):
        return written
    path, mark, rest = written.partition("#" if "#" in written else "?")
    return normal_address(path) + mark + rest


def _dates(site: Site) -> list[dt.datetime]:
    return [post.entry.date for post in site.posts if post.entry.date]
