"""Films of YouTube, Vimeo and PeerTube, by oEmbed (oembed.com, version 1.0)."""

from ssg.asking.answer import Answer
from ssg.asking.cleaning import address_in, count_in, line_in, value_in
from ssg.embeds.model import Found, Gone, Unclear
from ssg.embeds.reading import json_of

_LARGEST = 10_000
_HOUR, _MINUTE = 3600, 60


def read_video(answer: Answer) -> Found | Gone | Unclear:
    """Return title, author, shape and picture of a film."""
    json = json_of(answer)
    if isinstance(json, Gone | Unclear):
        return json
    if value_in(json, "type") != "video":
        return Unclear("it answers, but not with a film")
    seconds = count_in(json, "duration")
    width, height = count_in(json, "width"), count_in(json, "height")
    is_likely = 0 < width <= _LARGEST and 0 < height <= _LARGEST
    return Found(
        title=line_in(json, "title"),
        author=line_in(json, "author_name"),
        author_url=address_in(json, "author_url"),
        duration=in_minutes(seconds) if seconds else "",
        picture=address_in(json, "thumbnail_url"),
        width=width if is_likely else 0,
        height=height if is_likely else 0,
    )


def in_minutes(seconds: int) -> str:
    """Return a time as people write it.

    >>> in_minutes(253), in_minutes(3605)
    ('4:13', '1:00:05')
    """
    hours, rest = divmod(seconds, _HOUR)
    minutes, seconds = divmod(rest, _MINUTE)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
