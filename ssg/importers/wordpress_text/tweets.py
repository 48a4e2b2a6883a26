"""Tweets that a text shows: kept as quotations, for their words stand in the export.

A tweet is a block quote of the class `twitter-tweet`, which ends in its author's name, handle and
day, and a script that would draw it as the service does today.
"""

import re
from collections.abc import Iterable, Iterator

from ssg.text.html import escape_attribute, unescape

_QUOTE = re.compile(
    r"<blockquote\b[^>]*\bclass\s*=\s*[\"'][^\"'>]*\btwitter-(?:tweet|video)\b[^>]*>"
    r"(?P<inner>.*?)</blockquote>",
    re.DOTALL | re.IGNORECASE,
)
_BY = re.compile(
    r"(?:<p\b[^>]*>)?\s*(?:&mdash;|&#8212;|—)\s*(?P<name>[^<]{1,200}?)\s*\(@(?P<handle>\w{1,30})\)\s*"
    r"(?P<link><a\b[^>]*>)(?P<day>[^<]{1,60})</a>\s*(?:</p>)?\s*\Z",
    re.IGNORECASE,
)
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_PARAGRAPH = re.compile(r"<p\b[^>]*>", re.IGNORECASE)
_SCRIPT = re.compile(
    r"\s*(?:<p>)?\s*<script\b[^>]*\bplatform\.twitter\.com/widgets\.js[^>]*>\s*</script>\s*(?:</p>)?\s*",
    re.IGNORECASE,
)


def with_tweets_quoted(blocks: Iterable[str]) -> Iterator[str]:
    """Yield `blocks` of HTML, each tweet as a quotation, without the scripts that draw tweets."""
    for block in blocks:
        if "twitter" not in block:
            yield block
        elif not _SCRIPT.fullmatch(block):
            found = _QUOTE.fullmatch(block.strip())
            yield (found and _quotation(found["inner"])) or block


def tweet_in(html: str) -> str:
    """Return the quotation of the first tweet that `html` shows, "" without one."""
    found = _QUOTE.search(html)
    return _quotation(found["inner"]) if found else ""


def _quotation(inner: str) -> str:
    """Return what stands in the block quote as a figure; "" where it tells no author."""
    by = _BY.search(inner)
    href = _HREF.search(by["link"]) if by else None
    if by is None or href is None:
        return ""
    words = _PARAGRAPH.sub("<p>", inner[: by.start()]).strip()
    if not words:
        return ""
    words = words if words.startswith("<p>") else f"<p>{words}</p>"
    # What follows the question mark tells the service where the reader came from.
    address = escape_attribute(unescape(href[1] or href[2] or "").partition("?")[0])
    return (
        f'<figure class="quotation"><blockquote cite="{address}">{words}</blockquote>'
        f"<figcaption>{by['name']} (@{by['handle']}), "
        f'<cite><a href="{address}">{by["day"].strip()}</a></cite></figcaption></figure>'
    )
