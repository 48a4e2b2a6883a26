"""Whether bytes are what a name says, and drawings that only draw."""

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.importers.media.sniff import content_problem, given_problem, suffix_by_content
from ssg.importers.media.svg import sanitised_svg

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256))
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
PAGE = b"\n<!DOCTYPE html><html><title>Not found</title>"
MP4 = b"\0\0\0\x18ftypisom"


@pytest.mark.parametrize(
    ("beginning", "name", "content_type"),
    [
        (JPEG, "x.jpg", "image/jpeg"),
        (PNG, "x.jpg", "image/png"),
        (JPEG, "x.jpg", "text/plain"),
        (JPEG, "picture-123", "image/jpeg"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "x.webp", ""),
        (b"RIFF\0\0\0\0WAVEfmt ", "x.wav", ""),
        (b"ID3\3\0", "x.mp3", "application/octet-stream"),
        (b"\xff\xfb\x90", "x.mp3", "audio/mpeg"),
        (MP4, "x.m4a", "video/mp4"),
        (b"\0\0\0 ftypavif", "x.avif", ""),
        (b"%PDF-1.4", "x.pdf", "application/pdf"),
        (b"PK\3\4", "x.docx", "application/zip"),
        (b"\x89unknown\0\xff", "x.jpg", "image/jpeg"),
        (b"a,b\n1,2", "x.csv", "text/plain"),
        (b"<html>", "x.html", "text/html"),
        (b'<?xml version="1.0"?><!-- made --><svg xmlns="', "x.svg", "text/plain"),
        (b"WEBVTT\n\n", "x.vtt", "text/vtt"),
    ],
)
def test_what_fits_its_name_is_taken(beginning: bytes, name: str, content_type: str) -> None:
    assert content_problem(beginning, name, content_type) == ""


@pytest.mark.parametrize(
    ("beginning", "name", "content_type", "words"),
    [
        (b"", "x.jpg", "image/jpeg", "empty"),
        (PAGE, "x.jpg", "image/jpeg", "web page"),
        (b"\xef\xbb\xbf<!-- x --><html>", "x.png", "", "web page"),
        (b"<html>", "x.svg", "image/svg+xml", "web page"),
        (PAGE, "x.mp3", "text/html", "web page"),
        (PAGE, "x.pdf", "text/html", "web page"),
        (PAGE, "x.csv", "", "web page"),
        (b"Not found", "x.jpg", "image/jpeg", "text"),
        (b"Not found", "x.pdf", "application/pdf", "text"),
        (b"Not found", "x.csv", "text/html", "web page"),
        (b"\x00\x01\x02\x03\x04", "x.jpg", "audio/mpeg", "audio/mpeg"),
        (b'{"error": 404}', "x.png", "application/json", "application/json"),
        (PNG, "x.mp3", "image/png", "image/png"),
        (b"Not found", "picture-123", "", "text"),
    ],
)
def test_what_is_something_else_is_not_taken(
    beginning: bytes, name: str, content_type: str, words: str
) -> None:
    assert words in content_problem(beginning, name, content_type)


def test_what_the_user_gives_is_doubted_less() -> None:
    assert given_problem(b"odd", "x.jpg") == ""
    assert "web page" in given_problem(PAGE, "x.jpg")
    assert "empty" in given_problem(b"", "x.jpg")


@given(st.binary(max_size=200), st.text(max_size=8), st.sampled_from(["", "text/html", "image/x"]))
def test_any_bytes_are_judged(beginning: bytes, name: str, content_type: str) -> None:
    assert isinstance(content_problem(beginning, name, content_type), str)
    assert isinstance(suffix_by_content(beginning), str)


def test_many_comments_before_a_page_take_no_time() -> None:
    assert content_problem(b"<!--a-->" * 500 + b"?", "x.jpg", "") != ""


def parsed(content: bytes) -> ET.Element:
    return ET.fromstring(content)  # noqa: S314 - our own text, or what was made safe


def svg(inner: str, attributes: str = "", before: str = "") -> bytes:
    return (
        f'{before}<svg xmlns="http://www.w3.org/2000/svg"'
        f' xmlns:xlink="http://www.w3.org/1999/xlink" {attributes}>{inner}</svg>'
    ).encode()


@pytest.mark.parametrize(
    ("content", "gone"),
    [
        (svg("<script>alert(1)</script>"), "script|alert"),
        (svg('<x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script>'), "script|alert"),
        (svg("<g/>", 'onload="alert(1)"'), "onload"),
        (svg('<g OnClick="alert(1)"/>'), "OnClick"),
        (svg("<foreignObject><body>words</body></foreignObject>"), "foreign|body|words"),
        (svg('<a xlink:href="javascript:alert(1)"><path d="M0 0"/></a>'), "javascript"),
        (svg('<a href="https://evil.example/"><path d="M0 0"/></a>'), "evil"),
        (svg('<image href="https://evil.example/x.png"/>'), "evil"),
        (svg('<use xlink:href="other.svg#x"/>'), "other"),
        (svg('<image href="data:image/svg+xml;base64,AAAA"/>'), "data:"),
        (svg('<rect fill="url(https://evil.example/#x)"/>'), "evil"),
        (svg("<rect style=\"fill:url( '//evil.example' )\"/>"), "evil"),
        (svg('<rect style="fill:u\\72l(//evil.example)"/>'), "evil"),
        (svg("<style>@import 'https://evil.example/x.css'; .a{fill:red}</style>"), "evil"),
        (svg("<style>@font-face{font-family:a;src:url(https://evil.example)}</style>"), "evil"),
        (svg('<set attributeName="xlink:href" to="javascript:alert(1)"/>'), "javascript"),
        (svg('<animate attributeName="href" values="javascript:alert(1)"/>'), "javascript"),
        (svg('<animate attributeName="x" values="javascript:alert(1)"/>'), "javascript"),
        (svg('<html:img xmlns:html="http://www.w3.org/1999/xhtml" src="x"/>'), "img"),
        (svg("<!-- note --><?xml-stylesheet href='https://evil.example'?>"), "note|evil"),
        (svg("<metadata>me@mail.example</metadata>"), "mail"),
    ],
)
def test_what_acts_or_leads_elsewhere_is_taken_out(content: bytes, gone: str) -> None:
    safe = sanitised_svg(content)
    assert safe is not None
    assert not re.search(gone, safe.decode())
    parsed(safe)
    assert sanitised_svg(safe) == safe


def test_what_draws_stays() -> None:
    drawn = (
        '<title>Sea &amp; sky</title><defs><linearGradient id="a"><stop offset="0"/>'
        "</linearGradient><style>.b { fill: url(#a) }</style></defs>"
        '<rect class="b" width="3" fill="url(#a)" style="stroke:red"/>'
        '<use xlink:href="#c"/><text x="1" xml:space="preserve">a &lt; b</text>'
        '<image href="data:image/png;base64,iVBORw0KGgo="/>'
    )
    safe = sanitised_svg(svg(drawn, 'viewBox="0 0 3 3"', before="<!DOCTYPE svg PUBLIC '-' 'x'>"))
    assert safe is not None
    before, after = parsed(svg(drawn, 'viewBox="0 0 3 3"')), parsed(safe)
    assert ET.canonicalize(ET.tostring(before)) == ET.canonicalize(ET.tostring(after))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"words",
        b"<svg><g></svg>",
        b"<html xmlns='http://www.w3.org/2000/svg'/>",
        b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>",
        b"<svg>&nothing;</svg>",
        svg("<g>" * 300 + "</g>" * 300),
        svg("<style>.a{background:u\\72l(//evil.example)}</style>"),
        svg("<style>.a{background:url(//evil.example)}</style>"),
        b"<svg>" + b" " * (9 << 20) + b"</svg>",
    ],
)
def test_what_cannot_be_made_safe_is_refused(content: bytes) -> None:
    assert sanitised_svg(content) is None


@given(st.binary(max_size=300) | st.text(max_size=300).map(svg))
def test_any_bytes_are_no_danger(content: bytes) -> None:
    safe = sanitised_svg(content)
    assert safe is None or parsed(safe).tag.endswith("svg")
