"""A mistake in a template, on its way to becoming a diagnostic."""

from collections.abc import Iterable

from jinja2 import TemplateRuntimeError, TemplateSyntaxError

from ssg.text.nearest import likeliest, nearest

_NAMED = 12
_BEGINNING = 3
_LIKENESS_OF_AKIN = 0.6
"""So much is enough where both begin alike: `datum` for `date`."""


class ThemeError(TemplateRuntimeError):
    """Raised inside a template by a function or filter that it uses wrongly."""

    def __init__(self, message: str, fix: str = "") -> None:
        """Tell what is wrong and, if known, how to mend it."""
        super().__init__(message)
        self.fix = fix


class TextError(TemplateSyntaxError):
    """Raised where the text of a template is read, if it says what cannot be meant."""

    def __init__(self, message: str, line: int, name: str, path: str, fix: str = "") -> None:
        """Tell what is wrong, where (the template's name and file), and how to mend it."""
        super().__init__(message, line, name, path)
        self.fix = fix


def fix_from(word: str, known: Iterable[str]) -> str:
    """Return the fix "did you mean `…`?" with the nearest known word, else those most like it."""
    names = sorted(known)
    beginning = word[:_BEGINNING].casefold()
    akin = [name for name in names if name.casefold().startswith(beginning)]
    close = nearest(word, names) or nearest(word, akin, _LIKENESS_OF_AKIN)
    if close:
        return f"did you mean `{close}`?"
    if not names:
        return ""
    named = ", ".join(f"`{name}`" for name in likeliest(word, names, _NAMED))
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"known are {named}{more}"
