"""Players of a recording or a video that say no more than where it is and what it looks like."""

import re
from typing import TypeGuard

from ssg.importers.markdown.tree import Element, Node, Nodes, is_blank, text_of

PLAYERS = frozenset({"audio", "video"})
"""Elements that play a file; each is the name of the shortcode that makes it, too."""

_SAYING_NOTHING = frozenset({"controls", "height", "preload", "src", "style", "type", "width"})
_MEASURES = re.compile(r"\s*(?:(?:aspect-ratio|(?:max-)?(?:height|width))\s*:[^;]*(?:;\s*|\Z))*")
_ADDRESS = re.compile(r"(?:https?:/)?/\S+|\S+\.\w{2,4}", re.IGNORECASE)
_CLASSES = frozenset({"wp-audio-shortcode", "wp-video-shortcode"})


def is_plain_player(node: Node) -> TypeGuard[Element]:
    """Tell whether `node` plays one file when a reader asks for it, and says no more.

    How large a video is the theme decides; what plays by itself or again and again is left alone.
    """
    if not isinstance(node, Element) or node.name not in PLAYERS:
        return False
    known = _SAYING_NOTHING | ({"poster", "playsinline"} if node.name == "video" else set())
    return (
        "controls" in node.attributes
        and bool(source_of(node))
        and set(node.attributes) - {"class"} <= known
        and set(node.classes) <= _CLASSES
        and _MEASURES.fullmatch(node.get("style")) is not None
        and holds_only_its_address(node)
    )


def holds_only_its_address(player: Element) -> bool:
    """Tell whether what stands in a player, for browsers that have none, is its address alone."""
    source = source_of(player)
    return all(
        isinstance(part, Element) and (part.name == "source" or _names(part, source))
        for part in _parts(player)
    )


def _names(link: Element, source: str) -> bool:
    """Tell whether an element is a link to `source` whose words are an address or a file's name."""
    if link.name != "a" or link.get("href") != source:
        return False
    words = text_of(link.children).strip()
    return not words or _ADDRESS.fullmatch(words) is not None


def source_of(player: Element) -> str:
    """Return the address of the one file that a player plays, "" if there are several."""
    parts = (player, *(part for part in _parts(player) if isinstance(part, Element)))
    named = [part.get("src") for part in parts if part.name in PLAYERS | {"source"}]
    sources = [address for address in named if address]
    return sources[0] if len(sources) == 1 else ""


def _parts(player: Element) -> Nodes:
    return tuple(child for child in player.children if not is_blank(child))


def plain_player(player: Element) -> Element:
    """Return a plain player as our renderer makes it."""
    source = source_of(player)
    attributes = {"controls": "", "src": source}
    if player.get("poster"):
        attributes["poster"] = player.get("poster")
    link = Element("a", {"href": source}, (_file_name(source),))
    return Element(player.name, attributes, (link,))


def _file_name(address: str) -> str:
    return re.split(r"[?#]", address)[0].rstrip("/").rpartition("/")[2] or address
