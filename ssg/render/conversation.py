"""Old answers as a tree."""

from collections.abc import Sequence

from ssg.model.comment import Comment, CommentType, Thread
from ssg.model.record import dataclass

_DEEPEST = 50
"""Answers below this depth stand beside the one they answer: templates recurse over the tree."""


@dataclass(frozen=True, slots=True)
class CommentNode:
    """A comment with the answers to it.

    `depth` counts from 1. `answers` is the name of whom it answers, "" at the top. `is_author`
    marks an author of the entry.
    """

    comment: Comment
    depth: int
    answers: str
    is_author: bool
    replies: tuple["CommentNode", ...]


def thread_of(thread: Thread, users: Sequence[str]) -> tuple[CommentNode, ...]:
    """Return the comments of `thread` as trees, in the order of the file at every level.

    An answer to what is not shown, or to a link from another site, stands at the top. `users` are
    the ids of the entry's authors.
    """
    comments = [c for c in thread.comments if c.type is CommentType.COMMENT]
    by_id = {comment.id: comment for comment in comments}
    placed = _placed(comments, by_id)
    replies: dict[str, list[CommentNode]] = {}
    # Deepest first, so that the answers of a comment are complete before it is made.
    for comment in sorted(comments, key=lambda c: -placed[c.id].depth):
        place = placed[comment.id]
        node = CommentNode(
            comment=comment,
            depth=place.depth,
            answers=by_id[comment.parent].author_name if place.under else "",
            is_author=bool(comment.user) and comment.user in users,
            replies=tuple(replies.pop(comment.id, ())),
        )
        replies.setdefault(place.under, []).append(node)
    return tuple(replies.get("", ()))


def mentions_of(thread: Thread) -> tuple[Comment, ...]:
    """Return the links from other sites, in the order of the file."""
    return tuple(c for c in thread.comments if c.type is not CommentType.COMMENT)


@dataclass(frozen=True, slots=True)
class _Spot:
    """Under which comment one stands ("" at the top), and how deep."""

    under: str
    depth: int


def _placed(comments: Sequence[Comment], by_id: dict[str, Comment]) -> dict[str, _Spot]:
    """Return the spot of each comment by id; no chain exceeds _DEEPEST."""
    spots: dict[str, _Spot] = {}
    for comment in comments:
        for id_ in reversed(_unplaced_chain(comment, by_id, spots)):
            parent = by_id[id_].parent
            spot = spots.get(parent)
            if spot is None:
                spots[id_] = _Spot("", 1)
            elif spot.depth < _DEEPEST:
                spots[id_] = _Spot(parent, spot.depth + 1)
            else:
                spots[id_] = spot
    return spots


def _unplaced_chain(
    comment: Comment, by_id: dict[str, Comment], placed: dict[str, _Spot]
) -> list[str]:
    """Return `comment` and those it answers, up to one that is placed; a circle ends too."""
    chain: dict[str, None] = {}
    at: Comment | None = comment
    while at and at.id not in placed and at.id not in chain:
        chain[at.id] = None
        at = by_id.get(at.parent)
    return list(chain)
