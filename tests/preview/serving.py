"""A preview in a process of its own, and requests to it byte for byte as they are given."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NO_EDITOR = {"VISUAL": "", "EDITOR": "", "DISPLAY": "", "WAYLAND_DISPLAY": ""}
"""The environment of an author whose machine has no editor with a window."""
REPOSITORY = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 30
"""Long, for the machine may be busy; whoever waits goes on at once when it has come."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it came: its status, its headers in lower case, its body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def page_data(self) -> dict[str, Any]:
        """Return what the page tells of itself to the client."""
        found = re.search(rb'id="ssg-preview-page">(.*?)</script>', self.body)
        assert found, self.body[-400:]
        told: dict[str, Any] = json.loads(found[1])
        return told


@dataclass(frozen=True, slots=True)
class Serving:
    """A preview that runs, its first line, and where its stderr goes."""

    folder: Path
    process: subprocess.Popen[str]
    first: Mapping[str, Any]
    stderr: Path

    @property
    def port(self) -> int:
        return int(re.search(r":(\d+)/", self.first["url"])[1])  # type: ignore[index]

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def said(self) -> str:
        return self.stderr.read_text(encoding="utf-8", errors="replace")

    def ask(
        self,
        target: str | bytes,
        method: str = "GET",
        body: bytes = b"",
        *,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Ask for `target`, which is sent as it is; a header with the value "" is left out."""
        sent = {"Host": self.host, "Connection": "close", **(headers or {})}
        if body:
            sent["Content-Length"] = str(len(body))
        lines = [f"{name}: {value}" for name, value in sent.items() if value]
        raw = target if isinstance(target, bytes) else target.encode()
        head = b" ".join((method.encode(), raw, b"HTTP/1.1"))
        return self.send(head + "".join(f"\r\n{line}" for line in (*lines, "", "")).encode() + body)

    def send(self, request: bytes, address: str = "127.0.0.1") -> Answer:
        """Send bytes and return what comes until the server closes."""
        with socket.create_connection((address, self.port), PATIENCE_SECONDS) as connection:
            connection.sendall(request)
            received = bytearray()
            until = time.monotonic() + PATIENCE_SECONDS
            while part := connection.recv(65_536):
                received += part
                assert time.monotonic() < until, f"it never ends: {received[:300]!r}"
        return _answer(bytes(received))

    def connect(self) -> socket.socket:
        """Open a connection."""
        return socket.create_connection(("127.0.0.1", self.port), PATIENCE_SECONDS)

    def listen(self, **headers: str) -> socket.socket:
        """Open an event stream, and return its connection once it has begun."""
        connection = self.connect()
        lines = {"Host": self.host, **headers}
        told = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        connection.sendall(f"GET /__ssg/events HTTP/1.1\r\n{told}\r\n".encode())
        received = b""
        while b"event: " not in received:
            part = connection.recv(65_536)
            assert part, received
            received += part
        return connection

    def open_source(self, told: object, **headers: str) -> Answer:
        """Ask that a source be opened, as the client does."""
        sent = {"Content-Type": "application/json", "Origin": f"http://{self.host}", **headers}
        body = told if isinstance(told, bytes) else json.dumps(told).encode()
        return self.ask("/__ssg/open", "POST", body, headers=sent)

    def ask_until(self, target: str, is_right: Callable[[Answer], bool]) -> Answer:
        """Ask again until the answer is right."""
        wait_until(lambda: is_right(self.ask(target)), lambda: self.ask(target))
        return self.ask(target)

    def save(self, name: str, text: str) -> None:
        """Save a file of the site."""
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def end(self, number: int = signal.SIGINT) -> int:
        """End it by a signal and return its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.process.wait(PATIENCE_SECONDS)


@contextmanager
def serving(
    folder: Path,
    *options: str,
    port: int = 0,
    environment: Mapping[str, str] | None = None,
) -> Iterator[Serving]:
    """Preview a site until the end of the context."""
    command = [sys.executable, "-m", "ssg", "preview", "--site", str(folder), "--json"]
    stderr = folder.parent / f"{folder.name}-{time.monotonic_ns()}.stderr"
    with (
        stderr.open("w", encoding="utf-8") as sink,
        subprocess.Popen(
            [*command, "--port", str(port), *options],
            cwd=REPOSITORY,
            env={**os.environ, **(environment or {})},
            stdout=subprocess.PIPE,
            stderr=sink,
            text=True,
        ) as process,
    ):
        assert process.stdout
        line = process.stdout.readline()
        assert line, stderr.read_text(encoding="utf-8")
        served = Serving(folder, process, json.loads(line), stderr)
        try:
            yield served
        finally:
            try:
                served.end()
            except subprocess.TimeoutExpired:
                process.kill()
                raise
        assert "Traceback" not in served.said, served.said


def wait_until(
    has_come: Callable[[], bool], describe: Callable[[], object] = lambda: "it never came"
) -> None:
    """Wait until `has_come`, and say what there is instead where it never does."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not has_come():
        assert time.monotonic() < end, describe()
        time.sleep(0.02)


def _answer(received: bytes) -> Answer:
    head, _, body = received.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    pairs = (line.partition(": ") for line in lines)
    headers = {name.lower(): value for name, _, value in pairs}
    if headers.get("transfer-encoding") == "chunked":
        body = b"".join(_chunks(body))
    return Answer(int(first.split(" ")[1]), headers, body)


def _chunks(body: bytes) -> Iterator[bytes]:
    while body:
        size, _, rest = body.partition(b"\r\n")
        length = int(size, 16)
        yield rest[:length]
        body = rest[length + 2 :]
