"""What is remembered of links, when they are due again, and what is told of them."""

import datetime as dt
import json
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.asking.answer import Answer
from ssg.asking.archives import copy_in, question_for
from ssg.asking.trails import Trail, followed, trail_from
from ssg.check.mending import edit_for_copy, edited
from ssg.check.outward.memory import known_in, memory_text
from ssg.check.outward.remembering import due_on, is_dead, is_due, remembered
from ssg.check.outward.telling import is_safe_move, told_of
from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.entry import Place
from ssg.model.outward import (
    CopyToRecord,
    Heard,
    Known,
    Mention,
    Outward,
    OutwardLink,
    Sort,
)
from ssg.model.settings import ExternalSettings
from ssg.text.web_addresses import asked_address, is_among

DAY = dt.date(2026, 11, 22)
AT = "https://a.example/x"
COPY = "http://web.archive.org/web/20161030/http://a.example/x"


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("HTTP://A.example:80", "http://a.example/"),
        ("https://me:secret@bücher.example./ü?q=ä#top", "https://xn--bcher-kva.example/%C3%BC?q=%C3%A4"),
        ("https://a.example:8443/a%20b", "https://a.example:8443/a%20b"),
        ("http://[::1]:80/", "http://[::1]/"),
        ("mailto:a@b.example", ""),
        ("https://", ""),
        ("https://[x/", ""),
        ("http://a.example:99999999/", ""),
        ("http://..example/", ""),
        (f"https://a.example/{'x' * 3000}", ""),
    ],
)  # fmt: skip
def test_an_address_is_asked_in_one_spelling(written: str, asked: str) -> None:
    assert asked_address(written) == asked
    assert asked_address(asked) == asked


def test_a_host_is_left_out_with_all_that_end_in_its_name() -> None:
    assert is_among("www.paper.example", ("Paper.example",))
    assert not is_among("newspaper.example", ("paper.example",))
    assert is_among("xn--bcher-kva.example", ("bücher.example",))


def history(*heard: tuple[int, Sort]) -> Known:
    known: Known | None = None
    for day, sort in heard:
        known = remembered(AT, Heard(sort, 404), known, DAY + dt.timedelta(day))
    assert known is not None
    return known


@pytest.mark.parametrize(
    ("heard", "dead"),
    [
        ([(0, Sort.MISSING)], False),
        ([(0, Sort.MISSING), (0, Sort.MISSING)], False),
        ([(0, Sort.MISSING), (1, Sort.MISSING)], True),
        ([(0, Sort.SILENT), (1, Sort.MISSING)], False),
        ([(0, Sort.FAULTY), (1, Sort.MISSING), (2, Sort.MISSING)], True),
        ([(0, Sort.MISSING), (1, Sort.GOOD), (2, Sort.MISSING)], False),
        ([(0, Sort.MISSING), (1, Sort.BUSY), (2, Sort.MISSING)], True),
        ([(0, Sort.GONE)], True),
        ([(0, Sort.SILENT), (1, Sort.SILENT), (2, Sort.SILENT)], False),
        ([(0, Sort.SILENT), (8, Sort.SILENT)], False),
        ([(0, Sort.SILENT), (4, Sort.SILENT), (8, Sort.SILENT)], True),
        ([(5, Sort.MISSING), (0, Sort.MISSING)], False),
        ([(0, Sort.BLOCKED), (30, Sort.BLOCKED)], False),
    ],
)
def test_dead_is_what_failed_often_enough_on_different_days(
    heard: list[tuple[int, Sort]], *, dead: bool
) -> None:
    assert is_dead(history(*heard)) is dead


def test_links_are_due_again_on_days_of_their_own() -> None:
    days = {
        (due_on(Known(f"{AT}{number}", Heard(Sort.GOOD), DAY)) - DAY).days for number in range(200)
    }
    assert days == set(range(21, 40))
    assert due_on(history((0, Sort.SILENT))) == DAY + dt.timedelta(1)
    assert due_on(history((0, Sort.SILENT), (1, Sort.SILENT))) == DAY + dt.timedelta(4)
    assert is_due(None, DAY)
    assert is_due(Known(AT, Heard(Sort.GOOD), DAY), DAY - dt.timedelta(1))  # the clock was wrong


KNOWN = st.builds(
    Known,
    st.sampled_from([AT, "http://b.example/%20?q=1", "https://[::1]:8/"]),
    st.builds(
        Heard,
        st.sampled_from(Sort),
        st.integers(0, 999),
        st.sampled_from(["", "http://c.example/"]),
    ),
    st.dates(),
    st.none() | st.dates(),
    st.integers(0, 50),
    st.sampled_from(["", "-", "https://web.archive.org/web/2016/http://b.example/#x"]),
)


@given(st.lists(KNOWN, unique_by=lambda known: known.address))
def test_the_memory_is_read_as_it_was_written_whatever_the_order(known: list[Known]) -> None:
    text = memory_text(known)
    assert known_in(text) == {each.address: each for each in known}
    assert memory_text(reversed(known)) == text


@given(st.text() | st.text(alphabet="\thttps:/x.0123-good\n", max_size=80))
def test_no_memory_makes_a_check_fail(text: str) -> None:
    known_in(text + f"\n<<<<<<< HEAD\n{AT}\tgood\t200\t2026-11-22\n")


@pytest.mark.parametrize(
    ("written", "to", "is_safe"),
    [
        ("http://a.example/x", "https://a.example/x", True),
        ("http://a.example", "https://www.a.example/", True),
        ("https://a.example/x", "https://b.example/x/", True),
        ("https://a.example/x?q=1#y", "https://b.example/x?q=1", True),
        ("https://a.example/x?q=1", "https://b.example/x", False),
        ("https://a.example/x", "https://a.example/y", False),
        ("https://a.example/", "https://b.example/", False),
        ("https://a.example/x", "http://a.example/x", False),
        ("http://me:pw@a.example/x", "https://a.example/x", False),
    ],
)
def test_only_what_cannot_be_meant_otherwise_is_written_anew(
    written: str, to: str, *, is_safe: bool
) -> None:
    assert is_safe_move(written, to) is is_safe


def led(*answers: tuple[int, str], start: str = AT) -> Heard | Trail:
    trail: Heard | Trail = trail_from(start)
    for status, location in answers:
        assert isinstance(trail, Trail)
        headers = {"location": location} if location else {}
        trail = followed(trail, Answer(status, headers, b""))
    return trail


@pytest.mark.parametrize(
    ("answers", "sort", "to"),
    [
        ([(301, "/y"), (308, "https://b.example/z"), (200, "")], Sort.MOVED, "https://b.example/z"),
        ([(301, "/y"), (302, "/later"), (200, "")], Sort.MOVED, "https://a.example/y"),
        ([(302, "/y"), (301, "/z"), (200, "")], Sort.GOOD, ""),
        ([(302, "https://b.example/"), (200, "")], Sort.GOOD, ""),  # as short links do
        ([(302, "/en/"), (200, "")], Sort.FRONT_PAGE, "https://a.example/en/"),
        ([(301, "/y"), (302, AT)], Sort.CIRCLING, ""),
        ([(304, "")], Sort.GARBLED, ""),
        ([(301, "mailto:a@b.example")], Sort.GARBLED, ""),
        ([(451, "")], Sort.BLOCKED, ""),
        ([(206, "")], Sort.GOOD, ""),
    ],
)
def test_a_trail_ends_where_its_redirects_say(
    answers: list[tuple[int, str]], sort: Sort, to: str
) -> None:
    heard = led(*answers)
    assert isinstance(heard, Heard)
    assert (heard.sort, heard.to) == (sort, to)


def test_rules_that_are_off_are_silent_and_mend_nothing() -> None:
    link = OutwardLink("http://a.example/x", Place(3, 1))
    mentions = (Mention("content/posts/a.md", link), Mention("content/posts/b.md", link))
    known = {link.written: Known(link.written, Heard(Sort.MOVED, 200, AT), DAY)}
    off = (("content/posts/a.md", ("external-moved",)),)
    found = told_of(Outward(mentions, ExternalSettings(), (), off), known)
    assert [each.path for each in found.diagnostics] == ["content/posts/b.md"]
    assert [each.edit.path for each in found.mends] == ["content/posts/b.md"]
    found = told_of(Outward(mentions, ExternalSettings(), ("external-moved",), ()), known)
    assert (found.diagnostics, found.mends) == ((), ())


def closest(**told: object) -> bytes:
    """Return an answer of the archive, with what is `told` in place of what is usual."""
    usual = {"available": True, "status": "200", "timestamp": "20161030", "url": COPY}
    return json.dumps({"archived_snapshots": {"closest": usual | told}}).encode()


@pytest.mark.parametrize(
    ("body", "copy"),
    [
        (closest(), COPY.replace("http://web", "https://web")),
        (closest(status="404"), ""),
        (closest(available=False), ""),
        (closest(url="http://web.archive.org/web/20161030/http://a.example/other"), ""),
        (
            closest(url="http://web.archive.org/web/20161030/http://www.a.example:80/x/"),
            "https://web.archive.org/web/20161030/http://www.a.example:80/x/",
        ),
        (closest(url="javascript:alert(1)"), ""),
        (closest(url=7, timestamp=None), ""),
        (b'{"archived_snapshots": {}}', ""),
        (b'{"archived_snapshots": []}', None),
        (b"<html>busy</html>", None),
        (b"[" * 999, None),
    ],
    ids=range(11),
)
def test_an_archives_answer_is_read_with_care(body: bytes, copy: str | None) -> None:
    assert copy_in(Answer(200, {}, body), AT) == copy


def test_an_archive_is_asked_for_a_whole_address_and_a_day() -> None:
    asked = question_for("https://archive.example/av", "http://a.example/?q=1&r=2", DAY)
    assert parse_qs(asked.partition("?")[2]) == {
        "url": ["http://a.example/?q=1&r=2"],
        "timestamp": ["20261122"],
    }


def test_a_copy_is_written_only_where_its_source_stands() -> None:
    problem = Diagnostic("a.md", 2, 8, Level.WARNING, "external-dead", "x")
    text = f"sources:\r\n- 'url': {AT}\r\n  title: T\r\n"
    copy = CopyToRecord(problem, Place(2, 10), AT, 0, "https://c.example/")
    edit = edit_for_copy("a.md", text, copy)
    assert edit is not None
    written = text.replace(f"{AT}\r\n", f"{AT}\r\n  archived: https://c.example/\r\n")
    assert edited(text, [edit]) == written
    assert edit_for_copy("a.md", "sources:\n- url: elsewhere\n", copy) is None
    assert edit_for_copy("a.md", "sources: []\n", copy) is None
