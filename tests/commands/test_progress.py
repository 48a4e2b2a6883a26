"""What a writer sees on the terminal while a large import runs."""

import os
import pty
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from tests.importing.exports import item, wxr

POSTS = 400
REPOSITORY = Path(__file__).parents[2]
STEP = re.compile(r"\rwriting posts and pages: \[(=*) *\] (\d+) of 400\s*(?=\r)")


def import_on_terminal(folder: Path, *options: str) -> str:
    """Import so many posts that it takes a while; return what stderr, a terminal, was told."""
    text = "<p>One <b>two</b> three.</p>\n\n" * 10
    export = folder / "export.xml"
    export.write_text(wxr(*(item(number, text) for number in range(1, POSTS + 1))), "utf-8")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "ssg", "import", "wordpress", str(export)]
    with subprocess.Popen(
        [*command, "--site", str(folder / "site"), *options],
        cwd=REPOSITORY,
        stdout=subprocess.DEVNULL,
        stderr=theirs,
    ) as process:
        os.close(theirs)
        told = b""
        # Where nobody writes to a terminal any more, reading from it is an error on Linux.
        with suppress(OSError):
            while chunk := os.read(ours, 65_536):
                told += chunk
    os.close(ours)
    assert process.returncode == 0
    return told.decode()


def test_a_bar_grows_and_goes(tmp_path: Path) -> None:
    told = import_on_terminal(tmp_path)
    steps = [(len(bar), int(count)) for bar, count in STEP.findall(told)]
    assert len(steps) > 1
    assert steps == sorted(steps)
    assert all(bar == 24 * count // POSTS for bar, count in steps)
    left_on_the_line = told.rpartition("\n")[2].rpartition("\r")[2]
    assert not left_on_the_line.strip()


def test_programs_are_told_nothing_meanwhile(tmp_path: Path) -> None:
    assert "writing posts" not in import_on_terminal(tmp_path, "--json")
