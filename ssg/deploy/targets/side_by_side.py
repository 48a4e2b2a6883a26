"""Several transfers at once: a target far away answers slowly, but many at a time."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


def done_side_by_side(work: Callable[[T], R], jobs: Iterable[T], workers: int) -> Iterator[R]:
    """Yield what `work` returns for each of `jobs`, as it is done, in `workers` threads.

    The first error is raised once the jobs that have begun are done; no other begins then.
    """
    with ThreadPoolExecutor(workers) as pool:
        futures = [pool.submit(work, job) for job in jobs]
        try:
            for future in as_completed(futures):
                yield future.result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
