"""What a person reads: problems on stderr, results on stdout, and in JSON for programs."""

import json
import os
import sys
import time
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TextIO

from ssg.commands.failures import UsageError
from ssg.commands.outcome import Outcome
from ssg.disk.excerpts import with_excerpts
from ssg.model.diagnostic import Diagnostic, Level
from ssg.text.excerpt import cut_line

_COLOURS = {Level.ERROR: "31;1", Level.WARNING: "33;1", Level.ADVICE: "36;1"}
_PLURALS = {Level.ERROR: "errors", Level.WARNING: "warnings", Level.ADVICE: "pieces of advice"}
_SINGULARS = {Level.ERROR: "error", Level.WARNING: "warning", Level.ADVICE: "piece of advice"}
_EXCERPT_WIDTH = 96
_NEWS_SECONDS = {True: 0.1, False: 5.0}


def print_outcome(outcome: Outcome, site_folder: Path | None, *, is_quiet: bool) -> None:
    """Print problems to stderr, all of them, then what was done to stdout, then their count."""
    has_colours = wants_colours(sys.stderr)
    told = outcome.diagnostics if outcome.shown is None else outcome.shown
    shown = [d for d in told if not (is_quiet and d.level is Level.ADVICE)]
    for diagnostic in with_excerpts(shown, site_folder):
        _write(sys.stderr, f"{format_diagnostic(diagnostic, has_colours=has_colours)}\n")
    summary = summarise(shown if outcome.shown is None else outcome.diagnostics)
    for note in (*outcome.cautions, *(() if is_quiet else outcome.notes)):
        _write(sys.stderr, f"{plain(f'note: {note}')}\n")
    lines = (*outcome.result, *(() if is_quiet else outcome.lines))
    # In one write: a reader who goes after the first line breaks none of the rest.
    _write(sys.stdout, "".join(f"{plain(line)}\n" for line in lines))
    if summary and not is_quiet:
        upshot = f"; {outcome.upshot}" if outcome.upshot else ""
        _write(sys.stderr, f"{plain(summary + upshot)}\n")


def print_json(outcome: Outcome, seconds: float) -> None:
    """Print one object to stdout, and nothing else."""
    diagnostics = [
        {
            "path": diagnostic.path,
            "line": diagnostic.line,
            "column": diagnostic.column,
            "level": diagnostic.level.value,
            "rule": diagnostic.rule,
            "message": diagnostic.message,
            "fix": diagnostic.fix,
        }
        for diagnostic in outcome.diagnostics
    ]
    report = {"diagnostics": diagnostics, "seconds": round(seconds, 3), **outcome.report}
    if notes := [*outcome.cautions, *outcome.notes]:
        report["notes"] = notes
    # Escapes keep half characters of broken file names from breaking the output.
    _write(sys.stdout, f"{json.dumps(report)}\n")


def format_diagnostic(diagnostic: Diagnostic, *, has_colours: bool) -> str:
    """Return `path:line:col: error: message`, the line with a caret under it, and the fix."""

    def paint(text: str, colour: str) -> str:
        return f"\x1b[{colour}m{text}\x1b[0m" if has_colours else text

    place = f"{paint(_in_one_line(diagnostic.place), '1')}: " if diagnostic.place else ""
    level = paint(diagnostic.level.value, _COLOURS[diagnostic.level])
    lines = [f"{place}{level}: {_in_one_line(diagnostic.message)}", *_excerpt(diagnostic)]
    if diagnostic.fix:
        lines.append(f"  {paint('fix', '32')}: {_in_one_line(diagnostic.fix)}")
    return "\n".join(lines)


def summarise(diagnostics: Iterable[Diagnostic]) -> str:
    """Return "2 errors, 1 warning", or "" without problems."""
    levels = [diagnostic.level for diagnostic in diagnostics]
    counts = [(level, levels.count(level)) for level in Level]
    return ", ".join(
        f"{count:,} {(_SINGULARS if count == 1 else _PLURALS)[level]}"
        for level, count in counts
        if count
    )


def plain(text: str) -> str:
    """Return `text` without characters that a terminal would obey instead of showing."""
    return "".join(
        character if character.isprintable() or character in "\n\u200d" else " "
        for character in text
    )


def _in_one_line(text: str) -> str:
    """Return `text` as part of a line; the name of a key or a file may hold newlines."""
    return plain(text).replace("\n", " ")


def _write(stream: TextIO, text: str) -> None:
    stream.write(text)
    stream.flush()


def _excerpt(diagnostic: Diagnostic) -> list[str]:
    """Return the line that a problem is in, cut to a terminal's width, and a caret below it."""
    if not diagnostic.excerpt.strip():
        return []
    text, caret = cut_line(plain(diagnostic.excerpt), diagnostic.column, _EXCERPT_WIDTH)
    if caret < 0:
        return [f"    {text}"]
    return [f"    {text}", f"    {' ' * sum(map(_cells, text[:caret]))}^"]


def _cells(character: str) -> int:
    """Return how many cells of a terminal a character takes."""
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def wants_colours(stream: TextIO) -> bool:
    """Tell whether `stream` is a terminal whose reader has not asked for plain text."""
    has_refused = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return stream.isatty() and not has_refused


class TerminalTalk:
    """Shows lines on stdout and asks on the terminal (`Talk`)."""

    def __init__(self, news: "News", *, is_silent: bool, is_quiet: bool) -> None:
        """Say nothing where `is_silent`; where `is_quiet`, only what belongs to a question."""
        self._news = news
        self._is_silent = is_silent
        self._is_quiet = is_quiet
        self._withheld: list[str] = []

    def show(self, lines: Sequence[str]) -> None:
        """Show `lines`."""
        self._show([plain(line) for line in lines])

    def show_changes(self, lines: Sequence[str]) -> None:
        """Show a unified difference, on a terminal with colours for what goes and what comes."""
        has_colours = wants_colours(sys.stdout)
        self._show([_changed_line(plain(line), has_colours=has_colours) for line in lines])

    def _show(self, lines: Sequence[str]) -> None:
        if self._is_silent or self._is_quiet:
            self._withheld += lines
            return
        self._news.clear()
        _write(sys.stdout, "".join(f"{line}\n" for line in lines))

    def confirm(self, question: str, fix: str) -> bool:
        """Return whether a person at the terminal says yes; anything else is a no."""
        if self._is_silent or not (sys.stdin.isatty() and sys.stderr.isatty()):
            message = "there is nobody to ask here"
            raise UsageError(message, fix)
        self._news.clear()
        withheld = "".join(f"{line}\n" for line in self._withheld)
        _write(sys.stderr, f"{withheld}{question} [y/N] ")
        answer = sys.stdin.readline().strip().lower()
        return answer in {"y", "yes"}


_CHANGES = {"---": "1", "+++": "1", "@@": "36"}
_CHANGED = {"-": "31", "+": "32"}


def _changed_line(line: str, *, has_colours: bool) -> str:
    """Return a line of a difference, painted by how it begins."""
    heads = (colour for start, colour in _CHANGES.items() if line.startswith(start))
    colour = next(heads, _CHANGED.get(line[:1], ""))
    return f"\x1b[{colour}m{line}\x1b[0m" if has_colours and colour else line


_BAR_CELLS = 24


def _bar(done: int, total: int) -> str:
    """Return a bar that is as full as the work is done."""
    full = min(_BAR_CELLS, _BAR_CELLS * done // total)
    return f"[{'=' * full}{' ' * (_BAR_CELLS - full)}] "


class News:
    """Tells on stderr how far long work has come: in one line on a terminal, elsewhere seldom."""

    def __init__(self, *, is_silent: bool) -> None:
        """Tell nothing at all where `is_silent`."""
        self._is_silent = is_silent
        self._on_terminal = sys.stderr.isatty()
        self._pause = _NEWS_SECONDS[self._on_terminal]
        self._last = time.monotonic()
        self._width = 0

    def tell(self, what: str, done: int, total: int) -> None:
        """Take news (a `Tell`)."""
        now = time.monotonic()
        if self._is_silent or now - self._last < self._pause:
            return
        self._last = now
        count = f"{done:,} of {total:,}" if total else f"{done:,}" if done else ""
        bar = _bar(done, total) if self._on_terminal and total else ""
        line = f"{what}: {bar}{count}" if count else what
        if self._on_terminal:
            _write(sys.stderr, f"\r{line:<{self._width}}")
            self._width = len(line)
        else:
            _write(sys.stderr, f"{line}\n")

    def clear(self) -> None:
        """Take the line away from the terminal."""
        if self._width:
            _write(sys.stderr, f"\r{' ' * self._width}\r")
            self._width = 0
