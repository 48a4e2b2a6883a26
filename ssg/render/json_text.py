"""JSON as it stands in a page, of which parts may have been written before."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

Json = dict[str, object]

Members = str
"""Members of an object as JSON text, without the braces around them."""

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)

_text = json.encoder.encode_basestring

_IN_SCRIPT = (
    ("<", "\\u003c"),
    (">", "\\u003e"),
    ("&", "\\u0026"),
    ("\u2028", "\\u2028"),
    ("\u2029", "\\u2029"),
)
"""Signs that could end a script element or a line of script, as JSON may write them as well."""


def members_of(thing: Json) -> Members:
    """Return what is known of `thing` as text."""
    return ",".join([f'"{key}":{_value(value)}' for key, value in known(thing).items()])


def _value(value: Any) -> str:  # noqa: ANN401 - whatever JSON knows
    """Return a value as JSON; small ones sooner than an encoder is ready."""
    kind = type(value)
    if kind is str:
        return _text(value)
    if kind is int:
        return str(value)
    if kind is dict and all(type(each) is str for each in value.values()):
        return f"{{{','.join(map(_member, value.items()))}}}"
    if kind is list and all(type(each) is str for each in value):
        return f"[{','.join(map(_text, value))}]"
    return _ENCODER.encode(value)


def list_of(items: Iterable[Mapping[str, str]]) -> Members:
    """Return list items, which have a position from 1 and else texts, as the elements of a list."""
    texts = [
        ",".join(['{"@type":"ListItem"', f'"position":{position}', *map(_member, item.items())])
        for position, item in enumerate(items, start=1)
    ]
    return f'"itemListElement":[{"},".join(texts)}}}]'


def _member(member: tuple[str, str]) -> str:
    return f'"{member[0]}":{_text(member[1])}'


def known(thing: Json) -> Json:
    """Return `thing` without what is not known: schema.org has no empty values."""
    return {key: value for key, value in thing.items() if value or value is False}


def script_of(*members: Members) -> str:
    """Return a script element that holds one object. No text can end it."""
    text = f"{{{','.join(filter(None, members))}}}"
    for sign, escape in _IN_SCRIPT:
        if sign in text:
            text = text.replace(sign, escape)
    return f'<script type="application/ld+json">{text}</script>'
