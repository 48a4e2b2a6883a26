"""Whether the words of a text stand on a page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.check.wording import Proof, ids_in, letters_of, letters_of_page, prove

PAGE = letters_of_page(
    "<title>x</title><script>secret words</script><p>The harbour — “wakes” at dawn,&nbsp;and the"
    "<sup>12</sup> tide follows slowly over the old stones of the quay.</p>"
    "<pre>a_b = 2½ + ﬁne</pre><p>Ana (<a href='#'>ana&#64;small.example</a>) wrote.</p>"
)


@pytest.mark.parametrize(
    "source",
    [
        '<p>The harbour -- "wakes" at dawn, and the tide follows slowly</p>',
        "the <em>har</em>bour WAKES",
        "a_b = 2½ + fine",
        "<iframe>a player that cannot be shown</iframe>The harbour",
        '<p><a class="embed" href="x">https://video.example/1</a></p>',
        'at dawn, and the<sup id="fnref:1"><a class="footnote-ref">1</a></sup> tide follows slowly',
        "<!-- a note --><p></p>",
        "Ana (hidden@elsewhere.example) wrote.",
        "<p>of the quay.</p><p>The harbour</p>",
    ],
)
def test_words_are_found_however_they_are_marked_up(source: str) -> None:
    proof = prove(source, PAGE)
    assert proof == Proof(proof.words)


@pytest.mark.parametrize(
    ("source", "missing"),
    [
        ("<p>The harbour sleeps at dawn, and the tide follows slowly.</p>", ("sleeps",)),
        ("<p>The harbour wakes.</p><p>Gulls shout loudly</p>", ("Gulls shout loudly",)),
        ("secret words", ("secret words",)),
        ("a_b = 2 + 3 unknown", ("3 unknown",)),
    ],
)
def test_the_very_words_that_are_missing_are_named(source: str, missing: tuple[str, ...]) -> None:
    proof = prove(source, PAGE)
    assert proof.missing == missing
    assert proof.missing_words == sum(len(words.split()) for words in missing)


def test_marks_on_letters_count_in_no_form_but_letters_do() -> None:
    assert letters_of("Cafe\u0301, ÇA!") == letters_of("café ça")
    assert letters_of("Öl") != letters_of("Ol")


def test_ids_and_names_of_anchors_are_found() -> None:
    page = "<p id=a class='x'><a name=\"b&amp;c\"></a><!-- <i id='no'> --><i\nid='é'>id='text'</i>"
    assert ids_in(page) == {"a", "b&c", "é"}


@given(st.text(), st.text())
def test_no_text_is_too_strange_to_be_looked_for(source: str, page: str) -> None:
    proof = prove(source, letters_of_page(page))
    assert 0 <= proof.missing_words <= proof.words


@given(st.lists(st.sampled_from("one two three four five six seven".split()), max_size=40))  # noqa: SIM905
def test_a_text_is_always_found_in_itself(words: list[str]) -> None:
    text = f"<p>{' '.join(words)}</p>"
    assert prove(text, letters_of_page(f"<body>{text}</body>")).missing == ()
