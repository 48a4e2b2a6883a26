"""The addresses that WordPress gave every blog, and where they lead here."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from ssg.model.entry import Kind
from ssg.model.site import PlacedEntry, Site
from ssg.model.view import RedirectRule
from ssg.text.addresses import names_levels

_MOVED, _GONE = 301, 410

_ID = re.compile(r"[?&](p|page_id)=(\d+)")
_DATED = re.compile(r"/\d{4}/\d\d/\d\d/[^/]+/")
_MOST_SHAPES = 3
_COMMENTS_A_PAGE = 20
_MOST_COMMENT_PAGES = 10
_ADDRESSES = tuple(
    RedirectRule(old, query, to, _MOVED)
    for old, query, to in (
        ("/feed/", "", "/feed.xml"),
        ("/feed/rss/", "", "/feed.xml"),
        ("/feed/rss2/", "", "/feed.xml"),
        ("/feed/rdf/", "", "/feed.xml"),
        ("/feed/atom/", "", "/atom.xml"),
        ("/comments/feed/", "", "/comments/feed.xml"),
        ("/rss.xml", "", "/feed.xml"),
        ("/wp-sitemap.xml", "", "/sitemap.xml"),
        ("/", "feed=rss2", "/feed.xml"),
        ("/", "feed=rss", "/feed.xml"),
        ("/", "feed=rdf", "/feed.xml"),
        ("/", "feed=atom", "/atom.xml"),
        ("/", "feed=comments-rss2", "/comments/feed.xml"),
    )
)
MACHINERY = ("/wp-login.php", "/wp-admin/", "/wp-json/", "/xmlrpc.php")
"""Where WordPress itself answered, and not the blog. No reader misses it."""

_TERM_PATTERNS = tuple(
    RedirectRule(old, "", to, _MOVED, is_pattern=True)
    for old, to in (
        ("/category/:a/feed/", "/category/:a/feed.xml"),
        ("/category/:a/:b/feed/", "/category/:a/:b/feed.xml"),
        ("/category/:a/:b/:c/feed/", "/category/:a/:b/:c/feed.xml"),
        ("/tag/:a/feed/", "/tag/:a/feed.xml"),
        ("/author/:a/feed/", "/author/:a/feed.xml"),
    )
)
_YEAR_PATTERNS = (
    ("/{year}/feed/", "/feed.xml"),
    ("/{year}/:month/feed/", "/feed.xml"),
    ("/{year}/:month/:day/feed/", "/feed.xml"),
    ("/{year}/page/:number/", "/{year}/"),
    ("/{year}/:month/page/:number/", "/{year}/:month/"),
    ("/{year}/:month/:day/page/:number/", "/{year}/:month/"),
    ("/{year}/:month/:day/", "/{year}/:month/"),
    ("/{year}/:month/:day/:slug/feed/", "/comments/feed.xml"),
    # Pages of comments, trackbacks, AMP: what hung below a post leads to the post.
    ("/{year}/:month/:day/:slug/:below/", "/{year}/:month/:day/:slug/"),
)
_BELOW = ("trackback", "amp", "embed")


def was_wordpress(site: Site) -> bool:
    """Tell whether an entry has the identity that WordPress gives: an address with `?p=73`."""
    return any(_ID.search(placed.entry.guid) for placed in site.entries)


def was_elsewhere(site: Site) -> bool:
    """Tell whether an entry has the identity that another program gave it."""
    return any(placed.entry.guid.startswith("http") for placed in site.entries)


def wordpress_rules(site: Site) -> Iterator[RedirectRule]:
    """Return the rules for WordPress's own addresses that no pattern can say."""
    yield from _ADDRESSES
    if was_wordpress(site):
        for old in MACHINERY:
            yield RedirectRule(old, "", "", _GONE)
    for query, to in _permalinks_by_query(site.entries).items():
        yield RedirectRule("/", query, to, _MOVED)
    for year, month in sorted({(date.year, date.month) for date in _dates(site)}):
        yield RedirectRule("/", f"m={year:04}{month:02}", f"/{year:04}/{month:02}/", _MOVED)


def wordpress_queries(placed: PlacedEntry) -> tuple[str, ...]:
    """Return the queries that may have meant an entry: by its number, and by its identity's.

    The two differ where the entry once came from another blog. WordPress answered for a page by
    either of two names.
    """
    entry = placed.entry
    if not (entry.guid or entry.id):
        return ()
    match = _ID.search(entry.guid)
    numbers = [entry.id] if entry.id.isascii() and entry.id.isdigit() else []
    numbers += [match[2]] if match else []
    is_page = entry.kind is Kind.PAGE or (match and match[1] == "page_id")
    names = ("page_id", "p") if is_page else ("p",)
    return tuple(f"{name}={number}" for number in dict.fromkeys(numbers) for name in names)


def _permalinks_by_query(entries: Iterable[PlacedEntry]) -> dict[str, str]:
    """Return where each query leads: a number of an entry's own counts before an identity's."""
    own: dict[str, str] = {}
    others: dict[str, str] = {}
    for placed in entries:
        for query in wordpress_queries(placed):
            is_own = query.partition("=")[2] == placed.entry.id
            (own if is_own else others).setdefault(query, placed.permalink)
    return {**own, **{query: to for query, to in others.items() if query not in own}}


def wordpress_patterns(site: Site) -> list[RedirectRule]:
    """Return the rules that stand for many addresses, in the order in which they are asked."""
    years = sorted({date.year for date in _dates(site)})
    return [
        *_TERM_PATTERNS,
        *(
            RedirectRule(
                old.format(year=f"{year:04}"),
                "",
                to.format(year=f"{year:04}"),
                _MOVED,
                is_pattern=names_levels(old),
            )
            for year in years
            for old, to in _YEAR_PATTERNS
        ),
        *(rule for shape in _shapes(site.entries) for rule in _below(shape, site)),
    ]


def spelled_out(site: Site) -> Iterator[RedirectRule]:
    """Return the addresses behind the patterns one by one, for hosts that know no patterns.

    What hung below a post is not among them: that would be files without end.
    """
    terms = (*site.categories.values(), *site.tags.values(), *site.author_terms.values())
    for term in terms:
        yield RedirectRule(f"{term.url}feed/", "", f"{term.url}feed.xml", _MOVED)
    for date in sorted({date.date() for date in _dates(site)}):
        month = f"/{date.year:04}/{date.month:02}/"
        yield RedirectRule(f"{month}{date.day:02}/", "", month, _MOVED)


def _shapes(entries: Iterable[PlacedEntry]) -> list[str]:
    """Return the commonest shapes of addresses without a whole date: "/:a/", "/:a/:b/"."""
    counts = Counter(
        placed.permalink.count("/") - 1
        for placed in entries
        if placed.permalink.endswith("/") and not _DATED.fullmatch(placed.permalink)
    )
    depths = sorted(depth for depth, _ in counts.most_common(_MOST_SHAPES) if depth)
    return ["".join(f"/:{chr(97 + level % 26)}" for level in range(depth)) for depth in depths]


def _below(shape: str, site: Site) -> Iterator[RedirectRule]:
    """Return the patterns for what hung below the entries whose addresses have `shape`."""
    yield RedirectRule(f"{shape}/feed/", "", "/comments/feed.xml", _MOVED, is_pattern=True)
    for word in _BELOW:
        yield RedirectRule(f"{shape}/{word}/", "", f"{shape}/", _MOVED, is_pattern=True)
    talks = (placed.conversation for placed in site.entries)
    most = max((talk.comment_count for talk in talks if talk), default=0)
    pages = min(-(-most // _COMMENTS_A_PAGE), _MOST_COMMENT_PAGES)
    for number in range(1, pages + 1):
        old = f"{shape}/comment-page-{number}/"
        yield RedirectRule(old, "", f"{shape}/", _MOVED, is_pattern=True)


def _dates(site: Site) -> list[dt.datetime]:
    return [post.entry.date for post in site.posts if post.entry.date]
