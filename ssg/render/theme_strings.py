"""Words that a theme has in one language and not in another."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from babel import Locale, UnknownLocaleError

from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.theme import Theme
from ssg.text.counting import counted
from ssg.text.languages import language_levels
from ssg.text.word_keys import PLURAL, first_keys, plain_key, plain_keys

_ASKED = re.compile(r"""\bt\(\s*["']([a-z0-9_.]+)["']\s*[,)]""")
_FORM = 1


Words = Mapping[str, Mapping[str, str]]
"""Words by language and key."""


def check_strings(theme: Theme, own: Words, languages: Collection[str]) -> Iterator[Diagnostic]:
    """Report words that the theme, with what it extends, has in some languages only.

    `own` are the words of its own files, `languages` those that the site is written in. A word is
    wanted in these and in each for which the theme has a file of its own, in all the forms for
    numbers that the language has; English stands in for what is missing.
    """
    plain = {language: plain_keys(words) for language, words in theme.strings.items()}
    mine = plain_keys(key for words in own.values() for key in words)
    wanted = {**plain.get("en", {}), **mine}
    for language in sorted({*own, *languages}):
        levels = (language, *language_levels(language))
        known = {key for level in levels for key in plain.get(level, ())}
        if missing := [key for key in wanted if key not in known]:
            yield _lacking(theme, language, missing)
    for language, words in sorted(own.items()):
        yield from _check_forms(theme, language, words)
    yield from _check_asked(theme, plain.get("en", {}))


def _lacking(theme: Theme, language: str, missing: list[str]) -> Diagnostic:
    return Diagnostic(
        f"themes/{theme.name}/strings/{language}.yaml", 0, 0, Level.WARNING, "theme-words",
        f"{counted(len(missing), 'word')} of the theme missing in `{language}`:"
        f" {first_keys(missing)}",
        "add them, or English stands in their place",
    )  # fmt: skip


def _check_forms(theme: Theme, language: str, words: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Report words for numbers that lack a form which the language has."""
    try:
        wanted = Locale.parse(language.replace("-", "_")).plural_form.tags | {"other"}
    except (UnknownLocaleError, ValueError):
        return
    forms: dict[str, set[str]] = defaultdict(set)
    for key in words:
        if found := PLURAL.search(key):
            forms[plain_key(key)].add(found[_FORM])
    for key, there in forms.items():
        if missing := sorted(wanted - there - _RARE):
            yield Diagnostic(
                f"themes/{theme.name}/strings/{language}.yaml", 0, 0, Level.WARNING, "theme-words",
                f"`{key}` lacks the form {', '.join(f'`{key}.{form}`' for form in missing)}",
                f"add it: `{language}` says it otherwise for some numbers",
            )  # fmt: skip


_RARE = frozenset({"zero", "two", "many"})
"""Forms that a language has for few numbers (a million, in French): `other` stands in for them."""


def _check_asked(theme: Theme, known: Collection[str]) -> Iterator[Diagnostic]:
    """Report words that a template asks for and that are nowhere."""
    files = {file.path: file for file in theme.templates.values() if file.layer in {theme.name, ""}}
    for file in files.values():
        for asked in _ASKED.finditer(file.text):
            if plain_key(asked[1]) not in known:
                line = file.text.count("\n", 0, asked.start()) + 1
                yield Diagnostic(
                    file.path, line, 0, Level.WARNING, "theme-words",
                    f"the theme has no word for `{asked[1]}`",
                    f"add `{asked[1]}: …` to themes/{theme.name}/strings/en.yaml",
                )  # fmt: skip
