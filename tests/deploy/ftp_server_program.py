"""The FTP server of the tests, as a program: it serves as its one argument, in JSON, says."""

import json
import logging
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from OpenSSL import SSL
from pyftpdlib.authorizers import DummyAuthorizer
from pyftpdlib.handlers import FTPHandler, TLS_DTPHandler, TLS_FTPHandler
from pyftpdlib.servers import FTPServer


@dataclass
class Temper:
    """How to serve, and whom.

    `address`: what it names as its own; `demands_reuse`: data connections must go on with the TLS
    session of the control connection; `die_after`: the process ends before so many further
    commands; `refuse`: answers to commands that are not obeyed; `most`: connections at a time;
    `no_overwriting`: files are not renamed over others; `stumbles`: answers to the first command of
    that name.
    """

    port: int
    home: str
    log: str
    user: str
    password: str
    certificate: str = ""
    address: str = ""
    demands_reuse: bool = False
    die_after: int = 0
    refuse: Mapping[str, str] = field(default_factory=dict)
    most: int = 0
    no_overwriting: bool = False
    stumbles: dict[str, str] = field(default_factory=dict)


TEMPER = Temper(**json.loads(sys.argv[1]))


class Data(TLS_DTPHandler):  # type: ignore[misc]  # it has no types
    """A data connection."""

    def handle_ssl_established(self) -> None:
        library: Any = SSL._lib  # type: ignore[attr-defined]  # noqa: SLF001 - it tells nobody else
        if TEMPER.demands_reuse and not library.SSL_session_reused(self.socket._ssl):  # noqa: SLF001
            self.cmd_channel.respond("522 TLS session reuse required.")
            self.close()


class Habits:
    """What both kinds of control connection do."""

    count = 0

    def pre_process_command(self, line: str, cmd: str, arg: str) -> None:
        Habits.count += 1
        if TEMPER.die_after and Habits.count > TEMPER.die_after:
            os._exit(0)
        if cmd in TEMPER.refuse:
            self.respond(TEMPER.refuse[cmd])  # type: ignore[attr-defined]
        elif cmd in TEMPER.stumbles:
            self.respond(TEMPER.stumbles.pop(cmd))  # type: ignore[attr-defined]
        else:
            super().pre_process_command(line, cmd, arg)  # type: ignore[misc]

    def log_cmd(self, cmd: str, arg: str, respcode: int, _: str) -> None:
        if str(respcode).startswith(("1", "2", "3")) and cmd != "PASS":
            with Path(TEMPER.log).open("a", encoding="utf-8") as log:
                log.write(f"{cmd} {str(arg).removeprefix(TEMPER.home)}\n")

    def ftp_RNTO(self, path: str) -> object:  # noqa: N802 - its name
        if TEMPER.no_overwriting and Path(path).is_file():
            self._rnfr = None
            self.respond("550 File exists.")  # type: ignore[attr-defined]
            return None
        answer: object = super().ftp_RNTO(path)  # type: ignore[misc]
        return answer


class Plain(Habits, FTPHandler):  # type: ignore[misc]  # it has no types
    """A control connection that anybody can read."""


class Encrypted(Habits, TLS_FTPHandler):  # type: ignore[misc]  # it has no types
    """A control connection that is encrypted, and whose data must be so, too."""

    dtp_handler = Data
    tls_control_required = True
    tls_data_required = True


def serve() -> None:
    """Serve for ever."""
    handler = Encrypted if TEMPER.certificate else Plain
    if handler is Encrypted:
        handler.certfile = TEMPER.certificate
        handler.get_ssl_context().set_session_id(b"ssg")
    authorizer = DummyAuthorizer()
    authorizer.add_user(TEMPER.user, TEMPER.password, TEMPER.home, perm="elradfmwMT")
    handler.authorizer = authorizer
    handler.masquerade_address = TEMPER.address or None
    handler.use_sendfile = False
    handler.auth_failed_timeout = 0  # Seconds that it lets guessers of passwords wait.
    server = FTPServer(("127.0.0.1", TEMPER.port), handler)
    server.max_cons_per_ip = TEMPER.most
    server.serve_forever()


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING)
    serve()
