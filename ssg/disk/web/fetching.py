"""One address of the web is asked, with care: never raises, never hangs, never asks inwards.

Names are resolved once and the connection goes to the address that was judged, so that a name
cannot lead to one place when it is judged and to another when it is used. Redirects are followed
within the host only.
"""

import contextlib
import http.client
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from ssg import __version__
from ssg.asking.answer import Answer, Trouble
from ssg.disk.web.connecting import (
    WORDS_OF_FAILURES,
    MayConnect,
    NotPublicError,
    connect,
    encrypted,
    end_connection,
    is_public,
    trusted_certificates,
)
from ssg.model.record import dataclass
from ssg.text.host_names import ascii_host

USER_AGENT = f"ssg/{__version__}"
_PORTS = {"http": 80, "https": 443}
_MOVED = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS = 5
_CHUNK = 1 << 16
_TOO_LONG = "it took too long"
_SAFE_IN_PATH = "%/:?&=+,;@!$'()*~[]|"


@dataclass(frozen=True, slots=True)
class Manners:
    """How the web is asked. Seconds and bytes; `may_connect` judges each address.

    `patience` is how long one address may take in all, redirects included; `silence` how long the
    other side may say nothing. `method` is GET or, where only the headers are wanted, HEAD. With
    `follows` redirects within the host are followed. With `cuts` the beginning of a body that is
    too long is taken.
    """

    largest: int
    patience: float = 60.0
    silence: float = 20.0
    may_connect: MayConnect = is_public
    method: str = "GET"
    follows: bool = True
    cuts: bool = False


class _RefusedError(Exception):
    """A connection that we do not make, or an answer that we do not take; said for the user."""

    def __init__(self, message: str, trouble: Trouble = Trouble.GARBLED) -> None:
        super().__init__(message)
        self.trouble = trouble


def fetch(url: str, manners: Manners, body: bytes = b"") -> Answer:
    """Return what `url` answers; whatever happens, no error.

    A `body` of JSON is sent by POST.
    """
    watch = _Watch()
    timer = threading.Timer(manners.patience, watch.end)
    timer.daemon = True
    timer.start()
    try:
        place = _checked(url)
        asked = _follow if manners.follows else _ask_in_time
        return asked(place, manners, watch, body)
    except (_RefusedError, OSError, http.client.HTTPException, ValueError) as error:
        # A connection that we ended ourselves looks like one that broke off.
        if watch.is_over:
            return _nothing(_TOO_LONG, Trouble.SILENT)
        return _nothing(_words_of(error), _trouble_of(error))
    finally:
        timer.cancel()


class _Watch:
    """Ends the connection that is open when the time is over, wherever it waits."""

    def __init__(self) -> None:
        self.is_over = False
        self._socket: socket.socket | None = None
        self._lock = threading.Lock()

    def over(self, connected: socket.socket) -> None:
        """Watch this connection from now on."""
        with self._lock:
            self._socket = connected
            if self.is_over:
                end_connection(connected)

    def end(self) -> None:
        """Say that the time is over."""
        with self._lock:
            self.is_over = True
            if self._socket is not None:
                end_connection(self._socket)


def _ask_in_time(place: SplitResult, manners: Manners, watch: _Watch, body: bytes) -> Answer:
    answer = _ask(place, manners, watch, body)
    return _nothing(_TOO_LONG, Trouble.SILENT) if watch.is_over else answer


def _follow(first: SplitResult, manners: Manners, watch: _Watch, body: bytes) -> Answer:
    place = first
    for _ in range(_MOST_REDIRECTS + 1):
        answer = _ask_in_time(place, manners, watch, body)
        target = answer.headers.get("location", "")
        if answer.status not in _MOVED or not target:
            return answer
        place = _checked(urljoin(place.geturl(), target))
        if _name(place) != _name(first) or place.port != first.port:
            return Answer(answer.status, answer.headers, b"", "it sends to another host")
    return _nothing("it sends around in a circle", Trouble.GARBLED)


def _name(place: SplitResult) -> str:
    return (place.hostname or "").removeprefix("www.")


def _checked(url: str) -> SplitResult:
    place = urlsplit(url)
    if place.scheme not in _PORTS or not place.hostname or place.username is not None:
        message = "this is no address of the web"
        raise _RefusedError(message)
    return place


def _ask(place: SplitResult, manners: Manners, watch: _Watch, body: bytes) -> Answer:
    host = ascii_host(place.hostname or "")
    port = place.port or _PORTS[place.scheme]
    with contextlib.ExitStack() as stack:
        connected = stack.enter_context(_connected(host, port, manners))
        if place.scheme == "https":
            safe = encrypted(connected, trusted_certificates(), host, shakes_hands=False)
            connected = stack.enter_context(safe)
        # Not before it is encrypted: what is ended meanwhile would be left half open.
        watch.over(connected)
        if isinstance(connected, ssl.SSLSocket):
            connected.do_handshake()
        connection = http.client.HTTPConnection(host, port)
        connection.sock = connected
        headers = _headers(host, port, place.scheme)
        if body:
            headers = {**headers, "Content-Type": "application/json"}
        method = "POST" if body else manners.method
        connection.request(method, _target(place), body or None, headers)
        response = stack.enter_context(contextlib.closing(connection.getresponse()))
        return _answer(response, manners)


def _target(place: SplitResult) -> str:
    target = quote(place.path or "/", safe=_SAFE_IN_PATH)
    return f"{target}?{quote(place.query, safe=_SAFE_IN_PATH)}" if place.query else target


def _headers(host: str, port: int, scheme: str) -> Mapping[str, str]:
    name = f"[{host}]" if ":" in host else host
    return {
        "Host": name if port == _PORTS[scheme] else f"{name}:{port}",
        "User-Agent": USER_AGENT,
        "Accept": "*/*",
        "Accept-Encoding": "identity",
        "Connection": "close",
    }


def _answer(response: http.client.HTTPResponse, manners: Manners) -> Answer:
    headers: dict[str, str] = {}
    for name, value in response.getheaders():
        key = name.lower()
        headers[key] = f"{headers[key]}, {value}" if key in headers else value
    if headers.get("content-encoding", "identity").lower() not in ("identity", ""):
        return Answer(response.status, headers, b"", "it answers packed, though not asked to")
    body = b"".join(_chunks(response, manners.largest))
    if len(body) > manners.largest and manners.cuts:
        return Answer(response.status, headers, body[: manners.largest])
    if len(body) > manners.largest:
        return Answer(response.status, headers, b"", "its answer is too long")
    return Answer(response.status, headers, body)


def _chunks(response: http.client.HTTPResponse, largest: int) -> Iterator[bytes]:
    """Yield what comes, until one byte more than allowed was seen."""
    length = 0
    while length <= largest and (chunk := response.read(min(_CHUNK, largest + 1 - length))):
        length += len(chunk)
        yield chunk
    if length <= largest and response.length:
        message = "it broke off in the middle of its answer"
        raise _RefusedError(message)


def _connected(host: str, port: int, manners: Manners) -> socket.socket:
    """Return a connection to the first address of `host` that answers and may be asked."""
    try:
        return connect(host, port, manners.silence, manners.may_connect)
    except NotPublicError as error:
        message = "its name leads to a computer inside a private network, which is not asked"
        raise _RefusedError(message, Trouble.PRIVATE) from error


def _nothing(problem: str, trouble: Trouble) -> Answer:
    return Answer(0, {}, b"", problem, trouble)


def _words_of(error: Exception) -> str:
    """Return what went wrong; the most particular error first, for they are kinds of each other."""
    if isinstance(error, _RefusedError):
        return str(error)
    return next(words for kind, words in _WORDS.items() if isinstance(error, kind))


def _trouble_of(error: Exception) -> Trouble:
    if isinstance(error, _RefusedError):
        return error.trouble
    if isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN:
        return Trouble.SILENT  # Nobody could be asked for the name.
    return next(trouble for kind, trouble in _TROUBLES.items() if isinstance(error, kind))


_TROUBLES: Mapping[type[BaseException], Trouble] = {
    socket.gaierror: Trouble.NO_NAME,
    ssl.SSLError: Trouble.UNSAFE,
    TimeoutError: Trouble.SILENT,
    ConnectionResetError: Trouble.SILENT,
    http.client.HTTPException: Trouble.GARBLED,
    OSError: Trouble.REFUSED,
    ValueError: Trouble.GARBLED,
}
"""The most particular error first, for they are kinds of each other."""

_WORDS: Mapping[type[BaseException], str] = {
    **WORDS_OF_FAILURES,
    ValueError: "this is no address of the web",
}
