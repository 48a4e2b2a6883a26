"""Languages of the site for which its theme has no words."""

from collections.abc import Iterator

from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.site import Site
from ssg.model.theme import Theme


def check_languages(site: Site, theme: Theme) -> Iterator[Diagnostic]:
    """Report each language of the site, or of an entry, in which the theme says nothing."""
    if "en" not in theme.strings:
        return
    written = {_levels(language)[0] for language in theme.strings}
    places = {site.settings.language: ("site.yaml", *site.settings.place("language"))}
    for entry in (placed.entry for placed in site.entries):
        places.setdefault(entry.language, (entry.source, 0, 0))
    for language, place in places.items():
        if language and _levels(language)[0] not in written:
            file = f"themes/{theme.name}/strings/{_levels(language)[0]}.yaml"
            message = f"the theme has no words for `{language}`; English ones are used"
            yield Diagnostic(*place, Level.WARNING, "theme-words", message, f"add {file}")


def _levels(language: str) -> list[str]:
    return language.replace("_", "-").lower().split("-")
