"""The lock that keeps a second deploy out."""

from pathlib import Path

import pytest

from ssg.deploy.failures import DeployLockedError
from ssg.deploy.folder import FolderShelf
from ssg.deploy.locking import target_lock
from ssg.deploy.model import LOCK


@pytest.mark.parametrize("content", [b"", b'{"holder": "some'], ids=["empty", "half"])
def test_a_lock_whose_writer_was_cut_off_at_it_does_not_last_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    monkeypatch.setattr("ssg.deploy.locking._WRITING_SECONDS", 0.1)
    (tmp_path / LOCK).write_bytes(content)
    with target_lock(FolderShelf(tmp_path), "me"):
        assert b'"me"' in (tmp_path / LOCK).read_bytes()
    assert not (tmp_path / LOCK).exists()


def test_a_lock_of_a_form_that_we_do_not_know_holds(tmp_path: Path) -> None:
    (tmp_path / LOCK).write_bytes(b"[]")
    with pytest.raises(DeployLockedError), target_lock(FolderShelf(tmp_path), "me"):
        pytest.fail("it was taken over")
