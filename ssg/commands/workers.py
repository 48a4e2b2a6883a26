"""Who does the work: this process, others on this machine, or a cluster."""

import contextlib
import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import resource_tracker

from ssg.commands.failures import WorldError
from ssg.work import AnyWork, Begin, Heirs, Sent, Workers, here

_WORTH_A_POOL = 120
"""Starting processes costs about as much as so many posts."""
_RARELY = 100_000


@contextlib.contextmanager
def workers(jobs: int, executor: str = "", *, has_threads: bool = False) -> Iterator[Workers]:
    """Provide workers: up to `jobs` processes, or the cluster `executor`.

    With `jobs` 0 they are as many as the cores that this process may use. `executor` is "" or the
    address of a cluster's scheduler (`cluster.py`). Processes start only when there is enough to
    do. Raises UsageError and WorldError where the cluster cannot be had or a process was killed.
    `has_threads` tells that this process runs several threads: such a one is not forked.
    """
    gc.set_threshold(_RARELY)  # A build makes many objects, keeps most of them, and ends.
    count = jobs or _cores()
    with _losses_told(), contextlib.ExitStack() as stack:
        if executor:
            from ssg.commands.cluster import cluster  # noqa: PLC0415 - an extra that few install

            yield Sent(stack.enter_context(cluster(executor)))
        elif count == 1:
            yield here
        elif sys.platform == "linux" and not has_threads:
            yield _Family(count, stack)
        else:
            yield _Staff(count, stack, has_threads=has_threads)


def _cores() -> int:
    """Return the number of cores that this process may use: a container may have few of many."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextlib.contextmanager
def _losses_told() -> Iterator[None]:
    try:
        yield
    except BrokenProcessPool as error:
        message = "a process that worked for this one was ended from outside; the site is as it was"
        fix = "if memory ran short, `--jobs 1` needs less of it; or build again"
        raise WorldError(message, fix) from error


class _Staff:
    """Processes that are sent their work; they start when there is enough of it, and stay."""

    def __init__(self, count: int, stack: contextlib.ExitStack, *, has_threads: bool) -> None:
        self._count, self._stack, self._has_threads = count, stack, has_threads
        self._pool: Executor | None = None

    def executor(self, jobs: int) -> Executor | None:
        """Return the processes, where they are worth their start."""
        if jobs < _WORTH_A_POOL:
            return None
        if self._pool is None:
            if self._has_threads:
                self._stack.enter_context(_ctrl_c_kept_from_processes())
            self._pool = self._stack.enter_context(self._started())
        return self._pool

    def heirs(self, jobs: int, work: AnyWork) -> Heirs | None:  # noqa: ARG002 - the protocol's
        """Leave nothing to anybody: these processes begin with nothing."""
        return None

    def _started(self) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self._count, mp_context=context, initializer=_end_with_parent)


class _Family(_Staff):
    """Processes that are forked, which is fast and safe on Linux while there is but one thread."""

    def __init__(self, count: int, stack: contextlib.ExitStack) -> None:
        super().__init__(count, stack, has_threads=False)

    def heirs(self, jobs: int, work: AnyWork) -> Heirs | None:
        """Return what forks processes that hold all that is held here."""
        return partial(self._forked, work) if jobs >= _WORTH_A_POOL else None

    @contextlib.contextmanager
    def _forked(self, work: AnyWork) -> Iterator[Begin]:
        gc.freeze()  # A process that looked through what it inherits would copy it.
        try:
            with self._started(work) as pool:
                yield lambda start, stop: pool.submit(_do_inherited, start, stop)
        finally:
            gc.unfreeze()

    def _started(self, work: AnyWork | None = None) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("fork")
        return ProcessPoolExecutor(
            self._count, mp_context=context, initializer=_begin, initargs=(work,)
        )


_inherited: list[AnyWork] = []
"""The work of a process that was forked for it."""


def _begin(work: AnyWork | None) -> None:
    if work is not None:
        _inherited.append(work)
    _end_with_parent()


def _do_inherited(start: int, stop: int) -> object:
    return _inherited[-1].chunk(start, stop)


def _end_with_parent() -> None:
    """Let this process end when the one that it works for has ended, however that was."""
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(0)

    threading.Thread(target=watch, daemon=True).start()


@contextlib.contextmanager
def _ctrl_c_kept_from_processes() -> Iterator[None]:
    """Let processes that this thread starts leave Ctrl-C, which a terminal sends to all, to us.

    They end with us. For a thread that is not the main one, which is who hears signals in Python.
    """
    if sys.platform == "win32":
        yield
        return
    # It tidies up after us when we end in the middle of work, and is not to make a fuss about it.
    sys.warnoptions.append("ignore:resource_tracker")
    resource_tracker.ensure_running()  # Before what comes next, which starting it takes away.
    sys.warnoptions.remove("ignore:resource_tracker")
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
