"""What `ssg check --fix` changes: these words and no others."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.check.mending import (
    changes_address_only,
    edited,
    fitting,
    is_in_text,
    mends_of_values,
)
from ssg.commands.checking.mending import mendings_of
from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.edit import Edit, Mend
from ssg.model.entry import Kind, Place
from ssg.model.settings import ParseSettings
from ssg.model.source import SourceFile
from ssg.parse.entries.entry import parse_entry
from ssg.text.decoding import decode_text

PATH = "content/posts/a.md"


def problems_in(text: str) -> tuple[Diagnostic, ...]:
    decoded = decode_text(PATH, text.encode("utf-8", "replace"))
    if decoded.value is None:
        return decoded.diagnostics
    source = SourceFile(PATH, decoded.value.text)
    return parse_entry(source, Kind.POST, ParseSettings("en", "UTC")).diagnostics


def mended(text: str) -> str:
    return edited(text, [mend.edit for mend in mends_of_values(PATH, text, problems_in)])


def title_of(text: str) -> str:
    entry = parse_entry(SourceFile(PATH, text), Kind.POST, ParseSettings("en", "UTC")).entry
    return entry.title_as_written if entry else ""


@pytest.mark.parametrize(
    ("written", "becomes", "title"),
    [
        ("Foo: bar", '"Foo: bar"', "Foo: bar"),
        ("“Foo: bar”", '"Foo: bar"', "Foo: bar"),
        ("“Foo bar”", '"Foo bar"', "Foo bar"),
        ("„Foo bar“", '"Foo bar"', "Foo bar"),
        ("« Foo »", '" Foo "', "Foo"),
        ("[x] foo", '"[x] foo"', "[x] foo"),
        ("C and #1 things", '"C and #1 things"', "C and #1 things"),
        ("'It's raining'", '"It\'s raining"', "It's raining"),
        ('"He said "no" to it"', "'He said \"no\" to it'", 'He said "no" to it'),
        ('"It\'s a "no""', '"It\'s a \\"no\\""', 'It\'s a "no"'),
        ('"Foo" bar', "'\"Foo\" bar'", '"Foo" bar'),
        ("@home", '"@home"', "@home"),
        ("100%: a \\ b", '"100%: a \\\\ b"', "100%: a \\ b"),
        ("a: b: c", '"a: b: c"', "a: b: c"),
    ],
)
def test_a_title_gets_the_quotation_marks_that_it_needs(
    written: str, becomes: str, title: str
) -> None:
    text = f"---\ntitle: {written}\ndate: 2016-10-29\n---\nText: #1 “so”\n"
    after = mended(text)
    assert after == text.replace(written, becomes, 1)
    assert title_of(after).strip() == title
    assert mended(after) == after


@pytest.mark.parametrize(
    "line",
    [
        'title: "Foo', "title: - dash", "title: |\n  Foo: bar", "title: Foo: bar\n  goes on",
        "title: Foo", 'title: "Foo: bar"', "date: “2016: x", "tags: [a: b]", "title: ", "title: |",
        "extra:\n  title: a: b", "summary: “a” and “b”", "title: ‘a’ b’",
        "title: Foo: bar # my private remark", "title: C and #1 things # remark",
        'title: "Foo" bar # remark', "title: “Foo: bar” # remark", "title: @home\t# remark",
    ],
)  # fmt: skip
def test_what_may_be_meant_otherwise_is_left(line: str) -> None:
    text = f"---\n{line}\ndate: 2016-10-29\n---\nText\n"
    assert mended(text) == text


def test_several_places_are_mended_at_once_and_everything_else_stays_byte_for_byte() -> None:
    text = (
        "\ufeff---\r\ntitle: A: b\r\nsummary: c: “d”   \r\ndate: 2016-10-29\r\n"
        "tags: [“x”, “y”]\r\n---\r\nText: “so”\ttail \r\n\r\nend"
    )
    assert mended(text) == (
        '\ufeff---\r\ntitle: "A: b"\r\nsummary: "c: “d”"   \r\ndate: 2016-10-29\r\n'
        'tags: ["x", "y"]\r\n---\r\nText: “so”\ttail \r\n\r\nend'
    )


def test_what_another_mistake_hides_is_mended_below_it_and_never_made_worse() -> None:
    text = "---\ntitle: A: b\nnonsense: 1\ndate: 2016-10-29\nsummary: c: d\n---\nText\n"
    assert mended(text) == text.replace("A: b", '"A: b"').replace("c: d", '"c: d"')


def test_an_edit_whose_words_stand_elsewhere_by_now_is_not_made() -> None:
    edits = [
        Edit(PATH, Place(1, 3), "b", "B"),
        Edit(PATH, Place(1, 1), "x", "X"),
        Edit(PATH, Place(9, 1), "a", "A"),
        Edit(PATH, Place(0, 0), "a", "A"),
        Edit(PATH, Place(2, 1), "cd", "C"),
        Edit(PATH, Place(2, 2), "d", "D"),
    ]
    assert fitting("a b\ncd", edits) == [edits[0], edits[4]]
    assert edited("a b\r\ncd\re", edits) == "a B\r\nC\re"


HERE = "•"
"""Stands before the addresses that may be mended."""


@pytest.mark.parametrize(
    ("body", "new"),
    [
        ("Write `[code](/old/)` and [a](•/old/).", "/new/"),
        ("```\n[x](/old/)\n```\n\n    /old/\n\n- [a](•/old/)\n\n      /old/", "/new/"),
        ("<!-- [x](/old/) -->\n\n<!-- \n\n/old/ -->\n\n<a href='•/old/'>/old/</a>", "/new/"),
        ("[/old/](•/old/) ![/old/](•/old/ '/old/') <i title='/old/'>/old/</i>", "/new/"),
        ("[x][y], [z][y]\n\n[y]: •/old/\n[v]: /old/", "/new/"),
        ("[a](/old/#x) [a](•/old/) [b](/old/#) [c](/old/z/) [d](/z/old/) <p>", "/new/#y"),
        ("[a](•/old/#x) [b](•/old/#) $/old/$ \\[/old/](/old/)", "/new/"),
        ("[a](•/old/) <https://x.example/old/>", "https://new.example/x/"),
        ("[a](/old/)", "/a)b"),
        ("| [a](/old/) | b |\n|---|---|\n| [c](/old/) | d |", "/a|b|c"),
    ],
)
def test_an_address_is_mended_only_where_it_is_one(tmp_path: Path, body: str, new: str) -> None:
    lines = f"---\ntitle: T\ndate: 2016-10-29\n---\n{body}\n".split("\n")
    plain = "\n".join(lines).replace(HERE, "")
    post = tmp_path / PATH
    post.parent.mkdir(parents=True)
    post.write_text(plain, "utf-8")
    problem = Diagnostic(PATH, 5, 1, Level.ADVICE, "moved-link", "", "")
    mends = [
        Mend(problem, Edit(PATH, Place(number, found.start() + 1), "/old/", new))
        for number, line in enumerate(plain.split("\n"), 1)
        for found in re.finditer("/old/", line)
    ]
    made = mendings_of(tmp_path, [], mends)
    after = made[0].after.decode("utf-8") if made else plain
    assert after == "\n".join(lines).replace(f"{HERE}/old/", new)


def test_an_address_between_angle_brackets_is_mended_with_the_words_that_it_is() -> None:
    edit = Edit(PATH, Place(5, 2), "http://a.example/", "https://a.example/")
    texts = [f"---\ntitle: T\ndate: 2016-10-29\n---\n<{each}>\n" for each in (edit.old, edit.new)]
    before, after = (
        parse_entry(SourceFile(PATH, text), Kind.POST, ParseSettings("en", "UTC")) for text in texts
    )
    assert is_in_text(edit, texts[0])
    assert changes_address_only(before, after, edit)


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 5), st.integers(0, 9)), max_size=4))
def test_without_fitting_edits_a_text_stays_as_it_is(
    text: str, places: list[tuple[int, int]]
) -> None:
    edits = [Edit(PATH, Place(*place), "\ue000", "x") for place in places]
    assert edited(text, edits) == text or "\ue000" in text


@given(st.text(alphabet="ab:#'\"“”[] -\\&*", max_size=24))
def test_mending_never_adds_problems_and_ends(value: str) -> None:
    text = f"---\ntitle: {value}\ndate: 2016-10-29\n---\nText\n"
    after = mended(text)
    assert len(problems_in(after)) <= len(problems_in(text))
    assert mended(after) == after
