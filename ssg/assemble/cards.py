"""What the cards of a body show: the records of things elsewhere."""

import posixpath
from collections.abc import Collection, Iterable, Mapping

from ssg.assemble.links import LinkTable, resolve_file
from ssg.model.entry import Entry
from ssg.model.site import PlacedCard

PICTURES = "content/media/cards/"


def cards_of(entry: Entry, permalink: str, table: LinkTable) -> tuple[PlacedCard, ...]:
    """Return what is known of each thing elsewhere that the text of `entry` shows, in order."""
    cards = []
    for mention in entry.cards:
        card = table.cards.get(mention.name)
        picture = (
            resolve_file(card.picture, entry.source, permalink, table)
            if card and card.picture
            else None
        )
        cards.append(PlacedCard(mention.service, mention.address, card, picture))
    return tuple(cards)


def without_hidden_pictures(
    published: Mapping[str, str], cards: Collection[str], shown: Iterable[Entry]
) -> Mapping[str, str]:
    """Return `published` without the pictures of cards, by name, that no entry in `shown` has.

    They would tell what a draft is about. One that a text shows as a picture of its own stays.
    """
    entries = tuple(shown)
    named = {mention.name for entry in entries for mention in entry.cards}
    hidden = {
        path
        for path in published
        if path.startswith(PICTURES) and (name := _stem(path)) in cards and name not in named
    }
    if not hidden:
        return published
    written = {reference.target for entry in entries for reference in entry.references}
    written |= {entry.picture.src for entry in entries if entry.picture}
    used = {posixpath.basename(target) for target in written}
    return {
        path: output
        for path, output in published.items()
        if path not in hidden or posixpath.basename(path) in used
    }


def _stem(path: str) -> str:
    return posixpath.basename(path).rpartition(".")[0]
