"""What is to be done to its end though this program is killed."""

import os
import sys
import threading
from collections.abc import Callable


def survive(do: Callable[[], object]) -> None:
    """Call `do` in a process of its own, and wait: whoever kills this one does not reach it.

    It has no terminal and is in no group with others. `do` changes nothing but the disk and may be
    repeated from any point: where its process fails, it is called here, and here it raises.
    Processes are forked on Linux, from programs without threads; elsewhere all is done here.
    """
    child = _forked() if sys.platform == "linux" and threading.active_count() == 1 else None
    if child is None:
        do()
    elif child == 0:
        _do_and_end(do)
    elif not _ended_well(child):
        do()


def _forked() -> int | None:
    try:
        return os.fork()
    except OSError:  # There is no room for another process.
        return None


def _ended_well(child: int) -> bool:
    try:
        return os.waitpid(child, 0)[1] == 0
    except ChildProcessError:  # Whoever started this program lets nobody hear how others end.
        return False


def _do_and_end(do: Callable[[], object]) -> None:
    code = 1
    try:
        os.setsid()
        do()
        code = 0
    finally:
        os._exit(code)
