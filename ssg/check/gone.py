"""Addresses that readers had and that lead nowhere now."""

import re
from collections.abc import Iterable, Iterator

from ssg.check.rules import rule_by_pattern, rule_for_path, rules_in
from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.output import PlannedPage
from ssg.text.addresses import address_of_output

# What comes and goes with the posts themselves: listings, archives, forwarding pages.
_MADE_BY_US = re.compile(
    r"(?:.*/)?page/\d+/.*|(?:category|tag|author|series|comments|feed)/.*"
    r"|\d{4}/(?:\d\d/){0,2}index\.html|(?:index|404|archive/index|search/index)\.html"
)

_DOCUMENT = re.compile(r".*\.(?:pdf|epub|mobi|docx?|odt|pptx?|zip|mp3|m4a|ogg|mp4)")


def is_lasting(path: str) -> bool:
    """Tell whether others may have linked to the output `path` and count on it."""
    is_entry = path.endswith(".html") and not _MADE_BY_US.fullmatch(path)
    return is_entry or _DOCUMENT.fullmatch(path) is not None


def check_gone(
    before: Iterable[str], now: Iterable[str], pages: Iterable[PlannedPage] = ()
) -> Iterator[Diagnostic]:
    """Report each page of an entry and each document that the last build wrote and this one not.

    `before` and `now` are paths of output files. A redirect page at the old place is an answer, so
    a post with the old address among its `aliases:` is not reported; nor is an address for which
    the redirect tables among the planned `pages` have a rule.
    """
    gone = [path for path in sorted(frozenset(before) - frozenset(now)) if is_lasting(path)]
    rules = rules_in(pages if gone else ())
    for path in gone:
        address = address_of_output(path)
        if not (rule_for_path(address, rules) or rule_by_pattern(address, rules)):
            what = "page" if path.endswith(".html") else "file"
            yield Diagnostic(
                f"output/{path}", 0, 0, Level.WARNING, "address-gone",
                f"the {what} {address} was there and is gone: links to it now lead nowhere",
                f"if it has moved, add `aliases: [{address}]` to the post;"
                " else add a line to content/redirects.yaml (`code: 410` if it is gone for good)",
            )  # fmt: skip
