"""Rendered pages and feeds: ids that text and theme both have, and addresses that are relative."""

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.entry import Place
from ssg.model.site import PlacedEntry, Site
from ssg.model.survey import Survey

_ID = re.compile(r"""<[a-zA-Z][^<>]*?\sid\s*=\s*["']?([^"'\s>]+)""")
_ATTRIBUTE = r"""\s(?:href|src|poster)=(?:"|'|&quot;|&#34;|\\")"""
_ADDRESS = r"""(?![a-zA-Z][a-zA-Z0-9+.-]*:|\#|//)([^"'&\\<>]+)"""
_AS_IT_IS = re.compile(rf"<[a-z][^<>]*?{_ATTRIBUTE}{_ADDRESS}")
_ESCAPED = re.compile(rf"(?:<|&lt;)[a-z](?:(?!&[lg]t;)[^<>])*?{_ATTRIBUTE}{_ADDRESS}")

_COMMENT_IN_XML = re.compile(r"<!--(?:(?!-->|\]\]>).)*", re.DOTALL)
_COMMENT_IN_JSON = re.compile(r"<!--(?:(?!-->).)*")  # A text there is on one line.
_COMMENT_ESCAPED = re.compile(r"&lt;!--(?:(?!--&gt;)[^<])*")


def ids_of_theme(html: str, placed: PlacedEntry | None) -> frozenset[str]:
    """Return the ids of a page that its theme gives, not the entry on it, nor its comments."""
    found = frozenset(_ID.findall(html))
    if placed is None:
        return found
    comments = placed.conversation.anchors if placed.conversation else ()
    return found.difference(placed.entry.anchors, comments)


def check_ids_of_theme(
    site: Site, surveys: Mapping[str, Survey], ids: Mapping[str, AbstractSet[str]]
) -> Iterator[Diagnostic]:
    """Report headings and ids of a text that the theme has on the same page.

    `ids` are those of the theme by kind of entry ("post", "page").
    """
    for placed in site.entries:
        entry = placed.entry
        taken = ids.get(entry.kind.value, frozenset())
        if taken.isdisjoint(entry.anchors):
            continue
        headings = surveys[entry.source].headings if entry.source in surveys else ()
        places = {
            heading.id: place for heading, place in zip(entry.headings, headings, strict=False)
        }
        for name in sorted(taken & frozenset(entry.anchors)):
            place = places.get(name, Place())
            yield Diagnostic(
                entry.source, place.line, place.column, Level.WARNING, "same-id",
                f"the theme has the id `{name}` on the same page: links find one of the two",
                "write another one behind the heading, {#my-" + name + "}, or in the tag",
            )  # fmt: skip


def check_feed(path: str, text: str) -> Iterator[Diagnostic]:
    """Report relative addresses in the feed that is written to `path`, outside of comments."""
    # Where HTML stands as it is, an escaped tag is one that a text shows.
    address_in, comment_in = (
        (_AS_IT_IS, _COMMENT_IN_JSON)
        if path.endswith(".json")
        else (_AS_IT_IS, _COMMENT_IN_XML)
        if "<![CDATA[" in text
        else (_ESCAPED, _COMMENT_ESCAPED)
    )
    for address in dict.fromkeys(address_in.findall(comment_in.sub("", text))):
        yield Diagnostic(
            f"output/{path}", 0, 0, Level.WARNING, "relative-address",
            f"the feed names {address}, which leads nowhere outside the site",
            "in the theme's template write `| absolute` behind an address",
        )  # fmt: skip
