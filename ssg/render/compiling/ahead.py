"""Templates whose code was written ahead, when the program was put together.

To compile a template for many pages takes a hundred times as long as to compile what Python it has
become. That Python depends on nothing but the texts of the template and of those that are folded
into it, so it is known by these alone, in whatever theme they stand.
"""

import marshal
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

from ssg.model.digest import Digest, digest_of
from ssg.model.theme import TemplateFile
from ssg.render.compiling.loading import Compiled, QuickLoader, Written
from ssg.render.compiling.reach import names_after
from ssg.render.sandbox import new_environment

Unit = tuple[tuple[str, TemplateFile], ...]
"""A template by name, and after it those that may be folded into it."""

Ahead = Mapping[Digest, Written]
"""Templates that were written ahead, by what they are made of."""

NOTHING: Ahead = MappingProxyType({})


def unit_for_many(templates: Mapping[str, TemplateFile], name: str) -> Unit:
    """Return the template `name` with all that its code for many pages may be made of."""
    unit = {name: templates[name]}
    wanted = list(names_after("include", templates[name].text))
    while wanted:
        included = wanted.pop()
        if included not in unit and included in templates:
            unit[included] = templates[included]
            wanted += names_after("include", templates[included].text)
    return tuple(unit.items())


def is_ahead(templates: Mapping[str, TemplateFile], name: str, ahead: Ahead) -> bool:
    """Tell whether the template `name` was written ahead."""
    return _key_of(unit_for_many(templates, name)) in ahead


def are_ahead(templates: Mapping[str, TemplateFile], name: str, ahead: Ahead) -> bool:
    """Tell whether the template `name` was written ahead, and all that it asks for."""
    waiting, met = [name], set[str]()
    while waiting:
        asked = waiting.pop()
        if asked in met or asked not in templates:
            continue
        met.add(asked)
        written = ahead.get(_key_of(unit_for_many(templates, asked)))
        if written is None:
            return False
        waiting += written.asks
    return True


def compiled_ahead(unit: Unit, ahead: Ahead) -> Compiled | None:
    """Return the first template of `unit` compiled from what was written ahead, if it was."""
    written = ahead.get(_key_of(unit))
    if written is None:
        return None
    return Compiled(_code_of(written.source, unit[0][1].path), written.asks)


@lru_cache(maxsize=512)
def _code_of(source: str, path: str) -> bytes:
    return marshal.dumps(compile(source, path, "exec"))


def write_ahead(templates: Mapping[str, TemplateFile]) -> Ahead:
    """Write those of the `templates` of a theme that pages are made of.

    These are they that no other includes, and what they ask for while a page is made. Under names
    that begin with a theme's only those are asked for that another one extends.
    """
    return dict(_written(templates))


def _written(templates: Mapping[str, TemplateFile]) -> Iterator[tuple[Digest, Written]]:
    included = {name for file in templates.values() for name in names_after("include", file.text)}
    asked = (name for name in templates.keys() - included if templates[name].name == name)
    waiting, met = sorted(asked), set[str]()
    while waiting:
        name = waiting.pop()
        if name in met or name not in templates:
            continue
        met.add(name)
        unit = unit_for_many(templates, name)
        loader = QuickLoader(dict(unit))
        written = loader.written(new_environment(loader), name)
        waiting += written.asks
        yield _key_of(unit), written


def _key_of(unit: Unit) -> Digest:
    return digest_of(tuple((name, file.text) for name, file in unit))
