"""A few connections to one FTP server, shared by threads."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from ssg.deploy.failures import DeployError, TransientError
from ssg.deploy.model import Patience
from ssg.deploy.retrying import tried
from ssg.deploy.targets.ftp.connection import Account, Connection, explained

T = TypeVar("T")


class Connections:
    """Up to `most` connections; fewer where the server takes no more."""

    def __init__(self, account: Account, patience: Patience, most: int) -> None:
        """Connect as `account`, once it is needed."""
        self.account = account
        self._patience = patience
        self._most = self._limit = most
        self._idle: list[Connection] = []
        self._count = 0
        self._changed = threading.Condition()

    def do(self, what: str, work: Callable[[Connection], T]) -> T:
        """Return what `work` does with a connection, tried again where it breaks.

        `what` names it in messages.
        """

        def attempt() -> T:
            with self._borrowed() as connection, explained(what, self.account):
                return work(connection)

        return tried(self._patience, attempt, lambda: None)

    def close(self) -> None:
        """End the connections that nobody uses."""
        for connection in self._forgotten():
            with contextlib.suppress(Exception):
                connection.quit()
            connection.close()
        self._limit = self._most

    @contextmanager
    def _borrowed(self) -> Iterator[Connection]:
        connection = self._taken()
        try:
            yield connection
        except TransientError:
            # What broke one has broken the others, too: a try must not be spent on each.
            self._lose(connection)
            for idle in self._forgotten():
                idle.close()
            raise
        except DeployError:
            self._give_back(connection)
            raise
        except BaseException:
            self._lose(connection)
            raise
        self._give_back(connection)

    def _taken(self) -> Connection:
        while True:
            with self._changed:
                while not self._idle and self._count >= self._limit:
                    self._changed.wait()
                if self._idle:
                    return self._idle.pop()
                self._count += 1
            try:
                return Connection(self.account)
            except BaseException as error:
                with self._changed:
                    self._count -= 1
                    others = self._count
                    self._changed.notify()
                if not others or not isinstance(error, DeployError):
                    raise
                # The server talks to us, but takes no more connections.
                self._limit = others

    def _give_back(self, connection: Connection) -> None:
        with self._changed:
            self._idle.append(connection)
            self._changed.notify()

    def _lose(self, connection: Connection) -> None:
        connection.close()
        with self._changed:
            self._count -= 1
            self._changed.notify()

    def _forgotten(self) -> list[Connection]:
        with self._changed:
            idle, self._idle = self._idle, []
            self._count -= len(idle)
            self._changed.notify_all()
        return idle
