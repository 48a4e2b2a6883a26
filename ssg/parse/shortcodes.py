"""The built-in shortcodes: pure functions from what is written in them to HTML.

A shortcode's HTML may hold addresses as the author wrote them; they are resolved like those of the
text around it.
"""

import re
from collections.abc import Callable, Mapping

from ssg.model.record import dataclass
from ssg.text.html import escape, escape_attribute

Values = Mapping[str, str]
"""What the shortcode was given, by name; "" for what was left out."""


@dataclass(frozen=True, slots=True)
class Shortcode:
    """A named insertion.

    `make` turns values and inner HTML into HTML. `takes` names the values, in the order in which
    they may stand without a name; `needs` are those that must be there; `words` are those written
    in Markdown, which `make` gets as HTML. `has_inner` tells that `{{< name >}}…{{< /name >}}` is
    how it is used.
    """

    make: Callable[[Values, str], str]
    takes: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    has_inner: bool = False


def _figure(values: Values, inner: str) -> str:
    classes = " ".join(filter(None, ["picture", values["class"]]))
    picture = (
        f'<img src="{escape_attribute(values["src"])}" alt="{escape_attribute(values["alt"])}"'
        f"{_measures(values)}>"
    )
    if values["link"]:
        picture = f'<a href="{escape_attribute(values["link"])}">{picture}</a>'
    caption = _caption(values["caption"] or inner.strip(), values["credit"])
    return f'<figure class="{escape_attribute(classes)}">{picture}{caption}</figure>'


def _measures(values: Values) -> str:
    """Return what was said of a picture's size, as attributes."""
    named = ((name, values[name]) for name in ("width", "height"))
    return "".join(f' {name}="{escape_attribute(value)}"' for name, value in named if value)


def _caption(caption: str, credit: str) -> str:
    """Return the line under a picture; both parts are HTML and may be ""."""
    small = f"<small>{credit}</small>" if credit else ""
    words = f"{caption} {small}" if caption and small else caption or small
    return f"<figcaption>{words}</figcaption>" if words else ""


def _audio(values: Values, _inner: str) -> str:
    source = escape_attribute(values["src"])
    caption = _caption(values["caption"], "")
    return (
        f'<figure class="audio"><audio controls preload="none" src="{source}">'
        f'<a href="{source}">{escape(_file_name(values["src"]))}</a></audio>{caption}</figure>'
    )


def _video(values: Values, _inner: str) -> str:
    source = escape_attribute(values["src"])
    poster = f' poster="{escape_attribute(values["poster"])}"' if values["poster"] else ""
    caption = _caption(values["caption"], "")
    return (
        f'<figure class="video"><video controls preload="none" src="{source}"{poster}>'
        f'<a href="{source}">{escape(_file_name(values["src"]))}</a></video>{caption}</figure>'
    )


def _file_name(address: str) -> str:
    return re.split(r"[?#]", address)[0].rstrip("/").rpartition("/")[2] or address


def card(service: str, address: str, title: str, caption: str = "") -> str:
    """Return a figure with a plain link to something at `service`; it loads nothing from there."""
    words = escape(title or address)
    below = f"<figcaption>{caption}</figcaption>" if caption else ""
    return (
        f'<figure class="embed" data-service="{service}">'
        f'<a class="embed" data-service="{service}" href="{escape_attribute(address)}">{words}</a>'
        f"{below}</figure>"
    )


_YOUTUBE_ID = re.compile(r"(?:v=|youtu\.be/|embed/|shorts/|live/)([\w-]{6,})")


def _youtube(values: Values, _inner: str) -> str:
    found = _YOUTUBE_ID.search(values["id"])
    address = f"https://www.youtube.com/watch?v={found[1] if found else values['id']}"
    if values["start"]:
        address += f"&t={values['start']}"
    return card("youtube", address, values["title"], values["caption"])


def _vimeo(values: Values, _inner: str) -> str:
    number = values["id"].rstrip("/").rpartition("/")[2]
    return card("vimeo", f"https://vimeo.com/{number}", values["title"], values["caption"])


_ABSOLUTE = re.compile(r"https?://", re.IGNORECASE)


def _quote(values: Values, inner: str) -> str:
    address = escape_attribute(values["url"])
    cite = f' cite="{address}"' if _ABSOLUTE.match(values["url"]) else ""
    words = inner.strip() or f"<p>{values['text']}</p>"
    if not words.startswith("<"):
        words = f"<p>{words}</p>"
    source = values["source"]
    if address:
        source = f'<a href="{address}">{source or escape(values["url"])}</a>'
    work = f"<cite>{source}</cite>" if source else ""
    by = ", ".join(filter(None, [values["by"], work]))
    caption = f"<figcaption>{by}</figcaption>" if by else ""
    return f'<figure class="quotation"><blockquote{cite}>{words}</blockquote>{caption}</figure>'


def _pull_quote(values: Values, inner: str) -> str:
    words = inner.strip() or f"<p>{values['text']}</p>"
    if not words.startswith("<"):
        words = f"<p>{words}</p>"
    return f'<aside class="pull-quote" aria-hidden="true">{words}</aside>'


SHORTCODES: Mapping[str, Shortcode] = {
    "figure": Shortcode(
        _figure,
        takes=("src", "alt", "caption", "credit", "class", "link", "width", "height"),
        needs=("src",),
        words=("caption", "credit"),
    ),
    "audio": Shortcode(_audio, takes=("src", "caption"), needs=("src",), words=("caption",)),
    "video": Shortcode(
        _video, takes=("src", "poster", "caption"), needs=("src",), words=("caption",)
    ),
    "youtube": Shortcode(
        _youtube, takes=("id", "title", "caption", "start"), needs=("id",), words=("caption",)
    ),
    "vimeo": Shortcode(_vimeo, takes=("id", "title", "caption"), needs=("id",), words=("caption",)),
    "quote": Shortcode(
        _quote,
        takes=("text", "by", "source", "url"),
        words=("text", "by", "source"),
        has_inner=True,
    ),
    "pullquote": Shortcode(_pull_quote, takes=("text",), words=("text",), has_inner=True),
}
"""The built-in shortcodes by name."""
