"""Connections to public machines only, and to the very address that was looked at.

An address in an old text is a stranger's: it may name a machine in the user's own network, by
number, by a name that leads there, or by a redirect.
"""

import contextlib
import http.client
import ipaddress
import socket
import ssl
from collections.abc import Callable, Mapping
from functools import cache
from urllib.parse import urlsplit

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
MayConnect = Callable[[IpAddress], bool]

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_COMPATIBLE = ipaddress.IPv6Network("::/96")


class NotPublicError(OSError):
    """A name leads to a machine that is not on the public internet."""

    def __init__(self, host: str) -> None:
        """Name the host."""
        super().__init__(f"{host} leads into a private network, from which nothing is taken")


def is_public(ip: IpAddress) -> bool:
    """Tell whether `ip` is a machine's on the public internet, also where it wraps another one.

    Private, loopback, link-local (among them what clouds tell their machines), multicast, reserved
    and documentation addresses are not.
    """
    if isinstance(ip, ipaddress.IPv6Address):
        if (inner := _wrapped(ip)) is not None:
            return is_public(inner)
        if ip.is_site_local:
            return False
    is_special = ip.is_multicast or ip.is_reserved or ip.is_unspecified
    return ip.is_global and not (is_special or ip.is_loopback or ip.is_link_local)


def public_or_named(url: str) -> MayConnect:
    """Return what allows public machines, and the one that the user named: that of `url`."""
    try:
        host = urlsplit(url).hostname or ""
        named = {_ip_of(each[4]) for each in socket.getaddrinfo(host, None)}
    except (ValueError, OSError):
        return is_public
    return lambda address: address in named or is_public(address)


def connect(host: str, port: int, timeout: float, may_connect: MayConnect) -> socket.socket:
    """Return a connection to `host`, by an address that `may_connect` allows.

    The name is resolved once: what is checked is what is connected to. Raises NotPublicError where
    no address is allowed, other OSErrors where none answers within `timeout` seconds.
    """
    resolved = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    allowed = [each for each in resolved if may_connect(_ip_of(each[4]))]
    if not allowed:
        raise NotPublicError(host)
    failure = OSError(f"{host} does not answer")
    for family, kind, protocol, _, place in allowed:
        connection = socket.socket(family, kind, protocol)
        try:
            connection.settimeout(timeout)
            connection.connect(place)
        except OSError as error:
            connection.close()
            failure = error
        else:
            return connection
    raise failure


def encrypted(
    connected: socket.socket,
    context: ssl.SSLContext,
    host: str,
    session: ssl.SSLSession | None = None,
    *,
    shakes_hands: bool = True,
) -> ssl.SSLSocket:
    """Encrypt a connection that is made; where that fails it is closed. Raises OSError."""
    try:
        connected.getpeername()  # Of one that was reset Python would leave the encrypted half open.
        return context.wrap_socket(
            connected,
            server_hostname=host,
            session=session,
            do_handshake_on_connect=shakes_hands,
        )
    except BaseException:
        connected.close()
        raise


def end_connection(connected: socket.socket) -> None:
    """End a connection, whoever waits for it."""
    # The one below TLS: shutting that down politely would wait for the other side.
    with contextlib.suppress(OSError):
        socket.socket.shutdown(connected, socket.SHUT_RDWR)


@cache
def trusted_certificates() -> ssl.SSLContext:
    """Return what tells whether a server is the one that it says, as this system sees it."""
    return ssl.create_default_context()


WORDS_OF_FAILURES: Mapping[type[BaseException], str] = {
    socket.gaierror: "its name is not known, or there is no way to the network",
    ssl.SSLCertVerificationError: "its certificate is not valid",
    ssl.SSLError: "no safe connection (HTTPS) could be made",
    TimeoutError: "it did not answer in time",
    ConnectionRefusedError: "nothing answers there",
    http.client.IncompleteRead: "it broke off in the middle of its answer",
    OSError: "the connection failed",
    http.client.HTTPException: "what it answered is no HTTP",
}
"""What went wrong with a question, by its error; the most particular first, for they are kinds of
each other."""


def _wrapped(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Return the older address that `ip` stands for, if it does for one."""
    if ip in _NAT64 or (ip in _COMPATIBLE and int(ip) > 1):
        return ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)
    teredo = ip.teredo
    return ip.ipv4_mapped or ip.sixtofour or (teredo[1] if teredo else None)


def _ip_of(place: tuple[object, ...]) -> IpAddress:
    return ipaddress.ip_address(str(place[0]))
