"""An FTP server on loopback, in a process of its own so that it can be killed at any moment."""

import atexit
import contextlib
import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import trustme

from tests.deploy.places import Place, changing, files_in
from tests.ports import free_port

USER = "jane"
_PROGRAM = Path(__file__).with_name("ftp_server_program.py")
PASSWORD = "correct horse"  # noqa: S105 - of a server that lives for a test


@dataclass
class FtpServer:
    """The server, which keeps its files below `home`."""

    home: Path
    log: Path
    options: dict[str, Any]
    port: int = 0
    process: int = 0

    def start(self, **options: object) -> None:
        """Begin to serve; `die_after` kills the process before so many further commands."""
        port = self.port or free_port()
        argument = {**self.options, **options, "port": port, "user": USER, "password": PASSWORD}
        argument |= {"home": str(self.home), "log": str(self.log)}
        self.process = _obeyed(argument)
        self.port = port
        for _ in range(2_000):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                return
            time.sleep(0.005)
        message = "the FTP server does not answer"
        raise AssertionError(message)

    def await_silence(self) -> None:
        """Wait until the server has noticed that nobody is connected any more."""
        for _ in range(500):
            with socket.create_connection(("127.0.0.1", self.port)) as connection:
                if connection.recv(3) == b"220":
                    break
            time.sleep(0.02)
        time.sleep(0.3)

    def stop(self) -> None:
        """Kill the server."""
        _obeyed(self.process)

    def restart(self, **options: object) -> None:
        """Kill the server and begin anew, on the same port."""
        self.stop()
        self.start(**options)

    def commands(self, *names: str) -> list[str]:
        """Return the commands that were obeyed, as "STOR /www/a.html", of the names `names`."""
        lines = self.log.read_text("utf-8").splitlines() if self.log.exists() else []
        return [line for line in lines if line.split()[0] in names] if names else lines

    def forget(self) -> None:
        """Forget the commands so far."""
        self.log.write_text("")


def _obeyed(order: object) -> int:
    """Return the number of the process that was started or killed."""
    program = _program()
    assert program.stdin is not None
    assert program.stdout is not None
    program.stdin.write(json.dumps(order).encode() + b"\n")
    program.stdin.flush()
    return int(program.stdout.readline())


@cache
def _program() -> subprocess.Popen[bytes]:
    """Return what makes servers for this process, and ends with it."""
    command = [sys.executable, str(_PROGRAM)]
    program = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    atexit.register(_end, program)
    return program


def _end(program: subprocess.Popen[bytes]) -> None:
    assert program.stdin is not None
    assert program.stdout is not None
    program.stdin.close()
    program.wait()
    program.stdout.close()


def write_certificate(folder: Path, *names: str) -> tuple[Path, Path]:
    """Write a server's certificate for `names` and who vouches for it, and return both."""
    authority = trustme.CA()
    certificate, ca = folder / "server.pem", folder / "ca.pem"
    authority.issue_cert(
        *(names or ("localhost", "127.0.0.1"))
    ).private_key_and_cert_chain_pem.write_to_path(certificate)
    authority.cert_pem.write_to_path(ca)
    return certificate, ca


@contextmanager
def ftp_server(folder: Path, **options: object) -> Iterator[FtpServer]:
    """Yield a server for files below `folder`; see `Temper` in the program for `options`."""
    home = folder / "ftp"
    (home / "www").mkdir(parents=True)
    server = FtpServer(home, folder / "ftp.log", dict(options))
    server.start()
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def ftp_place(folder: Path, **options: object) -> Iterator[tuple[Place, FtpServer]]:
    """Yield an encrypted place, and its server."""
    folder.mkdir(parents=True, exist_ok=True)
    certificate, ca = write_certificate(folder)
    with ftp_server(folder, certificate=str(certificate), **options) as server:
        keys = {"type": "ftp", "to": f"{USER}@localhost:/www", "port": server.port, "ca": str(ca)}
        yield ftp_place_on(server, keys), server


def ftp_place_on(server: FtpServer, keys: Mapping[str, object]) -> Place:
    """Return the place on `server` that `keys` describe."""
    www = server.home / "www"

    return Place(keys, lambda: files_in(www), {"SSG_PRODUCTION_PASSWORD": PASSWORD}, changing(www))
