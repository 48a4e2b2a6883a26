"""Run pytest with all temporary files in memory: `python -m tests.scratch` and its arguments.

The tests make and remove some hundred thousand small files, and wait for a disk longer than they
reckon. Where there is too little memory, or TMPDIR names a folder, they are as pytest has them.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 - Linux's own folder in memory; everywhere else there is none
MOST_AT_ONCE = 4 << 30
"""So many bytes, with some to spare, the files of a whole run take before they are removed."""


def room_in(folder: Path) -> int:
    """Return how many bytes a folder in memory may take: no more than half of what is free."""
    try:
        told = Path("/proc/meminfo").read_text("ascii").splitlines()
        available = next(line.split()[1] for line in told if line.startswith("MemAvailable:"))
        return min(shutil.disk_usage(folder).free, int(available) * 1024 // 2)
    except (OSError, StopIteration):
        return 0


def runs_programs(folder: Path) -> bool:
    """Tell whether a file in this folder can be started, which containers may forbid."""
    program = folder / "program"
    program.write_text("#!/bin/sh\nexit 0\n", "ascii")
    program.chmod(0o755)
    try:
        return subprocess.run([program], check=False).returncode == 0
    except OSError:
        return False
    finally:
        program.unlink()


def new_folder(within: Path = MEMORY, room: int = MOST_AT_ONCE) -> Path | None:
    """Make a folder in memory for the files of one run, None where it would not do."""
    if room_in(within) < room or not os.access(within, os.W_OK):
        return None
    folder = Path(tempfile.mkdtemp(prefix="ssg-tests-", dir=within))
    if runs_programs(folder):
        folder.chmod(0o755)  # Web servers that tests start read in it, and are somebody else.
        return folder
    folder.rmdir()
    return None


def main(arguments: list[str]) -> int:
    """Run pytest, and return its exit code."""
    folder = None if "TMPDIR" in os.environ else new_folder()
    environment = {**os.environ, "TMPDIR": str(folder)} if folder else None
    try:
        with subprocess.Popen([sys.executable, "-m", "pytest", *arguments], env=environment) as run:
            # A terminal interrupts both; who ends a program by its number knows this one's alone.
            signal.signal(signal.SIGINT, lambda *_: None)
            signal.signal(signal.SIGTERM, lambda *_: run.terminate())
            return run.wait()
    finally:
        if folder:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
