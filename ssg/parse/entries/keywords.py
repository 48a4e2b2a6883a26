"""The words that matter in a text, counted, so that posts can be compared by subject."""

import re
from collections import Counter
from collections.abc import Set as AbstractSet
from itertools import filterfalse, islice

from ssg.parse.entries.latin import LATIN, latin_of
from ssg.parse.entries.stop_words import STOP_WORDS

_MOST = 60
# An apostrophe or a hyphen ends a word: "harbour's" counts as harbour, "l'auteur" as auteur.
_WORD = re.compile(r"\w{3,}")
_SHORTEST = 3
_TOO_SHORT_TO_FOLD = 4
_NO_LETTER = "0"
_LETTERS = "".join(
    sign.lower() if sign.isalpha() else _NO_LETTER if sign.isalnum() or sign == "_" else " "
    for sign in LATIN
).encode("latin-1")
"""For each character of Latin-1: its small letter, "0" for other parts of words, else a space."""


def keywords_of(plain_text: str, language: str) -> str:
    """Return the sixty most frequent content words of `plain_text` as "harbour:3 crane:2".

    Words are in lower case, three letters or longer, without the small words of `language` (if it
    is one of those in `stop_words`; else none are left out). English plurals count with their
    singulars. The number tells how often a word occurs by doubling: 1 for once, 2 for two or three
    times, 3 for four to seven. Of words with equal numbers those are kept that a text begins with.
    So what is compared of a text stays as it was when a sentence is added or a slip mended, and
    the posts need not be compared anew (decision 0070).
    """
    primary = language.lower().replace("_", "-").partition("-")[0]
    counts = _count_words(plain_text, STOP_WORDS.get(primary, frozenset()))
    if primary == "en":
        _fold_plurals(counts)
    return " ".join([f"{word}:{counts[word].bit_length()}" for word in _most_frequent(counts)])


def _count_words(text: str, small: AbstractSet[str]) -> dict[str, int]:
    """Return how often each word of letters occurs in `text`, without those that are `small`.

    Words of one or two letters are among them.
    """
    latin = latin_of(text)
    if latin is not None:
        text = latin.translate(_LETTERS).decode("latin-1")
    else:
        text = text.lower().replace(".", " ").replace(",", " ")
    counts = dict(Counter(filterfalse(small.__contains__, text.split())))
    if latin is None or _NO_LETTER in text:
        _take_apart(counts, small)
    return counts


def _take_apart(counts: dict[str, int], small: AbstractSet[str]) -> None:
    """Count the words in what is not just letters, instead of the whole."""
    for mixed in list(filterfalse(str.isalpha, counts)):
        times = counts.pop(mixed)
        for word in _WORD.findall(mixed):
            if word.isalpha() and word not in small:
                counts[word] = counts.get(word, 0) + times


def _fold_plurals(counts: dict[str, int]) -> None:
    """Count English plurals with their singulars."""
    for word in [word for word in counts if word[-1] == "s"]:
        singular = _singular(word)
        if singular != word:
            counts[singular] = counts.get(singular, 0) + counts.pop(word)


def _most_frequent(counts: dict[str, int]) -> list[str]:
    """Return the sixty most frequent words, by how often their counts double, then by place."""
    often = [word for word, count in counts.items() if count > 1 and len(word) >= _SHORTEST]
    often.sort(key=lambda word: counts[word].bit_length(), reverse=True)
    once = (word for word, count in counts.items() if count == 1 and len(word) >= _SHORTEST)
    return [*often[:_MOST], *islice(once, max(0, _MOST - len(often)))]


def _singular(word: str) -> str:
    """Return an English word without the ending of a regular plural."""
    if len(word) <= _TOO_SHORT_TO_FOLD or not word.endswith("s"):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    if word.endswith(("ss", "us", "is")):
        return word
    return word[:-1]
