"""What is drawn for those who share a page elsewhere: a poster for each of the newest posts.

A post with a picture of its own is shared with a copy of that one. All else (pages, listings,
older posts) shares the poster of the site.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from ssg.model.digest import digest_of
from ssg.model.output import PlannedPicture
from ssg.model.picture import POSTER_SIZE, SHARED_FORMAT, Poster
from ssg.model.site import Address, PlacedEntry, Site
from ssg.model.view import PictureView
from ssg.text.addresses import file_behind
from ssg.text.colours import hexadecimal
from ssg.text.slug import slugify

_FOLDER = "/assets/sharing/"
_DIGITS = 8
_LONGEST_NAME = 40
_LONGEST_TITLE = 240
_PAPER, _INK = "#ffffff", "#1a1a1a"
_DRAWABLE = re.compile(
    "[ -~\u00a0-\u012b\u012e-\u0131\u0134-\u0149\u014c-\u0165\u0168-\u017f\u018f\u0192"
    "\u01a0\u01a1\u01af\u01b0\u0218-\u021b\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce"
    "\u0400-\u045f\u0490-\u0493\u0496-\u049b\u04a0-\u04a3\u04ae-\u04b3\u04d4-\u04d9\u04e2\u04e3"
    "\u04e6-\u04e9\u1e80-\u1e85\u1e9e\u1ea0-\u1ef9\u2010\u2012-\u2015\u2018-\u201a\u201c-\u201e"
    "\u2020-\u2022\u2026\u202f\u2030\u2032\u2033\u2039\u203a\u2044\u20ac\u2116\u2122\u2212]+"
)
"""What our font has letters for: Latin, Greek and Cyrillic, and the signs between their words."""

Colours = Mapping[str, object]
"""A theme's settings, of which `page`, `text` and `accent` are read."""


def posters_of(site: Site, colours: Colours) -> dict[str, Poster]:
    """Return the poster of each post that has one, by its source, and that of the site under ""."""
    count = site.settings.sharing_pictures
    if count == 0:
        return {}
    posters = {"": _poster("", _drawable(site.settings.tagline), site, colours)}
    posters |= {post.entry.source: poster_of(post, site, colours) for post in site.posts[:count]}
    return {source: poster for source, poster in posters.items() if poster is not None}


def poster_of(post: PlacedEntry, site: Site, colours: Colours) -> Poster | None:
    """Return the poster of a listed post.

    None where it has a picture to be shared with, or a title in a script that our font has not.
    """
    title = _drawable(post.entry.title)
    has_picture = post.entry.picture is not None and not is_unreadable(post.picture, site)
    if has_picture or not title:
        return None
    names = ", ".join(author.name for author in post.authors)
    return _poster(title, _drawable(names), site, colours)


def is_unreadable(picture: Address | None, site: Site) -> bool:
    """Tell whether a picture is damaged or none at all: nobody shares a page with it."""
    file = site.copies.get(file_behind(picture.url)) if picture else None
    return bool(file and file.picture and file.picture.problem)


def is_among_newest(post: PlacedEntry, site: Site) -> bool:
    """Tell whether a post is listed, and new enough for a poster."""
    newest = site.posts[: site.settings.sharing_pictures]
    return any(other.entry.source == post.entry.source for other in newest)


def shown(poster: Poster | None) -> PictureView | None:
    """Return a poster as views have it."""
    if poster is None:
        return None
    alt = poster.title or poster.site
    width, height = POSTER_SIZE
    return PictureView(_address_of(poster), alt, width=width, height=height)


def shared_copy(picture: PictureView | None) -> PictureView | None:
    """Return a lead picture as those show it who share the page; None where it has no copies."""
    if picture is None or picture.variants is None:
        return None
    width = picture.variants.shared_width
    height = round(picture.height * width / picture.width)
    address = picture.variants.address(width, SHARED_FORMAT)
    return PictureView(address, picture.alt, width=width, height=height)


def plan_posters(posters: Iterable[tuple[str, Poster]]) -> Iterator[PlannedPicture]:
    """Plan each poster once; they come with the source of what they are drawn for."""
    for poster, source in {poster: source for source, poster in reversed([*posters])}.items():
        path = _address_of(poster).lstrip("/")
        yield PlannedPicture(path, poster, None, source or "site.yaml")


def _poster(title: str, byline: str, site: Site, colours: Colours) -> Poster | None:
    name = _drawable(site.settings.title)
    if not name:
        return None
    page = hexadecimal(str(colours.get("page", ""))) or _PAPER
    text = hexadecimal(str(colours.get("text", ""))) or _INK
    accent = hexadecimal(str(colours.get("accent", ""))) or text
    return Poster(title, byline, name, page, text, accent)


def _address_of(poster: Poster) -> str:
    name = slugify(poster.title or poster.site)[:_LONGEST_NAME].strip("-")
    digest = digest_of(poster).hex()[:_DIGITS]
    return f"{_FOLDER}{name or 'poster'}.{digest}.png"


def can_be_drawn(text: str) -> bool:
    """Tell whether our font has every letter of `text`."""
    return _DRAWABLE.fullmatch(text) is not None


def _drawable(text: str) -> str:
    """Return `text` as it is drawn, "" where a letter is missing."""
    plain = unicodedata.normalize("NFC", text).replace("\xad", "")[:_LONGEST_TITLE].strip()
    return plain if can_be_drawn(plain) else ""
