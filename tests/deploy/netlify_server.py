"""A fake of Netlify, written from its documented interface and from nothing else.

Tests against it are contract tests: they show that we speak as docs.netlify.com/api/get-started and
open-api.netlify.com say, not that Netlify answers so.
"""

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from tests.deploy.places import Place

SITE = "6f1c2a9e-0000-4000-8000-lamplighter"
TOKEN = "nfp_4eRy5ecret"  # noqa: S105 - nobody's

Answer = tuple[int, object]


@dataclass
class Deploy:
    id: str
    files: dict[str, str]
    title: str
    state: str
    required: list[str]
    polls: int = 0
    context: str = "production"


@dataclass
class Netlify:
    """What the fake holds, and how it behaves."""

    blobs: dict[str, bytes] = field(default_factory=dict)
    deploys: list[Deploy] = field(default_factory=list)
    """The newest last."""
    published: Deploy | None = None
    is_locked: bool = False
    is_paged: bool = True
    gives_raw_files: bool = True
    """Whether it gives a file's bytes where they are asked for; some say it does not."""
    fails_to_make: str = ""
    failures: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    """What the next questions are answered with."""
    log: list[str] = field(default_factory=list)
    lock: threading.RLock = field(default_factory=threading.RLock)

    def shown(self) -> dict[str, bytes]:
        with self.lock:
            files = self.published.files if self.published else {}
            return {path: self.blobs[digest] for path, digest in files.items()}

    def change_by_hand(self, path: str, content: bytes | None) -> None:
        """Publish as somebody does who drags a folder into the browser."""
        with self.lock:
            files = dict(self.published.files) if self.published else {}
            files.pop(path, None)
            if content is not None:
                digest = hashlib.sha1(content, usedforsecurity=False).hexdigest()
                self.blobs[digest] = content
                files[path] = digest
            self.published = self._add(files, "By hand", "ready")

    def uploads(self) -> list[str]:
        return [line.partition("/files/")[2] for line in self.log if line.startswith("PUT ")]

    def _add(self, files: dict[str, str], title: str, state: str) -> Deploy:
        required = sorted({digest for digest in files.values() if digest not in self.blobs})
        deploy = Deploy(f"d{len(self.deploys) + 1:04}", files, title, state, required)
        self.deploys.append(deploy)
        return deploy

    # The interface.

    def answer(  # noqa: PLR0911 - a row for each question
        self, method: str, url: str, headers: Any, body: bytes
    ) -> Answer:
        place = urlsplit(url)
        query = {name: values[-1] for name, values in parse_qs(place.query).items()}
        with self.lock:
            self.log.append(f"{method} {url}")
            if headers.get("Authorization") != f"Bearer {TOKEN}":
                return 401, {"code": 401, "message": "Access Denied"}
            parts = place.path.removeprefix("/api/v1/").split("/", 3)
            match method, parts:
                case "GET", ["sites", site] if site == SITE:
                    return 200, self._site()
                case "GET", ["sites", site, "files"] if site == SITE:
                    return 200, self._page(self._files(), query)
                case "GET", ["sites", site, "files", path] if site == SITE:
                    return self._file(unquote(path), headers)
                case "POST", ["sites", site, "deploys"] if site == SITE:
                    return self._begin(json.loads(body), query)
                case "GET", ["sites", site, "deploys"] if site == SITE:
                    rows = [self._described(deploy) for deploy in reversed(self.deploys)]
                    return 200, self._page(rows, query)
                case "POST", ["sites", site, "deploys", rest] if site == SITE:
                    return self._restore(rest.partition("/")[0])
                case "GET", ["deploys", id]:
                    return self._poll(id)
                case "PUT", ["deploys", id, "files", path]:
                    return self._take(id, unquote(path), headers, body)
            return 404, {"code": 404, "message": "Not Found"}

    def _page(self, rows: list[Any], query: dict[str, str]) -> list[Any]:
        if not self.is_paged:
            return rows
        count = min(int(query.get("per_page", 100)), 100)
        first = (int(query.get("page", 1)) - 1) * count
        return rows[first : first + count]

    def _described(self, deploy: Deploy) -> dict[str, object]:
        described = {name: getattr(deploy, name) for name in ("id", "state", "title", "required")}
        message = self.fails_to_make if deploy.state == "error" else None
        return described | {"context": deploy.context, "error_message": message}

    def _site(self) -> dict[str, object]:
        published = self._described(self.published) if self.published else None
        if published:
            published["locked"] = self.is_locked
        return {"id": SITE, "name": "lamplighter", "published_deploy": published}

    def _files(self) -> list[dict[str, object]]:
        files = self.published.files if self.published else {}
        return [
            {"id": f"/{path}", "path": f"/{path}", "sha": digest, "size": len(self.blobs[digest])}
            for path, digest in files.items()
        ]

    def _file(self, path: str, headers: Any) -> Answer:
        digest = self.published.files.get(path) if self.published else None
        if digest is None:
            return 404, {"code": 404, "message": "Not Found"}
        if self.gives_raw_files and headers.get("Accept", "").endswith(".raw"):
            return 200, self.blobs[digest]
        return 200, {"id": f"/{path}", "path": f"/{path}", "sha": digest}

    def _begin(self, content: dict[str, Any], query: dict[str, str]) -> Answer:
        files = {}
        for path, digest in content["files"].items():
            if not path.startswith("/") or {"#", "?"} & set(path):
                return 422, {"code": 422, "message": f"Invalid filename {path}"}
            files[path[1:]] = digest
        is_async = bool(content.get("async"))
        if len(files) > 25_000 and not is_async:
            return 422, {"code": 422, "message": "Too many files to deploy synchronously"}
        deploy = self._add(files, query.get("title", ""), "preparing" if is_async else "uploading")
        described = self._described(deploy)
        if is_async:
            return 200, described | {"required": None}
        self._go_on(deploy)
        return 200, described

    def _go_on(self, deploy: Deploy) -> None:
        if deploy.state in {"uploading", "prepared"} and not deploy.required:
            deploy.state = "processing"
            deploy.polls = 0

    def _poll(self, id: str) -> Answer:  # noqa: A002 - it is called so
        found = [deploy for deploy in self.deploys if deploy.id == id]
        if not found:
            return 404, {"code": 404, "message": "Not Found"}
        (deploy,) = found
        deploy.polls += 1
        if deploy.state == "preparing" and deploy.polls > 1:
            deploy.state = "prepared"
        elif deploy.state == "processing" and deploy.polls > 1:
            deploy.state = "error" if self.fails_to_make else "ready"
            if deploy.state == "ready" and not self.is_locked:
                self.published = deploy
        described = self._described(deploy)
        self._go_on(deploy)
        if deploy.state == "preparing":
            described["required"] = None
        return 200, described

    def _take(self, id: str, path: str, headers: Any, body: bytes) -> Answer:  # noqa: A002
        (deploy,) = (deploy for deploy in self.deploys if deploy.id == id)
        digest = hashlib.sha1(body, usedforsecurity=False).hexdigest()
        if headers.get("Content-Type") != "application/octet-stream":
            return 415, {"code": 415, "message": "Unsupported Media Type"}
        if deploy.files.get(path) != digest:
            return 422, {"code": 422, "message": f"Unexpected content of {path}"}
        self.blobs[digest] = body
        deploy.required = [each for each in deploy.required if each != digest]
        self._go_on(deploy)
        return 200, {"id": f"/{path}", "sha": digest}

    def _restore(self, id: str) -> Answer:  # noqa: A002
        found = [deploy for deploy in self.deploys if deploy.id == id and deploy.state == "ready"]
        if not found:
            return 404, {"code": 404, "message": "Not Found"}
        self.published = found[0]
        return 200, self._described(found[0])


def _handler(netlify: Netlify) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        timeout = 20

        def _any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            with netlify.lock:
                failure = netlify.failures.pop(0) if netlify.failures else None
            if failure:
                status, headers = failure
                content: object = {"code": status, "message": f"failure of {TOKEN}"}
            else:
                headers = {}
                status, content = netlify.answer(self.command, self.path, self.headers, body)
            answer = content if isinstance(content, bytes) else json.dumps(content).encode()
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        do_GET = do_POST = do_PUT = _any  # noqa: N815 - the library calls them so

        def log_message(self, *_: object) -> None:
            pass

        def handle(self) -> None:
            try:
                super().handle()
            except OSError:
                self.close_connection = True

    return Handler


@contextmanager
def running_netlify() -> Iterator[tuple[Netlify, int]]:
    """Yield a fake Netlify and its port."""
    netlify = Netlify()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(netlify))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield netlify, server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()


def place_of(netlify: Netlify, port: int) -> Place:
    return Place(
        {"type": "netlify", "site": SITE, "api": f"http://127.0.0.1:{port}/api/v1"},
        netlify.shown,
        {"NETLIFY_AUTH_TOKEN": TOKEN},
        netlify.change_by_hand,
    )


@contextmanager
def netlify_place() -> Iterator[tuple[Netlify, Place]]:
    with running_netlify() as (netlify, port):
        yield netlify, place_of(netlify, port)
