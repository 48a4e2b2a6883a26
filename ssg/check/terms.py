"""Terms and series that are not what their author thinks."""

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.entry import TermMention
from ssg.model.site import PlacedEntry, Site


def check_terms(site: Site) -> Iterator[Diagnostic]:
    """Report names that share one address, and two posts that claim one part of a series."""
    yield from _check_shared(site, "tag")
    yield from _check_shared(site, "category")
    yield from _check_series(site)


def _check_shared(site: Site, kind: str) -> Iterator[Diagnostic]:
    """Report "C++" and "C#", which both become /tag/c/."""
    used: dict[str, dict[str, tuple[PlacedEntry, TermMention]]] = defaultdict(dict)
    for placed in site.posts:
        for path, mention in _filed(placed, kind):
            used[path].setdefault(_letters(mention.path[-1]), (placed, mention))
    for path, names in used.items():
        uses = list(names.values())
        for placed, mention in uses[1:]:
            first = uses[0][1].path[-1]
            yield Diagnostic(
                placed.entry.source, mention.place.line, mention.place.column,
                Level.WARNING, "shared-address",
                f"`{mention.path[-1]}` and `{first}` are one {kind}: both have the address"
                f" /{kind}/{path}/",
                f"spell them alike, or give one a slug of its own in content/{_FILES[kind]}",
            )  # fmt: skip


_FILES = {"tag": "tags.yaml", "category": "categories.yaml"}


def _filed(placed: PlacedEntry, kind: str) -> Iterator[tuple[str, TermMention]]:
    entry = placed.entry
    if kind == "tag":
        return zip(placed.tags, entry.tags, strict=True)
    return zip(placed.categories, entry.categories, strict=True)


@lru_cache(maxsize=20_000)  # A blog files its posts under few terms.
def _letters(name: str) -> str:
    """Return what makes a name another one: case, spaces, hyphens and plain signs do not."""
    return "".join(sign for sign in name.casefold() if sign not in " -_/.,'’&")


def _check_series(site: Site) -> Iterator[Diagnostic]:
    for term in site.series.values():
        claimed: dict[int, PlacedEntry] = {}
        for post in term.posts:
            part = post.entry.series.part if post.entry.series else None
            if part is None:
                continue
            other = claimed.setdefault(part, post)
            if other is not post:
                yield Diagnostic(
                    post.entry.source, 1, 1, Level.WARNING, "series-part",
                    f"part {part} of “{term.name}” is also {other.entry.source}",
                    "give each its own `part:` number",
                )  # fmt: skip
