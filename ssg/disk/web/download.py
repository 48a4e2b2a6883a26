"""A polite client for the files of an old site.

It asks public machines only, waits between questions, takes up what broke off, and believes
neither names nor headers: a page that says "not found" is no picture.
"""

import contextlib
import http.client
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from ssg import __version__
from ssg.disk.web.answers import (
    AskLaterError,
    DiskError,
    Fetched,
    NoFileError,
    RefusedError,
    UnreachableError,
    Verdict,
    check_status,
    in_words,
    redirect_of,
)
from ssg.disk.web.connecting import MayConnect, connect, encrypted, is_public
from ssg.disk.web.pacing import Pacing
from ssg.disk.web.partial import Partial
from ssg.disk.web.receiving import Expected, receive
from ssg.importers.media.hosts import (
    MediaSite,
    Parts,
    encoded,
    is_own,
    parts_of,
    shown_by_photon,
)
from ssg.model.record import dataclass

USER_AGENT = f"ssg/{__version__}"

_MOST_REDIRECTS = 5
_MOST_REQUESTS = 25
_AGAIN = "run the import again to get it"


@dataclass(frozen=True, slots=True)
class Limits:
    """How patient and how polite a client is.

    `timeout` is how long a server may be silent, `delay` how long we wait between two questions to
    the same one, `longest_request` how long one answer may take, `longest_wait` how long a server
    may tell us to wait (all in seconds). `slowest` is in bytes a second, `largest` in bytes.
    """

    workers: int = 4
    tries: int = 4
    timeout: float = 30
    delay: float = 0.2
    longest_request: float = 900
    longest_wait: float = 300
    slowest: int = 1024
    largest: int = 4 << 30


@dataclass(frozen=True, slots=True)
class Download:
    """What may be asked for: files of the old `site`, with `external` also those of other hosts.

    `may_connect` says to which machines; only tests have a reason to change it.
    """

    site: MediaSite
    external: bool = False
    may_connect: MayConnect = is_public
    limits: Limits = Limits()

    def allows(self, address: str) -> bool:
        """Tell whether a file at `address`, or a redirect to it, is within what may be asked."""
        parts = parts_of(address, self.site)
        if parts is None:
            return False
        inner = parts_of(shown_by_photon(parts), self.site)
        is_ours = is_own(parts, self.site) or (inner is not None and is_own(inner, self.site))
        return self.external or is_ours


class Client:
    """Asks for files from several threads at once. What has not come in full lies in `folder`."""

    def __init__(self, download: Download, folder: Path) -> None:
        """Ask for what `download` allows."""
        self._download = download
        self._limits = download.limits
        self._folder = folder
        self._lock = threading.Lock()
        self._known: dict[str, Fetched] = {}
        self._connections: set[socket.socket] = set()
        self._stopping = threading.Event()
        self._pacing = Pacing(self._limits.delay, self._stopping)
        self._tls = ssl.create_default_context()

    def allows(self, address: str) -> bool:
        """Tell whether `address` may be asked for."""
        return self._download.allows(address)

    def stop(self) -> None:
        """End all that is under way; what has come of it stays for the next run."""
        self._stopping.set()
        with self._lock:
            for connection in self._connections:
                _cut(connection)

    def fetch(self, address: str, name: str) -> Fetched:
        """Return what comes of asking for `address`, which should be a file such as `name`.

        An address that has no such file is asked once only. Raises OSError where the disk fails.
        """
        if known := self._known.get(address):
            return known
        partial = Partial(self._folder, address)
        try:
            final = self._fetch(address, name, partial)
        except DiskError as error:
            raise error.cause from error
        except NoFileError as error:
            partial.drop()
            fetched = Fetched(Verdict.MISSING, address, str(error))
        except RefusedError as error:
            partial.drop()
            fetched = Fetched(Verdict.REFUSED, address, str(error))
        except (AskLaterError, UnreachableError) as error:
            return Fetched(Verdict.FAILED, address, f"{error}; {_AGAIN}")
        else:
            return Fetched(Verdict.FETCHED, final, "", partial)
        self._known[address] = fetched
        return fetched

    def _fetch(self, address: str, name: str, partial: Partial) -> str:
        """Return under which address the file was found, after as many tries as are sensible."""
        failures = 0
        for _ in range(_MOST_REQUESTS):
            before = partial.size
            try:
                return self._ask(address, name, partial)
            except (AskLaterError, UnreachableError) as error:
                failures = 1 if partial.size > before else failures + 1
                is_final = isinstance(error, UnreachableError) and error.is_final
                if is_final or failures >= self._limits.tries or self._stopping.is_set():
                    raise
                self._wait(error, failures)
        why = "it came in pieces too small"
        raise AskLaterError(why)

    def _wait(self, error: AskLaterError | UnreachableError, failures: int) -> None:
        asked = error.seconds if isinstance(error, AskLaterError) else None
        if asked is not None and asked > self._limits.longest_wait:
            why = f"{error}, and wants to be left alone for {round(asked / 60)} minutes"
            raise AskLaterError(why)
        backoff = self._limits.delay * 5 * 2 ** (failures - 1)
        self._stopping.wait(min(backoff, self._limits.longest_wait) if asked is None else asked)

    def _ask(self, address: str, name: str, partial: Partial) -> str:
        """Ask once, following redirects; return where the file was found."""
        for _ in range(_MOST_REDIRECTS + 1):
            parts = self._checked(address)
            with self._answer(parts, partial) as response:
                if to := redirect_of(response):
                    address = _joined(address, to)
                    continue
                if response.status == http.HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
                    partial.drop()
                    why = "the file changed while it came"
                    raise AskLaterError(why, 0)
                self._check(response, parts.host)
                expected = Expected(name, self._limits.largest)
                receive(response, partial, expected, self._stopping.is_set)
                return address
        why = f"it is redirected more than {_MOST_REDIRECTS} times"
        raise NoFileError(why)

    def _checked(self, address: str) -> Parts:
        parts = parts_of(address, self._download.site)
        if parts is None:
            why = f"it leads to {address[:80]}, which is no address of the web"
            raise RefusedError(why)
        if not self.allows(address):
            why = f"it leads to another host ({parts.host}), which was not asked for"
            raise RefusedError(why)
        if why := self._pacing.why_hopeless(_origin(parts)):
            raise UnreachableError(why, is_final=True)
        return parts

    def _check(self, response: http.client.HTTPResponse, host: str) -> None:
        """Raise what the status means; where a server wants to be left alone, by all workers."""
        try:
            check_status(response)
        except AskLaterError as error:
            if error.seconds is not None:
                self._pacing.leave_alone(host, min(error.seconds, self._limits.longest_wait))
            raise

    @contextlib.contextmanager
    def _answer(self, parts: Parts, partial: Partial) -> Iterator[http.client.HTTPResponse]:
        """Send one question and hold the connection open for as long as its answer may take."""
        if not self._pacing.await_turn(parts.host):
            why = "the import was stopped"
            raise AskLaterError(why)
        began, before = time.monotonic(), partial.size
        connection = self._connected(parts)
        # Who reads a body to the end of the connection takes the socket away from it.
        opened, response = connection.sock, None
        watch = threading.Timer(self._limits.longest_request, _cut, [opened])
        watch.daemon = True
        watch.start()
        try:
            _send(connection, parts, partial)
            response = connection.getresponse()
            self._pacing.note_answer(_origin(parts))
            yield response
        except AskLaterError:
            self._raise_too_slow(time.monotonic() - began, partial.size - before)
            raise
        except (OSError, http.client.HTTPException, ValueError) as error:
            self._raise_too_slow(time.monotonic() - began, partial.size - before)
            if response is None:
                raise self._noted(in_words(error, parts.host), parts) from error
            why = f"the connection to {parts.host} broke off"
            raise AskLaterError(why) from error
        finally:
            watch.cancel()
            with self._lock:
                self._connections.discard(opened)
            if response is not None:
                response.close()
            connection.close()
            opened.close()

    def _raise_too_slow(self, seconds: float, size: int) -> None:
        is_over = seconds >= self._limits.longest_request
        if is_over and size < seconds * self._limits.slowest:
            why = "the server sends it too slowly"
            raise UnreachableError(why, is_final=True)

    def _connected(self, parts: Parts) -> http.client.HTTPConnection:
        """Return an open connection to an address that was checked."""
        split = urlsplit(f"//{parts.host}")
        host, is_tls = split.hostname or "", parts.scheme == "https"
        port = split.port or (443 if is_tls else 80)
        timeout = self._limits.timeout
        opened = None
        try:
            opened = connect(host, port, timeout, self._download.may_connect)
            if is_tls:
                opened = encrypted(opened, self._tls, host)
        except (OSError, UnicodeError) as error:
            if opened is not None:
                opened.close()
            raise self._noted(in_words(error, host), parts) from error
        kind = http.client.HTTPSConnection if is_tls else http.client.HTTPConnection
        connection = kind(host, port, timeout=timeout)
        connection.sock = opened
        with self._lock:
            self._connections.add(opened)
        return connection

    def _noted(self, error: Exception, parts: Parts) -> Exception:
        """Return `error`; a server that failed too often is given up for this run."""
        if isinstance(error, UnreachableError):
            self._pacing.note_silence(_origin(parts), str(error), is_final=error.is_final)
        return error


def _send(connection: http.client.HTTPConnection, parts: Parts, partial: Partial) -> None:
    target = encoded(parts.path) + (f"?{encoded(parts.query)}" if parts.query else "")
    connection.putrequest("GET", target, skip_accept_encoding=True)
    connection.putheader("User-Agent", USER_AGENT)
    connection.putheader("Accept", "*/*")
    connection.putheader("Accept-Encoding", "identity")
    connection.putheader("Connection", "close")
    if size := partial.size:
        connection.putheader("Range", f"bytes={size}-")
        connection.putheader("If-Range", partial.validators.for_range)
    connection.endheaders()


def _origin(parts: Parts) -> str:
    return f"{parts.scheme}://{parts.host}"


def _joined(address: str, to: str) -> str:
    try:
        return encoded(urljoin(address, to))
    except ValueError:
        return to


def _cut(connection: socket.socket | None) -> None:
    """End a connection that another thread reads from."""
    if connection is not None:
        with contextlib.suppress(OSError):
            # Not the method of a TLS socket, which would pull its state from under the reader.
            socket.socket.shutdown(connection, socket.SHUT_RDWR)
