"""Paragraphs of classic bodies, compared with what WordPress itself makes of them."""

import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ssg.importers.wordpress_text.paragraphs import autop
from tests.importers.wordpress_text.conftest import Ask
from tests.importers.wordpress_text.real_bodies import real_bodies

PIECES = (
    *("a", "b c", "é", "\n", "\n\n", " ", "\t", "\r\n", "\r", "\xa0", "\u2028", "\ufeff", "\x85"),
    *("<p>", "</p>", "<div>", "</div>", '<div class="x">', "<br>", "<br />", "<br/>", "<br \n>"),
    *("<pre>", "</pre>", "<ul>", "<ol>", "<li>", "</li>", "</ul>", "<hr>", "<hr />", "<h2>"),
    *("</h2>", "<blockquote>", "</blockquote>", '<blockquote cite="a">', "<form>", "</form>"),
    *("<td>", "</td>", "<!-- x", "-->", "<!--more-->", "<![CDATA[", "]]>", "<script>", "</script>"),
    *("<style>", "</style>", "<svg>", "</svg>", "<math>", "</math>", "<object>", "</object>"),
    *('<param name="a">', "<embed>", "<audio>", "</audio>", "[audio]", "[/audio]", "<source>"),
    *("<video controls>", "</video>", "<track>", "<option>", "</option>", "<figure>", "</figure>"),
    *("<", ">", "<a\nb>", "</a>", "<link>", "<p", "<li", "<object", "<!", "/>", "--", "]", "&amp;"),
    *("[gallery]", '[caption id="a"]', "[/caption]", "https://e.example/"),
)
"""What WordPress treats in its own way. A NUL is left out: XML cannot hold it."""

TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


def has_captions(text: str) -> bool:
    """Tell whether more than one caption of a figure stands in the text.

    The npm package draws only the first of them to its figure; WordPress itself draws all, and so
    do we.
    """
    return max(text.count("<figcaption"), text.count("</figcaption>")) > 1


@given(text=TEXTS)
@example(text="<p")
@example(text="<![CDATA[]>x\n\ny")
@example(text="<![CDATA[a\n\n]]>\n\nb>")
@example(text="<li>a</li>\u2028</p>")
def test_paragraphs_are_those_of_wordpress(ask_wordpress: Ask, text: str) -> None:
    shown = ask_wordpress(text)
    assert autop(text) == shown.with_breaks
    assert autop(text, br=False) == shown.without_breaks


def test_paragraphs_of_every_real_body_are_those_of_wordpress(
    ask_wordpress: Ask, exports: Path
) -> None:
    bodies = [text for _, text in real_bodies(exports) if not has_captions(text)]
    assert len(bodies) > 600
    for text in bodies:
        shown = ask_wordpress(text)
        assert autop(text) == shown.with_breaks
        assert autop(text, br=False) == shown.without_breaks
        # The way back and forth again: shorter and cleaner than what an author wrote.
        assert autop(shown.removed) == ask_wordpress(shown.removed).with_breaks


def test_each_caption_stands_in_its_figure() -> None:
    figure = "<figure>\n<img>\n<figcaption>a</figcaption>\n</figure>"
    shown = "<figure>\n<img><figcaption>a</figcaption></figure>\n"
    assert autop(f"{figure}\n\n{figure}") == shown * 2


@pytest.mark.parametrize(
    "piece",
    [
        *("<", "\n", "\n \n", "<div>", "</div>", "<p>", "<p <", "<p><li", "<p><li<a ", "<br ", " "),
        *("<!--", "<![CDATA[", "<pre", "<pre>a</pre>", "</pre>", "<script", "<object><param", "&"),
        *("[", "[audio <source", "<option", " <option", "<div <br />", "<blockquote"),
    ],
)
def test_time_grows_with_the_text(piece: str) -> None:
    def duration(length: int) -> float:
        text = piece * (length // len(piece))
        start = time.process_time()
        autop(text)
        return time.process_time() - start

    # Eight times the text would take 64 times as long if each character were compared with each.
    short, long = min(duration(10_000) for _ in range(3)), duration(80_000)
    assert long < 30 * max(short, 0.002)
