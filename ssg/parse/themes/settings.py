"""What a theme says that a site may choose: `settings:` of its theme.yaml."""

import re
from collections.abc import Mapping
from typing import Any

from ssg.model.entry import Place
from ssg.model.theme import SettingDeclaration
from ssg.parse.decoders import ANY, TEXT, choice, matching, plain_value
from ssg.parse.decoding import (
    Decoder,
    Key,
    Words,
    Wrong,
    decode_map,
    list_of,
    one_or_list_of,
    refuse,
    scalar,
    schema_of_table,
    table_of,
)
from ssg.parse.problems import Reading, report
from ssg.parse.yaml.nodes import MapNode, Node, ScalarNode
from ssg.text.colours import READABLE

TYPES: Mapping[str, object] = {
    "text": "", "colour": "", "number": 0, "flag": False, "choice": "", "list": [], "map": {},
    "fonts": [], "file": "", "date_formats": {},
}  # fmt: skip
"""The types of settings, each with the default of one that says none."""

_HIGHEST = 21.0
_SHORT = {"type": ["string", "number", "boolean", "array"]}
_NAME: Decoder[str] = matching(r"[A-Za-z0-9_-]+", "the name of a setting", "page")


def _read_ratio(text: str) -> float | None:
    if not re.fullmatch(r"[0-9]{1,2}(?:\.[0-9]{1,3})?", text.strip()):
        return None
    ratio = float(text)
    return ratio if 1 <= ratio <= _HIGHEST else None


_RATIO: Decoder[float] = scalar(
    f"a contrast from 1 to {_HIGHEST:g}",
    "7",
    _read_ratio,
    {"type": "number", "minimum": 1, "maximum": _HIGHEST},
    lambda text: f"write {text.partition(':')[0]}" if text.endswith(":1") else "",
)
SETTING_TABLE = table_of(
    Key(
        "type",
        choice(*TYPES),
        "What a value is. Without it the setting is as in the theme that this one extends, but for "
        "what is said here.",
        default="as in the theme that this one extends",
        example="colour",
    ),
    Key("default", ANY, "What holds when the site says nothing.", example='"#8a1c1c"'),
    Key(
        "choices",
        list_of(TEXT, "a list of words", "[wide, narrow]"),
        "The values of a choice, or of the elements of a list.",
        example="[wide, narrow]",
    ),
    Key("description", TEXT, "What it does, for the reference."),
    Key(
        "on",
        one_or_list_of(_NAME, "the name of a colour, or a list of them", "[page, surface]"),
        "The colours of the theme that this colour stands on.",
        example="[page, surface]",
    ),
    Key(
        "contrast",
        _RATIO,
        "The contrast (WCAG 2) that it needs on each of them.",
        default=f"{READABLE:g}",
        example="7",
    ),
    Key(
        "follows",
        _NAME,
        "The colour that this one is made from where a site sets that one alone.",
        example="accent",
    ),
)


def _read_settings(node: Node, reading: Reading) -> tuple[SettingDeclaration, ...] | Wrong:
    if not isinstance(node, MapNode):
        return refuse(node, Words("settings by name", 'accent: "#8a1c1c"'), reading)
    found = []
    for key, value in node.pairs:
        if isinstance(value, MapNode):
            values = decode_map(value, SETTING_TABLE, reading)
            written = value.value("type")
            is_unsaid = written is None or (isinstance(written, ScalarNode) and written.is_empty)
            if "type" in values or is_unsaid:
                found.append(_declaration(key, values, value, reading))
        elif isinstance(value, ScalarNode) and value.is_empty:
            wanted = Words("a value", f"{key.text}: …, or leave it out")
            refuse(value, wanted, reading)
        elif value is not None:
            default = {"default": plain_value(value)}
            found.append(_declaration(key, default, node, reading))
    return tuple(found)


def _declaration(
    name: ScalarNode, values: Mapping[str, Any], node: MapNode, reading: Reading
) -> SettingDeclaration:
    choices, kind = values.get("choices", ()), values.get("type", "")
    default = values.get("default")
    inherits: tuple[str, ...] = ()
    if not kind:
        inherits = tuple(each for each in SETTING_TABLE.keys if values.get(each) is None)
    elif default is None:
        default = choices[0] if kind == "choice" and choices else TYPES[kind]
    if kind == "choice" and default not in choices:
        message = f"the default of `{name.text}` is none of its choices"
        report(reading, node, "wrong-value", message, "add it to `choices: […]`")
    return SettingDeclaration(
        name=name.text,
        type=kind,
        default=default,
        choices=choices,
        description=values.get("description", ""),
        on=values.get("on", ()),
        contrast=values.get("contrast", READABLE if values.get("on") else 0.0),
        follows=values.get("follows", ""),
        inherits=inherits,
        place=Place(name.line, name.column),
    )


SETTINGS: Decoder[tuple[SettingDeclaration, ...]] = Decoder(
    "settings by name",
    '{accent: {type: colour, default: "#8a1c1c"}}',
    _read_settings,
    {"type": "object", "additionalProperties": {"anyOf": [_SHORT, schema_of_table(SETTING_TABLE)]}},
)
