"""`ssg preview`: the site in the browser while it is written."""

import contextlib
import gc
import queue
import signal
import threading
import webbrowser
from collections.abc import Iterator
from pathlib import Path

from ssg.commands.editor import open_beside
from ssg.commands.failures import UsageError, WorldError, outcome_of_failure
from ssg.commands.outcome import Outcome, Tell
from ssg.commands.workers import workers
from ssg.model.diagnostic import Diagnostic, Level, has_errors
from ssg.preview.desk import News
from ssg.preview.doors import LOCAL_NAMES, is_name
from ssg.preview.planner import PlanRequest
from ssg.preview.running import Listeners, PreviewRequest, Running, run_preview
from ssg.preview.sockets import ListenError

_LOOK_SECONDS = 0.2
_RARELY = 100_000
_EVERYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104 - a name to warn of
_Heard = queue.SimpleQueue[str | tuple[int, tuple[Diagnostic, ...]] | None]
"""Notes, and the problems of sights by the number of the sight."""


def run(  # noqa: PLR0913 - one for each option
    site_folder: Path,
    *,
    tell: Tell,  # noqa: ARG001 - it tells in its own words
    port: int,
    host: str,
    opens_browser: bool,
    allowed: tuple[str, ...],
    drafts: bool,
    polls: bool,
) -> Iterator[Outcome]:
    """Serve the site until Ctrl-C; yield what happens as it happens."""
    _refuse_open_doors(host, allowed)
    gc.set_threshold(_RARELY)  # Plans are many objects that all stay.
    plan = PlanRequest(
        site=site_folder,
        output=site_folder / "output",
        drafts=drafts,
        workers=lambda: workers(0, has_threads=True),
    )
    request = PreviewRequest(plan, host, port, allowed, polls)
    heard: _Heard = queue.SimpleQueue()
    listeners = Listeners(
        tell=lambda news: _keep_problems(news, heard),
        note=heard.put,
        explain=lambda error: outcome_of_failure(error, site_folder).diagnostics,
        open_source=open_beside,
    )
    with _ended_politely(heard), _listening_explained(), run_preview(request, listeners) as running:
        url = f"http://{_shown_host(host, allowed)}:{running.port}/"
        yield _greeting(url, request, running.port)
        if opens_browser:
            # A browser of the terminal would keep us until it is closed.
            threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()
        yield from _news(heard, running)


def _keep_problems(news: News, heard: _Heard) -> None:
    """Keep what is to be printed of a new sight, and nothing else of it.

    To take the plan of a large site apart takes a moment in which nothing else happens: whoever
    holds the last one when the next file is saved would keep its page waiting.
    """
    sight = news.sight
    if sight.is_whole or sight.errors:
        # Advice can wait until the site is built.
        found = tuple(p for p in sight.diagnostics if p.level is not Level.ADVICE)
        heard.put((sight.number, found))


def _news(heard: _Heard, running: Running) -> Iterator[Outcome]:
    """Yield what is heard, problems only when they are new, until nothing more (None) comes."""
    known: tuple[Diagnostic, ...] = ()
    while running.is_alive():
        try:
            news = heard.get(timeout=_LOOK_SECONDS)
        except queue.Empty:
            continue
        if news is None:
            return
        if isinstance(news, str):
            yield Outcome(notes=(news,))
            continue
        number, found = news
        fresh = tuple(problem for problem in found if problem not in known)
        is_mended = has_errors(known) and not has_errors(found)
        known = found
        if fresh or is_mended:
            lines = ("All errors are mended.",) if is_mended else ()
            yield Outcome(fresh, lines, report={"epoch": number}, exit_code=0)
    message = "the preview's server has ended by itself"
    raise WorldError(message, "start it again")


def _greeting(url: str, request: PreviewRequest, port: int) -> Outcome:
    cautions = []
    if port != request.port and request.port:
        cautions.append(f"port {request.port} is in use; the preview is at {port}")
    if request.host not in LOCAL_NAMES:
        cautions.append(
            "other machines in your network can read this preview, drafts and all, without a"
            f" password, as {' or '.join(request.allowed)}"
        )
    drafts = "with drafts and scheduled posts" if request.plan.drafts else "without drafts"
    return Outcome(
        result=(f"Preview, {drafts}: {url}",),
        lines=("Ctrl-C ends it.",),
        cautions=tuple(cautions),
        report={"url": url},
    )


def _refuse_open_doors(host: str, allowed: tuple[str, ...]) -> None:
    if host not in LOCAL_NAMES and not allowed:
        message = f"--host {host} would let other machines read your drafts"
        name = "my-computer.local" if host in _EVERYWHERE else host
        fix = f"name what they will type into the address bar: --allow-host {name}"
        raise UsageError(message, fix)
    for name in allowed:
        if not is_name(name):
            message = f"--allow-host {name} is not the name of a machine"
            raise UsageError(message, "leave out http://, the port and everything behind it")


def _shown_host(host: str, allowed: tuple[str, ...]) -> str:
    if host in LOCAL_NAMES:
        return "127.0.0.1"
    name = allowed[0] if host in _EVERYWHERE else host
    return f"[{name}]" if ":" in name else name


@contextlib.contextmanager
def _listening_explained() -> Iterator[None]:
    try:
        yield
    except ListenError as error:
        raise WorldError(str(error), "name another --port, or another --host") from error


@contextlib.contextmanager
def _ended_politely(heard: _Heard) -> Iterator[None]:
    """Let Ctrl-C and a plea to end (SIGTERM) end the preview as it should, a second one at once.

    A signal that raised an error would do so wherever the program is, in the middle of a line that
    it prints.
    """
    asked: list[int] = []

    def end(number: int, _frame: object) -> None:
        if asked:
            raise KeyboardInterrupt
        asked.append(number)
        heard.put(None)

    signals = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(number, end) for number in signals]
    try:
        with contextlib.suppress(KeyboardInterrupt):
            yield
    finally:
        for number, handler in zip(signals, before, strict=True):
            signal.signal(number, handler)
