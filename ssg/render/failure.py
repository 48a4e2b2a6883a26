"""Mistakes in templates as diagnostics."""

import re
import traceback
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from jinja2 import Environment, TemplateError, TemplateNotFound, TemplateSyntaxError

from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.output import PlannedPage
from ssg.model.record import dataclass
from ssg.model.theme import TemplateFile, Theme
from ssg.render.mistake import TextError, ThemeError, fix_from
from ssg.render.syntax import syntax_in_words

TEMPLATE_MISTAKES: Final = (
    TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What may be raised when a template uses a value, function or filter in a way it cannot be."""

_FIX_OF_MISSING = "write it, or extend a theme that has it"
_WITHOUT_END = ("the template includes itself without end", "take one of the includes out")
_CALLED_WITHOUT_END = ("a macro calls itself without end", "say in an `if` when it is to end")
_LAST_FRAMES = 100
_CALLS_OF_MACROS, _BEGINNINGS = {"macro", "template"}, {"root", "top-level template code"}
_TOO_MUCH = (
    "what this line makes needs more memory than there is",
    "let it make less; a machine with little memory builds with `--jobs 1`",
)
_WHILE = "; while rendering "
_EXTENDS = re.compile(r"""\{%[-+]?\s*extends\s+["']([^"']+)["']""")
_UNKNOWN_FILTER = re.compile(r"No (filter|test) named '([^']*)'")


@dataclass(frozen=True, slots=True)
class _TemplatePlace:
    path: str
    line: int


def template_diagnostic(
    error: Exception, page: PlannedPage, theme: Theme, environment: Environment
) -> Diagnostic:
    """Return what went wrong in a template, where, how one got there, and for which output."""
    files = {file.path: file for file in theme.templates.values()}
    places = _places_of(error, files)
    message, fix = in_words(error, theme, environment)
    if isinstance(error, RecursionError) and places:
        fix = _fix_of_own_extends(files[places[-1].path], places[-1].line, theme) or fix
    through = [f"{place.path}:{place.line}" for place in places[:-1]]
    trail = f" (through {', '.join(through)})" if through else ""
    place = places[-1] if places else _TemplatePlace(page.origin, 0)
    return Diagnostic(
        path=place.path,
        line=place.line,
        column=0,
        level=Level.ERROR,
        rule="template",
        message=f"{message}{_WHILE}{page.origin or page.path}{trail}",
        fix=fix,
        excerpt=_line_of(files.get(place.path), place.line),
    )


def _places_of(error: Exception, files: Mapping[str, TemplateFile]) -> list[_TemplatePlace]:
    """Return the lines of templates that led to `error`, outermost first."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [_TemplatePlace(f.filename, f.lineno or 0) for f in frames if f.filename in files]
    if isinstance(error, TemplateSyntaxError) and error.filename:
        places.append(_TemplatePlace(error.filename, error.lineno))
    return list(dict.fromkeys(reversed(places)))[::-1]


def _line_of(file: TemplateFile | None, line: int) -> str:
    lines = file.text.splitlines() if file else []
    return lines[line - 1].strip() if 0 < line <= len(lines) else ""


def _fix_of_own_extends(file: TemplateFile, line: int, theme: Theme) -> str:
    """Return what to extend instead, where a template extends itself by its plain name."""
    written = _EXTENDS.search(_line_of(file, line))
    if not written or written[1] != file.name:
        return ""
    below = theme.lineage[theme.lineage.index(file.layer) + 1 :] if file.layer else theme.lineage
    names = (f"{layer}/{file.name}" for layer in below)
    others = (name for name in names if theme.templates.get(name, file) != file)
    named = next(others, "")
    return f'write {{% extends "{named}" %}}' if named else "take the line out"


def in_words(error: Exception, theme: Theme, environment: Environment) -> tuple[str, str]:
    """Return what went wrong in a template, and what mends it, as an author reads it."""
    match error:
        case ThemeError():
            return str(error), error.fix
        case TextError():
            return error.message or "", error.fix
        case TemplateNotFound():
            near = fix_from(str(error), theme.templates)
            return f"there is no template `{error}`", near or _FIX_OF_MISSING
        case RecursionError() | MemoryError():
            return _exhausted_in_words(error)
        case TemplateError():
            return _jinjas_error_in_words(error, environment)
        case _:
            return f"a value cannot be used this way: {error}", "correct the template at this line"


def _exhausted_in_words(error: RecursionError | MemoryError) -> tuple[str, str]:
    if isinstance(error, MemoryError):
        return _TOO_MUCH
    return _CALLED_WITHOUT_END if _is_of_a_macro(error) else _WITHOUT_END


def _is_of_a_macro(error: RecursionError) -> bool:
    """Tell whether what runs without end is a macro: then no template begins in the last calls.

    Jinja names calls anew in what it tells of an error (`jinja2.debug`).
    """
    last = traceback.extract_tb(error.__traceback__)[-_LAST_FRAMES:]
    names = {frame.name for frame in last}
    return not names.isdisjoint(_CALLS_OF_MACROS) and names.isdisjoint(_BEGINNINGS)


def _jinjas_error_in_words(error: TemplateError, environment: Environment) -> tuple[str, str]:
    unknown = _UNKNOWN_FILTER.search(error.message or "")
    if unknown:
        kind, name = unknown.groups()
        known = environment.filters if kind == "filter" else environment.tests
        return f"there is no {kind} `{name}`", fix_from(name, known) or "leave it out"
    if isinstance(error, TemplateSyntaxError):
        return syntax_in_words(error, environment)
    return error.message or type(error).__name__, "correct the template at this line"


def collapse_failures(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return `diagnostics` with the same mistake of many outputs as one that counts them."""
    first: dict[tuple[object, ...], Diagnostic] = {}
    counts: dict[tuple[object, ...], int] = {}
    for each in diagnostics:
        what, separator, _ = each.message.partition(_WHILE)
        key = (each.path, each.line, what) if separator else (each,)
        first.setdefault(key, each)
        counts[key] = counts.get(key, 0) + 1
    return tuple(
        replace(each, message=f"{each.message} and {counts[key] - 1} more outputs")
        if counts[key] > 1 and len(key) > 1
        else each
        for key, each in first.items()
    )
