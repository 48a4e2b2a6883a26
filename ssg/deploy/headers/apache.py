"""The block of `.htaccess` that Apache answers with (mod_headers, mod_mime)."""

from collections.abc import Iterator
from urllib.parse import unquote

from ssg.deploy.headers.policy import Policy
from ssg.deploy.headers.types import (
    MARK,
    MEDIA,
    SHORT,
    CacheClass,
    types_by_name,
    types_by_suffix,
)
from ssg.deploy.headers.values import LASTING, PAGES, POLICY
from ssg.render.redirects.rule import escaped_bytes

_CACHE = "Cache-Control"
_OWN_CHARSET = frozenset({"htm", "html", "xhtml"})
"""Pages say in their text which signs they are in, and those of an old site may be older."""


def write_apache_headers(policy: Policy, base_path: str = "", *, htaccess: bytes = b"") -> bytes:
    """Return a block to append to `htaccess`; it leaves out each header that is named there."""
    named = htaccess.lower()
    headers = [
        line for name, line in _headers(policy, base_path) if name.lower().encode() not in named
    ]
    lines = [
        "<IfModule mod_mime.c>",
        *_types(),
        "</IfModule>",
        *_types_of_feeds(),
        "<IfModule mod_headers.c>",
        *headers,
        "</IfModule>",
    ]
    return "".join(f"{line}\n" for line in lines).encode()


def _headers(policy: Policy, base_path: str) -> Iterator[tuple[str, str]]:
    """Yield names with their lines; of two lines for one name the later counts."""
    for name, value in LASTING:
        yield name, f'Header always set {name} "{value}"'
    yield POLICY, f'Header always set {POLICY} "{policy.text}" {_where(PAGES)}'
    # Without "always" this is left out where there is nothing: that must be asked for again.
    yield _CACHE, f'Header set {_CACHE} "{CacheClass.PAGE.value}"'
    # Apache's variable holds the decoded path.
    root = "/".join(map(escaped_bytes, unquote(base_path).split("/")))
    for expression, kind in (
        (_ending_in(SHORT), CacheClass.FEED),
        (_ending_in(MEDIA), CacheClass.MEDIA),
        (f"^{root}/assets/.*[^/]{MARK}$", CacheClass.FINGERPRINTED),
    ):
        yield _CACHE, f'Header set {_CACHE} "{kind.value}" {_where(expression)}'


def _ending_in(suffixes: tuple[str, ...]) -> str:
    return rf"(?i)\.(?:{'|'.join(suffixes)})$"


def _where(expression: str) -> str:
    return f'"expr=%{{REQUEST_URI}} =~ m#{expression}#"'


def _types() -> Iterator[str]:
    """Yield the types of files: an old Apache knows neither WebP nor AVIF."""
    charsets: list[str] = []
    for suffix, kind in types_by_suffix().items():
        if suffix != "gz":
            yield f"AddType {kind.partition(';')[0]} .{suffix}"
        if ";" in kind and suffix not in _OWN_CHARSET:
            charsets.append(f".{suffix}")
    yield f"AddCharset utf-8 {' '.join(charsets)}"


def _types_of_feeds() -> Iterator[str]:
    for name, kind in types_by_name().items():
        yield f'<Files "{name}">'
        yield f'ForceType "{kind}"'
        yield "</Files>"
