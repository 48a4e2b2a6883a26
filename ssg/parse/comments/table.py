"""Every key of a comments file."""

import datetime as dt
import re
from typing import Any

from ssg.model.comment import CommentType
from ssg.model.entry import Place
from ssg.model.record import dataclass
from ssg.parse.address import PERMALINK
from ssg.parse.decoders import PLAIN_MAP, TEXT, WORDS, choice, matching, read_web_url
from ssg.parse.decoding import (
    Decoder,
    Key,
    Words,
    Wrong,
    converted,
    either,
    group,
    list_of,
    refuse,
    table_of,
)
from ssg.parse.moments import MOMENT
from ssg.parse.problems import Reading
from ssg.parse.yaml.nodes import MapNode, Node, ScalarNode
from ssg.text.html import unescape


@dataclass(frozen=True, slots=True)
class Commenter:
    """Who wrote a comment."""

    name: str = ""
    url: str = ""
    user: str = ""


@dataclass(frozen=True, slots=True)
class WrittenComment:
    """A comment as it stands in the file; `body` is not safe yet."""

    id: str
    parent: str
    type: CommentType
    status: str
    author: Commenter
    date: dt.datetime | None
    body: str
    place: Place


def _plain_name(written: str) -> str:
    text = unescape(written) if "&" in written else written
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", text).split())


_NAME = converted(TEXT, lambda written, _: _plain_name(written))
# What readers typed into the field is often no address ("http://"): then there is no link.
_READER_URL = converted(TEXT, lambda written, _: read_web_url(written) or "")

COMMENTER: Decoder[Commenter] = either(
    converted(_NAME, lambda name, _: Commenter(name)),
    group(
        table_of(
            Key("name", _NAME, "The name that the reader gave.", example="Ana"),
            Key(
                "url",
                _READER_URL,
                "The reader's own page. What is no http or https address is not linked.",
                example="https://ana.example/",
            ),
            Key(
                "user",
                WORDS,
                "The id of an author record, when an author answered.",
                example="jane-marsh",
            ),
        ),
        lambda values, _: Commenter(**values),
        "the reader's name, url and user",
        '{name: Ana, url: "https://ana.example/"}',
    ),
)


def _read_body(node: Node, reading: Reading) -> str | Wrong:
    if isinstance(node, ScalarNode):
        return node.text
    return refuse(node, Words("text", "Well said."), reading, "put the text in quotes")


_BODY: Decoder[str] = Decoder("text or simple HTML", "Well said.", _read_body, {"type": "string"})
_ID: Decoder[str] = matching(r"[A-Za-z0-9][A-Za-z0-9_.:-]*", "a number or a short name", "wp-1234")

COMMENT_TABLE = table_of(
    Key(
        "id",
        _ID,
        "What the comment's address is made of: `wp-1234` stands at `#comment-1234`. It never "
        "changes.",
        missing="add `id: …`, which no other comment of the file has",
        example="wp-1234",
    ),
    Key("parent", _ID, "The id of the comment that this one answers.", example="wp-1230"),
    Key(
        "type",
        choice("comment", "pingback", "trackback"),
        "What it is; the last two are links from other sites.",
        default="comment",
        example="pingback",
    ),
    Key(
        "status",
        TEXT,
        "Anything but `approved` is not shown, and a warning says so.",
        default="approved",
        example="approved",
    ),
    Key(
        "author",
        COMMENTER,
        "Who wrote it.",
        example="{name: Ana}",
        also=("comment_author", "author_name", "name"),
    ),
    Key(
        "date",
        MOMENT,
        "When, in the site's time zone unless an offset stands behind the time.",
        example="2016-10-29T14:01:00+01:00",
    ),
    Key(
        "body",
        _BODY,
        "Text or simple HTML. An empty line divides paragraphs, a single line break stays one.",
        example='"Well said."',
        also=("text", "content", "comment_content", "message"),
    ),
    Key("extra", PLAIN_MAP, "Anything else, kept and not shown.", example="{votes: 3}"),
    elsewhere="put it under `extra:` of this comment",
)


def _build_comment(values: dict[str, Any], node: MapNode) -> WrittenComment:
    return WrittenComment(
        id=values["id"],
        parent=values.get("parent", ""),
        type=CommentType(values.get("type", "comment")),
        status=values.get("status", "approved"),
        author=values.get("author", Commenter()),
        date=values.get("date"),
        body=values.get("body", ""),
        place=Place(node.line, node.column),
    )


CONVERSATION_TABLE = table_of(
    Key(
        "post",
        group(
            table_of(
                Key("permalink", PERMALINK, "Its path.", example="/2016/10/29/words-and-deeds/"),
                Key("guid", WORDS, "Its guid.", example='"https://old.example/?p=73"'),
            ),
            lambda values, _: values,
            "the post's permalink and guid",
            "{permalink: /2016/10/29/words-and-deeds/}",
        ),
        "The post or page that is discussed. Without it the file's name is its slug.",
        default="by the file's name",
        example="{permalink: /2016/10/29/words-and-deeds/}",
    ),
    Key(
        "comments",
        list_of(
            group(COMMENT_TABLE, _build_comment, "a comment", "{id: wp-1, body: Well said.}"),
            "a list of comments",
            "[{id: wp-1, body: Well said.}]",
        ),
        "The comments, in the order in which they are shown.",
        default="[]",
    ),
)
