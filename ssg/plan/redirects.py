"""Old addresses: those that the site names, and those that WordPress gave every blog.

One table is written in every dialect that site.yaml names. For hosts of plain files there is an
HTML page for each old path that a browser shows as a page, and a map for those with a query, which
a script on the front page looks up. Rules with ":name" stand for many addresses and are in the
table only.

A rule to a listing of ours that has no posts at present leads to the archive until it has.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from operator import itemgetter

from ssg.model.output import PlannedPage
from ssg.model.site import Site
from ssg.model.view import RedirectRule, RedirectTableView, RedirectView
from ssg.plan.shelf import Shelf
from ssg.plan.wordpress import (
    spelled_out,
    wordpress_patterns,
    wordpress_queries,
    wordpress_rules,
)
from ssg.text.addresses import (
    is_external,
    is_file_address,
    names_levels,
    normal_address,
    output_path,
    split_query,
    stand_in,
)
from ssg.text.file_names import name_problem

_MOVED = 301
_DIALECTS = {"netlify": "_redirects", "apache": ".htaccess", "nginx": "redirects.nginx.conf"}
_WORDPRESS = "an address of WordPress"
_FromWhere = tuple[str, RedirectRule]
"""A rule behind the file that it stands in, or behind `_WORDPRESS`."""

OLD_ADDRESSES = "old-addresses.json"
"""The map of old addresses with a query, for hosts of plain files."""

_SHOWN_AS_PAGES = frozenset({"asp", "aspx", "cfm", "htm", "html", "jsp", "php", "shtml", "xhtml"})


def plan_redirects(site: Site, shelf: Shelf, pages: Iterable[PlannedPage]) -> Iterator[PlannedPage]:
    """Plan the redirect files, and an HTML page for each old path that nothing else serves."""
    taken = {page.path for page in pages} | set(site.copies)
    written = list(_written_rules(site))
    said = {(rule.old, rule.query) for _, rule in written}
    automatic = [
        (_WORDPRESS, rule)
        for rule in wordpress_rules(site)
        if not _is_taken(rule, taken) and (rule.old, rule.query) not in said
    ]
    known = said | {(rule.old, rule.query) for _, rule in automatic}
    single = [
        (_WORDPRESS, rule)
        for rule in spelled_out(site)
        if not _is_taken(rule, taken) and (rule.old, rule.query) not in known
    ]
    rules = _led_to_archive(_flattened([*written, *automatic]), taken)
    patterns, clashing = _sort_patterns(site, taken)
    if clashing:
        # A pattern that would take a page of ours away is spelled out, address by address.
        rules += [pair for pair in single if any(_fits(pair[1].old, old) for old in clashing)]
    table = (*dict.fromkeys(rule for _, rule in rules), *patterns)
    view = RedirectTableView(site.settings.base_path, table)
    for dialect in site.settings.redirects:
        if dialect in _DIALECTS:
            yield PlannedPage(_DIALECTS[dialect], _DIALECTS[dialect], view, "the redirects")
    if "html" in site.settings.redirects:
        yield from _plan_for_plain_files(rules, _flattened(single), (site, shelf))


def _plan_for_plain_files(
    rules: Sequence[_FromWhere], single: Sequence[_FromWhere], shelves: tuple[Site, Shelf]
) -> Iterator[PlannedPage]:
    """Plan what forwards on a host that knows no redirects: a page for each path, and the map."""
    site, shelf = shelves
    for origin, rule in dict.fromkeys((*rules, *single)):
        if not rule.query and _is_shown_as_page(rule.old) and not _is_machinery(origin, rule):
            yield PlannedPage(
                output_path(rule.old),
                "redirect.html",
                RedirectView(shelf.site, rule.old, rule.to, rule.code),
                origin,
            )
    if old_queries(site):
        asked = dict.fromkeys(rule for _, rule in rules if _is_in_map(rule))
        yield PlannedPage(
            OLD_ADDRESSES,
            OLD_ADDRESSES,
            RedirectTableView(site.settings.base_path, tuple(asked)),
            "the redirects",
        )


def old_queries(site: Site) -> tuple[str, ...]:
    """Return the names of the parameters that the map knows, in order: ("p", "page_id").

    Empty without a map: only where an entry or content/redirects.yaml has such an old address.
    """
    if "html" not in site.settings.redirects:
        return ()
    own = any(_is_in_map(rule) for _, rule in _written_rules(site))
    if not own and not any(map(wordpress_queries, site.entries)):
        return ()
    rules = (*(rule for _, rule in _written_rules(site)), *wordpress_rules(site))
    queries = [rule.query for rule in rules if _is_in_map(rule)]
    parameters = {parameter for query in queries for parameter in query.split("&")}
    return tuple(sorted({parameter.partition("=")[0] for parameter in parameters}))


def _is_in_map(rule: RedirectRule) -> bool:
    return rule.old == "/" and bool(rule.query and rule.to)


def _is_shown_as_page(old: str) -> bool:
    """Tell whether a browser would show HTML at `old`: it is a folder, or named as pages are.

    Where no file can have the name (a label with a question mark), only servers' rules answer.
    """
    if name_problem(output_path(old)):
        return False
    return not is_file_address(old) or old.rpartition(".")[2].lower() in _SHOWN_AS_PAGES


def _is_machinery(origin: str, rule: RedirectRule) -> bool:
    """Tell whether `rule` says only that WordPress itself is gone, which readers need not read."""
    return origin == _WORDPRESS and not rule.to


def _sort_patterns(site: Site, taken: set[str]) -> tuple[list[RedirectRule], list[str]]:
    """Return the patterns that leave all pages of ours alone, and the old addresses of the rest."""
    by_shape: dict[tuple[str, int], list[list[str]]] = defaultdict(list)
    by_length: dict[int, list[list[str]]] = defaultdict(list)
    for path in taken:
        # Servers match a pattern with or without the slash at its end, so files count as well.
        levels = f"/{path}".removesuffix("/index.html").split("/")
        by_shape[_shape(levels)].append(levels)
        by_length[len(levels)].append(levels)
    free: list[RedirectRule] = []
    clashing: list[str] = []
    for rule in wordpress_patterns(site):
        levels = _levels(rule.old)
        alike = by_length[len(levels)] if rule.old.startswith("/:") else by_shape[_shape(levels)]
        if _fits_any(alike, levels):
            clashing.append(rule.old)
        else:
            free.append(rule)
    return free, clashing


def _fits(address: str, pattern: str) -> bool:
    """Tell whether `address` is one of those that `pattern` stands for."""
    levels, others = _levels(address), _levels(pattern)
    return _shape(levels) == _shape(others) and _fits_any([levels], others)


def _levels(address: str) -> list[str]:
    return address.rstrip("/").split("/")


def _shape(levels: Sequence[str]) -> tuple[str, int]:
    """Return the first level and the number of levels, which a pattern and its addresses share."""
    return levels[1] if len(levels) > 1 else "", len(levels)


def _fits_any(addresses: Iterable[Sequence[str]], pattern: Sequence[str]) -> bool:
    """Tell whether one of `addresses`, all as long as `pattern`, is what it stands for."""
    fixed = [number for number, level in enumerate(pattern) if not level.startswith(":")]
    words = itemgetter(*fixed)
    return words(pattern) in map(words, addresses)


def _written_rules(site: Site) -> Iterator[_FromWhere]:
    """Return the rules that authors wrote, each with the file that it stands in.

    An import lets listings without posts lead to the archive. When such a listing has its first
    post, it stands there itself, and the rule gives way.
    """
    own = set(_listings(site)) if site.redirects else frozenset()
    for record in site.redirects:
        old, query = normal_address(record.old), record.query
        if not query and record.to and old.removesuffix("feed/") in own:
            continue
        is_pattern = names_levels(old)
        rule = RedirectRule(old, query, _target(record.to), record.code, is_pattern)
        yield f"content/redirects.yaml:{record.line}", rule
    for placed in site.entries:
        for alias in placed.entry.aliases:
            path, query = split_query(alias)
            old = normal_address(path)
            if query or old != placed.permalink:
                yield placed.entry.source, RedirectRule(old, query, placed.permalink, _MOVED)


def _listings(site: Site) -> Iterator[str]:
    """Yield the addresses of the listings of terms and months."""
    yield from (term.url for term in (*site.categories.values(), *site.tags.values()))
    dates = (post.entry.date for post in site.posts)
    yield from (f"/{date.year:04}/{date.month:02}/" for date in dates if date)


def _is_taken(rule: RedirectRule, taken: set[str]) -> bool:
    return not rule.query and output_path(rule.old) in taken


def _flattened(rules: Iterable[_FromWhere]) -> list[_FromWhere]:
    """Let each rule lead to where a chain of rules ends; a circle stays as it is."""
    every = list(rules)
    next_by_path = {rule.old: rule.to for _, rule in every if not rule.query and rule.to}
    flat: list[_FromWhere] = []
    for origin, rule in every:
        to, seen = rule.to, {rule.old}
        while to in next_by_path and to not in seen:
            seen.add(to)
            to = next_by_path[to]
        leads_on = to != rule.to and to not in seen
        flat.append((origin, replace(rule, to=to) if leads_on else rule))
    return flat


def _led_to_archive(rules: Sequence[_FromWhere], taken: set[str]) -> list[_FromWhere]:
    """Let rules to a listing that neither a page nor another rule answers lead to its stand-in."""
    answered = taken | {output_path(rule.old) for _, rule in rules if not rule.query}
    led: list[_FromWhere] = []
    for origin, rule in rules:
        path = rule.to.partition("#")[0].partition("?")[0]
        other = "" if output_path(path) in answered else stand_in(path)
        led.append((origin, replace(rule, to=other) if other else rule))
    return led


def _target(written: str) -> str:
    if not written or is_external(written):
        return written
    path, mark, rest = written.partition("#" if "#" in written else "?")
    return normal_address(path) + mark + rest
