"""Who does the work: this process, others on this machine, or a cluster."""

import contextlib
import gc
import multiprocessing
import os
import sys
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor

from ssg.commands.failures import UsageError, WorldError
from ssg.work import Workers, here

_WORTH_A_POOL = 120
"""Starting processes costs about as much as so many posts."""
_RARELY = 100_000


@contextlib.contextmanager
def workers(jobs: int, executor: str = "", *, has_threads: bool = False) -> Iterator[Workers]:
    """Provide workers: up to `jobs` processes (0: one for each core), or the cluster `executor`.

    `executor` is "" or "dask://HOST:PORT". Processes start only when there is enough to do. Raises
    UsageError and WorldError where the cluster cannot be had. `has_threads` tells that this
    process runs several threads: such a one is not forked.
    """
    gc.set_threshold(_RARELY)  # A build makes many objects, keeps most of them, and ends.
    count = jobs or os.cpu_count() or 1
    with contextlib.ExitStack() as stack:
        if executor:
            cluster = stack.enter_context(_cluster(executor))
            yield lambda _jobs: cluster
        elif count == 1:
            yield here
        else:
            pool: list[Executor] = []

            def processes(work: int) -> Executor | None:
                if work < _WORTH_A_POOL:
                    return None
                if not pool:
                    pool.append(stack.enter_context(_pool(count, forks=not has_threads)))
                return pool[0]

            yield processes


def _pool(count: int, *, forks: bool) -> Executor:
    # Forking is fast and keeps what is imported; only Linux does it safely.
    method = "fork" if forks and sys.platform == "linux" else "spawn"
    return ProcessPoolExecutor(count, mp_context=multiprocessing.get_context(method))


@contextlib.contextmanager
def _cluster(address: str) -> Iterator[Executor]:
    scheme, _, place = address.partition("://")
    if scheme != "dask" or not place:
        message = f"--executor takes dask://HOST:PORT, not {address}"
        raise UsageError(message)
    try:
        from distributed import Client  # noqa: PLC0415 - an extra that few install
    except ImportError as error:
        message = "--executor dask://… needs the package distributed"
        raise WorldError(message, "pip install distributed") from error
    try:
        client = Client(f"tcp://{place}")
    except OSError as error:
        message = f"no dask scheduler answers at {place}"
        raise WorldError(message, "start one with `dask scheduler`, or build without") from error
    with client:
        yield client.get_executor()
