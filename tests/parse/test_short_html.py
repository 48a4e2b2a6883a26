"""Bios and descriptions: plain HTML stays, and what asks another host or runs code goes."""

import pytest

from ssg.parse.short_html import harmless


@pytest.mark.parametrize(
    "source",
    [
        "https://evil.example/x",
        "//evil.example/x",
        "/\\evil.example/x",
        "/&#9;/evil.example/x",
        "http:evil.example/y",
        "            //evil.example/x",
        "&#1;https://evil.example/x",
        "h&#10;ttps://evil.example/x",
    ],
)
def test_a_picture_of_another_host_is_left_out(source: str) -> None:
    assert harmless(f'Writes <img src="{source}" alt="a"> here.') == "Writes  here."


def test_a_picture_of_the_site_stays() -> None:
    text = harmless('<img src="/media/ana.png" alt="Ana"> <em>Writes.</em>')
    assert 'src="/media/ana.png"' in text
    assert "<em>Writes.</em>" in text


def test_handlers_and_scripts_go() -> None:
    assert harmless('<b onclick="x()">A</b><script>x()</script>') == "<b>A</b>"
