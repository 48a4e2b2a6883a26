"""The preview as it runs: desk, watcher and server, each in threads of its own."""

import contextlib
import logging
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import uvicorn

from ssg.disk.builtin import builtin_themes_folder
from ssg.disk.cache.made_pictures import MadePictures
from ssg.disk.cache.store import FOLDER, Cache
from ssg.disk.code import code_digest
from ssg.disk.guard import locator
from ssg.disk.search.index import SearchIndexes
from ssg.disk.snapshot import reader
from ssg.disk.written_templates import WrittenTemplates
from ssg.memo import Memo
from ssg.model.diagnostic import Diagnostic
from ssg.model.record import dataclass
from ssg.model.source import FileRef
from ssg.preview.desk import Desk, News
from ssg.preview.doors import names_of
from ssg.preview.memory import Memory
from ssg.preview.parts import Preview, new_run
from ssg.preview.planner import Planner, PlanRequest
from ssg.preview.press import Press
from ssg.preview.search import SearchDesk
from ssg.preview.server import make_app, send_news
from ssg.preview.sockets import open_sockets
from ssg.preview.stream import Stream
from ssg.preview.watch import watch
from ssg.work import here

_END_SECONDS = 0.8
_PATIENCE_SECONDS = 0.2
"""Nobody waits longer than that for another program that holds the cache."""


@dataclass(frozen=True, slots=True)
class PreviewRequest:
    """What is previewed, where it listens, and under which further names it may be asked for."""

    plan: PlanRequest
    host: str = "127.0.0.1"
    port: int = 8000
    allowed: tuple[str, ...] = ()
    polls: bool = False


@dataclass(frozen=True, slots=True)
class Listeners:
    """Who hears what happens: a new sight, a note in plain words, a failure outside the content."""

    tell: Callable[[News], None]
    note: Callable[[str], None]
    explain: Callable[[Exception], tuple[Diagnostic, ...]]
    open_source: Callable[[Path, int], None]


@dataclass(frozen=True, slots=True)
class Running:
    """A preview that runs; `port` may be another one than was asked for."""

    port: int
    is_alive: Callable[[], bool]


@contextlib.contextmanager
def run_preview(request: PreviewRequest, listeners: Listeners) -> Iterator[Running]:
    """Serve the preview until the end of the context, which takes less than a second.

    Raises ListenError where it cannot listen.
    """
    sockets = open_sockets(request.host, request.port)
    port = sockets[0].getsockname()[1]
    site = request.plan.site
    memory = Memory(Cache(site / FOLDER, _PATIENCE_SECONDS))
    memo = Memo(memory, code_digest(), reader(site), here, MadePictures(site))
    stream = Stream()

    def tell(news: News) -> None:
        send_news(news, preview)
        listeners.tell(news)

    desk = Desk(site, memo, tell)
    planner = Planner(request.plan, desk, memo, memory, listeners.explain)
    preview = Preview(
        site=site,
        desk=desk,
        forget=planner.forget,
        explain=listeners.explain,
        press=_press(site, memo, listeners.note),
        stream=stream,
        names=names_of(request.host, request.allowed),
        port=port,
        open_source=listeners.open_source,
        run=new_run(),
    )
    server = uvicorn.Server(_config(preview))
    thread = threading.Thread(target=server.run, args=(sockets,), name="server", daemon=True)
    thread.start()
    planner.start()
    watching = watch(site, request.plan.output, planner.hint, listeners.note, polls=request.polls)
    try:
        with watching, _failures_told(listeners.note):
            planner.look_again()  # Files may have changed before the watch was set.
            yield Running(port, thread.is_alive)
    finally:
        planner.stop()
        stream.end()
        server.should_exit = True
        thread.join(_END_SECONDS)
        memory.close()


def _press(site: Path, memo: Memo, note: Callable[[str], None]) -> Press:
    search = SearchDesk(memo, SearchIndexes(site), note)
    return Press(memo, partial(_locate, site), search, WrittenTemplates())


def _locate(site: Path, file: FileRef) -> str:
    # A locator remembers where folders lead, and links may come while the preview runs.
    return locator(site, builtin_themes_folder())(file)


@contextlib.contextmanager
def _failures_told(note: Callable[[str], None]) -> Iterator[None]:
    """Say in one line what the server would print over many."""
    teller = logging.Handler(logging.ERROR)
    teller.emit = lambda record: note(_told_in_a_line(record))  # type: ignore[method-assign]
    loggers = [logging.getLogger(name) for name in ("uvicorn", "asyncio")]
    for logger in loggers:
        logger.addHandler(teller)
    yield
    for logger in loggers:
        logger.removeHandler(teller)


def _told_in_a_line(record: logging.LogRecord) -> str:
    error = record.exc_info[1] if record.exc_info else None
    return f"error: {record.getMessage().strip()}{f': {error!r}' if error else ''}"


def _config(preview: Preview) -> uvicorn.Config:
    return uvicorn.Config(
        make_app(preview),
        loop="asyncio",
        http="h11",
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=1,
    )
