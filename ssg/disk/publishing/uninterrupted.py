"""What must not be left half done though this program is asked to end."""

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType

_ASKING = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
"""Ctrl-C, a system that shuts down, a terminal that is closed; no system has all of them."""


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """Let whoever asks this program to end wait for the end of the block.

    Python hears signals in its main thread only; in any other this does nothing.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard: list[int] = []

    def hear(number: int, _: FrameType | None) -> None:
        heard.append(number)

    numbers = [getattr(signal, name) for name in _ASKING if hasattr(signal, name)]
    before = {number: signal.getsignal(number) for number in numbers}
    for number, handler in before.items():
        if handler is not None:  # None: it is not Python that handles it.
            signal.signal(number, hear)
    try:
        yield
    finally:
        for number, handler in before.items():
            if handler is not None:
                signal.signal(number, handler)
        for number in dict.fromkeys(heard):
            signal.raise_signal(number)
