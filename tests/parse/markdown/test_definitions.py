"""Lists of definitions come out as Python-Markdown's, but no list is too long or too deep."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from ssg.parse.markdown import parse_markdown
from ssg.parse.markdown.draft import Desk
from ssg.parse.markdown.lean import LeanExtension
from ssg.parse.markdown.limits import Limits

EXTENSIONS = ["def_list", "sane_lists", "tables"]
STOCK = Markdown(extensions=EXTENSIONS, output_format="html")
LIMITED = Markdown(extensions=[*EXTENSIONS, Limits()], output_format="html")
LEAN = Markdown(extensions=[*EXTENSIONS, Limits(), LeanExtension(Desk())], output_format="html")
LINES = [
    "Term",
    "Another *term*",
    ": Definition",
    ":   Wide",
    "   : Indented",
    ":",
    ": ",
    "    Below",
    "    : Below",
    "",
    "- item",
    "# Heading",
    "> said",
    "    - below",
]
RARER = [
    "  ",
    "===",
    "* * *",
    "1. item",
    ":x",
    "    :",
    "        code",
    "| a | b |",
    "|---|:--|",
    "  | ",
    "*[abc]: Title",
    "[abc]: /a/",
]
"""What other processors want, at the margin or where a definition has taken a level off."""


@given(st.lists(st.sampled_from(LINES), max_size=20))
def test_small_lists_are_as_stock(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert LIMITED.reset().convert(text) == STOCK.reset().convert(text)


@given(st.lists(st.sampled_from([*LINES, *RARER]), max_size=20))
def test_lists_taken_at_once_are_as_those_taken_one_by_one(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert LEAN.reset().convert(text) == LIMITED.reset().convert(text)


@pytest.mark.parametrize("between", ["", "\n"])
def test_a_list_as_long_as_a_dictionary_is_a_list(between: str) -> None:
    items = (f"Term {number}\n: Definition {number}\n" for number in range(1_200))
    html = parse_markdown(between.join(items), "en", "content/posts/x.md", 1).html
    said = re.sub(r"<[^>]*>", " ", html).split()
    assert said == [word for n in range(1_200) for word in ("Term", str(n), "Definition", str(n))]
    assert html.count("<dd>") == 1_200
    assert html.count("<dl>") == (1 if between else 21)


@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=6), st.integers(20, 60))
def test_no_lists_are_too_deep(lines: list[str], times: int) -> None:
    html = LIMITED.reset().convert("\n".join(lines * times))
    deepest = depth = 0
    for tag in re.findall(r"</?dl>", html):
        depth += 1 if tag == "<dl>" else -1
        deepest = max(deepest, depth)
    assert depth == 0
    assert deepest <= 21
