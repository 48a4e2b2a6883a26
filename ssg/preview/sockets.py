"""Ports to listen at: on this machine alone unless its owner says otherwise."""

import contextlib
import errno
import socket
import sys
from collections.abc import Iterator

_TRIES = 50
_LAST_PORT = 65_535
_BUSY = frozenset({errno.EADDRINUSE, errno.EACCES})


class ListenError(Exception):
    """There is no port to be had."""


def open_sockets(host: str, port: int) -> list[socket.socket]:
    """Return sockets that listen at `port`, or the next free one, for every address of `host`.

    For this machine alone that is 127.0.0.1 and, where there is one, ::1. Port 0 takes any. Raises
    ListenError where no port near is free or `host` is none of this machine's names.
    """
    last = min(port + _TRIES, _LAST_PORT)
    for number in range(port, last + 1) if port else [0] * _TRIES:
        try:
            return _open_all(host, number)
        except OSError as error:
            if error.errno not in _BUSY:
                message = f"cannot listen at {host}: {error.strerror or error}"
                raise ListenError(message) from error
    message = f"no port from {port} to {last} is free for you at {host}"
    raise ListenError(message)


def _open_all(host: str, port: int) -> list[socket.socket]:
    opened: list[socket.socket] = []
    with contextlib.ExitStack() as stack:
        for family, address in _addresses(host):
            try:
                listening = _open(family, address, port)
            except OSError as error:
                is_missing = error.errno in {errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT}
                if opened and is_missing:
                    continue  # A machine without IPv6: one address is enough.
                raise
            stack.callback(listening.close)
            opened.append(listening)
            port = listening.getsockname()[1]
        stack.pop_all()
    return opened


def _addresses(host: str) -> Iterator[tuple[socket.AddressFamily, str]]:
    if host in {"127.0.0.1", "localhost", "::1"}:
        yield socket.AF_INET, "127.0.0.1"
        if socket.has_ipv6:
            yield socket.AF_INET6, "::1"
        return
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    for family, _, _, _, address in found:
        yield family, str(address[0])


def _open(family: socket.AddressFamily, address: str, port: int) -> socket.socket:
    # With the protocol named asyncio sends at once what is written; else every answer, its head and
    # its body being written one after the other, would wait 40 ms for the browser's receipt.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if family is socket.AF_INET6:
            listening.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        if sys.platform == "win32":
            # There SO_REUSEADDR lets two programs listen at one port, and either hear the other's.
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((address, port))
        listening.listen(128)
    except OSError:
        listening.close()
        raise
    return listening
