"""The old addresses of a Blogger blog, and where each of them leads now."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from ssg.model.pickling import pickle_by_fields
from ssg.model.record import dataclass

SERVED, MOVED, GONE = 200, 301, 410

_FEED, _ATOM, _JSON, _COMMENTS = "/feed.xml", "/atom.xml", "/feed.json", "/comments/feed.xml"
_ARCHIVE = "/archive/"
"""Where labels without posts lead, which has no feed of its own."""

_EXTENTS = ("default", "full", "summary")
"""How much of each entry a feed of Blogger holds."""

_COUNTRIES = """
    ae al am ba be bg bj ca cf ch cl co.at co.id co.il co.ke co.nz co.uk co.za com com.ar com.au
    com.br com.by com.co com.cy com.ee com.eg com.es com.mt com.ng com.tr com.uy cv cz de dk fi fr
    gr hk hr hu ie in is it jp kr li lt lu md mk mr mx my nl no pe pt qa re ro rs ru se sg si sk sn
    su td tw ug vn
""".split()  # noqa: SIM905 - a paragraph of words reads better than a column
"""Where Blogger showed the same blog as `NAME.blogspot.COUNTRY`."""


@dataclass(frozen=True, slots=True)
class EntryPlace:
    """A public post or page: Blogger's number, its old path, and where it stands now."""

    number: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class OldAddress:
    """An address that Blogger answered. Paths are decoded and begin with a slash.

    `query` is the one that counts, "" for any. `code` is 301, 410 (then `to` is ""), or 200 where
    the new site serves the address itself, which takes no rule.
    """

    old: str
    query: str
    to: str
    code: int
    why: str

    @property
    def takes_rule(self) -> bool:
        """Tell whether content/redirects.yaml has to name the address."""
        return self.code != SERVED


def old_addresses(
    entries: Iterable[EntryPlace],
    labels: Mapping[str, str],
    days: Iterable[dt.date],
    *,
    archives: str = "",
    name: str = "",
) -> Iterator[OldAddress]:
    """Yield each old address once, in a fixed order.

    `labels` are the labels and the listings that they became ("Oslo" → "/tag/oslo/"), `days` those
    on which a public post came out, in the blog's time zone. `archives` is the setting
    ARCHIVE_FREQUENCY ("" where it is not known), `name` the NAME of NAME.blogspot.com, which the
    oldest archives have in their addresses. What Blogger took after `#` no server sees, so archives
    lead to the listing of the month, not to a post in it.
    """
    seen: set[tuple[str, str]] = set()
    for found in (
        *_fixed(),
        *_of_entries(entries),
        *_of_labels(labels),
        *_of_days(sorted(set(days)), archives.upper(), name),
    ):
        if (found.old, found.query) not in seen:
            seen.add((found.old, found.query))
            yield found


def same_blog_hosts(host: str) -> frozenset[str]:
    """Return the hosts at which the blog at `host` answers, its own among them, in lower case.

    `NAME.blogspot.com` has one for every country; a domain of one's own is there with and without
    `www.`.
    """
    plain = host.lower().rstrip(".").removeprefix("www.")
    if not plain:
        return frozenset()
    label, dot, country = plain.partition(".blogspot.")
    if dot and label and country in _COUNTRIES:
        plains = [f"{label}.blogspot.{each}" for each in _COUNTRIES]
    else:
        plains = [plain]
    return frozenset(f"{www}{each}" for each in plains for www in ("", "www."))


def _answer(old: str, to: str, why: str, query: str = "") -> OldAddress:
    code = SERVED if not query and _same_file(old) == _same_file(to) else MOVED
    return OldAddress(old, query, to, code, why)


def _same_file(path: str) -> str:
    """Return what is equal for all spellings of an address that one file answers."""
    return path.removesuffix("index.html").rstrip("/")


def _fixed() -> Iterator[OldAddress]:
    yield _answer("/", "/", "the home page")
    yield _answer("/index.html", "/", "the home page")
    yield _answer("/search", "/search/", "the search")
    yield _answer("/sitemap.xml", "/sitemap.xml", "the sitemap")
    yield _answer("/sitemap-pages.xml", "/sitemap.xml", "the sitemap of pages")
    yield _answer("/atom.xml", _ATOM, "the feed of posts")
    yield _answer("/rss.xml", _FEED, "the feed of posts")
    for extent in _EXTENTS:
        posts, comments = f"/feeds/posts/{extent}", f"/feeds/comments/{extent}"
        yield _answer(posts, _FEED, "the feed of posts", "alt=rss")
        yield _answer(posts, _JSON, "the feed of posts", "alt=json")
        yield _answer(posts, _ATOM, "the feed of posts")
        yield _answer(comments, _COMMENTS, "the feed of comments", "alt=rss")
        yield _answer(comments, _COMMENTS, "the feed of comments")
    for preview in ("post", "page", "blog", "layout"):
        why = "Blogger's own preview, which only its owner saw"
        yield OldAddress(f"/b/{preview}-preview", "", "", GONE, why)


def _of_entries(entries: Iterable[EntryPlace]) -> Iterator[OldAddress]:
    for entry in entries:
        if entry.old:
            yield _answer(entry.old, entry.new, "a post or page")
        if entry.number:
            yield _answer(f"/feeds/posts/default/{entry.number}", entry.new, "a post as a feed")
            for extent in _EXTENTS:
                old = f"/feeds/{entry.number}/comments/{extent}"
                yield _answer(old, _COMMENTS, "the comments on one post as a feed")


def _of_labels(labels: Mapping[str, str]) -> Iterator[OldAddress]:
    for label, listing in labels.items():
        feed = _FEED if listing == _ARCHIVE else f"{listing}feed.xml"
        yield _answer(f"/search/label/{label}", listing, "the posts with a label")
        for extent in _EXTENTS:
            old = f"/feeds/posts/{extent}/-/{label}"
            yield _answer(old, feed, "the feed of a label")


def _of_days(days: list[dt.date], archives: str, name: str) -> Iterator[OldAddress]:
    names = ["archive", f"{name.lower()}_archive"] if name else ["archive"]
    for day in days:
        year = f"/{day.year:04}/"
        month = f"{year}{day.month:02}/"
        yield _answer(year, year, "a year")
        yield _answer(month, month, "a month")
        for start, why in _archive_days(day, archives):
            for each in names:
                old = f"/{start.year:04}_{start.month:02}_{start.day:02}_{each}.html"
                yield _answer(old, month, why)


def _archive_days(day: dt.date, archives: str) -> Iterator[tuple[dt.date, str]]:
    """Yield the days by which the archives that hold `day` are called: of months, weeks, days.

    Weeks begin on Sunday.
    """
    yield day.replace(day=1), "the archive of a month"
    if archives in {"", "WEEKLY"}:
        back = dt.timedelta(days=(day.weekday() + 1) % 7)
        if day - dt.date.min >= back:
            yield day - back, "the archive of a week"
    if archives == "DAILY":
        yield day, "the archive of a day"


pickle_by_fields(__name__)
