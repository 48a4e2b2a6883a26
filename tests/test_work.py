"""Work spread over others: the same results in the same order, whoever does it and wherever."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from ssg.commands.failures import WorldError
from ssg.commands.workers import workers
from ssg.disk.cache.store import open_cache
from ssg.model.digest import Digest, digest_of
from ssg.work import Sent, Work, Workers, as_done, here, perform, spread

MUCH = 1_000
INHERITS = sys.platform == "linux"
"""Elsewhere processes are not forked, so nobody inherits."""
JOBS = tuple(range(300))


@pytest.fixture(params=["here", "processes", "sent"])
def staff(request: pytest.FixtureRequest) -> Iterator[Workers]:
    if request.param == "processes":
        with workers(2) as processes:
            yield processes
    elif request.param == "sent":
        with ThreadPoolExecutor(3) as executor:
            yield Sent(executor)
    else:
        yield here


def test_a_process_that_may_use_one_core_works_alone() -> None:
    allowed = os.sched_getaffinity(0) if INHERITS else frozenset[int]()
    if INHERITS:  # Elsewhere a process may use every core.
        os.sched_setaffinity(0, {min(allowed)})
    try:
        with workers(0) as staff:
            assert (staff is here) == (INHERITS or os.cpu_count() == 1)
    finally:
        if INHERITS:
            os.sched_setaffinity(0, allowed)


def square(numbers: Sequence[int]) -> list[int]:
    return [number * number for number in numbers]


def even(numbers: Sequence[int]) -> list[int]:
    return [number for number in numbers if number % 2 == 0]


def beside(loaded: Sequence[int], done: Sequence[int]) -> list[tuple[int, int]]:
    return list(zip(loaded, done, strict=True))


def test_results_come_in_the_order_of_the_jobs(staff: Workers) -> None:
    work = Work(JOBS, load=even, do=square, keep=beside)

    assert list(perform(work, MUCH, staff)) == [(n, n * n) for n in JOBS if n % 2 == 0]


@pytest.mark.parametrize("count", [0, 1, 39, 40, 41])
def test_no_job_is_lost_or_done_twice(staff: Workers, count: int) -> None:
    work = Work(range(count), list, square, as_done)

    assert list(perform(work, MUCH, staff)) == [n * n for n in range(count)]


def test_a_stream_of_jobs_is_done_in_its_order(staff: Workers) -> None:
    assert list(spread(square, iter(JOBS), MUCH, staff)) == [n * n for n in JOBS]


def fail(_numbers: Sequence[int]) -> list[int]:
    message = "so it ends"
    raise OSError(message)


@pytest.mark.parametrize("step", ["load", "do"])
def test_an_error_in_any_step_comes_back(staff: Workers, step: str) -> None:
    steps: dict[str, Callable[[Sequence[int]], list[int]]] = {"load": list, "do": square}
    steps[step] = fail
    work = Work(JOBS, steps["load"], steps["do"], as_done)

    with pytest.raises(OSError, match="so it ends"):
        list(perform(work, MUCH, staff))


def end_abruptly(_numbers: Sequence[int]) -> list[int]:
    os._exit(9)


def test_a_process_that_is_killed_is_told_in_a_line() -> None:
    work = Work(JOBS, list, end_abruptly, as_done)

    with pytest.raises(WorldError, match="was ended from outside"), workers(2) as family:
        list(perform(work, MUCH, family))


def where(_loaded: object, _done: object) -> list[int]:
    return [os.getpid()]


def test_heirs_touch_the_disk_themselves_and_others_leave_it_to_us() -> None:
    work = Work(JOBS, list, square, where)
    with workers(2) as family, ThreadPoolExecutor(2) as executor:
        assert (os.getpid() not in set(perform(work, MUCH, family))) is INHERITS
        assert set(perform(work, MUCH, Sent(executor))) == {os.getpid()}


def test_heirs_are_replaced_before_they_have_copied_all_that_they_inherit() -> None:
    many = range(50_000)
    with workers(2) as family:
        processes = set(perform(Work(many, list, square, where), MUCH, family))
        assert list(perform(Work(many, list, square, as_done), MUCH, family)) == square(many)

    assert (len(processes) > 2) is INHERITS


def test_little_is_done_here() -> None:
    work = Work(JOBS, list, square, where)
    with workers(2) as family:
        assert set(perform(work, 1, family)) == {os.getpid()}


def test_what_does_not_travel_is_never_sent() -> None:
    heavy = Work(JOBS, list, partial(who_did, os.getpid()), as_done, travels=False)
    with ThreadPoolExecutor(2) as executor:
        executor.shutdown()
        assert set(perform(heavy, MUCH, Sent(executor))) == {True}


def who_did(process: int, _numbers: Sequence[int]) -> list[bool]:
    return [os.getpid() == process]


def test_processes_read_what_was_remembered_before_they_began(tmp_path: Path) -> None:
    keys = [digest_of(number) for number in JOBS]
    with open_cache(tmp_path) as cache, workers(2) as family:
        cache.write([], [(key, str(n).encode()) for n, key in enumerate(keys)])

        def read(chunk: Sequence[Digest]) -> list[bytes]:
            found = cache.read_heavy(chunk)
            return [found[key] for key in chunk]

        work: Work[Digest, list[bytes], list[bytes], bytes] = Work(keys, read, list, as_done)
        assert list(perform(work, MUCH, family)) == [str(n).encode() for n in JOBS]
        # And this process goes on with it as before.
        assert cache.read_heavy(keys[:1]) == {keys[0]: b"0"}
        cache.write([(keys[1], b"light")], [])
        assert cache.read_light(keys[1:2]) == {keys[1]: b"light"}
