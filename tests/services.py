"""Services that show films and posts, on loopback, as their documentation says that they answer."""

import json
import struct
import threading
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

Reply = tuple[int, Mapping[str, str], bytes]
Behave = Callable[[Mapping[str, str]], Reply]


def as_json(value: object, status: int = 200) -> Reply:
    return status, {"Content-Type": "application/json; charset=utf-8"}, json.dumps(value).encode()


def png(width: int = 480, height: int = 360) -> bytes:
    """Return a grey picture of this size."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        crc = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + crc

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\x66" * width for _ in range(height)), 9)
    chunks = chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


@dataclass
class Services:
    """What the services answer, by path or by path and the address asked about; and what came."""

    port: int = 0
    answers: dict[str, Reply | Behave] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    is_over: threading.Event = field(default_factory=threading.Event)

    def at(self, path: str = "") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def reply_to(self, path: str, query: Mapping[str, str]) -> Reply:
        about = query.get("url") or query.get("uris") or ""
        found = self.answers.get(f"{path} {about}") or self.answers.get(path)
        if found is None:
            return as_json({"error": "Record not found"}, 404)
        return found if isinstance(found, tuple) else found(query)


class _Handler(BaseHTTPRequestHandler):
    server: "_Server"

    def do_GET(self) -> None:
        services = self.server.services
        services.asked.append(f"{self.command} {self.path}")
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        status, headers, content = services.reply_to(parts.path, query)
        try:
            self.send_response(status)
            for name, value in {"Content-Length": str(len(content)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(content)
        except ConnectionError:
            self.close_connection = True

    do_HEAD = do_GET  # noqa: N815 (the name that http.server asks for)

    def log_message(self, *arguments: Any) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    services: Services

    def handle_error(self, *arguments: Any) -> None:
        """A client that hangs up is part of the tests."""


@contextmanager
def running_services() -> Iterator[Services]:
    """Answer on a port of this computer as long as the block runs."""
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.services = Services(server.server_address[1])
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server.services
        finally:
            server.services.is_over.set()
            server.shutdown()
            thread.join()


def youtube(services: Services, title: str = "The lock gates of Elm Street") -> Reply:
    """Answer as https://www.youtube.com/oembed does."""
    return as_json(
        {
            "title": title,
            "author_name": "Harbor Films",
            "author_url": "https://www.youtube.com/@harborfilms",
            "type": "video",
            "height": 113,
            "width": 200,
            "version": "1.0",
            "provider_name": "YouTube",
            "provider_url": "https://www.youtube.com/",
            "thumbnail_height": 360,
            "thumbnail_width": 480,
            "thumbnail_url": services.at("/vi/hqdefault.png"),
            "html": '<iframe width="200" height="113" src="https://www.youtube.com/embed/x"></iframe>',
        }
    )


def vimeo(services: Services) -> Reply:
    """Answer as https://vimeo.com/api/oembed.json does."""
    return as_json(
        {
            "type": "video",
            "version": "1.0",
            "title": "A Crane Goes Up",
            "author_name": "Ana Ruiz",
            "author_url": "https://vimeo.com/anaruiz",
            "duration": 253,
            "width": 1280,
            "height": 536,
            "thumbnail_url": services.at("/vi/hqdefault.png"),
            "html": "<iframe></iframe>",
        }
    )


def mastodon(services: Services, **changes: Any) -> Reply:
    """Answer as GET /api/v1/statuses/:id does (docs.joinmastodon.org/entities/Status)."""
    status = {
        "id": "112233",
        "created_at": "2024-05-26T09:30:00.000Z",
        "sensitive": False,
        "spoiler_text": "",
        "visibility": "public",
        "language": "en",
        "url": "https://social.example/@ana/112233",
        "content": '<p>The crane is up again. More at <a href="https://harbor.example/long/address">'
        '<span class="invisible">https://</span><span class="ellipsis">harbor.example/long</span>'
        '<span class="invisible">/address</span></a></p><p>And the tide is low.</p>',
        "account": {
            "username": "ana",
            "acct": "ana",
            "display_name": "Ana Ruiz",
            "url": "https://social.example/@ana",
        },
        "media_attachments": [
            {
                "type": "image",
                "preview_url": services.at("/vi/hqdefault.png"),
                "description": "A crane above a quay.",
            }
        ],
    }
    return as_json(status | changes)


def bluesky(**changes: Any) -> Reply:
    """Answer as app.bsky.feed.getPosts does (docs.bsky.app)."""
    text = "Früh am Hafen: harbor.example/tide"
    start = text.encode().index(b"harbor")
    post = {
        "uri": "at://did:plc:abc/app.bsky.feed.post/3kabc",
        "author": {"handle": "bo.example", "displayName": "Bo Lind", "labels": []},
        "record": {
            "$type": "app.bsky.feed.post",
            "createdAt": "2024-05-26T07:15:00.000Z",
            "langs": ["de"],
            "text": text,
            "facets": [
                {
                    "index": {"byteStart": start, "byteEnd": len(text.encode())},
                    "features": [
                        {
                            "$type": "app.bsky.richtext.facet#link",
                            "uri": "https://harbor.example/tide",
                        }
                    ],
                }
            ],
        },
        "labels": [],
    }
    return as_json({"posts": [post | changes]})


def tweet() -> Reply:
    """Answer as https://publish.twitter.com/oembed does."""
    return as_json(
        {
            "url": "https://twitter.com/anaruiz/status/794922",
            "author_name": "Ana Ruiz",
            "author_url": "https://twitter.com/anaruiz",
            "html": '<blockquote class="twitter-tweet" data-dnt="true">'
            '<p lang="en" dir="ltr">Lamps on '
            'the quay, <a href="https://twitter.com/hashtag/harbor?src=hash">#harbor</a></p>'
            "&mdash; "
            'Ana Ruiz (@anaruiz) <a href="https://twitter.com/anaruiz/status/794922?ref_src=twsrc">'
            "November 5, 2016</a></blockquote>\n",
            "type": "rich",
            "version": "1.0",
            "provider_name": "Twitter",
        }
    )
