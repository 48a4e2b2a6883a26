"""Shortcodes: pictures, recordings and videos of which Markdown's own signs cannot say all."""

from collections.abc import Mapping

from ssg.importers.markdown.lines import Manner, refuse, write_line
from ssg.importers.markdown.tree import Element, Nodes, collapse


def picture_insertion(
    figure: Element, link: Element | None, image: Element, caption: Nodes, *, carefully: bool
) -> str:
    """Return a picture, linked or not, with a caption that holds links, emphasis or quotations."""
    if set(image.attributes) - {"src", "alt", "width", "height"}:
        refuse("a figure whose picture has attributes of its own")
    if link and set(link.attributes) != {"href"}:
        refuse("a figure whose link has attributes of its own")
    values = {
        "src": image.get("src"),
        "alt": collapse(image.get("alt")).strip(),
        "caption": _words(caption, carefully=carefully),
        "class": figure.get("class"),
        "link": link.get("href") if link else "",
        "width": image.get("width"),
        "height": image.get("height"),
    }
    return _insertion("figure", values)


def player_insertion(player: Element, caption: Nodes = (), *, carefully: bool) -> str:
    """Return a plain player with the words below it."""
    values = {
        "src": player.get("src"),
        "poster": player.get("poster"),
        "caption": _words(caption, carefully=carefully),
    }
    return _insertion(player.name, values)


def _words(caption: Nodes, *, carefully: bool) -> str:
    """Return a caption as Markdown that can stand in quotation marks."""
    words = write_line(caption, Manner(carefully=carefully, is_single=True))
    return words.replace('"', "&quot;") if '"' in words and "'" in words else words


def _insertion(name: str, values: Mapping[str, str]) -> str:
    written = "".join(f" {key}={_quoted(value)}" for key, value in values.items() if value)
    return f"{{{{< {name}{written} >}}}}"


def _quoted(value: str) -> str:
    if '"' not in value:
        return f'"{value}"'
    if "'" in value:
        refuse("both kinds of quotation marks where a shortcode takes one")
    return f"'{value}'"
