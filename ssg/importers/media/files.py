"""Which file an address means, under which addresses it may lie, and where it goes."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from ssg.importers.media.hosts import (
    BLOG_HOST,
    FILES_HOST,
    MediaSite,
    Parts,
    encoded,
    is_blogger_host,
    is_own,
    parts_of,
    shown_by_photon,
    twin_host,
)
from ssg.importers.media.kinds import Kind, kind_of, may_lie_among_uploads
from ssg.importers.media.names import decoded, decoded_path, safe_name, safe_path, short_hash
from ssg.importers.media.variants import (
    blogger_paths,
    is_readable,
    without_blogger_size,
    without_sizes,
    wordpress_names,
)
from ssg.model.record import dataclass

UPLOADS = re.compile(r"/(?:wp-content/uploads|wp-content/blogs\.dir|files)/")
"""Finds the folder in which WordPress keeps what was uploaded."""

_A_PAGE = re.compile(r"/wiki/[^/]*:|/blob/|/wp-json/|/wp-admin/")
_SHOWN = frozenset({Kind.PICTURE, Kind.SOUND, Kind.FILM})
_SCALED = "-scaled."
_SPACES = re.compile(r"[\s+]+")


@dataclass(frozen=True, slots=True)
class WantedFile:
    """A file that an old text shows or links to.

    `address` is what the text says (absolute or from the root, unescaped). `candidates` are the
    addresses to try, best first: the original, bigger ones, the given one. `paths` says for each
    of them where that file goes (relative to the site's folder); the same file has the same path.
    A file whose address has no suffix gets one when it is known what it is.
    """

    address: str
    candidates: tuple[str, ...]
    paths: tuple[str, ...]
    is_of_site: bool

    @property
    def path(self) -> str:
        """Return where the best candidate goes."""
        return self.paths[0]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file goes. `key` is equal for all addresses of one file, and for no other's."""

    key: str
    path: str


def wanted(address: str, site: MediaSite) -> WantedFile | None:
    """Return the file that `address` means, or None where it is a page or no address at all.

    Of other hosts only pictures, sounds and films count: a document elsewhere is a source that is
    cited, and no part of the blog.
    """
    parts = parts_of(address, site)
    if parts is None:
        return None
    if inner := shown_by_photon(parts):
        return _from_photon(address, parts, wanted(inner, site))
    own = is_own(parts, site)
    if is_blogger_host(parts.host):
        candidates = _blogger_candidates(parts)
    elif _is_file(parts, is_own=own):
        candidates = _candidates(parts, site, is_own=own)
        if address.startswith("/"):
            # Nothing told how the old site was reached, so both ways are tried.
            candidates = (
                *candidates,
                *(f"http{each[5:]}" for each in candidates if each[:6] == "https:"),
            )
    else:
        return None
    return _with_paths(address, candidates, site, is_of_site=own)


def original_places(addresses: Iterable[str], site: MediaSite) -> frozenset[str]:
    """Return the places of files that the export itself calls uploads, for `MediaSite.originals`.

    A file that is named there is no size of another, whatever its name looks like.
    """
    places = (place_of(address, site) for address in addresses)
    return frozenset(place.key for place in places if place)


def place_of(address: str, site: MediaSite) -> Place | None:
    """Return where the file at `address` goes; None for what is no address."""
    parts = parts_of(address, site)
    if parts is None:
        return None
    inner = shown_by_photon(parts)
    if inner and (there := parts_of(inner, site)):
        parts = there
    if is_blogger_host(parts.host):
        return _blogger_place(parts)
    path = decoded_path(parts.path)
    if is_own(parts, site):
        if parts.host.endswith(FILES_HOST) and not UPLOADS.match(path):
            path = f"/wp-content/uploads{path}"
        elif parts.host.endswith(BLOG_HOST):
            pass  # There a blog is always at the root, wherever it was shown besides.
        elif path.startswith(site.base_path):
            path = "/" + path.removeprefix(site.base_path)
        else:
            return _place_elsewhere(parts, path, "")
        return Place(path, safe_path(f"content/static{path}"))
    return _place_elsewhere(parts, path, without_sizes(parts.query))


def _is_file(parts: Parts, *, is_own: bool) -> bool:
    name = decoded(parts.name)
    if not name or _A_PAGE.search(parts.path):
        return False
    kind = kind_of(name)
    if not is_own:
        return kind in _SHOWN
    return kind is not None or bool(UPLOADS.search(parts.path) and may_lie_among_uploads(name))


def _candidates(parts: Parts, site: MediaSite, *, is_own: bool) -> tuple[str, ...]:
    folder, name = parts.path[: -len(parts.name)], parts.name
    is_wordpress = is_own or UPLOADS.search(parts.path)
    names: Iterable[str] = (name,)
    if is_wordpress and kind_of(decoded(name)) is Kind.PICTURE:
        names = wordpress_names(name)
        place = place_of(parts.at(parts.path), site)
        if place and place.key in site.originals and _SCALED not in name:
            names = dict.fromkeys((name, *names))
    query = "" if is_own else without_sizes(parts.query)
    found = [each for one in names for each in _everywhere(parts, folder + one, query)]
    found.append(parts.at(parts.path, parts.query))
    if other := _other_spelling(parts.path):
        found.append(parts.at(other, query))
    return tuple(dict.fromkeys(found))


def _everywhere(parts: Parts, path: str, query: str) -> Iterator[str]:
    """Yield the address of `path`, and that of the same file under the blog's other name."""
    yield parts.at(path, query)
    twin = twin_host(parts.host)
    if twin.endswith(FILES_HOST):
        if match := re.match(r"/(?:wp-content/uploads|files)(?=/)", path):
            yield parts.at(path[match.end() :], query, twin)
    elif twin:
        yield parts.at(f"/wp-content/uploads{path}", query, twin)


def _other_spelling(path: str) -> str:
    """Return `path` with its accents as separate characters, or as one, whichever it is not."""
    if path.isascii() and "%" not in path:
        return ""
    composed = decoded_path(path)
    other = unicodedata.normalize("NFD", composed)
    if other == composed:
        return ""
    spellings = [quote(each, safe="/~!$&'()*+,;=:@") for each in (composed, other)]
    return next((each for each in spellings if each != encoded(path)), "")


def _blogger_candidates(parts: Parts) -> tuple[str, ...]:
    paths = blogger_paths(parts.path)
    found = [*map(parts.at, paths), parts.at(parts.path, parts.query)]
    return tuple(dict.fromkeys(found))


def _from_photon(address: str, photon: Parts, inner: WantedFile | None) -> WantedFile | None:
    """Return the file that the proxy shows; what it shows itself comes last."""
    if inner is None:
        return None
    shown = [photon.at(photon.path), photon.at(photon.path, photon.query)]
    candidates = tuple(dict.fromkeys([*inner.candidates, *shown]))
    # The proxy shows what lies at the inner address, under whichever name that is.
    given = inner.paths[inner.candidates.index(_given(inner))]
    paths = (*inner.paths, *[given] * (len(candidates) - len(inner.candidates)))
    return WantedFile(address, candidates, paths, inner.is_of_site)


def _given(file: WantedFile) -> str:
    """Return that candidate which the text itself names."""
    spelled = encoded(file.address.strip())
    return spelled if spelled in file.candidates else file.candidates[-1]


def _with_paths(
    address: str, candidates: tuple[str, ...], site: MediaSite, *, is_of_site: bool
) -> WantedFile | None:
    places = [place_of(candidate, site) for candidate in candidates]
    paths = tuple(place.path for place in places if place)
    if len(paths) < len(candidates):
        return None
    return WantedFile(address, candidates, paths, is_of_site)


def _blogger_place(parts: Parts) -> Place:
    path = without_blogger_size(decoded_path(parts.path))
    return _among_media(f"blogger:{path}", "blogger", decoded(path.rpartition("/")[2]))


def _place_elsewhere(parts: Parts, path: str, query: str) -> Place:
    key = f"{parts.host}{path}?{query}" if query else f"{parts.host}{path}"
    return _among_media(key, parts.host.replace(":", "-"), path.rpartition("/")[2])


def _among_media(key: str, folder: str, name: str) -> Place:
    """Return a place whose name no other file can have, whatever else is imported later."""
    stem, suffix = name, ""
    if is_readable(name):
        stem, dot, suffix = safe_name(_SPACES.sub("-", name)).rpartition(".")
        suffix = dot + suffix.lower()
    else:
        kind = kind_of(name)
        stem = kind.value if kind else Kind.PICTURE.value
        suffix = "." + name.rpartition(".")[2].lower() if kind else ""
    return Place(key, safe_path(f"content/media/{folder}/{stem}-{short_hash(key)}{suffix}"))
