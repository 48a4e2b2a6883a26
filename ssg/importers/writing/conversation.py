"""Old comments → the text of a comments file, and what of them nobody else may see."""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import field

from ssg.importers.emails import EMAIL, with_wide_signs
from ssg.importers.kinds import kind_of_comment
from ssg.importers.mapping.people import without_email
from ssg.importers.mapping.places import Place
from ssg.importers.wordpress_text.comments import comment_text
from ssg.importers.writing.moments import written_moment
from ssg.model.export import CommentStanding, Host, OldComment
from ssg.model.record import dataclass
from ssg.parse.yaml.text import Value, writable, yaml_of
from ssg.text.html import unescape

_LEFT = {
    CommentStanding.PENDING: "waiting for approval",
    CommentStanding.SPAM: "spam",
    CommentStanding.TRASHED: "in the trash",
    CommentStanding.REMOVED: "removed by the author or the blog",
    CommentStanding.PRIVATE: "of a kind that was not public",
}
_MENTIONS = frozenset({"pingback", "trackback"})


@dataclass(frozen=True, slots=True)
class NewConversation:
    """A comments file to be ("" where nothing is shown), and the account of it.

    `written` and `left` count by kind of the ledger, `left` also by reason. `moved` counts answers
    whose question is not shown: they stand where it stood. `anchors` are those of comments that are
    shown, as the old host wrote them. `scripts` are what was cut out, `comments` what is written of
    each comment, by its id.
    """

    text: str
    written: Counter[str]
    left: Counter[tuple[str, str]]
    moved: int = 0
    renamed: int = 0
    scripts: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()
    comments: Mapping[str, Value] = field(default_factory=dict)


def why_left(comment: OldComment) -> str:
    """Return why a comment is not shown, "" if it is."""
    return _LEFT.get(comment.standing, "")


def conversation_of(
    comments: Sequence[OldComment],
    place: Place,
    guid: str,
    users: Mapping[str, str],
    guarded: Container[str] = (),
) -> NewConversation:
    """Return the comments file of an entry. `users` are author ids by the number of an account.

    `guarded` are e-mail addresses, in lower case, that no machine is to find in the texts.
    """
    ids = _ids(comments)
    shown = [one for one in comments if not why_left(one)]
    left = Counter((kind_of_comment(one), reason) for one in comments if (reason := why_left(one)))
    above = _above(comments, shown)
    scripts: list[str] = []
    written: dict[str, Value] = {}
    for one in _in_order(shown):
        text = comment_text(one.body)
        scripts += text.removed
        parent = above.get(id(one))
        named = ids[id(parent)] if parent is not None else ""
        body = with_wide_signs(text.text, guarded)
        identity = ids[id(one)]
        written[identity] = _written(one, identity, named, _author(one, users), body)
    made = ""
    if written:
        post = {"permalink": place.permalink, "guid": writable(guid).strip()}
        head = {key: value for key, value in post.items() if value}
        made = yaml_of({"post": head} if head else {}) + yaml_of(
            {"comments": list(written.values())}
        )
    return NewConversation(
        text=made,
        written=Counter(map(kind_of_comment, shown)),
        left=left,
        moved=sum(_asked(one) != "" and not _is_answer(one, above) for one in shown),
        renamed=sum(ids[id(one)] != _plain_id(one) for one in comments),
        scripts=tuple(scripts),
        anchors=tuple(anchor for one in shown for anchor in _anchors(one, ids[id(one)])),
        comments=written,
    )


def _anchors(comment: OldComment, identity: str) -> Iterator[str]:
    """Yield the anchors under which a comment was known; none where its number had to change."""
    if identity == _plain_id(comment):
        yield f"comment-{comment.id}" if comment.host is Host.WORDPRESS else f"c{comment.id}"


def _plain_id(comment: OldComment) -> str:
    digits = "".join(sign for sign in comment.id if sign.isascii() and sign.isalnum())
    return f"{_PREFIXES[comment.host]}-{digits}" if digits else ""


_PREFIXES = {Host.WORDPRESS: "wp", Host.BLOGGER: "bl"}


def _ids(comments: Iterable[OldComment]) -> dict[int, str]:
    """Return an id for each comment, by identity; those without one of their own get a free one."""
    met: Counter[str] = Counter()
    made: dict[int, str] = {}
    for comment in comments:
        plain = _plain_id(comment) or f"{_PREFIXES[comment.host]}-x"
        met[plain] += 1
        made[id(comment)] = plain if met[plain] == 1 else f"{plain}x{met[plain]}"
    return made


def _above(
    comments: Sequence[OldComment], shown: Sequence[OldComment]
) -> dict[int, OldComment | None]:
    """Return, by identity, the nearest shown comment that a comment answers to, None on top.

    Takes time in proportion to their number, also where they answer each other in a circle.
    """
    by_number = {one.id: one for one in reversed(comments) if one.id}
    visible = {id(one) for one in shown}
    above: dict[int, OldComment | None] = {}
    for one in comments:
        way: dict[int, None] = {}
        step: OldComment | None = one
        while step is not None and id(step) not in above and id(step) not in way:
            way[id(step)] = None
            step = by_number.get(_asked(step))
            if step is not None and id(step) in visible:
                break
        end = step if step is not None and id(step) in visible and id(step) not in way else None
        if end is None and step is not None and id(step) in above and id(step) not in way:
            end = above[id(step)]
        above.update(dict.fromkeys(way, end))
    return above


def _asked(comment: OldComment) -> str:
    return "" if comment.parent == "0" else comment.parent


def _is_answer(comment: OldComment, above: Mapping[int, OldComment | None]) -> bool:
    parent = above.get(id(comment))
    return parent is not None and parent.id == comment.parent


def _in_order(shown: Iterable[OldComment]) -> list[OldComment]:
    return sorted(shown, key=lambda one: (_moment(one), len(one.id), one.id))


def _moment(comment: OldComment) -> str:
    date = comment.date.utc or comment.date.local
    return date.isoformat() if date else ""


def _written(
    comment: OldComment, identity: str, parent: str, author: Value, body: str
) -> dict[str, Value]:
    values: dict[str, Value] = {
        "id": identity,
        "parent": parent,
        "type": comment.type if comment.type in _MENTIONS else "",
        "author": author,
        "date": written_moment(comment.date),
        "body": body,
    }
    return {key: value for key, value in values.items() if value or key == "body"}


def _author(comment: OldComment, users: Mapping[str, str]) -> Value:
    name = " ".join(unescape(without_email(comment.author.name)).split())
    url = comment.author.url.strip()
    values: dict[str, Value] = {
        "name": name,
        "url": "" if EMAIL.search(url) else url,
        "user": users.get(comment.user or comment.author.url, ""),
    }
    return {key: value for key, value in values.items() if value}
