"""JSON as it stands in a page, of which parts may be written already."""

import json

Json = dict[str, object]

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


class Written(str):
    """A value that is JSON text already."""

    __slots__ = ()


def write_object(thing: Json) -> Written:
    """Return `thing`, whose keys are plain words, as JSON text. Parts of it may be `Written`."""
    return Written(
        "{" + ",".join([f'"{key}":{_value(value)}' for key, value in thing.items()]) + "}"
    )


def script_of(thing: Json) -> str:
    """Return a script element that holds `thing`. No text can end it."""
    text: str = write_object(thing)
    for sign, escape in _IN_SCRIPT:
        text = text.replace(sign, escape)
    return f'<script type="application/ld+json">{text}</script>'


def _value(value: object) -> str:
    kind = type(value)
    if kind is str:
        return _text(value)  # type: ignore[arg-type] # is a text
    if isinstance(value, Written):
        return value
    if kind is dict:
        return write_object(value)  # type: ignore[arg-type] # as all ours have plain keys
    if isinstance(value, list):
        return f"[{','.join(map(_value, value))}]"
    return _ENCODER.encode(value)
