"""Whom to ask about an address, and how: the public interfaces that services document."""

import re
from collections.abc import Callable, Mapping
from urllib.parse import quote, urlencode, urlsplit

from ssg.embeds.model import Question
from ssg.embeds.posts import read_bluesky, read_mastodon, read_tweet
from ssg.embeds.recordings import read_recording
from ssg.embeds.videos import read_video
from ssg.model.entry import CardMention

SERVERS: Mapping[str, str] = {
    "youtube": "https://www.youtube.com/oembed",
    "vimeo": "https://vimeo.com/api/oembed.json",
    "bluesky": "https://public.api.bsky.app",
    "x": "https://publish.twitter.com/oembed",
}
"""Where each service is asked, unless site.yaml names another place under `cards.servers`."""

Servers = Mapping[str, str]
"""The places that site.yaml names, by service or by host."""

_BLUESKY_POST = re.compile(r"/profile/([^/]+)/post/(\w+)")
_LAST_NUMBER = re.compile(r"/([0-9]+)/?$")


def question_about(mention: CardMention, servers: Servers) -> Question:
    """Return the question about what stands at an address."""
    return _QUESTIONS[mention.service](mention.address, servers)


def _place(service: str, servers: Servers) -> str:
    return servers.get(service) or SERVERS[service]


def _origin(address: str, servers: Servers) -> str:
    """Return scheme and host to ask about an address of a service that has many hosts."""
    parts = urlsplit(address)
    named = servers.get(parts.netloc) or servers.get(parts.hostname or "")
    return (named or f"{parts.scheme}://{parts.netloc}").rstrip("/")


def _video(service: str) -> Callable[[str, Servers], Question]:
    def ask(address: str, servers: Servers) -> Question:
        query = urlencode({"url": address, "format": "json"})
        return Question(f"{_place(service, servers)}?{query}", read_video)

    return ask


def _peertube(address: str, servers: Servers) -> Question:
    query = urlencode({"url": address, "format": "json"})
    return Question(f"{_origin(address, servers)}/services/oembed?{query}", read_video)


def _mastodon(address: str, servers: Servers) -> Question:
    found = _LAST_NUMBER.search(urlsplit(address).path)
    number = found[1] if found else ""
    url = f"{_origin(address, servers)}/api/v1/statuses/{number}"
    host = urlsplit(address).hostname or ""
    return Question(url, lambda answer: read_mastodon(answer, host))


def _bluesky(address: str, servers: Servers) -> Question:
    found = _BLUESKY_POST.search(address)
    author, key = (found[1], found[2]) if found else ("", "")
    uri = quote(f"at://{author}/app.bsky.feed.post/{key}", safe="")
    place = _place("bluesky", servers).rstrip("/")
    return Question(f"{place}/xrpc/app.bsky.feed.getPosts?uris={uri}", read_bluesky)


def _x(address: str, servers: Servers) -> Question:
    query = urlencode({"url": address, "omit_script": "1", "dnt": "true", "hide_thread": "1"})
    return Question(f"{_place('x', servers)}?{query}", read_tweet)


def _audio(address: str, servers: Servers) -> Question:
    parts = urlsplit(address)
    origin = f"{parts.scheme}://{parts.netloc}"
    url = _origin(address, servers) + address.removeprefix(origin)
    return Question(url, lambda answer: read_recording(answer, address), only_head=True)


_QUESTIONS: Mapping[str, Callable[[str, Servers], Question]] = {
    "youtube": _video("youtube"),
    "vimeo": _video("vimeo"),
    "peertube": _peertube,
    "mastodon": _mastodon,
    "bluesky": _bluesky,
    "x": _x,
    "audio": _audio,
}
