"""A file is written whole, or it is what it was and nothing else lies beside it."""

import os
import stat
from pathlib import Path

import pytest

from ssg.disk.writing.whole_files import write_whole


def test_a_file_is_replaced_and_has_the_mode_that_was_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(b"old")
    write_whole(file, b"new\n", mode=0o600)
    assert file.read_bytes() == b"new\n"
    assert file.stat().st_mode & 0o777 == 0o600
    write_whole(file, b"newer")
    assert file.stat().st_mode & 0o777 == 0o644
    assert list(tmp_path.iterdir()) == [file]


def test_nothing_is_left_of_a_file_that_cannot_take_its_place(tmp_path: Path) -> None:
    place = tmp_path / "card.yaml"
    (place / "below").mkdir(parents=True)
    with pytest.raises(OSError, match="card"):
        write_whole(place, b"card")
    assert list(tmp_path.iterdir()) == [place]
    assert (place / "below").is_dir()


def test_that_a_file_has_taken_its_place_is_on_the_disk_before_anything_follows_from_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "sent-letters.json"
    flushed: list[tuple[bool, bool]] = []
    fsync = os.fsync

    def watched(handle: int) -> None:
        flushed.append((stat.S_ISDIR(os.fstat(handle).st_mode), file.exists()))
        fsync(handle)

    monkeypatch.setattr(os, "fsync", watched)
    write_whole(file, b"sent")
    is_folder, is_there = True, True
    of_folder = [(is_folder, is_there)] if hasattr(os, "O_DIRECTORY") else []
    assert flushed == [(not is_folder, not is_there), *of_folder]
