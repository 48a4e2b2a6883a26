"""What is done in a process that a kill does not reach: to its end, or here."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest


def run(folder: Path, script: str) -> subprocess.CompletedProcess[str]:
    """Run a script in a process of its own, which has one thread as a build has."""
    start = (
        "import os, pathlib, signal, threading\nfrom ssg.disk.publishing.surviving import survive\n"
    )
    program = (sys.executable, "-c", start + textwrap.dedent(script))
    return subprocess.run(program, cwd=folder, capture_output=True, text=True, check=False)


DO = """
def do():
    with open("done", "a") as file:
        file.write(f"{os.getpid()} {os.getsid(0)}\\n")
"""


def test_it_is_done_once_and_in_a_session_of_its_own(tmp_path: Path) -> None:
    ended = run(tmp_path, f"{DO}\nsurvive(do)\nprint(os.getpid())")
    assert ended.returncode == 0, ended.stderr
    (line,) = (tmp_path / "done").read_text().splitlines()
    process, session = line.split()
    assert process == session != ended.stdout.strip()
    assert int(session) != os.getsid(0)


@pytest.mark.parametrize(
    "before",
    ["signal.signal(signal.SIGCHLD, signal.SIG_IGN)", "threading.Timer(9, print).start()"],
    ids=["nobody hears how others end", "a program with threads"],
)
def test_it_is_done_wherever_it_runs(tmp_path: Path, before: str) -> None:
    ended = run(tmp_path, f"{DO}\n{before}\nsurvive(do)\nos._exit(0)")
    assert ended.returncode == 0, ended.stderr
    assert (tmp_path / "done").read_text()


def test_what_fails_in_the_other_process_is_done_here_and_raises_here(tmp_path: Path) -> None:
    ended = run(tmp_path, "def do():\n    raise OSError('no room')\nsurvive(do)")
    assert ended.returncode == 1
    assert ended.stderr.count("no room") == ended.stderr.count("Traceback") == 1


def test_what_was_killed_in_the_other_process_is_done_here(tmp_path: Path) -> None:
    script = f"""
        {textwrap.indent(DO, " " * 8).strip()}
        here = os.getpid()
        def die_first():
            if os.getpid() != here:
                os.kill(os.getpid(), signal.SIGKILL)
            do()
        survive(die_first)
        print(here)
    """
    ended = run(tmp_path, script)
    assert ended.returncode == 0, ended.stderr
    assert (tmp_path / "done").read_text().split()[0] == ended.stdout.strip()
