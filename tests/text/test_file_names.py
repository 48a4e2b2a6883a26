"""Names that every system can store."""

import pytest

from ssg.text.file_names import name_problem


@pytest.mark.parametrize(
    "path",
    ["index.html", "2016/10/29/words-and-deeds/index.html", "tag/سوريا/index.html", ".well-known/x",
     "console/index.html", "nullify.txt", "a" * 200, "com/index.html", "CNAME", "_redirects"],
)  # fmt: skip
def test_good_names_have_no_problem(path: str) -> None:
    assert name_problem(path) == ""


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("", "relative"), ("/etc/passwd", "relative"), ("../x", '".."'), ("a//b", '""'),
        ("a/./b", '"."'), ("con", "reserves"), ("tag/NUL/index.html", "reserves"),
        ("tag/com1.html", "reserves"), ("tag/aux .txt", "reserves"), ("a./b", "ends in a dot"),
        ("a /b", "space"), ("what?/x", '"?"'), ("a:b", '":"'), ("a\\b", "Windows"),
        ('say "x"', "Windows"), ("a\tb", "control"), ("a\x7f", "control"),
        ("é" * 101, "200 bytes"), ("a/" * 121 + "b", "240"), ("cafe\u0301", "NFC"),
        ("\ud800", "half"),
    ],
)  # fmt: skip
def test_bad_names_tell_what_is_wrong(path: str, words: str) -> None:
    assert words in name_problem(path)
