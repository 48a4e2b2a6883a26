"""Netlify's interface over HTTPS: one question at a time, asked again where that may help.

Source: docs.netlify.com/api/get-started and open-api.netlify.com.
"""

import contextlib
import http.client
import json
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from email.message import Message
from pathlib import Path
from typing import IO
from urllib.parse import urlencode, urlsplit
from urllib.request import getproxies, proxy_bypass

from ssg import __version__
from ssg.deploy.failures import DeployError, TransientError
from ssg.deploy.model import Patience
from ssg.deploy.retrying import tried
from ssg.disk.web.answers import retry_after
from ssg.model.record import dataclass

_TIMEOUT = 120.0
_IDLE_SECONDS = 5.0
"""A connection that has rested for longer may have been closed by the other side."""
_LONGEST_REST = 120.0
_RAW = "application/vnd.bitballoon.v1.raw"
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_PROXY_PORT = 8080

Answer = object
"""What JSON can say."""


@dataclass(slots=True)
class _Line:
    """A connection of one thread."""

    connection: http.client.HTTPConnection
    used: float


class Api:
    """Asks Netlify as the holder of a token; may be used by several threads at once."""

    def __init__(self, address: str, token: str, patience: Patience) -> None:
        """Ask at `address`. Raises DeployError where the token would be sent for all to read."""
        place = urlsplit(address)
        if place.scheme != "https" and place.hostname not in _LOOPBACK:
            message = f"{address} is not encrypted, and your token would be sent there"
            raise DeployError(message, "write an address that begins with https://")
        self._place = place
        self._token = token
        self._patience = patience
        self._lines = threading.local()
        self._open: list[http.client.HTTPConnection] = []

    def get(self, path: str, **query: object) -> Answer:
        """Return what lies at `path`."""
        return _parsed(self._asked("GET", _with_query(path, query), None, "application/json"))

    def get_raw(self, path: str) -> bytes:
        """Return the bytes of a file, or a description of it: it depends on the site."""
        return self._asked("GET", path, None, _RAW)

    def post(self, path: str, content: object, **query: object) -> Answer:
        """Post `content` and return the answer."""
        body = json.dumps(content).encode()
        return _parsed(self._asked("POST", _with_query(path, query), body, "application/json"))

    def put(self, path: str, body: bytes | Path) -> None:
        """Send the bytes of a file."""
        self._asked("PUT", path, body, "application/octet-stream")

    def close(self) -> None:
        """End all connections; whoever asks again opens another."""
        for connection in self._open:
            connection.close()
        self._open.clear()
        self._lines = threading.local()

    def _asked(self, method: str, path: str, body: bytes | Path | None, kind: str) -> bytes:
        return tried(self._patience, lambda: self._ask(method, path, body, kind), self._take_a_rest)

    def _ask(self, method: str, path: str, body: bytes | Path | None, kind: str) -> bytes:
        headers = {
            "Authorization": f"Bearer {self._token}",
            "User-Agent": f"ssg/{__version__}",
            "Accept": _RAW if kind == _RAW else "application/json",
            "Content-Type": kind,
        }
        try:
            with _opened(body) as (content, size):
                if size is not None:
                    headers["Content-Length"] = str(size)
                connection = self._connected()
                connection.request(
                    method, f"{self._place.path.rstrip('/')}{path}", content, headers
                )
                response = connection.getresponse()
                answer = response.read()
        except ssl.SSLCertVerificationError as error:
            self._hang_up()
            message = f"{self._place.hostname} does not prove that it is Netlify ({error.reason})"
            raise DeployError(message, "see whether a program on this network looks in") from error
        except (OSError, http.client.HTTPException) as error:
            self._hang_up()
            reason = getattr(error, "strerror", None) or type(error).__name__
            message = f"the connection to Netlify was cut ({reason})"
            fix = "see that this machine is connected to the internet, and deploy again"
            raise TransientError(message, fix) from error
        if response.status in _FINE:
            return answer
        if response.will_close:
            self._hang_up()
        raise self._explained(response.status, response.headers, answer)

    def _explained(self, status: int, headers: Message, answer: bytes) -> DeployError:
        said = _said(answer).replace(self._token, "…")
        if status == http.HTTPStatus.TOO_MANY_REQUESTS:
            self._lines.rest = _demanded_rest(headers)
            return TransientError(
                "Netlify has been asked too often", "wait a few minutes, and deploy again"
            )
        if status >= http.HTTPStatus.INTERNAL_SERVER_ERROR:
            message = f"Netlify is not well ({status}{said})"
            return TransientError(message, "see netlifystatus.com, and deploy again later")
        message, fix = _MEANINGS.get(status, ("Netlify refuses this", "see the message"))
        return NetlifyError(f"{message} ({status}{said})", fix, status)

    def _take_a_rest(self) -> None:
        time.sleep(getattr(self._lines, "rest", 0.0))
        self._lines.rest = 0.0

    def _connected(self) -> http.client.HTTPConnection:
        line: _Line | None = getattr(self._lines, "line", None)
        now = time.monotonic()
        if line is not None and now - line.used > _IDLE_SECONDS:
            self._hang_up()
            line = None
        if line is None:
            connection = _connection(self._place.scheme, self._place.netloc)
            self._open.append(connection)
            line = self._lines.line = _Line(connection, now)
        line.used = now
        return line.connection

    def _hang_up(self) -> None:
        line: _Line | None = getattr(self._lines, "line", None)
        if line is not None:
            self._open.remove(line.connection)
            line.connection.close()
        self._lines.line = None


class NetlifyError(DeployError):
    """Netlify refused with this status."""

    def __init__(self, message: str, fix: str, status: int) -> None:
        """Say what was refused."""
        super().__init__(message, fix)
        self.status = status


_FINE = range(200, 300)
_MEANINGS = {
    401: (
        "Netlify does not accept the token in NETLIFY_AUTH_TOKEN",
        "make another at app.netlify.com/user/applications (personal access tokens)",
    ),
    403: (
        "the token in NETLIFY_AUTH_TOKEN does not belong to somebody who may publish this site",
        "make one with the account that owns the site",
    ),
    404: (
        "Netlify knows no such site",
        "copy the site's id (Project ID) from its settings at app.netlify.com into `site:`",
    ),
    422: (
        "Netlify does not take this site as it is",
        "what Netlify says in brackets names the file or the limit",
    ),
}


def _connection(scheme: str, netloc: str) -> http.client.HTTPConnection:
    """Return a connection, through the proxy that the environment names for it."""
    place = urlsplit(f"{scheme}://{netloc}")
    host = place.hostname or ""
    if scheme != "https":
        return http.client.HTTPConnection(host, place.port, timeout=_TIMEOUT)
    context = ssl.create_default_context()
    named = getproxies().get(scheme, "")
    if not named or proxy_bypass(host):
        return http.client.HTTPSConnection(host, place.port, timeout=_TIMEOUT, context=context)
    proxy = urlsplit(named if "://" in named else f"http://{named}")
    through = http.client.HTTPSConnection(
        proxy.hostname or "", proxy.port or _PROXY_PORT, timeout=_TIMEOUT, context=context
    )
    through.set_tunnel(host, place.port)
    return through


@contextmanager
def _opened(body: bytes | Path | None) -> Iterator[tuple[bytes | IO[bytes] | None, int | None]]:
    """Yield what http.client sends, and how long it is."""
    if not isinstance(body, Path):
        yield body, None
        return
    with body.open("rb") as content:
        yield content, body.stat().st_size


def _demanded_rest(headers: Message) -> float:
    """Return for how many seconds Netlify wants to be left alone."""
    after = retry_after(headers.get("Retry-After", ""), headers.get("Date", ""))
    if after is not None:
        return min(after, _LONGEST_REST)
    with contextlib.suppress(ValueError):
        if reset := headers.get("X-RateLimit-Reset"):
            return min(max(0.0, float(reset) - time.time()), _LONGEST_REST)
    return 0.0


def _said(answer: bytes) -> str:
    with contextlib.suppress(ValueError, AttributeError):
        content = json.loads(answer)
        said = content.get("message") or content.get("error") or content.get("errors")
        return f": {str(said)[:300]}" if said else ""
    return ""


def _with_query(path: str, query: Mapping[str, object]) -> str:
    return f"{path}?{urlencode(query)}" if query else path


def _parsed(answer: bytes) -> Answer:
    try:
        return json.loads(answer)
    except ValueError as error:
        message = "Netlify's answer cannot be read"
        raise TransientError(message, "deploy again") from error
