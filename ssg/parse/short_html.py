"""The HTML of short Markdown in front matter and records: what runs code is left out.

A body is an author's own page, in which raw HTML means what it says. A bio or the description of a
category is copied onto many pages and often comes from somebody else: a guest, an import.
"""

import functools
import re

import nh3

from ssg.text.addresses import is_external, without_ignored

_EVERYWHERE = {"class", "dir", "id", "lang", "title"}
_SCHEMES = {
    *("http", "https", "mailto", "tel", "sms", "xmpp", "matrix", "geo", "magnet", "irc", "ircs"),
    *("feed", "acct", "gemini"),
}

_NO_PICTURE = re.compile(r'<img(?![^>]* src=")(?:"[^"]*"|[^>"])*>')


def harmless(html: str) -> str:
    """Return `html` without scripts, styles, frames, handlers and addresses that run code.

    Pictures of other hosts are left out too: each page with the bio would ask that host.
    """
    if "<" not in html:
        return html
    clean = _cleaner().clean(html)
    return _NO_PICTURE.sub("", clean) if "<img" in clean else clean


def _kept(tag: str, name: str, value: str) -> str | None:
    if (tag, name) != ("img", "src"):
        return value
    return None if is_external(without_ignored(value).replace("\\", "/")) else value


@functools.cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        attributes={
            **{tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items()},
            "*": _EVERYWHERE,
            "a": {"href", "hreflang", "rel"},
        },
        url_schemes=_SCHEMES,
        link_rel=None,
        attribute_filter=_kept,
    )
