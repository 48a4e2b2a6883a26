"""A site that is watched for real, and what one is told of it."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from ssg.preview.watch import watch

PATIENCE_SECONDS = 20
"""Long, for the machine may be busy; whoever waits goes on at once when it has come."""


@dataclass
class Told:
    """What a watching told, and what the named files held in that moment."""

    site: Path
    hints: list[frozenset[str]] = field(default_factory=list)
    contents: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def hint(self, paths: frozenset[str]) -> None:
        with self.changed:
            for path in paths:
                file = self.site / path
                self.contents[path] = file.read_text("utf-8") if file.exists() else "(gone)"
            self.hints.append(paths)
            self.changed.notify_all()

    def note(self, text: str) -> None:
        with self.changed:
            self.notes.append(text)
            self.changed.notify_all()

    def wait(self, has_come: Callable[[], bool]) -> None:
        """Wait until `has_come`, which hints and notes alone can bring about."""
        with self.changed:
            came = self.changed.wait_for(has_come, PATIENCE_SECONDS)
        assert came, f"told only {self.hints[-5:]} {self.notes}"

    def wait_for(self, path: str, content: str) -> None:
        """Wait for a hint that names `path` when it holds `content`."""
        self.wait(lambda: self.contents.get(path) == content)

    def wait_for_anything(self, count: int = 1) -> None:
        """Wait for as many hints that anything may have changed."""
        self.wait(lambda: self.hints.count(frozenset()) >= count)

    def wait_for_note(self, part: str) -> str:
        """Wait for a note that holds `part`, and return it."""
        self.wait(lambda: any(part in note for note in self.notes))
        return next(note for note in self.notes if part in note)

    def settle_after_anything(self) -> None:
        """Write files until one is named: hints of anything may still have been on their way."""
        for _ in range(20):
            count = len(self.hints)
            mark = write(self.site / "content" / f"mark-{time.monotonic_ns()}.md", "mark")
            self.wait(partial(self._has_more_than, count))
            if any(f"content/{mark.name}" in paths for paths in self.hints[count:]):
                return
        raise AssertionError(self.hints)

    def _has_more_than(self, count: int) -> bool:
        return len(self.hints) > count

    @property
    def named(self) -> set[str]:
        """Return all paths that were named so far."""
        return {path for paths in self.hints for path in paths}

    def settle(self) -> set[str]:
        """Write a file, wait until it is named, and return what else was named up to then.

        The order of events is kept, so what was to be named before it has been named.
        """
        mark = self.site / "content" / f"mark-{time.monotonic_ns()}.md"
        mark.write_text("mark", "utf-8")
        path = f"content/{mark.name}"
        self.wait_for(path, "mark")
        return self.named - {path}


def make_site(folder: Path) -> Path:
    """Make a small site and return its folder."""
    for name, text in {
        "site.yaml": "title: A blog",
        "content/posts/x.md": "old",
        "content/static/CNAME": "a.example",
        "themes/own/theme.yaml": "name: own",
        "output/index.html": "made",
        ".ssg-cache/cache.db": "kept",
    }.items():
        write(folder / name, text)
    return folder


def write(file: Path, text: str) -> Path:
    """Write a file and the folders that it needs."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


@contextmanager
def watched(site: Path, output: Path | None = None, *, polls: bool = False) -> Iterator[Told]:
    """Watch the site for real."""
    told = Told(site)
    with watch(site, output or site / "output", told.hint, told.note, polls=polls):
        yield told
