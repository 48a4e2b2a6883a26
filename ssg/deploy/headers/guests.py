"""Scripts and styles of other hosts, and what they load that no page says."""

from collections.abc import Iterator, Mapping
from functools import partial

from ssg.deploy.headers.needs import INLINE, SELF, STRANGER, Need
from ssg.deploy.headers.origins import host_of, source_of

_OWN_PLACES = ("script-src", "style-src", "connect-src", "frame-src", "img-src", "font-src")
_COUNTER_PLACES = ("script-src", "connect-src", "img-src")

_DRAWS = Need("style-src", INLINE)
"""A thread of comments gives its parts styles of their own."""

_KNOWN: Mapping[str, tuple[Need, ...]] = {
    "giscus.app": (*(Need(at, "https://giscus.app") for at in _OWN_PLACES), _DRAWS),
    "utteranc.es": (
        *(Need(at, "https://utteranc.es") for at in _OWN_PLACES),
        Need("connect-src", "https://api.utteranc.es"),
        _DRAWS,
    ),
    "gc.zgo.at": tuple(Need(at, "https://gc.zgo.at") for at in _COUNTER_PLACES),
    "plausible.io": tuple(Need(at, "https://plausible.io") for at in _COUNTER_PLACES),
    "cloud.umami.is": (
        *(Need(at, "https://cloud.umami.is") for at in _COUNTER_PLACES),
        Need("connect-src", "https://*.umami.is"),
        Need("connect-src", "https://*.umami.dev"),
    ),
    "static.cloudflareinsights.com": (
        Need("script-src", "https://static.cloudflareinsights.com"),
        Need("connect-src", "https://cloudflareinsights.com"),
    ),
}

_UNRULY = frozenset({"www.googletagmanager.com", "pagead2.googlesyndication.com"})
"""Hosts whose scripts write further scripts into the page."""

_THREADS = ("data-isso",)
_COUNTERS = ("data-goatcounter", "data-domain", "data-website-id", "data-cf-beacon")

_FRAMES: Mapping[str, tuple[str, ...]] = {
    "youtu.be": ("https://www.youtube.com",),
    "youtube.com": ("https://www.youtube.com",),
    "www.youtube.com": ("https://www.youtube-nocookie.com",),
    "maps.google.com": ("https://www.google.com",),
    "vimeo.com": ("https://player.vimeo.com",),
}
"""Where frames of a host are sent on to: browsers ask the policy again."""


def needs_of_script(address: str, attributes: Mapping[str, str]) -> Iterator[Need]:
    """Yield what the script at `address` needs, as far as its tag tells what it is."""
    draws = any(name in attributes for name in _THREADS) or address.endswith("/web/embed.mjs")
    if draws:
        yield _DRAWS
    source = source_of(address)
    if not source:
        return
    known = _KNOWN.get(host_of(source))
    if known:
        yield from known
    elif draws:
        yield from (Need(place, source) for place in _OWN_PLACES)
    elif any(name in attributes for name in _COUNTERS):
        yield from (Need(place, source) for place in _COUNTER_PLACES)
    else:
        yield from needs_of_stranger(source)
        return
    # "data-goatcounter" and "data-host-url" say where the numbers go, "data-isso" whom to ask.
    for name, value in attributes.items():
        if name.startswith("data-") and source_of(value):
            yield from (Need(place, source_of(value)) for place in ("connect-src", "img-src"))


def needs_of_stranger(source: str) -> Iterator[Need]:
    """Yield what a script of a host needs that a script of the page mentions or loads."""
    host = host_of(source)
    if host in _KNOWN:
        yield from _KNOWN[host]
        return
    yield Need(STRANGER, source)
    if host in _UNRULY:
        yield Need("script-src", INLINE)


def needs_of_style_sheet(source: str) -> Iterator[Need]:
    """Yield what a style sheet of another host needs: what it loads in turn is not known."""
    yield Need("style-src", source)
    if host_of(source) == "fonts.googleapis.com":
        yield Need("font-src", "https://fonts.gstatic.com")
        return
    yield from (Need(place, at) for place in ("font-src", "img-src") for at in (source, "https:"))


def needs_of_frame(source: str) -> Iterator[Need]:
    """Yield what a frame needs, and where its host sends it on to."""
    in_frames = partial(Need, "frame-src")
    yield in_frames(source)
    yield from map(in_frames, _FRAMES.get(host_of(source), ()))


def needs_of_base(source: str) -> Iterator[Need]:
    """Yield what a page needs whose relative addresses all lie on another host."""
    yield Need("base-uri", source)
    yield Need(STRANGER, source)
    yield Need("object-src", SELF)
    yield from (Need(at, source) for at in ("form-action", "object-src", "manifest-src"))
