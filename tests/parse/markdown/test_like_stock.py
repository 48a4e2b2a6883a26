"""What is quicker than Python-Markdown's own must come out the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import SimpleTagInlineProcessor
from markdown.preprocessors import Preprocessor

from ssg.parse.extension import BUILTIN
from ssg.parse.markdown.converter import Converter, build_converter
from ssg.parse.markdown.draft import Desk, Draft
from ssg.parse.markdown.fences import FencedCode
from ssg.parse.markdown.footnotes import Footnotes
from ssg.parse.markdown.lean import LeanExtension
from ssg.parse.markdown.limits import Limits
from ssg.parse.markdown.marks import Marks, closed_names
from ssg.parse.markdown.named_blocks import NamedBlocks
from ssg.parse.markdown.pictures import Pictures
from ssg.parse.markdown.quotations import Quotations
from ssg.parse.markdown.tables import Tables

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
    "*a*{: hidden=hidden title='<&\"' }",
    "   three spaces",
    "  \n \n",
    "1986\\. A great year",
    "a\n# b\nc\n- d\ne\n---\nf",
    ": starts with a colon",
    "=",
    "{x} {{ y }} ${z}",
]
OUR_PARTS = [
    "{{< quote >}}",
    "{{< /quote >}}",
    'in {{< youtube id="abcdefg" >}} line',
    "::: aside\nNoted *here*.\n:::",
    "[[target]] and [[a|b]]",
    "https://audio.example/a.mp3",
    "words\nhttps://e.example/\nwords",
    "> Said.\n> — *Somebody*, [Work](https://w.example)",
    '![alt](/a.jpg "Caption")',
    "[run](javascript:x)",
]


class Foreign(Extension):
    """Adds a pattern of someone else's, which our parts know nothing of."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        md.inlinePatterns.register(SimpleTagInlineProcessor(r"(q)(\w+)q", "q"), "foreign", 50)


class Noter(Extension, Preprocessor):
    """Tells our other parts the text, as the lean parts do."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        md.preprocessors.register(self, "noter", 29)

    def run(self, lines: list[str]) -> list[str]:
        self.desk.text = "\n".join(lines)
        return lines


def without_lean_parts() -> Converter:
    desk = Desk()
    ours = [Tables, Footnotes, Quotations, NamedBlocks, Marks, Pictures, Noter]
    extensions: list[str | Extension] = [
        *BUILTIN.markdown,
        *(part(desk) for part in ours),
        FencedCode(),
        Limits(),
    ]
    return Converter(Markdown(extensions=extensions, output_format="html"), desk)


OURS, OURS_WITHOUT = build_converter(), without_lean_parts()


def converted(converter: Converter, text: str) -> tuple[str, Draft]:
    draft = converter.desk.draft = Draft(closed_names=closed_names(text))
    return converter.markdown.reset().convert(text), draft


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


@pytest.mark.parametrize("text", ["qaq", "*qaq* b *c*", "# qaq\n\nqaq [a](b) qaq", "> qaq"])
def test_a_pattern_of_someone_else_still_sees_every_text(text: str) -> None:
    stock = Markdown(extensions=[Foreign()], output_format="html")
    lean = Markdown(extensions=[Foreign(), LeanExtension(Desk())], output_format="html")
    assert lean.convert(text) == stock.convert(text)


@given(st.text(alphabet="ab*** .\n", max_size=40))
def test_any_emphasis_comes_out_as_stock(text: str) -> None:
    lean, stock = both(text)
    assert lean == stock


ABBREVIATIONS = [
    "*[abc]: Title",
    "*[abc] : *Other* [x]: y",
    "*[abc]: ''",
    "*[d e]:Two words",
    "*[ ]: Nothing",
    "*[x]:",
    "*[x]: ",
    "*[x]: \u00a0",
    "    Title on the next line",
    "*[a [b] c]: Brackets",
    "*[open",
    "*[a\\b]: Backslash",
    "abc, d e and x",
    "---",
    "a | b",
    "--|--",
    "# Heading",
    "> abc",
    "- abc",
    ": abc",
    "",
    " ",
]


@given(
    st.lists(st.sampled_from(ABBREVIATIONS), max_size=10),
    st.lists(st.sampled_from(ABBREVIATIONS[:4]), max_size=4),
    st.sampled_from(["", "    ", "> ", "- "]),
)
def test_abbreviations_in_a_row_come_out_as_stock(
    some: list[str], row: list[str], before: str
) -> None:
    lines = [f"{before}{line}" for line in [*row, *some, *row]]
    lean, stock = both("\n".join([*lines, "", "abc, d e and x"]))
    assert lean == stock


EMPHASES = [
    "*a*",
    "*a b*",
    " * ",
    "word",
    "**b**",
    "*a *b* c*",
    "- *c* d *e*\n",
    "_f_",
    "\n# ",
    "*",
]


@given(st.lists(st.sampled_from(EMPHASES), max_size=12), st.sampled_from(["", " ", ", "]))
def test_emphases_in_a_row_come_out_as_stock(parts: list[str], between: str) -> None:
    lean, stock = both(between.join(parts))
    assert lean == stock


@given(
    st.lists(st.sampled_from(PARTS + OUR_PARTS), max_size=6),
    st.sampled_from(["\n", "\n\n", "\n\n\n", " "]),
)
def test_our_own_constructs_come_out_as_without_lean_parts(parts: list[str], between: str) -> None:
    text = between.join(parts)
    assert converted(OURS, text) == converted(OURS_WITHOUT, text)
