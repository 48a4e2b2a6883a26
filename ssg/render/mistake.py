"""A mistake in a template, on its way to becoming a diagnostic."""

import difflib
from collections.abc import Iterable

from jinja2 import TemplateRuntimeError


class ThemeError(TemplateRuntimeError):
    """Raised inside a template by a function or filter that it uses wrongly."""

    def __init__(self, message: str, fix: str = "") -> None:
        """Tell what is wrong and, if known, how to mend it."""
        super().__init__(message)
        self.fix = fix


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the fix "did you mean `…`?" with the nearest known word, else the known ones."""
    names = sorted(known)
    close = difflib.get_close_matches(word, names, n=1)
    if close:
        return f"did you mean `{close[0]}`?"
    return f"known are {', '.join(f'`{name}`' for name in names[:12])}" if names else ""
