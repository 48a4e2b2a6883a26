"""Redirects that lead on to another redirect, and those that never answer."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.settings import RedirectRecord
from ssg.model.site import Site
from ssg.text.addresses import is_external, normal_address, split_query


def check_detours(
    site: Site, real: AbstractSet[str], stubs: AbstractSet[str]
) -> Iterator[Diagnostic]:
    """Report redirects that lead on to a redirect, to themselves, or stand where a page is.

    `real` are the addresses with something of their own, `stubs` those that forward; two outputs
    at one address are an error of the build.
    """
    next_by_old = _next_by_old(site)
    listed = {term.url for term in (*site.categories.values(), *site.tags.values())}
    for rule in site.redirects:
        old, to = normal_address(rule.old), _inside(rule.to, site)
        if rule.query:
            continue
        if to == old and is_external(rule.to):
            yield _problem_at(
                rule, Level.ERROR, "redirect", f"the redirect from {rule.old} leads to itself",
                "take the line out, or write where it is now",
            )  # fmt: skip
        elif to in next_by_old and to != old:
            yield from _check_chain(rule, to, next_by_old)
        if old in real and old not in stubs and old not in listed:
            yield _problem_at(
                rule, Level.WARNING, "redirect-shadow",
                f"the redirect from {rule.old} hides what is there: some hosts show one, some the"
                " other",
                "take the line out, or give the page another address",
            )  # fmt: skip
    for placed in site.entries:
        for alias in placed.entry.aliases:
            path, query = split_query(alias)
            old = normal_address(path)
            if not query and old in real and old not in stubs and old != placed.permalink:
                yield Diagnostic(
                    placed.entry.source, 1, 1, Level.WARNING, "redirect-shadow",
                    f"the old address {alias} hides what is there: some hosts show one, some the"
                    " other",
                    "take it out of `aliases:`, or give what is there another address",
                )  # fmt: skip


def _check_chain(
    rule: RedirectRecord, to: str, next_by_old: Mapping[str, str]
) -> Iterator[Diagnostic]:
    end, seen = to, {normal_address(rule.old)}
    while end in next_by_old and end not in seen:
        seen.add(end)
        end = next_by_old[end]
    if end not in seen:  # A circle is an error of the build.
        yield _problem_at(
            rule, Level.ADVICE, "redirect-chain",
            f"the redirect from {rule.old} leads to {to}, which leads on to {end}",
            f"write `to: {end}`",
        )  # fmt: skip


def _next_by_old(site: Site) -> dict[str, str]:
    found = {
        normal_address(rule.old): _inside(rule.to, site)
        for rule in site.redirects
        if rule.to and not rule.query
    }
    for placed in site.entries:
        for alias in placed.entry.aliases:
            path, query = split_query(alias)
            if not query:
                found.setdefault(normal_address(path), placed.permalink)
    return found


def _inside(to: str, site: Site) -> str:
    """Return the address within the site that `to` means, or `to` itself where it leads out."""
    base = site.settings.url.rstrip("/")
    path = to.removeprefix(base) if to.startswith(f"{base}/") else to
    if not path or is_external(path):
        return path
    return normal_address(path.partition("#")[0].partition("?")[0])


def _problem_at(
    record: RedirectRecord, level: Level, rule: str, message: str, fix: str
) -> Diagnostic:
    return Diagnostic("content/redirects.yaml", record.line, 1, level, rule, message, fix)
