"""Imports and builds through the command line, in this process, and what came of them."""

import contextlib
import io
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import unquote

from ssg.cli import run

NOON = 1477742400 + 40 * 86_400
"""Early December 2016: when these imports happen, if they do not say when."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a command left: its exit code, and both texts."""

    code: int
    out: str
    err: str

    @property
    def report(self) -> Any:
        """What `--json` printed."""
        return json.loads(self.out)

    @property
    def ledger(self) -> dict[str, Any]:
        """The accounts of an import."""
        ledger: dict[str, Any] = self.report["ledger"]
        return ledger


def ssg(*arguments: object, at: int = NOON) -> Done:
    """Run a command at the moment `at` (seconds since 1970), as if on a machine of one core.

    So what it compiles is at hand for the next one.
    """
    out, err = io.StringIO(), io.StringIO()
    # The environment is the world's, and patched for one command only.
    with (
        patch.dict(os.environ, {"SOURCE_DATE_EPOCH": str(at)}),
        patch("os.cpu_count", return_value=1),
        patch("os.sched_getaffinity", return_value={0}, create=True),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        code = run([str(each) for each in arguments])
    return Done(code, out.getvalue(), err.getvalue())


def import_into(
    site: Path, *exports: object, host: str = "wordpress", at: int = NOON, jobs: int = 1
) -> Done:
    """Import `exports` (files, then options) into `site`, with `--json`."""
    named = ("--site", site, "--json", "--jobs", jobs)
    return ssg("import", host, *exports, *named, at=at)


def import_text(
    site: Path, text: str, *options: object, host: str = "wordpress", **more: Any
) -> Done:
    """Write an export beside `site` and import it."""
    site.mkdir(parents=True, exist_ok=True)
    file = site.parent / f"{site.name}-export.xml"
    file.write_text(text, encoding="utf-8")
    return import_into(site, file, *options, host=host, **more)


def build(site: Path, *options: object, at: int = NOON) -> Done:
    """Build `site`, with `--json`."""
    return ssg("build", "--site", site, "--json", "--jobs", 1, *options, at=at)


def errors(done: Done) -> list[tuple[str, str]]:
    """Return the errors that a command told: (path, message)."""
    told = done.report["diagnostics"]
    return [(each["path"], each["message"]) for each in told if each["level"] == "error"]


def imported(site: Path, text: str, *options: object, **more: Any) -> Done:
    """Import a text and build what comes of it; both must go well."""
    done = import_text(site, text, *options, **more)
    assert done.code == 0, done.out
    built = build(site)
    assert built.code == 0, errors(built)
    return done


def files_below(folder: Path) -> dict[str, bytes]:
    """Return every file below `folder` by its path."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def front_matter(site: Path, path: str) -> str:
    """Return the front matter of a file of a site."""
    text = (site / path).read_text("utf-8")
    return text.removeprefix("---\n").partition("\n---\n")[0] + "\n"


_STUB = re.compile(r"""<meta http-equiv="?refresh"? content="0; ?url=([^"]+)""", re.IGNORECASE)


class Host:
    """A host that serves `output/` and heeds its table of redirects, as Netlify does."""

    def __init__(self, site: Path, base: str = "") -> None:
        """Serve the site below the path `base` of its host."""
        self._folder = site / "output"
        self._base = base.rstrip("/")
        table = self._folder / "_redirects"
        lines = table.read_text("utf-8").splitlines() if table.exists() else []
        self.rules = [_rule(line) for line in lines if line and not line.startswith("#")]

    def served(self, path: str) -> Path | None:
        """Return the file that answers `path` (below the root of the site), None where none does.

        A page that only leads on does not count.
        """
        for name in (path, f"{path.rstrip('/')}/index.html"):
            file = self._folder / unquote(name).lstrip("/")
            if file.is_file() and not self._stub(file):
                return file
        return None

    def stub(self, path: str) -> str:
        """Return where the HTML page at `path` leads on to, "" where there is no such page."""
        for name in (path, f"{path.rstrip('/')}/index.html"):
            file = self._folder / unquote(name).lstrip("/")
            if file.is_file() and (found := self._stub(file)):
                return found
        return ""

    def _stub(self, file: Path) -> str:
        if file.suffix != ".html":
            return ""
        found = _STUB.search(file.read_text("utf-8"))
        return self._below(found[1]) if found else ""

    def _below(self, address: str) -> str:
        path = re.sub(r"^https?://[^/]+", "", address)
        return path.removeprefix(self._base) or "/"

    def rule(self, address: str, *, is_forced: bool = False) -> tuple[str, int] | None:
        """Return where the table sends `address`, and with which code.

        `is_forced`: only a rule that counts also where a file stands.
        """
        path, _, query = address.partition("?")
        wanted = dict(part.partition("=")[::2] for part in query.split("&") if part)
        for old, asked, to, code in self.rules:
            if is_forced and not code.endswith("!"):
                continue
            if any(wanted.get(name) != value for name, value in asked.items()):
                continue
            if found := _pattern(self._below(old)).fullmatch(unquote(path).rstrip("/")):
                filled = re.sub(r":([a-z]+)", lambda name: found[name[1]], self._below(to))
                return filled, int(code.rstrip("!"))
        return None

    def answer(self, address: str) -> str:
        """Return the path at which `address` (below the root) ends, "gone", or "" if it is lost."""
        path, _, query = address.partition("?")
        found = self.rule(address, is_forced=True)
        if found is None and self.served(path):
            return path
        found = found or self.rule(address)
        if found is not None:
            to, code = found
            if code == GONE or to == "/404.html":
                return "gone"
            return to if self.served(to.partition("#")[0].partition("?")[0]) else ""
        to = self.stub(path)
        return to if to and not query and self.served(to.partition("#")[0]) else ""

    def plain_rules(self) -> Iterator[tuple[str, str]]:
        """Yield (old path, target), below the root, of the rules without places to be filled."""
        for old, asked, to, _ in self.rules:
            if not asked and ":" not in old.partition("//")[2] + old and "*" not in old:
                yield self._below(old), self._below(to)


GONE = 410


def _pattern(path: str) -> re.Pattern[str]:
    parts = re.split(r"(:[a-z]+|\*)", unquote(path).rstrip("/"))
    made = (
        f"(?P<{part[1:]}>[^/]+)"
        if part.startswith(":")
        else ".*"
        if part == "*"
        else re.escape(part)
        for part in parts
    )
    return re.compile("".join(made))


def _rule(line: str) -> tuple[str, dict[str, str], str, str]:
    """Return (old path, queries, target, code) of a line of the table."""
    old, *middle, to, code = line.split()
    return old, dict(part.partition("=")[::2] for part in middle), to, code
