"""Old addresses: those that the site names, and those that WordPress gave every blog.

One table is written in every dialect that site.yaml names, and as an HTML page for each old path,
which forwards on any host. Rules with ":name" stand for many addresses and are in the table only.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

from ssg.model.output import PlannedPage
from ssg.model.site import PlacedEntry, Site
from ssg.model.view import RedirectRule, RedirectTableView, RedirectView
from ssg.plan.shelf import Shelf
from ssg.text.addresses import (
    is_external,
    normal_address,
    output_path,
    split_query,
)

_MOVED = 301
_DIALECTS = {"netlify": "_redirects", "apache": ".htaccess", "nginx": "redirects.nginx.conf"}
_WORDPRESS = "an address of WordPress"
_FromWhere = tuple[str, RedirectRule]
"""A rule behind the file that it stands in, or behind `_WORDPRESS`."""

_WORDPRESS_ID = re.compile(r"[?&](p|page_id)=(\d+)")
_WORDPRESS_ADDRESSES = tuple(
    RedirectRule(old, query, to, _MOVED)
    for old, query, to in (
        ("/feed/", "", "/feed.xml"),
        ("/feed/rss/", "", "/feed.xml"),
        ("/feed/rss2/", "", "/feed.xml"),
        ("/feed/rdf/", "", "/feed.xml"),
        ("/feed/atom/", "", "/atom.xml"),
        ("/comments/feed/", "", "/comments/feed.xml"),
        ("/wp-sitemap.xml", "", "/sitemap.xml"),
        ("/", "feed=rss2", "/feed.xml"),
        ("/", "feed=rss", "/feed.xml"),
        ("/", "feed=rdf", "/feed.xml"),
        ("/", "feed=atom", "/atom.xml"),
        ("/", "feed=comments-rss2", "/comments/feed.xml"),
    )
)
_WORDPRESS_PATTERNS = tuple(
    RedirectRule(old, "", to, _MOVED)
    for old, to in (
        ("/category/:a/feed/", "/category/:a/feed.xml"),
        ("/category/:a/:b/feed/", "/category/:a/:b/feed.xml"),
        ("/category/:a/:b/:c/feed/", "/category/:a/:b/:c/feed.xml"),
        ("/tag/:a/feed/", "/tag/:a/feed.xml"),
        ("/author/:a/feed/", "/author/:a/feed.xml"),
    )
)
_WORDPRESS_YEAR_PATTERNS = (
    ("/{year}/feed/", "/feed.xml"),
    ("/{year}/:month/page/:number/", "/{year}/:month/"),
    ("/{year}/:month/:day/", "/{year}/:month/"),
    ("/{year}/:month/:day/:slug/feed/", "/comments/feed.xml"),
    # Pages of comments, trackbacks, AMP: what hung below a post leads to the post.
    ("/{year}/:month/:day/:slug/:below/", "/{year}/:month/:day/:slug/"),
)


def plan_redirects(site: Site, shelf: Shelf, pages: Iterable[PlannedPage]) -> Iterator[PlannedPage]:
    """Plan the redirect files, and an HTML page for each old path that nothing else serves."""
    taken = {page.path for page in pages} | set(site.copies)
    written = list(_written_rules(site))
    said = {(rule.old, rule.query) for _, rule in written}
    automatic = [
        (_WORDPRESS, rule)
        for rule in _wordpress_rules(site)
        if not _is_taken(rule, taken) and (rule.old, rule.query) not in said
    ]
    known = said | {(rule.old, rule.query) for _, rule in automatic}
    single = [
        (_WORDPRESS, rule)
        for rule in _behind_patterns(site)
        if not _is_taken(rule, taken) and (rule.old, rule.query) not in known
    ]
    rules = _flattened([*written, *automatic])
    patterns, clashing = _sort_patterns(site, taken)
    if clashing:
        # A pattern that would take a page of ours away is spelled out, address by address.
        rules += [pair for pair in single if any(_fits(pair[1].old, old) for old in clashing)]
    for dialect in site.settings.redirects:
        if dialect in _DIALECTS:
            table = (*dict.fromkeys(rule for _, rule in rules), *patterns)
            yield PlannedPage(
                _DIALECTS[dialect],
                _DIALECTS[dialect],
                RedirectTableView(site.settings.base_path, table),
                "the redirects",
            )
    if "html" in site.settings.redirects:
        for origin, rule in dict.fromkeys((*rules, *_flattened(single))):
            if not rule.query and not rule.old.endswith(".xml"):
                yield PlannedPage(
                    output_path(rule.old),
                    "redirect.html",
                    RedirectView(shelf.site, rule.old, rule.to, rule.code),
                    origin,
                )


def _sort_patterns(site: Site, taken: set[str]) -> tuple[list[RedirectRule], list[str]]:
    """Return the patterns that leave all pages of ours alone, and the old addresses of the rest."""
    years = sorted({date.year for date in _dates(site)})
    patterns = [
        *_WORDPRESS_PATTERNS,
        *(
            RedirectRule(old.format(year=f"{year:04}"), "", to.format(year=f"{year:04}"), _MOVED)
            for year in years
            for old, to in _WORDPRESS_YEAR_PATTERNS
        ),
    ]
    by_shape: dict[tuple[str, int], list[list[str]]] = defaultdict(list)
    for path in taken:
        # Servers match a pattern with or without the slash at its end, so files count as well.
        levels = f"/{path}".removesuffix("/index.html").split("/")
        by_shape[_shape(levels)].append(levels)
    free: list[RedirectRule] = []
    clashing: list[str] = []
    for rule in patterns:
        levels = _levels(rule.old)
        if _fits_any(by_shape[_shape(levels)], levels):
            clashing.append(rule.old)
        else:
            free.append(rule)
    return free, clashing


def _fits(address: str, pattern: str) -> bool:
    """Tell whether `address` is one of those that `pattern` stands for."""
    levels, others = _levels(address), _levels(pattern)
    return _shape(levels) == _shape(others) and _fits_any([levels], others)


def _levels(address: str) -> list[str]:
    return address.rstrip("/").split("/")


def _shape(levels: Sequence[str]) -> tuple[str, int]:
    """Return the first level and the number of levels, which a pattern and its addresses share."""
    return levels[1] if len(levels) > 1 else "", len(levels)


def _fits_any(addresses: Iterable[Sequence[str]], pattern: Sequence[str]) -> bool:
    """Tell whether one of `addresses`, all of the shape of `pattern`, is what it stands for."""
    fixed = [number for number, level in enumerate(pattern) if not level.startswith(":")]
    words = itemgetter(*fixed)
    return words(pattern) in map(words, addresses)


def _written_rules(site: Site) -> Iterator[_FromWhere]:
    """Return the rules that authors wrote, each with the file that it stands in.

    An import lets listings without posts lead to the archive. When such a listing has its first
    post, it stands there itself, and the rule gives way.
    """
    own = set(_listings(site))
    for record in site.redirects:
        old, query = normal_address(record.old), record.query
        if not query and record.to and old.removesuffix("feed/") in own:
            continue
        rule = RedirectRule(old, query, _target(record.to), record.code)
        yield f"content/redirects.yaml:{record.line}", rule
    for placed in site.entries:
        for alias in placed.entry.aliases:
            path, query = split_query(alias)
            old = normal_address(path)
            if query or old != placed.permalink:
                yield placed.entry.source, RedirectRule(old, query, placed.permalink, _MOVED)


def _wordpress_rules(site: Site) -> Iterator[RedirectRule]:
    """Return the rules for WordPress's own addresses that no pattern can say."""
    yield from _WORDPRESS_ADDRESSES
    for placed in site.entries:
        query = _wordpress_query(placed)
        if query:
            yield RedirectRule("/", query, placed.permalink, _MOVED)
    for year, month in sorted({(date.year, date.month) for date in _dates(site)}):
        yield RedirectRule("/", f"m={year:04}{month:02}", f"/{year:04}/{month:02}/", _MOVED)


def _listings(site: Site) -> Iterator[str]:
    """Yield the addresses of the listings of terms and months."""
    yield from (term.url for term in (*site.categories.values(), *site.tags.values()))
    yield from (f"/{date.year:04}/{date.month:02}/" for date in _dates(site))


def _behind_patterns(site: Site) -> Iterator[RedirectRule]:
    """Return the addresses behind the patterns one by one, for hosts that know no patterns."""
    terms = (*site.categories.values(), *site.tags.values(), *site.author_terms.values())
    for term in terms:
        yield RedirectRule(f"{term.url}feed/", "", f"{term.url}feed.xml", _MOVED)
    for date in sorted({date.date() for date in _dates(site)}):
        month = f"/{date.year:04}/{date.month:02}/"
        yield RedirectRule(f"{month}{date.day:02}/", "", month, _MOVED)


def _wordpress_query(placed: PlacedEntry) -> str:
    match = _WORDPRESS_ID.search(placed.entry.guid)
    if match:
        return f"{match[1]}={match[2]}"
    return f"p={placed.entry.id}" if placed.entry.id.isdigit() else ""


def _is_taken(rule: RedirectRule, taken: set[str]) -> bool:
    return not rule.query and output_path(rule.old) in taken


def _flattened(rules: Iterable[_FromWhere]) -> list[_FromWhere]:
    """Let each rule lead to where a chain of rules ends; a circle stays as it is."""
    every = list(rules)
    next_by_path = {rule.old: rule.to for _, rule in every if not rule.query and rule.to}
    flat: list[_FromWhere] = []
    for origin, rule in every:
        to, seen = rule.to, {rule.old}
        while to in next_by_path and to not in seen:
            seen.add(to)
            to = next_by_path[to]
        end = rule.to if to in seen else to
        flat.append((origin, RedirectRule(rule.old, rule.query, end, rule.code)))
    return flat


def _target(written: str) -> str:
    if not written or is_external(written):
        return written
    path, mark, rest = written.partition("#" if "#" in written else "?")
    return normal_address(path) + mark + rest


def _dates(site: Site) -> list[dt.datetime]:
    return [post.entry.date for post in site.posts if post.entry.date]
