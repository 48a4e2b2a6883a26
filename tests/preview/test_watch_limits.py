"""Where events fail, the clock hints, and the author is told why and what to do."""

import errno
import logging
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.inotify import InotifyObserver
from watchdog.observers.inotify_c import InotifyFD

from ssg.preview.watch import Watching, watch
from tests.preview.watched import Told, make_site, watched, write

POST = "content/posts/x.md"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return make_site(tmp_path / "site")


def test_polling_hints_at_anything_again_and_again(site: Path) -> None:
    with watched(site, polls=True) as told:
        told.wait_for_anything(3)

    assert told.named == set()
    assert told.notes == []


def test_polling_rests_nine_times_as_long_as_a_look_takes(site: Path) -> None:
    times: list[tuple[float, float]] = []
    enough = threading.Event()

    def look(_paths: frozenset[str]) -> None:
        began = time.monotonic()
        threading.Event().wait(0.1)  # The work that is measured.
        times.append((began, time.monotonic()))
        if len(times) == 3:
            enough.set()

    with watch(site, site / "output", look, print, polls=True):
        assert enough.wait(60)

    for (began, ended), (begins_again, _) in pairwise(times):
        assert begins_again - ended >= 9 * 0.95 * (ended - began)


def test_polling_waits_for_a_site_that_is_gone(site: Path) -> None:
    with watched(site, polls=True) as told:
        told.wait_for_anything()
        aside = site.rename(site.with_name("aside"))
        told.wait_for_note("is gone")
        told.hints.clear()
        aside.rename(site)
        told.wait_for_note("is back")
        told.wait_for_anything()


STARVED = """
import os, resource, sys
from pathlib import Path
from ssg.preview.watch import watch

site = Path(sys.argv[1])
soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
free = os.open("/dev/null", os.O_RDONLY)
os.close(free)
resource.setrlimit(resource.RLIMIT_NOFILE, (free, hard))
with watch(site, site / "output", lambda paths: print("hint", sorted(paths), flush=True),
           lambda note: print(note, flush=True), polls=False):
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    sys.stdin.read()
"""


def test_a_process_without_free_files_polls_and_tells_why(site: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", STARVED, str(site)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        told = [process.stdout.readline() for _ in range(4)]
        process.communicate("")

    assert "limit of watchers or of open files" in told[0]
    assert told[1].startswith("fix: sudo sysctl fs.inotify.max_user_instances=")
    assert told[2:] == ["hint []\n"] * 2
    assert process.returncode == 0


class Crowded(InotifyObserver):
    """A real observer in a system that is full once `is_full` says so."""

    is_full: Callable[[], bool] = staticmethod(lambda: True)

    def schedule(self, *arguments: Any, **options: Any) -> ObservedWatch:
        if self.is_full():
            raise OSError(errno.ENOSPC, "inotify watch limit reached")
        return super().schedule(*arguments, **options)


def watched_by(site: Path, told: Told, make_observer: Callable[[], BaseObserver]) -> Watching:
    return Watching(site, site / "output", (told.hint, told.note), make_observer)


def test_a_system_without_free_watches_is_polled(site: Path) -> None:
    before, told = set(threading.enumerate()), Told(site)
    with watched_by(site, told, Crowded):
        during = set(threading.enumerate()) - before
        note = told.wait_for_note("limit of watched folders")
        told.wait_for_anything(2)

    assert "every half second" in note
    assert "\nfix: sudo sysctl fs.inotify.max_user_watches=" in note
    for thread in during:
        thread.join(20)
    assert not any(thread.is_alive() for thread in during)


def test_a_system_that_becomes_full_is_polled_from_then_on(site: Path) -> None:
    told, fills = Told(site), threading.Event()

    class Filling(Crowded):
        is_full = staticmethod(fills.is_set)

    with watched_by(site, told, Filling):
        write(site / POST, "new")
        told.wait_for(POST, "new")
        fills.set()
        write(site / "content/posts/new/index.md", "a folder more")
        told.wait_for_note("limit of watched folders")
        told.wait_for_anything(2)

    assert len(told.notes) == 1


def test_any_other_refusal_is_told_as_the_system_puts_it(site: Path) -> None:
    told = Told(site)

    def refuse() -> BaseObserver:
        raise OSError(errno.ENOSYS, "Function not implemented")

    with watched_by(site, told, refuse):
        told.wait_for_note("Function not implemented")
        told.wait_for_anything()


def test_a_watcher_that_dies_is_replaced_by_the_clock(site: Path) -> None:
    with watched(site) as told:
        reader = next(thread for thread in threading.enumerate() if isinstance(thread, InotifyFD))
        reader.stop()
        told.wait_for_note("its watcher has ended")
        told.wait_for_anything(2)


def test_lost_events_may_mean_anything_and_are_not_printed(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with watched(site) as told:
        # What watchdog does when the system's queue runs over; it tells in no other way.
        logging.getLogger("watchdog.observers.inotify_c").warning("Inotify queue overflowed")
        told.wait_for_anything()
        told.settle_after_anything()

    assert capsys.readouterr().err == ""
