"""What servers answer, in our words: found, missing, to be asked later, or refused by us."""

import datetime as dt
import email.utils
import enum
import http.client
import re
import socket
import ssl
from collections.abc import Mapping

from ssg.disk.web.connecting import NotPublicError
from ssg.disk.web.partial import Partial, Validators
from ssg.model.record import dataclass

_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CONTENT_RANGE = re.compile(r"bytes\s+([0-9]+)-[0-9]+/([0-9]+|\*)\s*\Z", re.IGNORECASE)
_SECONDS = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,9})?)[0-9]*")
_MEANINGS: Mapping[int, str] = {
    401: "the server asks for a password (401)",
    403: "the server does not give it out (403)",
    404: "the server does not have it (404)",
    410: "the server says that it is gone (410)",
    429: "the server was asked too often (429)",
    503: "the server is overloaded or closed for repair (503)",
}


class Verdict(enum.Enum):
    """How asking for a file ended. After FAILED it may be there another time."""

    FETCHED = "fetched"
    MISSING = "missing"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of asking for `address`. `why` is empty where all went well.

    `partial` holds the whole file then, and what the server said of it; whoever asked drops it.
    """

    verdict: Verdict
    address: str
    why: str = ""
    partial: Partial | None = None


class NoFileError(Exception):
    """The server does not give the file; asking again would not help."""


class RefusedError(Exception):
    """We do not take the file; the message says why."""


class AskLaterError(Exception):
    """Asking again may help. `seconds` is what the server asks to wait, None if it does not say."""

    def __init__(self, why: str, seconds: float | None = None) -> None:
        """Say why."""
        super().__init__(why)
        self.seconds = seconds


class DiskError(Exception):
    """What came could not be written; `cause` is the system's reason."""

    def __init__(self, cause: OSError) -> None:
        """Carry `cause`, which must not be taken for an error of the network."""
        super().__init__(str(cause))
        self.cause = cause


class UnreachableError(Exception):
    """The server does not answer at all. `is_final` where it will not in this run either."""

    def __init__(self, why: str, *, is_final: bool) -> None:
        """Say why."""
        super().__init__(why)
        self.is_final = is_final


def redirect_of(response: http.client.HTTPResponse) -> str:
    """Return where an answer sends us, or ""."""
    return (response.getheader("Location") or "") if response.status in _REDIRECTS else ""


def check_status(response: http.client.HTTPResponse) -> None:
    """Return where a file comes; raises NoFileError or AskLaterError otherwise."""
    status = response.status
    if status in {200, 206}:
        encoding = (response.getheader("Content-Encoding") or "identity").lower()
        if encoding != "identity":
            why = f"the server packed it ({encoding}), which nobody asked for"
            raise RefusedError(why)
        return
    why = _MEANINGS.get(status, f"the server answered {status}")
    if status in _BUSY:
        raise AskLaterError(why, retry_after(response.getheader("Retry-After") or ""))
    raise NoFileError(why)


def retry_after(written: str, date: str = "") -> float | None:
    """Return the seconds that a server asks to wait (RFC 9110, section 10.2.3), if it does.

    `date` is the time that the server has itself: its `Date`.
    """
    if asked := _SECONDS.fullmatch(written.strip()):
        return float(asked[1])
    until = _moment(written)
    if until is None:
        return None
    return max(0.0, (until - (_moment(date) or dt.datetime.now(dt.UTC))).total_seconds())


def _moment(written: str) -> dt.datetime | None:
    try:
        moment = email.utils.parsedate_to_datetime(written)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def start_and_length(response: http.client.HTTPResponse) -> tuple[int, int | None]:
    """Return at which byte an answer begins, and how long the whole file is, None if not said."""
    if response.status == http.HTTPStatus.PARTIAL_CONTENT:
        found = _CONTENT_RANGE.match(response.getheader("Content-Range") or "")
        if not found:
            why = "the server sent a part of it and did not say which"
            raise AskLaterError(why)
        start = int(found[1])
        if found[2] != "*":
            return start, int(found[2])
        return start, None if response.length is None else start + response.length
    return 0, response.length


def validators_of(response: http.client.HTTPResponse) -> Validators:
    """Return by what the server tells states of the file apart."""
    headers = (response.getheader(name) or "" for name in ("ETag", "Last-Modified"))
    return Validators(*(re.sub(r"[\x00-\x1f\x7f]", " ", each)[:200].strip() for each in headers))


def in_words(error: Exception, host: str) -> Exception:
    """Return what to raise for an error of the network."""
    if isinstance(error, NotPublicError):
        return RefusedError(str(error))
    if isinstance(error, socket.gaierror):
        is_final = error.errno != socket.EAI_AGAIN
        return UnreachableError(f"there is no server by the name {host}", is_final=is_final)
    if isinstance(error, ssl.SSLCertVerificationError):
        why = f"{host} does not prove who it is: {error.verify_message}"
        return UnreachableError(why, is_final=True)
    if isinstance(error, TimeoutError):
        return UnreachableError(f"{host} does not answer in time", is_final=False)
    if isinstance(error, ssl.SSLError):
        return UnreachableError(f"{host} does not speak https with us", is_final=True)
    reason = (getattr(error, "strerror", None) or type(error).__name__).lower()
    return UnreachableError(f"{host} cannot be reached: {reason}", is_final=False)
