"""Which service an address belongs to, for cards that load nothing before a click."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from ssg.model.digest import digest_of_bytes
from ssg.text.slug import slugify

_SERVICES: Mapping[str, re.Pattern[str]] = {
    "youtube": re.compile(
        r"https?://(?:(?:www\.|m\.|music\.)?youtube(?:-nocookie)?\.com/(?:watch\?|embed/|shorts/|live/)"
        r"|youtu\.be/)",
        re.IGNORECASE,
    ),
    "vimeo": re.compile(
        r"https?://(?:www\.|player\.)?vimeo\.com/(?:[\w/]+/)?[0-9]+", re.IGNORECASE
    ),
    "bluesky": re.compile(r"https?://(?:www\.)?bsky\.app/profile/[^/]+/post/\w+", re.IGNORECASE),
    "x": re.compile(
        r"https?://(?:www\.|mobile\.)?(?:twitter|x)\.com/\w{1,20}/status(?:es)?/[0-9]+",
        re.IGNORECASE,
    ),
    "mastodon": re.compile(
        r"https?://[^/\s]+/(?:(?:web/)?@[\w.]+(?:@[\w.-]+)?/[0-9]+|users/[\w.]+/statuses/[0-9]+)/?$",
        re.IGNORECASE,
    ),
    # Such ids are too odd to be met by chance: 22 letters without those that look alike, or a UUID.
    "peertube": re.compile(
        r"https?://[^/\s]+/(?:w/[1-9A-HJ-NP-Za-km-z]{22}"
        r"|(?:videos/(?:watch|embed)|w)/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/?(?:[?#]\S*)?$",
    ),
}
_AUDIO = re.compile(r"https?://[^?#\s]+\.(?:mp3|ogg|m4a)(?:[?#]\S*)?$", re.IGNORECASE)
_IDS: Mapping[str, re.Pattern[str]] = {
    "youtube": re.compile(r"(?:[?&]v=|youtu\.be/|/embed/|/shorts/|/live/)([\w-]{6,20})"),
    "vimeo": re.compile(r"vimeo\.com/(?:[\w/]+/)?([0-9]+)", re.IGNORECASE),
    "bluesky": re.compile(r"/profile/([^/]+/post/\w+)"),
    "x": re.compile(r"/status(?:es)?/([0-9]+)"),
    "mastodon": re.compile(r"/([0-9]+)/?$"),
    "peertube": re.compile(r"/(?:w|videos/(?:watch|embed))/([\w-]+)"),
}
"""What names the one thing at an address of a service."""
_NO_VIDEOS = frozenset({"videoseries", "live_stream"})
_OF_MANY_HOSTS = frozenset({"mastodon", "peertube"})
_ODD = re.compile(r"[^A-Za-z0-9_.-]+")


def service_of(address: str) -> str:
    """Return youtube, vimeo, bluesky, x, mastodon or peertube for one thing there, else ""."""
    return next((name for name, sign in _SERVICES.items() if sign.match(address)), "")


def is_audio(address: str) -> bool:
    """Tell whether an absolute address names a recording."""
    return _AUDIO.match(address) is not None


def thing_at(address: str) -> tuple[str, str]:
    """Return the service of an address and the name of its card's record, ("", "") without one.

    The name is the same for each address of one thing; it is that of a file, without ".yaml".
    """
    service = service_of(address)
    if not service:
        return ("audio", _name_of_recording(address)) if is_audio(address) else ("", "")
    found = _IDS[service].search(address)
    if found is None or found[1] in _NO_VIDEOS:
        return service, ""
    host = (urlsplit(address).hostname or "") if service in _OF_MANY_HOSTS else ""
    thing = found[1].replace("/post/", "-")
    return service, _ODD.sub("-", "-".join(filter(None, (service, host, thing))))


def _name_of_recording(address: str) -> str:
    """Return the file's name with a digest of the address: many shows have a file `1.mp3`."""
    name = slugify(re.split(r"[?#]", address)[0].rpartition("/")[2].rpartition(".")[0])[:60]
    return f"audio-{name}-{digest_of_bytes(address.encode()).hex()[:8]}"
