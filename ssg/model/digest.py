"""Content digests: equal values have equal digests, in every run.

A value is turned into plain tuples, strings and numbers, each tagged with its type, and these into
bytes by `marshal` (version 0: every part carries its length, nothing depends on interning or
identity). A nested data class counts by its own digest, computed once for each object, so that a
thousand listings that show the same card digest it once; a small one, with nothing but plain
fields, counts as they are, which is cheaper.
"""

import dataclasses
import datetime as dt
import enum
import hashlib
import marshal
from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any, NewType

Digest = NewType("Digest", bytes)
"""Sixteen bytes that stand for a value."""

Plain = Any
"""A tree of tuples, strings, numbers, bytes and None, as `marshal` takes it."""

_PLAIN = frozenset({str, int, bool, float, bytes, type(None)})


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
        self._met: dict[int, tuple[object, Plain]] = {}

    def digest_of(self, *values: object) -> Digest:
        """Return the digest of `values`."""
        return _hash(tuple(map(self._plain, values)))

    def digest_at_once(self, beside: Plain, value: object) -> Digest:
        """Return one digest of the fields of a data class, and of what stands `beside` it.

        Such a value is not remembered: it is one that is met only once.
        """
        label, _, read = _fields_of(type(value))
        return _hash((beside, label, tuple(map(self._plain, read(value)))))

    def digest_of_fields(self, value: object) -> tuple[tuple[str, Digest], ...]:
        """Return the digest of each field of a data class, by name."""
        _, names, read = _fields_of(type(value))
        return tuple(zip(names, map(self._of_part, read(value)), strict=True))

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
        kind = type(value)
        if kind in _PLAIN:
            return value
        if kind is tuple:
            if _PLAIN.issuperset(map(type, value)):  # type: ignore[call-overload]
                return value
            return tuple(map(self._plain, value))  # type: ignore[call-overload]
        # A class that is met for the first time in this process counts as it does ever after.
        if kind in _FIELDS or dataclasses.is_dataclass(kind):
            return self._plain_data_class(value)
        return _plain_other(value, self._plain)

    def _plain_data_class(self, value: object) -> Plain:
        met = self._met.get(id(value))
        if met is None:
            label, _, read = _fields_of(type(value))
            fields = read(value)
            if _PLAIN.issuperset(map(type, fields)):
                plain: Plain = (label, fields)
            else:
                plain = _hash((label, tuple(map(self._plain, fields))))
            met = self._met[id(value)] = (value, plain)
        return met[1]


def _plain_other(value: object, plain: Callable[[object], Plain]) -> Plain:
    match value:
        case dt.datetime() | dt.date():
            return type(value).__name__, value.isoformat()
        case enum.Enum():
            return type(value).__qualname__, value.name
        case list():
            return "list", tuple(map(plain, value))
        case frozenset():
            return "frozenset", tuple(sorted(marshal.dumps(plain(part), 0) for part in value))
        case Mapping():
            pairs = [(marshal.dumps(plain(key), 0), plain(part)) for key, part in value.items()]
            return "mapping", tuple(sorted(pairs, key=lambda pair: pair[0]))
        case _:
            message = f"cannot digest a {type(value).__name__}"
            raise TypeError(message)


def _hash(plain: Plain) -> Digest:
    return Digest(hashlib.blake2b(marshal.dumps(plain, 0), digest_size=16).digest())


_OF_NONE, _OF_NOTHING = _hash(None), _hash(())
_Reader = Callable[[object], tuple[object, ...]]
_FIELDS: dict[type, tuple[str, tuple[str, ...], _Reader]] = {}


def _fields_of(kind: type) -> tuple[str, tuple[str, ...], _Reader]:
    """Return what the data class `kind` is called, its field names, and a reader of all fields."""
    if kind not in _FIELDS:
        names = tuple(field.name for field in dataclasses.fields(kind))
        _FIELDS[kind] = (f"{kind.__qualname__}()", names, _reader(names))
    return _FIELDS[kind]


def _reader(names: tuple[str, ...]) -> _Reader:
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)
