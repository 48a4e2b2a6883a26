"""A number of thousands of digits, which Python refuses to read, and signs that are digits to it."""

import pytest

from ssg.letters.tidying import tidy
from ssg.letters.trees import read_letter as tree_of
from ssg.replies.letter import read_letter
from ssg.text.html import parsable, plain_text, unescape
from ssg.text.numbers import whole_number
from tests.attacks.test_any_input import check as check_site
from tests.importing.exports import OLD, attachment, author, comment, item, wxr
from tests.importing.test_hostile import check as check_export

ENDLESS = "9" * 5_000
SIGN = f"&#{ENDLESS};"
"""A reference to a character that is none."""
HEAD = "---\ntitle: One\ndate: 2016-10-29\n---\n"


def test_a_reference_without_end_is_a_character_that_is_none() -> None:
    assert unescape(f"a{SIGN}b &amp; &#65;") == "a\ufffdb & A"
    assert plain_text(f"<p>x &#{'0' * 5_000}65</p>") == "x \ufffd"


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("0042", 42), ("", None), ("²", None), ("٣", None), ("-1", None), (ENDLESS, None)],
    ids=["nought", "noughts", "nothing", "sign", "arabic", "minus", "endless"],
)
def test_a_whole_number_is_a_few_plain_digits(text: str, number: int | None) -> None:
    assert whole_number(text) == number


@pytest.mark.parametrize(
    "text",
    [
        f"Words {SIGN} more.",
        f"## Heading {SIGN}\n\n![{SIGN}](/media/a.png) [x]({SIGN})",
        f'<img src="{SIGN}" alt="{SIGN}"> <a href="/a{SIGN}">x</a>',
        f"```py hl_lines='{ENDLESS} 1-{ENDLESS} ²'\nx\n```",
        f'<ol start="{ENDLESS}"><li>x</li></ol>\n\n{ENDLESS}. x\n\n[^{ENDLESS}]\n\n[^{ENDLESS}]: x',
    ],
    ids=["words", "markdown", "tags", "code", "lists"],
)
def test_a_text_is_built_and_checked(text: str) -> None:
    check_site({"content/posts/one.md": f"{HEAD}{text}\n"})


def test_a_conversation_is_built_and_checked() -> None:
    said = f"comments: [{{id: wp-1, author: {{name: 'Bo {SIGN}'}}, body: 'Well {SIGN} said.'}}]\n"
    check_site({"content/comments/one.yaml": said})


@pytest.mark.parametrize("number", [ENDLESS, "²"], ids=["endless", "sign"])
def test_an_export_becomes_a_site(number: str) -> None:
    sign = f"&#{number};"
    check_export(
        wxr(
            author("ana", f"Ana {sign}"),
            item(
                1,
                f'<p>Words {sign}.</p><ol start="{number}"><li>x</li></ol>[gallery ids="{number}"]',
                title=f"One {sign}",
                excerpt=f"Said {sign}",
                meta=(
                    ("enclosure", f"{OLD}/a.mp3\n{number}\naudio/mpeg"),
                    ("_thumbnail_id", number),
                ),
                more=comment(1, f"Well {sign} said.", author=f"Bo {sign}"),
            ),
            attachment(4, f"{OLD}/wp-content/uploads/a.png", 1).replace(
                "<wp:post_id><![CDATA[4]]>", f"<wp:post_id><![CDATA[{number}]]>"
            ),
        )
    )


def test_a_letter_of_a_reader_is_read() -> None:
    letter = f"From: Bo <bo@x.example>\nContent-Type: text/html\n\n<p>Well {SIGN} said.</p>"
    assert read_letter(letter.encode()).body == "Well \ufffd said."


def test_a_letter_to_readers_is_made() -> None:
    root = tree_of(f'<p><img src="/a.png" width="{ENDLESS}" height="²" alt=""></p>')
    tidy(root, "https://lamp.example/a/")


def test_a_sign_that_is_a_digit_to_python_ends_a_reference() -> None:
    assert parsable("&#65² &#² &#65é &#65; &#x41²") == "&#65;² &amp;#² &#65é &#65; &#x41²"
