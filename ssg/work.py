"""Pure work spread over an executor, in order, a chunk at a time."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from itertools import islice
from typing import TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")

Workers = Callable[[int], Executor | None]
"""Answers how to do so many jobs: an executor, or None where doing them here is faster."""

_CHUNK = 40
_AHEAD = 6
"""At least so many chunks are under way at once: enough for most computers, bounded in memory."""


def here(_jobs: int) -> None:
    """Return None: do every job in this process (a `Workers`)."""


def spread(
    do_chunk: Callable[[list[Job]], Sequence[Result]],
    jobs: Iterable[Job],
    count: int,
    workers: Workers,
) -> Iterator[Result]:
    """Return the results of `do_chunk` on `jobs`, cut into chunks, in the order of the jobs.

    `count` is the number of jobs, which are taken only as they are needed. `do_chunk` and the jobs
    must be picklable; the results do not depend on the executor. One that has many workers says by
    an attribute `chunks_at_once` how much it takes to keep them all at work.
    """
    executor = workers(count)
    if executor is None:
        for chunk in _chunks(jobs):
            yield from do_chunk(chunk)
        return
    ahead = max(_AHEAD, getattr(executor, "chunks_at_once", 0))
    under_way: deque[Future[Sequence[Result]]] = deque()
    for chunk in _chunks(jobs):
        under_way.append(executor.submit(do_chunk, chunk))
        if len(under_way) >= ahead:
            yield from under_way.popleft().result()
    while under_way:
        yield from under_way.popleft().result()


def _chunks(jobs: Iterable[Job]) -> Iterator[list[Job]]:
    remaining = iter(jobs)
    while chunk := list(islice(remaining, _CHUNK)):
        yield chunk
