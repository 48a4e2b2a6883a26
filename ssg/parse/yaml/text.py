"""Values as YAML that people like to read and that says the same when it is read again."""

import json
import re
from collections.abc import Mapping
from typing import Any

import yaml

Value = str | int | float | bool | None | list[Any] | dict[str, Any]
"""What is written: plain Python; keys are texts, in the order in which they are to stand."""

_CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]"
)
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class Plain(str):
    """A text that is written without quotation marks: a date, an id."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as blocks."""


class _QuickDumper(yaml.CSafeDumper):
    """The same in C, which writes no emoji as they are."""


def _text(dumper: yaml.representer.BaseRepresenter, text: str) -> yaml.Node:
    lines = text.split("\n")
    # YAML cannot keep spaces at the end of a line in a block, nor a block that begins with one.
    is_block = len(lines) > 1 and not any(line != line.rstrip() for line in lines)
    is_block = is_block and not text.startswith((" ", "\n")) and "\t" not in text
    style = "|" if is_block else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _plain(dumper: yaml.representer.BaseRepresenter, text: Plain) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:timestamp", str(text))


def _map(dumper: yaml.representer.BaseRepresenter, values: dict[str, Any]) -> yaml.Node:
    node = dumper.represent_mapping("tag:yaml.org,2002:map", values)
    if any(isinstance(value, Plain) for value in values.values()):
        # In one line with others, a date would get quotation marks and a mark of its type.
        node.flow_style = False
    return node


for _each in (_Dumper, _QuickDumper):
    _each.add_representer(dict, _map)
    _each.add_representer(str, _text)
    _each.add_representer(Plain, _plain)


def yaml_of(value: Value) -> str:
    """Return `value` as YAML, ending in a newline; "" for nothing.

    Short lists and maps stand in one line. Characters that no YAML file may hold are left out.
    """
    if value in ({}, []):
        return ""
    clean = _clean(value)
    if not isinstance(clean, dict):
        return _dumped(clean)
    return "".join(_dumped({key: part}) for key, part in clean.items())


def _dumped(value: Value) -> str:
    # A map that holds texts only would stand in one line, braces and all.
    is_deep = not isinstance(value, dict) or any(
        isinstance(part, list | dict) for part in value.values()
    )
    dumper = _Dumper if _ASTRAL.search(str(value)) else _QuickDumper
    return str(
        yaml.dump(
            value,
            Dumper=dumper,
            allow_unicode=True,
            sort_keys=False,
            default_flow_style=None if is_deep else False,
            width=10_000,
        )
    )


def quoted(text: str) -> str:
    """Return `text` as a quoted value, for YAML that is written by hand."""
    return json.dumps(text, ensure_ascii=False)


def writable(text: str) -> str:
    """Return `text` without the characters that no YAML file may hold."""
    return _CONTROLS.sub("", text)


def _clean(value: Value) -> Value:
    if isinstance(value, Plain):
        return value
    if isinstance(value, str):
        return _CONTROLS.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    if isinstance(value, Mapping):
        return {str(_clean(key)): _clean(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(part) for part in value]
    return value
