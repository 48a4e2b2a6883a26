"""Whatever is written: no exception, no lost words, no leaks from one text to the next."""

import inspect
import re
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.parse.entries.keywords import keywords_of
from ssg.parse.entries.summary import summarise
from ssg.parse.markdown import MarkdownText, parse_inline, parse_markdown
from ssg.parse.markdown.converter import convert

SIGNS = st.text(alphabet="ab *_`[]()!<>&\\#-=+|:1.\n{}^'\"/~—\x02\x03é漢", max_size=80)
CONSTRUCTS = st.lists(
    st.sampled_from(
        [
            "{{< figure",
            ">}}",
            "{{< quote >}}",
            "{{< /quote >}}",
            "\n::: aside\n",
            "\n:::\n",
            "[[a]]",
            "<!--more-->",
            "\n> a\n> — b\n",
            "\nhttps://youtu.be/abcdefg\n",
            "<p>",
            "</div>",
            "<code>",
            "[^1]",
            "\n[^1]: c\n",
            "\n```\n",
            "# d\n",
            '<a href="x">',
            "<script>",
            "\n\n",
            " word ",
            "- e\n",
            '![f](g "h")',
            "\x02c0",
            "'",
            '"',
        ]
    ),
    max_size=12,
).map("".join)
PLAIN_WORDS = st.lists(
    st.text(alphabet=st.characters(categories=["Lu", "Ll", "Lo"]), min_size=1, max_size=8),
    min_size=1,
    max_size=20,
)


@given(SIGNS | CONSTRUCTS | st.text())
def test_the_converter_itself_takes_any_text(text: str) -> None:
    # parse_markdown would turn an exception into a diagnostic; here it shows.
    convert(re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]", "", text))


@given(SIGNS | CONSTRUCTS | st.text())
def test_no_mark_of_the_parser_is_left(text: str) -> None:
    parsed = parse_markdown(text, "en", "p.md", 1)
    numbers = range(len(parsed.references))
    known = {f"\x02{kind}{number}\x03" for kind in "abstz" for number in numbers}
    known |= {f"\x02c{number}\x03" for number in range(len(parsed.cards))}
    assert set(re.findall("\x02[^\x03]*\x03?", parsed.html)) <= known
    assert "\x02" not in parsed.plain_text
    assert "\x02" not in summarise(parsed)
    assert "\x02" not in parse_inline(text, "fr")


@given(PLAIN_WORDS, st.sampled_from([" ", "\n", "\n\n", ", ", "' ", ' "', " -- "]))
def test_plain_prose_keeps_its_words_in_order(words: list[str], between: str) -> None:
    parsed = parse_markdown(between.join(words), "en", "p.md", 1)
    kept = [re.sub(r"\W", "", word) for word in re.split(r"[\s–—]+", parsed.plain_text)]
    assert "".join(kept) == re.sub(r"\W", "", "".join(words))


@given(CONSTRUCTS, CONSTRUCTS)
def test_a_text_is_parsed_the_same_whatever_came_before(first: str, second: str) -> None:
    alone = parse_markdown(second, "en", "p.md", 1)
    parse_markdown(first, "de", "q.md", 1)
    assert parse_markdown(second, "en", "p.md", 1) == alone


def test_references_abbreviations_and_notes_do_not_leak() -> None:
    before = parse_markdown("ABC [x][r] y[^1]", "en", "p.md", 1)
    parse_markdown("[r]: /r\n*[ABC]: Title\n\n[^1]: Note.\n\n3. a", "en", "q.md", 1)
    assert parse_markdown("ABC [x][r] y[^1]", "en", "p.md", 1) == before


MANY = 10_000
STRANGE = {
    "one long line": "word " * 200_000,
    "one long word": "a" * 1_000_000,
    **{
        f"{MANY} of {sign!r}": sign * MANY
        for sign in ["[", "*", "`", "<", ">", "&", "_", "#", "'", '"', "(", "!", "\\", "|"]
    },
    **{
        f"{MANY} of {start!r}": start * MANY
        for start in [
            "[[",
            "[[a ",
            "[a](",
            "![",
            "*a ",
            "*a _b ",
            "a**b",
            "<a ",
            '<a "',
            "<!--",
            "<script>",
            "<div>\n",
            "</div>\n",
            "<div>\n\nword\n\n",
            "{{<",
            '{{< "',
            "[^1] ",
            "::: aside\n",
            "```\n",
            "'a ",
            "'\"",
            "...",
            "- item\n",
        ]
    },
    "quotes in quotes": ">" * 2_000 + " words",
    "lists in lists on a line": "- " * 2_000 + "words",
    "lists in lists": "\n".join("    " * depth + "- words" for depth in range(200)),
    "an open address with one end": "[a](b " * MANY + ")",
    "definitions": "A word\n" + ": A word\n    : of words\n" * MANY,
    "terms": "A word\n: of words\n    and words\n" * MANY,
    "shortcodes": "{{< youtube abcdefg >}}\n\n" * 1_000,
}


@contextmanager
def no_longer_than(seconds: int) -> Iterator[None]:
    """Fail when a search has run away: minutes, not the moments that a busy machine adds."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        pytest.fail(f"still busy after {seconds} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE.keys())
def test_a_strange_text_is_parsed_in_proportion_to_its_length(text: str) -> None:
    with no_longer_than(60):
        parsed = parse_markdown(text, "en", "p.md", 1)
        summarise(parsed)
        keywords_of(parsed.plain_text, "en")
    assert [d for d in parsed.diagnostics if d.rule == "markdown"] == []
    assert parsed.plain_text.count("word") == text.count("word")


def with_little_stack(text: str, frames: int) -> MarkdownText:
    """Parse `text` from so deep a call that Python-Markdown runs out of stack."""
    if frames:
        return with_little_stack(text, frames - 1)
    return parse_markdown(text, "en", "p.md", 1)


def test_what_cannot_be_read_at_all_shows_as_plain_text() -> None:
    text = "- " * 20 + "Alpha <b>\n\nBravo"
    used = len(inspect.stack(0))
    parsed = with_little_stack(text, sys.getrecursionlimit() - used - 40)
    assert parsed.html == f"<p>{'- ' * 20}Alpha &lt;b&gt;</p>\n<p>Bravo</p>"
    assert [d.rule for d in parsed.diagnostics] == ["markdown"]
    assert parse_markdown(text, "en", "p.md", 1).diagnostics == ()
