"""Names for files that any system can store, from what addresses say."""

import hashlib
import posixpath
import re
import unicodedata
from urllib.parse import unquote_to_bytes

from ssg.text.file_names import name_problem

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f]')
_HALVES = re.compile("[\ud800-\udfff]")
_ENDS_BADLY = re.compile(r"[. ]+\Z")
_BEGINS_BADLY = re.compile(r"\A[. ]+")
_MOST_BYTES = 120
_HASH_BYTES = 5


def decoded(written: str) -> str:
    """Return a part of an address without its percent signs, NFC.

    Addresses of old sites may be encoded in Latin-1.
    """
    if "%" in written:
        octets = unquote_to_bytes(_HALVES.sub("\ufffd", written))
        try:
            written = octets.decode()
        except UnicodeDecodeError:
            written = octets.decode("cp1252", errors="replace")
    return written if written.isascii() else unicodedata.normalize("NFC", written)


def decoded_path(path: str) -> str:
    """Return the path of an address as its server takes it: decoded, nothing of `.` and `..`.

    Slashes that are written as `%2F` are part of a name, and are kept as such.
    """
    parts = (decoded(part).replace("/", "\u2215") for part in path.split("/"))
    resolved = posixpath.normpath("/" + "/".join(parts))
    return "/" + resolved.lstrip("/")


def short_hash(text: str) -> str:
    """Return ten digits and letters that stand for `text`."""
    octets = text.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(octets, digest_size=_HASH_BYTES).hexdigest()


def safe_path(path: str) -> str:
    """Return `path` (relative, decoded) so that any system can store it; a fine one as it is."""
    if not name_problem(path) and "/." not in f"/{path}":
        return path
    *folders, name = (part for part in path.split("/") if part not in {"", ".", ".."})
    safe = "/".join([*map(_safe_folder, folders), safe_name(name)])
    if not name_problem(safe):
        return safe
    # Too long as a whole: what lies deepest says least.
    kept = "/".join(safe.split("/")[:2])[:60].rstrip("/. ")
    return f"{kept}/{with_hash(_short(safe_name(name), 60), path)}"


def safe_name(name: str) -> str:
    """Return `name` so that any system can store a file of that name."""
    clean = _clean(name)
    return clean if not name_problem(clean) else _short(f"_{clean}", _MOST_BYTES)


def with_hash(path: str, text: str) -> str:
    """Return `path` with the hash of `text` before its suffix.

    >>> with_hash("a/sea.jpg", "/2010/sea.jpg")
    'a/sea-5ecd1adf60.jpg'
    """
    folder, slash, name = path.rpartition("/")
    stem, suffix = _split(name)
    return f"{folder}{slash}{stem}-{short_hash(text)}{suffix}"


def _safe_folder(name: str) -> str:
    return safe_name(name)


def _clean(name: str) -> str:
    name = unicodedata.normalize("NFC", _HALVES.sub("-", name))
    name = _FORBIDDEN.sub("-", name)
    name = _BEGINS_BADLY.sub("_", _ENDS_BADLY.sub("_", name))
    return _short(name, _MOST_BYTES) if len(name.encode()) > _MOST_BYTES else name


def _short(name: str, most_bytes: int) -> str:
    """Return `name` cut to `most_bytes`, with a hash where something was cut away."""
    if len(name.encode()) <= most_bytes:
        return name
    stem, suffix = _split(name)
    room = most_bytes - len(suffix.encode()) - 2 * _HASH_BYTES - 1
    cut = unicodedata.normalize("NFC", stem.encode()[:room].decode("utf-8", "ignore"))
    return f"{_ENDS_BADLY.sub('', cut)}-{short_hash(name)}{suffix}"


def _split(name: str) -> tuple[str, str]:
    """Return stem and suffix of a name; what is too long to be one is no suffix."""
    stem, dot, suffix = name.rpartition(".")
    is_suffix = stem and dot and suffix.isalnum() and len(suffix.encode()) <= 10  # noqa: PLR2004
    return (stem, f".{suffix}") if is_suffix else (name, "")
