"""A Content-Security-Policy that every page of a site keeps (CSP 3), as strict as that allows.

Inline styles and scripts are allowed by their hashes. Whatever a page loads from elsewhere is
allowed as well: a policy that breaks what an author wrote is a fault of ours.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from ssg.deploy.headers.needs import INLINE, SELF, PageNeeds, united
from ssg.deploy.headers.scan import scan_file, scan_page, scan_script, scan_style
from ssg.model.record import dataclass

__all__ = [
    "LONGEST",
    "PageNeeds",
    "Policy",
    "lasting_policy",
    "policy_of",
    "scan_file",
    "scan_page",
    "scan_script",
    "scan_style",
]

LONGEST = 1_950
"""How many characters a policy may have: a line of Cloudflare's holds 2,000, name and all."""

_ANY = "https:"
_HASH = "'sha256-"
_FOR_STRANGERS = {
    "connect-src": (_ANY, "wss:"),
    "font-src": (_ANY, "data:"),
    "frame-src": (_ANY,),
    "img-src": (_ANY, "blob:"),
    "media-src": (_ANY, "blob:", "data:"),
    "script-src": (_ANY, "'unsafe-eval'"),
    "style-src": (_ANY, INLINE),
    "worker-src": (_ANY, "blob:"),
}
_OPEN_ONCE_ASKED = frozenset({"form-action", "img-src", "media-src"})
"""Where browsers ask the policy again when a host sends them on, which podcasts' hosts do."""
_MISSING_MEANS_DEFAULT = frozenset(
    {"connect-src", "font-src", "manifest-src", "media-src", "worker-src"}
)
_ORDER = (
    "default-src",
    "script-src",
    "style-src",
    "style-src-elem",
    "style-src-attr",
    "img-src",
    "font-src",
    "media-src",
    "connect-src",
    "frame-src",
    "worker-src",
    "manifest-src",
    "object-src",
    "base-uri",
    "form-action",
    "frame-ancestors",
)
_Directives = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Policy:
    """The value of the header, and what it had to allow, in words for the author."""

    text: str
    notes: tuple[str, ...] = ()


def policy_of(needs: Iterable[PageNeeds], *, origin: str = "") -> Policy:
    """Return the policy of a site with these pages, at `origin` ("https://blog.example")."""
    wanted = united(needs)
    strangers = sorted(wanted.strangers - _spellings(origin))
    directives = _directives(wanted, strangers, origin)
    notes = [
        f"a script of {_bare(host)} may load what it likes, so scripts of all hosts are allowed"
        for host in strangers
    ]
    if wanted.has_script_addresses:
        notes.append("a page runs code from an address or an attribute: scripts in it are allowed")
    for shorten, note in _SHORTENINGS:
        if len(_text(directives)) > LONGEST and shorten(directives):
            notes.append(note)
    return Policy(_text(directives), tuple(notes))


def lasting_policy(policy: Policy) -> Policy:
    """Return what of a policy still holds when the author writes another page.

    It is for servers that read their configuration seldom.
    """
    parts = [part for part in policy.text.split("; ") if part.split(" ")[0] in _LASTING]
    return Policy("; ".join(parts), policy.notes)


_LASTING = frozenset({"base-uri", "frame-ancestors"})


def _directives(wanted: PageNeeds, strangers: Iterable[str], origin: str) -> _Directives:
    """Return the sources of each directive."""
    asked: defaultdict[str, set[str]] = defaultdict(set)
    for directive, source in wanted.sources:
        if source not in _spellings(origin):
            asked[directive].add(source)
    for stranger in strangers:
        for directive, sources in _FOR_STRANGERS.items():
            asked[directive] |= {stranger, *sources}
    for directive in _OPEN_ONCE_ASKED:
        asked[directive] = set(_opened(asked[directive]))
    inline = _with_scripts(wanted, asked["script-src"]) | _with_styles(wanted, asked["style-src"])
    plain = {
        directive: [SELF, *sorted(sources - {SELF})]
        for directive, sources in asked.items()
        if directive not in inline and (sources or directive not in _MISSING_MEANS_DEFAULT)
    }
    objects = sorted(asked["object-src"]) or ["'none'"]
    return {
        "default-src": [SELF],
        "frame-src": [SELF],
        "base-uri": [SELF],
        "form-action": [SELF],
        **plain,
        **inline,
        "img-src": [SELF, "data:", *sorted(asked["img-src"] - {"data:"})],
        "object-src": objects,
        "frame-ancestors": [SELF],
    }


def _with_scripts(wanted: PageNeeds, asked: set[str]) -> _Directives:
    if wanted.has_script_addresses or INLINE in asked:
        # Beside a hash, browsers would not read this word.
        return {"script-src": [SELF, *sorted({*asked, INLINE})]}
    handlers = ["'unsafe-hashes'", *sorted(wanted.handlers)] if wanted.handlers else []
    return {"script-src": [SELF, *sorted(asked), *sorted(wanted.scripts), *handlers]}


def _with_styles(wanted: PageNeeds, asked: set[str]) -> _Directives:
    hosts = sorted(asked - {INLINE})
    if INLINE in asked:
        return {"style-src": [SELF, INLINE, *hosts]}
    by_hash = [SELF, *hosts, *sorted(wanted.styles)]
    if not wanted.has_style_attributes:
        return {"style-src": by_hash}
    # Where there is a hash, browsers do not read 'unsafe-inline', so attributes have a directive
    # of their own. Browsers without it (Safari before 15.4) read the first.
    return {
        "style-src": [SELF, INLINE, *hosts],
        "style-src-elem": by_hash,
        "style-src-attr": [INLINE],
    }


def _opened(sources: Iterable[str]) -> Iterator[str]:
    """Yield sources that let a host send the browser on to another."""
    for source in sources:
        if "://" not in source:
            yield source
        if "://" in source or (":" not in source and "'" not in source):
            yield _ANY
        if source.startswith("http://"):
            yield "http:"


def _drop_style_hashes(directives: _Directives) -> bool:
    directives.pop("style-src-attr", None)
    by_hash = directives.pop("style-src-elem", directives["style-src"])
    hosts = [source for source in by_hash if not source.startswith(_HASH)]
    directives["style-src"] = list(dict.fromkeys([*hosts, INLINE]))
    return len(hosts) < len(by_hash)


def _drop_hosts(directives: _Directives) -> bool:
    before = _text(directives)
    for directive, sources in directives.items():
        if directive.endswith("-src"):
            every = (_ANY if source.startswith("https://") else source for source in sources)
            directives[directive] = list(dict.fromkeys(every))
    return _text(directives) != before


def _drop_script_hashes(directives: _Directives) -> bool:
    sources = directives["script-src"]
    kept = [each for each in sources if not each.startswith((_HASH, "'unsafe-hashes'"))]
    directives["script-src"] = list(dict.fromkeys([*kept, INLINE]))
    return len(kept) < len(sources)


_SHORTENINGS: tuple[tuple[Callable[[_Directives], bool], str], ...] = (
    (_drop_style_hashes, "there are too many different styles to name: all are allowed"),
    (_drop_hosts, "there are too many other hosts to name: all with https are allowed"),
    (_drop_script_hashes, "there are too many different scripts to name: all are allowed"),
)


def _text(directives: _Directives) -> str:
    return "; ".join(
        " ".join([directive, *directives[directive]])
        for directive in _ORDER
        if directive in directives
    )


def _spellings(origin: str) -> frozenset[str]:
    """Return the sources that mean the site itself."""
    return frozenset({origin, _bare(origin)}) - {""}


def _bare(origin: str) -> str:
    return origin.rpartition("/")[2]
