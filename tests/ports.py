"""Ports for servers that cannot be given port 0, or that begin anew on the port they had."""

import itertools
import os
import random
import socket
from collections.abc import Iterator

# Below what Linux, macOS and Windows hand out by themselves, so that no connection takes it between
# the moment when it is found and the one when the server listens, or while the server is restarted.
_FIRST, _LAST = 20_000, 32_000
_WORKERS = 16
"""How many processes of a run of tests have ports of their own."""


def _ports() -> Iterator[int]:
    """Return the ports of this process, from any one of them on: another run may go on beside."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % _WORKERS
    ports = range(_FIRST + worker, _LAST, _WORKERS)
    begin = random.SystemRandom().randrange(len(ports))
    return itertools.cycle([*ports[begin:], *ports[:begin]])


_CANDIDATES = _ports()


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody listens on, each time another."""
    return next(filter(_is_free, _CANDIDATES))


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
