"""A terminal at which an author sits, for commands that ask before they act."""

import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.surroundings import environment_of


@dataclass
class Asked:
    """A command that waits for an answer at the terminal `screen`."""

    command: subprocess.Popen[bytes]
    screen: int
    said: str

    def answer(self, words: str) -> int:
        """Answer, and return the exit code."""
        os.write(self.screen, f"{words}\n".encode())
        code = self.command.wait()
        self.said += os.read(self.screen, 100_000).decode()
        return code


@contextmanager
def asked(*arguments: str, folder: Path) -> Iterator[Asked]:
    """Run ssg in `folder` up to the point where it asks."""
    screen, keys = pty.openpty()
    command = subprocess.Popen(
        [sys.executable, "-m", "ssg", *arguments],
        cwd=folder,
        env=environment_of(),
        stdin=keys,
        stdout=keys,
        stderr=keys,
    )
    os.close(keys)  # So what is read of the screen ends with the command.
    try:
        said = ""
        while "[y/N]" not in said:
            said += os.read(screen, 100_000).decode(errors="replace")
        yield Asked(command, screen, said)
    finally:
        command.kill()
        command.wait()
        os.close(screen)
