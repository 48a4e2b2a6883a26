"""What is quicker than Python-Markdown's own must come out the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from ssg.parse.markdown.draft import Desk
from ssg.parse.markdown.fences import FencedCode
from ssg.parse.markdown.lean import LeanExtension
from ssg.parse.markdown.limits import Limits

EXTENSIONS = ["tables", "attr_list", "def_list", "abbr", "sane_lists", "footnotes"]
STOCK = Markdown(extensions=[*EXTENSIONS, "fenced_code"], output_format="html")
LEAN = Markdown(
    extensions=[*EXTENSIONS, FencedCode(), Limits(), LeanExtension(Desk())], output_format="html"
)

PARTS = [
    "Words and deeds, plain as prose goes.",
    "Two\nlines",
    "A *b* _c_ **d** ***e*** a_b_c * _",
    "[a](b \"c\") [a][r] [r] ![i](j.png 'k') ![r] [x]( [y",
    "[a](<b c>) [a](b(c)d) [un[bal](x) [[n]](m)",
    "[r]: https://e.example 'T'",
    "`code` ``c`d`` \\`not\\` \\*x\\*",
    "<https://e.example> <a@e.example> <b>raw</b> &amp; &copy; &x < >",
    "<div>\n*raw*\n\nmore</div>",
    "<!-- comment -->",
    "text <!-- inline --> text",
    "line  \nbreak",
    "# Heading #",
    "Heading\n=======",
    "## Two {#id .c}",
    "- a\n- b\n    - c\n\n    d",
    "1. a\n2. b",
    "3) c",
    "* * *",
    "> quote\n> more\n\n> again",
    "    indented code\n\n    more",
    "\tindented by a tab",
    "| a | b |\n|---|:-:|\n| 1 | `|` |",
    "a | b\n--|--\n1 | 2",
    "term\n: definition\n: second",
    "*[abc]: Title\n\nabc is long for x",
    "note[^1] and[^two words]\n\n[^1]: Note.\n\n    More.\n[^two words]: W",
    "```\n<fence>\n```",
    "~~~~ unknown-language\n```\n~~~~",
    "```\nunclosed",
    "*a*{: .b } word {: #c }\n{: .block }",
    "   three spaces",
    "  \n \n",
    "1986\\. A great year",
    "a\n# b\nc\n- d\ne\n---\nf",
    ": starts with a colon",
    "=",
    "{x} {{ y }} ${z}",
]


def both(text: str) -> tuple[str, str]:
    return LEAN.reset().convert(text), STOCK.reset().convert(text)


@pytest.mark.parametrize("text", PARTS)
def test_each_construct_comes_out_as_stock(text: str) -> None:
    lean, stock = both(text)
    assert lean == stock


@given(st.lists(st.sampled_from(PARTS), max_size=6), st.sampled_from(["\n", "\n\n", "\n\n\n"]))
def test_any_mixture_comes_out_as_stock(parts: list[str], between: str) -> None:
    lean, stock = both(between.join(parts))
    assert lean == stock


@given(st.text(alphabet="ab *_`[]()!<>&\\#-=+|:>1.\n{}^'\"/~", max_size=60))
def test_any_signs_come_out_as_stock(text: str) -> None:
    lean, stock = both(text)
    assert lean == stock
