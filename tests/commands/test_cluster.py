"""A build on a cluster: the same bytes, whoever dies on the way, and a line where it cannot be."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from distributed import Client, LocalCluster
from distributed.diagnostics.plugin import SchedulerPlugin

from ssg.commands.cluster import (
    OtherProgramError,
    _perform,
    cluster,
    describe_differences,
    scheduler_address,
)
from ssg.commands.failures import UsageError, WorldError
from tests.blog import NOW, build, digest_of_tree, write, write_blog
from tests.running import ssg, started_ssg
from tests.surroundings import REPOSITORY, environment_of
from tests.test_reproducible import write_large_blog

ONE_THREAD = ("--nthreads", "1", "--no-nanny")


@contextmanager
def program(name: str, *options: str, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program of dask that uses the ssg in `folder`."""
    words = [*options, "--host", "127.0.0.1", "--dashboard-address", "127.0.0.1:0"]
    started = subprocess.Popen(
        [sys.executable, "-m", f"distributed.cli.{name}", *words],
        cwd=folder,
        env=environment_of(PYTHONPATH=os.pathsep.join([str(folder), str(REPOSITORY)])),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    with started:
        try:
            yield started
        finally:
            started.kill()


def start_cluster(workers: int) -> Any:
    """Start a scheduler in this process, and workers in others, on a free port of this machine."""
    return LocalCluster(
        n_workers=workers,
        threads_per_worker=2,
        processes=True,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
    )


def address_of(local: Any) -> str:
    return str(local.scheduler_address).replace("tcp://", "dask://")


@pytest.fixture(scope="module")
def local() -> Iterator[Any]:
    with start_cluster(3) as started:
        yield started


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> str:
    site = write_large_blog(tmp_path_factory.mktemp("alone") / "site")
    assert build(site, jobs=1).diagnostics == ()
    return digest_of_tree(site / "output")


class KillAWorker(SchedulerPlugin):  # type: ignore[misc] # it has no types
    """Kills a worker that is at work as soon as `after` jobs are done."""

    name = "kill a worker"

    def __init__(self, local: Any, after: int) -> None:
        self.scheduler = local.scheduler
        self.left = after
        self.killed: list[int] = []
        with Client(local, set_as_default=False) as client:
            self.process_of = client.run(os.getpid)

    def transition(self, _key: object, _start: str, finish: str, *_: object, **__: object) -> None:
        self.left -= finish == "memory"
        if self.left > 0 or self.killed:
            return
        for address, worker in self.scheduler.workers.items():
            if worker.processing:
                self.killed.append(self.process_of[address])
                os.kill(self.process_of[address], signal.SIGKILL)
                return


def test_a_killed_worker_changes_no_byte_and_is_not_told(
    local: Any, expected: str, tmp_path: Path
) -> None:
    site = write_large_blog(tmp_path / "site")
    killer = KillAWorker(local, after=6)
    local.scheduler.add_plugin(killer)
    executor = address_of(local)
    done = ssg("build", "--quiet", "--executor", executor, "--now", NOW.isoformat(), folder=site)
    local.scheduler.remove_plugin(killer.name)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(killer.killed) == 1
    assert digest_of_tree(site / "output") == expected


END_WITH_THE_FIRST_JOB = """
import os
from distributed.diagnostics.plugin import SchedulerPlugin
class EndWithTheFirstJob(SchedulerPlugin):
    def transition(self, key, start, finish, *args, **kwargs):
        if finish == "memory":
            os.kill(os.getpid(), 9)
def dask_setup(scheduler):
    scheduler.add_plugin(EndWithTheFirstJob())
"""


def test_a_build_whose_scheduler_ends_leaves_the_site_as_it_was(tmp_path: Path) -> None:
    site = write_blog(tmp_path / "site")
    assert build(site).diagnostics == ()
    before = digest_of_tree(site / "output")
    write_large_blog(site)
    write(tmp_path, {"preload.py": END_WITH_THE_FIRST_JOB})
    preload = ["--preload", str(tmp_path / "preload.py")]
    with program("dask_scheduler", "--port", "0", *preload, folder=tmp_path) as scheduler:
        assert scheduler.stderr is not None
        address = next(line.split()[-1] for line in scheduler.stderr if b"Scheduler at" in line)
        with (
            program("dask_worker", address.decode(), *ONE_THREAD, folder=REPOSITORY),
            pytest.raises(WorldError, match="was lost; the site is as it was"),
        ):
            build(site, executor=address.decode().replace("tcp", "dask"))
    assert digest_of_tree(site / "output") == before


def test_a_cluster_without_workers_is_refused_and_one_that_loses_them_is_left() -> None:
    with start_cluster(0) as local:
        address = address_of(local)
        with (
            pytest.raises(WorldError, match="has no workers"),
            cluster(address, patience_seconds=0.2),
        ):
            pass
        local.scale(1)
        local.wait_for_workers(1)
        with pytest.raises(WorldError, match="was lost"):
            lose_all_workers(local, address)


def lose_all_workers(local: Any, address: str) -> None:
    with cluster(address, patience_seconds=1) as executor:
        job = executor.submit(time.sleep, 600)
        local.scale(0)
        job.result()


def test_a_worker_that_is_another_program_is_refused_with_what_differs(
    local: Any, tmp_path: Path
) -> None:
    shutil.copytree(REPOSITORY / "ssg", tmp_path / "other/ssg")
    with (tmp_path / "other/ssg/work.py").open("a") as file:
        file.write("# Another version.\n")
    site = write_large_blog(tmp_path / "site")
    other = [local.scheduler_address, *ONE_THREAD]
    with program("dask_worker", *other, folder=tmp_path / "other"):
        with Client(local, set_as_default=False) as client:
            client.wait_for_workers(4, timeout=60)
        with pytest.raises(WorldError, match=r"the worker tcp://\S+ is another program .*: ssg 0"):
            build(site, executor=address_of(local))
    assert not (site / "output").exists()


def test_a_job_that_fails_fails_as_it_would_here(local: Any) -> None:
    with cluster(address_of(local)) as executor:
        assert executor.submit(int, "7").result() == 7
        with pytest.raises(ValueError, match="invalid literal"):
            executor.submit(int, "seven").result()


def test_a_worker_that_comes_later_does_nothing_for_another_program() -> None:
    with pytest.raises(OtherProgramError, match=r"ssg .*, and here 7"):
        _perform((("ssg", "7"),), b"")


def test_differences_are_told_part_by_part() -> None:
    ours = (("Python", "3.12.1"), ("ssg", "1"), ("nh3", "0.3"))
    theirs = (("Python", "3.11.7"), ("ssg", "1"))
    told = "Python 3.11.7, and here 3.12.1; nh3 is missing, and here 0.3"
    assert describe_differences(ours, theirs) == told


@pytest.mark.parametrize(
    "address", ["dask://", "dask://host", "dask://host:0", "tcp://host:1", "host:8786", "dask://:1"]
)
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(UsageError, match="takes the address of a scheduler"):
        scheduler_address(address)


def test_an_address_says_whether_the_connection_is_encrypted() -> None:
    assert scheduler_address("dask://[::1]:8786") == "tcp://[::1]:8786"
    assert scheduler_address("dask+tls://host:8786") == "tls://host:8786"


def test_a_bad_address_is_refused_also_where_nothing_is_to_do(tmp_path: Path) -> None:
    site = write_blog(tmp_path / "site")
    build(site)
    done = ssg("build", "--executor", "http://host:1", "--now", NOW.isoformat(), folder=site)
    assert done.returncode == 2
    assert "write it as dask://HOST:PORT" in done.stderr


def test_where_no_scheduler_answers_it_is_said_soon() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with (
        pytest.raises(WorldError, match="no dask scheduler answers") as refusal,
        cluster(f"dask://127.0.0.1:{port}", patience_seconds=0.5),
    ):
        pass
    assert "dask scheduler" in refusal.value.fix


def test_without_the_package_its_name_is_told(tmp_path: Path) -> None:
    write_blog(tmp_path)
    write(tmp_path, {"none/distributed.py": "raise ImportError\n"})
    path = os.pathsep.join([str(tmp_path / "none"), str(REPOSITORY)])
    executor = "dask://127.0.0.1:8786"
    done = started_ssg("build", "--executor", executor, folder=tmp_path, PYTHONPATH=path)
    assert done.returncode == 3
    assert 'pip install "commentary-ssg[cluster]"' in done.stderr
