"""A cluster of dask.distributed as the executor: `ssg build --executor dask://HOST:PORT`.

Scheduler and workers must be the very program that this is, for equal bytes come from equal code.
A cluster may be lost at any moment: then the build ends with a line, and the site is as it was.
"""

import contextlib
import logging
import pickle
import threading
import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import CancelledError, Executor, Future
from functools import cache
from typing import TYPE_CHECKING, Any

from ssg.commands.failures import UsageError, WorldError
from ssg.disk.code import Program, differences, this_program

if TYPE_CHECKING:
    from distributed import Client

_SCHEMES = {"dask": "tcp", "dask+tls": "tls"}
"""How the address says that the connection is encrypted, and what dask calls it."""
_GLANCE_SECONDS = 0.5
_NO_WORKERS = "start some with `dask worker`, or build without --executor"
_ONE_AT_A_TIME = threading.Lock()


class OtherProgramError(Exception):
    """A worker that joined later is another program than ours."""


def scheduler_address(address: str) -> str:
    """Return the address `dask://HOST:PORT` or `dask+tls://HOST:PORT` as dask writes it.

    Raises UsageError where it is neither.
    """
    scheme, _, place = address.partition("://")
    host, _, port = place.rpartition(":")
    is_port = port.isascii() and port.isdigit() and 0 < int(port) <= 65_535  # noqa: PLR2004
    if scheme not in _SCHEMES or not host or "/" in host or not is_port:
        message = f"--executor takes the address of a scheduler, and not “{address}”"
        raise UsageError(message, "write it as dask://HOST:PORT, such as dask://127.0.0.1:8786")
    return f"{_SCHEMES[scheme]}://{place}"


@contextlib.contextmanager
def cluster(address: str, patience_seconds: float = 10) -> Iterator[Executor]:
    """Provide the cluster whose scheduler is at `address` as an executor.

    The scheduler may take as long as `patience_seconds` to answer, and a first worker to come; a
    cluster that had workers may be without for three times as long, while they are started anew.
    Raises UsageError for an address that is none, and WorldError where the cluster cannot be had,
    is another program, or gets lost on the way.
    """
    place = scheduler_address(address)
    with _in_silence(), contextlib.ExitStack() as stack:
        client = _client(place, patience_seconds)
        stack.callback(_let_go, client)
        _refuse_without_workers(client, place, patience_seconds)
        _refuse_other_programs(client)
        stack.enter_context(_watched(client, 3 * patience_seconds))
        with _losses_told(place):
            yield _Cluster(client)


class _Cluster(Executor):
    """Gives jobs to the workers of a cluster, as bytes: dask looks into all that it can read."""

    def __init__(self, client: "Client") -> None:
        # `pure` would digest each job, to do equal ones once; there are none.
        self._executor = client.get_executor(pure=False)
        self._client = client
        self._program = this_program()

    @property
    def chunks_at_once(self) -> int:
        """Return how many jobs keep all workers at work: one in hand and one that waits, each."""
        return 2 * max(1, len(self._client.scheduler_info()["workers"]))

    def submit(
        self, do: Callable[..., Any], /, *arguments: object, **options: object
    ) -> Future[Any]:
        """Let a worker return `do(*arguments, **options)`."""
        job = pickle.dumps((do, arguments, options))
        future: Future[Any] = self._executor.submit(_perform, self._program, job)
        return future


def _perform(program: Program, job: bytes) -> object:
    """Do a job that was given by `program`: in a worker.

    A worker may run several threads, but the libraries that we rest on are not made for them.
    """
    if _program_here() != program:
        raise OtherProgramError(describe_differences(program, _program_here()))
    with _ONE_AT_A_TIME:
        do, arguments, options = pickle.loads(job)  # noqa: S301 - from the client of our scheduler
        return do(*arguments, **options)


@cache
def _program_here() -> Program:
    return this_program()


def describe_differences(ours: Program, theirs: Program) -> str:
    """Return what `theirs` has that is not as in `ours`: "markdown 3.9, and here 3.10.2"."""
    return "; ".join(
        f"{name} {there or 'is missing'}, and here {here or 'is none'}"
        for name, here, there in differences(ours, theirs)
    )


def _client(place: str, patience_seconds: float) -> "Client":
    try:
        from distributed import Client  # noqa: PLC0415 - an extra that few install
    except ImportError as error:
        message = "--executor needs the package distributed, which is not installed"
        raise WorldError(message, 'pip install "commentary-ssg[cluster]"') from error
    try:
        return Client(place, timeout=patience_seconds, set_as_default=False)
    except OSError as error:
        message = f"no dask scheduler answers at {place}"
        fix = "start one with `dask scheduler`, see that the address is right, or build without it"
        raise WorldError(message, fix) from error
    except Exception as error:
        message = f"what answers at {place} is no dask scheduler that we understand ({error})"
        raise WorldError(
            message, "let the same version of distributed run there and here"
        ) from error


def _let_go(client: "Client") -> None:
    with contextlib.suppress(Exception):  # What is lost cannot say goodbye.
        client.close(timeout=_GLANCE_SECONDS)


def _refuse_without_workers(client: "Client", place: str, patience_seconds: float) -> None:
    try:
        client.wait_for_workers(1, timeout=patience_seconds)
    except TimeoutError as error:
        message = f"the dask scheduler at {place} has no workers"
        raise WorldError(message, _NO_WORKERS) from error


def _refuse_other_programs(client: "Client") -> None:
    """Raise WorldError where scheduler or a worker is not the program that this is."""
    ours = this_program()
    try:
        found = {"the scheduler": client.run_on_scheduler(this_program)}
    except Exception as error:  # noqa: BLE001 - whatever is raised there comes back here
        found = {"the scheduler": error}
    workers: Mapping[str, object] = client.run(this_program, on_error="return")
    found.update((f"the worker {name}", answer) for name, answer in sorted(workers.items()))
    for who, theirs in found.items():
        if theirs == ours:
            continue
        what = (
            f"does not run this ssg ({type(theirs).__name__}: {theirs})"
            if isinstance(theirs, Exception)
            else f"is another program than this: {describe_differences(ours, theirs)}"
        )
        fix = "install the same Python, ssg and libraries there as here, and start it again"
        message = f"{who} {what}"
        raise WorldError(message, fix)


@contextlib.contextmanager
def _watched(client: "Client", patience_seconds: float) -> Iterator[None]:
    """Close `client`, which ends all waiting, when no worker was there for `patience_seconds`."""
    is_over = threading.Event()

    def watch() -> None:
        seen = time.monotonic()
        while not is_over.wait(_GLANCE_SECONDS) and client.status == "running":
            with contextlib.suppress(Exception):  # The client finds out by itself what is lost.
                if client.scheduler_info(n_workers=1)["workers"]:
                    seen = time.monotonic()
            if time.monotonic() > seen + patience_seconds:
                _let_go(client)
                break

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        is_over.set()
        watcher.join()


@contextlib.contextmanager
def _losses_told(place: str) -> Iterator[None]:
    """Turn what dask raises where a cluster is lost into a WorldError."""
    from distributed import KilledWorker  # noqa: PLC0415
    from distributed.client import ClosedClientError  # noqa: PLC0415
    from distributed.comm import CommClosedError  # noqa: PLC0415

    again = "see what the scheduler and the workers say, and build again, or build without them"
    try:
        yield
    except (CancelledError, ClosedClientError, CommClosedError) as error:
        message = f"the cluster at {place} was lost; the site is as it was"
        raise WorldError(message, again) from error
    except KilledWorker as error:
        message = "several workers ended while they did the same job; the site is as it was"
        raise WorldError(message, "see that the workers have enough memory") from error
    except OtherProgramError as error:
        message = f"a worker that came later is another program: {error}; the site is as it was"
        raise WorldError(message, "install the same there as here, and start it again") from error


@contextlib.contextmanager
def _in_silence() -> Iterator[None]:
    """Keep dask from telling on stderr what it meets: what matters we say ourselves."""
    before = logging.root.manager.disable
    logging.disable()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)
