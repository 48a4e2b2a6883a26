"""HTML as text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.text.html import (
    escape,
    escape_attribute,
    is_printable,
    pieces_of,
    plain_text,
    rooted,
    split_html,
    tag_name,
    unescape,
    unescape_line,
)

CASES = {
    "<p>a <b>c</b></p>": ["", "<p>", "a ", "<b>", "c", "</b>", "", "</p>", ""],
    'x <a title="a > b">y</a>': ["x ", '<a title="a > b">', "y", "</a>", ""],
    "1 < 2 > 3": ["1 < 2 > 3"],
    "<!-- <b> -->x": ["", "<!-- <b> -->", "x"],
    "<script>a<b>c</script>x": ["", "<script>a<b>c</script>", "x"],
    "<script>a": ["", "<script>", "a"],
    "<!-- open <b>": ["<!-- open ", "<b>", ""],
    "<p class='it's'>x": ["", "<p class='it's'>", "x"],
}


@pytest.mark.parametrize(("html", "pieces"), CASES.items())
def test_html_is_split_at_its_tags(html: str, pieces: list[str]) -> None:
    assert split_html(html) == pieces


@given(st.text(alphabet="ab<>!-/\"'= scriptyle&;", max_size=80))
def test_pieces_joined_are_the_html_again(html: str) -> None:
    pieces = split_html(html)
    assert "".join(pieces) == html
    assert len(pieces) % 2 == 1
    assert list(pieces_of(html)) == pieces


@given(st.text(alphabet="ab \n\t\x1c\u00a0\u2009\u200b\u3000é&;", max_size=20) | st.text())
def test_any_white_space_in_a_line_becomes_one_space(text: str) -> None:
    assert unescape_line(text) == " ".join(unescape(text).split())


def test_tags_are_known_by_name() -> None:
    names = [tag_name(tag) for tag in ["<P class='x'>", "</p>", "<br/>", "<!-- -->", "<script>"]]
    assert names == ["p", "/p", "br", "!", "!"]


def test_plain_text_is_what_a_reader_sees() -> None:
    html = "<h1>A</h1><p>b&nbsp;&amp; <i>c</i><br>d <!-- e --></p><style>f</style>"
    assert plain_text(html) == "A\nb & c d"


@given(st.text(alphabet="a<>\"'é漢 ;"))
def test_escaped_text_comes_back(text: str) -> None:
    assert unescape(escape(text)) == text
    assert split_html(escape(text)) == [escape(text)]


def test_an_attribute_holds_anything() -> None:
    assert escape_attribute('a "b" <c> & d') == "a &quot;b&quot; &lt;c&gt; &amp; d"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a href="/about/">x</a>', '<a href="/blog/about/">x</a>'),
        ('<img src="/media/x.png">', '<img src="/blog/media/x.png">'),
        ('<a href="//host/x">x</a>', '<a href="//host/x">x</a>'),
        ('<a href="https://host/">x</a>', '<a href="https://host/">x</a>'),
        ("x = /about/", "x = /about/"),
    ],
)
def test_an_address_from_the_root_gets_the_path_of_the_site(html: str, expected: str) -> None:
    assert rooted(html, "/blog") == expected
    assert rooted(html, "") == html


@given(st.text() | st.text(alphabet="ab \n\t\x7f\x1f~\u00a0é’"))
def test_printable_text_is_what_python_calls_so(text: str) -> None:
    assert is_printable(text) == text.isprintable()
