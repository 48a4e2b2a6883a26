"""The preview over HTTP: what the sight has at an address, and the stream of what changes."""

import contextlib
import json
import secrets
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ssg.disk.cache import ForgottenError
from ssg.model.diagnostic import Diagnostic
from ssg.model.digest import digest_of
from ssg.preview.answers import Found, find_address
from ssg.preview.desk import Desk, News
from ssg.preview.doors import why_refused
from ssg.preview.media_types import media_type_of
from ssg.preview.page_data import page_data_of, problems_data, with_page_data
from ssg.preview.press import Press, Served
from ssg.preview.refused import RefusedError
from ssg.preview.sight import Sight, changed_assets
from ssg.preview.stream import Stream, event

CLIENT_FILES = {
    file.name: file.read_bytes()
    for file in sorted(Path(__file__).with_name("client").iterdir())
    if file.suffix in {".js", ".css"}
}
"""What runs in the browser, by name."""
_CLIENT_VERSION = digest_of(tuple(CLIENT_FILES.items())).hex()

BLANK_PAGE = (
    b'<!doctype html><html lang="en"><head><meta charset="utf-8">'
    b'<meta name="viewport" content="width=device-width"><meta name="color-scheme"'
    b' content="light dark"><title>Preview</title></head><body></body></html>'
)
_LOST = "/404.html"
_WAIT_SECONDS = 300
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'self'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
}


@dataclass(frozen=True, slots=True)
class Preview:
    """What answers are made from. `open_source` opens a file at a line, or raises RefusedError.

    `forget` is called where the cache has lost what it promised; `explain` turns a failure of ours
    into problems that can be shown.
    """

    site: Path
    desk: Desk
    forget: Callable[[], None]
    explain: Callable[[Exception], tuple[Diagnostic, ...]]
    press: Press
    stream: Stream
    names: frozenset[str]
    port: int
    open_source: Callable[[Path, int], None]
    run: str


def new_run() -> str:
    """Return a name for this process by which pages notice that the server is another one."""
    return secrets.token_hex(8)


def make_app(preview: Preview) -> ASGIApp:
    """Return the application that serves `preview`."""

    @contextlib.asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        preview.stream.open()
        yield

    app = Starlette(
        routes=[
            Route("/__ssg/events", _answering(preview, _events)),
            Route("/__ssg/open", _answering(preview, _open), methods=["POST"]),
            Route("/__ssg/client/{name:path}", _answering(preview, _client)),
            Route("/{path:path}", _answering(preview, _output)),
        ],
        lifespan=lifespan,
    )
    return _guarded(app, preview)


def send_news(news: News, preview: Preview) -> None:
    """Tell every open page of a new sight."""
    sight = news.sight
    assets = changed_assets(news.before, sight) if news.before else []
    preview.stream.send("changed", {**_state(preview, sight), "assets": assets})
    address = sight.addresses.get(news.saved)
    if address is not None:
        saved = {
            "run": preview.run,
            "epoch": sight.number,
            "address": sight.base_path + address,
            "source": news.saved,
            "isNew": news.is_new,
        }
        preview.stream.send("goto", saved)


_Answer = Callable[[Preview, Request], Any]


def _answering(preview: Preview, answer: _Answer) -> Callable[[Request], Any]:
    async def endpoint(request: Request) -> Response:
        response: Response = await answer(preview, request)
        return response

    return endpoint


def _guarded(app: ASGIApp, preview: Preview) -> ASGIApp:
    """Let only those in who may come, and send no answer that a browser keeps or others embed."""

    async def guard(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refused = why_refused(headers, scope["method"], preview.names, preview.port)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = [pair for pair in message["headers"] if pair[0] != b"cache-control"]
                ours = [(name.lower().encode(), value.encode()) for name, value in _HEADERS.items()]
                message = {**message, "headers": [*kept, *ours]}
            await send(message)

        answer = Response(f"{refused}\n", 403, media_type="text/plain") if refused else app
        await answer(scope, receive, send_with_headers)

    return guard


async def _output(preview: Preview, request: Request) -> Response:
    sight = preview.desk.sight or await run_in_threadpool(preview.desk.wait, _WAIT_SECONDS)
    if sight is None or sight.shown.plan is None:
        return _blank(preview, sight)
    try:
        found = find_address(request.scope["path"], request.url.query, sight)
        if found.redirect:
            return RedirectResponse(found.redirect, 302)
        response = await run_in_threadpool(_found, preview, sight, found)
    except ForgottenError:
        preview.forget()
        return _blank(preview, sight)
    except Exception as error:  # noqa: BLE001 - whatever it is, the author must hear of it
        problems = await run_in_threadpool(preview.explain, error)
        return _blank(preview, sight, *problems)
    return response


def _found(preview: Preview, sight: Sight, found: Found) -> Response:
    served = preview.press.serve(sight, found.address) if found.address else None
    if served is not None and not isinstance(served.content, bytes):
        return _file(served.content, served.path) or _missing(preview, sight, found)
    if served is None:
        return _missing(preview, sight, found)
    return _page(preview, sight, served, found.address, 200)


def _missing(preview: Preview, sight: Sight, found: Found) -> Response:
    """Return the site's own page for lost readers."""
    status = 410 if found.is_gone else 404
    served = preview.press.serve(sight, _LOST)
    if served is None or not isinstance(served.content, bytes):
        return Response("There is nothing at this address.\n", status, media_type="text/plain")
    return _page(preview, sight, served, _LOST, status)


def _page(preview: Preview, sight: Sight, served: Served, address: str, status: int) -> Response:
    content = served.content
    if not isinstance(content, bytes):
        message = "files are answered as they are"
        raise TypeError(message)
    media_type = media_type_of(served.path)
    if media_type.startswith("text/html"):
        told = page_data_of(sight, served, address, preview.site)
        content = with_page_data(content, {**_who(preview), **told})
    return Response(content, status, headers={"Content-Type": media_type})


def _file(file: str, path: str) -> Response | None:
    """Return the file `file` as a response that can be asked for in parts (RFC 9110, 14)."""
    if not Path(file).is_file():
        return None
    return FileResponse(file, headers={"Content-Type": media_type_of(path)})


def _blank(preview: Preview, sight: Sight | None, *more: Diagnostic) -> Response:
    """Return a page with nothing but what is wrong: there is no site to show yet."""
    errors = problems_data((*(sight.errors if sight else ()), *more), preview.site)
    told = {
        **_who(preview),
        "epoch": sight.number if sight else 0,
        "busy": sight is None,
        "errors": errors,
    }
    return Response(with_page_data(BLANK_PAGE, told), 503, media_type="text/html")


async def _events(preview: Preview, _request: Request) -> Response:
    def greeting() -> str:
        sight = preview.desk.sight
        if sight is None:
            return ""
        # Whoever listens again may have missed where the author went.
        return event("hello", _state(preview, sight)) + preview.stream.last("goto")

    return StreamingResponse(preview.stream.listen(greeting), media_type="text/event-stream")


async def _open(preview: Preview, request: Request) -> Response:
    """Open a source file in the author's editor: one that the site has, and no other."""
    media_type = request.headers.get("content-type", "").partition(";")[0]
    if media_type.strip().lower() != "application/json":
        return _refusal(415, "this takes JSON")
    try:
        wanted = await request.json()
        source, line = str(wanted["source"]), max(1, int(wanted.get("line") or 1))
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError):
        return _refusal(400, "no source was named")
    file = preview.desk.source_file(source)
    if file is None:
        return _refusal(404, f"the site has no file {source!r}")
    try:
        await run_in_threadpool(preview.open_source, file, line)
    except RefusedError as error:
        return _refusal(409, str(error), error.fix)
    return Response(status_code=204)


def _refusal(status: int, message: str, fix: str = "") -> Response:
    told = json.dumps({"message": message, "fix": fix})
    return Response(told, status, media_type="application/json")


async def _client(_preview: Preview, request: Request) -> Response:
    name = request.path_params["name"]
    content = CLIENT_FILES.get(name)
    if content is None:
        return Response("There is no such file.\n", 404, media_type="text/plain")
    return Response(content, headers={"Content-Type": media_type_of(name)})


def _who(preview: Preview) -> dict[str, str]:
    """Return what tells a page that the server, or its own script, is another one by now."""
    return {"run": preview.run, "client": _CLIENT_VERSION}


def _state(preview: Preview, sight: Sight) -> dict[str, Any]:
    return {
        "run": preview.run,
        "epoch": sight.number,
        "busy": not sight.is_whole,
        "errors": problems_data(sight.errors, preview.site),
    }
