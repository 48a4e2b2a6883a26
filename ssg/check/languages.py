"""Languages of the site for which its theme lacks words."""

from collections.abc import Iterator

from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.site import Site
from ssg.model.theme import Theme
from ssg.text.languages import language_levels
from ssg.text.word_keys import first_keys, plain_keys


def check_languages(site: Site, theme: Theme) -> Iterator[Diagnostic]:
    """Report each language of the site, or of an entry, in which the theme lacks words.

    Those that it has in English are wanted.
    """
    wanted = plain_keys(theme.strings.get("en", ()))
    places = {site.settings.language: ("site.yaml", *site.settings.place("language"))}
    for entry in (placed.entry for placed in site.entries):
        places.setdefault(entry.language, (entry.source, 0, 0))
    for language, place in places.items():
        levels = language_levels(language)
        known = plain_keys(key for level in levels for key in theme.strings.get(level, ()))
        missing = [key for key in wanted if key not in known]
        if levels and missing:
            message, fix = _lacking(theme, language, missing, len(wanted))
            yield Diagnostic(*place, Level.WARNING, "theme-words", message, fix)


def _lacking(theme: Theme, language: str, missing: list[str], wanted: int) -> tuple[str, str]:
    """Return what is said of the words `missing`, and what mends it."""
    levels = language_levels(language)[::-1]
    written = next((level for level in levels if level in theme.strings), levels[0])
    file = f"themes/{theme.name}/strings/{written}.yaml"
    if len(missing) == wanted:
        message = f"the theme has no words for `{language}`; English ones are used"
        return message, f"add {file}"
    message = (
        f"the theme lacks {len(missing)} of its {wanted} words in `{language}`, and English ones"
        f" are used: {first_keys(missing)}"
    )
    return message, f"write them in {file}"
