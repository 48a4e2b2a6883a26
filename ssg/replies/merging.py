"""What a source says now, merged into the comments that an entry has.

A source owns the comments whose ids begin with its prefix; all others stay as they are. What a
person changed in an owned comment stays too, until it is changed at its source: a mark under
`extra:` tells what it was made from.
"""

import datetime as dt
import re
from collections.abc import Container, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Any, Self

from ssg.asking.moments import moment_from
from ssg.model.record import dataclass
from ssg.parse.yaml.text import Plain, writable
from ssg.replies.comments_text import CommentsText, WrittenComment
from ssg.replies.reply import Pulled, Reply

_MARK = "pulled"
_NEVER = dt.datetime.max.replace(tzinfo=dt.UTC)
_AGAIN = re.compile(r"x\d+\Z")


@dataclass(frozen=True, slots=True)
class Merged:
    """The file with what is new in it, and how many comments are new, changed and removed."""

    file: CommentsText
    new: int = 0
    changed: int = 0
    removed: int = 0

    @property
    def is_different(self) -> bool:
        """Tell whether there is anything to write."""
        return bool(self.new or self.changed or self.removed)

    def after(self, earlier: Self) -> Self:
        """Return this with what was counted before it was merged into what came of that."""
        return replace(
            self,
            new=self.new + earlier.new,
            changed=self.changed + earlier.changed,
            removed=self.removed + earlier.removed,
        )


def owned_by(comments: Iterable[WrittenComment], prefix: str) -> list[WrittenComment]:
    """Return the comments that a source owns."""
    return [comment for comment in comments if comment.id.startswith(prefix)]


def merge(file: CommentsText, prefix: str, pulled: Pulled, zone: dt.tzinfo) -> Merged:
    """Return the comments of an entry with what the source with `prefix` says now.

    A comment that is gone there is gone here, and what answered it answers what it answered.
    """
    replies = _unique(pulled.replies)
    ids = _ids(replies, file.comments, prefix)
    by_id = {comment.id: comment for comment in owned_by(file.comments, prefix)}
    made: dict[str, WrittenComment] = {}
    new = changed = 0
    for reply in replies:
        reply_id = ids[reply.id]
        before = by_id.get(reply_id)
        parent = ids.get(reply.parent, "") if reply.parent else ""
        if before is None:
            new += 1
            made[reply_id] = WrittenComment(_values(reply, reply_id, parent, zone))
        elif _mark_of(before) != reply.mark:
            changed += 1
            made[reply_id] = WrittenComment(_updated(before, reply, parent, zone))
        else:
            made[reply_id] = before
    gone = set(by_id) - set(made) if pulled.is_whole else set()
    kept = [made.get(comment.id, comment) for comment in file.comments if comment.id not in gone]
    kept = _without_gone_parents(kept, gone, by_id)
    added = [made[ids[reply.id]] for reply in replies if ids[reply.id] not in by_id]
    placed = _placed(kept, added, zone)
    return Merged(replace(file, comments=tuple(placed)), new, changed, len(gone))


def _unique(replies: Sequence[Reply]) -> list[Reply]:
    return list({reply.id: reply for reply in reversed(replies)}.values())[::-1]


def _ids(
    replies: Sequence[Reply], comments: Sequence[WrittenComment], prefix: str
) -> dict[str, str]:
    """Return the id in the file for each reply.

    `isso-12` and `wp-12` would have one address, #comment-12: the one that comes later is then
    called `isso-12x2`, and stays so.
    """
    owned = {_AGAIN.sub("", each.id): each.id for each in owned_by(comments, prefix)}
    owned |= {each.id: each.id for each in owned_by(comments, prefix)}
    taken = {_number(each.id) for each in comments if not each.id.startswith(prefix)}
    return {reply.id: owned.get(reply.id) or _free(reply.id, taken) for reply in replies}


def _free(reply_id: str, taken: set[str]) -> str:
    number, count = _number(reply_id), 2
    if number not in taken:
        return reply_id
    while f"{number}x{count}" in taken:
        count += 1
    return f"{reply_id}x{count}"


def _number(comment_id: str) -> str:
    return comment_id.partition("-")[2] or comment_id


def _mark_of(comment: WrittenComment) -> str:
    extra = comment.values.get("extra")
    return str(extra.get(_MARK, "")) if isinstance(extra, Mapping) else ""


def with_comment(file: CommentsText, reply: Reply, zone: dt.tzinfo) -> CommentsText:
    """Return the comments of an entry with one more, which no source owns."""
    values = _values(reply, reply.id, reply.parent, zone)
    values.pop("extra", None)
    placed = _placed(file.comments, [WrittenComment(values)], zone)
    return replace(file, comments=tuple(placed))


def names_of(comments: Iterable[WrittenComment]) -> set[str]:
    """Return the ids of comments; one that was called `wp-12x2` here is `wp-12`, too."""
    ids = {comment.id for comment in comments}
    return ids | {_AGAIN.sub("", each) for each in ids}


def with_others(
    file: CommentsText, others: Sequence[WrittenComment], named: Container[str], zone: dt.tzinfo
) -> CommentsText:
    """Return the comments of an entry with the `named` ones of `others`, in place of its own.

    One that answers a comment that is not there answers what that one answered.
    """
    taken = {_number(comment.id) for comment in file.comments}
    there = {comment.id: comment.id for comment in file.comments}
    by_id = {comment.id: comment for comment in others}
    new = {each.id: _free(each.id, taken) for each in others if each.id in named}
    ids = new | there
    gone = by_id.keys() - ids.keys()
    made = {}
    for each in others:
        if each.id in named:
            parent = _above(str(each.values.get("parent", "")), gone, by_id)
            answering = _answering(each, ids.get(parent, ""))
            made[each.id] = WrittenComment({**answering.values, "id": ids[each.id]})
    kept = [made.get(comment.id, comment) for comment in file.comments]
    added = [comment for name, comment in made.items() if name not in there]
    return replace(file, comments=tuple(_placed(kept, added, zone)))


def without(file: CommentsText, gone: AbstractSet[str]) -> CommentsText:
    """Return the comments of an entry without those whose ids are `gone`."""
    by_id = {comment.id: comment for comment in file.comments}
    kept = [comment for comment in file.comments if comment.id not in gone]
    return replace(file, comments=tuple(_without_gone_parents(kept, gone, by_id)))


def _values(reply: Reply, reply_id: str, parent: str, zone: dt.tzinfo) -> dict[str, Any]:
    author = {"name": writable(reply.name), "url": writable(reply.url), "user": reply.user}
    date = reply.date.astimezone(zone).isoformat(timespec="seconds") if reply.date else ""
    extra = {"url": writable(reply.link), _MARK: reply.mark}
    values = {
        "id": reply_id,
        "parent": parent,
        "type": "" if reply.type == "comment" else reply.type,
        "author": {key: value for key, value in author.items() if value},
        "date": Plain(date) if date else "",
        "body": writable(reply.body),
        "extra": {key: value for key, value in extra.items() if value},
    }
    return {key: value for key, value in values.items() if value or key == "body"}


def _updated(before: WrittenComment, reply: Reply, parent: str, zone: dt.tzinfo) -> dict[str, Any]:
    """Return the keys of a comment that was changed at its source, a person's own ones kept."""
    values = _values(reply, before.id, parent, zone)
    old_author, old_extra = before.values.get("author"), before.values.get("extra")
    user = old_author.get("user") if isinstance(old_author, Mapping) else ""
    if user:
        values["author"] = {**values.get("author", {}), "user": user}
    if isinstance(old_extra, Mapping):
        values["extra"] = {**old_extra, **values["extra"]}
    own = {"id", "parent", "type", "author", "date", "body", "extra"}
    others = {key: value for key, value in before.values.items() if key not in own}
    return {**values, **others}


def _without_gone_parents(
    comments: Sequence[WrittenComment], gone: AbstractSet[str], by_id: Mapping[str, WrittenComment]
) -> list[WrittenComment]:
    """Let what answered a comment that is gone answer what that one answered."""
    return [
        _answering(comment, _above(str(comment.values["parent"]), gone, by_id))
        if str(comment.values.get("parent", "")) in gone
        else comment
        for comment in comments
    ]


def _above(parent: str, gone: AbstractSet[str], by_id: Mapping[str, WrittenComment]) -> str:
    seen: set[str] = set()
    while parent in gone and parent not in seen:
        seen.add(parent)
        parent = str(by_id[parent].values.get("parent", "") or "")
    return "" if parent in seen else parent


def _answering(comment: WrittenComment, parent: str) -> WrittenComment:
    values = {
        key: (parent if key == "parent" else value)
        for key, value in comment.values.items()
        if key != "parent" or parent
    }
    return WrittenComment(values)


def _placed(
    comments: Sequence[WrittenComment], added: Sequence[WrittenComment], zone: dt.tzinfo
) -> list[WrittenComment]:
    """Return `comments` in their order, each added one before the first that is later."""
    placed: list[WrittenComment] = []
    waiting = sorted(added, key=lambda each: _key(each, zone))
    at = 0
    for comment in comments:
        key = _key(comment, zone)
        while key[0] != _NEVER and at < len(waiting) and _key(waiting[at], zone) < key:
            placed.append(waiting[at])
            at += 1
        placed.append(comment)
    return [*placed, *waiting[at:]]


def _key(comment: WrittenComment, zone: dt.tzinfo) -> tuple[dt.datetime, int, str]:
    written = str(comment.values.get("date", "") or "")
    moment = moment_from(written, zone)
    return moment or _NEVER, len(comment.id), comment.id
