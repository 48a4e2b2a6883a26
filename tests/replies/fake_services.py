"""Mastodon, Bluesky and webmention.io on this computer, as their documentation describes them."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.serving import QuietServer, at_work


@dataclass
class Services:
    """What the services answer, by path; and what they were asked.

    A value is sent as JSON, bytes as they are; a number is a status without anything. `busy` are
    paths that say once that they are busy; `meanwhile` are those at which something happens first.
    """

    root: str = ""
    answers: dict[str, Any] = field(default_factory=dict)
    mentions: list[dict[str, Any]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    busy: set[str] = field(default_factory=set)
    meanwhile: dict[str, Callable[[], object]] = field(default_factory=dict)

    def answer(self, path: str, query: dict[str, list[str]]) -> Any:
        """Return what stands at `path`."""
        if path in self.meanwhile:
            self.meanwhile.pop(path)()
        if path == "/api/mentions.jf2" and path not in self.answers:
            return self.page_of_mentions(query)
        if path.endswith("resolveHandle"):
            return self.answers.get(f"handle:{query['handle'][0]}", 400)
        if path.endswith("getPostThread"):
            return self.answers.get(query["uri"][0], 400)
        return self.answers.get(path, 404)

    def page_of_mentions(self, query: dict[str, list[str]]) -> dict[str, Any]:
        """Return a page of the mentions of the targets that are asked for."""
        targets = set(query.get("target[]", []) + query.get("target", []))
        found = [each for each in self.mentions if each["wm-target"] in targets]
        if query.get("token") == ["secret"] and query["domain"] == ["small.example"]:
            found = self.mentions
        size, page = int(query["per-page"][0]), int(query["page"][0])
        children = found[page * size : (page + 1) * size]
        return {"type": "feed", "name": "Webmentions", "children": children}


@contextmanager
def running_services() -> Iterator[Services]:
    """Serve all of them at one address of this computer."""
    services = Services()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            """Answer, or say that it is too much."""
            place = urlsplit(self.path)
            services.asked.append(self.path)
            services.agents.add(self.headers["User-Agent"])
            if place.path in services.busy:
                services.busy.remove(place.path)
                self.reply(429, b"", ("Retry-After", "0"))
                return
            found = services.answer(place.path, parse_qs(place.query))
            if isinstance(found, int):
                self.reply(found, b'{"error": "Record not found"}')
            else:
                content = found if isinstance(found, bytes) else json.dumps(found).encode()
                self.reply(200, content)

        def reply(self, status: int, content: bytes, *headers: tuple[str, str]) -> None:
            """Send JSON."""
            self.send_response(status)
            for name, value in headers:
                self.send_header(name, value)
            self.send_header("Content-Type", "application/json; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *arguments: Any) -> None:
            """Say nothing."""

    with at_work(QuietServer(("127.0.0.1", 0), Handler)) as port:
        services.root = f"http://127.0.0.1:{port}"
        yield services


def status(number: int, text: str, answers: int = 100, **fields: Any) -> dict[str, Any]:
    """A status as Mastodon shows it to strangers."""
    account = {
        "id": "23",
        "username": "bo",
        "acct": "bo@reader.example",
        "display_name": "Bo :verified:",
        "url": "https://reader.example/@bo",
        "emojis": [{"shortcode": "verified", "url": "https://reader.example/v.png"}],
    }
    return {
        "id": str(number),
        "created_at": f"2016-11-01T10:{number % 60:02}:00.000Z",
        "in_reply_to_id": str(answers),
        "visibility": "public",
        "spoiler_text": "",
        "uri": f"https://reader.example/users/bo/statuses/{number}",
        "url": f"https://reader.example/@bo/{number}",
        "content": text,
        "account": {**account, **fields.pop("account", {})},
        **fields,
    }


def bluesky_post(key: str, text: str, *replies: Any, **record: Any) -> dict[str, Any]:
    """A post in a thread as Bluesky's AppView shows it."""
    author = {"did": "did:plc:bo", "handle": "bo.example", "displayName": "Bo", "labels": []}
    return {
        "$type": "app.bsky.feed.defs#threadViewPost",
        "post": {
            "uri": f"at://did:plc:bo/app.bsky.feed.post/{key}",
            "cid": "bafy",
            "author": {**author, **record.pop("author", {})},
            "record": {
                "$type": "app.bsky.feed.post",
                "text": text,
                "createdAt": "2016-11-02T10:00:00.000Z",
                **record,
            },
            "replyCount": len(replies),
        },
        "replies": list(replies),
    }


def mention(number: int, target: str, kind: str = "in-reply-to", **fields: Any) -> dict[str, Any]:
    """A mention as webmention.io keeps it (JF2)."""
    return {
        "type": "entry",
        "author": {"type": "card", "name": "Cy", "url": "https://cy.example/", "photo": ""},
        "url": f"https://cy.example/notes/{number}",
        "published": "2016-11-03T10:00:00+00:00",
        "wm-received": "2016-11-03T11:00:00Z",
        "wm-id": number,
        "wm-source": f"https://cy.example/notes/{number}",
        "wm-target": target,
        "wm-property": kind,
        "wm-private": False,
        "content": {"html": f"<p>Note <b>{number}</b></p>", "text": f"Note {number}"},
        **fields,
    }
