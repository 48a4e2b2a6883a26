"""Languages for which a theme has no words."""

import dataclasses
from collections.abc import Iterable, Mapping

from ssg.check.languages import check_languages
from ssg.model.site import Site
from tests.making import SETTINGS, THEME, planned, post


def told(
    language: str, *entries: str, strings: tuple[str, ...] = ("en", "pt", "zh-TW")
) -> list[str]:
    settings = dataclasses.replace(SETTINGS, language=language, places={"language": (4, 11)})
    posts = [post(f"p{number}", language=each) for number, each in enumerate(entries)]
    site, _ = planned(posts, settings=settings)
    return lacking(site, dict.fromkeys(strings, ("by",)))


def lacking(site: Site, words: Mapping[str, Iterable[str]]) -> list[str]:
    strings = {language: dict.fromkeys(keys, "x") for language, keys in words.items()}
    theme = dataclasses.replace(THEME, strings=strings)
    return [f"{each.place} {each.message} | {each.fix}" for each in check_languages(site, theme)]


def test_a_language_without_words_is_told_once() -> None:
    (problem,) = told("he", "he", "he")
    assert problem == (
        "site.yaml:4:11 the theme has no words for `he`; English ones are used"
        " | add themes/broadsheet/strings/he.yaml"
    )


def test_a_language_of_entries_is_told_at_the_first_of_them() -> None:
    (problem,) = told("en", "fa-IR", "fa-IR", "en")
    assert problem.startswith("content/posts/p")
    assert problem.endswith("| add themes/broadsheet/strings/fa.yaml")


def test_a_language_with_words_is_no_problem() -> None:
    assert told("en-GB", "pt-BR", "zh_TW", "") == []
    assert told("EN", "PT-br") == [], "capitals mean the same"
    assert told("he", strings=()) == [], "each word that is asked for is told"


ENGLISH = ("menu", "by", "comments.one", "comments.other", "a", "b", "c", "d")


def test_one_word_does_not_stand_for_all_of_them() -> None:
    site, _ = planned([], settings=dataclasses.replace(SETTINGS, language="hi-IN"))
    (problem,) = lacking(site, {"en": ENGLISH, "hi": ["by", "other"]})
    assert problem == (
        "site.yaml the theme lacks 6 of its 7 words in `hi-IN`, and English ones are used:"
        " menu, comments, a, b, c, d | write them in themes/broadsheet/strings/hi.yaml"
    )
    (problem,) = lacking(site, {"en": (*ENGLISH, "e"), "hi": ["by"]})
    assert " menu, comments, a, b, c, d, … |" in problem


def test_words_of_a_language_and_of_what_it_derives_from_count_together() -> None:
    site, _ = planned([], settings=dataclasses.replace(SETTINGS, language="pt-BR"))
    words = {"en": ENGLISH, "pt": ENGLISH[:3], "pt-BR": ENGLISH[3:], "pt-PT": ["menu"]}
    assert lacking(site, words) == []
    (problem,) = lacking(site, {**words, "pt": []})
    assert "lacks 2 of its 7 words" in problem
    assert problem.endswith("| write them in themes/broadsheet/strings/pt.yaml")
