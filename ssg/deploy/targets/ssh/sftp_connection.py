"""A connection by SFTP over the library asyncssh, held over many calls."""

import asyncio
import contextlib
import os
import socket
import threading
import weakref
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from typing import TYPE_CHECKING, TypeVar

from ssg.deploy.credentials import refuse_broken_line
from ssg.deploy.failures import DeployError
from ssg.deploy.model import Workplace
from ssg.deploy.retrying import tried
from ssg.deploy.targets.ssh.connection import CONFIG, Address
from ssg.deploy.targets.ssh.failures import explain, explain_cut
from ssg.text.target_names import password_variable

if TYPE_CHECKING:
    from asyncssh import SFTPClient, SSHClientConnection

try:
    import asyncssh
except ImportError:
    asyncssh = None  # type: ignore[assignment] # told by `SftpConnection`

T = TypeVar("T")

_GOODBYE_SECONDS = 5


class SftpConnection:
    """A connection that is opened when it is needed, and once more when it was cut."""

    def __init__(self, address: Address, work: Workplace) -> None:
        """Connect to `address`; nothing is opened yet."""
        if asyncssh is None:
            message = "the library that speaks SFTP is missing on this computer"
            raise DeployError(message, 'install it with `pip install "commentary-ssg[sftp]"`')
        self._address = address
        self._patience = work.patience
        environment = {**os.environ, **work.environment}
        variable = password_variable(work.name)
        self._password = environment.get(variable) or None
        refuse_broken_line(self._password or "", variable)
        self._config = environment.get(CONFIG)
        self._line = _Line()
        weakref.finalize(self, self._line.end)

    def run(self, work: Callable[["SFTPClient"], Awaitable[T]]) -> T:
        """Return what `work` does. Cuts are borne with patience: it may be done twice."""

        async def connected() -> T:
            return await work(await self._client())

        def attempt() -> T:
            with self._explained():
                return self._line.run(connected())

        return tried(self._patience, attempt, self.close)

    def close(self) -> None:
        """End the connection; another one is opened when it is needed."""
        self._line.run(self._line.hang_up())

    async def _client(self) -> "SFTPClient":
        line = self._line
        if line.connection and line.client and not line.connection.is_closed():
            return line.client
        address = self._address
        login, _, host = address.login.rpartition("@")
        # Host keys are looked up in known_hosts, as asyncssh does unless it is told otherwise.
        line.connection = await asyncssh.connect(
            host,
            address.port or (),
            username=login or (),
            config=[self._config] if self._config else (),
            client_keys=[address.identity] if address.identity else (),
            ignore_encrypted=True,  # Such a key may be in the agent.
            password=self._password,
            agent_forwarding=False,
            # As safe as the default, and a third of the time in this library.
            encryption_algs="^aes128-gcm@openssh.com,aes256-gcm@openssh.com",
            x11_forwarding=False,
            connect_timeout=30,
            keepalive_interval=15,
            keepalive_count_max=4,
        )
        line.client = await line.connection.start_sftp_client()
        return line.client

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn what the library raises into a DeployError."""
        try:
            yield
        except _failures() as error:
            raise self._failure(error) from error

    def _failure(self, error: Exception) -> DeployError:
        address = self._address
        said = error.reason if isinstance(error, asyncssh.SFTPError) else _saying_of(error)
        known = explain(said, address.login, address.folder, address.port)
        if known:
            return known
        if isinstance(error, asyncssh.ConfigParseError):
            message = f"the ssh settings of this computer cannot be read: {error}"
            return DeployError(message, f"mend them, or name another file in {CONFIG}")
        if isinstance(error, OSError) and error.filename:
            return DeployError(f"{error.filename}: {error.strerror}", "build again")
        cuts = (asyncssh.SFTPNoConnection, asyncssh.SFTPConnectionLost)
        if not isinstance(error, asyncssh.SFTPError) or isinstance(error, cuts):
            return explain_cut(address.login)
        message = f"the server {address.host} could not do it: {said}"
        fix = "most often its disk is full, or what your provider allows you is used up"
        return DeployError(message, fix)


def _failures() -> tuple[type[Exception], ...]:
    ours = (OSError, EOFError)
    return (asyncssh.Error, asyncssh.ConfigParseError, asyncssh.KeyImportError, *ours)


def _saying_of(error: Exception) -> str:
    """Return what the program ssh says where the library raises `error`; "" where we know none."""
    sayings: tuple[tuple[type[Exception], str], ...] = (
        (asyncssh.HostKeyNotVerifiable, "host key verification failed"),
        (asyncssh.PermissionDenied, "permission denied (publickey)"),
        (asyncssh.KeyImportError, "permission denied (publickey)"),
        (socket.gaierror, "could not resolve hostname"),
        (ConnectionRefusedError, "connection refused"),
        (TimeoutError, "timed out"),
    )
    return next((said for kind, said in sayings if isinstance(error, kind)), "")


class _Line:
    """An event loop in a thread of its own, and the connection that it keeps alive."""

    def __init__(self) -> None:
        self.connection: SSHClientConnection | None = None
        self.client: SFTPClient | None = None
        self._loop = asyncio.new_event_loop()
        # After a cut the library leaves tasks behind that failed of the same: nobody asks for them.
        self._loop.set_exception_handler(lambda _loop, _context: None)
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def run(self, work: Coroutine[object, object, T]) -> T:
        future = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return future.result()
        except BaseException:
            future.cancel()  # Ctrl+C ends the wait here, and what was waited for there.
            raise

    async def hang_up(self) -> None:
        if self.connection:
            connection, self.connection, self.client = self.connection, None, None
            connection.abort()
            with contextlib.suppress(Exception):
                await asyncio.wait_for(connection.wait_closed(), _GOODBYE_SECONDS)

    def end(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        # What is collected as garbage may be so in any thread, this one too.
        if threading.current_thread() is not self._thread:
            self._thread.join(_GOODBYE_SECONDS)

    def _serve(self) -> None:
        self._loop.run_forever()
        self._loop.run_until_complete(self.hang_up())
        self._loop.close()
