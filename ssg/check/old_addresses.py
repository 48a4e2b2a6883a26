"""Addresses that readers had: read from lists and site maps, and brought to what a site answers."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from ssg.model.record import dataclass
from ssg.text.addresses import normal_address
from ssg.text.html import unescape

_WHOLE = re.compile(
    r"(?:https?:)?//([^/?#\\\s]*)([^?#]*)(\?[^#]*)?(#.*)?", re.IGNORECASE | re.DOTALL
)
_PATH = re.compile(r"(/[^?#]*)?(\?[^#]*)?(#.*)?", re.DOTALL)
_PLACE_ON_MAP = re.compile(r"<loc\b[^>]*>\s*(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?\s*</loc\s*>", re.DOTALL)
_COUNTRY = re.compile(r"\.blogspot\.[a-z]{2,3}(?:\.[a-z]{2})?\Z")
_IGNORED = re.compile(
    r"utm_\w+|fbclid|gclid|msclkid|mc_cid|mc_eid|igshid|showcomment|spref|replytocom|like_comment"
    r"|_wpnonce|share|nb|shared|preview|preview_id|preview_nonce|amp|unapproved|moderation-hash",
    re.IGNORECASE,
)
_MOBILE = frozenset({"m=1", "m=0"})
_TEXT_FRAGMENT = ":~:"


@dataclass(frozen=True, slots=True)
class OldAddress:
    """An address as a list has it, with a word for its kind ("post", "feed") or "", and its line.

    `source` is the list's name.
    """

    written: str
    kind: str = ""
    source: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Ground:
    """What counts as the site: `hosts` in their plain form, and the path of its `url`, decoded."""

    hosts: frozenset[str]
    base_path: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """An address inside the site: its decoded path, its parameters decoded ("p=73"), its fragment.

    What every host ignores is left out of `parameters`; `every` has that as well, `query` is as
    written. `below` is the path without that of the site's `url`, if the address may have been
    written with it.
    """

    path: str
    parameters: tuple[str, ...] = ()
    every: tuple[str, ...] = ()
    fragment: str = ""
    below: str = ""
    query: str = ""


@dataclass(frozen=True, slots=True)
class Foreign:
    """An address of another site."""

    host: str


def read_list(text: str, source: str) -> Iterator[OldAddress]:
    """Yield the addresses of a list: one a line, behind a tab perhaps its kind; # is a comment."""
    for number, line in enumerate(text.splitlines(), 1):
        address, _, kind = line.partition("\t")
        if address.strip() and not address.lstrip().startswith("#"):
            yield OldAddress(address.strip(), kind.partition("\t")[0].strip(), source, number)


def is_map(text: str) -> bool:
    """Tell whether `text` is a site map, or an index of site maps."""
    return bool(re.search(r"<(?:\w+:)?(?:urlset|sitemapindex)\b", text[:4096]))


def is_index(text: str) -> bool:
    """Tell whether `text` is an index of site maps."""
    return bool(re.search(r"<(?:\w+:)?sitemapindex\b", text[:4096]))


def read_map(text: str, source: str) -> Iterator[OldAddress]:
    """Yield the addresses that a site map lists, or an index of site maps; pictures are none."""
    line, done = 1, 0
    for found in _PLACE_ON_MAP.finditer(text):
        line += text.count("\n", done, found.start())
        done = found.start()
        if address := unescape(found[1]).strip():
            yield OldAddress(address, "", source, line)


def plain_host(host: str) -> str:
    """Return `host` in the form in which hosts are compared: small, without port and `www.`.

    A blog of Blogger's has one name in every country.
    """
    name = host.rpartition("@")[2].casefold()
    name = re.sub(r":\d*\Z", "", name).rstrip(".").removeprefix("www.")
    return _COUNTRY.sub(".blogspot.com", name)


def host_of(address: str) -> str:
    """Return the plain host of a whole address, or ""."""
    found = _WHOLE.fullmatch(address.strip())
    return plain_host(found[1]) if found else ""


def reduce_address(written: str, ground: Ground) -> Asked | Foreign | None:
    """Return what `written` asks of the site; None where it is no address. Never raises."""
    text = written.strip()
    whole = _WHOLE.fullmatch(text)
    if whole:
        host = plain_host(whole[1])
        if not host:
            return None
        if host not in ground.hosts:
            return Foreign(host)
        path, query, fragment = whole[2], whole[3], whole[4]
    else:
        found = _PATH.fullmatch(text)
        if not text or found is None:
            return None
        path, query, fragment = found[1], found[2], found[3]
    every = tuple(unquote(part) for part in (query or "?")[1:].split("&") if part)
    normal = normal_address(path or "/")
    return Asked(
        path=normal,
        parameters=tuple(part for part in every if not _is_ignored(part)),
        every=every,
        fragment=_fragment_of(fragment or ""),
        below=_below(normal, ground.base_path),
        query=(query or "?")[1:],
    )


def _is_ignored(parameter: str) -> bool:
    """Tell whether no host ever answers another page because of `parameter`."""
    return parameter in _MOBILE or bool(_IGNORED.fullmatch(parameter.partition("=")[0]))


def _fragment_of(written: str) -> str:
    """Return the id that a fragment names; what programs put there names none."""
    name = unquote(written.removeprefix("#").partition(_TEXT_FRAGMENT)[0])
    return "" if name.startswith(("!", "/")) else name


def _below(path: str, base_path: str) -> str:
    base = base_path.rstrip("/")
    return path.removeprefix(base) if base and path.startswith(f"{base}/") else ""
