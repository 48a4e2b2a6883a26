"""What CLDR knows of a language, by Babel: its data is loaded when first asked for."""

from functools import lru_cache
from typing import TYPE_CHECKING

from ssg.text.languages import languages_for

if TYPE_CHECKING:
    from babel import Locale


@lru_cache(maxsize=256)
def locale_of(language: str) -> "Locale":
    """Return the locale of a BCP 47 tag such as "pt-BR"; English for an unknown one."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - slow to import

    for candidate in languages_for(language):
        try:
            return Locale.parse(candidate, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")


@lru_cache(maxsize=16384)
def written_number(value: float, language: str) -> str:
    """Return `value` with the digits grouped as readers of `language` expect."""
    from babel.numbers import format_decimal  # noqa: PLC0415 - loads CLDR data

    return format_decimal(value, locale=locale_of(language))


@lru_cache(maxsize=16384)
def plural_category(value: float, language: str) -> str:
    """Return the plural category of `value`: zero, one, two, few, many or other (CLDR)."""
    return locale_of(language).plural_form(value)
