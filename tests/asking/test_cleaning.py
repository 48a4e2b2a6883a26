"""Foreign values become plain ones, or nothing."""

import pytest

from ssg.asking.cleaning import (
    bio_in,
    count_in,
    id_in,
    line_in,
    name_in,
    offset_in,
    web_address,
    zone_in,
)


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("Jane&#039;s <em>blog</em>", "Jane's blog"),
        ("Tom &amp; Jerry", "Tom & Jerry"),
        ("1 < 2", "1 < 2"),
        ("a\n\n  b\x00\x1b[31m", "a b [31m"),
        ("می‌خواهم", "می‌خواهم"),
        ("<script>x()</script>Hi", "Hi"),
        ("\ud800x", "x"),
        ("x" * 30_000, "x" * 500),
        (12, ""),
        (None, ""),
        (["a"], ""),
    ],
)
def test_a_text_becomes_one_line(written: object, line: str) -> None:
    assert line_in({"a": written}, "a") == line


def test_an_e_mail_address_is_no_name() -> None:
    assert name_in({"name": "jane@example.org"}, "name") == ""
    assert name_in({"name": "Jane"}, "name") == "Jane"


@pytest.mark.parametrize(
    ("written", "bio"),
    [
        ('<a href="https://a.example/" onclick="x()">A</a>', '<a href="https://a.example/">A</a>'),
        ('<a href="javascript:x()">A</a>', "<a>A</a>"),
        ("<img src=x onerror=x()>Writes.<script>x()</script>", "Writes."),
        ("One.\nTwo.", "One.\nTwo."),
        (False, ""),
    ],
)
def test_a_bio_is_made_safe(written: object, bio: str) -> None:
    assert bio_in({"a": written}, "a") == bio


@pytest.mark.parametrize(
    ("written", "hours"),
    [
        (1, 1.0),
        ("5.5", 5.5),
        (-6, -6.0),
        ("5.75", 5.75),
        (15, None),
        (1.1, None),
        ("", None),
        (True, None),
        (float("inf"), None),
        (float("nan"), None),
        (10**400, None),
        ([], None),
    ],
)
def test_an_offset_is_one_that_a_clock_shows(written: object, hours: float | None) -> None:
    assert offset_in({"a": written}, "a") == hours


@pytest.mark.parametrize(
    ("written", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
        ("UTC", "UTC"),
        ("../../etc/passwd", ""),
        ("Europe/Berlin\n", ""),
        ("/Europe/Berlin", ""),
        ("", ""),
        (1, ""),
    ],
)
def test_a_time_zone_looks_like_one(written: object, zone: str) -> None:
    assert zone_in({"a": written}, "a") == zone


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://a.example/b?c=d&amp;e=f", "https://a.example/b?c=d&e=f"),
        ("https://a.example/b?c=d&copy=2&reg=e", "https://a.example/b?c=d&copy=2&reg=e"),
        ("//a.example/b", "https://a.example/b"),
        ("https://a.example:99999/", ""),
        ("https://[::1", ""),
        ("/b", ""),
        ("b.png", ""),
        ("javascript:alert(1)", ""),
        ("data:image/png;base64,AA", ""),
        ("https://jane:secret@a.example/", ""),
        ("https://a.example/\nx", ""),
        ("https://a.example/ x", ""),
        ('https://a.example/"onload=x', ""),
        ("https://[::1]/", "https://[::1]/"),
        ("https://[", ""),
        ("https://a.example:x/", ""),
        ("https:///x", ""),
        ("https://a.example/" + "x" * 3_000, ""),
    ],
)
def test_an_address_is_one_of_the_web_or_none(written: str, address: str) -> None:
    assert web_address(written) == address


@pytest.mark.parametrize("written", [True, -1, 0, 1.5, "7", None, 10**30])
def test_what_is_no_number_names_nothing(written: object) -> None:
    assert id_in({"a": written}, "a") == ""


def test_counts_that_cannot_be_true_are_none() -> None:
    assert [count_in({"a": n}, "a") for n in (5, -5, True, "5", 10**12)] == [5, 0, 0, 0, 0]
