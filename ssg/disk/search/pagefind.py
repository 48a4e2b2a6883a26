"""Pagefind, the program that makes the search index, asked for one thing after the other.

It speaks JSON in Base64 with a comma after each message, as its own libraries for Python and Node
do. Those wait a tenth of a second for each answer, which is a quarter of an hour for 10,000 posts.
"""

import base64
import contextlib
import json
import os
import subprocess
import threading
from pathlib import Path
from typing import Any, Self

from ssg.search import NoIndexError

_PATIENCE_SECONDS = 900
_AT_ONCE = 1 << 16
_FIX = "install ssg anew, or write `search: false` in site.yaml"


class Pagefind:
    """A running Pagefind with one index. Raises NoIndexError where it cannot be asked."""

    def __init__(self, folder: Path) -> None:
        """Start the program; it runs in `folder`."""
        environment = {k: v for k, v in os.environ.items() if not k.startswith("PAGEFIND_")}
        try:
            self._process = subprocess.Popen(  # noqa: S603 - a program that was installed with us
                [_program(), "--service"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=folder,
                env=environment,
            )
        except OSError as error:
            message = f"Pagefind, which makes the index, cannot be started ({error.strerror})"
            raise NoIndexError(message, _FIX) from error
        self._number = 0
        self._heard = b""
        self._limit = threading.Timer(_PATIENCE_SECONDS, self._process.kill)
        self._limit.daemon = True
        self._limit.start()

    def __enter__(self) -> Self:
        """Return the program itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the program."""
        self._limit.cancel()
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                if pipe:
                    pipe.close()
        self._process.wait()

    def ask(self, kind: str, wanted: str, **arguments: object) -> Any:  # noqa: ANN401 - what JSON holds
        """Send a request and return what is `wanted` of the answer to it."""
        self._number += 1
        request = {"message_id": self._number, "payload": {"type": kind, **arguments}}
        try:
            answer = self._answer_to(base64.b64encode(json.dumps(request).encode()) + b",")
        except (OSError, EOFError, ValueError, AttributeError) as error:
            message = "Pagefind, which makes the index, has broken off"
            raise NoIndexError(message, _FIX) from error
        if not isinstance(answer, dict) or wanted not in answer:
            told = answer.get("message") if isinstance(answer, dict) else answer
            message = f"Pagefind, which makes the index, says: {told}"
            raise NoIndexError(message, _FIX)
        return answer[wanted]

    def _answer_to(self, message: bytes) -> object:
        pipes = self._process.stdin, self._process.stdout
        if pipes[0] is None or pipes[1] is None:
            return None
        pipes[0].write(message)
        pipes[0].flush()
        parts = [self._heard]
        while b"," not in parts[-1]:
            part = os.read(pipes[1].fileno(), _AT_ONCE)
            if not part:
                raise EOFError
            parts.append(part)
        answer, _, self._heard = b"".join(parts).partition(b",")
        return json.loads(base64.b64decode(answer)).get("payload")


def _program() -> str:
    """Return the name of the program that was installed beside us."""
    found, message = None, "Pagefind, which makes the index, is not installed"
    try:
        from pagefind.service import get_executable  # noqa: PLC0415 - seldom needed, slow to load

        found = get_executable()
    except (ImportError, OSError) as error:
        raise NoIndexError(message, _FIX) from error
    if found is None:
        raise NoIndexError(message, _FIX)
    return str(found)
