"""Pull quotes: each gets an id of its words, so that a link can lead to it."""

from collections import Counter

from ssg.parse.markdown.references import with_attribute
from ssg.text.html import OPAQUE, tag_name, unescape_line
from ssg.text.slug import slugify

_OPENINGS = (
    '<aside class="pull-quote" aria-hidden="true">',
    '<aside aria-hidden="true" class="pull-quote">',
)
"""How the shortcode writes it, and the block with a name."""
_WORDS = 6


def name_pull_quotes(pieces: list[str]) -> None:
    """Give every pull quote among `pieces` an id, in place: `quote-` and its first words.

    It stays when other words of the text change; of two with the same first words the second has a
    number. Feeds leave pull quotes out by their tag: it is the same wherever one comes from.
    """
    met: Counter[str] = Counter()
    for place in range(1, len(pieces), 2):
        if pieces[place] not in _OPENINGS:
            continue
        words = unescape_line(" ".join(_texts(pieces, place))).split()[:_WORDS]
        name = f"quote-{slugify(' '.join(words))[:60].rstrip('-')}"
        met[name] += 1
        id_ = name if met[name] == 1 else f"{name}-{met[name]}"
        pieces[place] = with_attribute(_OPENINGS[0], "id", id_)


def _texts(pieces: list[str], place: int) -> list[str]:
    texts: list[str] = []
    for at in range(place + 1, len(pieces)):
        if at % 2 == 0:
            texts.append(pieces[at])
        elif tag_name(pieces[at]) in {"/aside", OPAQUE} or len(texts) > _WORDS * 4:
            break
    return texts
