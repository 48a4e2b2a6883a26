"""What feeds say of an entry: its identity, its dates and its recording."""

import datetime as dt
import re
import uuid
from collections.abc import Mapping
from urllib.parse import urlsplit

from markupsafe import Markup

from ssg.model.view import Article, AudioView, FeedView
from ssg.render.address import absolute_address
from ssg.text.dates import in_utc

_PODCAST_NAMESPACE = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
_ABSOLUTE_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")

_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_DURATION = re.compile(r"(?:(?:(\d+):)?(\d+):)?(\d+)")

_AUDIO_TYPES: Mapping[str, str] = {
    "aac": "audio/aac",
    "flac": "audio/flac",
    "m4a": "audio/x-m4a",
    "mp3": "audio/mpeg",
    "oga": "audio/ogg",
    "ogg": "audio/ogg",
    "opus": "audio/ogg",
    "wav": "audio/wav",
}
_TRANSCRIPT_TYPES: Mapping[str, str] = {
    "json": "application/json",
    "srt": "application/x-subrip",
    "txt": "text/plain",
    "vtt": "text/vtt",
}


def guid_of(article: Article, site_url: str) -> str:
    """Return the identity under which feed readers know an entry: as written, else its address."""
    return article.guid or absolute_address(article.url, site_url)


def atom_id_of(article: Article, site_url: str) -> str:
    """Return the same for Atom, which takes absolute URIs only (RFC 4287, 4.2.6)."""
    if _ABSOLUTE_URI.fullmatch(article.guid):
        return article.guid
    return absolute_address(article.url, site_url)


def changed(article: Article) -> dt.datetime | None:
    """Return when an entry last changed: its date, its update or its newest correction."""
    moments = [moment for moment in (article.date, article.updated) if moment]
    zone = moments[0].tzinfo if moments else dt.UTC
    moments += [
        dt.datetime(each.date.year, each.date.month, each.date.day, tzinfo=zone)
        for each in article.corrections
    ]
    return max(moments, key=in_utc, default=None)


def audio_type(audio: AudioView) -> str:
    """Return the media type of a recording: as given, else by its name."""
    return audio.type or _AUDIO_TYPES.get(_suffix(audio.src), "audio/mpeg")


def transcript_type(address: str) -> str:
    """Return the media type of a transcript by its name; one without a suffix is a page."""
    return _TRANSCRIPT_TYPES.get(_suffix(address), "text/html")


def _suffix(address: str) -> str:
    return urlsplit(address).path.rpartition(".")[2].lower()


def seconds_of(duration: str) -> int:
    """Return the seconds of a duration as written, "42:10" or "1:02:03"; 0 for another text."""
    match = _DURATION.fullmatch(duration.strip())
    if match is None:
        return 0
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return hours * 3600 + minutes * 60 + seconds


def start_of(time: str) -> float:
    """Return at which second a chapter begins: "12:30", "1:02:03.5"; 0 for another text."""
    total = 0.0
    for part in time.strip().split(":"):
        total = total * 60 + (float(part) if _NUMBER.fullmatch(part) else 0)
    return total


def seconds(time: str) -> int:
    """Return a duration or the start of a chapter in whole seconds."""
    return int(start_of(time))


def podcast_guid(view: FeedView) -> str:
    """Return the identity of a podcast: as set, else made from the feed's address.

    By the podcast namespace it is the UUIDv5 of the address without scheme and without slashes at
    its end.
    """
    if view.podcast.guid:
        return view.podcast.guid
    address = absolute_address(view.url, view.site.url).partition("://")[2]
    return str(uuid.uuid5(_PODCAST_NAMESPACE, address.rstrip("/")))


def cdata(markup: str) -> Markup:
    """Return HTML as it stands in XML: a CDATA section, cut where the text would end it."""
    inside = str(markup).replace("]]>", "]]]]><![CDATA[>")
    # Inside the section nothing is markup any more.
    return Markup(f"<![CDATA[{inside}]]>")  # noqa: S704
