"""An S3 and CloudFront on loopback: moto's, with a list of what it was asked."""

import base64
import hashlib
import threading
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

import boto3
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.deploy.places import Place

SECRET = "wJalrXUtnFEMI/only-for-tests"  # noqa: S105 - of a server that lives for a test
ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "AKIAONLYFORTESTS",
    "AWS_SECRET_ACCESS_KEY": SECRET,
    "AWS_REGION": "us-east-1",
}

Answer = tuple[str, str]
"""Status line and body."""


@dataclass
class S3Server:
    """The server: what it was asked, as "PUT /bucket/key", and what it answers out of itself.

    `intrude` is asked first about each request (method, path with query, headers); it returns an
    answer, or None where moto shall answer; `refused` are the bodies of what it answered itself.
    """

    port: int = 0
    asked: list[str] = field(default_factory=list)
    refused: list[bytes] = field(default_factory=list)
    intrude: Callable[[str, str, dict[str, str]], Answer | None] = lambda *_: None
    _clients: dict[str, Any] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def client(self, service: str = "s3") -> Any:
        """Return a client of the tests' own; they are dear to make."""
        if service not in self._clients:
            self._clients[service] = boto3.session.Session(
                "AKIAX", "x", region_name="us-east-1"
            ).client(service, endpoint_url=self.address)
        return self._clients[service]

    def events(self, bucket: str, prefix: str) -> list[str]:
        """Return what was written and deleted below `prefix`, as `habits` want it."""
        start = f"/{bucket}/{prefix}"
        signs = {"PUT": "+", "DELETE": "-"}
        return [
            signs[method] + path.removeprefix(start)
            for method, _, path in (line.partition(" ") for line in self.asked)
            if method in signs and path.startswith(start)
        ]


class _Quiet(WSGIRequestHandler):
    def log(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def s3_server() -> Iterator[S3Server]:
    """Yield a server."""
    server = S3Server()
    moto = DomainDispatcherApplication(create_backend_app)

    def answer(environ: dict[str, Any], start: Callable[..., object]) -> Iterable[bytes]:
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8")
        query = environ.get("QUERY_STRING", "")
        headers = {key: value for key, value in environ.items() if key.startswith("HTTP_")}
        whole = f"{path}?{query}" if query else path
        own = server.intrude(environ["REQUEST_METHOD"], whole, headers)
        if own:
            body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
            server.refused.append(body)
            start(own[0], [("Content-Type", "application/xml")])
            return [own[1].encode()]
        if environ["REQUEST_METHOD"] == "PUT" and not _is_whole(environ):
            start("400 Bad Request", [("Content-Type", "application/xml")])
            return [error("IncompleteBody", "400 Bad Request")[1].encode()]
        if environ["REQUEST_METHOD"] == "POST" and query.startswith("delete"):
            body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
            environ["wsgi.input"] = _Body(body)
            keys = [unquote(part.split("</Key>")[0]) for part in body.decode().split("<Key>")[1:]]
            server.asked.extend(f"DELETE {path.rstrip('/')}/{key}" for key in keys)
        else:
            server.asked.append(f"{environ['REQUEST_METHOD']} {path}")
        answered: Iterable[bytes] = moto(environ, start)
        return answered

    served = make_server("127.0.0.1", 0, answer, threaded=True, request_handler=_Quiet)
    server.port = served.server_port
    threading.Thread(target=served.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        served.shutdown()
        served.server_close()


def _is_whole(environ: dict[str, Any]) -> bool:
    """Tell whether all of an object has come, which S3 looks at and moto does not."""
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    environ["wsgi.input"] = _Body(body)
    md5 = base64.b64encode(hashlib.md5(body, usedforsecurity=False).digest()).decode()
    return bool(environ.get("HTTP_CONTENT_MD5", md5) == md5)


class _Body:
    """A body that was read once, to be read again."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def read(self, count: int = -1) -> bytes:
        end = len(self._content) if count < 0 else count
        content, self._content = self._content[:end], self._content[end:]
        return content


def error(code: str, status: str, message: str = "no") -> Answer:
    """Return an answer by which S3 refuses."""
    return status, f"<Error><Code>{code}</Code><Message>{message}</Message></Error>"


@dataclass
class Bucket:
    """A bucket on a server, and the place below its prefix `blog/`."""

    server: S3Server
    name: str
    place: Place

    def shown(self) -> dict[str, bytes]:
        """Return all objects of the bucket."""
        return {key: self.head(key)["Body"].read() for key in self.keys()}

    def keys(self) -> list[str]:
        pages = self.server.client().get_paginator("list_objects_v2").paginate(Bucket=self.name)
        return [entry["Key"] for page in pages for entry in page.get("Contents", ())]

    def head(self, key: str) -> dict[str, Any]:
        answer: dict[str, Any] = self.server.client().get_object(Bucket=self.name, Key=key)
        return answer


def make_bucket(server: S3Server, **keys: object) -> Bucket:
    """Return a new bucket on `server`."""
    name = f"lamplighter-{uuid.uuid4().hex[:8]}"
    client = server.client()
    client.create_bucket(Bucket=name)

    def shown() -> dict[str, bytes]:
        return {
            key.removeprefix("blog/"): content
            for key, content in bucket.shown().items()
            if key.startswith("blog/")
        }

    def change(path: str, content: bytes | None) -> None:
        if content is None:
            client.delete_object(Bucket=name, Key=f"blog/{path}")
        else:
            client.put_object(Bucket=name, Key=f"blog/{path}", Body=content)

    usual = {"type": "s3", "to": f"s3://{name}/blog", "endpoint": server.address}
    place = Place({**usual, **keys}, shown, ENVIRONMENT, change)
    bucket = Bucket(server, name, place)
    return bucket
