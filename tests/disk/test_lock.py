"""The lock: one build of a site at a time, and none that outlives its process."""

import subprocess
import sys
from pathlib import Path

import pytest

from ssg.disk.publishing.holding import LockedError
from ssg.disk.publishing.lock import build_lock

HOLD = """
import pathlib, sys
from ssg.disk.publishing.lock import build_lock
with build_lock(pathlib.Path(sys.argv[1])):
    print("locked", flush=True)
    sys.stdin.read()
"""


def hold(site: Path) -> subprocess.Popen[bytes]:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(site)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    assert holder.stdout.readline().startswith(b"locked")
    return holder


def test_a_second_build_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    with (
        hold(tmp_path) as holder,
        pytest.raises(LockedError) as refusal,
        build_lock(tmp_path, patience_seconds=0.1),
    ):
        pass

    assert refusal.value.process == holder.pid


def test_a_killed_build_leaves_no_lock(tmp_path: Path) -> None:
    with hold(tmp_path) as holder:
        holder.kill()
        holder.wait()

    with build_lock(tmp_path, patience_seconds=0):
        assert True


def test_one_build_after_the_other_is_fine(tmp_path: Path) -> None:
    for _ in range(2):
        with build_lock(tmp_path, patience_seconds=0):
            assert (tmp_path / ".ssg-cache/lock").exists()


def test_a_worker_that_outlives_a_killed_build_does_not_keep_the_lock(tmp_path: Path) -> None:
    fork = HOLD.replace("print(", "import os; os.fork() or (sys.stdin.read(), os._exit(0)); print(")
    holder = subprocess.Popen(
        [sys.executable, "-c", fork, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline().startswith(b"locked")
        holder.kill()
        holder.wait()

        with build_lock(tmp_path, patience_seconds=0):
            assert True
