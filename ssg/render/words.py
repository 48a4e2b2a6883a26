"""The theme's own words, in the language of the page."""

import re
from collections.abc import Mapping
from functools import lru_cache

from markupsafe import Markup, escape

from ssg.model.theme import Theme
from ssg.render.locale import plural_category, written_number
from ssg.text.languages import languages_for

_SLOT = re.compile(r"\{([a-z_]+)\}")


def word_of(theme: Theme, language: str, key: str, values: Mapping[str, object]) -> str | None:
    """Return the theme's word for `key` with its slots ("{name}") filled, or None without one.

    Looks in the language, then in what it derives from, then in English. With a number among the
    values as `n` or `count`, "key.one", "key.other" … go before "key", as CLDR's plural rules say.
    The result is markup where a value is.
    """
    number = _count_in(values)
    for candidate in languages_for(language):
        words = theme.strings.get(candidate)
        if words is not None:
            word = _form_of(words, key, number, candidate)
            if word is not None:
                counted = {} if number is None else {"n": number, "count": number}
                return _filled(word, counted | dict(values), candidate)
    return None


def language_of_word(theme: Theme, language: str, key: str) -> str:
    """Return in which language `word_of` finds a word that has no forms for numbers."""
    found = (each for each in languages_for(language) if key in theme.strings.get(each, ()))
    return next(found, "en")


def words_in(theme: Theme, language: str) -> dict[str, str]:
    """Return what `word_of` finds without values, by key."""
    words: dict[str, str] = {}
    for candidate in reversed(languages_for(language)):
        words |= theme.strings.get(candidate, {})
    return words


def _count_in(values: Mapping[str, object]) -> int | float | None:
    for name in ("n", "count"):
        value = values.get(name)
        if isinstance(value, int | float):
            return value
    return None


def _form_of(words: Mapping[str, str], key: str, number: float | None, language: str) -> str | None:
    if number is None:
        return words.get(key)
    forms = (f"{key}.{plural_category(number, language)}", f"{key}.other", key)
    return next((words[form] for form in forms if form in words), None)


def _filled(word: str, values: Mapping[str, object], language: str) -> str:
    if "{" not in word:
        return word
    is_markup = any(hasattr(value, "__html__") for value in values.values())
    pieces = list(_pieces_of(str(escape(word)) if is_markup else word))
    for number in range(1, len(pieces), 2):
        slot = pieces[number]
        if slot not in values:
            pieces[number] = f"{{{slot}}}"
            continue
        value = values[slot]
        text = written_number(value, language) if _is_number(value) else value
        pieces[number] = str(escape(text)) if is_markup else str(text)
    filled = "".join(pieces)
    # Both the word and the values were escaped above.
    return Markup(filled) if is_markup else filled  # noqa: S704


@lru_cache(maxsize=4096)
def _pieces_of(word: str) -> tuple[str, ...]:
    """Return text and names of slots by turns."""
    return tuple(_SLOT.split(word))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
