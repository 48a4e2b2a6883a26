"""Which service an address belongs to, for cards that load nothing before a click."""

import re
from collections.abc import Mapping

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
    "mastodon": re.compile(
        r"https?://[^/\s]+/(?:(?:web/)?@[\w.]+(?:@[\w.-]+)?/[0-9]+|users/[\w.]+/statuses/[0-9]+)/?$",
        re.IGNORECASE,
    ),
}
_AUDIO = re.compile(r"https?://[^?#\s]+\.(?:mp3|ogg|m4a)(?:[?#]\S*)?$", re.IGNORECASE)


def service_of(address: str) -> str:
    """Return youtube, vimeo, bluesky or mastodon for an address of one thing there, else ""."""
    return next((name for name, sign in _SERVICES.items() if sign.match(address)), "")


def is_audio(address: str) -> bool:
    """Tell whether an absolute address names a recording."""
    return _AUDIO.match(address) is not None
