"""A theme's theme.yaml, and the words of its strings/<language>.yaml."""

from dataclasses import replace
from functools import lru_cache
from typing import Any

from ssg.model.entry import Place
from ssg.model.parsed import Parsed
from ssg.model.source import SourceFile
from ssg.model.theme import WIDGET_KINDS, WIDGETS, ThemeManifest, Widget, WordsFile
from ssg.parse.decoders import WORDS, choice, matching, whole_number
from ssg.parse.decoding import (
    WRONG,
    Decoder,
    Key,
    Words,
    Wrong,
    converted,
    decode_map,
    group,
    list_of,
    one_or_list_of,
    refuse,
    table_of,
)
from ssg.parse.problems import Reading, problems_of, report, warn
from ssg.parse.themes.names import as_theme_name
from ssg.parse.themes.settings import SETTINGS
from ssg.parse.yaml.documents import as_map, read_document
from ssg.parse.yaml.nodes import ListNode, MapNode, Node, ScalarNode
from ssg.text.nearest import nearest
from ssg.text.word_keys import FORMS, meant_form

API = 1
"""The version of the views that templates see."""

_DEFAULT_LIMIT = 10
_NAME: Decoder[str] = matching(
    r"[a-z0-9][a-z0-9_-]*", "a name in small letters", "broadsheet", as_theme_name
)

_ON: Decoder[tuple[str, ...]] = one_or_list_of(
    choice(*WIDGET_KINDS),
    "a kind of output, or a list of them",
    "[home, post]",
)
_LIMIT = whole_number(1, 10_000)
_WIDGET_OPTIONS = (
    Key("limit", _LIMIT, "How many to show.", default="10", example="5"),
    Key(
        "on",
        _ON,
        f"The kinds of output that show it: {', '.join(WIDGET_KINDS)}.",
        default="all",
        example="[home, post]",
    ),
)
WIDGET_TABLE = table_of(
    Key("name", choice(*WIDGETS), "The widget.", missing=f"add `name: {WIDGETS[0]}`"),
    *_WIDGET_OPTIONS,
)
WIDGET_OPTIONS_TABLE = table_of(*_WIDGET_OPTIONS)


def _build_widget(values: dict[str, Any], _: MapNode) -> Widget:
    return Widget(values["name"], values.get("limit", _DEFAULT_LIMIT), values.get("on", ()))


_WIDGET_LIST = list_of(
    group(WIDGET_TABLE, _build_widget, "a widget", "{name: recent_posts, limit: 5}"),
    "a list of widgets",
    "[{name: recent_posts, limit: 5}]",
)


def _read_widgets(node: Node, reading: Reading) -> tuple[Widget, ...] | Wrong:
    if not isinstance(node, MapNode):
        return _WIDGET_LIST.read(node, reading)
    widgets = []
    for key, value in node.pairs:
        if key.text not in WIDGETS:
            choice(*WIDGETS).read(key, reading)
            continue
        options: dict[str, Any] = {}
        if isinstance(value, MapNode):
            options = decode_map(value, WIDGET_OPTIONS_TABLE, reading)
        elif isinstance(value, ListNode) or (isinstance(value, ScalarNode) and value.text):
            limit = _LIMIT.read(value, reading)
            options = {} if limit is WRONG else {"limit": limit}
        widgets.append(_build_widget({"name": key.text, **options}, node))
    return tuple(widgets)


MANIFEST_TABLE = table_of(
    Key("name", _NAME, "The theme's name.", default="its folder's name", example="broadsheet"),
    Key(
        "api",
        converted(matching(str(API), str(API), str(API)), lambda api, _: int(api)),
        "The version of the views that its templates are written for.",
        missing=f"add `api: {API}`",
        example=str(API),
    ),
    Key("extends", _NAME, "The theme that it builds on.", example="broadsheet"),
    Key(
        "widgets",
        Decoder(
            "a list of widgets",
            "[{name: recent_posts, limit: 5}]",
            _read_widgets,
            {"anyOf": [_WIDGET_LIST.schema, {"type": "object"}]},
            WIDGET_TABLE,
        ),
        "What the theme shows beside the view: " + ", ".join(WIDGETS) + ".",
        example="[{name: recent_posts, limit: 5, on: [post]}]",
    ),
    Key(
        "settings",
        SETTINGS,
        "What a site may choose under `theme_settings`, each with type and default; "
        "what a theme leaves out is as in the theme that it extends.",
        example='{accent: {type: colour, default: "#8a1c1c"}}',
    ),
    Key("description", WORDS, "What the theme is, in a sentence."),
)


def parse_theme_manifest(source: SourceFile) -> Parsed[ThemeManifest]:
    """Return the manifest in `source`; without a name it has that of its folder."""
    node, reading = read_document(source, "en", "UTC")
    keys = as_map(node, "theme.yaml", reading)
    if keys is None:
        return Parsed(None, problems_of(reading))
    values = decode_map(keys, MANIFEST_TABLE, reading)
    folder = source.path.rpartition("/")[0].rpartition("/")[2]
    name = values.get("name", folder)
    if name != folder:
        message = f"the theme is called `{name}`, and its folder `{folder}`, which is what counts"
        fix = f"write `name: {folder}`, or rename the folder"
        warn(reading, keys.value("name") or keys, "theme-name", message, fix)
    manifest = ThemeManifest(
        name=name,
        api=values.get("api", API),
        extends=values.get("extends", ""),
        settings=values.get("settings", ()),
        widgets=values.get("widgets", ()),
        extends_place=_place_of_extends(keys),
    )
    return Parsed(manifest, problems_of(reading))


def _place_of_extends(keys: MapNode) -> Place:
    """Return where the key `extends` stands, also a misspelt one; nowhere where it says nothing."""
    known = MANIFEST_TABLE.keys
    for key, value in keys.pairs:
        meant = key.text if key.text in known else nearest(key.text, known)
        says_nothing = value is None or (isinstance(value, ScalarNode) and value.is_empty)
        if meant == "extends" and not says_nothing:
            return Place(key.line, key.column)
    return Place()


@lru_cache(maxsize=128)  # Whoever plans a site again and again finds the same words each time.
def parse_strings(source: SourceFile) -> Parsed[WordsFile]:
    """Return the words of a theme by key; a plural form stands as `key.one`, `key.other`."""
    node, reading = read_document(source, "en", "UTC")
    keys = as_map(node, "a file of words", reading)
    if keys is None:
        return Parsed(None, problems_of(reading))
    words: dict[str, str] = {}
    places: dict[str, Place] = {}
    for key, value in keys.pairs:
        if isinstance(value, MapNode):
            for form, word in _plural_forms(key.text, value, reading):
                name = f"{key.text}.{form.text}"
                words[name], places[name] = word.text, Place(form.line, form.column)
        elif isinstance(value, ListNode):
            refuse(value, Words("text", "read_more: Read on"), reading)
        elif value is not None:
            words[key.text], places[key.text] = value.text, Place(key.line, key.column)
    return Parsed(WordsFile(source.path, words, places), problems_of(reading))


def _plural_forms(key: str, node: MapNode, reading: Reading) -> list[tuple[ScalarNode, ScalarNode]]:
    """Return each form with its word."""
    forms: list[tuple[ScalarNode, ScalarNode]] = []
    named: set[str] = set()
    for form, value in node.pairs:
        name = form.text
        if name not in FORMS:
            name = meant_form(form.text)
            message = f"`{form.text}` is no plural form"
            message += f"; did you mean `{name}`?" if name else ""
            fix = f"write `{name}`" if name else f"use {', '.join(FORMS)}"
            report(reading, form, "unknown-key", message, fix)
        named.add(name)
        if name and isinstance(value, ScalarNode):
            forms.append((replace(form, text=name), value))
        elif value is not None and not isinstance(value, ScalarNode):
            refuse(value, Words("text", "one: 1 comment"), reading)
    if "other" not in named:
        message = f"`{key}` has no form `other`, which every language needs"
        report(reading, node, "missing-key", message, "add `other: …`")
    return forms
