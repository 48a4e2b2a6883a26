"""Tables of keys, and what reads a value by them.

Every kind of file is a `Table`: one row a key, with what it means. The same rows drive the parser,
the reference for writers and the JSON Schema for editors.
"""

import enum
import re
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import field
from types import MappingProxyType
from typing import Any, Final, Generic, Protocol, TypeVar

from ssg.model.entry import Place
from ssg.model.record import dataclass
from ssg.parse.entries.other_programs import Fixes, foreign_fix
from ssg.parse.key_names import nearest_key
from ssg.parse.problems import Reading, report
from ssg.parse.yaml.lists_in_line import report_list_in_line, warn_of_list_in_line
from ssg.parse.yaml.nodes import ListNode, MapNode, Node, ScalarNode, describe
from ssg.parse.yaml.signs import hidden_by_hash, raise_hash_comment

S = TypeVar("S")
T = TypeVar("T")

Schema = Mapping[str, object]
_NAME_OF_REST = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
"""Such names become attributes in HTML."""


class Wrong(enum.Enum):
    """Stands for a value that could not be read; the problem is reported already."""

    WRONG = "wrong"


WRONG: Final = Wrong.WRONG


class Wanted(Protocol):
    """What a field takes, in words, and an example of it as YAML."""

    @property
    def expects(self) -> str:
        """Return the type in words."""
        ...

    @property
    def example(self) -> str:
        """Return a value as YAML."""
        ...


@dataclass(frozen=True, slots=True)
class Words:
    """A type by its words alone."""

    expects: str
    example: str


@dataclass(frozen=True, slots=True)
class Decoder(Generic[T]):
    """Reads one type of value.

    `expects` names the type in words, `example` is one as YAML, `schema` its JSON Schema, and
    `table` holds the keys where the value is a group of keys, or a list of such groups.
    """

    expects: str
    example: str
    read: Callable[[Node, Reading], T | Wrong]
    schema: Schema
    table: "Table | None" = None


@dataclass(frozen=True, slots=True)
class Key:
    """A row of a table.

    `default` is what holds without the key, as YAML or in words. `missing` is the fix that a
    required key names when it is not there. `also` are the names that others use for the same.
    """

    name: str
    decoder: Decoder[Any]
    meaning: str
    default: str = ""
    example: str = ""
    missing: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """The keys that a group of keys may have, by name.

    `rest` reads the values of all other names, where other names are allowed. `elsewhere` is what
    a writer can do with an unknown key. `foreign` are keys of other programs, with the fixes for
    their values.
    """

    keys: Mapping[str, Key]
    elsewhere: str = ""
    rest: Decoder[Any] | None = None
    rest_meaning: str = ""
    required: tuple[str, ...] = field(default=())
    foreign: Mapping[str, Fixes] = field(default_factory=dict)


def table_of(
    *keys: Key,
    elsewhere: str = "",
    rest: Decoder[Any] | None = None,
    rest_meaning: str = "",
    foreign: Mapping[str, Fixes] = MappingProxyType({}),
) -> Table:
    """Return a table of `keys`."""
    return Table(
        keys={key.name: key for key in keys},
        elsewhere=elsewhere,
        rest=rest,
        rest_meaning=rest_meaning,
        required=tuple(key.name for key in keys if key.missing),
        foreign=foreign,
    )


def decode_map(node: MapNode, table: Table, reading: Reading) -> dict[str, Any]:
    """Return the values of `node` by key: those that are there and right.

    A key without a value counts as absent. Names beyond the table are read by its `rest`.
    """
    values: dict[str, Any] = {}
    meant: set[str] = set()
    for key, value in node.pairs:
        row = table.keys.get(key.text)
        decoder = row.decoder if row else table.rest
        if row is None and decoder is not None and not _NAME_OF_REST.fullmatch(key.text):
            message = f"`{key.text}` cannot be the name of an option"
            report(reading, key, "unknown-key", message, "use letters, digits, `-` and `_`")
        elif decoder is None:
            meant.add(_report_unknown(key, value, table, reading))
        elif value is not None and not (isinstance(value, ScalarNode) and value.is_empty):
            decoded = decoder.read(value, reading)
            if decoded is not WRONG:
                values[key.text] = decoded
    if table.required:
        _report_missing(node, table, values.keys() | meant, reading)
    return values


def refuse(node: Node, wanted: Wanted, reading: Reading, fix: str = "", why: str = "") -> Wrong:
    """Report that `node` is not what its field takes, and return WRONG."""
    found = describe(node)
    message = f"{found} {why}" if why else f"expected {wanted.expects}, found {found}"
    report(reading, node, "wrong-value", message, fix or f"write it like this: {wanted.example}")
    return WRONG


def scalar(
    expects: str,
    example: str,
    read: Callable[[str], T | None],
    schema: Schema,
    fix: Callable[[str], str] = lambda _: "",
) -> Decoder[T]:
    """Return a decoder of single values: `read` gives None for a text that it does not take.

    `fix` may say what to write instead of a text that was refused.
    """

    def read_node(node: Node, reading: Reading) -> T | Wrong:
        value = read(node.text) if isinstance(node, ScalarNode) else None
        if value is None:
            advice = fix(node.text) if isinstance(node, ScalarNode) else ""
            return refuse(node, Words(expects, example), reading, advice)
        return value

    return Decoder(expects, example, read_node, schema)


def list_of(element: Decoder[T], expects: str, example: str) -> Decoder[tuple[T, ...]]:
    """Return a decoder of lists."""

    def read(node: Node, reading: Reading) -> tuple[T, ...] | Wrong:
        if not isinstance(node, ListNode):
            return refuse(node, Words(expects, example), reading)
        return _elements(node, element, reading)

    schema = {"type": "array", "items": element.schema}
    return Decoder(expects, example, read, schema, element.table)


def one_or_list_of(element: Decoder[T], expects: str, example: str) -> Decoder[tuple[T, ...]]:
    """Return a decoder that takes a list, or one element that stands for a list of itself."""

    def read(node: Node, reading: Reading) -> tuple[T, ...] | Wrong:
        if isinstance(node, ListNode):
            return _elements(node, element, reading)
        if isinstance(node, ScalarNode) and ("," in node.text or node.text.startswith("-")):
            value = element.read(node, trial := Reading("", "", reading.language, reading.timezone))
            if trial.problems and report_list_in_line(node, reading):
                return WRONG
            warn_of_list_in_line(node, reading)
        value = element.read(node, reading)
        return value if isinstance(value, Wrong) else (value,)

    schema = {"anyOf": [element.schema, {"type": "array", "items": element.schema}]}
    return Decoder(expects, example, read, schema, element.table)


def _elements(node: ListNode, element: Decoder[T], reading: Reading) -> tuple[T, ...]:
    found: list[T] = []
    for part in node.elements:
        if part is None or (isinstance(part, ScalarNode) and part.is_empty):
            continue
        value = element.read(part, reading)
        if not isinstance(value, Wrong):
            found.append(value)
    return tuple(found)


def group(
    table: Table,
    build: Callable[[dict[str, Any], MapNode], T],
    expects: str,
    example: str,
) -> Decoder[T]:
    """Return a decoder of groups of keys. A group that lacks a required key is left out."""

    def read(node: Node, reading: Reading) -> T | Wrong:
        if not isinstance(node, MapNode):
            return refuse(node, Words(expects, example), reading)
        values = decode_map(node, table, reading)
        if any(name not in values for name in table.required):
            return WRONG
        return build(values, node)

    return Decoder(expects, example, read, schema_of_table(table), table)


def converted(decoder: Decoder[S], build: Callable[[S, Place], T]) -> Decoder[T]:
    """Return `decoder` with its value turned into another by `build`, which gets its place too."""

    def read(node: Node, reading: Reading) -> T | Wrong:
        value = decoder.read(node, reading)
        return value if isinstance(value, Wrong) else build(value, Place(node.line, node.column))

    return Decoder(decoder.expects, decoder.example, read, decoder.schema, decoder.table)


def either(short: Decoder[T], long: Decoder[T]) -> Decoder[T]:
    """Return a decoder that takes a single value, or a group of keys for more."""
    expects = f"{short.expects}, or {long.expects}"

    def read(node: Node, reading: Reading) -> T | Wrong:
        match node:
            case MapNode():
                return long.read(node, reading)
            case ScalarNode():
                return short.read(node, reading)
            case ListNode():
                return refuse(node, Words(expects, long.example), reading)

    schema = {"anyOf": [short.schema, long.schema]}
    return Decoder(expects, long.example, read, schema, long.table)


def schema_of_table(table: Table) -> Schema:
    """Return the JSON Schema of a group of keys."""
    properties = {}
    for key in table.keys.values():
        row: dict[str, object] = {**key.decoder.schema, "description": key.meaning}
        properties[key.name] = row
    schema: dict[str, object] = {"type": "object", "properties": properties}
    if table.required:
        schema["required"] = list(table.required)
    schema["additionalProperties"] = table.rest.schema if table.rest else False
    return schema


def place_of_key(node: MapNode, name: str) -> Place:
    """Return where the value of the key `name` stands, or an unknown place."""
    value = node.value(name)
    return Place(value.line, value.column) if value else Place()


def _report_unknown(key: ScalarNode, value: Node | None, table: Table, reading: Reading) -> str:
    """Report an unknown key; return the known one that was probably meant, or ""."""
    if fix := foreign_fix(key.text, value, table.foreign):
        message = f"unknown key `{key.text}`, which belongs to another program"
        report(reading, key, "unknown-key", message, fix)
        return ""
    near = nearest_key(key.text, {row.name: row.also for row in table.keys.values()})
    if near:
        message = f"unknown key `{key.text}`; did you mean `{near}`?"
        report(reading, key, "unknown-key", message, f"write `{near}:` instead of `{key.text}:`")
        return near
    known = ", ".join(sorted(table.keys))
    fix = table.elsewhere or f"remove it, or use one of these: {known}"
    report(reading, key, "unknown-key", f"unknown key `{key.text}`", fix)
    return ""


def _report_missing(
    node: MapNode, table: Table, present: AbstractSet[str], reading: Reading
) -> None:
    for name in table.required:
        written = node.key(name)
        empty = isinstance(value := node.value(name), ScalarNode) and value.is_empty
        if name not in present and (written is None or empty):
            if written and raise_hash_comment(written, reading):
                continue
            message = f"`{name}` has no value" if written else f"`{name}` is missing"
            fix = table.keys[name].missing
            if written and (hidden := hidden_by_hash(written, reading)):
                fix += f"; words behind a `#` count only in quotes: {hidden}"
            report(reading, written or node, "missing-key", message, fix)
