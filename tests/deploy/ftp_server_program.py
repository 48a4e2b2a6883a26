"""The FTP server of the tests, as a program: it serves as its one argument, in JSON, says."""

import json
import logging
import os
import sys
from collections.abc import Mapping

from OpenSSL import SSL
from pyftpdlib.authorizers import DummyAuthorizer
from pyftpdlib.handlers import FTPHandler, TLS_DTPHandler, TLS_FTPHandler
from pyftpdlib.servers import FTPServer


def serve(
    port: int,
    home: str,
    log: str,
    user: str,
    password: str,
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
    authorizer.add_user(user, password, home, perm="elradfmwMT")
    Handler.authorizer = authorizer
    Handler.use_sendfile = False
    server = FTPServer(("127.0.0.1", port), Handler)
    server.max_cons_per_ip = most
    server.serve_forever()


def _inside(path: str, home: str) -> str:
    return path.removeprefix(home)


if __name__ == "__main__":
    serve(**json.loads(sys.argv[1]))
