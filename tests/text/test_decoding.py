"""From bytes to text: line ends, marks, and what is no UTF-8."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.text.decoding import decode_text


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"a\r\nb\rc\n", "a\nb\nc\n"),
        (b"\xef\xbb\xbftitle", "title"),
        ("é".encode(), "é"),
        (b"", ""),
    ],
)
def test_text_is_decoded_with_plain_line_ends(content: bytes, text: str) -> None:
    decoded = decode_text("a.md", content)

    assert decoded.value is not None
    assert (decoded.value.text, decoded.diagnostics) == (text, ())


@pytest.mark.parametrize(
    ("content", "place", "words"),
    [
        (b"one\ntw\xe9o", "a.md:2:3", "likely meant: é"),
        (b"\xef\xbb\xbfone\r\n\xe4", "a.md:2:1", "ä"),
        (b"\xc3\xa9\x81", "a.md:1:2", "not UTF-8"),
        ("title: x".encode("utf-16"), "a.md:1:1", "UTF-16"),
        (b"one\nt\0o", "a.md:2:2", "NUL"),
        (b"PK\x03\x04\x14\0", "a.md", "Word"),
        (b"\xd0\xcf\x11\xe0\xa1", "a.md", "old Word"),
        (b"{\\rtf1\\ansi", "a.md", "RTF"),
        (b"%PDF-1.7\n", "a.md", "PDF"),
    ],
)
def test_what_is_no_text_is_an_error_with_its_place(content: bytes, place: str, words: str) -> None:
    decoded = decode_text("a.md", content)

    assert decoded.value is None
    (problem,) = decoded.diagnostics
    assert problem.place == place
    assert words in problem.message
    assert problem.fix


@given(st.binary())
def test_any_bytes_are_text_or_a_problem(content: bytes) -> None:
    decoded = decode_text("a.md", content)

    assert (decoded.value is None) == bool(decoded.diagnostics)
