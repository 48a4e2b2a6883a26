"""The record of letters is read as it was written, or told to be none of ours; nothing between."""

from pathlib import Path

import pytest

from ssg.disk.writing.letter_record import (
    FILE,
    SentLetter,
    UnreadableRecordError,
    read_record,
    write_record,
)

LETTER = SentLetter("a@b", "/one/", "One – Öl", "list@b.example", "2026-11-29T10:00:00+00:00")


def test_a_record_that_an_editor_has_saved_with_a_mark_in_front_is_read(tmp_path: Path) -> None:
    assert read_record(tmp_path) == ()
    write_record(tmp_path, (LETTER,))
    file = tmp_path / FILE
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert read_record(tmp_path) == (LETTER,)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b'{"letters": 5}',
        b'{"letters": [5]}',
        b'{"letters": [{"id": "a"}]}',
        b'{"letters": [{"id": "a", "url": "/", "title": "b", "to": "c", "date": 7}]}',
        b"[" * 100_000,
        '{"letters": []}'.encode("utf-16"),
    ],
    ids=range(8),
)
def test_what_is_no_record_is_told_so(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(UnreadableRecordError):
        read_record(tmp_path)
