"""Links to an address that has moved, and links to the site itself without https."""

import re
from collections.abc import Iterator, Mapping

from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.edit import Edit
from ssg.model.entry import Place
from ssg.model.site import PlacedEntry, Site
from ssg.model.survey import Survey
from ssg.text.addresses import (
    encode_path,
    encode_written,
    is_external,
    normal_address,
    split_query,
)

_Moved = Mapping[str, str]
_Told = tuple[Diagnostic, Edit | None]

_HARMLESS = re.compile(r"[\w/.~%:?=#,+@!$;-]+")
"""Addresses of signs that mean nothing in Markdown's brackets, in a table or in an attribute."""


def mends_of_addresses(site: Site, surveys: Mapping[str, Survey]) -> Iterator[_Told]:
    """Return each link that leads to its place by a redirect, with the edit of its address.

    None instead of an edit where the address that it has now might be read as something else.
    """
    moved = _moved(site)
    served = {placed.permalink for placed in site.entries} | {f"/{path}" for path in site.copies}
    for placed in site.entries if moved else ():
        yield from _in_references(placed, moved, served)
    is_safe = site.settings.url.startswith("https://")
    for source, survey in surveys.items():
        for own in survey.own_addresses:
            new = moved.get(normal_address(own.path))
            if new and "?" not in own.written and normal_address(own.path) not in served:
                _, sign, fragment = own.written.partition("#")
                # Of two fragments it is not clear which is meant, and nothing is written.
                behind, kept = (fragment, "") if "#" in new else ("", sign + fragment)
                yield _told(source, own.place, own.written, new + kept, behind)
            elif is_safe and not own.is_safe:
                safe = f"https:{own.written.partition(':')[2]}"
                problem = Diagnostic(
                    source, own.place.line, own.place.column, Level.ADVICE, "own-address",
                    f"{own.written} asks for the site without https, and is sent on",
                    f"write {safe}; `ssg check --fix` does it",
                )  # fmt: skip
                yield problem, Edit(source, own.place, own.written, safe)


def _in_references(placed: PlacedEntry, moved: _Moved, served: set[str]) -> Iterator[_Told]:
    for reference, address in zip(placed.entry.references, placed.addresses, strict=True):
        path, query = split_query(address.url)
        if not reference.target or not path.startswith("/") or path in served:
            continue
        old = normal_address(path)
        new = moved.get(f"{old}?{query}" if query else old)
        if new:
            source, target = placed.entry.source, reference.target
            yield _told(source, reference.place, target, new, reference.fragment)


def _told(source: str, place: Place, old: str, new: str, fragment: str) -> _Told:
    """Return the problem of a link to `old`, with its edit where `new` can stand there.

    `fragment` is one that the link has already, which `new` must not bring a second to.
    """
    can_stand = _HARMLESS.fullmatch(new) and not (fragment and "#" in new)
    problem = Diagnostic(
        source, place.line, place.column, Level.ADVICE, "moved-link",
        f"{old} has moved, and readers are sent on to {new}",
        f"write {new}; `ssg check --fix` does it" if can_stand else f"write {new}",
    )  # fmt: skip
    return problem, Edit(source, place, old, new) if can_stand else None


def _moved(site: Site) -> dict[str, str]:
    """Return where each old address of the site is now, as it is written in a link."""
    moved: dict[str, str] = {}
    for rule in site.redirects:
        if rule.to and rule.code != _FOR_NOW:
            old = normal_address(rule.old)
            to = rule.to if is_external(rule.to) else encode_written(rule.to)
            moved[f"{old}?{rule.query}" if rule.query else old] = to
    for placed in site.entries:
        if placed.entry.draft or (placed.entry.date and placed.entry.date > site.now):
            continue
        for alias in placed.entry.aliases:
            path, query = split_query(alias)
            old = normal_address(path)
            moved[f"{old}?{query}" if query else old] = encode_path(placed.permalink)
    return {old: _end(to, moved) for old, to in moved.items() if _end(to, moved) != old}


def _end(to: str, moved: _Moved) -> str:
    """Return where a chain of redirects ends; where a circle begins, for that is an error."""
    seen: set[str] = set()
    while (following := moved.get(normal_address(to))) and to not in seen and not is_external(to):
        seen.add(to)
        to = following
    return to


_FOR_NOW = 302
