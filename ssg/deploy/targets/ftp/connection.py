"""One connection to an FTP server, and what its answers mean to a writer."""

import contextlib
import ftplib
import re
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from ssg.deploy.failures import DeployError, TransientError
from ssg.disk.web.connecting import encrypted
from ssg.model.record import dataclass

_TIMEOUT = 30.0
_SFTP = "many hosts offer `type: sftp`, which is always encrypted"
_TOO_MANY = re.compile(r"too many|maximum|limit|max\b", re.IGNORECASE)
_DENIED = re.compile(r"denied|permission|not permitted|not allowed|forbidden", re.IGNORECASE)
_NO_COMMAND = ("500", "501", "502", "504", "522", "530", "534")


@dataclass(frozen=True, slots=True)
class Account:
    """Where to connect and as whom. `tls` is None where nothing is encrypted."""

    host: str
    port: int
    user: str
    password: str
    tls: ssl.SSLContext | None

    def __repr__(self) -> str:
        """Return all but the password."""
        return f"Account({self.user}@{self.host}:{self.port})"


class _DataSocket(ssl.SSLSocket):
    """A data connection that does not mind a server that ends it without a farewell.

    Whether all has arrived the server says on the control connection.
    """

    def unwrap(self) -> socket.socket:
        """Say farewell, and wait for none."""
        with contextlib.suppress(OSError, ValueError):
            return super().unwrap()
        return self


class Connection(ftplib.FTP_TLS):
    """A connection that speaks UTF-8, and encrypts where the account has `tls`.

    Answers are read as Latin-1, which every answer can be: servers speak many languages.
    """

    def __init__(self, account: Account) -> None:
        """Connect and log in. May raise DeployError."""
        self._account = account
        self.features: frozenset[str] = frozenset()
        self._is_binary = False
        super().__init__(context=account.tls, timeout=_TIMEOUT, encoding="latin-1")
        try:
            with explained("the server", account):
                self._begin()
        except BaseException:
            self.close()
            raise

    def _begin(self) -> None:
        account = self._account
        self.connect(account.host, account.port)
        if account.tls:
            try:
                self.auth()
            except ftplib.error_perm as error:
                if not str(error).startswith(_NO_COMMAND):
                    raise
                message = f"the server {account.host} offers no encryption"
                fix = f"{_SFTP}; `tls: false` sends all, the password too, for anybody to read"
                raise DeployError(message, fix) from error
        self.login(account.user, account.password, secure=False)
        if account.tls:
            self.prot_p()
        self.features = self._feature_names()
        if "UTF8" in self.features:
            with contextlib.suppress(ftplib.error_perm):
                self.sendcmd("OPTS UTF8 ON")
        self.voidcmd("TYPE I")

    def _feature_names(self) -> frozenset[str]:
        try:
            lines = self.sendcmd("FEAT").splitlines()[1:-1]
        except ftplib.error_perm:
            return frozenset()
        return frozenset(line.split()[0].upper() for line in lines if line.strip())

    def voidcmd(self, cmd: str) -> str:
        """Send a command; nothing is ever sent as text, so that is agreed on once."""
        if cmd == "TYPE I" and self._is_binary:
            return "200"
        self._is_binary = self._is_binary or cmd == "TYPE I"
        return super().voidcmd(cmd)

    def putline(self, line: str) -> None:
        """Send a command, in UTF-8."""
        if "\r" in line or "\n" in line:
            message = "FTP cannot carry a name with a line break"
            raise DeployError(message, "rename the file")
        if not self.sock:
            raise EOFError
        self.sock.sendall(f"{line}\r\n".encode("utf-8", "surrogateescape"))

    def ntransfercmd(
        self, cmd: str, rest: int | str | None = None
    ) -> tuple[socket.socket, int | None]:
        """Open a data connection that goes on with the session of this one.

        So the server knows that both belong together; many refuse it otherwise (vsftpd's
        `require_ssl_reuse`, ProFTPD and FileZilla by default).
        """
        data, size = super(ftplib.FTP_TLS, self).ntransfercmd(cmd, rest)
        # The end of a small file must not wait for the server to confirm its beginning.
        data.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if not self._account.tls:
            return data, size
        session = self.sock.session if isinstance(self.sock, ssl.SSLSocket) else None
        return encrypted(data, self._account.tls, self.host, session), size


def encrypting_context(ca_file: str) -> ssl.SSLContext:
    """Return how connections are encrypted; `ca_file` names who vouches, "" for the usual."""
    try:
        context = ssl.create_default_context(cafile=ca_file or None)
    except OSError as error:
        message = f"{ca_file}: holds no certificate that can be read"
        raise DeployError(message, "name a file in the form PEM") from error
    context.sslsocket_class = _DataSocket
    return context


@contextmanager
def explained(what: str, account: Account) -> Iterator[None]:
    """Turn what goes wrong with `what`, a file or the server, into a DeployError."""
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        raise _untrusted(error, account) from error
    except ftplib.Error as error:
        raise _refused(what, _answer(error), account) from error
    except socket.gaierror as error:
        message = f"there is no host {account.host}, or no way to it ({error.strerror})"
        raise TransientError(message, "see that `to:` names it well, and the network") from error
    except (OSError, EOFError) as error:
        reason = str(error) or "the server ended it"
        message = f"the connection to {account.host} broke: {reason}"
        raise TransientError(message, "deploy again: it goes on where it was") from error


def _answer(error: Exception) -> str:
    """Return what the server said, which was read as Latin-1."""
    return str(error).encode("latin-1", "replace").decode("utf-8", "replace").strip()


def _untrusted(error: ssl.SSLCertVerificationError, account: Account) -> DeployError:
    host = account.host
    if "mismatch" in error.verify_message:
        message = f"the server at {host} shows a certificate for another name"
        fix = "write the host into `to:` by the name that your host's help pages give it"
        return DeployError(message, fix)
    message = f"nobody vouches for the certificate of {host} ({error.verify_message})"
    fix = (
        "ask your host for the name of the server that has a valid one; if it is your own server,"
        " name its certificate: `ca: path/to/certificate.pem`"
    )
    return DeployError(message, fix)


def _refused(what: str, answer: str, account: Account) -> DeployError:
    """Return what the server's answer, a code of three digits and words, means."""
    words = answer.replace(account.password, "…") if account.password else answer
    code = words[:3]
    if code in {"452", "552"}:
        return DeployError(
            f"{what}: the disk of the server, or your share of it, is full ({words})",
            "make room there, or ask your host for more; what readers see is whole",
        )
    if code == "421" or (code == "530" and _TOO_MANY.search(words)):
        return TransientError(f"the server takes no more connections ({words})", "wait a little")
    if code.startswith("4"):
        return TransientError(f"{what}: {words}", "deploy again: it goes on where it was")
    if code == "530":
        return DeployError(
            f"the server did not let {account.user} in ({words})",
            "see that the user in `to:` and the password are right",
        )
    if code in {"550", "553"} and _DENIED.search(words):
        return DeployError(
            f"{what}: your user may not do that there ({words})",
            "see that the folder in `to:` is the right one, and belongs to your user",
        )
    return DeployError(f"{what}: the server answered: {words}", "ask your host what that means")
