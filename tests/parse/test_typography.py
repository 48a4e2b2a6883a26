"""Punctuation, by language."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.parse.typography import set_pieces, smart_text
from ssg.text.html import split_html

SENTENCE = """"Yes, 'so'," he said."""

BY_LANGUAGE = {
    "en": "“Yes, ‘so’,” he said.",
    "en-GB": "“Yes, ‘so’,” he said.",
    "de": "„Yes, ‚so‘,“ he said.",
    "de-CH": "«Yes, ‹so›,» he said.",
    "fr": "«\u00a0Yes, “so”,\u00a0» he said.",
    "es": "«Yes, “so”,» he said.",
    "it": "«Yes, “so”,» he said.",
    "pt": "“Yes, ‘so’,” he said.",
    "ru": "«Yes, „so“,» he said.",
    "uk": "«Yes, „so“,» he said.",
    "pl": "„Yes, ‚so’,” he said.",
    "sv": "”Yes, ’so’,” he said.",
    "fi": "”Yes, ’so’,” he said.",
    "nl": "“Yes, ‘so’,” he said.",
    "ar": "«Yes, “so”,» he said.",
    "zh": SENTENCE,
    "ja": SENTENCE,
    "tlh": "“Yes, ‘so’,” he said.",
    "": "“Yes, ‘so’,” he said.",
}


@pytest.mark.parametrize(("language", "text"), BY_LANGUAGE.items())
def test_quotation_marks_follow_the_language(language: str, text: str) -> None:
    assert smart_text(SENTENCE, language) == text


TEXTS = {
    "don't the dogs' bones": "don’t the dogs’ bones",
    "the '90s and '68, 'tis true": "the ’90s and ’68, ’tis true",
    "rock 'n' roll": "rock ’n’ roll",
    "the 'cello": "the ’cello",
    "a -- b, 1914--1918, a---b": "a – b, 1914–1918, a—b",
    "a ----- b": "a ----- b",
    "wait... what....": "wait… what....",
    """6'2" tall, "very" """: "6′2″ tall, “very” ",
    """"She is 6'2" tall." """: "“She is 6′2″ tall.” ",
    'a 5" disk': "a 5″ disk",
    '"in 1984"': "“in 1984”",
    """"'Hello,' she said," he said""": "“‘Hello,’ she said,” he said",
    """("x") ["y"] --"z" """: "(“x”) [“y”] –“z” ",
    '''pre-"modern"''': "pre-“modern”",
    """https://e.example/a--b's...x "y" """: "https://e.example/a--b's...x “y” ",
    "“curly” ‘already’ stays — so…": "“curly” ‘already’ stays — so…",
    "O'Brien's 'quote's end' here": "O’Brien’s ‘quote’s end’ here",
}


@pytest.mark.parametrize(("plain", "smart"), TEXTS.items())
def test_text_is_set_in_english(plain: str, smart: str) -> None:
    assert smart_text(plain, "en") == smart


def test_german_keeps_apostrophes_apart_from_quotation_marks() -> None:
    text = """Wie geht's? "Hans' Haus" und 'n Bier, sagt 'der'."""
    assert smart_text(text, "de") == "Wie geht’s? „Hans’ Haus“ und ’n Bier, sagt ‚der‘."


HTML = {
    '<p>"<em>A</em>" <em>"b</em> c"</p>': "<p>“<em>A</em>” <em>“b</em> c”</p>",
    '<p>"Open</p><p>"New"</p>': "<p>“Open</p><p>“New”</p>",
    '<p title="a -- b">"<code>"x" -- y</code>"</p>': (
        '<p title="a -- b">“<code>"x" -- y</code>”</p>'
    ),
    '<pre>a -- \'b\'</pre><!-- "c" --><style>"d"</style>': (
        '<pre>a -- \'b\'</pre><!-- "c" --><style>"d"</style>'
    ),
    '<p>a<br>"b"</p>': "<p>a<br>“b”</p>",
    '<p>&nbsp;"b"&mdash;"c" &quot;d&quot;</p>': "<p>&nbsp;“b”&mdash;“c” &quot;d&quot;</p>",
    "<p>The dogs<em>'</em> bones</p>": "<p>The dogs<em>’</em> bones</p>",
    '<p>a <code>x <p>"b"</p>': "<p>a <code>x <p>“b”</p>",
}


def smart_html(html: str, language: str) -> str:
    pieces = split_html(html.replace("\x04", ""))
    set_pieces(pieces, language)
    return "".join(pieces)


@pytest.mark.parametrize(("straight", "smart"), HTML.items())
def test_html_is_set_across_tags_and_never_in_code(straight: str, smart: str) -> None:
    assert smart_html(straight, "en") == smart


@given(st.text(alphabet="ab1 \"'-.,<p>/&\x04\n“", max_size=60), st.sampled_from(["en", "de", "fr"]))
def test_only_punctuation_changes(text: str, language: str) -> None:
    straight = re.compile(r"[^\w<>/&]")
    once = smart_html(text, language)
    assert straight.sub("", once) == straight.sub("", text)
    assert smart_text(once.replace("<", ""), "zh") == once.replace("<", "")
