import pytest

from ssg.importers.mapping.pattern import DEFAULT, Example, guess_pattern

DAY = "2010-05-05"


@pytest.mark.parametrize(
    ("path", "pattern"),
    [
        ("/2010/05/05/words/", "/{year}/{month}/{day}/{slug}/"),
        ("/2010/05/words/", "/{year}/{month}/{slug}/"),
        ("/2010/05/words.html", "/{year}/{month}/{slug}.html"),
        ("/words/", "/{slug}/"),
        ("/words", "/{slug}"),
        ("/archives/7", "/archives/{id}"),
        ("/archives/7.html", "/archives/{id}.html"),
        ("/politics/words/", "/{category}/{slug}/"),
        ("/politics/europe/words/", "/{category}/{slug}/"),
        ("/blog/2010/words/", "/blog/{year}/{slug}/"),
    ],
)
def test_a_pattern_is_read_from_the_addresses(path: str, pattern: str) -> None:
    examples = [Example(path, "words", DAY, "7")]
    guessed = guess_pattern(examples, frozenset({"politics", "europe"}))
    assert (guessed.text, guessed.fits, guessed.addresses) == (pattern, 1, 1)


def test_what_most_addresses_are_made_by_counts() -> None:
    examples = [
        Example("/2010/05/05/a/", "a", DAY),
        Example("/2010/05/05/b/", "b", DAY),
        Example("/old/c/", "c", DAY),
    ]
    guessed = guess_pattern(examples, frozenset())
    assert (guessed.text, guessed.fits, guessed.addresses) == (DEFAULT, 2, 3)


def test_addresses_that_name_nothing_of_the_post_make_no_pattern() -> None:
    assert guess_pattern([Example("/x/", "words")], frozenset()).text == DEFAULT
