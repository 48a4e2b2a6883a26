"""One run of a program: its time, its memory, and what it wrote."""

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

SAMPLE_SECONDS = 0.05
_COMPILE_ANEW = "PYTHONDONTWRITEBYTECODE"


@dataclass(frozen=True, slots=True)
class Sample:
    """What one run took. CPU is that of the whole process tree, memory its highest sum."""

    wall_seconds: float
    cpu_seconds: float
    peak_megabytes: float
    written: int


def measure(
    command: Sequence[str],
    output: Path,
    environment: Mapping[str, str],
    folder: Path | None = None,
) -> Sample:
    """Run `command` and return what it took; stops the benchmark if it fails.

    Files below `output` are counted that are new or written again. Without a `folder` the command
    runs in that of this process.
    """
    before = stamps(output)
    start = time.perf_counter()
    with subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        cwd=folder,
        env=_as_installed({**os.environ, **environment}),
    ) as process:
        peak = [0.0]
        watcher = threading.Thread(target=watch_memory, args=(process.pid, peak), daemon=True)
        watcher.start()
        errors = process.stderr.read() if process.stderr else b""
        # wait4 and not wait: it tells the times of the process and of all that it waited for.
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        watcher.join()
    if process.returncode:
        sys.exit(f"{' '.join(command)}: exit {process.returncode}\n{errors.decode()[-2000:]}")
    largest = usage.ru_maxrss / (1024 if sys.platform == "linux" else 1024 * 1024)
    after = stamps(output)
    return Sample(
        wall_seconds=wall,
        cpu_seconds=usage.ru_utime + usage.ru_stime,
        # A system without /proc tells the largest single process, and that only where it is larger
        # than this one: a new process is charged with the memory in which it was made.
        peak_megabytes=peak[0] or largest,
        written=sum(before.get(path) != stamp for path, stamp in after.items()),
    )


def _as_installed(environment: Mapping[str, str]) -> dict[str, str]:
    """Return `environment` where Python keeps what it compiled, as it does of what is installed."""
    return {name: value for name, value in environment.items() if name != _COMPILE_ANEW}


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Return inode and time of change of every file below `folder`."""
    found = {}
    pending = [str(folder)] if folder.is_dir() else []
    while pending:
        with os.scandir(pending.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    pending.append(entry.path)
                else:
                    status = entry.stat(follow_symlinks=False)
                    found[entry.path] = (status.st_ino, status.st_mtime_ns)
    return found


def watch_memory(root: int, peak: list[float]) -> None:
    """Keep in `peak` the highest memory of `root` and its descendants, until it has ended."""
    while memory := tree_megabytes(root):
        peak[0] = max(peak[0], memory, highest_megabytes(root))
        time.sleep(SAMPLE_SECONDS)


def highest_megabytes(process: int) -> float:
    """Return the most memory that a process ever had, which may lie between two samples."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0.0
    highest = re.search(r"(?m)^VmHWM:\s+(\d+) kB$", status)
    return int(highest[1]) / 1024 if highest else 0.0


def tree_megabytes(root: int) -> float:
    """Return the proportional memory of a process tree: what two share counts once."""
    total, pending = 0.0, [root]
    while pending:
        process = pending.pop()
        try:
            for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1]) / 1024
            for task in Path(f"/proc/{process}/task").iterdir():
                pending += map(int, (task / "children").read_text().split())
        except (OSError, ValueError):
            # It has ended between two reads, or this system has no such files.
            continue
    return total
