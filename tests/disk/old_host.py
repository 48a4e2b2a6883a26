"""A server on loopback that plays an old host, well or badly."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

Query = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reply:
    """What is sent. `declared` is the length that is claimed; None claims the true one."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    declared: int | None = None


def as_json(value: object, status: int = 200, **headers: str) -> Reply:
    return Reply(
        status, json.dumps(value).encode(), {"Content-Type": "application/json", **headers}
    )


Route = Reply | Callable[[Query], Reply]


@dataclass
class OldHost:
    """Where the server stands, and what it was asked, in order: path with query."""

    url: str
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)


@contextmanager
def old_host(routes: Mapping[str, Route]) -> Iterator[OldHost]:
    """Serve `routes`, by path; `/?rest_route=…` is looked up with that much of its query."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            host.asked.append(self.path)
            host.agents.add(self.headers.get("User-Agent", ""))
            parts = urlsplit(self.path)
            query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
            path = parts.path
            if "rest_route" in query:
                path += f"?rest_route={query['rest_route']}"
            route = routes.get(path, Reply(404, b"<html>nothing here</html>"))
            self.reply(route if isinstance(route, Reply) else route(query))

        def reply(self, reply: Reply) -> None:
            self.send_response(reply.status)
            length = len(reply.body) if reply.declared is None else reply.declared
            for name, value in {"Content-Length": str(length), **reply.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        host = OldHost(f"http://127.0.0.1:{server.server_port}/")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield host
        finally:
            server.shutdown()
            thread.join()
