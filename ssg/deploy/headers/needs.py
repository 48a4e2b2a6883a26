"""What a page asks of a Content-Security-Policy, as a value."""

import base64
import hashlib
from collections.abc import Iterable
from typing import NamedTuple

from ssg.model.record import dataclass

SELF = "'self'"
INLINE = "'unsafe-inline'"


class Need(NamedTuple):
    """One thing that a policy must allow: `source` in `directive` ("img-src", "https://x.example").

    A directive without "-src" is one of the kinds below, which are no directives of browsers.
    """

    directive: str
    source: str


STYLE = "inline style"
SCRIPT = "inline script"
HANDLER = "handler"
STYLE_ATTRIBUTE = "style attribute"
SCRIPT_ADDRESS = "script address"
STRANGER = "stranger"


@dataclass(frozen=True, slots=True)
class PageNeeds:
    """What one page, style sheet or script asks of the site's policy.

    `styles`, `scripts` and `handlers` are hashes as policies write them ("'sha256-…'").
    `has_script_addresses` tells of links with "javascript:". `strangers` are origins of scripts
    that nobody here knows, which may do whatever they like.
    """

    styles: frozenset[str] = frozenset()
    scripts: frozenset[str] = frozenset()
    handlers: frozenset[str] = frozenset()
    sources: frozenset[Need] = frozenset()
    strangers: frozenset[str] = frozenset()
    has_style_attributes: bool = False
    has_script_addresses: bool = False


NOTHING = PageNeeds()


def hash_of(text: str) -> str:
    """Return the source by which a policy allows `text` (CSP 3, 2.3.1)."""
    digest = hashlib.sha256(text.encode("utf-8", "replace")).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def sort_needs(needs: Iterable[Need]) -> PageNeeds:
    """Return the needs of one page, each in its place."""
    every = frozenset(needs)

    def of(kind: str) -> frozenset[str]:
        return frozenset(need.source for need in every if need.directive == kind)

    return PageNeeds(
        styles=of(STYLE),
        scripts=of(SCRIPT),
        handlers=of(HANDLER),
        sources=frozenset(need for need in every if "-" in need.directive and need.source),
        strangers=of(STRANGER),
        has_style_attributes=bool(of(STYLE_ATTRIBUTE)),
        has_script_addresses=bool(of(SCRIPT_ADDRESS)),
    )


def united(needs: Iterable[PageNeeds]) -> PageNeeds:
    """Return what all of them need together."""
    every = set(needs)
    return PageNeeds(
        styles=frozenset().union(*(each.styles for each in every)),
        scripts=frozenset().union(*(each.scripts for each in every)),
        handlers=frozenset().union(*(each.handlers for each in every)),
        sources=frozenset().union(*(each.sources for each in every)),
        strangers=frozenset().union(*(each.strangers for each in every)),
        has_style_attributes=any(each.has_style_attributes for each in every),
        has_script_addresses=any(each.has_script_addresses for each in every),
    )
