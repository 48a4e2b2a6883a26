"""Words for a move: a first post for the new blog, and the last one for the old."""

from collections.abc import Mapping

from ssg.letters.farewell_words import WORDS
from ssg.model.author import Link
from ssg.model.record import dataclass
from ssg.model.settings import Settings

_NETWORKS: Mapping[str, str] = {"mastodon": "Mastodon", "bluesky": "Bluesky"}
_ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Farewell:
    """`title` and `post` (Markdown) for the new blog; `farewell` (plain text) for the old one."""

    title: str
    post: str
    farewell: str


def farewell_of(settings: Settings, old_url: str) -> Farewell:
    """Return what to say of the move from `old_url`, in the site's language, or in English."""
    words = WORDS.get(settings.language[:2].lower(), WORDS[_ENGLISH])
    root = settings.url.rstrip("/")
    known = {
        "title": settings.title,
        "old": old_url,
        "new": settings.url,
        "feed": f"{root}/feed.xml",
        "follow": f"{root}/follow/",
    }
    networks = [link for link in settings.links if link.kind in _NETWORKS]
    ways = [words.in_reader.format(**known)]
    if settings.newsletter.action:
        ways.append(words.by_email.format(**known))
    ways += [_way(words.on_network, link) for link in networks]
    farewell = (
        words.has_moved.format(**known),
        "",
        words.is_there.format(**known),
        "",
        words.go_on,
        *(f"- {way}" for way in ways),
        "",
        words.anew,
        words.stays,
    )
    marked = {name: f"<{value}>" for name, value in known.items() if name not in {"title", "new"}}
    marked |= {"title": settings.title, "new": settings.url}
    post = (
        words.was_there.format(**marked),
        words.come_along,
        "<!--more-->",
        words.how_to_follow,
        "\n".join(
            (
                f"- {words.in_reader.format(**marked)}",
                *([f"- {words.by_email.format(**marked)}"] if settings.newsletter.action else []),
                *(f"- {_way(words.on_network, link, '<{}>')}" for link in networks),
            )
        ),
    )
    return Farewell(words.moved_here, "\n\n".join(post) + "\n", "\n".join(farewell))


def _way(sentence: str, link: Link, address: str = "{}") -> str:
    return sentence.format(network=_NETWORKS[link.kind], address=address.format(link.url))
