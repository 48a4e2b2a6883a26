"""What the cards of a body show: the records of things elsewhere."""

from ssg.assemble.links import LinkTable, resolve_file
from ssg.model.entry import Entry
from ssg.model.site import PlacedCard


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
