"""Nouns come back from a pickle as they were, and say what they are, not how they are made."""

import copy
import datetime as dt
import pickle
import zoneinfo
from typing import Any

import pytest

from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.digest import Digest
from ssg.model.entry import Body, Entry, Kind, Place, Reference, ReferenceKind, TermMention
from ssg.model.parsed import Parsed, ParsedEntry
from ssg.model.site import Address, RelatedPost
from ssg.model.source import FileRef, Snapshot
from ssg.model.view import Crumb

_ENTRY = Entry(
    Kind.PAGE,
    "content/pages/about.md",
    "About",
    "about",
    Digest(b"0123456789abcdef"),
    date=dt.datetime(2016, 10, 29, 9, 30, tzinfo=zoneinfo.ZoneInfo("America/Chicago")),
    tags=(TermMention(("Île", "d’Yeu"), Place(3, 8)),),
    references=(Reference(ReferenceKind.WIKI, "harbour", "", Place(9, 1)),),
    extra={"mood": ["calm", 3]},
)


@pytest.mark.parametrize(
    "value",
    [
        _ENTRY,
        ParsedEntry(_ENTRY, Body("<p>x</p>"), (Diagnostic("a.md", 1, 2, Level.ADVICE, "r", "m"),)),
        Parsed(None),
        Level.ERROR,
        Snapshot({"site.yaml": FileRef("site.yaml", Digest(b"x"), 4)}, {}),
        RelatedPost("a.md", "tag", "rain"),
        Crumb("Home", "/"),
        Address("/a/"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_value_comes_back_equal(value: Any) -> None:
    back = _round_trip(value)
    assert back == value
    assert type(back) is type(value)
    assert copy.deepcopy(value) == value


def test_a_member_of_an_enumeration_comes_back_as_itself() -> None:
    assert _round_trip(ReferenceKind.WIKI) is ReferenceKind.WIKI


def test_values_are_restored_by_their_class_and_not_field_by_field(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def slow(*_arguments: object) -> None:
        message = "this looks up the fields of the class for each object"
        raise AssertionError(message)

    for kind in (Entry, TermMention, Place, Reference, ParsedEntry):
        monkeypatch.setattr(kind, "__setstate__", slow, raising=False)
    assert _round_trip(ParsedEntry(_ENTRY, None)).entry == _ENTRY


def _round_trip(value: Any) -> Any:
    return pickle.loads(pickle.dumps(value))  # noqa: S301 - made here
