"""Processes of ssg that may be killed at any moment, one after the other and quickly."""

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.surroundings import environment_of

NOW = "1795000000"
"""When the commands run: 2026, after every post."""
_PAUSE_SECONDS = 0.02
_TRIES = 500
_PATIENCE_SECONDS = 60
"""Long, for the machine may be busy: what takes longer hangs."""
PROGRAM = Path(__file__).with_name("launcher_program.py")


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended (below 0: by that signal), and what it said.

    `warned` is what went to the second stream, if that is kept apart.
    """

    code: int
    said: str
    warned: str = ""

    @property
    def was_killed(self) -> bool:
        """Tell whether it was killed."""
        return self.code == -signal.SIGKILL


class Running:
    """A command that runs in a group of processes of its own."""

    def __init__(self, launcher: "Launcher", process: int) -> None:
        """Take over the process that the launcher has forked."""
        self.process = process
        self._launcher = launcher

    def kill(self, *, all_of_it: bool = True) -> None:
        """Kill the group, or only the process that the others work for."""
        with contextlib.suppress(ProcessLookupError):
            (os.killpg if all_of_it else os.kill)(self.process, signal.SIGKILL)

    def wait(self) -> Ended:
        """Wait for the end, that of all that it has left behind included."""
        return self._launcher.ended()

    def await_orphans(self) -> bool:
        """Wait until nothing of the group is left; tell whether that came to pass."""
        return _comes_true(lambda: not _states(self.process).keys())

    def await_stop(self) -> bool:
        """Wait until the process stands still; tell whether that came to pass."""
        return _comes_true(lambda: _states(self.process).get(self.process) == "T")


class Launcher:
    """A process in which ssg is loaded, and that forks itself for each command."""

    def __init__(self, folder: Path, *within: str, for_authors: bool = False) -> None:
        """Start it; what commands say is kept below `folder`.

        `within` is a command that runs what follows it, in a world of its own. `for_authors`: the
        two streams are kept apart, and it builds a site first, whose theme is compiled then.
        """
        self._said = folder / "said.txt"
        self._warned = folder / "warned.txt" if for_authors else self._said
        first = [str(folder / "first")] if for_authors else []
        self._process = subprocess.Popen(
            [*within, sys.executable, str(PROGRAM), *first],
            env=environment_of(SOURCE_DATE_EPOCH=NOW),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
        )

    def start(  # noqa: PLR0913 - one for each thing that may befall a command
        self,
        *arguments: object,
        folder: Path,
        ends_at: int = 0,
        after: str = "",
        by: signal.Signals = signal.SIGKILL,
        spares: bool = False,
        full_from: int = 0,
        largest: int = 0,
        opened: Path | None = None,
        environment: Mapping[str, str] | None = None,
        **variables: str,
    ) -> Running:
        """Run a command in `folder`.

        Before the change of the disk number `ends_at`, counted from the first that names
        `after`, all its processes get the signal `by`, or all but those that have left their
        group (`spares`). From the file or folder number `full_from` on none can be made any more,
        and no file may have more than `largest` bytes. `opened`: where the names of all files are
        written down. `environment` takes the place of all that it has, `variables` that of some.
        """
        order = {
            "arguments": [str(each) for each in arguments],
            "folder": str(folder),
            "said": str(self._said),
            "warned": str(self._warned),
            "ends_at": ends_at,
            "after": after,
            "by": int(by),
            "spares": spares,
            "full_from": full_from,
            "largest": largest,
            "opened": str(opened or ""),
            "environment": dict(environment or {}),
            "variables": variables,
        }
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order).encode() + b"\n")
        self._process.stdin.flush()
        return Running(self, self._number())

    def run(self, *arguments: object, folder: Path, **more: object) -> Ended:
        """Run a command to its end."""
        return self.start(*arguments, folder=folder, **more).wait()  # type: ignore[arg-type]

    def ended(self) -> Ended:
        """Return how the command that runs ends."""
        code, said = self._number(), self._said.read_text("utf-8", "replace")
        if self._warned == self._said:
            return Ended(code, said)
        return Ended(code, said, self._warned.read_text("utf-8", "replace"))

    @property
    def is_there(self) -> bool:
        """Tell whether it has started: in a world of its own perhaps it may not."""
        return self._said.exists() or self.run("--version", folder=self._said.parent).code == 0

    @property
    def process(self) -> int:
        """Return the number of the process."""
        return self._process.pid

    def stop(self) -> None:
        """End the process."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()

    def _number(self) -> int:
        assert self._process.stdout is not None
        if not select.select([self._process.stdout], [], [], _PATIENCE_SECONDS)[0]:
            self._process.kill()
            message = f"it never ends; it has said: {self._said.read_text('utf-8', 'replace')}"
            raise AssertionError(message)
        return int(self._process.stdout.readline() or -1)


@contextmanager
def launcher(folder: Path, *within: str) -> Iterator[Launcher]:
    """Yield a launcher that ends with the block."""
    made = Launcher(folder, *within)
    try:
        yield made
    finally:
        made.stop()


def _comes_true(is_so: Callable[[], bool]) -> bool:
    for _ in range(_TRIES):
        if is_so():
            return True
        time.sleep(_PAUSE_SECONDS)
    return False


def _states(group: int) -> dict[int, str]:
    """Return the processes of a group that have not ended, and what state each is in."""
    found = {}
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, its_group, *_ = file.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(its_group) == group and state not in "ZX":
            found[int(file.parent.name)] = state
    return found
