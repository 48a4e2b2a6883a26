"""The preview over HTTP: who may ask, the pages, and the stream of what changes."""

import contextlib
import json
from collections.abc import AsyncIterator, Callable
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ssg.preview.desk import News
from ssg.preview.doors import why_refused
from ssg.preview.media_types import media_type_of
from ssg.preview.pages import answer_with_page
from ssg.preview.parts import CLIENT_FILES, Preview, state_of
from ssg.preview.refused import RefusedError
from ssg.preview.sight import changed_assets
from ssg.preview.stream import event

_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'self'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
}


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
            Route("/{path:path}", _answering(preview, answer_with_page)),
        ],
        lifespan=lifespan,
    )
    return _guarded(app, preview)


def send_news(news: News, preview: Preview) -> None:
    """Tell every open page of a new sight."""
    sight = news.sight
    assets = changed_assets(news.before, sight) if news.before else []
    preview.stream.send("changed", {**state_of(preview, sight), "assets": assets})
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


async def _events(preview: Preview, _request: Request) -> Response:
    def greeting() -> str:
        sight = preview.desk.sight
        if sight is None:
            return ""
        # Whoever listens again may have missed where the author went.
        return event("hello", state_of(preview, sight)) + preview.stream.last("goto")

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
