"""The addresses that an entry had before its slug or its date was changed."""

import re
from collections.abc import Iterator

from ssg.importers.mapping.places import Place
from ssg.importers.old_site import OldSite
from ssg.model.export import OldEntry
from ssg.parse.address import decode_path, path_fault

_OLD_SLUG, _OLD_DATE = "_wp_old_slug", "_wp_old_date"
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z")
_IN_PATH = re.compile(r"/(\d{4})/(\d{2})/(?:(\d{2})/)?")


def old_paths(entry: OldEntry, place: Place, site: OldSite) -> Iterator[str]:
    """Yield the paths at which `entry` stood once: WordPress keeps old slugs and old dates."""
    now = place.had or place.permalink
    slugs = [decode_path(value.strip()) for name, value in entry.meta if name == _OLD_SLUG]
    days = [found for name, value in entry.meta if name == _OLD_DATE and (found := _day(value))]
    for slug in filter(None, slugs):
        if path := _with_slug(now, place.slug, slug):
            yield path
    for day in days:
        path = _with_date(now, day)
        if path != now:
            yield path
            yield from filter(None, (_with_slug(path, place.slug, slug) for slug in slugs))
    if (path := _guid_path(entry, site)) and path != now:
        yield path


def _day(value: str) -> tuple[str, str, str] | None:
    found = _DAY.match(value.strip())
    return (found[1], found[2], found[3]) if found else None


def _with_date(path: str, date: tuple[str, str, str]) -> str:
    """Return `path` with another date in place of the one in it."""
    year, month, day = date

    def dated(found: re.Match[str]) -> str:
        return f"/{year}/{month}/{day}/" if found[3] else f"/{year}/{month}/"

    return _IN_PATH.sub(dated, path, count=1)


def _with_slug(path: str, slug: str, old: str) -> str:
    """Return `path` with `old` in place of its last level, "" where the slug is not there."""
    before, mark, after = path.rpartition(slug)
    made = f"{before}{old}{after}"
    return made if mark and "/" not in after.strip("/") and not path_fault(made) else ""


def _guid_path(entry: OldEntry, site: OldSite) -> str:
    """Return the path of a feed identity that was an address of its own."""
    if not entry.is_guid_permalink and "://" not in entry.guid:
        return ""
    address = site.address_of(entry.guid) if "://" in entry.guid else None
    if address is None or address.query or address.path == "/" or not address.is_sure:
        return ""
    return address.path
