"""Cards: what a text shows from elsewhere, with nothing loaded from there before a click."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from ssg.model.card import Card
from ssg.model.site import PlacedCard
from ssg.render.address import absolute_address, safe_address, site_address
from ssg.render.context import PageContext
from ssg.render.date import iso, written_day
from ssg.render.words import language_of_word, word_of
from ssg.text.html import escape, escape_attribute
from ssg.text.languages import direction_of, language_levels
from ssg.text.placeholders import card as mark_of
from ssg.text.players import player_of

SERVICES: Mapping[str, str] = {
    "youtube": "YouTube",
    "vimeo": "Vimeo",
    "peertube": "PeerTube",
    "mastodon": "Mastodon",
    "bluesky": "Bluesky",
    "x": "X",
}
_MARK = mark_of(0)[:2]
_LINK = re.compile(
    rf"(?P<paragraph><p(?:\s[^>]*)?>)?\s*<a class=\"embed\"[^>]*>{_MARK}(?P<number>[0-9]+)\x03"
    r"(?P<words>[^<]*)</a>(?(paragraph)\s*</p>)"
)
_RECORDING = re.compile(rf"{_MARK}([0-9]+)\x03")
_HANDLE = re.compile(r"(?:twitter|x)\.com/(\w+)/status", re.IGNORECASE)
_FILMS = frozenset({"youtube", "vimeo", "peertube"})
_POSTS = frozenset({"mastodon", "bluesky", "x"})
_KILO = 1000


def fill_cards(html: str, cards: tuple[PlacedCard, ...], page: PageContext) -> str:
    """Return `html` with every mark of a card replaced by what is known of its thing."""
    if _MARK not in html:
        return html
    html = _LINK.sub(lambda found: _card(found, cards[int(found["number"])], page), html)
    return _RECORDING.sub(lambda found: _recording(cards[int(found[1])], page), html)


def _card(found: re.Match[str], placed: PlacedCard, page: PageContext) -> str:
    card = placed.card if placed.card and placed.card.tells else None
    is_figure = found["paragraph"] is None
    if card and placed.service in _POSTS:
        # Within a figure that has a caption of its own, the words of a post are just a quotation.
        return _post(placed, card, page, tag="div" if is_figure else "figure")
    has_words = is_figure and found["words"] != escape(placed.address)
    own_words = found["words"] if has_words else ""
    if card and placed.service in _FILMS:
        link = (
            _in_feed(placed, card, page) if page.is_feed else _film(placed, card, own_words, page)
        )
        service = placed.service
        return (
            link if is_figure else f'<figure class="embed" data-service="{service}">{link}</figure>'
        )
    return _without_record(found, placed, own_words)


def _without_record(found: re.Match[str], placed: PlacedCard, own_words: str) -> str:
    """Return the link where nothing is known but the address: as the parser made it."""
    link = _RECORDING.sub("", found[0])
    if placed.service == "peertube":
        # Nobody has confirmed yet that it is one.
        return re.sub(r' class="embed"(?: data-service="peertube")?', "", link)
    handle = _HANDLE.search(placed.address) if placed.service == "x" and not own_words else None
    return link.replace(f">{found['words']}</a>", f">@{handle[1]}</a>") if handle else link


def _film(placed: PlacedCard, card: Card, own_words: str, page: PageContext) -> str:
    title = own_words or escape(card.title)
    player = escape_attribute(player_of(placed.service, placed.address))
    facts = [escape(card.author), SERVICES[placed.service], escape(card.duration)]
    shape = f' data-shape="{card.width}/{card.height}"' if card.width and card.height else ""
    link = (
        f'<a class="embed film" data-service="{placed.service}" data-player="{player}"{shape}'
        f' href="{escape_attribute(placed.address)}">{_picture(placed, page)}'
        f'<span class="embed-title" dir="auto">{title}</span>'
        f'<span class="embed-facts">{" · ".join(filter(None, facts))}</span>'
    )
    note = _word(
        page, "embed_note", "On a click this loads from {service}.", SERVICES[placed.service]
    )
    return f'{link}<span class="embed-note"{_tongue(page, "embed_note")}>{escape(note)}</span></a>'


def _in_feed(placed: PlacedCard, card: Card, page: PageContext) -> str:
    """Return a film as feeds show it: a picture that is a link, and its title."""
    href = escape_attribute(placed.address)
    picture = _picture(placed, page)
    shown = f'<a href="{href}">{picture}</a><br>' if picture else ""
    return f'{shown}<a href="{href}">{escape(card.title)}</a> ({SERVICES[placed.service]})'


def _picture(placed: PlacedCard, page: PageContext, alt: str = "") -> str:
    picture = placed.picture
    if picture is None:
        return ""
    size = f' width="{picture.width}" height="{picture.height}"' if picture.width else ""
    source = escape_attribute(_address(picture.url, page))
    return (
        f'<img src="{source}" alt="{escape_attribute(alt)}"{size} loading="lazy" decoding="async">'
    )


def _post(placed: PlacedCard, card: Card, page: PageContext, tag: str) -> str:
    """Return a post as an attributed quotation: there is nothing to load."""
    href = escape_attribute(placed.address)
    language = f' lang="{card.language}"' if card.language else ""
    if card.language and direction_of(card.language) != direction_of(page.language):
        language += f' dir="{direction_of(card.language)}"'
    name = escape(card.author)
    if card.author_url:
        name = f'<a href="{escape_attribute(safe_address(card.author_url))}">{name}</a>'
    handle = f" ({escape(card.handle)})" if card.handle and card.handle != card.author else ""
    service = SERVICES[placed.service]
    if card.date:
        day = written_day(card.date.toordinal(), "long", page.language)
        when = f'<time datetime="{iso(card.date)}">{escape(day)}</time>'
        service = f'<a href="{href}">{service}, {when}</a>'
    else:
        service = f'<a href="{href}">{service}</a>'
    by = ", ".join(filter(None, [f"{name}{handle}", service]))
    picture = _picture(placed, page, card.picture_alt)
    caption = f"<p>— {by}</p>" if tag == "div" else f"<figcaption>{by}</figcaption>"
    quoted = f'<blockquote cite="{href}"{language}>{card.text_html}{picture}</blockquote>'
    classes = f'class="quotation post-quotation" data-service="{placed.service}"'
    return f"<{tag} {classes}>{quoted}{caption}</{tag}>"


def _recording(placed: PlacedCard, page: PageContext) -> str:
    """Return the line below a player: title, type and size."""
    card = placed.card
    if card is None or not card.tells or placed.service != "audio":
        return ""
    kind = (card.type.rpartition("/")[2] or urlsplit(placed.address).path[-3:]).upper()
    facts = [escape(card.title), kind.replace("MPEG", "MP3"), size_in_words(card.length, page)]
    return f"<figcaption>{' · '.join(filter(None, facts))}</figcaption>"


def size_in_words(length: int, page: PageContext) -> str:
    """Return a number of bytes in megabytes, "" for none; parts of one count as one."""
    if not length:
        return ""
    megabytes = max(1, round(length / _KILO / _KILO))
    return _word(page, "megabytes", "{count} MB", count=megabytes)


def _word(page: PageContext, key: str, default: str, service: str = "", count: int = 0) -> str:
    """Return the theme's word; a theme that was made before there were cards may have none."""
    values = {"service": service} if service else {"count": count}
    found = word_of(page.theme, page.language, key, values)
    return default.format(**values) if found is None else found


def _tongue(page: PageContext, key: str) -> str:
    """Return the attributes of the theme's word where it is in another language than the page."""
    language = language_of_word(page.theme, page.language, key)
    if language in language_levels(page.language):
        return ""
    return f' lang="{language}" dir="{direction_of(language)}"'


def _address(url: str, page: PageContext) -> str:
    if page.is_feed:
        return absolute_address(url, page.site_url)
    return site_address(url, page.base_path)
