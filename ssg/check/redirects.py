"""Redirects of the author that lead nowhere or in a circle."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.settings import RedirectRecord
from ssg.model.site import Hidden, Site
from ssg.text.addresses import (
    is_external,
    level_names,
    names_levels,
    normal_address,
    split_query,
    stand_in,
)


def check_redirects(site: Site, served: AbstractSet[str]) -> Iterator[Diagnostic]:
    """Report a target that nothing answers, and a chain that comes back to where it began."""
    to_by_old = {
        normal_address(rule.old): normal_address(rule.to.partition("#")[0])
        for rule in site.redirects
        if rule.to and not rule.query and not is_external(rule.to)
    }
    answered = served | {normal_address(rule.old) for rule in site.redirects if not rule.query}
    hidden = {normal_address(entry.permalink): entry for entry in site.hidden if entry.permalink}
    yield from _giving_way(site)
    for rule in site.redirects:
        if not rule.to or is_external(rule.to):
            continue
        target = normal_address(rule.to.partition("#")[0].partition("?")[0])
        if _comes_back(normal_address(rule.old), to_by_old) and not rule.query:
            message = f"the redirect from {rule.old} comes back to it"
            yield _at(rule, Level.ERROR, message, "take one of them out")
        elif target not in answered and not _may_lead(rule.old, target, answered):
            yield _leading_nowhere(rule, target, hidden.get(target))


def _may_lead(old: str, target: str, answered: Iterable[str]) -> bool:
    """Tell whether a rule for many addresses leads to one that is answered: ":slug" is any level.

    Which of them readers ask for nobody knows here. A name that `old` does not have stays as it is.
    """
    if not names_levels(target) or not level_names(target) <= level_names(old):
        return False
    wanted = target.split("/")
    return any(
        all(want == level or names_levels(want) for want, level in zip(wanted, levels, strict=True))
        for levels in (address.split("/") for address in answered)
        if len(levels) == len(wanted)
    )


def _leading_nowhere(rule: RedirectRecord, target: str, hidden: Hidden | None) -> Diagnostic:
    """Report a rule to a listing without posts, to a hidden entry, or to nothing known."""
    message = f"the redirect from {_address(rule)} leads to {target}"
    if other := stand_in(target):
        name = "the archive" if other == "/archive/" else f"the site's feed, {other}"
        return _at(
            rule, Level.ADVICE,
            f"{message}, which has no posts now: it leads to {name} until it has",
            f"nothing need be done; write `to: {other}` if there will be no more posts",
        )  # fmt: skip
    if hidden:
        state = "not out yet" if hidden.until else f"a {hidden.reason}"
        return _at(
            rule, Level.WARNING,
            f"{message}, where nothing is as long as {hidden.source} is {state}",
            "publish it, or write the address of a page that exists, or `code: 410` without `to:`",
        )  # fmt: skip
    return _at(
        rule, Level.WARNING, f"{message}, where nothing is",
        "write the address of a page that exists, or `code: 410` without `to:`",
    )  # fmt: skip


def _address(rule: RedirectRecord) -> str:
    return f"{rule.old}?{rule.query}" if rule.query else rule.old


def _at(rule: RedirectRecord, level: Level, message: str, fix: str) -> Diagnostic:
    return Diagnostic("content/redirects.yaml", rule.line, 1, level, "redirect", message, fix)


def _giving_way(site: Site) -> Iterator[Diagnostic]:
    """Report rules that count no more, for the category or tag at their address has posts now."""
    listings = {term.url for term in (*site.categories.values(), *site.tags.values())}
    for rule in site.redirects:
        if rule.to and not rule.query and normal_address(rule.old) in listings:
            yield _at(
                rule, Level.ADVICE,
                f"the redirect from {rule.old} counts no more: posts are listed there now",
                "take the line out",
            )  # fmt: skip


def _comes_back(old: str, to_by_old: dict[str, str]) -> bool:
    at, steps = to_by_old.get(old), 0
    while at is not None and at != old and steps <= len(to_by_old):
        at, steps = to_by_old.get(at), steps + 1
    return at == old


def check_identities(site: Site) -> Iterator[Diagnostic]:
    """Report two entries that answer to one old address with a query, or share a feed identity."""
    owners: dict[str, str] = {}
    for rule in site.redirects:
        if rule.query:
            owners[f"{normal_address(rule.old)}?{rule.query}"] = "content/redirects.yaml"
    for placed in site.entries:
        source = placed.entry.source
        for alias in placed.entry.aliases:
            path, query = split_query(alias)
            if query:
                old = f"{normal_address(path)}?{query}"
                if (other := owners.setdefault(old, source)) != source:
                    yield _same_address(old, source, other)
        guid = placed.entry.guid
        if guid and (other := owners.setdefault(guid, source)) != source:
            yield _same_guid(guid, source, other)


def _same_address(old: str, source: str, other: str) -> Diagnostic:
    return Diagnostic(
        source, 1, 1, Level.ERROR, "same-identity",
        f"the old address {old} is in {other} as well: it can lead to one place only",
        "take it out of one of them",
    )  # fmt: skip


def _same_guid(guid: str, source: str, other: str) -> Diagnostic:
    return Diagnostic(
        source, 1, 1, Level.WARNING, "same-identity",
        f"{other} has the same `guid:`, {guid}: readers' programs see only one of the two",
        "take `guid:` out of one of them",
    )  # fmt: skip
