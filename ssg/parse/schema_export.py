"""JSON Schemas for editors, from the tables that the parser reads by."""

from collections.abc import Mapping

from ssg.parse.cards import CARD_TABLE
from ssg.parse.comments.table import CONVERSATION_TABLE
from ssg.parse.decoding import Schema, Table, schema_of_table
from ssg.parse.entries.table import ENTRY_TABLE
from ssg.parse.people import AUTHOR_TABLE
from ssg.parse.redirects import REDIRECT_TABLE
from ssg.parse.settings.table import SETTINGS_TABLE
from ssg.parse.terms import TERM_TABLE
from ssg.parse.themes.theme import MANIFEST_TABLE

TABLES: Mapping[str, Table] = {
    "site": SETTINGS_TABLE,
    "front-matter": ENTRY_TABLE,
    "author": AUTHOR_TABLE,
    "comments": CONVERSATION_TABLE,
    "card": CARD_TABLE,
    "theme": MANIFEST_TABLE,
}
"""Files that are one group of keys, by the name of their schema."""

LISTS: Mapping[str, Table] = {"redirects": REDIRECT_TABLE, "terms": TERM_TABLE}
"""Files that are a list of groups of keys."""

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def export_schemas() -> Mapping[str, Schema]:
    """Return the JSON Schema of each kind of file by its name."""
    schemas = {
        name: {"$schema": _DIALECT, "title": name, **schema_of_table(table)}
        for name, table in TABLES.items()
    }
    for name, table in LISTS.items():
        items = schema_of_table(table)
        schemas[name] = {"$schema": _DIALECT, "title": name, "type": "array", "items": items}
    return schemas
