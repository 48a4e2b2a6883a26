"""Comments and meta values of a WordPress export."""

from collections.abc import Iterable

from ssg.importers.reading.dates import date_of_wordpress
from ssg.importers.reading.elements import Element
from ssg.importers.reading.fields import fields_of, pairs_of, parted
from ssg.model.export import (
    NO_DATE,
    BodyFormat,
    CommentStanding,
    Host,
    OldAuthor,
    OldComment,
    Pairs,
)
from ssg.model.secret import Secret, SecretPairs

_META = frozenset({"wp:meta_key", "wp:meta_value"})
_COMMENT = frozenset(
    {
        "wp:comment_id",
        "wp:comment_author",
        "wp:comment_author_email",
        "wp:comment_author_url",
        "wp:comment_author_IP",
        "wp:comment_date",
        "wp:comment_date_gmt",
        "wp:comment_content",
        "wp:comment_approved",
        "wp:comment_type",
        "wp:comment_parent",
        "wp:comment_user_id",
    }
)
_STANDINGS = {
    "1": CommentStanding.APPROVED,
    "approve": CommentStanding.APPROVED,
    "approved": CommentStanding.APPROVED,
    "0": CommentStanding.PENDING,
    "hold": CommentStanding.PENDING,
    "unapproved": CommentStanding.PENDING,
    "spam": CommentStanding.SPAM,
    "trash": CommentStanding.TRASHED,
    "post-trashed": CommentStanding.TRASHED,
}
_NOTE = "note"
"""What editors write to each other beside a text (since WordPress 6.9)."""


def meta_of(
    elements: Iterable[Element], name: str
) -> tuple[Pairs, SecretPairs, tuple[Element, ...]]:
    """Return the meta pairs among `elements`, which are called `name`, and the other elements."""
    pairs: list[tuple[str, str]] = []
    others: list[Element] = []
    for element in elements:
        if element.name != name:
            others.append(element)
            continue
        fields = fields_of(element, _META)
        if not fields.known:
            others.append(element)
            continue
        pairs.append((fields.text("wp:meta_key"), fields.raw("wp:meta_value")))
        others += fields.others
        pairs += fields.leftovers
    told, secret = parted(pairs)
    return told, secret, tuple(others)


def comment_of(element: Element, entry_id: str) -> OldComment:
    """Return a comment (`wp:comment`) on the entry `entry_id`."""
    fields = fields_of(element, _COMMENT)
    meta, hidden, others = meta_of(fields.others, "wp:commentmeta")
    extra, secrets = parted((*fields.leftovers, *pairs_of(others)))
    status, kind = fields.text("wp:comment_approved"), fields.text("wp:comment_type")
    standing = _STANDINGS.get(status.lower(), CommentStanding.PRIVATE)
    return OldComment(
        host=Host.WORDPRESS,
        id=fields.text("wp:comment_id"),
        entry=entry_id,
        parent=fields.number("wp:comment_parent"),
        type=kind,
        status=status,
        standing=CommentStanding.PRIVATE if kind == _NOTE else standing,
        author=OldAuthor(
            name=fields.text("wp:comment_author"),
            email=Secret(fields.text("wp:comment_author_email")),
            url=fields.text("wp:comment_author_url"),
            line=element.line,
        ),
        user=fields.number("wp:comment_user_id"),
        ip=Secret(fields.text("wp:comment_author_IP")),
        date=date_of_wordpress(fields.text("wp:comment_date"), fields.text("wp:comment_date_gmt")),
        updated=NO_DATE,
        body=fields.raw("wp:comment_content"),
        format=BodyFormat.WORDPRESS_CLASSIC,
        meta=meta,
        extra=extra,
        secrets=(*hidden, *secrets),
        line=element.line,
    )
