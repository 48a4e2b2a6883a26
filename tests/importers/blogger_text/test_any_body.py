"""Whatever a body of Blogger holds: no word is lost, nothing raises, and it takes its time only."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssg.importers.blogger_text.body import body_of_blogger, body_of_plain
from ssg.importers.markdown import to_markdown
from ssg.parse.markdown import plain_html
from tests.importers.blogger_text.seeing import seen

_PIECES = st.sampled_from(
    [
        *"word two_words 1. - # * &lt;b&gt; &amp; &nbsp; <br> <br/> <b> </b> <i> </i>".split(),  # noqa: SIM905
        *"<div> </div> <p> </p> <span> </span> <ul> <li> </li> </ul> <!--more--> <!--x-->".split(),  # noqa: SIM905
        *"<blockquote> </blockquote> <hr> <table> <tr> <td> </td> </tr> </table>".split(),  # noqa: SIM905
        *"<![endif]> <o:p> </o:p>".split(),  # noqa: SIM905
        "\n",
        "\n\n",
        " ",
        '<a name="more"></a>',
        '<a name="more">',
        "</a>",
        '<a href="http://e.example/">',
        '<span class="fullpost">',
        '<img src="/a.jpg">',
        '<div class="separator" style="text-align: center">',
        '<table class="tr-caption-container"><tr><td><img src="/b.jpg"></td></tr>',
        '<tr><td class="tr-caption">caption</td></tr></table>',
        '<iframe src="https://www.youtube.com/embed/abcdefghijk"></iframe>',
        "<script>hidden()</script>",
        '<p style="mso-list:l0 level1 lfo1">',
        '<span style="mso-list:Ignore">·</span>',
        '<div dir="rtl" style="text-align: right" trbidi="on">',
        '<font color="#444444" size="2">',
        "</font>",
    ]
)
_BODIES = st.lists(_PIECES, max_size=25).map("".join)
_TIDY = st.recursive(
    st.sampled_from(
        [
            "word",
            "1. x",
            "<br>",
            "<br><br>",
            '<img src="/a.jpg">',
            '<a name="more"></a>',
            "\n",
            "&lt;i&gt;",
        ]
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map("".join),
        st.builds(
            lambda opening, text: f"<{opening}>{text}</{opening.partition(' ')[0]}>",
            st.sampled_from(
                [
                    "b",
                    "i",
                    "div",
                    "span class='fullpost'",
                    "div class='separator' style='text-align: center'",
                    "blockquote class='tr_bq'",
                    "div dir='rtl'",
                    "a href='/x'",
                    "span style='color: red'",
                ]
            ),
            st.lists(inner, max_size=4).map("".join),
        ),
    ),
    max_leaves=12,
)


@given(_TIDY, st.booleans())
def test_no_word_link_or_picture_is_lost(content: str, breaks_count: bool) -> None:  # noqa: FBT001
    blocks = body_of_blogger(content, breaks_count=breaks_count).blocks
    made = to_markdown("\n\n".join(blocks), "en")
    words, links, pictures = seen(plain_html(made.markdown, "en"))
    old_words, old_links, old_pictures = seen(content)
    assert (words, pictures) == (old_words, old_pictures), made.markdown
    # Where the summary ends within a link, the link goes on behind it.
    assert set(links) == set(old_links)


@pytest.mark.torture
@settings(max_examples=2_000)
@given(_TIDY, st.booleans())
def test_no_word_link_or_picture_is_lost_long(content: str, breaks_count: bool) -> None:  # noqa: FBT001
    blocks = body_of_blogger(content, breaks_count=breaks_count).blocks
    made = to_markdown("\n\n".join(blocks), "en")
    assert seen(plain_html(made.markdown, "en"))[::2] == seen(content)[::2], made.markdown


@given(_BODIES, st.booleans())
def test_the_mark_of_the_summary_comes_once_at_most(content: str, breaks_count: bool) -> None:  # noqa: FBT001
    blocks = body_of_blogger(content, breaks_count=breaks_count).blocks
    assert blocks.count("<!--more-->") <= 1
    assert sum(block.count("<!--") for block in blocks) <= 1


@given(_BODIES)
def test_no_word_is_lost_however_tags_are_nested(content: str) -> None:
    blocks = body_of_blogger(content, breaks_count=False).blocks
    before, after = seen(content)[0], seen("\n\n".join(blocks))[0]
    # Text in a table outside of its cells stands before it or within it.
    assert sorted(after) == sorted(before), blocks


@given(st.text(), st.booleans())
def test_any_text_is_taken(content: str, breaks_count: bool) -> None:  # noqa: FBT001
    assert isinstance(body_of_blogger(content, breaks_count=breaks_count).blocks, tuple)
    assert isinstance(body_of_plain(content).blocks, tuple)


_LONG: dict[str, Callable[[int], str]] = {
    "open tags": lambda n: "<b>a<br><br>" * n,
    "closed tags": lambda n: "<b>" * n + "a<br><br>" * n + "</b>" * n,
    "text in deep tags": lambda n: "<b>" * n + "a\n<i>b</i>" * n + "</b>" * n,
    "players in deep tags": lambda n: "<div>" * n + "<embed src='//x.example'>" * n + "</div>" * n,
    "jumps": lambda n: "<a name=more>" * n,
    "unclosed scripts": lambda n: "<script>" * n,
    "unclosed comments": lambda n: "<!--" * n,
    "signs of Word": lambda n: '<p style="mso-list:l0 level1"><span style="mso-list:Ignore">' * n,
    "styles of Word": lambda n: "<p " + "mso-list:l0 level1 " * n,
    "items of Word": lambda n: (
        '<p style="mso-list:l0 level1"><span style="mso-list:Ignore">·</span>a</p>' * n
    ),
    "breaks": lambda n: "<br>&nbsp;" * n,
}


@pytest.mark.parametrize("make", _LONG.values(), ids=_LONG)
def test_time_grows_with_the_length_only(make: Callable[[int], str]) -> None:
    def seconds(count: int) -> float:
        content = make(count)
        start = time.process_time()
        body_of_blogger(content, breaks_count=True)
        return time.process_time() - start

    least = min(seconds(1_000) for _ in range(3))
    assert min(seconds(8_000) for _ in range(2)) < 8 * 4 * max(least, 0.002)
