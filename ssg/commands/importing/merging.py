"""What an export adds to a list, of comments, redirects or terms, that a person has changed.

An author's record is such a list of what it says.

Each part of such a file is treated as a file is. What a person changed stays, what nobody touched
follows the export, and what the file lacks is added, unless an earlier import had written it: then
a person took it out.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from ssg.disk.moving.import_state import Marks, mark_of, marks_of
from ssg.importers import kinds
from ssg.importers.new_file import NewFile
from ssg.importers.writing.records import AUTHORS_FOLDER, CATEGORIES_FILE, TAGS_FILE
from ssg.importers.writing.redirects_text import (
    REDIRECTS_FILE,
    Redirects,
    read_redirects,
    with_lines,
    with_redirects,
)
from ssg.model.diagnostic import has_errors
from ssg.model.record import dataclass
from ssg.model.settings import ParseSettings
from ssg.model.source import SourceFile
from ssg.parse.author import parse_author
from ssg.parse.comments.conversation import parse_conversation
from ssg.parse.terms import parse_terms
from ssg.parse.yaml.parts_text import read_parts, with_parts
from ssg.replies.comments_text import CommentsText, read_comments_text, written_comments
from ssg.replies.merging import names_of, with_others, without
from ssg.text.slug import slugify

_SETTINGS = ParseSettings("en", "UTC")


@dataclass(frozen=True, slots=True)
class Merge:
    """A person's file with what was done to it, and the names of its parts by what became of them.

    `followed` are those that nobody touched and that are as the export has them now, or gone.
    `removed` are those that a person took out, `changed` those of which the export says something
    else than before, `gone` those that it has no more and the file has. `parts` are to be
    remembered as written.
    """

    text: str
    added: tuple[str, ...]
    followed: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]
    parts: Marks


Names = AbstractSet[str]


@dataclass(frozen=True, slots=True)
class _Own:
    """A person's file: its parts, those that say what the export says, and those nobody touched.

    `merged` returns it with the named parts of the export, and without others; None where its text
    cannot take them.
    """

    there: Names
    equal: Names
    untouched: Names
    merged: Callable[[Names, Names], str | None]


def merge_file(file: NewFile, text: str, written: Marks, *, is_known: bool) -> Merge | None:
    """Return `text`, the file as a person left it, with the parts of `file` that it lacks.

    `written` are the parts that earlier imports wrote, `is_known` tells whether one wrote the file.
    None where it cannot be read, or is about another post.
    """
    own = _reader_of(file)(file, text, written, is_known=is_known)
    if own is None:
        return None
    new = marks_of(file)
    added = {name: None for name in new if name not in own.there and name not in written}
    other = {
        name: None
        for name, mark in new.items()
        if name in own.there and name not in own.equal and written.get(name) != mark
    }
    gone = {name: None for name in written if name in own.there and name not in new}
    updated, dropped = other.keys() & own.untouched, gone.keys() & own.untouched
    merged = text
    if added or updated or dropped:
        made = own.merged(added.keys() | updated, dropped)
        if made is None:
            return None
        merged = made
    kept = {name: mark for name, mark in written.items() if name not in dropped}
    taken = {name: new[name] for name in new if name in own.equal | added.keys() | updated}
    return Merge(
        text=merged,
        added=tuple(added),
        followed=tuple(name for name in other | gone if name in own.untouched),
        removed=tuple(name for name in new if name in written and name not in own.there),
        changed=tuple(name for name in other if name not in updated),
        gone=tuple(name for name in gone if name not in dropped),
        parts=kept | taken,
    )


def missing_in(file: NewFile, text: str, written: Marks) -> Iterator[str]:
    """Yield the parts of `file` that are new and do not occur in `text`, which nobody can read."""
    for name in file.parts:
        is_there = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE)
        if name not in written and not is_there:
            yield name


def kind_of_part(file: NewFile, name: str) -> str:
    """Return under which name a part of a file counts; "" where only the file counts."""
    if _is_author(file):
        return ""
    if file.path in _KINDS:
        return _KINDS[file.path]
    return kinds.PINGBACKS if file.parts[name].get("type") else kinds.COMMENTS


_KINDS = {
    REDIRECTS_FILE: kinds.REDIRECTS,
    CATEGORIES_FILE: kinds.CATEGORIES,
    TAGS_FILE: kinds.TAGS,
}


def _is_author(file: NewFile) -> bool:
    return file.path.startswith(AUTHORS_FOLDER)


def _reader_of(file: NewFile) -> Callable[..., _Own | None]:
    if file.path == REDIRECTS_FILE:
        return _redirects
    return _records if _is_author(file) or file.path in _KINDS else _comments


def _comments(file: NewFile, text: str, written: Marks, *, is_known: bool) -> _Own | None:
    if has_errors(parse_conversation(SourceFile(file.path, text), _SETTINGS).diagnostics):
        return None
    own, new = read_comments_text(text), read_comments_text(file.text)
    if not is_known and not _is_of_same_post(own, new):
        return None
    values = {comment.id: comment.values for comment in own.comments}

    def merged(named: Names, dropped: Names) -> str:
        kept = without(own, dropped)
        return written_comments(with_others(kept, new.comments, named, dt.UTC))

    return _Own(
        there=names_of(own.comments),
        equal={each.id for each in new.comments if values.get(each.id) == each.values},
        untouched={name for name in values if written.get(name) == mark_of(values[name])},
        merged=merged,
    )


def _is_of_same_post(own: CommentsText, new: CommentsText) -> bool:
    """Tell whether a file that no import wrote is about the post, as far as it says so."""
    mine, theirs = (each.others.get("post") or {} for each in (own, new))
    return not mine or any(mine.get(key) == theirs[key] for key in theirs)


def _redirects(
    file: NewFile,
    text: str,
    written: Marks,
    *,
    is_known: bool,  # noqa: ARG001 - there is one such file
) -> _Own | None:
    own, new = read_redirects(text), read_redirects(file.text) or {}
    if own is None:
        return None
    line_by_mark = {mark_of(f"{line.strip()}\n"): line.strip() for line in text.splitlines()}
    lines = {name: line_by_mark[mark] for name, mark in written.items() if mark in line_by_mark}

    def merged(named: Names, dropped: Names) -> str | None:
        others = {lines[name]: "" for name in dropped}
        others |= {lines[name]: file.parts[name].strip() for name in named if name in own}
        added = [part for name, part in file.parts.items() if name in named and name not in own]
        made = with_redirects(with_lines(text, others), added)
        kept = {name: rule for name, rule in own.items() if name not in dropped}
        expected = kept | {name: new[name] for name in named if name in new}
        return made if _says(made, expected) else None

    equal = {name for name in new if name in own and _told(own, name) == _told(new, name)}
    return _Own(own.keys(), equal, lines.keys() & own.keys(), merged)


def _records(
    file: NewFile,
    text: str,
    written: Marks,
    *,
    is_known: bool,  # noqa: ARG001 - a file is about what its name says
) -> _Own | None:
    own = read_parts(text)
    is_list = not _is_author(file)
    if own is None or not _is_sound(file, text) or (own.keys is None) is not is_list:
        return None
    names = tuple(map(_slug, own.values)) if own.keys is None else own.keys
    values = dict(zip(names, own.named(), strict=True))
    numbers = {name: number for number, name in enumerate(values)}
    if len(values) != len(own.values):
        return None  # A slug that stands below two others.

    def merged(named: Names, dropped: Names) -> str | None:
        others = {numbers[name]: file.parts[name] for name in named if name in numbers}
        added = [part for name, part in file.parts.items() if name in named and name not in numbers]
        made = with_parts(own, others, {numbers[name] for name in dropped}, added)
        return made if made is not None and _is_sound(file, made) else None

    return _Own(
        there=values.keys(),
        equal={name for name, value in file.parts.items() if values.get(name) == value},
        untouched={
            name
            for name, value in values.items()
            if written.get(name) == mark_of(value) and not own.has_remark(numbers[name])
        },
        merged=merged,
    )


def _slug(term: Mapping[str, Any]) -> str:
    return str(term.get("slug") or slugify(str(term["name"])))


def _is_sound(file: NewFile, text: str) -> bool:
    source = SourceFile(file.path, text)
    parsed = parse_author(source, _SETTINGS) if _is_author(file) else parse_terms(source, _SETTINGS)
    return not has_errors(parsed.diagnostics)


def _told(redirects: Redirects, name: str) -> tuple[str, int]:
    return redirects[name].to, redirects[name].code


def _says(text: str, expected: Redirects) -> bool:
    said = read_redirects(text) or {}
    return said.keys() == expected.keys() and all(
        _told(said, name) == _told(expected, name) for name in said
    )
