"""One question to the living site, or to a service that is told of it.

Nothing is followed here and nothing raised for a status: what an answer means is for the caller.
The proxies of the system are honoured, only http and https are spoken, and nothing hangs for ever.
"""

import http.client
import threading
import time
from collections.abc import Iterator, Mapping
from email.message import Message
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    UnknownHandler,
)

from ssg import __version__
from ssg.disk.web.answers import retry_after
from ssg.disk.web.connecting import WORDS_OF_FAILURES, end_connection, trusted_certificates
from ssg.model.record import dataclass
from ssg.render.address import encoded
from ssg.text.host_names import ascii_host

USER_AGENT = f"ssg-deploy/{__version__}"
FAILURES = (OSError, http.client.HTTPException, ValueError)
"""What `open_answer` and `read_chunks` raise where no whole answer came."""

_CHUNK = 1 << 16
_SLOWEST = 100_000
"""Bytes in a second that a file comes at, or it is given up."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """How long the world is waited for: all in seconds but `tries`, the attempts at one ping.

    `first_wait` lies between the first two attempts, twice as much between the next, and never more
    than `longest_wait`. `longest` is how long a deploy may take until it is seen; with 0 each
    address is asked once. `silence` is how long the other side may say nothing, `whole` how long
    one answer may take in all, a large one longer.
    """

    tries: int = 4
    first_wait: float = 1.0
    longest_wait: float = 30.0
    longest: float = 180.0
    silence: float = 20.0
    whole: float = 60.0


WAITING = Waiting()


class _TooLongError(OSError):
    """An answer took longer than it may."""


def whole_address(url: str) -> str:
    """Return `url` as it is asked for, percent-encoded and its host in ASCII.

    Raises ValueError where it is no address of the web, or holds a password.
    """
    parts = urlsplit(url.strip())
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username is not None:
        message = "this is no address of the web"
        raise ValueError(message)
    host = parts.hostname
    name = f"[{host}]" if ":" in host else ascii_host(host)
    port = f":{parts.port}" if parts.port is not None else ""
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.scheme}://{name}{port}{encoded((parts.path or '/') + query)}"


def open_answer(request: Request, waiting: Waiting) -> http.client.HTTPResponse:
    """Return the answer to `request`, whatever its status, with its body still to come.

    Raises one of FAILURES where none comes in time. The caller closes it.
    """
    watch = _Watch()
    timer = threading.Timer(waiting.whole, watch.end)
    timer.daemon = True
    timer.start()
    try:
        response = _opener(watch).open(request, timeout=waiting.silence)
    except FAILURES as error:
        if watch.is_over:  # A connection that we ended ourselves looks like one that broke off.
            raise _TooLongError from error
        raise
    finally:
        timer.cancel()
    if watch.is_over:  # Or, in the middle of its head, like one that has no more to say.
        response.close()
        raise _TooLongError
    if not isinstance(response, http.client.HTTPResponse):
        message = "this is no answer of the web"
        raise ValueError(message)  # noqa: TRY004 - one of FAILURES
    return response


def read_chunks(response: http.client.HTTPResponse, most: int, waiting: Waiting) -> Iterator[bytes]:
    """Yield the body of `response` as it comes, at most `most` bytes of it.

    Raises one of FAILURES where it breaks off or takes too long.
    """
    expected, length = response.length, 0
    largest = most if expected is None else min(expected, most)
    until = time.monotonic() + waiting.whole + largest / _SLOWEST
    while length < largest:
        if time.monotonic() > until:
            raise _TooLongError
        # `read` would wait until all is there, for as long as a byte comes now and then.
        chunk = response.read1(min(_CHUNK, largest - length))
        if not chunk:
            break
        length += len(chunk)
        yield chunk
    if expected is not None and length < largest:
        missing = expected - length
        raise http.client.IncompleteRead(b"", missing)  # noqa: EM101 - no words, but what came


def asked_wait(headers: Message) -> float:
    """Return for how many seconds a server asks to be left alone; 0 where it does not say."""
    return retry_after(headers.get("Retry-After") or "", headers.get("Date") or "") or 0.0


def words_of(error: BaseException) -> str:
    """Return what went wrong; the most particular error first, for they are kinds of each other."""
    reason = error.reason if isinstance(error, URLError) else error
    known = reason if isinstance(reason, BaseException) else error
    return next((words for kind, words in _WORDS.items() if isinstance(known, kind)), str(known))


_WORDS: Mapping[type[BaseException], str] = {
    _TooLongError: "it took too long",
    http.client.RemoteDisconnected: "it hung up without an answer",
    **WORDS_OF_FAILURES,
}


class _Watch:
    """Ends the connection whose answer has not begun when the time is over."""

    def __init__(self) -> None:
        self.is_over = False
        self._connections: list[http.client.HTTPConnection] = []

    def over(self, connection: http.client.HTTPConnection) -> http.client.HTTPConnection:
        """Watch `connection`, and return it."""
        self._connections.append(connection)
        return connection

    def end(self) -> None:
        """Say that the time is over."""
        self.is_over = True
        for connection in self._connections:
            if (connected := connection.sock) is not None:
                end_connection(connected)


def _opener(watch: _Watch) -> OpenerDirector:
    """Return what opens http and https, by the system's proxies, and follows nothing."""
    opener = OpenerDirector()
    for each in (ProxyHandler(), _Http(watch), _Https(watch), UnknownHandler()):
        opener.add_handler(each)
    return opener


class _Http(HTTPHandler):
    """Opens http under a watch."""

    def __init__(self, watch: _Watch) -> None:
        super().__init__()
        self._watch = watch

    def http_open(self, req: Request) -> http.client.HTTPResponse:
        """Return the answer to `req`."""

        def connection(host: str, **options: Any) -> http.client.HTTPConnection:  # noqa: ANN401 - urllib's own
            return self._watch.over(http.client.HTTPConnection(host, **options))

        return self.do_open(connection, req)


class _Https(HTTPSHandler):
    """Opens https under a watch."""

    def __init__(self, watch: _Watch) -> None:
        super().__init__()
        self._watch = watch

    def https_open(self, req: Request) -> http.client.HTTPResponse:
        """Return the answer to `req`."""

        def connection(host: str, **options: Any) -> http.client.HTTPConnection:  # noqa: ANN401 - urllib's own
            return self._watch.over(
                http.client.HTTPSConnection(host, context=trusted_certificates(), **options)
            )

        return self.do_open(connection, req)
