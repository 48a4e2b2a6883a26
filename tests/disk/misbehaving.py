"""A web server on loopback that does what real ones do: wrongly, slowly, or not at all."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)) * 400
"""Begins as a photograph does; a hundred kilobytes."""

PAGE = b"<!DOCTYPE html><html><title>Not found</title><p>Sorry.</p></html>"


class Handler(BaseHTTPRequestHandler):
    """One question; what to answer is told by the path."""

    server: "Server"

    def do_GET(self) -> None:
        self.server.old.asked.append((self.path, dict(self.headers)))
        behave = self.server.old.answers.get(self.path.partition("?")[0], not_found)
        try:
            behave(self)
        except (ConnectionError, TimeoutError):
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has
        """Keep the tests' output clean."""

    def answer(self, status: int, headers: Mapping[str, str], body: bytes = b"") -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


Behave = Callable[[Handler], None]


@dataclass
class OldSite:
    """A server at work: what it answers, and what it was asked."""

    port: int = 0
    answers: dict[str, Behave] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    is_over: threading.Event = field(default_factory=threading.Event)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def at(self, path: str) -> str:
        return f"http://{self.host}{path}"

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


class Server(ThreadingHTTPServer):
    daemon_threads = True
    old: OldSite

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that goes away in the middle is what these tests are about."""


@contextmanager
def old_site() -> Iterator[OldSite]:
    """Run a server for as long as the context lasts."""
    with Server(("127.0.0.1", 0), Handler) as server:
        server.old = OldSite(server.server_address[1])
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server.old
        finally:
            server.old.is_over.set()
            server.shutdown()
            thread.join()


def not_found(handler: Handler) -> None:
    handler.answer(404, {"Content-Length": "0"})


def sends(body: bytes = JPEG, content_type: str = "image/jpeg", status: int = 200) -> Behave:
    """Return what sends `body` as good servers do."""

    def behave(handler: Handler) -> None:
        headers = {"Content-Type": content_type, "Content-Length": str(len(body))}
        handler.answer(status, {**headers, "ETag": '"1"'}, body)

    return behave


def redirects(to: str) -> Behave:
    return lambda handler: handler.answer(301, {"Location": to, "Content-Length": "0"})


def in_turn(*behaviours: Behave) -> Behave:
    """Return what behaves differently each time, and in the end always the same."""
    rest = list(behaviours)

    def behave(handler: Handler) -> None:
        (rest.pop(0) if len(rest) > 1 else rest[0])(handler)

    return behave


def breaks_off(after: int, headers: Mapping[str, str], body: bytes = JPEG) -> Behave:
    """Return what promises all of `body` and sends a part."""

    def behave(handler: Handler) -> None:
        handler.answer(200, {"Content-Length": str(len(body)), **headers}, body[:after])
        handler.close_connection = True

    return behave


def resumes(etag: str, body: bytes = JPEG) -> Behave:
    """Return what sends the rest of `body`, if it is still the same file."""

    def behave(handler: Handler) -> None:
        wanted, state = handler.headers.get("Range"), handler.headers.get("If-Range")
        if not wanted or state != etag:
            sends(body)(handler)
            return
        start = int(wanted.removeprefix("bytes=").removesuffix("-"))
        there = f"bytes {start}-{len(body) - 1}/{len(body)}"
        rest = body[start:]
        headers = {"Content-Range": there, "Content-Length": str(len(rest)), "ETag": etag}
        handler.answer(206, headers, rest)

    return behave


def endless(handler: Handler) -> None:
    """Send without an end and without a length."""
    handler.answer(200, {"Content-Type": "image/jpeg"}, JPEG)
    while not handler.server.old.is_over.is_set():
        handler.wfile.write(JPEG)


def trickles(handler: Handler) -> None:
    """Send a byte at a time."""
    handler.answer(200, {"Content-Type": "image/jpeg", "Content-Length": "100000"}, JPEG[:20])
    while not handler.server.old.is_over.wait(0.02):
        handler.wfile.write(b"x")
        handler.wfile.flush()


def is_silent(handler: Handler) -> None:
    """Say nothing at all."""
    handler.server.old.is_over.wait(30)
