"""site.yaml as settings."""

from typing import Any

from ssg.model.parsed import Parsed
from ssg.model.settings import Settings
from ssg.model.source import SourceFile
from ssg.parse.decoding import decode_map
from ssg.parse.problems import problems_of
from ssg.parse.settings.credentials import without_secret_keys
from ssg.parse.settings.table import SETTINGS_TABLE
from ssg.parse.yaml.documents import as_map, read_document
from ssg.parse.yaml.nodes import ListNode, MapNode, Node, ScalarNode

# So that the rest of the site can be checked even when these are missing.
_FALLBACK: dict[str, Any] = {"title": "Untitled", "url": "https://example.invalid/"}


def parse_settings(source: SourceFile) -> Parsed[Settings]:
    """Return the settings in `source`; a wrong one is reported and its default holds.

    None when the file is no YAML.
    """
    node, reading = read_document(source, "en", "UTC")
    keys = as_map(node, "site.yaml", reading)
    if keys is None:
        return Parsed(None, problems_of(reading))
    keys = without_secret_keys(keys, reading)
    values = _FALLBACK | decode_map(keys, SETTINGS_TABLE, reading)
    if "check" in values:
        values["rules_off"], values["external"] = values.pop("check")
    settings = Settings(**values, places=_places(keys))
    return Parsed(settings, problems_of(reading))


def settings_keys(source: SourceFile) -> frozenset[str] | None:
    """Return the keys at the top of `source`, None where it cannot be read."""
    node, _ = read_document(source, "en", "UTC")
    if not isinstance(node, MapNode):
        return None
    return frozenset(key.text for key, _ in node.pairs)


def setting_texts(source: SourceFile) -> dict[str, str]:
    """Return the settings of `source` that are one text each, as written; none of a broken file."""
    node, _ = read_document(source, "en", "UTC")
    pairs = node.pairs if isinstance(node, MapNode) else ()
    return {key.text: value.text for key, value in pairs if isinstance(value, ScalarNode)}


def _places(keys: MapNode) -> dict[str, tuple[int, int]]:
    """Return where each key stands, and each key of a group; of `theme_settings` all below it."""
    places: dict[str, tuple[int, int]] = {}
    for key, value in keys.pairs:
        places[key.text] = (key.line, key.column)
        if key.text == "theme_settings":
            places |= _places_below(key.text, value)
        elif isinstance(value, MapNode):
            for inner, _ in value.pairs:
                places[f"{key.text}.{inner.text}"] = (inner.line, inner.column)
    return places


def _places_below(path: str, node: Node | None) -> dict[str, tuple[int, int]]:
    places: dict[str, tuple[int, int]] = {}
    if isinstance(node, MapNode):
        for key, value in node.pairs:
            places[f"{path}.{key.text}"] = (key.line, key.column)
            places |= _places_below(f"{path}.{key.text}", value)
    elif isinstance(node, ListNode):
        for number, element in enumerate(node.elements):
            if element is not None:
                places[f"{path}.{number}"] = (element.line, element.column)
                places |= _places_below(f"{path}.{number}", element)
    return places
