"""A preview that runs in the test's own process, and somebody who reads all of it over HTTP."""

import contextlib
import http.client
import json
import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ssg.commands.failures import outcome_of_failure
from ssg.preview.desk import News
from ssg.preview.planner import PlanRequest
from ssg.preview.running import Listeners, PreviewRequest, run_preview
from ssg.preview.sight import Sight

PATIENCE_SECONDS = 30
"""Long, for the machine may be busy; whoever waits goes on at once when it has come."""
PAGE_DATA = re.compile(
    rb'<script type="application/json" id="ssg-preview-page">(.*?)</script>'
    rb'<script type="module" src="/__ssg/client/client\.js[^"]*"></script>',
    re.DOTALL,
)


@dataclass
class Reader:
    """A preview that runs, what its stream has told so far, and what it told us directly."""

    port: int
    told: list[dict[str, Any]] = field(default_factory=list)
    news: list[News] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    changed: threading.Condition = field(default_factory=threading.Condition)

    @property
    def sight(self) -> Sight:
        """Return what is shown."""
        return self.news[-1].sight

    @property
    def is_busy(self) -> bool:
        """Tell whether the stream has announced that more is to come."""
        return not self.told or bool(self.told[-1]["busy"])

    @property
    def errors(self) -> list[dict[str, Any]]:
        """Return the errors that the stream has told last."""
        return list(self.told[-1]["errors"])

    def wait(self, has_come: Callable[[], bool], seconds: float = PATIENCE_SECONDS) -> bool:
        """Wait until `has_come`, which the stream alone can bring about; tell whether it has."""
        with self.changed:
            return self.changed.wait_for(has_come, seconds)

    @contextmanager
    def connect(self) -> Iterator["Connection"]:
        """Open a connection on which addresses are asked for."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
        with contextlib.closing(connection):
            yield Connection(connection)

    def hear(self, response: http.client.HTTPResponse) -> None:
        """Take down what the stream tells, until it ends."""
        name = ""
        while line := response.readline().decode().rstrip("\n"):
            key, _, value = line.partition(": ")
            if key == "event":
                name = value
            elif key == "data" and name in {"hello", "changed"}:
                with self.changed:
                    self.told.append(json.loads(value))
                    self.changed.notify_all()
            if key in {"data", "retry"}:
                response.readline()  # The empty line that ends an event.


@dataclass(frozen=True, slots=True)
class Answer:
    """What was served: `page` is what the preview told of an HTML page, `content` without it."""

    status: int
    location: str
    content: bytes
    page: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Connection:
    """Asks for addresses, one after the other."""

    connection: http.client.HTTPConnection

    def get(self, address: str) -> Answer:
        """Ask for an address that is not encoded yet."""
        self.connection.request("GET", quote(address))
        response = self.connection.getresponse()
        content = response.read()
        told = PAGE_DATA.findall(content)
        page = json.loads(told[-1]) if told else {}
        location = response.getheader("Location", "")
        return Answer(response.status, location, PAGE_DATA.sub(b"", content), page)


@contextmanager
def reading(site: Path, *, polls: bool = False) -> Iterator[Reader]:
    """Preview a site on a free port and listen to its stream."""
    preview = Reader(0)
    listeners = Listeners(
        tell=preview.news.append,
        note=preview.notes.append,
        explain=lambda error: outcome_of_failure(error, site).diagnostics,
        open_source=lambda _file, _line: None,
    )
    request = PreviewRequest(PlanRequest(site, site / "output"), port=0, polls=polls)
    with run_preview(request, listeners) as running:
        preview.port = running.port
        stream = http.client.HTTPConnection("127.0.0.1", running.port, timeout=PATIENCE_SECONDS)
        with contextlib.closing(stream):
            stream.request("GET", "/__ssg/events")
            with stream.getresponse() as response:
                thread = threading.Thread(target=preview.hear, args=(response,), daemon=True)
                thread.start()
                try:
                    assert preview.wait(lambda: not preview.is_busy)
                    yield preview
                finally:
                    stream.sock.shutdown(socket.SHUT_RDWR)
                    thread.join(PATIENCE_SECONDS)
