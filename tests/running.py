"""The command line as an author runs it, in a process of its own."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parent.parent
NOON = "1477742400"  # 29 October 2016, 12:00 in UTC


def environment_of(**variables: str) -> dict[str, str]:
    """Return an environment in which this ssg runs, at noon."""
    settings = {"PYTHONPATH": str(REPOSITORY), "SOURCE_DATE_EPOCH": NOON, "TZ": "UTC"}
    return {**os.environ, **settings, **variables}


def ssg(*arguments: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run ssg in `folder`."""
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
