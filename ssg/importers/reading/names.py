"""Names of elements: by what their namespace means, not by the prefix that a file gives it."""

import functools
import re

_WORDPRESS = re.compile(r"https?://(?:www\.)?wordpress\.org/export/[0-9.]+/(excerpt/)?\Z")
_PREFIX_BY_NAMESPACE = {
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://wellformedweb.org/CommentAPI/": "wfw",
    "http://www.w3.org/2005/Atom": "atom",
    "http://purl.org/atom/app#": "app",
    "http://www.w3.org/2007/app": "app",
    "http://search.yahoo.com/mrss/": "media",
    "http://www.georss.org/georss": "georss",
    "http://www.w3.org/2003/01/geo/wgs84_pos#": "geo",
    "http://purl.org/syndication/thread/1.0": "thr",
    "http://schemas.google.com/g/2005": "gd",
    "http://schemas.google.com/blogger/2018": "blogger",
    "http://schemas.google.com/blogger/2008": "blogger",
    "http://a9.com/-/spec/opensearchrss/1.0/": "openSearch",
    "http://a9.com/-/spec/opensearch/1.1/": "openSearch",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://purl.org/rss/1.0/modules/slash/": "slash",
    "http://purl.org/rss/1.0/modules/syndication/": "sy",
    "http://www.w3.org/XML/1998/namespace": "xml",
}
_NAMESPACE_BY_PREFIX = {prefix: uri for uri, prefix in reversed(_PREFIX_BY_NAMESPACE.items())} | {
    "wp": "http://wordpress.org/export/1.2/",
    "excerpt": "http://wordpress.org/export/1.2/excerpt/",
}

SEPARATOR = " "
"""Stands between namespace and name where the parser names an element."""


@functools.lru_cache(maxsize=4096)
def short_name(full: str) -> str:
    """Return `prefix:name` by the usual prefix of the namespace, or `{namespace}name`."""
    namespace, _, name = full.rpartition(SEPARATOR)
    if not namespace:
        return name
    wordpress = _WORDPRESS.match(namespace)
    if wordpress:
        return f"{'excerpt' if wordpress[1] else 'wp'}:{name}"
    prefix = _PREFIX_BY_NAMESPACE.get(namespace)
    return f"{prefix}:{name}" if prefix else f"{{{namespace}}}{name}"


def namespace_for(prefix: str) -> str:
    """Return the namespace that an undeclared `prefix` most likely stands for."""
    return _NAMESPACE_BY_PREFIX.get(prefix, f"urn:undeclared:{prefix}")
