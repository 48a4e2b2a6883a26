"""The command line as an author runs it, in a process of its own."""

import atexit
import json
import re
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from tests.launching import Launcher
from tests.surroundings import environment_of


def ssg(*arguments: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run ssg in `folder`, in a process that was forked when ssg was loaded.

    So it takes a fifth of the time, and finds the theme compiled. What Python reads when it starts
    cannot be told to it; where that counts it is started (`started_ssg`).
    """
    assert not any(name.startswith(("PYTHON", "LC_", "LANG")) for name in variables)
    environment = environment_of(**variables)
    ended = _launcher().run(*arguments, folder=folder, environment=environment)
    return subprocess.CompletedProcess(arguments, ended.code, ended.said, ended.warned)


@cache
def _launcher() -> Launcher:
    """Return the launcher of this process, which ends with it."""
    folder = Path(tempfile.mkdtemp(prefix="ssg-tests-"))
    made = Launcher(folder, for_authors=True)
    atexit.register(shutil.rmtree, folder)
    atexit.register(made.stop)
    return made


def started_ssg(
    *arguments: str, folder: Path, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run ssg in `folder`, loading it anew, as an author's machine does."""
    return run(sys.executable, "-m", "ssg", *arguments, folder=folder, **variables)


def run(*command: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command in `folder`."""
    return subprocess.run(
        command,
        cwd=folder,
        env=environment_of(**variables),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def report(done: subprocess.CompletedProcess[str]) -> Any:
    """Return what a command printed with --json."""
    return json.loads(done.stdout)


def new_post(blog: Path, title: str, date: str) -> str:
    """Write a post that is no draft, and return its path in the site."""
    made = ssg("new", title, "--date", date, folder=blog)
    file = Path(made.stdout.strip())
    file.write_text(re.sub("draft:.*\n", "", file.read_text("utf-8")), "utf-8")
    return file.relative_to(blog).as_posix()


def set_deploy(blog: Path, text: str) -> None:
    """Let site.yaml say where the site is published."""
    settings = blog / "site.yaml"
    before = settings.read_text("utf-8").partition("\ndeploy:")[0]
    settings.write_text(f"{before}\ndeploy: {text}\n", "utf-8")


def put_program(file: Path, text: str) -> None:
    """Write a script of Python that can be run."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"#!{sys.executable}\n{text}\n", "utf-8")
    file.chmod(0o755)
