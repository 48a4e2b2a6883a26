"""Who may come in: requests of this machine's own browser, and of nobody else's pages.

A page of any other site can make a browser ask 127.0.0.1 for something, or let its own name point
there (DNS rebinding). The name in `Host` gives the second away, `Origin` and `Sec-Fetch-Site` the
first.
"""

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

LOCAL_NAMES = frozenset({"127.0.0.1", "localhost", "::1"})


def why_refused(headers: Mapping[str, str], method: str, names: frozenset[str], port: int) -> str:
    """Return why a request is not answered, or "". `names` are those that the server goes by."""
    host = headers.get("host", "")
    if not _is_ours(f"//{host}", names, port):
        return f"the preview does not go by the name {host!r}"
    origin = headers.get("origin")
    if origin is not None and not _is_ours(origin, names, port):
        return f"pages of {origin} may not read the preview"
    if headers.get("sec-fetch-site", "none") in {"none", "same-origin"}:
        return ""
    is_visit = (
        method in {"GET", "HEAD"}
        and headers.get("sec-fetch-mode") == "navigate"
        and headers.get("sec-fetch-dest") == "document"
    )
    return "" if is_visit else "pages of other sites may not read the preview"


def names_of(host: str, allowed: Iterable[str]) -> frozenset[str]:
    """Return the names under which the server may be asked for, in lower case."""
    given = {name.strip("[]").rstrip(".").lower() for name in (host, *allowed)}
    return LOCAL_NAMES | (given - {"0.0.0.0", "::", ""})  # noqa: S104 - no names of a machine


def _is_ours(address: str, names: frozenset[str], port: int) -> bool:
    """Tell whether `address` ("http://name:port", or "//name:port") names this server."""
    try:
        parts = urlsplit(address)
        stated = parts.port
    except ValueError:
        return False
    is_plain = parts.scheme in {"", "http"} and not parts.path and parts.username is None
    name = (parts.hostname or "").rstrip(".")
    return is_plain and name in names and (stated or 80) == port
