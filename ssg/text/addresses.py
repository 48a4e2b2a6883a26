"""Addresses inside a site: permalinks, the files that serve them, and how they are written.

Inside the program an address is a decoded path that begins with "/" ("/2016/10/29/café/"); only
what is emitted is percent-encoded.
"""

import posixpath
import re
import unicodedata
from urllib.parse import quote, unquote, urlsplit

from ssg.text.host_names import ascii_host

_LONGEST_SUFFIX = 5
_SAFE_IN_PATH = "/:@!$&'()*+,;=~-._"
_SAFE_IN_URL = _SAFE_IN_PATH + "?%#[]"
_LISTING = re.compile(r"/(?:(?:category|tag|author|series)/.+|\d{4}(?:/\d\d)?)/(feed\.xml)?")
NAMED_LEVEL = re.compile(r":([A-Za-z]\w*)")
"""A level of a rule's address that stands for others: ":slug"."""
_DIGITS = {"year": "[0-9]{4}", "month": "[0-9]{2}", "day": "[0-9]{2}"}
_LOCAL = re.compile(r"file:|[a-z]:[\\/]", re.IGNORECASE)
_IGNORED = re.compile(r"[\x00-\x20\x7f-\x9f]")


def normal_address(address: str) -> str:
    """Return `address` decoded, NFC, beginning with one slash, ending in one unless it is a file.

    >>> normal_address("2016/caf%C3%A9")
    '/2016/café/'
    """
    path = unicodedata.normalize("NFC", unquote(address)).strip()
    path = "/" + path.lstrip("/")
    return path if path.endswith("/") or is_file_address(path) else path + "/"


def is_file_address(address: str) -> bool:
    """Tell whether the last part of `address` names a file ("/2016/10/x.html", "/feed.xml")."""
    stem, dot, suffix = address.rpartition("/")[2].rpartition(".")
    return (
        bool(stem and dot)
        and suffix.isalnum()
        and len(suffix) <= _LONGEST_SUFFIX
        and not suffix.isdigit()
    )


def output_path(address: str) -> str:
    """Return the file, relative to the output folder, that serves `address`."""
    path = address.lstrip("/")
    return path + "index.html" if not path or path.endswith("/") else path


def address_of_output(path: str) -> str:
    """Return the address under which a server shows the output file `path`."""
    folder, slash, name = path.rpartition("/")
    return f"/{folder}{slash}" if name == "index.html" else f"/{path}"


def stand_in(address: str) -> str:
    """Return what takes the place of a listing that has no posts; "" if `address` is of no listing.

    >>> stand_in("/category/news/"), stand_in("/tag/x/feed.xml"), stand_in("/about/")
    ('/archive/', '/feed.xml', '')
    """
    match = _LISTING.fullmatch(address)
    if match is None:
        return ""
    return "/feed.xml" if match[1] else "/archive/"


def folder_of(address: str) -> str:
    """Return the folder of output/ that the entry at `address` lives in, ending in a slash or "".

    >>> folder_of("/2016/10/x.html")
    '2016/10/'
    """
    return output_path(address).rpartition("/")[0].strip("/") + "/" if "/" in address[1:] else ""


def join_address(base: str, relative: str) -> str:
    """Resolve `relative` as a browser would that stands at `base`; never leaves the root."""
    folder = base.rpartition("/")[0] + "/"
    joined = posixpath.normpath(folder + relative)
    joined = "/" + joined.lstrip("/")
    keeps_slash = relative in {".", ".."} or relative.endswith(("/", "/.."))
    return joined + "/" if keeps_slash and joined != "/" else joined


def join_source(source: str, relative: str) -> str:
    """Return the source path that `relative` means beside the file `source`."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), relative))


def encode_path(address: str) -> str:
    """Percent-encode a decoded address for an attribute, keeping what may stand as it is."""
    return address if _is_plain(address) else quote(address, safe=_SAFE_IN_PATH)


def encode_signs(address: str) -> str:
    """Percent-encode a decoded path so that no sign in it begins a query or a fragment."""
    return hide_signs(encode_path(address))


def hide_signs(path: str) -> str:
    """Return a decoded path as an address inside the program, which may hold a query or fragment.

    >>> hide_signs("/media/a #1.jpg")
    '/media/a %231.jpg'
    """
    return path.replace("?", "%3F").replace("#", "%23")


def file_behind(address: str) -> str:
    """Return the path, in the output folder, of the file that an address inside the site means.

    >>> file_behind("/media/a %231.jpg#top")
    'media/a #1.jpg'
    """
    path = address.partition("#")[0].lstrip("/")
    return path.replace("%3F", "?").replace("%23", "#") if "%" in path else path


def encode_written(address: str) -> str:
    """Percent-encode an address that may hold a query or fragment and escapes of its own."""
    return address if _is_plain(address) else quote(address, safe=_SAFE_IN_URL)


def is_external(address: str) -> bool:
    """Tell whether `address` leads out of the site: it has a scheme or a host."""
    if address.startswith("//"):
        return True
    scheme, colon, _ = address.partition(":")
    return bool(colon) and scheme.isascii() and scheme.replace("+", "").replace("-", "").isalnum()


def is_local(address: str) -> bool:
    r"""Tell whether `address` names a file of its writer's computer: "file:///x", "C:\\x"."""
    return _LOCAL.match(address) is not None


def without_ignored(address: str) -> str:
    """Return `address` as browsers read it: they pass over control characters and spaces."""
    return _IGNORED.sub("", address)


def names_levels(address: str) -> bool:
    """Tell whether levels of a rule's address are names that stand for others: "/tag/:a/feed/"."""
    return bool(level_names(address))


def level_names(address: str) -> frozenset[str]:
    """Return the names of levels that stand for others: of "/tag/:a/feed/" that is "a"."""
    found = (NAMED_LEVEL.fullmatch(level) for level in address.split("/"))
    return frozenset(match[1] for match in found if match)


def level_expression(name: str) -> str:
    """Return a regular expression for levels that `name` stands for: digits for parts of a date."""
    return _DIGITS.get(name, "[^/]+")


def split_query(address: str) -> tuple[str, str]:
    """Return path and query of an address inside the site; without its fragment."""
    parts = urlsplit(address)
    return parts.path, parts.query


def within_site(address: str, site_url: str) -> str | None:
    """Return what a whole address of the site at `site_url` is inside it, with its query.

    None where it leads elsewhere, or is no address.

    >>> within_site("https://a.example/blog/x/?p=1#top", "https://a.example/blog/")
    '/x/?p=1'
    """
    site = urlsplit(site_url)
    base_path = site.path.rstrip("/")
    try:
        parts = urlsplit(address)
        is_ours = bool(parts.hostname) and _is_same_host(parts.hostname or "", site.hostname or "")
    except ValueError:
        return None
    path = parts.path or "/"
    if not is_ours or not f"{path}/".startswith(f"{base_path}/"):
        return None
    query = f"?{parts.query}" if parts.query else ""
    return (path.removeprefix(base_path) or "/") + query


def _is_same_host(one: str, other: str) -> bool:
    """Tell whether two spellings name one host. Raises UnicodeError where one names none."""
    return one == other or ascii_host(one) == ascii_host(other)


def _is_plain(address: str) -> bool:
    if not (address.isascii() and address.isprintable()):
        return False
    return not any(sign in address for sign in ' "<>\\^`{|}%')
