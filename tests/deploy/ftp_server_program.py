"""FTP servers of the tests, as a program that is loaded once and forks itself for each.

It reads orders, a line of JSON each: what the temper of a server is, or the number of a process
that is to be killed. To both it answers with that number. All servers end with it.
"""

import json
import logging
import os
import signal
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


class Data(TLS_DTPHandler):  # type: ignore[misc]  # it has no types
    """A data connection."""

    def handle_ssl_established(self) -> None:
        library: Any = SSL._lib  # type: ignore[attr-defined]  # noqa: SLF001 - it tells nobody else
        if Habits.temper.demands_reuse and not library.SSL_session_reused(self.socket._ssl):  # noqa: SLF001
            self.cmd_channel.respond("522 TLS session reuse required.")
            self.close()


class Habits:
    """What both kinds of control connection do."""

    temper: Temper
    count = 0

    def pre_process_command(self, line: str, cmd: str, arg: str) -> None:
        Habits.count += 1
        if Habits.temper.die_after and Habits.count > Habits.temper.die_after:
            os._exit(0)
        if cmd in Habits.temper.refuse:
            self.respond(Habits.temper.refuse[cmd])  # type: ignore[attr-defined]
        elif cmd in Habits.temper.stumbles:
            self.respond(Habits.temper.stumbles.pop(cmd))  # type: ignore[attr-defined]
        else:
            super().pre_process_command(line, cmd, arg)  # type: ignore[misc]

    def log_cmd(self, cmd: str, arg: str, respcode: int, _: str) -> None:
        if str(respcode).startswith(("1", "2", "3")) and cmd != "PASS":
            with Path(Habits.temper.log).open("a", encoding="utf-8") as log:
                log.write(f"{cmd} {str(arg).removeprefix(Habits.temper.home)}\n")

    def ftp_RNTO(self, path: str) -> object:  # noqa: N802 - its name
        if Habits.temper.no_overwriting and Path(path).is_file():
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


def serve(temper: Temper) -> None:
    """Serve for ever."""
    Habits.temper = temper
    handler = Encrypted if temper.certificate else Plain
    if handler is Encrypted:
        handler.certfile = temper.certificate
        handler.get_ssl_context().set_session_id(b"ssg")
    authorizer = DummyAuthorizer()
    authorizer.add_user(temper.user, temper.password, temper.home, perm="elradfmwMT")
    handler.authorizer = authorizer
    handler.masquerade_address = temper.address or None
    handler.use_sendfile = False
    handler.auth_failed_timeout = 0  # Seconds that it lets guessers of passwords wait.
    server = FTPServer(("127.0.0.1", temper.port), handler)
    server.max_cons_per_ip = temper.most
    server.serve_forever()


def obey_all() -> None:
    """Start and kill servers until nobody orders any more."""
    serving: set[int] = set()
    for line in sys.stdin:
        order = json.loads(line)
        if isinstance(order, int):
            process = order
            _end(process)
            serving.discard(process)
        else:
            process = os.fork()
            if process == 0:
                serve(Temper(**order))
            serving.add(process)
        sys.stdout.write(f"{process}\n")
        sys.stdout.flush()
    for process in serving:
        _end(process)


def _end(process: int) -> None:
    """Kill a server. One that has died by itself keeps its number until it is waited for."""
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING)
    obey_all()
