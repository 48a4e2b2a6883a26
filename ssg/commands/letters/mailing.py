"""An e-mail handed to a mail server, and in plain words what kept it from being taken."""

import contextlib
import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import field

from ssg.commands.failures import UsageError, WorldError
from ssg.model.record import dataclass

PASSWORD = "SSG_SMTP_PASSWORD"  # noqa: S105 - the name of the variable
_PORTS = {"starttls": 587, "tls": 465, "none": 25}
_ON_THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
_OURSELVES = "[127.0.0.1]"
"""How we greet: the name of this machine is nobody's business."""
_PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where letters are handed in. Without a password nobody logs in. Seconds of `patience`."""

    host: str
    port: int
    security: str
    user: str
    password: str = field(repr=False, default="")
    patience: float = _PATIENCE

    @property
    def name(self) -> str:
        """Return what messages call it."""
        return f"{self.host}:{self.port}"


class UnsureError(WorldError):
    """The connection broke after the letter was handed over: nobody knows whether it was taken."""


def mail_server(
    keys: Mapping[str, object], sender: str, environment: Mapping[str, str]
) -> MailServer:
    """Return the server that `newsletter.smtp` describes. Raises UsageError without one."""
    host = str(keys.get("host", ""))
    if not host:
        message = "site.yaml names no mail server"
        fix = "add `smtp: {host: smtp.example.org}` to `newsletter:`, or use --output"
        raise UsageError(message, fix)
    security = str(keys.get("security", "starttls"))
    password = environment.get(PASSWORD, "")
    if password and security == "none" and host not in _ON_THIS_MACHINE:
        message = f"the password would go to {host} for everybody on the way to read"
        raise UsageError(message, "write `security: starttls` or `security: tls` in site.yaml")
    user = str(keys.get("user", "")) or sender
    if password:
        _refuse_what_no_login_holds(user, password)
    return MailServer(
        host=host,
        port=int(str(keys.get("port", _PORTS[security]))),
        security=security,
        user=user,
        password=password,
    )


def _refuse_what_no_login_holds(user: str, password: str) -> None:
    """Refuse a user or a password that cannot be said to a mail server; it is never shown."""
    if not _is_plain(password):
        message = f"the password in {PASSWORD} holds signs that a mail server does not take"
        raise UsageError(message, "it may have A-Z, a-z, 0-9, spaces and ASCII's other signs")
    if not _is_plain(user):
        message = f"{user} holds signs that a mail server does not take as a user"
        raise UsageError(message, "write `user: …` in ASCII as the server calls you, to `smtp:`")


def _is_plain(words: str) -> bool:
    return words.isascii() and words.isprintable()


def send(server: MailServer, sender: str, to: str, content: bytes) -> None:
    """Hand in one letter for one address. Raises WorldError, or UnsureError at the very end."""
    try:
        connection = _connected(server)
        try:
            _log_in(connection, server)
            _hand_in(connection, server, sender, to, content)
        finally:
            # However the goodbye goes: what was taken is taken.
            with contextlib.suppress(smtplib.SMTPException, OSError):
                connection.quit()
    except smtplib.SMTPServerDisconnected as error:
        if isinstance(error.__context__, TimeoutError):
            raise _silent(server) from error
        message = f"{server.name} ended the connection"
        raise WorldError(message, "look at `port` and `security` in site.yaml") from error
    except smtplib.SMTPResponseException as error:
        message = f"{server.name} answered {_words(error)}"
        raise WorldError(message, "ask whoever runs the mail server") from error
    except smtplib.SMTPException as error:
        message = f"{server.name}: {error}"
        raise WorldError(message, "look at `smtp` in site.yaml") from error


def _connected(server: MailServer) -> smtplib.SMTP:
    """Return a connection that is as secure as was asked for."""
    try:
        if server.security == "tls":
            return smtplib.SMTP_SSL(
                server.host, server.port, _OURSELVES, timeout=server.patience, context=_context()
            )
        connection = smtplib.SMTP(server.host, server.port, _OURSELVES, timeout=server.patience)
    except ssl.SSLError as error:
        raise _not_secured(server, error) from error
    except TimeoutError as error:
        raise _silent(server) from error
    except OSError as error:
        if isinstance(error, smtplib.SMTPException):
            raise
        reason = error.strerror or str(error)
        message = f"{server.name} cannot be reached: {reason}"
        fix = "see that you are on the net, and that `host` and `port` in site.yaml are right"
        raise WorldError(message, fix) from error
    if server.security == "starttls":
        try:
            connection.starttls(context=_context())
        except ssl.SSLError as error:
            connection.close()
            raise _not_secured(server, error) from error
        except smtplib.SMTPNotSupportedError as error:
            connection.close()
            message = f"{server.name} does not offer STARTTLS, so nothing was sent"
            fix = "write `security: tls` if it has TLS at port 465, or ask whoever runs it"
            raise WorldError(message, fix) from error
    return connection


def _context() -> ssl.SSLContext:
    return ssl.create_default_context()


def _not_secured(server: MailServer, error: ssl.SSLError) -> WorldError:
    if isinstance(error, ssl.SSLCertVerificationError):
        message = f"{server.name} could not prove who it is: {error.verify_message}"
        return WorldError(message, "see that `host` is the name that its certificate has")
    message = f"no secure connection to {server.name}: {error.reason or error}"
    return WorldError(message, "`tls` belongs to port 465, `starttls` to port 587")


def _silent(server: MailServer) -> WorldError:
    message = f"{server.name} did not answer for {server.patience:g} seconds"
    return WorldError(message, "try again later; `tls` belongs to port 465, `starttls` to 587")


def _log_in(connection: smtplib.SMTP, server: MailServer) -> None:
    if not server.password:
        return
    try:
        connection.login(server.user, server.password)
    except smtplib.SMTPAuthenticationError as error:
        message = f"{server.name} refuses {server.user} with this password: {_words(error)}"
        fix = f"look at `user` in site.yaml and at {PASSWORD}; some want a password for programs"
        raise WorldError(message, fix) from error
    except smtplib.SMTPNotSupportedError as error:
        message = f"{server.name} lets nobody log in this way"
        raise WorldError(message, "look at `port` and `security` in site.yaml") from error


def _hand_in(
    connection: smtplib.SMTP, server: MailServer, sender: str, to: str, content: bytes
) -> None:
    """Say from whom and to whom, then the letter: until its end nothing has happened."""
    connection.ehlo_or_helo_if_needed()
    _accepted(connection.mail(sender), server, f"letters from {sender}")
    _accepted(connection.rcpt(to), server, f"letters to {to}")
    try:
        answer = connection.data(content)
    except smtplib.SMTPDataError:
        raise
    except (smtplib.SMTPServerDisconnected, OSError) as error:
        message = f"{server.name} broke off at the end: it may have taken the letter, or not"
        raise UnsureError(
            message, "look whether it has arrived before you send it again"
        ) from error
    _accepted(answer, server, "this letter")


_FIXES = {
    530: f"set {PASSWORD} to the password of your mailbox",
    535: f"look at {PASSWORD}",
    552: "make the letter smaller",
}


def _accepted(answer: tuple[int, bytes], server: MailServer, what: str) -> None:
    code, words = answer
    if code in {250, 251}:
        return
    said = f"{code} {words.decode('utf-8', 'replace')}".strip()
    fix = _FIXES.get(code, "look at `from` and `to` in site.yaml, or ask whoever runs the server")
    message = f"{server.name} does not take {what}: {' '.join(said.split())}"
    raise WorldError(message, fix)


def _words(error: smtplib.SMTPResponseException) -> str:
    said = error.smtp_error
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return " ".join(f"{error.smtp_code} {text}".split())
