"""The lock at a target, on the real disk."""

import datetime as dt
import json
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from ssg.deploy.failures import DeployLockedError
from ssg.deploy.locking import target_lock
from ssg.deploy.model import LOCK
from ssg.deploy.targets.folder import FolderShelf


def _lock(holder: str, minutes: int) -> str:
    at = dt.datetime.now(dt.UTC) - dt.timedelta(minutes=minutes)
    return json.dumps({"holder": holder, "at": at.isoformat()})


@pytest.mark.parametrize(
    "left",
    [lambda: "", lambda: "{", lambda: _lock("me", 0), lambda: _lock("another", 61)],
    ids=["empty", "half", "ours", "stale"],
)
def test_a_lock_that_was_left_behind_is_taken_over(tmp_path: Path, left: Callable[[], str]) -> None:
    (tmp_path / LOCK).write_text(left())
    with target_lock(FolderShelf(tmp_path), "me"):
        assert json.loads((tmp_path / LOCK).read_text())["holder"] == "me"
    assert not (tmp_path / LOCK).exists()


def test_a_lock_that_another_deploy_holds_or_is_about_to_write_is_respected(
    tmp_path: Path,
) -> None:
    (tmp_path / LOCK).write_text("")
    writing = threading.Timer(0.2, (tmp_path / LOCK).write_text, [_lock("another", 0)])
    writing.start()
    with pytest.raises(DeployLockedError), target_lock(FolderShelf(tmp_path), "me"):
        pass
    writing.join()
    assert (tmp_path / LOCK).exists()
