"""A mistake in a template, on its way to becoming a diagnostic."""

from collections.abc import Iterable

from jinja2 import TemplateRuntimeError

from ssg.text.nearest import nearest


class ThemeError(TemplateRuntimeError):
    """Raised inside a template by a function or filter that it uses wrongly."""

    def __init__(self, message: str, fix: str = "") -> None:
        """Tell what is wrong and, if known, how to mend it."""
        super().__init__(message)
        self.fix = fix


def fix_from(word: str, known: Iterable[str]) -> str:
    """Return the fix "did you mean `…`?" with the nearest known word, else some known ones."""
    names = sorted(known)
    close = nearest(word, names)
    if close:
        return f"did you mean `{close}`?"
    return f"known are {', '.join(f'`{name}`' for name in names[:12])}" if names else ""
