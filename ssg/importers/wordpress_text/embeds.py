"""What is shown from elsewhere: what our Markdown makes of a bare address, else a link."""

import re

from ssg.importers.wordpress_text.findings import Findings, Made
from ssg.importers.wordpress_text.tweets import tweet_in
from ssg.importers.wordpress_text.values import Embed
from ssg.parse.services import is_audio, service_of
from ssg.text.html import escape, escape_attribute, plain_text, unescape

_VIDEO = re.compile(
    r"(?:https?:)?//(?:www\.|m\.)?(?:youtube(?:-nocookie)?(?:\.googleapis)?\.com/(?:v|embed)/"
    r"|youtu\.be/)([\w-]{6,})",
    re.IGNORECASE,
)
_PLAYLIST = re.compile(r"//(?:www\.)?youtube[\w.-]*/embed/videoseries\?(?:\S*&)?list=([\w-]+)")
_SIZE = re.compile(r"&(?:w|h)=[0-9]+(?=&|$)")  # of the player, as WordPress.com writes it
_START = re.compile(r"[?&](?:start|t)=(\d+)")
_VIMEO = re.compile(
    r"(?:https?:)?//(?:player\.)?vimeo\.com/(?:video/|moogaloop\.swf\?(?:\S*&)?clip_id=)(\d+)",
    re.IGNORECASE,
)
_DAILYMOTION = re.compile(
    r"(?:https?:)?//(?:www\.|geo\.)?dailymotion\.com/(?:swf/(?:video/)?|embed/video/)(\w+)",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"""\ssrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_MOVIE = re.compile(
    r"""name\s*=\s*["']?(?:movie|src)["']?\s+value\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))"""
    r"""|\sdata\s*=\s*(?:"([^"]*)"|'([^']*)')""",
    re.IGNORECASE,
)
_LONGEST = 2_000
_WEB = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_THING = re.compile(r"[\w-]{6,}")
_TITLE = re.compile(r"""\stitle\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)


def watch_address(address: str) -> str:
    """Return the address at which a reader sees what a player shows."""
    if len(address) > _LONGEST:
        return address
    if found := _PLAYLIST.search(address):
        return f"https://www.youtube.com/playlist?list={found[1]}"
    if (found := _VIDEO.match(address)) and "youtu.be" not in found[0]:
        start = _START.search(address)
        return f"https://www.youtube.com/watch?v={found[1]}" + (f"&t={start[1]}" if start else "")
    if found := _VIMEO.match(address):
        return f"https://vimeo.com/{found[1]}"
    if found := _DAILYMOTION.match(address):
        return f"https://www.dailymotion.com/video/{found[1]}"
    return address


def embed_of(address: str, line: int, findings: Findings, *, is_alone: bool = True) -> Made:
    """Return what our renderer makes of the bare address: a card or a player; else a link.

    With `is_alone` the link is a paragraph of its own.
    """
    address = _SIZE.sub("", watch_address(unescape(address.strip())))
    service = service_of(address) or ("audio" if is_audio(address) else "")
    title = _title(address, findings)
    findings.embeds.append(Embed(address, service, title, line))
    source, words = escape_attribute(address), escape(address)
    if service == "audio":
        return Made(
            f'<figure class="audio"><audio controls preload="none" src="{source}">'
            f'<a href="{source}">{words}</a></audio></figure>'
        )
    if service == "x" and (quotation := _kept_tweet(address, findings)):
        return Made(quotation)
    if service:
        link = f'<a class="embed" data-service="{service}" href="{source}">{words}</a>'
        return Made(f"<p>{link}</p>")
    if not _WEB.fullmatch(address):
        return Made(f"<p>{words}</p>" if is_alone else words, is_alone)
    link = f'<a href="{source}">{escape(title or address)}</a>'
    return Made(f"<p>{link}</p>" if is_alone else link, is_alone)


def player_of(element: str, line: int, findings: Findings) -> Made | None:
    """Return the embed for an `<iframe>`, `<object>` or `<embed>`, or None to leave it as it is."""
    written = _source_of(element)
    address = address_of_player(element)
    is_known = address != written or bool(service_of(address))
    if is_known and not plain_text(element):
        return embed_of(address, line, findings)
    findings.embeds.append(Embed(written, "", "", line))
    return None


def address_of_player(element: str) -> str:
    """Return the address at which a reader sees what an element shows from elsewhere, or ""."""
    address = watch_address(_source_of(element))
    return f"https:{address}" if address.startswith("//") else address


def _source_of(element: str) -> str:
    source = _SOURCE.search(element) or _MOVIE.search(element)
    return unescape(next(filter(None, source.groups()), "")) if source else ""


def _kept_tweet(address: str, findings: Findings) -> str:
    """Return the tweet at an address as a quotation, where WordPress kept its words."""
    number = address.rstrip("/").rpartition("/")[2]
    kept = (html for html in findings.context.oembed if f"/status/{number}" in html)
    return next(filter(None, map(tweet_in, kept)), "")


def _title(address: str, findings: Findings) -> str:
    """Return the title that WordPress kept for what is at an address, or ""."""
    things = _THING.findall(address.partition("//")[2].partition("/")[2])
    if not things:
        return ""
    for kept in findings.context.oembed:
        if things[-1] in kept and (title := _TITLE.search(kept)):
            return unescape(title[1] or title[2] or "").strip()
    return ""
