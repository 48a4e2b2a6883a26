"""What is allowed in an entry and yet seldom meant."""

import pytest

from ssg.model.entry import Kind
from ssg.model.settings import ParseSettings
from ssg.model.source import SourceFile
from ssg.parse.entries.entry import parse_entry

PATH = "content/posts/2016-10-29-words.md"


def problems_of(front_matter: str, body: str = "Text.", kind: Kind = Kind.POST) -> list[str]:
    text = f"---\ntitle: x\n{front_matter}\n---\n{body}\n"
    parsed = parse_entry(SourceFile(PATH, text), kind, ParseSettings("en", "America/Chicago"))
    return [f"{p.line}:{p.column} {p.level.value} {p.rule}" for p in parsed.diagnostics]


@pytest.mark.parametrize(
    ("front_matter", "problems"),
    [
        ("updated: 2016-10-28", ["3:10 warning updated-before-date"]),
        ("date: 2016-10-29 10:00\nupdated: 2016-10-29", []),
        ("updated: 2016-10-30", []),
        ("date: 2006-10-29", ["3:7 warning file-name-date"]),
        ("date: 2016-12-01", []),
    ],
)
def test_dates_that_contradict_each_other_are_named(front_matter: str, problems: list[str]) -> None:
    assert problems_of(front_matter) == problems


@pytest.mark.parametrize(
    ("front_matter", "body", "problems"),
    [
        ("", "", ["1:1 warning empty-post"]),
        ("", "<!-- later -->", []),
        ("", "![Cranes](/media/cranes.jpg)", []),
        ("draft: true", "", []),
        ("image: /media/cranes.jpg", "", []),
        ("audio: /media/show.mp3", "", []),
    ],
)
def test_a_post_without_text_is_named(front_matter: str, body: str, problems: list[str]) -> None:
    assert problems_of(front_matter, body) == problems


def test_a_page_may_be_empty() -> None:
    assert problems_of("", "", Kind.PAGE) == []
