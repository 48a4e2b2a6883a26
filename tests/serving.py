"""A folder on a loopback address, served as a real host serves it."""

import gzip
import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, HTTPServer, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".webp": "image/webp",
    ".vtt": "text/vtt; charset=utf-8",
    ".ico": "image/x-icon",
}
PACKED = ("text/", "application/xml", "application/json", "image/svg+xml", "text/javascript")


class HostHandler(BaseHTTPRequestHandler):
    """Answers below `base_path` from a folder: packed, with types, and with the site's own 404."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *arguments: Any, folder: Path, base_path: str, **options: Any) -> None:
        self.folder = folder
        self.base_path = base_path
        super().__init__(*arguments, **options)

    def do_GET(self) -> None:
        """Send a file, or say that it is not here."""
        file = self.file_for(urlsplit(self.path).path)
        if file:
            self.send_file(200, file)
        elif (self.folder / "404.html").is_file():
            self.send_file(404, self.folder / "404.html")
        else:
            self.send_error(404)

    do_HEAD = do_GET  # noqa: N815 (the name that http.server asks for)

    def file_for(self, path: str) -> Path | None:
        """Return the file for an address; what lies outside of the site does not exist."""
        if not path.startswith(self.base_path) or ".." in path:
            return None
        file = self.folder / unquote(path.removeprefix(self.base_path))
        file = file / "index.html" if file.is_dir() else file
        return file if file.is_file() else None

    def send_file(self, status: int, file: Path) -> None:
        """Send a file's bytes with what a browser wants to know of them."""
        known = mimetypes.guess_type(file.name)[0]
        kind = TYPES.get(file.suffix, known or "application/octet-stream")
        content = file.read_bytes()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Cache-Control", "max-age=31536000")
        if kind.startswith(PACKED) and "gzip" in self.headers.get("Accept-Encoding", ""):
            content = gzip.compress(content, 6)
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Vary", "Accept-Encoding")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(content)

    def log_message(self, *arguments: Any) -> None:
        """Say nothing."""


class QuietServer(ThreadingHTTPServer):
    """A server that shrugs when a browser hangs up."""

    daemon_threads = True

    def handle_error(self, *arguments: Any) -> None:
        """Say nothing."""


@contextmanager
def at_work(server: HTTPServer) -> Iterator[int]:
    """Let a server answer for as long as the context lasts; yields its port."""
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def served(folder: Path, base_path: str = "/") -> Iterator[str]:
    """Serve `folder` on this computer alone below `base_path`; yields the address of its root."""
    handler = partial(HostHandler, folder=folder, base_path=base_path)
    with at_work(QuietServer(("127.0.0.1", 0), handler)) as port:
        yield f"http://127.0.0.1:{port}{base_path}"
