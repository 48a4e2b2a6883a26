"""An FTP server on loopback, in a process of its own so that it can be killed at any moment.

Run as a program it serves as its one argument, in JSON, says.
"""

import contextlib
import json
import logging
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import trustme

from tests.deploy.places import Place

USER = "jane"
PASSWORD = "correct horse"  # noqa: S105 - of a server that lives for a test


@dataclass
class FtpServer:
    """The server, which keeps its files below `home`."""

    home: Path
    log: Path
    options: dict[str, Any]
    port: int = 0
    process: subprocess.Popen[bytes] | None = None

    def start(self, **options: object) -> None:
        """Begin to serve; `die_after` kills the process before so many further commands."""
        port = self.port or _free_port()
        argument = {**self.options, **options, "port": port, "home": str(self.home)}
        argument["log"] = str(self.log)
        self.process = subprocess.Popen([sys.executable, __file__, json.dumps(argument)])
        self.port = port
        for _ in range(500):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                return
            assert self.process.poll() is None, "the FTP server did not start"
            time.sleep(0.02)
        message = "the FTP server does not answer"
        raise AssertionError(message)

    def stop(self) -> None:
        """Kill the server."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

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


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


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
    """Yield a server for files below `folder`; see `_serve` for `options`."""
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

    def shown() -> dict[str, bytes]:
        files = (file for file in www.rglob("*") if file.is_file())
        return {file.relative_to(www).as_posix(): file.read_bytes() for file in files}

    def change(path: str, content: bytes | None) -> None:
        if content is None:
            (www / path).unlink()
        else:
            (www / path).write_bytes(content)

    return Place(keys, shown, {"SSG_PRODUCTION_PASSWORD": PASSWORD}, change)


def _serve(
    port: int,
    home: str,
    log: str,
    certificate: str = "",
    *,
    demands_reuse: bool = False,
    die_after: int = 0,
    refuse: Mapping[str, str] | None = None,
    most: int = 0,
    no_overwriting: bool = False,
    stumbles: Mapping[str, str] | None = None,
) -> None:
    """Serve for ever.

    `demands_reuse`: data connections must go on with the TLS session of the control connection;
    `die_after`: the process ends before so many commands; `refuse`: answers to commands that are
    not obeyed; `most`: connections at a time; `no_overwriting`: files are not renamed over others;
    `stumbles`: answers to the first command of that name.
    """
    from OpenSSL import SSL
    from pyftpdlib.authorizers import DummyAuthorizer
    from pyftpdlib.handlers import FTPHandler, TLS_DTPHandler, TLS_FTPHandler
    from pyftpdlib.servers import FTPServer

    refused, stumbling = dict(refuse or {}), dict(stumbles or {})
    count = 0
    answers = open(log, "a", encoding="utf-8", buffering=1)

    class Data(TLS_DTPHandler):
        def handle_ssl_established(self) -> None:
            if demands_reuse and not SSL._lib.SSL_session_reused(self.socket._ssl):
                self.cmd_channel.respond("522 TLS session reuse required.")
                self.close()

    class Handler(TLS_FTPHandler if certificate else FTPHandler):
        banner = "ready"

        def pre_process_command(self, line: str, cmd: str, arg: str) -> None:
            nonlocal count
            count += 1
            if die_after and count > die_after:
                os._exit(0)
            if cmd in refused:
                self.respond(refused[cmd])
            elif cmd in stumbling:
                self.respond(stumbling.pop(cmd))
            else:
                super().pre_process_command(line, cmd, arg)

        def log_cmd(self, cmd: str, arg: str, respcode: int, respstr: str) -> None:
            code = str(respcode)
            if code.startswith(("1", "2", "3")) and cmd != "PASS":
                answers.write(f"{cmd} {_inside(str(arg), home)}\n")

        def ftp_RNTO(self, path: str) -> str | None:
            if no_overwriting and os.path.isfile(path):
                self._rnfr = None
                self.respond("550 File exists.")
                return None
            return super().ftp_RNTO(path)

    if certificate:
        Handler.certfile = certificate
        Handler.tls_control_required = Handler.tls_data_required = True
        Handler.dtp_handler = Data
        context = Handler.get_ssl_context()
        context.set_session_id(b"ssg")
    logging.basicConfig(level=logging.WARNING)
    authorizer = DummyAuthorizer()
    authorizer.add_user(USER, PASSWORD, home, perm="elradfmwMT")
    Handler.authorizer = authorizer
    Handler.use_sendfile = False
    server = FTPServer(("127.0.0.1", port), Handler)
    server.max_cons = most or 100
    server.serve_forever()


def _inside(path: str, home: str) -> str:
    return path.removeprefix(home)


if __name__ == "__main__":
    _serve(**json.loads(sys.argv[1]))
