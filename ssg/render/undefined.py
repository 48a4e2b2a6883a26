"""What a template gets for a name that is not there: a mistake in a writer's words."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from jinja2 import StrictUndefined, TemplateRuntimeError, UndefinedError
from jinja2.utils import missing

from ssg.render.mistake import ThemeError, fix_from


class Unknown(StrictUndefined):
    """A missing name: it can be asked about (`is defined`) but not shown or passed over."""

    __slots__ = ()

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,  # noqa: ANN401 - as Jinja declares it
        name: str | None = None,
        exc: type[TemplateRuntimeError] = UndefinedError,
    ) -> None:
        """Remember what was asked for; Jinja calls `exc` with its own message when it is used."""
        super().__init__(hint, obj, name, exc)
        if hint is None and name is not None:
            self._undefined_exception = lambda _: _mistake(obj, name)  # type: ignore[assignment]


def _mistake(holder: object, name: str) -> ThemeError:
    if holder is missing:
        return ThemeError(f"there is no `{name}` here", _fix_for_name(name))
    if holder is None:
        return ThemeError(
            f"`.{name}` is asked of a value that is empty here",
            fix="ask first whether there is one: `{% if … %}`",
        )
    if dataclasses.is_dataclass(holder):
        fields = [field.name for field in dataclasses.fields(holder)]
        return ThemeError(
            f"`{type(holder).__name__}` has no field `{name}`", fix_from(name, fields)
        )
    if isinstance(holder, Mapping):
        return ThemeError(f"there is no key `{name}`", fix_from(name, map(str, holder)))
    return ThemeError(f"`{type(holder).__name__}` has no `{name}`")


def _fix_for_name(name: str) -> str:
    # Here, as the functions themselves report mistakes.
    from ssg.render.functions import FUNCTIONS  # noqa: PLC0415

    return fix_from(name, ["view", *FUNCTIONS])
