"""Summaries and keywords."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.parse.entries.keywords import keywords_of
from ssg.parse.entries.summary import opens_text, sentences_of, summarise
from ssg.parse.markdown import parse_markdown

TEN = "These are ten words that make up one whole sentence."
LONG = "A " + " ".join(["word"] * 69) + "."

CASES = {
    "whole sentences up to enough words": (f"{TEN} {TEN} {TEN} {TEN}", f"{TEN} {TEN} {TEN}"),
    "paragraphs after a short one": (f"{TEN}\n\n{TEN}\n\n{TEN}\n\n{TEN}", f"{TEN} {TEN} {TEN}"),
    "one sentence that is too long stands": (LONG, LONG),
    "a second sentence that is too long is left out": (f"{TEN} {LONG}", TEN),
    "the lead, though short": ("Short.\n\n<!--more-->\n\nMore.", "Short."),
    "no headings, code, lists, tables or pictures": (
        "# H\n\n![a](b 'c')\n\n    code\n\n- list\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nWords.",
        "Words.",
    ),
    "no quotation before own words": ("> Quoted.\n> — Ana\n\nOwn words.", "Own words."),
    "a quotation where there is nothing else": ("> Quoted.\n> — Ana", "Quoted."),
    "no footnote marks": ("Words.[^1]\n\n[^1]: Note.", "Words."),
    "no sentence that leads to something left out": (
        f"{TEN} {TEN} Listen:\n\n- a\n\n{TEN}",
        f"{TEN} {TEN} Listen: {TEN}",
    ),
    "no card": ("https://youtu.be/abcdefg\n\nWords.", "Words."),
    "a wiki link as written": ("See [[Words]].", "See Words."),
    "a line break is a space": ("One  \ntwo.", "One two."),
    "nothing": ("", ""),
}


@pytest.mark.parametrize(("text", "summary"), CASES.values(), ids=CASES.keys())
def test_a_summary_is_the_first_sentences(text: str, summary: str) -> None:
    assert summarise(parse_markdown(text, "en", "p.md", 1)) == summary


@pytest.mark.parametrize(
    ("summary", "text"),
    [
        ("Nobody counted. The ships", "Nobody counted.[^1] The ships came.\n\n[^1]: Said."),
        ("Nobody counted the ships […]", "Nobody *counted* the ships, of which none came back."),
        ("“Who counts?” they said", "## Ships\n\n'Who counts?' they said, and left."),
        ("Look: Nobody counted", "Look:\n\n- one\n- two\n\nNobody counted."),
        (f"{TEN} And so on, says the summary.", TEN),
    ],
)
def test_an_excerpt_that_is_the_beginning_of_the_text_is_known(summary: str, text: str) -> None:
    assert opens_text(summary, parse_markdown(text, "en", "p.md", 1))


@pytest.mark.parametrize(
    ("summary", "text"),
    [
        ("On ships.", "Nobody counted the ships, of which none came back."),
        ("War", "Warships came by night."),
        ("What was seen from the ships, and by whom.", "What was seen?"),
        ("A picture.", "![A picture.](ships.jpg)"),
    ],
)
def test_a_summary_in_other_words_is_not_the_beginning(summary: str, text: str) -> None:
    assert not opens_text(summary, parse_markdown(text, "en", "p.md", 1))


def test_a_summary_ends_before_what_is_left_out() -> None:
    text = f"{TEN} {TEN} Five words. Then listen to this, all of you, who are here:\n\n- a"
    assert summarise(parse_markdown(text, "en", "p.md", 1)) == f"{TEN} {TEN} Five words."


def test_a_summary_of_a_script_without_spaces_counts_characters() -> None:
    sentence = "これは日本語の文章でありまして、十分に長いものです。"
    parsed = parse_markdown(sentence * 10, "ja", "p.md", 1)
    assert summarise(parsed) == sentence * 3


@pytest.mark.parametrize(
    ("paragraph", "sentences"),
    [
        ("Mr. Smith came. He left!", ["Mr. Smith came.", "He left!"]),
        ("“Why?” he asked. So.", ["“Why?” he asked.", "So."]),
        ("Version 0.7.6 is out. Good.", ["Version 0.7.6 is out.", "Good."]),
        ("He was J. R. Smith. So.", ["He was J. R. Smith.", "So."]),
        ("Some, e.g. this. So", ["Some, e.g. this.", "So"]),
        ("这是。那是！", ["这是。", "那是！"]),
    ],
)
def test_sentences_end_where_they_end(paragraph: str, sentences: list[str]) -> None:
    assert list(sentences_of(paragraph)) == sentences


@given(st.text(alphabet="ab .!?。“”\n", max_size=80))
def test_sentences_lose_nothing(paragraph: str) -> None:
    joined = "".join(sentences_of(paragraph))
    assert joined.split() == joined.split()
    assert "".join(joined.split()) == "".join(paragraph.split())


def test_keywords_are_content_words_with_how_often_they_double() -> None:
    text = "The harbours and the harbour's crane: a crane, the City's cities, boss, it is."
    assert keywords_of(text, "en") == "harbour:2 crane:2 city:2 boss:1"


def test_keywords_leave_out_the_small_words_of_the_language() -> None:
    assert keywords_of("l'eau avec les mots", "fr") == "eau:1 mots:1"
    assert keywords_of("der Hafen und die Stadt", "de-AT") == "hafen:1 stadt:1"
    assert keywords_of("Это слова и дела", "ru") == "слова:1 дела:1"


def test_keywords_are_the_sixty_most_frequent() -> None:
    words = [f"{a}{b}xx" for a in "abcdefgh" for b in "abcdefghij"]
    kept = keywords_of(" ".join([*words, "zzzz", "zzzz"]), "en").split()
    assert len(kept) == 60
    assert kept[0] == "zzzz:2"
    assert kept[1:] == [f"{word}:1" for word in words[:59]]


def test_keywords_stay_when_a_sentence_is_added_at_the_end() -> None:
    text = " ".join(
        f"harbour{letter} crane{letter}x cran{letter}" for letter in "abcdefghijklmnopqrtu"
    )
    essay = f"{text} Harbour, harbour; the crane and the crane, and a crane."
    added = f"{essay} Since then a reader wrote to tell me that the crane has been painted."
    assert keywords_of(added, "en") == keywords_of(essay, "en")
