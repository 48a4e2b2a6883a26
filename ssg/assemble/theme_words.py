"""Words of a site's own for its theme that nobody asks for, or with slots that nobody fills."""

import re
from collections.abc import Iterator, Mapping, Sequence

from ssg.assemble.theme_layer import ThemeLayer
from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.entry import Place
from ssg.model.theme import WordsFile
from ssg.text.word_keys import FORMS, are_plurals, meant_key, plain_key

_SLOT = re.compile(r"\{([a-z_]+)\}")
_COUNTS = frozenset({"n", "count"})


def check_words(layers: Sequence[ThemeLayer]) -> Iterator[Diagnostic]:
    """Report words in the site's own files that are nearly those of a theme below.

    A key that a template of the site's own asks for is its own affair.
    """
    own_texts = [
        file.text for layer in layers for file in layer.templates.values() if not file.builtin
    ]
    for number, layer in enumerate(layers):
        below = layers[number + 1 :]
        slots = _slots_by_key(below)
        plurals = are_plurals(
            key for each in below for words in each.strings.values() for key in words
        )
        for language, written in layer.own_words.items() if slots else ():
            forms = {key for each in below for key in each.strings.get(language, ())}
            for key, word in written.words.items():
                plain = plain_key(key)
                if any(f'"{plain}"' in text or f"'{plain}'" in text for text in own_texts):
                    continue
                faults = (
                    *_misspelt(key, plurals),
                    *_unheard(key, plurals, slots, forms),
                    *_unfilled(key, word, slots),
                )
                for message, fix in faults:
                    yield _problem(written, key, message, fix)


def _problem(written: WordsFile, key: str, message: str, fix: str) -> Diagnostic:
    place = written.places.get(key, Place())
    return Diagnostic(
        written.path, place.line, place.column, Level.WARNING, "theme-words", message, fix
    )


def _slots_by_key(layers: Sequence[ThemeLayer]) -> Mapping[str, set[str]]:
    """Return which slots the words of `layers` have, in any language and any plural form."""
    slots: dict[str, set[str]] = {}
    for layer in layers:
        for words in layer.strings.values():
            for key, word in words.items():
                plain = plain_key(key)
                known = slots.setdefault(plain, set())
                known.update(_SLOT.findall(word))
                if plain != key:
                    known |= _COUNTS
    return slots


def _misspelt(key: str, plurals: Mapping[str, bool]) -> Iterator[tuple[str, str]]:
    """Yield that a key is nearly another, and what to write."""
    if meant := meant_key(key, plurals):
        is_form = plain_key(key) == key and plain_key(meant) != meant
        near = meant if is_form else plain_key(meant)
        message = f"no template asks for the word `{plain_key(key)}`; did you mean `{near}`?"
        yield message, f"write `{meant}` instead of `{key}`"


def _unheard(
    key: str, plurals: Mapping[str, bool], slots: Mapping[str, set[str]], below: set[str]
) -> Iterator[tuple[str, str]]:
    """Yield that a word is passed over: for the forms of it that `below` has, or as such a form."""
    plain = plain_key(key)
    if key == plain:
        forms = [f"{key}.{form}" for form in FORMS if f"{key}.{form}" in below]
        if forms:
            named = ", ".join(f"`{form}`" for form in forms)
            message = f"`{key}` is not shown: the theme has {named}, which go before it"
            yield message, f"write {named} instead of `{key}`"
    elif plain in plurals and not plurals[plain] and not slots[plain] & _COUNTS:
        message = f"`{key}` is not shown: `{plain}` has no forms for numbers"
        yield message, f"write `{plain}` instead of `{key}`"


def _unfilled(key: str, word: str, slots: Mapping[str, set[str]]) -> Iterator[tuple[str, str]]:
    """Yield each slot of a word that nothing fills, and those that there are."""
    plain = plain_key(key)
    for slot in dict.fromkeys(_SLOT.findall(word)) if plain in slots else ():
        if slot not in slots[plain]:
            known = ", ".join(f"{{{each}}}" for each in sorted(slots[plain]))
            fix = f"its slots are: {known}" if known else "write it without braces"
            yield f"nothing fills the slot `{{{slot}}}` of the word `{key}`", fix
