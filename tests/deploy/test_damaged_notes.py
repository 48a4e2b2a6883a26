"""Notes of a deploy that were damaged count as not written, and no deploy fails for them."""

from pathlib import Path

import pytest

from ssg.deploy.journal import Journal
from ssg.deploy.keepsakes import Keepsakes, recall_outputs
from ssg.deploy.model import Remote
from ssg.deploy.record import read_record
from ssg.deploy.target_kinds import make_target
from tests.deploy.places import Place, deploy, files_in, release_files, workplace

FILES = {"index.html": b"<h1>One</h1>", "a/index.html": b"A"}
DAMAGED = [
    b"",
    b"\x00\x00\x00",
    b"\xff\xfe",
    b"[]",
    b"null",
    b"7",
    b'{"a": 1}',
    b'{"a": [1, 2, 3, 4]}',
    b'{"a": ["../../b", 1, 0, ""]}',
    b'{"a": ["00", 1, 99, ""]}',
    b"[" * 100_000,
    b'[["a"], "b", 1, 2]\n[["a"], "b", 1, 2]',
]
EVERY = pytest.mark.parametrize("content", DAMAGED, ids=range(len(DAMAGED)))


@EVERY
def test_a_damaged_record_is_none(content: bytes) -> None:
    assert read_record(content) is None


@EVERY
def test_what_was_sent_is_not_known_from_a_damaged_journal(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "sent.jsonl"
    file.write_bytes(content)
    assert (Journal(file).begun(), Journal(file).sent()) == (("", ""), {})


@EVERY
def test_a_release_of_which_the_list_is_damaged_is_not_kept(tmp_path: Path, content: bytes) -> None:
    mine = tmp_path / "mine.txt"
    mine.write_bytes(b"mine")
    keepsakes = Keepsakes(tmp_path / "private" / "releases")
    files = release_files(tmp_path / "output", FILES).values()
    keepsakes.keep("20261129T100000000Z", files)
    (tmp_path / "private" / "releases" / "20261129T100000000Z.json").write_bytes(content)
    assert keepsakes.files_of("20261129T100000000Z") is None
    keepsakes.keep("20261129T110000000Z", files)
    assert (keepsakes.files_of("20261129T110000000Z") or {}).keys() == FILES.keys()
    assert mine.read_bytes() == b"mine"


@EVERY
def test_titles_of_a_damaged_note_are_not_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "titles.json").write_bytes(content)
    assert recall_outputs(tmp_path / "titles.json") == {}


@EVERY
def test_a_command_carries_everything_where_its_note_is_damaged(
    tmp_path: Path, content: bytes
) -> None:
    place = Place({"type": "command", "run": "true"}, lambda: files_in(tmp_path))
    work = workplace(tmp_path / "site", place)
    target = make_target(place.keys, work)
    deploy(target, tmp_path / "output", FILES)
    assert deploy(target, tmp_path / "output", FILES).is_empty
    for note in work.private.glob("*.json"):
        note.write_bytes(content)
    assert target.look() == Remote(None, {})
