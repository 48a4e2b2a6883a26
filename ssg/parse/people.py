"""Tables that several kinds of files share: links, and what is known of an author."""

from typing import Any

from ssg.model.author import Author, Link
from ssg.parse.decoders import EMAIL, FILE, LINK_URL, TEXT, WORDS, refuse_text
from ssg.parse.decoding import (
    Decoder,
    Key,
    Table,
    Wrong,
    group,
    list_of,
    table_of,
)
from ssg.parse.problems import Reading
from ssg.parse.yaml.nodes import MapNode, Node, ScalarNode
from ssg.text.html import plain_text


def _read_smart(node: Node, reading: Reading) -> str | Wrong:
    from ssg.parse.typography import smart_text  # noqa: PLC0415  # loads its rules when first used

    if not isinstance(node, ScalarNode):
        return refuse_text(node, SMART, reading)
    return smart_text(node.text.strip(), reading.language)


SMART: Decoder[str] = Decoder("text", "some words", _read_smart, TEXT.schema)
"""Text whose quotes, dashes and dots are set as the language sets them."""


def _read_inline(node: Node, reading: Reading) -> str | Wrong:
    from ssg.parse.markdown import parse_inline  # noqa: PLC0415  # loads Markdown when first used
    from ssg.parse.short_html import harmless  # noqa: PLC0415  # loads the sanitiser, too

    if not isinstance(node, ScalarNode):
        return refuse_text(node, MARKDOWN, reading)
    return harmless(parse_inline(node.text.strip(), reading.language))


MARKDOWN: Decoder[str] = Decoder("Markdown", "Some *words*.", _read_inline, {"type": "string"})
"""Short Markdown, as HTML that runs nothing."""


def _build_link(values: dict[str, Any], _: MapNode) -> Link:
    return Link(values["title"], values["url"], values.get("kind", "").lower())


LINK_TABLE = table_of(
    Key("title", WORDS, "What readers see.", missing="add `title: …`", example="Flashpoint"),
    Key("url", LINK_URL, "Where it leads.", missing="add `url: https://…`"),
    Key(
        "kind",
        TEXT,
        "What it is, in one word: book, blog, radio, podcast, email, website, mastodon, bluesky, "
        "rss and so on. A theme sorts by it.",
        example="book",
    ),
)
LINKS: Decoder[tuple[Link, ...]] = list_of(
    group(LINK_TABLE, _build_link, "a link", "{title: Flashpoint, url: https://example.org/}"),
    "a list of links",
    "[{title: Flashpoint, url: https://example.org/, kind: book}]",
)

AUTHOR_TABLE: Table = table_of(
    Key(
        "name", WORDS, "The name as readers see it.", missing="add `name: …`", example="Jane Marsh"
    ),
    Key(
        "sort_name",
        TEXT,
        "The name as a list sorts it.",
        default="the name",
        example="Marsh, Jane",
    ),
    Key(
        "bio",
        MARKDOWN,
        "Who the author is, in a sentence or two of Markdown.",
        example="Jane Marsh lives in Chicago and edits *The Lamplighter*.",
        also=("biography", "about", "description"),
    ),
    Key("email", EMAIL, "Where readers write to.", example="jane@example.org", also=("mail",)),
    Key(
        "image",
        FILE,
        "A portrait.",
        example="/media/jane.jpg",
        also=("avatar", "picture", "photo", "portrait"),
    ),
    Key(
        "links",
        LINKS,
        "Where readers find the author and the author's work.",
        example="[{title: Flashpoint, url: https://example.org/, kind: book}]",
        also=("social", "link"),
    ),
    Key(
        "fediverse",
        TEXT,
        "The author's account in the fediverse; Mastodon shows it beside shared posts.",
        example='"@jane@social.example"',
        also=("mastodon",),
    ),
    Key("role", TEXT, "What the author is here.", example="Editor", also=("position", "job")),
    elsewhere="remove it; an author record has no `extra:`",
)


def text_of(html: str) -> str:
    """Return what a reader sees of short HTML, in one line."""
    return " ".join(plain_text(html).split())


def build_author(values: dict[str, Any], author_id: str, source: str) -> Author:
    """Return the author that `values` (by key of AUTHOR_TABLE) describe; a guest's id is ""."""
    bio_html = values.get("bio", "")
    return Author(
        id=author_id,
        name=values["name"],
        sort_name=values.get("sort_name", ""),
        bio_html=bio_html,
        bio_text=text_of(bio_html),
        email=values.get("email", ""),
        image=values.get("image", ""),
        links=values.get("links", ()),
        fediverse=values.get("fediverse", ""),
        role=values.get("role", ""),
        source=source,
    )
