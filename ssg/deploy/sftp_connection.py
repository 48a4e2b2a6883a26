"""A connection by SFTP over the library asyncssh, held over many calls."""

import asyncio
import contextlib
import os
import socket
import weakref
from collections.abc import Awaitable, Callable, Iterator
from typing import TYPE_CHECKING, TypeVar

from ssg.deploy.failures import DeployError, TransientError
from ssg.deploy.model import Workplace
from ssg.deploy.retrying import tried
from ssg.deploy.ssh import CONFIG, Address
from ssg.deploy.ssh_failures import explain, explain_cut

if TYPE_CHECKING:
    from asyncssh import SFTPClient, SSHClientConnection

try:
    import asyncssh
except ImportError:
    asyncssh = None  # type: ignore[assignment] # told by `SftpConnection`

T = TypeVar("T")

_UNKNOWN_KEY = "host key is not trusted"
_WRONG_KEY = "permission denied (publickey)"
_UNKNOWN_HOST = "could not resolve hostname"


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
        variable = f"SSG_{work.name.upper().replace('-', '_')}_PASSWORD"
        self._password = environment.get(variable) or None
        self._config = environment.get(CONFIG)
        self._open: tuple[SSHClientConnection, SFTPClient] | None = None
        self._runner = asyncio.Runner()
        self._end = weakref.finalize(self, self._runner.close)

    def run(self, work: Callable[["SFTPClient"], Awaitable[T]]) -> T:
        """Return what `work` does. Cuts are borne with patience: it may be done twice."""

        async def connected() -> T:
            return await work(await self._client())

        def attempt() -> T:
            with self._explained():
                return self._runner.run(connected())

        return tried(self._patience, attempt, self.close)

    def close(self) -> None:
        """End the connection; another one is opened when it is needed."""
        if self._open:
            connection, _ = self._open
            self._open = None
            self._runner.run(_end(connection))

    async def _client(self) -> "SFTPClient":
        if self._open and not self._open[0].is_closed():
            return self._open[1]
        address = self._address
        login, _, host = address.login.rpartition("@")
        # Host keys are looked up in known_hosts, as asyncssh does unless it is told otherwise.
        connection = await asyncssh.connect(
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
        client = await connection.start_sftp_client()
        self._open = connection, client
        return client

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn what the library raises into a DeployError."""
        try:
            yield
        except asyncssh.HostKeyNotVerifiable as error:
            raise self._known(_UNKNOWN_KEY) from error
        except (asyncssh.PermissionDenied, asyncssh.KeyImportError) as error:
            raise self._known(_WRONG_KEY) from error
        except asyncssh.ConfigParseError as error:
            message = f"the ssh settings of this computer cannot be read: {error}"
            fix = f"mend them, or name another file in {CONFIG}"
            raise DeployError(message, fix) from error
        except (asyncssh.SFTPNoConnection, asyncssh.SFTPConnectionLost) as error:
            raise explain_cut(self._address.login) from error
        except asyncssh.SFTPError as error:
            raise self._refusal(error.reason) from error
        except socket.gaierror as error:
            raise self._known(_UNKNOWN_HOST) from error
        except (asyncssh.Error, OSError, asyncio.IncompleteReadError) as error:
            # An OSError of this machine's disk names its file.
            if isinstance(error, OSError) and error.filename:
                message = f"{error.filename}: {error.strerror}"
                raise DeployError(message) from error
            known = self._explain(str(error))
            if isinstance(known, TransientError):
                raise known from error
            raise explain_cut(self._address.login) from error

    def _explain(self, said: str) -> DeployError | None:
        return explain(said, self._address.login, self._address.folder, self._address.port)

    def _known(self, said: str) -> DeployError:
        known = self._explain(said)
        assert known is not None  # noqa: S101 - these words are in the table
        return known

    def _refusal(self, reason: str) -> DeployError:
        """Return the error for a request that the server has refused."""
        known = self._explain(reason)
        if known:
            return known
        message = f"the server {self._address.host} could not do it: {reason}"
        fix = "most often its disk is full, or what your provider allows you is used up"
        return DeployError(message, fix)


async def _end(connection: "SSHClientConnection") -> None:
    connection.abort()
    with contextlib.suppress(Exception):
        await asyncio.wait_for(connection.wait_closed(), 5)
