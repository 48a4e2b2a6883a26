"""Hosts on loopback that answer links as real ones do: well, wrongly, slowly, or not at all."""

import contextlib
import json
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

Send = Callable[[bytes], None]
Behave = Callable[["Question"], None]


@dataclass
class Question:
    """One question, and what answers it."""

    host: "OutwardHost"
    method: str
    path: str
    headers: Mapping[str, str]
    send: Send

    def answer(self, status: str, body: bytes = b"", **headers: str) -> None:
        lines = {"Content-Length": str(len(body)), **headers}
        head = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in lines.items())
        self.send(f"HTTP/1.1 {status}\r\n{head}\r\n".encode())
        if self.method != "HEAD":
            self.send(body)


@dataclass
class OutwardHost:
    """A host at work: what it answers, and what it was asked."""

    port: int
    scheme: str = "http"
    answers: dict[str, Behave] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    moments: list[float] = field(default_factory=list)
    most_at_once: int = 0
    is_over: threading.Event = field(default_factory=threading.Event)
    open_now: int = 0

    def at(self, path: str) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}{path}"

    def forget(self) -> None:
        self.asked.clear()
        self.moments.clear()
        self.most_at_once = 0

    @property
    def links_asked(self) -> list[tuple[str, str]]:
        return [(method, path) for method, path in self.asked if path != "/robots.txt"]


@contextmanager
def outward_host(tls: ssl.SSLContext | None = None) -> Iterator[OutwardHost]:
    """Run a host for as long as the context lasts."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listening:
        listening.settimeout(0.05)
        host = OutwardHost(listening.getsockname()[1], "https" if tls else "http")
        accepting = threading.Thread(target=_accept, args=(listening, host, tls))
        accepting.start()
        try:
            yield host
        finally:
            host.is_over.set()
            accepting.join()


def _accept(listening: socket.socket, host: OutwardHost, tls: ssl.SSLContext | None) -> None:
    while not host.is_over.is_set():
        with contextlib.suppress(OSError):
            connected, _ = listening.accept()
            threading.Thread(target=_serve, args=(connected, host, tls), daemon=True).start()


def _serve(connected: socket.socket, host: OutwardHost, tls: ssl.SSLContext | None) -> None:
    with contextlib.suppress(OSError, ValueError), connected:
        connected.settimeout(10)
        opened = tls.wrap_socket(connected, server_side=True) if tls else connected
        with opened, opened.makefile("rb") as lines:
            method, path, _ = lines.readline().decode("latin-1").split(" ", 2)
            headers = {}
            while (line := lines.readline().decode("latin-1").strip()) != "":
                name, _, value = line.partition(":")
                headers[name.lower()] = value.strip()
            host.asked.append((method, path))
            host.agents.add(headers.get("user-agent", ""))
            host.moments.append(time.monotonic())
            host.open_now += 1
            host.most_at_once = max(host.most_at_once, host.open_now)
            try:
                _behave(Question(host, method, path, headers, opened.sendall))
            finally:
                host.open_now -= 1


def _behave(question: Question) -> None:
    path = question.path.partition("?")[0]
    question.host.answers.get(path, says("404 Not Found"))(question)


def says(status: str, body: bytes = b"<p>Words.</p>", **headers: str) -> Behave:
    return lambda question: question.answer(status, body, **headers)


def leads(to: str, status: str = "301 Moved Permanently") -> Behave:
    return lambda question: question.answer(status, Location=to)


def sends(raw: bytes) -> Behave:
    return lambda question: question.send(raw)


def only_get(head_status: str) -> Behave:
    """Answer a question for headers with something else than the page would be answered with."""

    def behave(question: Question) -> None:
        question.answer(head_status if question.method == "HEAD" else "200 OK", b"Words.")

    return behave


def in_turn(*behaviours: Behave) -> Behave:
    """Behave differently each time, and in the end always the same."""
    rest = list(behaviours)

    def behave(question: Question) -> None:
        (rest.pop(0) if len(rest) > 1 else rest[0])(question)

    return behave


def is_silent(question: Question) -> None:
    question.host.is_over.wait(10)


def drips(start: bytes, piece: bytes) -> Behave:
    def behave(question: Question) -> None:
        question.send(start)
        while not question.host.is_over.wait(0.01):
            question.send(piece)

    return behave


def wayback(copies: Mapping[str, str]) -> Behave:
    """Answer as the Wayback Machine's availability interface documents it."""

    def behave(question: Question) -> None:
        query = parse_qs(urlsplit(question.path).query)
        copy = copies.get(query["url"][0])
        stamp = query.get("timestamp", ["20200101"])[0]
        closest = {
            "available": True, "status": "200", "timestamp": f"{stamp}120000",
            "url": f"http://web.archive.org/web/{stamp}120000/{query['url'][0]}",
        }  # fmt: skip
        found = {"closest": closest} if copy is not None else {}
        told = {"url": query["url"][0], "archived_snapshots": found}
        question.answer("200 OK", json.dumps(told).encode(), Content_Type="application/json")

    return behave
