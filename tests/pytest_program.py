"""pytest, loaded once with the libraries of tests: forks itself for each order, a line of JSON.

Nothing of ssg or of its tests is loaded before, for they are others in each order.
"""

import atexit
import gc
import importlib
import json
import os
import sys
from typing import Any

import pytest

LIBRARIES = (
    *("babel.dates", "click", "feedparser", "html5lib", "hypothesis.strategies", "jinja2.sandbox"),
    *("markdown.extensions.footnotes", "nh3", "PIL.Image", "playwright.sync_api", "rich", "yaml"),
)


def obey_all() -> None:
    """Run tests until nobody orders any more; tells how each run ended."""
    for name in LIBRARIES:
        importlib.import_module(name)
    del sys.path[0]  # This program's folder; modules are sought in the folder that is ordered.
    gc.freeze()
    for line in sys.stdin:
        process = os.fork()
        if process == 0:
            _obey(json.loads(line))
        _, status = os.waitpid(process, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def _obey(order: dict[str, Any]) -> None:
    said = os.open(order["said"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(said, 1)
    os.dup2(said, 2)
    os.chdir(order["folder"])
    # pytest rewrites no module that is loaded; a bare `assert` fails as well.
    code = pytest.main(["--assert=plain", *order["arguments"]])
    atexit._run_exitfuncs()  # noqa: SLF001 - as Python does when it ends, but not its parent's end
    os._exit(code)


if __name__ == "__main__":
    obey_all()
