"""Server-sent events: what every open page hears."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable

_HEARTBEAT_SECONDS = 15
_RETRY_MILLISECONDS = 500


def event(name: str, values: object) -> str:
    """Return an event as the stream has it (HTML Standard, "Server-sent events")."""
    return f"event: {name}\ndata: {json.dumps(values)}\n\n"


class Stream:
    """Hands events to everyone who listens; made and used on one event loop."""

    def __init__(self) -> None:
        """Begin with nobody listening."""
        self._loop: asyncio.AbstractEventLoop | None = None
        self._listening: set[asyncio.Queue[str | None]] = set()
        self._last: dict[str, str] = {}
        self._has_ended = False

    def open(self) -> None:
        """Take events from now on; called on the event loop that serves them."""
        self._loop = asyncio.get_running_loop()

    def send(self, name: str, values: object) -> None:
        """Send an event to all; may be called from any thread."""
        self._last[name] = event(name, values)
        self._call(self._hand_out, self._last[name])

    def last(self, name: str) -> str:
        """Return the last event called `name` as it was sent, or ""."""
        return self._last.get(name, "")

    def end(self) -> None:
        """Say goodbye and end every stream; may be called from any thread."""
        self._call(self._end)

    async def listen(self, greeting: Callable[[], str]) -> AsyncIterator[str]:
        """Yield `greeting`, then every event, with a sign of life in long silences."""
        queue: asyncio.Queue[str | None] = asyncio.Queue()
        self._listening.add(queue)
        try:
            yield f"retry: {_RETRY_MILLISECONDS}\n\n{greeting()}"
            while not self._has_ended:
                try:
                    text = await asyncio.wait_for(queue.get(), _HEARTBEAT_SECONDS)
                except TimeoutError:
                    text = ": still here\n\n"
                if text is None:
                    break
                yield text
            yield event("bye", {})
        finally:
            self._listening.discard(queue)

    def _call(self, function: Callable[..., None], *arguments: object) -> None:
        if self._loop is not None:
            with contextlib.suppress(RuntimeError):  # The loop has ended: nobody listens.
                self._loop.call_soon_threadsafe(function, *arguments)

    def _hand_out(self, text: str) -> None:
        for queue in self._listening:
            queue.put_nowait(text)

    def _end(self) -> None:
        self._has_ended = True
        for queue in self._listening:
            queue.put_nowait(None)
