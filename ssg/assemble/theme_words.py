"""Words of a site's own for its theme that nobody asks for, or with slots that nobody fills."""

import re
from collections.abc import Iterator, Mapping, Sequence

from ssg.assemble.theme_layer import ThemeLayer
from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.entry import Place
from ssg.text.nearest import nearest
from ssg.text.word_keys import plain_key

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
        slots = _slots_by_key(layers[number + 1 :])
        for written in layer.own_words.values() if slots else ():
            for key, word in written.words.items():
                plain = plain_key(key)
                if any(f'"{plain}"' in text or f"'{plain}'" in text for text in own_texts):
                    continue
                place = written.places.get(key, Place())
                for message, fix in _faults(key, word, slots):
                    yield Diagnostic(
                        written.path, place.line, place.column,
                        Level.WARNING, "theme-words", message, fix,
                    )  # fmt: skip


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


def _faults(key: str, word: str, slots: Mapping[str, set[str]]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a word, and what to write."""
    plain = plain_key(key)
    if plain not in slots:
        if near := nearest(plain, slots):
            message = f"no template asks for the word `{plain}`; did you mean `{near}`?"
            yield message, f"write `{near}` instead of `{plain}`"
        return
    for slot in dict.fromkeys(_SLOT.findall(word)):
        if slot not in slots[plain]:
            known = ", ".join(f"{{{each}}}" for each in sorted(slots[plain]))
            fix = f"its slots are: {known}" if known else "write it without braces"
            yield f"nothing fills the slot `{{{slot}}}` of the word `{key}`", fix
