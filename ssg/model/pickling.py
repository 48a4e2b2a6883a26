"""How the nouns are pickled: for the cache, and on their way to workers and back.

Python restores a frozen data class with slots field by field, looking up in each object what its
fields are. Ten thousand entries are what a build begins with, so here a value is pickled as a call
of its class with its fields in their order, a member of an enumeration as itself, and a class is
named by a number, which is found faster than its name.
"""

import copyreg
import dataclasses
import enum
import sys
import zlib
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from ssg.model.record import reader_of

_LARGEST_NUMBER = 0x7FFF_FFFF


def pickle_by_fields(module: str) -> None:
    """Let the data classes and enumerations of `module` be pickled quickly.

    Stands at the end of the module, with `__name__`. Whoever keeps pickled values must forget them
    when the code changes: they fit no other set of fields.
    """
    for kind in vars(sys.modules[module]).values():
        if not isinstance(kind, type) or kind.__module__ != module:
            continue
        if dataclasses.is_dataclass(kind):
            _give_number(module, kind.__qualname__)
            copyreg.pickle(kind, _as_call(kind))
        elif issubclass(kind, enum.Enum):
            for member in kind:
                _give_number(module, _name_of(member))
            copyreg.pickle(kind, _name_of)


def _give_number(module: str, name: str) -> None:
    """Give what is called `name` in `module` a number, the same in every run.

    Raises ValueError where another has it already.
    """
    number = zlib.crc32(f"{module}.{name}".encode()) & _LARGEST_NUMBER
    copyreg.add_extension(module, name, number)


def _as_call(kind: type) -> Callable[[Any], tuple[type, tuple[object, ...]]]:
    read = reader_of(field.name for field in dataclasses.fields(kind))
    return lambda value: (kind, read(value))


def _name_of(member: enum.Enum) -> str:
    return f"{type(member).__qualname__}.{member.name}"


# Every entry has a date: these two are found by number as well, and a zone by its name alone.
copyreg.add_extension("datetime", "datetime", zlib.crc32(b"datetime.datetime") & _LARGEST_NUMBER)
copyreg.add_extension("zoneinfo", "ZoneInfo", zlib.crc32(b"zoneinfo.ZoneInfo") & _LARGEST_NUMBER)
copyreg.pickle(ZoneInfo, lambda zone: (ZoneInfo, (zone.key,)))
