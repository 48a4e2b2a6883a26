"""Words that a theme has in one language and not in another."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from babel import Locale, UnknownLocaleError

from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.theme import Theme
from ssg.text.counting import counted
from ssg.text.languages import language_levels
from ssg.text.word_keys import (
    FORMS,
    PLURAL,
    are_plurals,
    first_keys,
    meant_key,
    plain_key,
    plain_keys,
)

_ASKED = re.compile(r"""\bt\(\s*["']([a-z0-9_.]+)["']\s*[,)]""")
_FORM = 1


Words = Mapping[str, Mapping[str, str]]
"""Words by language and key."""


def check_strings(
    theme: Theme, own: Words, below: Words, languages: Collection[str]
) -> Iterator[Diagnostic]:
    """Report words that the theme, with what it extends, has in some languages only.

    `own` are the words of its own files, `below` those of what it extends, `languages` those that
    the site is written in. A word is wanted in these and in each for which the theme has a file of
    its own, in all the forms for numbers that the language has; English stands in for what is
    missing. A misspelt key counts as the one that was meant: it is told by itself.
    """
    slips = _meant_by_slip(theme, own, below)
    meant = {
        language: {slips.get(key, key): word for key, word in words.items()}
        for language, words in own.items()
    }
    plain = {language: plain_keys(words) for language, words in theme.strings.items()}
    mine = plain_keys(key for words in meant.values() for key in words)
    misspelt = plain_keys(slips)
    wanted = [key for key in {**plain.get("en", {}), **mine} if key not in misspelt]
    for language in sorted({*own, *languages}):
        levels = (language, *language_levels(language))
        known = {key for level in levels for key in plain.get(level, ())}
        known |= {key for level in levels for key in plain_keys(meant.get(level, ()))}
        if missing := [key for key in wanted if key not in known]:
            yield _lacking(theme, language, missing)
    plurals = are_plurals(key for words in below.values() for key in words)
    for language, words in sorted(meant.items()):
        counting = [key for key in words if plurals.get(plain_key(key), True)]
        yield from _check_forms(theme, language, counting, below.get(language, {}))
    yield from _check_asked(theme, plain.get("en", {}))


def _meant_by_slip(theme: Theme, own: Words, below: Words) -> dict[str, str]:
    """Return which key was meant by each misspelt one; what a template asks for is none."""
    texts = [file.text for file in theme.templates.values() if not file.builtin]
    asked = {plain_key(found[1]) for text in texts for found in _ASKED.finditer(text)}
    plurals = are_plurals(key for words in below.values() for key in words)
    every = {key for words in own.values() for key in words if plain_key(key) not in asked}
    return {key: meant for key in every if (meant := meant_key(key, plurals))}


def _lacking(theme: Theme, language: str, missing: list[str]) -> Diagnostic:
    return Diagnostic(
        f"themes/{theme.name}/strings/{language}.yaml", 0, 0, Level.WARNING, "theme-words",
        f"{counted(len(missing), 'word')} of the theme missing in `{language}`:"
        f" {first_keys(missing)}",
        "add them, or English stands in their place",
    )  # fmt: skip


def _check_forms(
    theme: Theme, language: str, keys: Iterable[str], below: Mapping[str, str]
) -> Iterator[Diagnostic]:
    """Report words for numbers that lack a form which the language has, or have one too many.

    `below` are the words in this language of the theme that this one extends.
    """
    try:
        rule = Locale.parse(language.replace("-", "_")).plural_form
    except (UnknownLocaleError, ValueError):
        return
    numbers: dict[str, int] = {}
    for number in _COUNTED:
        numbers.setdefault(rule(number), number)
    forms: dict[str, set[str]] = defaultdict(set)
    for key in keys:
        if found := PLURAL.search(key):
            forms[plain_key(key)].add(found[_FORM])
    path = f"themes/{theme.name}/strings/{language}.yaml"
    every = sorted({*numbers, "other"}, key=FORMS.index)
    for key, there in forms.items():
        missing = [form for form in every if form not in there]
        if missing:
            yield Diagnostic(
                path, 0, 0, Level.WARNING, "theme-words",
                f"`{key}` lacks the form {', '.join(f'`{key}.{form}`' for form in missing)}",
                _fix_of_lacking(key, missing, numbers, below),
            )  # fmt: skip
        for form in sorted(there - rule.tags - {"other"}):
            yield Diagnostic(
                path, 0, 0, Level.WARNING, "theme-words",
                f"`{key}.{form}` is never shown: `{language}` has no such form",
                f"remove it; its forms are {', '.join(every)}",
            )  # fmt: skip


def _fix_of_lacking(
    key: str, missing: Sequence[str], numbers: Mapping[str, int], below: Mapping[str, str]
) -> str:
    """Tell for which numbers forms are missing, and what stands there without them."""
    such = " and ".join(str(numbers[form]) for form in missing if form in numbers)
    shown = f", for numbers such as {such}" if such else ""
    if all(f"{key}.{form}" in below for form in missing):
        instead = "that of the theme below stands there"
    elif "other" in missing:
        instead = "there is none for numbers without a form of their own"
    else:
        instead = f"`{key}.other` stands there"
    return f"add {'them' if len(missing) > 1 else 'it'}{shown}; without it {instead}"


_COUNTED = range(1, 201)
"""How much there is of what a theme counts: forms for a million, or for none, are no lack."""


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
