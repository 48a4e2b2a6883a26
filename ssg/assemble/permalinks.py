"""The lasting address of each entry."""

import posixpath
from collections.abc import Iterator

from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.entry import Entry, Kind
from ssg.model.settings import Settings
from ssg.text.addresses import normal_address

_PAGES = "content/pages/"


def permalink_of(entry: Entry, settings: Settings, category: str, author: str) -> str:
    """Return the address of `entry`: its own, or by the pattern (posts) or its place (pages).

    `category` is the slug path of its first category, `author` the id of its first author.
    """
    if entry.permalink:
        return normal_address(entry.permalink)
    if entry.kind is Kind.PAGE:
        return _page_address(entry)
    fields = {
        "slug": entry.slug,
        "category": category or "uncategorized",
        "author": author or "guest",
        "id": entry.id,
    }
    if entry.date is not None:
        day = entry.date.date().isoformat()
        fields["year"], fields["month"], fields["day"] = day.split("-")
    address = settings.permalink
    for name, value in fields.items():
        address = address.replace(f"{{{name}}}", value)
    return normal_address(address)


def check_permalink(entry: Entry, settings: Settings) -> Iterator[Diagnostic]:
    """Report an entry that has no value for a field of the pattern."""
    if entry.kind is Kind.POST and not entry.permalink and "{id}" in settings.permalink:
        if entry.id:
            return
        yield Diagnostic(
            entry.source,
            1,
            1,
            Level.ERROR,
            "permalink",
            f"the addresses of this site hold an {{id}} ({settings.permalink}), this post has none",
            "add a line `id: 123`, a number that no other post has, or a `permalink:` of its own",
        )


def _page_address(entry: Entry) -> str:
    inside = entry.source.removeprefix(_PAGES)
    folder = posixpath.dirname(inside)
    if posixpath.basename(inside) == "index.md":
        folder = posixpath.dirname(folder)
    return normal_address(posixpath.join("/", folder, entry.slug))
