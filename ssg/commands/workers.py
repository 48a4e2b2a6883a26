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
from multiprocessing import resource_tracker

from ssg.work import Workers, here

_WORTH_A_POOL = 120
"""Starting processes costs about as much as so many posts."""
_RARELY = 100_000


@contextlib.contextmanager
def workers(jobs: int, executor: str = "", *, has_threads: bool = False) -> Iterator[Workers]:
    """Provide workers: up to `jobs` processes (0: one for each core), or the cluster `executor`.

    `executor` is "" or the address of a cluster's scheduler (`cluster.py`). Processes start only
    when there is enough to do. Raises UsageError and WorldError where the cluster cannot be had.
    `has_threads` tells that this process runs several threads: such a one is not forked.
    """
    gc.set_threshold(_RARELY)  # A build makes many objects, keeps most of them, and ends.
    count = jobs or os.cpu_count() or 1
    with contextlib.ExitStack() as stack:
        if executor:
            from ssg.commands.cluster import cluster  # noqa: PLC0415 - an extra that few install

            staff = stack.enter_context(cluster(executor))
            yield lambda _jobs: staff
        elif count == 1:
            yield here
        else:
            pool: list[Executor] = []

            def processes(work: int) -> Executor | None:
                if work < _WORTH_A_POOL:
                    return None
                if not pool:
                    if has_threads:
                        stack.enter_context(_ctrl_c_kept_from_processes())
                    pool.append(stack.enter_context(_pool(count, forks=not has_threads)))
                return pool[0]

            yield processes


def _pool(count: int, *, forks: bool) -> Executor:
    # Forking is fast and keeps what is imported; only Linux does it safely.
    method = "fork" if forks and sys.platform == "linux" else "spawn"
    context = multiprocessing.get_context(method)
    return ProcessPoolExecutor(count, mp_context=context, initializer=_end_with_parent)


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
