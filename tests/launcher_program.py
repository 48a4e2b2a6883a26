"""ssg, loaded once: forks itself for each order that it reads, a line of JSON.

So a kill hits the work and not the loading, and many kills take little time. What an order holds is
told in `launching.py`.
"""

import contextlib
import ctypes
import errno
import gc
import io
import json
import os
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jinja2.sandbox
import markdown.extensions.footnotes
import PIL.PngImagePlugin

import ssg.__main__
import ssg.commands.building.making
import ssg.commands.deploying.rollback
import ssg.commands.deploying.verb
import ssg.commands.importing.verb
import ssg.parse.markdown
from ssg.cli import main, run

BROKEN = 70
LOADED = (jinja2, markdown, PIL, ssg)
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
CHANGES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.link", "os.symlink"}
LOOKS = {"open", "os.listdir", "os.scandir"}
CHANGES |= {"os.truncate", "socket.connect"}
SET_CHILD_SUBREAPER = 36
"""What Linux calls it in `prctl`."""
HANDLERS: dict[int, Any] = {
    signal.SIGINT: signal.default_int_handler,
    signal.SIGTERM: signal.SIG_DFL,
    signal.SIGHUP: signal.SIG_DFL,
}
"""How Python begins with the signals that ask a program to end."""


def obey_all() -> None:
    """Obey until nobody orders any more; tells the process, then how it ended.

    If a folder is named, a site is made and built there first.
    """
    for folder in sys.argv[1:]:
        with contextlib.redirect_stdout(io.StringIO()):
            run(["init", folder, "--quiet"])
            run(["build", "--site", folder, "--jobs", "1", "--quiet"])
    _take_orphans_in()
    gc.freeze()  # A process that looked through what it inherits would copy it.
    for line in sys.stdin:
        order = json.loads(line)
        process = os.fork()
        if process == 0:
            os.setpgid(0, 0)
            _obey(order)
        with contextlib.suppress(PermissionError, ProcessLookupError):
            os.setpgid(process, process)
        _tell(process)
        _, status = os.waitpid(process, 0)
        _await_survivors()
        _tell(os.waitstatus_to_exitcode(status))


def _take_orphans_in() -> None:
    """Become the parent of what the processes of an order leave behind."""
    ctypes.CDLL(None).prctl(SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _await_survivors() -> None:
    """Wait for what goes on though those are killed that began it."""
    with contextlib.suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)


def _tell(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


def _obey(order: dict[str, Any]) -> None:
    try:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        said = _fresh(order["said"])
        os.dup2(said, 1)
        os.dup2(said if order["warned"] == order["said"] else _fresh(order["warned"]), 2)
        os.chdir(order["folder"])
        if order["environment"]:
            os.environ.clear()
        os.environ.update(order["environment"] | order["variables"])
        time.tzset()
        if order["opened"]:
            sys.dont_write_bytecode = True  # What Python writes for itself is nobody's question.
            sys.addaudithook(_witness(os.open(order["opened"], os.O_WRONLY | os.O_CREAT, 0o644)))
        if order["ends_at"]:
            if order["by"] in HANDLERS:  # Whoever runs the tests may have it ignored.
                signal.signal(order["by"], HANDLERS[order["by"]])
            sys.addaudithook(_reaper(order))
        if order["largest"]:
            resource.setrlimit(resource.RLIMIT_FSIZE, (order["largest"], order["largest"]))
        if order["full_from"]:
            sys.addaudithook(_full_disk(order["full_from"]))
        sys.argv = [ssg.__main__.__file__, *order["arguments"]]
        main()
    except BaseException:  # noqa: BLE001 - as Python does when it ends
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(BROKEN)


def _fresh(name: str) -> int:
    return os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)


def _reaper(order: dict[str, Any]) -> Callable[[str, tuple[Any, ...]], None]:
    """Return what sends all processes of the order a signal before a change of the disk.

    It is the change number `ends_at`, counted from the first change of a name that holds `after`,
    or the first event that is called so. What has left their group is spared where `spares` is set.
    """
    ends_at, after, by, spares = order["ends_at"], order["after"], order["by"], order["spares"]
    group = os.getpgrp()
    counted, has_begun = 0, False

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal counted, has_begun
        is_change = event in CHANGES or (event == "open" and arguments[2] & WRITES)
        has_begun = has_begun or after in event or (is_change and after in str(arguments))
        counted += is_change and has_begun
        if is_change and counted == ends_at:
            os.killpg(group, by)
            if os.getpgrp() != group and not spares:
                os.killpg(0, by)

    return hook


def _full_disk(full_from: int) -> Callable[[str, tuple[Any, ...]], None]:
    """Return what lets no file or folder be made any more, from the one number `full_from` on.

    What is there may be renamed and removed, as on a disk that is full.
    """
    counted = 0

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal counted
        makes = event == "open" and arguments[2] & os.O_CREAT and not _is_device(arguments[0])
        if event == "os.mkdir" or makes:
            counted += 1
            if counted >= full_from:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), arguments[0])

    return hook


def _is_device(name: object) -> bool:
    if not isinstance(name, str):
        return False
    return name.startswith("/dev/") and not name.startswith("/dev/shm/")  # noqa: S108 - in memory


def _witness(log: int) -> Callable[[str, tuple[Any, ...]], None]:
    """Return what writes down every name that Python code opens, changes or lists."""

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event not in CHANGES and event not in LOOKS:
            return
        is_write = event in CHANGES or (event == "open" and arguments[2] & WRITES)
        names = arguments[: 2 if event in {"os.rename", "os.link"} else 1]
        for name in names:
            if isinstance(name, str | bytes):
                line = json.dumps([bool(is_write), str(Path.cwd() / os.fsdecode(name))])
                os.write(log, f"{line}\n".encode())

    return hook


if __name__ == "__main__":
    obey_all()
