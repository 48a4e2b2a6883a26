"""Languages of the site for which its theme has no words."""

from collections.abc import Iterator

from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.site import Site
from ssg.model.theme import Theme
from ssg.text.languages import language_levels


def check_languages(site: Site, theme: Theme) -> Iterator[Diagnostic]:
    """Report each language of the site, or of an entry, in which the theme says nothing."""
    if "en" not in theme.strings:
        return
    written = {_base(language) for language in theme.strings}
    places = {site.settings.language: ("site.yaml", *site.settings.place("language"))}
    for entry in (placed.entry for placed in site.entries):
        places.setdefault(entry.language, (entry.source, 0, 0))
    for language, place in places.items():
        if language and _base(language) not in written:
            file = f"themes/{theme.name}/strings/{_base(language)}.yaml"
            message = f"the theme has no words for `{language}`; English ones are used"
            yield Diagnostic(*place, Level.WARNING, "theme-words", message, f"add {file}")


def _base(language: str) -> str:
    return (language_levels(language.lower()) or ("",))[-1]  # A file may be called ".yaml".
