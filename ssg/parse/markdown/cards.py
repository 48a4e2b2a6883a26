"""Links that become cards: found in finished HTML, each marked with its number."""

import re

from ssg.model.entry import CardMention
from ssg.parse.markdown.places import PlaceFinder
from ssg.parse.markdown.references import attribute_of
from ssg.parse.services import thing_at
from ssg.text import placeholders
from ssg.text.html import tag_name

_CARD = re.compile(r'<a class="embed"[ >]')
_AUDIO = '<figure class="audio">'


def may_have_cards(html: str) -> bool:
    """Tell whether it is worth a look: most texts show nothing from elsewhere."""
    return 'class="embed"' in html or _AUDIO in html


def collect_cards(pieces: list[str], places: PlaceFinder) -> tuple[CardMention, ...]:
    """Mark every link among `pieces`, in place, that becomes a card; return what each shows.

    A mark stands before the words of its link; that of a recording before the end of its figure.
    """
    mentions: list[CardMention] = []
    for place in range(1, len(pieces), 2):
        tag = pieces[place]
        if _CARD.match(tag) and _is_card(pieces, place):
            _mark(mentions, pieces, place + 1, attribute_of(tag, "href"), places)
        elif tag == _AUDIO and pieces[place + 2 : place + 3]:
            end = _end_of_player(pieces, place)
            if end:
                address = attribute_of(pieces[place + 2], "src")
                _mark(mentions, pieces, end - 1, address, places)
    return tuple(mentions)


def _mark(
    mentions: list[CardMention], pieces: list[str], place: int, address: str, places: PlaceFinder
) -> None:
    service, name = thing_at(address)
    if not name:
        return
    pieces[place] = placeholders.card(len(mentions)) + pieces[place]
    found = places.find(address, address)
    mentions.append(CardMention(service, name, address, found))


def _is_card(pieces: list[str], place: int) -> bool:
    """Tell whether a link is all that its paragraph holds, or the first of a figure."""
    if tag_name(pieces[place + 2] if len(pieces) > place + 2 else "") != "/a" or place < 2:  # noqa: PLR2004
        return False
    before, gap = pieces[place - 2], pieces[place - 1]
    if gap.strip():
        return False
    if before.startswith('<figure class="embed"'):
        return True
    after = pieces[place + 3 : place + 5]
    is_alone = len(after) == 2 and not after[0].strip() and tag_name(after[1]) == "/p"  # noqa: PLR2004
    return tag_name(before) == "p" and is_alone


def _end_of_player(pieces: list[str], place: int) -> int:
    """Return where the figure around a player ends, 0 where it has a caption of its own."""
    for end in range(place + 2, min(place + 12, len(pieces)), 2):
        name = tag_name(pieces[end])
        if name == "/figure":
            return end
        if name == "figcaption":
            return 0
    return 0
