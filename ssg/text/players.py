"""At which address a film plays, without cookies where its service can do without."""

import re
from collections.abc import Callable, Mapping
from urllib.parse import parse_qsl, urlencode, urlsplit

_YOUTUBE = re.compile(r"(?:[?&]v=|youtu\.be/|/embed/|/shorts/|/live/)([\w-]{6,20})")
_VIMEO = re.compile(r"/([0-9]+)(?:/([0-9a-f]{6,20}))?/?$")
_PEERTUBE = re.compile(r"/(?:w|videos/(?:watch|embed))/([\w-]+)")
_TIME = re.compile(r"(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s?)?")
_HOUR, _MINUTE = 3600, 60


def player_of(service: str, address: str) -> str:
    """Return the address of the player for a film, which begins at once; "" for anything else."""
    made = _PLAYERS.get(service)
    return made(address) if made else ""


def _youtube(address: str) -> str:
    found = _YOUTUBE.search(address)
    if found is None:
        return ""
    start = _start(address, "t", "start")
    query = {"autoplay": 1} | ({"start": start} if start else {})
    return f"https://www.youtube-nocookie.com/embed/{found[1]}?{urlencode(query)}"


def _vimeo(address: str) -> str:
    found = _VIMEO.search(urlsplit(address).path)
    if found is None:
        return ""
    # A film that is not listed opens with a second part only.
    key = found[2] or dict(parse_qsl(urlsplit(address).query)).get("h", "")
    query = {"h": key} if key else {}
    return (
        f"https://player.vimeo.com/video/{found[1]}?{urlencode({**query, 'dnt': 1, 'autoplay': 1})}"
    )


def _peertube(address: str) -> str:
    parts = urlsplit(address)
    found = _PEERTUBE.search(parts.path)
    if found is None:
        return ""
    start = _start(address, "start", "t")
    query = {"autoplay": 1, "p2p": 0} | ({"start": start} if start else {})
    return f"{parts.scheme}://{parts.netloc}/videos/embed/{found[1]}?{urlencode(query)}"


def _start(address: str, *names: str) -> int:
    """Return at which second a film is to begin: "90", "90s" and "1m30s" are the same."""
    query = dict(parse_qsl(urlsplit(address).query))
    written = next((query[name] for name in names if name in query), "")
    found = _TIME.fullmatch(written[:20])
    hours, minutes, seconds = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
    return hours * _HOUR + minutes * _MINUTE + seconds


_PLAYERS: Mapping[str, Callable[[str], str]] = {
    "youtube": _youtube,
    "vimeo": _vimeo,
    "peertube": _peertube,
}
