"""Mending what is safe to mend: edits in the files of a site, shown first, then written."""

import difflib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ssg.check.mending import (
    changes_address_only,
    edit_for_copy,
    edited,
    fitting,
    is_in_text,
    mends_of_values,
)
from ssg.check.mending.values import MENDED, ProblemsIn
from ssg.disk.guard import Guard, OutsideError
from ssg.disk.writing.rewriting import ChangedMeanwhileError, rewrite
from ssg.model.diagnostic import Diagnostic
from ssg.model.edit import Mend
from ssg.model.entry import Kind
from ssg.model.outward import CopyToRecord
from ssg.model.parsed import ParsedEntry
from ssg.model.record import dataclass
from ssg.model.settings import ParseSettings
from ssg.model.source import SourceFile
from ssg.parse.entries.entry import parse_entry
from ssg.parse.settings.site import parse_settings
from ssg.text.decoding import decode_text

_SETTINGS = "site.yaml"
_CONTENT = "content/"
_CONTEXT = 1


@dataclass(frozen=True, slots=True)
class Mending:
    """One file before and after, with what is mended in it."""

    path: str
    before: bytes
    after: bytes
    mends: tuple[Mend, ...]

    @property
    def difference(self) -> list[str]:
        """Return the unified difference, line by line, without line ends."""
        old, new = (each.decode("utf-8-sig").splitlines() for each in (self.before, self.after))
        lines = difflib.unified_diff(old, new, self.path, self.path, lineterm="", n=_CONTEXT)
        return [line.rstrip("\r\n") for line in lines]


def mendings_of(
    site: Path,
    problems: Iterable[Diagnostic],
    mends: Iterable[Mend],
    copies: Iterable[CopyToRecord] = (),
) -> list[Mending]:
    """Return what can be mended in each file of content/ and in site.yaml.

    `problems` tell in which files values may want other quotation marks, `mends` are those of
    addresses, `copies` belong to sources that are gone.
    """
    known: dict[str, list[Mend | CopyToRecord]] = defaultdict(list)
    for mend in mends:
        known[mend.edit.path].append(mend)
    for copy in copies:
        known[copy.problem.path].append(copy)
    suspects = {problem.path for problem in problems if problem.rule in MENDED}
    guard = Guard(site)
    found = (
        _mending(guard, path, known.get(path, []))
        for path in sorted(suspects | known.keys())
        if path == _SETTINGS or (path.startswith(_CONTENT) and path.endswith(".md"))
    )
    return [mending for mending in found if mending is not None]


def _mending(guard: Guard, path: str, known: Sequence[Mend | CopyToRecord]) -> Mending | None:
    try:
        before = guard.read(path)
        text = before.decode("utf-8")
    except (OSError, OutsideError, UnicodeDecodeError):
        return None  # The check has told what is wrong with it.
    of_values = mends_of_values(path, text, _problem_finder(path))
    copies = [each for each in known if isinstance(each, CopyToRecord)]
    of_addresses = [each for each in known if isinstance(each, Mend)]
    mends = [*of_values, *_mends_of_addresses(path, text, of_addresses)]
    mends += _mends_of_copies(path, text, copies)
    by_edit = {mend.edit: mend for mend in mends}
    fit = fitting(text, by_edit)
    after = edited(text, fit).encode("utf-8")
    if after == before:
        return None
    return Mending(path, before, after, tuple(by_edit[edit] for edit in fit))


def _mends_of_addresses(path: str, text: str, mends: Sequence[Mend]) -> Iterator[Mend]:
    """Yield those of `mends` after which a text leads elsewhere, and reads as before."""
    before = _parsed(path, text) if mends and path != _SETTINGS else None
    for mend in mends:
        if before and is_in_text(mend.edit, text):
            after = _parsed(path, edited(text, [mend.edit]))
            if not changes_address_only(before, after, mend.edit):
                continue
        yield mend


def _mends_of_copies(path: str, text: str, copies: Sequence[CopyToRecord]) -> Iterator[Mend]:
    """Yield the mends that write copies down, where YAML reads them so and nothing else changes."""
    before = _parsed(path, text) if copies else None
    for copy in copies:
        edit = edit_for_copy(path, text, copy)
        if edit is None or before is None or before.entry is None:
            continue
        after = _parsed(path, edited(text, [edit]))
        sources = list(before.entry.sources)
        if copy.number < len(sources):
            sources[copy.number] = replace(sources[copy.number], archived=copy.copy)
        is_so = after.entry is not None and after.entry.sources == tuple(sources)
        if is_so and len(after.diagnostics) <= len(before.diagnostics):
            yield Mend(copy.problem, edit)


def _problem_finder(path: str) -> ProblemsIn:
    def problems_in(text: str) -> tuple[Diagnostic, ...]:
        decoded = decode_text(path, text.encode("utf-8"))
        if decoded.value is None:
            return decoded.diagnostics
        if path == _SETTINGS:
            return parse_settings(SourceFile(path, decoded.value.text)).diagnostics
        return _parsed(path, decoded.value.text).diagnostics

    return problems_in


def _parsed(path: str, text: str) -> ParsedEntry:
    kind = Kind.PAGE if path.startswith("content/pages/") else Kind.POST
    # Only the front matter is asked for: language and time zone change none of its problems.
    return parse_entry(SourceFile(path, text), kind, ParseSettings("en", "UTC"))


def write_mendings(site: Path, mendings: Iterable[Mending]) -> Iterator[str]:
    """Write the files, and yield the paths of those that changed meanwhile and were left alone."""
    guard = Guard(site)
    for mending in mendings:
        try:
            rewrite(guard, mending.path, mending.before, mending.after)
        except ChangedMeanwhileError:
            yield mending.path


def report_of(mendings: Iterable[Mending]) -> list[Mapping[str, object]]:
    """Return what is mended, for programs."""
    return [
        {
            "path": mend.edit.path,
            "line": mend.edit.place.line,
            "column": mend.edit.place.column,
            "rule": mend.problem.rule,
            "before": mend.edit.old,
            "after": mend.edit.new,
        }
        for mending in mendings
        for mend in mending.mends
    ]
