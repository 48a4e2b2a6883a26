"""Shortcodes of pictures, sounds and videos."""

import re
from collections.abc import Callable

from ssg.importers.wordpress_text.embeds import embed_of
from ssg.importers.wordpress_text.findings import Findings, Made
from ssg.importers.wordpress_text.shortcode_syntax import Shortcode
from ssg.importers.wordpress_text.values import Attachment, Gallery
from ssg.parse.services import is_audio
from ssg.text.html import escape, escape_attribute

Show = Callable[[str], str]

_PICTURE = re.compile(
    r"\s*(?:<p>\s*)?((?:<a\b[^<>]*>\s*)?<img\b[^<>]*>(?:\s*</a>)?)(.*)",
    re.DOTALL | re.IGNORECASE,
)
_ALIGNS = frozenset({"alignleft", "alignright", "aligncenter", "alignwide", "alignfull"})
_SOUNDS = ("src", "mp3", "m4a", "ogg", "wav", "wma", "flac", "aac")
_VIDEOS = ("src", "mp4", "m4v", "webm", "ogv", "wmv", "flv", "mov")
_AUDIO_FILE = re.compile(r"\.(?:mp3|m4a|ogg|oga|opus|wav|wma|flac|aac)$", re.IGNORECASE)
_VIDEO_FILE = re.compile(r"\.(?:mp4|m4v|webm|ogv|wmv|flv|mov)$", re.IGNORECASE)
_EDGE_BREAKS = re.compile(r"^(?:\s|<br\s*/?>)+")


def caption_of(shortcode: Shortcode, show: Show) -> Made | None:
    """Return `[caption]` as a figure; its words are a value (old form) or follow the picture."""
    if shortcode.inner is None:
        return None
    found = _PICTURE.match(shortcode.inner)
    picture, rest = (found[1], found[2]) if found else (shortcode.inner, "")
    words = shortcode.values.get("caption", "")
    after = _EDGE_BREAKS.sub("", rest.replace("</p>", "").strip())
    if words and after:
        words += f" {after}"
    words = show(words or after).strip().replace("\n", "<br />\n")
    align = shortcode.values.get("align", "")
    class_ = f' class="{align}"' if align in _ALIGNS else ""
    picture = show(picture).strip()
    if not words:
        return Made(f"<figure{class_}>{picture}</figure>")
    return Made(f"<figure{class_}>{picture}<figcaption>{words}</figcaption></figure>")


def gallery_of(shortcode: Shortcode, line: int, findings: Findings) -> Made | None:
    """Return `[gallery]` as figures in a `div`; None (the written text stays) if none is known."""
    found, missing = _asked(shortcode, findings, _is_picture)
    findings.galleries.append(
        Gallery(shortcode.written, tuple(one.id for one in found), missing, line)
    )
    if not found:
        return None
    link = shortcode.values.get("link", "")
    columns = shortcode.values.get("columns", "")
    count = f' data-columns="{columns}"' if columns.isascii() and columns.isdigit() else ""
    figures = "\n".join(picture_figure(one, is_linked=link != "none") for one in found)
    return Made(f'<div class="gallery"{count}>\n{figures}\n</div>')


def picture_figure(picture: Attachment, *, is_linked: bool) -> str:
    """Return an attachment as a figure; linked to itself, it can be seen in full."""
    size = f' width="{picture.width}" height="{picture.height}"' if picture.width else ""
    source = escape_attribute(picture.url)
    html = f'<img src="{source}" alt="{escape_attribute(picture.alt)}"{size} />'
    if is_linked:
        html = f'<a href="{source}">{html}</a>'
    caption = f"<figcaption>{picture.caption}</figcaption>" if picture.caption else ""
    return f"<figure>{html}{caption}</figure>"


def _is_picture(attachment: Attachment) -> bool:
    return not _AUDIO_FILE.search(attachment.url) and not _VIDEO_FILE.search(attachment.url)


def _asked(
    shortcode: Shortcode, findings: Findings, is_wanted: Callable[[Attachment], bool]
) -> tuple[list[Attachment], tuple[int, ...]]:
    """Return the attachments that a gallery or playlist asks for, and ids that are not there."""
    values = shortcode.values
    attachments = findings.context.attachments
    named = _numbers(values.get("ids") or values.get("include") or "")
    excluded = set(_numbers(values.get("exclude", "")))
    ids = named or [one for one in findings.context.own_attachments if one not in excluded]
    found = [attachments[one] for one in ids if one in attachments]
    if not named:
        found = [one for one in found if is_wanted(one)]
    if values.get("orderby", "").lower() == "title":
        found.sort(key=lambda one: one.title)
    elif values.get("orderby", "").lower() == "id":
        found.sort(key=lambda one: one.id)
    if values.get("order", "").lower() == "desc":
        found.reverse()
    return found, tuple(one for one in ids if one not in attachments)


def _numbers(written: str) -> list[int]:
    return [int(number) for number in re.findall(r"[0-9]{1,18}", written)]


def audio_of(shortcode: Shortcode, line: int, findings: Findings) -> Made | None:
    """Return `[audio]` as an address that becomes a player, else as an element."""
    address = _address(shortcode, _SOUNDS).partition("|")[0].strip()
    if not address:
        own = [findings.context.attachments.get(one) for one in findings.context.own_attachments]
        address = next((one.url for one in own if one and _AUDIO_FILE.search(one.url)), "")
    if not address:
        return None
    if is_audio(address):
        return embed_of(address, line, findings)
    return Made(f"<figure>{_player('audio', address)}</figure>")


def video_of(shortcode: Shortcode) -> Made | None:
    """Return `[video]` as an element that links to its file."""
    address = _address(shortcode, _VIDEOS)
    if not address:
        return None
    poster = escape_attribute(shortcode.values.get("poster", ""))
    player = _player("video", address, f' poster="{poster}"' if poster else "")
    return Made(f"<figure>{player}</figure>")


def playlist_of(shortcode: Shortcode, line: int, findings: Findings) -> Made | None:
    """Return `[playlist]` as one player for each file, with its title."""
    kind = "video" if shortcode.values.get("type") == "video" else "audio"
    pattern = _VIDEO_FILE if kind == "video" else _AUDIO_FILE
    found, missing = _asked(shortcode, findings, lambda one: bool(pattern.search(one.url)))
    findings.galleries.append(
        Gallery(shortcode.written, tuple(one.id for one in found), missing, line)
    )
    if not found:
        return None
    return Made(
        "\n".join(
            f"<figure>{_player(kind, one.url)}"
            f"<figcaption>{one.caption or escape(one.title)}</figcaption></figure>"
            for one in found
        )
    )


def _player(kind: str, address: str, more: str = "") -> str:
    source = escape_attribute(address)
    name = escape(address.rstrip("/").rpartition("/")[2])
    return f'<{kind} controls src="{source}"{more}><a href="{source}">{name}</a></{kind}>'


def _address(shortcode: Shortcode, names: tuple[str, ...]) -> str:
    named = next((shortcode.values[name] for name in names if shortcode.values.get(name)), "")
    return named or next(iter(shortcode.words), "") or (shortcode.inner or "").strip()
