"""Mail servers on this machine: real SMTP, with and without TLS, of good and of bad will."""

import asyncio
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "jane@small.example", "open sesame"


@dataclass
class Mailbox:
    """What a server took, and how it is to misbehave: `answers` by the command that gets them."""

    letters: list[tuple[str, list[str], bytes]] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    logins: list[str] = field(default_factory=list)
    wants_login: bool = False

    async def handle_MAIL(  # noqa: N802 - as aiosmtpd calls it
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        del server
        if self.wants_login and not session.authenticated:
            return "530 5.7.0 log in first"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return self.answers.get("MAIL", "250 OK")

    async def handle_RCPT(  # noqa: N802 - as aiosmtpd calls it
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        del server, session, options
        if "RCPT" not in self.answers:
            envelope.rcpt_tos.append(address)
        return self.answers.get("RCPT", "250 OK")

    async def handle_DATA(  # noqa: N802 - as aiosmtpd calls it
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        del session
        content = envelope.content
        assert isinstance(content, bytes)
        if self.answers.get("DATA") == "hang up":
            transport = server.transport
            assert isinstance(transport, asyncio.Transport)
            transport.abort()
            return "250 OK"
        if "DATA" not in self.answers:
            self.letters.append((envelope.mail_from or "", list(envelope.rcpt_tos), content))
        return self.answers.get("DATA", "250 OK")

    def parsed(self) -> EmailMessage:
        """Return the last letter as mail programs read it."""
        message = message_from_bytes(self.letters[-1][2], policy=policy.default)
        assert isinstance(message, EmailMessage)
        return message


class _Controller(Controller):
    """A server at any port, whose start does not depend on whom its certificate names."""

    @property
    def bound_port(self) -> int:
        """Return the port that the system chose."""
        assert isinstance(self.server, asyncio.Server)
        return int(self.server.sockets[0].getsockname()[1])

    def _trigger_server(self) -> None:
        """Knock, and say nothing."""
        socket.create_connection(("127.0.0.1", self.bound_port)).close()


@dataclass(frozen=True)
class MailServer:
    """A server that runs: where, and what it got."""

    port: int
    box: Mailbox


@dataclass(frozen=True)
class Certificates:
    """An authority, and the file that makes a client trust it."""

    authority: trustme.CA
    file: Path

    def context(self, name: str = "localhost") -> ssl.SSLContext:
        """Return what a server called `name` proves itself with."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.authority.issue_cert(name).configure_cert(context)
        return context


def certificates(folder: Path) -> Certificates:
    """Return a new authority whose file lies in `folder`."""
    authority = trustme.CA()
    file = folder / "authority.pem"
    authority.cert_pem.write_to_path(str(file))
    return Certificates(authority, file)


@contextmanager
def mail_server(security: str = "none", **options: Any) -> Iterator[MailServer]:
    """Run a server that wants a login where there is TLS; `context` proves who it is."""
    box = Mailbox(wants_login=security != "none")

    def check(
        server: SMTP, session: Session, envelope: Envelope, mechanism: str, login: Any
    ) -> AuthResult:
        del server, session, envelope, mechanism
        assert isinstance(login, LoginPassword)
        name, password = login.login.decode(), login.password.decode()
        box.logins.append(name)
        return AuthResult(success=(name, password) == (USER, PASSWORD), handled=False)

    context = options.pop("context", None)
    secured: dict[str, Any] = {}
    if security == "starttls":
        secured = {"tls_context": context, "require_starttls": True}
    elif security == "tls":
        secured = {"ssl_context": context, "auth_require_tls": False}
    controller = _Controller(
        box, hostname="127.0.0.1", port=0, authenticator=check, **secured, **options
    )
    controller.start()
    try:
        yield MailServer(controller.bound_port, box)
    finally:
        controller.stop()
