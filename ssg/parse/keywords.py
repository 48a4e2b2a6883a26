"""The words that matter in a text, counted, so that posts can be compared by subject."""

import heapq
import re
from collections import Counter

from ssg.parse.stop_words import STOP_WORDS

_MOST = 60
# An apostrophe or a hyphen ends a word: "harbour's" counts as harbour, "l'auteur" as auteur.
_WORD = re.compile(r"\w{3,}")
_TOO_SHORT_TO_FOLD = 4


def keywords_of(plain_text: str, language: str) -> str:
    """Return the sixty most frequent content words of `plain_text` as "harbour:7 crane:3".

    Words are in lower case, three letters or longer, without the small words of `language` (if it
    is one of those in `stop_words`; else none are left out). English plurals count with their
    singulars. Equal counts stand in alphabetical order.
    """
    primary = language.lower().replace("_", "-").partition("-")[0]
    small = STOP_WORDS.get(primary, frozenset())
    is_english = primary == "en"
    counts = Counter(_WORD.findall(plain_text.lower()))
    folded: dict[str, int] = {}
    for word in counts.keys() - small:
        if word.isalpha():
            bare = _singular(word) if is_english and word.endswith("s") else word
            folded[bare] = folded.get(bare, 0) + counts[word]
    best = heapq.nsmallest(_MOST, ((-count, word) for word, count in folded.items()))
    return " ".join([f"{word}:{-count}" for count, word in best])


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
