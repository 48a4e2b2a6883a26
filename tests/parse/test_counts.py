"""Counting by splitting is quicker than by a pattern, and must give the same."""

import math
import re
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from ssg.parse.entries.keywords import keywords_of
from ssg.parse.entries.stop_words import STOP_WORDS
from ssg.parse.markdown.reading import count_words_and_ideographs

SIGNS = st.text(alphabet="abSsix s.,’'-—“_1é漢カ\n\u00a0İǅ²ª\u0301٣/", max_size=60)
LATIN = st.text(alphabet="abS s.,’'-—…_1éÿßµ²ªºÀ¼\n\u00a0/\x1c", max_size=60)
WORDS = st.lists(
    st.sampled_from(
        """harbour harbours Classes class glass as its others other theirs Cities city boxes xs us
        bus foo_bar 12,000 3.5 a.b can’t l'auteur x-y. , . 漢字 naïve""".split()  # noqa: SIM905 - a paragraph of words reads better than a column
    ),
    max_size=90,
).map(" ".join)


def singular(word: str) -> str:
    if len(word) <= len("news") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    return word.removesuffix("s")


def counted_by_pattern(text: str, language: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for word in re.findall(r"\w{3,}", text.lower()):
        if word.isalpha() and word not in STOP_WORDS.get(language, ()):
            counts[singular(word) if language == "en" else word] += 1
    return counts


def doublings(count: int) -> int:
    return 1 + int(math.log2(count))


@given(SIGNS | LATIN | WORDS | st.text(), st.sampled_from(["en", "de", "fi"]))
def test_keywords_are_the_most_frequent_of_those_that_a_pattern_finds(
    text: str, language: str
) -> None:
    counts = counted_by_pattern(text, language)
    kept = [term.rpartition(":") for term in keywords_of(text, language).split()]
    assert {word: int(number) for word, _, number in kept}.items() <= {
        (word, doublings(count)) for word, count in counts.items()
    }
    numbers = [int(number) for _, _, number in kept]
    assert numbers == sorted(map(doublings, counts.values()), reverse=True)[:60]


@given(SIGNS | LATIN | WORDS | st.text())
def test_words_are_those_that_a_pattern_finds(text: str) -> None:
    without, ideographs = re.subn(
        "[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3040-\u30ff\u31f0-\u31ff\U00020000-\U0003134f]",
        " ",
        text,
    )
    words = re.findall(r"[^\W_]+(?:[’'\-./][^\W_]+|,[0-9]+)*", without)
    assert count_words_and_ideographs(text) == (len(words), ideographs)
