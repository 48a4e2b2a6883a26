"""What the preview's answers are made from, and what each of them tells of the moment."""

import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ssg.model.diagnostic import Diagnostic
from ssg.model.digest import digest_of
from ssg.model.record import dataclass
from ssg.preview.desk import Desk
from ssg.preview.page_data import problems_data
from ssg.preview.press import Press
from ssg.preview.sight import Sight
from ssg.preview.stream import Stream

CLIENT_FILES = {
    file.name: file.read_bytes()
    for file in sorted(Path(__file__).with_name("client").iterdir())
    if file.suffix in {".js", ".css"}
}
"""What runs in the browser, by name."""
_CLIENT_VERSION = digest_of(tuple(CLIENT_FILES.items())).hex()


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


def who_of(preview: Preview) -> dict[str, str]:
    """Return what tells a page that the server, or its own script, is another one by now."""
    return {"run": preview.run, "client": _CLIENT_VERSION}


def state_of(preview: Preview, sight: Sight) -> dict[str, Any]:
    """Return what every open page is told of a new sight."""
    return {
        "run": preview.run,
        "epoch": sight.number,
        "busy": not sight.is_whole,
        "errors": problems_data(sight.errors, preview.site),
    }
