"""Processes that work for another one."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

_PATIENCE_SECONDS = 30
_MASTER = """
import os, time
from concurrent.futures import wait
from ssg.commands.workers import workers

if __name__ == "__main__":
    with workers(2, has_threads={has_threads}) as staff:
        executor = staff(1_000)
        asked = [executor.submit(os.getpid) for _ in range(100)]
        print(*{{future.result() for future in asked}}, flush=True)
        while True:
            time.sleep(0.05)
"""


@contextmanager
def master(*, has_threads: bool) -> Iterator[tuple[subprocess.Popen[str], list[int]]]:
    """Run a process with workers, and name those."""
    with subprocess.Popen(
        [sys.executable, "-c", _MASTER.format(has_threads=has_threads)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stdout
        yield process, [int(word) for word in process.stdout.readline().split()]


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("has_threads", [False, True])
def test_workers_end_with_a_killed_master(*, has_threads: bool) -> None:
    with master(has_threads=has_threads) as (process, staff):
        assert staff
        process.kill()
        end = time.monotonic() + _PATIENCE_SECONDS
        while any(map(is_running, staff)):
            assert time.monotonic() < end
            time.sleep(0.02)


@pytest.mark.parametrize("has_threads", [False, True])
def test_ctrl_c_is_told_of_by_the_master_alone(*, has_threads: bool) -> None:
    with master(has_threads=has_threads) as (process, staff):
        assert staff
        os.killpg(process.pid, signal.SIGINT)
        assert process.stderr
        assert process.stderr.read().count("Traceback") == 1
