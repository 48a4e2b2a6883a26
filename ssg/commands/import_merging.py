"""What an export adds to a list, of comments or redirects, that a person has changed.

What the file says stays; what it lacks is added, unless an earlier import had written it: then a
person took it out.
"""

import datetime as dt
import re
from collections.abc import Callable, Container, Iterator
from collections.abc import Set as AbstractSet

from ssg.disk.import_state import Marks, marks_of
from ssg.importers import kinds
from ssg.importers.new_file import NewFile
from ssg.importers.writing.redirects_text import (
    REDIRECTS_FILE,
    Redirects,
    read_redirects,
    with_redirects,
)
from ssg.model.diagnostic import has_errors
from ssg.model.record import dataclass
from ssg.model.settings import ParseSettings
from ssg.model.source import SourceFile
from ssg.parse.comments import parse_conversation
from ssg.replies.comments_text import CommentsText, read_comments_text, written_comments
from ssg.replies.merging import names_of, with_others

_SETTINGS = ParseSettings("en", "UTC")


@dataclass(frozen=True, slots=True)
class Merge:
    """A person's file with what was added to it, and the names of its parts by what became of them.

    `removed` are those that a person took out, `changed` those of which the export says something
    else than before, `gone` those that it has no more and the file has. `parts` are to be
    remembered as written.
    """

    text: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]
    parts: Marks


@dataclass(frozen=True, slots=True)
class _Own:
    """A person's file: the parts that it has, those that say what the export says, and how to add.

    `add` returns None where its text takes no more.
    """

    there: AbstractSet[str]
    equal: AbstractSet[str]
    add: Callable[[Container[str]], str | None]


def merge_file(file: NewFile, text: str, written: Marks, *, is_known: bool) -> Merge | None:
    """Return `text`, the file as a person left it, with the parts of `file` that it lacks.

    `written` are the parts that earlier imports wrote, `is_known` tells whether one wrote the file.
    None where it cannot be read, or is about another post.
    """
    read = _redirects if file.path == REDIRECTS_FILE else _comments
    own = read(file, text, is_known=is_known)
    if own is None:
        return None
    new = marks_of(file)
    added = [name for name in new if name not in own.there and name not in written]
    merged = own.add(frozenset(added)) if added else text
    if merged is None:
        return None
    changed = [
        name
        for name, mark in new.items()
        if name in own.there and name not in own.equal and written.get(name) != mark
    ]
    taken = {name: new[name] for name in new if name in own.equal or name in added}
    return Merge(
        text=merged,
        added=tuple(added),
        removed=tuple(name for name in new if name in written and name not in own.there),
        changed=tuple(changed),
        gone=tuple(name for name in written if name in own.there and name not in new),
        parts={**written, **taken},
    )


def missing_in(file: NewFile, text: str, written: Marks) -> Iterator[str]:
    """Yield the parts of `file` that are new and do not occur in `text`, which nobody can read."""
    for name, part in file.parts.items():
        said = part.get("from") or name
        if name not in written and not re.search(rf"(?<!\w){re.escape(said)}(?!\w)", text):
            yield name


def kind_of_part(file: NewFile, name: str) -> str:
    """Return under which name a part of a file counts."""
    if file.path == REDIRECTS_FILE:
        return kinds.REDIRECTS
    return kinds.PINGBACKS if file.parts[name].get("type") else kinds.COMMENTS


def _comments(file: NewFile, text: str, *, is_known: bool) -> _Own | None:
    if has_errors(parse_conversation(SourceFile(file.path, text), _SETTINGS).diagnostics):
        return None
    own, new = read_comments_text(text), read_comments_text(file.text)
    if not is_known and not _is_of_same_post(own, new):
        return None
    values = {comment.id: comment.values for comment in own.comments}
    equal = {each.id for each in new.comments if values.get(each.id) == each.values}
    return _Own(
        names_of(own.comments),
        equal,
        lambda missing: written_comments(with_others(own, new.comments, missing, dt.UTC)),
    )


def _is_of_same_post(own: CommentsText, new: CommentsText) -> bool:
    """Tell whether a file that no import wrote is about the post, as far as it says so."""
    mine, theirs = (each.others.get("post") or {} for each in (own, new))
    return not mine or any(mine.get(key) == theirs[key] for key in theirs)


def _redirects(file: NewFile, text: str, *, is_known: bool) -> _Own | None:  # noqa: ARG001
    own, new = read_redirects(text), read_redirects(file.text) or {}
    if own is None:
        return None

    def add(missing: Container[str]) -> str | None:
        rules = [rule for name, rule in file.parts.items() if name in missing]
        made = with_redirects(text, rules)
        expected = {name: new[name] for name in file.parts if name in missing and name in new}
        return made if _says(made, {**own, **expected}) else None

    equal = {name for name in new if name in own and _told(own, name) == _told(new, name)}
    return _Own(own.keys(), equal, add)


def _told(redirects: Redirects, name: str) -> tuple[str, int]:
    return redirects[name].to, redirects[name].code


def _says(text: str, expected: Redirects) -> bool:
    said = read_redirects(text) or {}
    return said.keys() == expected.keys() and all(
        _told(said, name) == _told(expected, name) for name in said
    )
