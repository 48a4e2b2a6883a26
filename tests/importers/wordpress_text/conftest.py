"""WordPress's own paragraphs, asked of a process that stays."""

import json
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True, slots=True)
class Shown:
    """What WordPress makes of a text."""

    with_breaks: str
    without_breaks: str
    removed: str


Ask = Callable[[str], Shown]


@pytest.fixture(scope="session")
def ask_wordpress(
    require_program: Callable[..., str], require_path: Callable[[str, str], Path]
) -> Iterator[Ask]:
    """Return what asks WordPress's own `autop`, in one process for all texts."""
    node = require_program("node")
    modules = require_path("SSG_NODE_MODULES", "tests/validators/node_modules")
    with subprocess.Popen(
        [node, Path(__file__).parent / "autop.mjs", modules],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        source, sink = process.stdout, process.stdin
        assert source
        assert sink

        def ask(text: str) -> Shown:
            sink.write(json.dumps(text) + "\n")
            sink.flush()
            return Shown(*json.loads(source.readline()))

        yield ask
        sink.close()
