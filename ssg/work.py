"""Work on many jobs, done here or by others, in order, a chunk at a time.

Others are reached in two ways. Processes that this one forks inherit all that it holds: each takes
its chunks from what is there already, and reads and writes this machine's disk itself. Any other
executor, that of a cluster too, is sent what a chunk needs and sends back what comes of it; then
the disk is touched only here.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import AbstractContextManager
from itertools import islice
from typing import Any, Generic, Protocol, TypeVar

from ssg.model.record import dataclass

Job = TypeVar("Job")
Loaded = TypeVar("Loaded")
Done = TypeVar("Done")
Result = TypeVar("Result")

_CHUNK, _LARGEST_CHUNK = 40, 256
_CHUNKS = 100
"""So many chunks spread the work evenly, and handing them out costs little beside it."""
_LIFE = 100
"""After so many chunks heirs are replaced: what they touch of what they inherit, they copy."""
_AHEAD = 6
"""At least so many chunks are under way at once: enough for most computers, bounded in memory."""


@dataclass(frozen=True, slots=True)
class Work(Generic[Job, Loaded, Done, Result]):
    """What is done with `jobs`, a chunk at a time.

    `do` is pure and may be done anywhere: it, what it takes and what it returns are picklable.
    `load` before it and `keep` after it may touch this machine's disk. Where `travels` is false,
    `do` holds more than is worth sending with each chunk, and it is left to heirs or done here.
    """

    jobs: Sequence[Job]
    load: Callable[[Sequence[Job]], Loaded]
    do: Callable[[Loaded], Done]
    keep: Callable[[Loaded, Done], Sequence[Result]]
    travels: bool = True

    def chunk(self, start: int, stop: int) -> Sequence[Result]:
        """Do the jobs from number `start` to `stop`, all three steps."""
        loaded = self.load(self.jobs[start:stop])
        return self.keep(loaded, self.do(loaded))


AnyWork = Work[Any, Any, Any, Any]
Begin = Callable[[int, int], Future[Any]]
"""Lets one of the processes that inherited a work do its chunk from one number to another."""
Heirs = Callable[[], AbstractContextManager[Begin]]
"""Starts processes that inherit a work, and ends them."""


class Workers(Protocol):
    """Who does the work. Both answer None where doing so many jobs here is faster."""

    def executor(self, jobs: int) -> Executor | None:
        """Return an executor that is sent what it needs."""
        ...

    def heirs(self, jobs: int, work: AnyWork) -> Heirs | None:
        """Return what starts processes that inherit `work`; None also where none can."""
        ...


class Sent:
    """Sends everything to one executor, however little it is: who asks for a cluster wants it."""

    def __init__(self, executor: Executor) -> None:
        """Take the executor."""
        self._executor = executor

    def executor(self, jobs: int) -> Executor:  # noqa: ARG002 - the protocol's
        """Return the executor."""
        return self._executor

    def heirs(self, jobs: int, work: AnyWork) -> None:
        """Leave nothing to anybody: another machine inherits nothing."""


class _Here:
    def executor(self, jobs: int) -> None:
        """Send nothing to anybody."""

    def heirs(self, jobs: int, work: AnyWork) -> None:
        """Leave nothing to anybody."""


here: Workers = _Here()
"""Every job is done in this process."""


def perform(
    work: Work[Job, Loaded, Done, Result], weight: int, workers: Workers
) -> Iterator[Result]:
    """Return the results of `work` in the order of its jobs; they do not depend on who does them.

    `weight` tells how much there is to do, in jobs that take about as long as parsing a post.
    """
    spans = list(_spans(len(work.jobs), weight))
    if heirs := workers.heirs(weight, work):
        yield from _inherited(spans, heirs)
    elif work.travels and (executor := workers.executor(weight)):
        yield from _sent(work, spans, executor)
    else:
        for start, stop in spans:
            yield from work.chunk(start, stop)


def as_done(_loaded: object, done: Done) -> Done:
    """Return what was done as it is: the `keep` of a work that keeps nothing."""
    return done


def spread(
    do_chunk: Callable[[list[Job]], Sequence[Result]],
    jobs: Iterable[Job],
    count: int,
    workers: Workers,
) -> Iterator[Result]:
    """Return the results of `do_chunk` on a stream of `jobs`, in their order.

    `count` is the number of jobs, which are taken only as they are needed. `do_chunk` and the jobs
    must be picklable; the results do not depend on who does the work.
    """
    executor = workers.executor(count)
    if executor is None:
        for chunk in _chunks(jobs):
            yield from do_chunk(chunk)
        return
    begun = (executor.submit(do_chunk, chunk) for chunk in _chunks(jobs))
    for results in _in_order(begun, _ahead(executor)):
        yield from results


def _inherited(spans: Sequence[tuple[int, int]], heirs: Heirs) -> Iterator[Any]:
    """Let heirs do all three steps."""
    for first in range(0, len(spans), _LIFE):
        with heirs() as begin:
            begun = (begin(start, stop) for start, stop in spans[first : first + _LIFE])
            for results in _in_order(begun):
                yield from results


def _sent(
    work: Work[Job, Loaded, Done, Result], spans: Iterable[tuple[int, int]], executor: Executor
) -> Iterator[Result]:
    """Load and keep here, and let `executor` do what is between."""
    under_way: deque[Loaded] = deque()

    def begin() -> Iterator[Future[Done]]:
        for start, stop in spans:
            under_way.append(work.load(work.jobs[start:stop]))
            yield executor.submit(work.do, under_way[-1])

    for done in _in_order(begin(), _ahead(executor)):
        yield from work.keep(under_way.popleft(), done)


def _ahead(executor: Executor) -> int:
    """Return how many chunks to begin at once.

    An executor of many workers says by an attribute `chunks_at_once` what keeps all at work.
    """
    return max(_AHEAD, getattr(executor, "chunks_at_once", 0))


def _in_order(begun: Iterable[Future[Result]], ahead: int = _AHEAD) -> Iterator[Result]:
    """Return the results of futures in the order in which they begin, `ahead` of them at once."""
    under_way: deque[Future[Result]] = deque()
    for future in begun:
        under_way.append(future)
        if len(under_way) >= ahead:
            yield under_way.popleft().result()
    while under_way:
        yield under_way.popleft().result()


def _spans(count: int, weight: int) -> Iterator[tuple[int, int]]:
    """Cut so many jobs into chunks that weigh about as much as `_CHUNK` posts."""
    alike = _CHUNK * count // max(weight, 1)
    size = min(max(alike, -(-count // _CHUNKS), 1), _LARGEST_CHUNK)
    return ((start, start + size) for start in range(0, count, size))


def _chunks(jobs: Iterable[Job]) -> Iterator[list[Job]]:
    remaining = iter(jobs)
    while chunk := list(islice(remaining, _CHUNK)):
        yield chunk
