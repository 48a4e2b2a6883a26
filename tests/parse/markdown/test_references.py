"""References: every address inside the site is found, with its place, and no other."""

import pytest

from ssg.model.entry import Place, Reference, ReferenceKind
from ssg.parse.markdown import parse_markdown
from ssg.text import placeholders

LINK, SOURCE, WIKI, FILE, PICTURE = (
    ReferenceKind.LINK,
    ReferenceKind.SOURCE_LINK,
    ReferenceKind.WIKI,
    ReferenceKind.FILE,
    ReferenceKind.PICTURE,
)

CASES = {
    "a root-relative link": ("[a](/about/?x=1#y)", [(LINK, "/about/?x=1", "y", 1, 5)]),
    "a relative link": ("[a](../b)", [(LINK, "../b", "", 1, 5)]),
    "a fragment": ("[a](#top)", [(LINK, "", "top", 1, 5)]),
    "a source file": ("[a](b.md#c)", [(SOURCE, "b.md", "c", 1, 5)]),
    "a reference link": ("[a][1]\n\n[1]: /b/", [(LINK, "/b/", "", 3, 6)]),
    "the same twice": (
        "[a](/x/) b\n[c](/x/)",
        [(LINK, "/x/", "", 1, 5), (LINK, "/x/", "", 2, 5)],
    ),
    "one that is part of words before it": (
        "Read a/b and [this](a/b).",
        [(LINK, "a/b", "", 1, 21)],
    ),
    "a wiki link": ("x [[Words and Deeds#Part]]", [(WIKI, "Words and Deeds", "Part", 1, 3)]),
    "a picture": ("![a](b c.jpg)", [(PICTURE, "b c.jpg", "", 1, 6)]),
    "raw HTML": (
        '<video src="/v.mp4" poster=p.jpg></video>',
        [(FILE, "/v.mp4", "", 1, 13), (FILE, "p.jpg", "", 1, 28)],
    ),
    "a raw link in single quotes with an entity": (
        "<a href='/a?b&amp;c'>x</a>",
        [(LINK, "/a?b&c", "", 1, 10)],
    ),
    "a srcset": (
        '<img src="a.jpg" srcset="a.jpg 1x, b.jpg 2x, https://e.example/c.jpg 3x">',
        [(FILE, "a.jpg", "", 1, 11), (FILE, "a.jpg", "", 1, 26), (FILE, "b.jpg", "", 1, 36)],
    ),
    "a form": ('<form action="/search/"></form>', [(LINK, "/search/", "", 1, 15)]),
    "a quotation's origin": ('<blockquote cite="/a/">x</blockquote>', [(LINK, "/a/", "", 1, 19)]),
    "a shortcode's picture": ('\n{{< figure src="a.jpg" >}}', [(PICTURE, "a.jpg", "", 2, 17)]),
    "addresses that lead out": (
        (
            "[a](https://e.example) [b](mailto:a@e.example) [c](tel:1) [d](//e.example/x) "
            "![e](data:image/png;base64,AAAA) <a href='ftp://e.example'>f</a>"
        ),
        [],
    ),
    "files of the writer's own computer": (
        "[a](file:///home/ana/x.pdf) ![b](C:\\Users\\x.jpg)",
        [(LINK, "file:///home/ana/x.pdf", "", 1, 5), (PICTURE, r"C:\Users\x.jpg", "", 1, 34)],
    ),
    "addresses that lack a sign of their scheme": (
        "[a](http//e.example) [b](https/e.example)",
        [(LINK, "http//e.example", "", 1, 5), (LINK, "https/e.example", "", 1, 26)],
    ),
    "what is no address": (
        (
            '<p data-href="/x/" title="href=/y/">a</p> `[a](/b/)`\n\n<!-- <a href="/z/"> -->\n\n'
            "<script>let a = '<a href=\"/w/\">'</script>\n\n[x](#)"
        ),
        [],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_addresses_inside_the_site_are_references(
    text: str, expected: list[tuple[ReferenceKind, str, str, int, int]]
) -> None:
    parsed = parse_markdown(text, "en", "p.md", 1)
    assert list(parsed.references) == [
        Reference(kind, target, fragment, Place(line, column))
        for kind, target, fragment, line, column in expected
    ]
    for number in range(len(expected)):
        assert placeholders.address(number) in parsed.html


def test_an_address_that_leads_out_stays_as_written() -> None:
    html = '<p><a href="https://e.example/?a=1&amp;b" rel="me nofollow">x</a></p>'
    assert parse_markdown(html, "en", "p.md", 1).html == html


def test_a_picture_has_room_for_its_size_unless_it_has_one() -> None:
    parsed = parse_markdown('![a](b.jpg) <img src="c.jpg" alt="" height="3">', "en", "p.md", 1)
    assert placeholders.size(0) in parsed.html
    assert placeholders.size(1) not in parsed.html


def test_a_wiki_link_without_words_waits_for_the_title() -> None:
    parsed = parse_markdown("[[Words]] [[Words|these]]", "en", "p.md", 1)
    filled = placeholders.fill(parsed.html, lambda kind, number: f"{kind}{number}")
    assert filled == '<p><a href="a0">t0</a> <a href="a1">these</a></p>'


def test_anchors_are_all_ids_and_old_names() -> None:
    text = '# A\n\n<div id="b"><a name="c">x</a></div>\n\nWord *d*{#d}'
    assert parse_markdown(text, "en", "p.md", 1).anchors == ("a", "b", "c", "d")
