"""What categories.yaml and tags.yaml say of categories and tags."""

from typing import Any

from ssg.model.parsed import Parsed
from ssg.model.settings import ParseSettings, TermRecord
from ssg.model.source import SourceFile
from ssg.parse.decoders import WORDS, matching
from ssg.parse.decoding import Decoder, Key, Wrong, group, table_of
from ssg.parse.people import MARKDOWN
from ssg.parse.problems import problems_of, report
from ssg.parse.yaml.documents import as_list, read_document
from ssg.parse.yaml.nodes import MapNode
from ssg.text.slug import slugify

_SLUG: Decoder[str] = matching(r"[^\s\\?#%]+", "words joined by hyphens", "foreign-affairs")

TERM_TABLE = table_of(
    Key(
        "slug",
        _SLUG,
        "The last part of the address. A category may have a path: `opinion/economy`.",
        default="from the name",
        example="foreign-affairs",
    ),
    Key("name", WORDS, "What readers see.", missing="add `name: …`", example="Foreign Affairs"),
    Key("parent", WORDS, "The slug of the category above it.", example="opinion"),
    Key("description", MARKDOWN, "A sentence of Markdown for its page.", also=("bio", "text")),
)


def _build(values: dict[str, Any], _: MapNode) -> TermRecord:
    return TermRecord(
        slug=values.get("slug", "").strip("/") or slugify(values["name"]),
        name=values["name"],
        parent=values.get("parent", "").strip("/"),
        description_html=values.get("description", ""),
    )


TERM: Decoder[TermRecord] = group(
    TERM_TABLE, _build, "a group of keys with slug and name", "- {slug: ports, name: Ports}"
)


def parse_terms(source: SourceFile, settings: ParseSettings) -> Parsed[tuple[TermRecord, ...]]:
    """Return the terms that `source` describes, in order."""
    node, reading = read_document(source, settings.language, settings.timezone)
    nodes = as_list(node, "this file", "- {slug: ports, name: Ports}", reading)
    if nodes is None:
        return Parsed(None, problems_of(reading))
    found: dict[tuple[str, str], TermRecord] = {}
    for element in nodes.elements:
        term = TERM.read(element, reading) if element else None
        if term is None or isinstance(term, Wrong):
            continue
        if (term.parent, term.slug) in found and element:
            message = f"`{term.slug}` stands here a second time"
            report(reading, element, "duplicate-key", message, "remove one of the two")
        found.setdefault((term.parent, term.slug), term)
    return Parsed(tuple(found.values()), problems_of(reading))
