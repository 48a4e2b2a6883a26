"""The list of all addresses that the old blog had, for `ssg verify`."""

from collections.abc import Iterable, Iterator

from ssg.importers.decisions import Decisions
from ssg.importers.mapping.places import Fate
from ssg.importers.new_file import NewFile
from ssg.importers.old_rules import Met, OldRule
from ssg.model.export import Host
from ssg.text.addresses import encode_signs, encode_written

PATH = ".import/addresses.tsv"
_HEAD = (
    "# The addresses that the old blog had, for `ssg verify`: path, then what stood there.\n"
    "# A line that begins with # is not asked for.\n"
)
_FEEDS = ("/feed/", "/feed/rss/", "/feed/rss2/", "/feed/atom/", "/feed/rdf/", "/comments/feed/")

Old = tuple[str, str]
"""An address, and a word for what stood there."""


def addresses_file(
    decisions: Decisions,
    met: Met,
    rules: Iterable[OldRule],
    more: Iterable[Old],
    missing: Iterable[str],
) -> NewFile:
    """Return the list. `more` are further addresses; `missing` those of files not there."""
    every = (
        ("/", "home"),
        *_entries(decisions),
        *((encode_written(address), kind) for address, kind in more),
        *_listings(decisions),
        *_dates(decisions),
        *_feeds(decisions),
        *((encode_signs(path), "media") for path in sorted(met.files)),
        *(_of_rule(rule) for rule in rules),
    )
    lines = (f"{address}\t{kind}\n" for address, kind in dict.fromkeys(every))
    gone = (f"# not there when the blog was imported: {address}\n" for address in missing)
    return NewFile(PATH, "".join((_HEAD, *lines, *gone)))


def _of_rule(rule: OldRule) -> Old:
    path = encode_signs(rule.old)
    return f"{path}?{rule.query}" if rule.query else path, "old"


def _entries(decisions: Decisions) -> Iterator[Old]:
    for entry, place in zip(decisions.survey.entries, decisions.places, strict=True):
        if not place.permalink:
            continue
        kind = "page" if place.is_page else "post"
        yield encode_signs(place.had or place.permalink), kind
        is_wordpress = decisions.survey.host is Host.WORDPRESS and entry.id.isdecimal()
        if is_wordpress and place.fate is Fate.PUBLIC:
            yield f"/?p={entry.id}", "query"
            if place.is_page:
                yield f"/?page_id={entry.id}", "query"


def _listings(decisions: Decisions) -> Iterator[Old]:
    for path in decisions.book.listings:
        if path != "/":
            yield encode_signs(path), path.split("/")[1]


def _dates(decisions: Decisions) -> Iterator[Old]:
    years: set[int] = set()
    is_wordpress = decisions.survey.host is Host.WORDPRESS
    for year, month in sorted(decisions.book.months):
        if year not in years:
            years.add(year)
            yield f"/{year:04}/", "date"
        yield f"/{year:04}/{month:02}/", "date"
        if is_wordpress:
            yield f"/?m={year:04}{month:02}", "query"


def _feeds(decisions: Decisions) -> Iterator[Old]:
    if decisions.survey.host is not Host.WORDPRESS:
        return
    for feed in _FEEDS:
        yield feed, "feed"
    yield "/?feed=rss2", "query"
    yield "/?feed=atom", "query"
    for path, to in decisions.book.listings.items():
        if path != "/" and to == path:
            yield f"{encode_signs(path)}feed/", "feed"
