"""Content digests: equal values have equal digests, in every run.

A value is turned into plain tuples, strings and numbers, each tagged with its type, and these into
bytes by `marshal` (version 0: every part carries its length, nothing depends on interning or
identity). A nested data class counts by its own digest, computed once for each object, so that a
thousand listings that show the same card digest it once; one whose fields can be nothing but plain
counts as they are, which is cheaper.
"""

import dataclasses
import datetime as dt
import enum
import hashlib
import marshal
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, NewType

from ssg.model.record import reader_of

Digest = NewType("Digest", bytes)
"""Sixteen bytes that stand for a value."""

Plain = Any
"""A tree of tuples, strings, numbers, bytes and None, as `marshal` takes it."""

_PLAIN = frozenset({str, int, bool, float, bytes, type(None)})
_PLAIN_TYPES = frozenset({*_PLAIN, "str", "int", "bool", "float", "bytes", Digest, "Digest"})
"""Types of fields that hold what `marshal` takes, as a module may write them."""


def digest_of(*values: object) -> Digest:
    """Return the digest of `values`, which must be built from model types.

    Raises TypeError for a value of any other type: a digest that ignored it would serve stale
    pages.
    """
    return Digester().digest_of(*values)


def digest_of_bytes(content: bytes) -> Digest:
    """Return the digest of a file's content."""
    return Digest(hashlib.blake2b(content, digest_size=16).digest())


class Digester:
    """Digests values, remembering the data classes it has met by identity.

    Lives as long as one build: it keeps what it has met alive, so an identity is never used twice.
    """

    def __init__(self) -> None:
        """Begin with nothing remembered."""
        self._met: dict[int, Plain] = {}
        self._alive: list[object] = []

    def digest_of(self, *values: object) -> Digest:
        """Return the digest of `values`."""
        return _hash(tuple(map(self._plain, values)))

    def digest_at_once(self, beside: Plain, value: object) -> Digest:
        """Return one digest of the fields of a data class, and of what stands `beside` it.

        Such a value is not remembered: it is one that is met only once.
        """
        return _hash((beside, self._plain_fields(value, _known_fields_of(value))))

    def digest_of_fields(self, value: object) -> tuple[tuple[str, Digest], ...]:
        """Return the digest of each field of a data class, by name."""
        fields = _known_fields_of(value)
        return tuple(zip(fields.names, map(self._of_part, fields.read(value)), strict=True))

    def _of_part(self, part: object) -> Digest:
        """Return the digest of a field: that of a data class as it is, of nothing as known."""
        kind = type(part)
        if part is None:
            return _OF_NONE
        if kind is tuple and not part:
            return _OF_NOTHING
        plain = self._plain(part)
        return Digest(plain) if type(plain) is bytes and kind is not bytes else _hash(plain)

    def _plain(self, value: object) -> Plain:
        if value is None:
            return None
        met = self._met.get(id(value))
        if met is not None:
            return met
        kind = type(value)
        if kind in _PLAIN:
            return value
        if kind is tuple:
            parts: tuple[object, ...] = value  # type: ignore[assignment]
            known = tuple(map(self._met.get, map(id, parts)))
            return tuple(map(self._plain, parts)) if None in known else known
        if isinstance(value, dt.datetime):
            plain: Plain = "datetime", value.isoformat()
        elif fields := _fields_of(kind):
            plain = self._plain_fields(value, fields)
            if fields.read_others:
                plain = _hash(plain)
        else:
            return _plain_other(value, self._plain)
        self._met[id(value)] = plain
        self._alive.append(value)
        return plain

    def _plain_fields(self, value: object, fields: "_Fields") -> Plain:
        if fields.read_others is None:
            return fields.label, fields.read_plain(value)
        others = tuple(map(self._plain, fields.read_others(value)))
        return fields.label, fields.read_plain(value), others


def _plain_other(value: object, plain: Callable[[object], Plain]) -> Plain:
    match value:
        case dict() | Mapping():
            pairs = [(marshal.dumps(plain(key), 0), plain(part)) for key, part in value.items()]
            return "mapping", tuple(sorted(pairs, key=lambda pair: pair[0]))
        case dt.date():
            return type(value).__name__, value.isoformat()
        case enum.Enum():
            return type(value).__qualname__, value.name
        case list():
            return "list", tuple(map(plain, value))
        case frozenset():
            return "frozenset", tuple(sorted(marshal.dumps(plain(part), 0) for part in value))
        case _:
            message = f"cannot digest a {type(value).__name__}"
            raise TypeError(message)


def _hash(plain: Plain) -> Digest:
    return Digest(hashlib.blake2b(marshal.dumps(plain, 0), digest_size=16).digest())


_OF_NONE, _OF_NOTHING = _hash(None), _hash(())
_Reader = Callable[[Any], tuple[Any, ...]]


class _Fields(NamedTuple):
    """How a data class is called, and what reads its fields all at once.

    Those that can hold nothing but a string, a number or bytes, as mypy sees to, are not looked at.
    """

    label: str
    names: tuple[str, ...]
    read: _Reader
    read_plain: _Reader
    read_others: _Reader | None


_FIELDS: dict[type, _Fields | None] = {}


def _fields_of(kind: type) -> _Fields | None:
    """Return the fields of a data class, None for any other class."""
    if kind not in _FIELDS:
        _FIELDS[kind] = _look_at(kind) if dataclasses.is_dataclass(kind) else None
    return _FIELDS[kind]


def _look_at(kind: type[Any]) -> _Fields:
    fields = dataclasses.fields(kind)
    names = tuple(field.name for field in fields)
    plain = tuple(field.name for field in fields if field.type in _PLAIN_TYPES)
    others = tuple(name for name in names if name not in plain)
    readers = reader_of(names), reader_of(plain), reader_of(others) if others else None
    return _Fields(f"{kind.__qualname__}()", names, *readers)


def _known_fields_of(value: object) -> _Fields:
    fields = _fields_of(type(value))
    if fields is None:
        message = f"a {type(value).__name__} has no fields"
        raise TypeError(message)
    return fields
