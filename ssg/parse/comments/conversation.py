"""The conversation under an entry, from its file in content/comments/."""

from collections.abc import Mapping, Sequence

from ssg.model.comment import Comment, CommentStub, CommentType, Conversation, Thread
from ssg.model.digest import digest_of
from ssg.model.parsed import ParsedConversation
from ssg.model.settings import ParseSettings
from ssg.model.source import SourceFile
from ssg.parse.comments.table import CONVERSATION_TABLE, WrittenComment
from ssg.parse.decoding import decode_map
from ssg.parse.problems import Reading, problems_of, report, warn
from ssg.parse.yaml.documents import as_map, read_document

LIMIT = 20_000_000
"""Characters of a file; the longest known conversations have a few million."""

_NEWEST = 50


def parse_conversation(source: SourceFile, settings: ParseSettings) -> ParsedConversation:
    """Return the conversation in `source`, its thread, and every problem of the file.

    Comments that are not approved are left out with a warning. One that answers an unknown comment
    or, in the end, itself stands at the top level.
    """
    node, reading = read_document(source, settings.language, settings.timezone, LIMIT)
    keys = as_map(node, "a comments file", reading)
    if keys is None:
        return ParsedConversation(None, None, problems_of(reading))
    values = decode_map(keys, CONVERSATION_TABLE, reading)
    written = _unique(values.get("comments", ()), reading)
    shown = [comment for comment in written if _is_shown(comment, reading)]
    parents = _parents(written, {comment.id for comment in shown}, reading)
    thread = Thread(tuple(_comment(comment, parents[comment.id]) for comment in shown))
    _report_same_anchors(shown, reading)
    conversation = _conversation(source.path, values.get("post", {}), thread)
    return ParsedConversation(conversation, thread, problems_of(reading))


def _conversation(path: str, post: Mapping[str, str], thread: Thread) -> Conversation:
    comments = [part for part in thread.comments if part.type is CommentType.COMMENT]
    dated = [comment for comment in comments if comment.date is not None]
    undated = [comment for comment in comments if comment.date is None]
    newest = sorted(dated, key=lambda comment: str(comment.id))
    newest.sort(key=_moment, reverse=True)
    return Conversation(
        source=path,
        slug=path.rpartition("/")[2].rpartition(".")[0],
        permalink=post.get("permalink", ""),
        guid=post.get("guid", ""),
        comment_count=len(comments),
        mention_count=len(thread.comments) - len(comments),
        anchors=tuple(anchor for comment in thread.comments for anchor in _anchors(comment)),
        newest=tuple(CommentStub(part.id, part.date) for part in (newest + undated)[:_NEWEST]),
        thread=digest_of(thread),
    )


def _moment(comment: Comment) -> float:
    return comment.date.timestamp() if comment.date else 0.0


def _anchors(comment: Comment) -> tuple[str, ...]:
    # Blogger's own addresses of comments go on working.
    if comment.id.startswith("bl-"):
        return comment.anchor, f"c{comment.number}"
    return (comment.anchor,)


def _comment(written: WrittenComment, parent: str) -> Comment:
    from ssg.parse.comments.body import comment_html  # noqa: PLC0415  # loads the sanitiser

    return Comment(
        id=written.id,
        parent=parent,
        type=written.type,
        author_name=written.author.name,
        author_url=written.author.url,
        user=written.author.user,
        date=written.date,
        body_html=comment_html(written.body),
    )


def _unique(comments: Sequence[WrittenComment], reading: Reading) -> list[WrittenComment]:
    """Return the comments without those whose id stands in the file already."""
    found: dict[str, WrittenComment] = {}
    for comment in comments:
        first = found.setdefault(comment.id, comment)
        if first is not comment:
            message = f"the id `{comment.id}` stands on line {first.place.line} already"
            fix = "give each comment an id of its own, or remove the second"
            report(reading, comment.place, "comment-id", message, fix)
    return list(found.values())


def _is_shown(comment: WrittenComment, reading: Reading) -> bool:
    if comment.status == "approved":
        return True
    message = f"comment `{comment.id}` is not shown: its status is `{comment.status}`"
    fix = "write `status: approved` to show it, or remove the comment"
    warn(reading, comment.place, "comment-status", message, fix)
    return False


def _parents(
    comments: Sequence[WrittenComment], shown: set[str], reading: Reading
) -> Mapping[str, str]:
    """Return the parent of each comment by id, "" at the top level.

    An answer to a hidden comment is one to the nearest shown comment above.
    """
    by_id = {comment.id: comment for comment in comments}
    parents = {comment.id: comment.parent for comment in comments}
    for comment in comments:
        if comment.parent and comment.parent not in by_id:
            message = f"`{comment.id}` answers `{comment.parent}`, which is not in this file"
            fix = "correct `parent:`, or remove it"
            warn(reading, comment.place, "comment-parent", message, fix)
            parents[comment.id] = ""
    sound: set[str] = {""}
    for comment in comments:
        way: dict[str, None] = {}
        step = comment.id
        while step not in sound and step not in way:
            way[step] = None
            step = parents[step]
        if step in way:
            message = f"`{step}` answers, in the end, itself"
            warn(reading, by_id[step].place, "comment-parent", message, "correct `parent:`")
            parents[step] = ""
        sound.update(way)
    return {comment_id: _shown_above(comment_id, parents, shown) for comment_id in parents}


def _shown_above(comment_id: str, parents: Mapping[str, str], shown: set[str]) -> str:
    above = parents[comment_id]
    while above and above not in shown:
        above = parents[above]
    return above


def _report_same_anchors(comments: Sequence[WrittenComment], reading: Reading) -> None:
    """Warn of ids that differ only in their prefix: `wp-12` and `bl-12` have the same address."""
    found: dict[str, str] = {}
    for comment in comments:
        number = comment.id.partition("-")[2] or comment.id
        first = found.setdefault(number, comment.id)
        if first != comment.id:
            message = f"`{comment.id}` and `{first}` have the same address, #comment-{number}"
            warn(reading, comment.place, "comment-id", message, "change the number of one")
