"""Languages for which a theme has no words."""

import dataclasses

from ssg.check.languages import check_languages
from tests.making import SETTINGS, THEME, planned, post


def told(
    language: str, *entries: str, strings: tuple[str, ...] = ("en", "pt", "zh-TW")
) -> list[str]:
    settings = dataclasses.replace(SETTINGS, language=language, places={"language": (4, 11)})
    posts = [post(f"p{number}", language=each) for number, each in enumerate(entries)]
    site, _ = planned(posts, settings=settings)
    theme = dataclasses.replace(THEME, strings={each: {"by": "x"} for each in strings})
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
    assert told("he", strings=()) == [], "each word that is asked for is told"
