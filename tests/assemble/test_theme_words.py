"""Words of a site's own that nobody asks for, or with slots that nobody fills."""

import pytest

from ssg.assemble.theme_layer import ThemeLayer
from ssg.assemble.theme_words import check_words
from ssg.model.entry import Place
from ssg.model.theme import TemplateFile, WordsFile

WORDS = {
    "comments_closed": "The conversation is closed.",
    "liked": "If you liked this, share it.",
    "minutes.one": "{count} minute",
    "minutes.other": "{count} minutes",
    "by_name": "By {name}",
}
BELOW = ThemeLayer("below", None, {}, {"en": WORDS}, {})
PATH = "themes/mine/strings/de.yaml"


def told(words: dict[str, str], template: str = "", *below: ThemeLayer) -> list[str]:
    file = TemplateFile("mine", "a.html", "themes/mine/templates/a.html", template)
    written = {"de": WordsFile(PATH, words, {key: Place(2, 1) for key in words})}
    own = ThemeLayer("mine", None, {"a.html": file}, {"de": words}, {}, "", written)
    found = check_words([own, *(below or (BELOW,))])
    return [f"{each.place} {each.rule} {each.message} | {each.fix}" for each in found]


@pytest.mark.parametrize(
    ("key", "word", "words"),
    [
        (
            "comments_closd",
            "Zu.",
            "`comments_closd`; did you mean `comments_closed`? | write `comments_closed` instead",
        ),
        (
            "liked",
            "If {liked} this",
            "nothing fills the slot `{liked}` of the word `liked` | write it without braces",
        ),
        ("by_name", "Von {nam}", "the slot `{nam}` of the word `by_name` | its slots are: {name}"),
        ("minutes.few", "{cuont} Minuten", "`minutes.few` | its slots are: {count}, {n}"),
        ("minuts.other", "{count}", "the word `minuts`; did you mean `minutes`?"),
        ("minuts.other", "{count}", "| write `minutes.other` instead of `minuts.other`"),
        (
            "minutes.othr",
            "{count}",
            "`minutes.othr`; did you mean `minutes.other`? | write `minutes.other` instead of",
        ),
        ("minutes.tow", "Zwei", "| write `minutes.two` instead of `minutes.tow`"),
        ("minutes.plural", "{count}", "| write `minutes.other` instead of `minutes.plural`"),
        ("minuts.fwe", "{count}", "| write `minutes.few` instead of `minuts.fwe`"),
        ("by_name.other", "Von {name}", "`by_name` has no forms for numbers | write `by_name`"),
    ],
)
def test_a_word_that_is_nearly_one_of_the_theme_is_told_at_its_place(
    key: str, word: str, words: str
) -> None:
    (problem,) = told({key: word})
    assert problem.startswith(f"{PATH}:2:1 theme-words ")
    assert words in problem


def test_a_word_that_is_asked_for_or_like_no_other_is_no_problem() -> None:
    assert told({"comments_closed": "Zu.", "minutes.few": "{n} Minuten", "mood": "{x}"}) == []
    assert told({"comments_closd": "Zu."}, '{{ t("comments_closd") }}') == []
    assert told({"liked": "If {liked} this"}, "{{ t('liked', liked=1) }}") == []


def test_a_theme_that_stands_alone_has_the_words_that_it_likes() -> None:
    assert told({"comments_closd": "Zu."}, "", ThemeLayer("bare", None, {}, {}, {})) == []


def test_a_word_without_forms_beside_forms_of_the_theme_is_not_shown() -> None:
    german = ThemeLayer("below", None, {}, {"de": WORDS}, {})
    (problem,) = told({"minutes": "{count} Min."}, "", german)
    assert problem.endswith(
        "`minutes` is not shown: the theme has `minutes.one`, `minutes.other`, which go before it"
        " | write `minutes.one`, `minutes.other` instead of `minutes`"
    )
    assert told({"minutes": "{count} Min."}) == []  # The theme has none in German.
