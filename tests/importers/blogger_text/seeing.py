"""What readers see of an old body and of what it became, by a parser the importer does not use."""

from typing import Any

import html5lib

from ssg.importers.blogger_text.body import body_of_blogger, do_breaks_count
from ssg.importers.markdown import Converted, to_markdown

_UNSEEN = frozenset({"script", "style", "noscript", "iframe", "object", "param", "embed", "video"})


def converted(content: str, language: str = "en") -> Converted:
    """Return the Markdown of a body of a blog whose newlines count, where they may."""
    breaks_count = do_breaks_count(content, setting=True)
    return to_markdown(
        "\n\n".join(body_of_blogger(content, breaks_count=breaks_count).blocks), language
    )


def seen(html: str) -> tuple[str, list[str], list[str]]:
    """Return text without white space, links and pictures, in order.

    Without cards, which a player became, and the signs that Word sets before the items of lists.
    """
    tree = html5lib.parse(f"<!doctype html><body>{html}", namespaceHTMLElements=False)
    words: list[str] = []
    links: list[str] = []
    pictures: list[str] = []
    _walk(tree, words, links, pictures)
    text = "".join("".join(words).split()).replace("\u200b", "").replace("\u00a0", "")
    return text, links, pictures


def _walk(node: Any, words: list[str], links: list[str], pictures: list[str]) -> None:
    is_card = node.tag == "a" and node.get("class") == "embed"
    is_sign = "mso-list:Ignore" in (node.get("style") or "")
    is_unseen = not isinstance(node.tag, str) or node.tag in _UNSEEN or is_card or is_sign
    if not is_unseen:
        words.append(node.text or "")
        if node.tag == "a" and (node.get("href") or "").strip():
            links.append(node.get("href").strip())
        if node.tag == "img" and (node.get("src") or "").strip():
            pictures.append(node.get("src").strip())
        for child in node:
            _walk(child, words, links, pictures)
            words.append(child.tail or "")
