"""`plain_html`: what the text says, before it is set in print."""

from ssg.parse.markdown import parse_markdown, plain_html


def test_punctuation_and_addresses_stay_as_written() -> None:
    html = plain_html('"So" -- [he](other.md) said...\n\n# A heading', "en")
    assert html == '<p>"So" -- <a href="other.md">he</a> said...</p>\n<h1>A heading</h1>'


def test_shortcodes_and_bare_addresses_are_made() -> None:
    html = plain_html('{{< figure a.jpg "Cranes" >}}\r\n\r\nhttps://youtu.be/abcdefghijk', "en")
    assert '<figure class="picture"><img src="a.jpg" alt="Cranes"></figure>' in html
    assert 'class="embed" data-service="youtube"' in html


def test_text_without_anything_to_set_is_the_same_as_parsed() -> None:
    text = "A *word*\nand a `line`.\n\n- one\n- two\n\n> words\n> — Ana, *Work*\n"
    assert plain_html(text, "en") == parse_markdown(text, "en", "x.md", 1).html
