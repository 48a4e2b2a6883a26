"""Links to an address that has moved, and links to the site itself without https."""

from collections.abc import Iterator, Mapping

from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.edit import Edit, Mend
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


def mends_of_addresses(site: Site, surveys: Mapping[str, Survey]) -> Iterator[Mend]:
    """Return each link that leads to its place by a redirect, with the address that it has now."""
    moved = _moved(site)
    served = {placed.permalink for placed in site.entries} | {f"/{path}" for path in site.copies}
    for placed in site.entries if moved else ():
        yield from _in_references(placed, moved, served)
    is_safe = site.settings.url.startswith("https://")
    for source, survey in surveys.items():
        for own in survey.own_addresses:
            new = moved.get(normal_address(own.path))
            if new and "?" not in own.written and normal_address(own.path) not in served:
                fragment = own.written.partition("#")
                yield _mend(source, own.place, own.written, new + fragment[1] + fragment[2])
            elif is_safe and not own.is_safe:
                safe = f"https:{own.written.partition(':')[2]}"
                problem = Diagnostic(
                    source, own.place.line, own.place.column, Level.ADVICE, "own-address",
                    f"{own.written} asks for the site without https, and is sent on",
                    f"write {safe}; `ssg check --fix` does it",
                )  # fmt: skip
                yield Mend(problem, Edit(source, own.place, own.written, safe))


def _in_references(placed: PlacedEntry, moved: _Moved, served: set[str]) -> Iterator[Mend]:
    for reference, address in zip(placed.entry.references, placed.addresses, strict=True):
        path, query = split_query(address.url)
        if not reference.target or not path.startswith("/") or path in served:
            continue
        old = normal_address(path)
        new = moved.get(f"{old}?{query}" if query else old)
        if new:
            yield _mend(placed.entry.source, reference.place, reference.target, new)


def _mend(source: str, place: Place, old: str, new: str) -> Mend:
    problem = Diagnostic(
        source, place.line, place.column, Level.ADVICE, "moved-link",
        f"{old} has moved, and readers are sent on to {new}",
        f"write {new}; `ssg check --fix` does it",
    )  # fmt: skip
    return Mend(problem, Edit(source, place, old, new))


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
