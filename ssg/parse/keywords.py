"""The words that matter in a text, counted, so that posts can be compared by subject."""

import re
from collections import Counter

from ssg.parse.stop_words import STOP_WORDS

_MOST = 60
_SHORTEST = 3
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_CLITIC = re.compile(r"(?:['’](?:s|d|ll|re|ve|t|m))$|^(?:[ldmtsnjcLDMTSNJC]|qu|Qu)['’]")
_TOO_SHORT_TO_FOLD = 4


def keywords_of(plain_text: str, language: str) -> str:
    """Return the sixty most frequent content words of `plain_text` as "harbour:7 crane:3".

    Words are in lower case, three letters or longer, without the small words of `language` (if it
    is one of those in `stop_words`; else none are left out). English plurals count with their
    singulars. Equal counts stand in alphabetical order.
    """
    primary = language.lower().replace("_", "-").partition("-")[0]
    small = STOP_WORDS.get(primary, frozenset())
    counts = Counter(_WORD.findall(plain_text.lower()))
    folded: Counter[str] = Counter()
    for word, count in counts.items():
        bare = _CLITIC.sub("", word)
        if len(bare) < _SHORTEST or bare in small or word in small:
            continue
        folded[_singular(bare) if primary == "en" else bare] += count
    best = sorted(folded.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST]
    return " ".join(f"{word}:{count}" for word, count in best)


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
