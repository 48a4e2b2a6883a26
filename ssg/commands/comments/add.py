"""`ssg comments add`: a letter from a reader becomes a comment."""

import sys
from dataclasses import replace
from pathlib import Path

from ssg.commands.comments.site import (
    Discussed,
    KeptComments,
    comments_of,
    load_discussed,
    taken_names,
)
from ssg.commands.failures import UsageError
from ssg.commands.outcome import Outcome, Tell
from ssg.commands.talking import Talk
from ssg.disk.writing.comment_files import write_comment_file
from ssg.model.record import dataclass
from ssg.model.site import PlacedEntry
from ssg.parse.comments.body import comment_html
from ssg.replies.answers import name_from
from ssg.replies.comments_text import WrittenComment, written_comments
from ssg.replies.letter import Letter, read_letter, without_opening
from ssg.replies.merging import with_comment
from ssg.replies.reply import Reply
from ssg.text.html import plain_text
from ssg.text.nearest import did_you_mean

_LARGEST = 64_000_000
_FIX = "add --yes to add it without being asked"


@dataclass(frozen=True, slots=True)
class _Wishes:
    """What the author has said beside the letter."""

    post: str | None
    name: str | None
    parent: str | None


@dataclass(frozen=True, slots=True)
class _Addition:
    """A letter and the conversation that it belongs to."""

    discussed: Discussed
    title: str
    kept: KeptComments
    reply: Reply


def run(  # noqa: PLR0913 - one for each option
    site_folder: Path,
    *,
    tell: Tell,  # noqa: ARG001 - takes no time
    talk: Talk,
    file: Path,
    post: str | None,
    name: str | None,
    parent: str | None,
    yes: bool,
) -> Outcome:
    """Show what the letter says, and write it into the conversation that it belongs to."""
    letter = read_letter(_content_of(file))
    wishes = _Wishes(post, name, parent)
    addition = _prepared(site_folder, letter, wishes)
    if isinstance(addition, Outcome):
        return addition
    talk.show(_shown(addition.reply, addition.title))
    if not yes:
        if not talk.confirm(f"Add this under “{addition.title}”?", _FIX):
            return Outcome(lines=("Nothing was added.",))
        # Until a person answers, the file may have become another.
        addition = _prepared(site_folder, letter, wishes)
        if isinstance(addition, Outcome):
            return addition
    path, reply = addition.kept.path, addition.reply
    added = with_comment(addition.kept.file, reply, addition.discussed.zone)
    write_comment_file(site_folder, path, written_comments(added))
    lines = (f"{reply.id} stands in {path}; the next build shows it.",)
    return Outcome(lines=lines, report={"id": reply.id, "file": path, "added": True})


def _prepared(site_folder: Path, letter: Letter, wishes: _Wishes) -> _Addition | Outcome:
    """Return what is to be added, and where; or what there is to tell instead."""
    discussed = load_discussed(site_folder)
    if not isinstance(discussed, Discussed):
        return Outcome(discussed, upshot="nothing was added")
    post = wishes.post
    placed = _named(discussed, post, site_folder) if post else _meant(discussed, letter)
    kept = comments_of(discussed, placed, taken_names(site_folder))
    title = placed.entry.title
    if any(comment.id == letter.id for comment in kept.file.comments):
        lines = (f"This letter stands under “{title}” already: {letter.id} in {kept.path}.",)
        return Outcome(lines=lines, report={"id": letter.id, "file": kept.path, "added": False})
    reply = _reply(letter, discussed, wishes.name)
    if wishes.parent:
        parent = _found_parent(wishes.parent, kept.file.comments, kept.path)
        reply = replace(reply, parent=parent)
    return _Addition(discussed, title, kept, reply)


def _content_of(file: Path) -> bytes:
    if str(file) == "-":
        content = sys.stdin.buffer.read(_LARGEST + 1)
    elif file.is_file():
        with file.open("rb") as opened:
            content = opened.read(_LARGEST + 1)
    else:
        message = f"{file} is no file"
        raise UsageError(message, "save the letter from your mail program and name that file")
    if len(content) > _LARGEST:
        message = f"{file} is too large for a letter"
        raise UsageError(message, "save it without what is attached")
    return content


def _meant(discussed: Discussed, letter: Letter) -> PlacedEntry:
    for address in letter.addresses:
        if placed := discussed.at(address):
            return placed
    message = "the letter does not hold the address of a post that takes comments"
    raise UsageError(message, "say which one it answers: --post content/posts/….md, or its address")


def _named(discussed: Discussed, post: str, site_folder: Path) -> PlacedEntry:
    by_source = {each.entry.source: each for each in discussed.entries}
    for root in (Path.cwd(), site_folder):
        inside = (root / post).resolve()
        if inside.is_relative_to(site_folder.resolve()):
            source = inside.relative_to(site_folder.resolve()).as_posix()
            if source in by_source:
                return by_source[source]
    if placed := discussed.at(post):
        return placed
    message = f"{post} is no post or page that is built and takes comments"
    raise UsageError(message + did_you_mean(post, by_source), "name its file or its address")


def _reply(letter: Letter, discussed: Discussed, name: str | None) -> Reply:
    body = letter.body
    for address in letter.addresses:
        if named := discussed.at(address):
            body = without_opening(body, address, named.entry.title)
            break
    if not comment_html(body):
        message = "the letter says nothing but what it answers"
        raise UsageError(message, "see whether it is the right file")
    return Reply(
        id=letter.id,
        name=name_from(name) if name else letter.name,
        date=letter.date,
        body=body,
    )


def _found_parent(parent: str, comments: tuple[WrittenComment, ...], path: str) -> str:
    """Return the id of the comment that is meant by its id, its number or its address."""
    wanted = parent.rpartition("#")[2].removeprefix("comment-")
    known = [comment.id for comment in comments]
    for found in known:
        if wanted in {found, found.partition("-")[2]}:
            return found
    message = f"{path} has no comment {parent}{did_you_mean(parent, known)}"
    raise UsageError(message, "take the id that stands in the file, or leave --parent out")


def _shown(reply: Reply, title: str) -> list[str]:
    date = f", {reply.date:%d %B %Y %H:%M %z}" if reply.date else ""
    words = [plain_text(part) for part in comment_html(reply.body).split("</p>")]
    text = [f"  {line}" for line in words if line.strip()]
    return [f"{reply.name or '(no name; --name gives one)'}{date}, under “{title}”:", *text]
