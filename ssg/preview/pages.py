"""The pages and files of the site as the preview serves them, each with what it knows of itself."""

from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response

from ssg.disk.cache.store import ForgottenError
from ssg.model.diagnostic import Diagnostic
from ssg.preview.answers import Found, find_address
from ssg.preview.media_types import media_type_of
from ssg.preview.page_data import page_data_of, problems_data, with_page_data
from ssg.preview.parts import Preview, who_of
from ssg.preview.press import Served
from ssg.preview.sight import Sight

BLANK_PAGE = (
    b'<!doctype html><html lang="en"><head><meta charset="utf-8">'
    b'<meta name="viewport" content="width=device-width"><meta name="color-scheme"'
    b' content="light dark"><title>Preview</title></head><body></body></html>'
)
_LOST = "/404.html"
_WAIT_SECONDS = 300


async def answer_with_page(preview: Preview, request: Request) -> Response:
    """Answer with what the sight has at an address, or the site's own page for lost readers."""
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
        content = with_page_data(content, {**who_of(preview), **told})
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
        **who_of(preview),
        "epoch": sight.number if sight else 0,
        "busy": sight is None,
        "errors": errors,
    }
    return Response(with_page_data(BLANK_PAGE, told), 503, media_type="text/html")
