"""The lines that problems are about, read from the files of the site."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from ssg.disk.guard import Guard
from ssg.model.diagnostic import Diagnostic


def with_excerpts(diagnostics: Iterable[Diagnostic], folder: Path | None) -> list[Diagnostic]:
    """Return `diagnostics`, each with the line that it is about, where it can be read."""
    lines_of: dict[str, list[str]] = {}
    guard = Guard(folder) if folder else None
    found = []
    for diagnostic in diagnostics:
        path, number = diagnostic.path, diagnostic.line
        if guard and number and not diagnostic.excerpt and path not in lines_of:
            lines_of[path] = _lines(guard, path)
        lines = lines_of.get(path, [])
        is_known = 0 < number <= len(lines) and not diagnostic.excerpt
        found.append(replace(diagnostic, excerpt=lines[number - 1]) if is_known else diagnostic)
    return found


def _lines(guard: Guard, path: str) -> list[str]:
    try:
        return guard.read(path).decode("utf-8-sig", "replace").splitlines()
    except OSError:
        return []
