"""`_redirects`, as Netlify and Cloudflare Pages read it."""

from collections.abc import Iterator

from ssg.model.view import RedirectRule, RedirectTableView
from ssg.render.address import encoded
from ssg.render.redirects.rule import (
    GONE,
    query_parameters,
    static_first,
    target_of,
)

_DATE_LEVELS = (":year", ":month", ":day")


def write_netlify(table: RedirectTableView) -> str:
    """Return the table as `_redirects`.

    Netlify shows a file that exists before it looks at a rule, unless the code ends in "!"; the
    HTML pages that forward are such files. Cloudflare always follows a rule but leaves out a line
    with "!". So a rule is written once for each.
    """
    lines = [line for rule in static_first(table.rules) for line in _lines(rule, table.base_path)]
    return "".join(f"{line}\n" for line in dict.fromkeys(lines))


def _lines(rule: RedirectRule, base_path: str) -> Iterator[str]:
    old = encoded(base_path) + _old_path(rule)
    if rule.code == GONE:
        # Neither knows 410 for sure; the page for a lost reader is what they can show.
        yield " ".join([old, *_parameters(rule.query), f"{base_path}/404.html", "404!"])
        return
    words = [old, *_parameters(rule.query), target_of(rule, base_path)]
    levels = rule.old.split("/") if rule.is_pattern else ()
    if not any(level in _DATE_LEVELS for level in levels):
        yield " ".join([*words, f"{rule.code}!"])
    if not rule.query:
        yield " ".join([*words, str(rule.code)])


def _parameters(query: str) -> list[str]:
    """Return the parameters of a query; a word without "=" would be read as the target."""
    return [part if "=" in part else f"{part}=" for part in query_parameters(query)]


def _old_path(rule: RedirectRule) -> str:
    if rule.is_pattern:
        return encoded(rule.old)
    # The path is decoded: what stands in it begins neither a query nor a fragment.
    path = rule.old.replace("?", "%3F").replace("#", "%23")
    return encoded(path).replace(":", "%3A").replace("*", "%2A")
