"""Where an address stands that was found in the HTML made of a text."""

import pytest

from ssg.parse.markdown import parse_markdown

HERE = "•"


@pytest.mark.parametrize(
    "marked",
    [
        "Write `[code](/old/)` and [a](•/old/).",
        "``x ` [b](/old/)`` [a](•/old/) \\` [c](•/old/) `",
        "```\n[x](/old/)\n```\n\n[a](•/old/)",
        "> ~~~ md\n> [x](/old/)\n> ~~~\n>\n> [a](•/old/)",
        "Words\n\n    [x](/old/)\n\n    [x](/old/)\n\n[a](•/old/)",
        "- an item\n\n    [a](•/old/)",
        "<!-- [x](/old/) -->\n\n[a](•/old/)",
        "[/old/](•/old/), [see /old/](•/old/) ![/old/ it](•/old/)",
        "See /old/ and (/old/): [x][y]\n\n[y]: •/old/",
        '<a title="x" href="•/old/">/old/</a> <a href=•/old/>b</a>',
        "[a](•/old/) /old/more/ [b](/old/#x) [c](<•/old/>)",
    ],
)
def test_an_address_is_found_where_it_is_one(marked: str) -> None:
    parsed = parse_markdown(marked.replace(HERE, ""), "en", "a.md", 1)
    found = [
        (each.place.line, each.place.column) for each in parsed.references if not each.fragment
    ]
    assert found == [
        (number, column + 1 - line[:column].count(HERE))
        for number, line in enumerate(marked.split("\n"), 1)
        for column, sign in enumerate(line)
        if sign == HERE
    ]


@pytest.mark.parametrize("sign", ["`", "``x", "```\n", "~~~ a\n", "<!--", "\n\n    x", "](/a/"])
def test_strange_texts_are_looked_through_in_no_time(sign: str) -> None:
    text = f"[a](/old/)\n\n{sign * 3000}"
    assert parse_markdown(text, "en", "a.md", 1).references[0].place.line == 1
