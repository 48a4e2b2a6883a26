"""Who may come in: requests of this machine's own browser, and of nobody else's pages.

A page of any other site can make a browser ask 127.0.0.1 for something, or let its own name point
there (DNS rebinding). The name in `Host` gives the second away, `Origin` and `Sec-Fetch-Site` the
first.
"""

import re
from collections.abc import Iterable, Mapping

from ssg.text.host_names import ascii_host

LOCAL_NAMES = frozenset({"127.0.0.1", "localhost", "::1"})
_SCHEME = "http://"
_DEFAULT_PORT = 80
_AUTHORITY = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::([0-9]{1,5}))?", re.IGNORECASE)


def why_refused(headers: Mapping[str, str], method: str, names: frozenset[str], port: int) -> str:
    """Return why a request is not answered, or "". `names` are those that the server goes by."""
    host = headers.get("host", "")
    if not _is_ours(host, names, port):
        return f"the preview does not go by the name {host!r}"
    origin = headers.get("origin")
    is_http = origin is None or origin.startswith(_SCHEME)
    if origin is not None and not (is_http and _is_ours(origin[len(_SCHEME) :], names, port)):
        return f"pages of {origin!r} may not read the preview"
    if headers.get("sec-fetch-site", "none") in {"none", "same-origin"}:
        return ""
    is_visit = (
        method in {"GET", "HEAD"}
        and headers.get("sec-fetch-mode") == "navigate"
        and headers.get("sec-fetch-dest") == "document"
    )
    return "" if is_visit else "pages of other sites may not read the preview"


def names_of(host: str, allowed: Iterable[str]) -> frozenset[str]:
    """Return the names under which the server may be asked for, as browsers send them."""
    given = {_as_sent(name) for name in (host, *allowed)}
    return LOCAL_NAMES | (given - {"0.0.0.0", "::", ""})  # noqa: S104 - no names of a machine


def is_name(name: str) -> bool:
    """Tell whether `name` is the name or address of a machine, and nothing more."""
    match = _AUTHORITY.fullmatch(_as_sent(name)) or _AUTHORITY.fullmatch(f"[{_as_sent(name)}]")
    return match is not None and match[2] is None


def _is_ours(authority: str, names: frozenset[str], port: int) -> bool:
    """Tell whether `authority` ("name:port") names this server (RFC 9110, 4.2.1)."""
    match = _AUTHORITY.fullmatch(authority)
    if match is None:
        return False
    return _as_sent(match[1]) in names and int(match[2] or _DEFAULT_PORT) == port


def _as_sent(name: str) -> str:
    plain = name.strip("[]").rstrip(".").lower()
    if plain.isascii():
        return plain
    try:
        return ascii_host(plain)
    except UnicodeError:
        return plain
