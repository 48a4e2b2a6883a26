"""Elements of a Blogger export → what the blog held: the old backup, and Google's takeout."""

import re
from collections.abc import Iterable

from ssg.importers.reading.blogger_parts import (
    address_of,
    enclosures_of,
    format_of,
    labels_of,
    links_of,
    number_in,
    people_of,
    properties_of,
    rest_of,
)
from ssg.importers.reading.dates import date_with_offset
from ssg.importers.reading.elements import LAYOUT, Element
from ssg.importers.reading.fields import Fields, fields_of, pairs_of, parted
from ssg.importers.reading.recognising import Dialect
from ssg.model.export import (
    CommentStanding,
    Host,
    OldAuthor,
    OldBlog,
    OldComment,
    OldDate,
    OldEntry,
    Pairs,
    Standing,
)
from ssg.model.secret import Secret

_ENTRY = frozenset(
    {
        "atom:id",
        "atom:title",
        "atom:summary",
        "atom:content",
        "atom:published",
        "atom:updated",
        "app:control",
        "blogger:type",
        "blogger:status",
        "blogger:created",
        "blogger:filename",
        "blogger:metaDescription",
    }
)
_COMMENT = _ENTRY | {"thr:in-reply-to", "blogger:parent", "blogger:inReplyTo"}
_TYPED = frozenset({"atom:title", "atom:summary", "atom:content", "thr:in-reply-to"})
_BLOG = frozenset({"atom:id", "atom:title", "atom:subtitle", "atom:updated", "atom:generator"})

_STANDINGS = {
    "LIVE": Standing.PUBLIC,
    "DRAFT": Standing.DRAFT,
    "SCHEDULED": Standing.SCHEDULED,
    "SOFT_TRASHED": Standing.TRASHED,
    "TRASHED": Standing.TRASHED,
}
_COMMENT_STANDINGS = {
    "LIVE": CommentStanding.APPROVED,
    "PENDING": CommentStanding.PENDING,
    "SPAM": CommentStanding.SPAM,
    "EMPTIED": CommentStanding.REMOVED,
    "SOFT_TRASHED": CommentStanding.TRASHED,
    "TRASHED": CommentStanding.TRASHED,
}
_BACKUP_STATUSES = {False: "LIVE", True: "DRAFT"}
"""What the backup means, which has no word for it: whether an entry is a draft."""

_REMOVED = "blogger.contentRemoved"
_SETTING = re.compile(r"\.settings\.(?:BLOG_)?(\w+)\Z")
_COMMENT_LINK = re.compile(r"/comments/default/(\w+)")


def read_entry(element: Element, kind: str, dialect: Dialect, exported: OldDate) -> OldEntry:
    """Return a post or a page of the kind `kind`.

    The backup has no word for what is scheduled: that is what comes out after `exported`, when the
    blog was last changed.
    """
    fields = fields_of(element, _ENTRY, _TYPED)
    links = links_of(fields)
    date, guid = date_with_offset(fields.text("atom:published")), fields.text("atom:id")
    status = _status_of(fields, dialect)
    standing = _STANDINGS.get(status.upper(), Standing.PRIVATE)
    if standing is Standing.PUBLIC and date.utc and exported.utc and date.utc > exported.utc:
        standing = Standing.SCHEDULED
    if standing is Standing.PUBLIC and _was_trashed(fields):
        standing = Standing.TRASHED
    extra, secrets = parted(rest_of(fields, {"alternate", "enclosure"}))
    return OldEntry(
        host=Host.BLOGGER,
        kind=kind,
        id=number_in(guid),
        guid=guid,
        is_guid_permalink=False,
        link=address_of(links) or fields.text("blogger:filename"),
        title=fields.raw("atom:title"),
        date=date,
        updated=date_with_offset(fields.text("atom:updated")),
        created=date_with_offset(fields.text("blogger:created")),
        status=status,
        standing=standing,
        authors=tuple(people_of(fields)),
        terms=tuple(labels_of(fields)),
        description=fields.raw("blogger:metaDescription"),
        excerpt=fields.raw("atom:summary"),
        content=fields.raw("atom:content"),
        format=format_of(fields),
        enclosures=tuple(enclosures_of(fields, links)),
        meta=properties_of(fields),
        extra=extra,
        secrets=secrets,
        line=element.line,
    )


def read_comment(element: Element, dialect: Dialect) -> OldComment:
    """Return a comment, which names what it answers to."""
    fields = fields_of(element, _COMMENT, _TYPED)
    links, properties = links_of(fields), properties_of(fields)
    status = _status_of(fields, dialect)
    standing = _COMMENT_STANDINGS.get(status.upper(), CommentStanding.PRIVATE)
    is_removed = any(name == _REMOVED for name, _ in properties)
    if standing is CommentStanding.APPROVED and (is_removed or _was_trashed(fields)):
        standing = CommentStanding.REMOVED if is_removed else CommentStanding.TRASHED
    extra, secrets = parted(rest_of(fields, {"alternate", "related"}))
    return OldComment(
        host=Host.BLOGGER,
        id=number_in(fields.text("atom:id")),
        entry=_answered_entry(fields),
        parent=_answered_comment(fields, links),
        type="comment",
        status=status,
        standing=standing,
        author=next(people_of(fields), OldAuthor()),
        user="",
        ip=Secret(),
        date=date_with_offset(fields.text("atom:published")),
        updated=date_with_offset(fields.text("atom:updated")),
        body=fields.raw("atom:content"),
        format=format_of(fields),
        link=address_of(links),
        meta=properties,
        extra=extra,
        secrets=secrets,
        line=element.line,
    )


def read_setting(element: Element, kind: str) -> tuple[str, str]:
    """Return name and value of a setting; the template is called "TEMPLATE"."""
    fields = fields_of(element, _ENTRY, _TYPED)
    found = _SETTING.search(fields.text("atom:id"))
    return found[1] if found else kind.upper(), fields.raw("atom:content")


def read_blog(elements: Iterable[Element], settings: Pairs, dialect: Dialect) -> OldBlog:
    """Return what single elements of the feed and the settings say of the blog."""
    feed = Element("feed", {}, tuple(elements), 0)
    fields = fields_of(feed, _BLOG, {"atom:title", "atom:subtitle"})
    by_name = dict(reversed(settings))
    told, hidden = parted(settings)
    extra, secrets = parted((*fields.leftovers, *pairs_of(fields.others)))
    address = address_of(links_of(fields))
    return OldBlog(
        Host.BLOGGER,
        title=fields.text("atom:title") or by_name.get("NAME", ""),
        tagline=fields.text("atom:subtitle") or by_name.get("DESCRIPTION", ""),
        language=by_name.get("LOCALE", ""),
        timezone=by_name.get("TIME_ZONE", ""),
        urls=(address,) if address else (),
        generator=fields.text("atom:generator"),
        version=dialect.value,
        id=fields.text("atom:id"),
        exported=date_with_offset(fields.text("atom:updated")),
        settings=told,
        extra=extra,
        secrets=(*hidden, *secrets),
    )


def _status_of(fields: Fields, dialect: Dialect) -> str:
    """Return the status as written, or what the backup means by the absence of a draft's mark."""
    written = fields.text("blogger:status")
    control = fields.known.get("app:control")
    is_draft = control is not None and any(
        child.name == "app:draft" and child.text.strip(LAYOUT).lower() != "no"
        for child in control.children
    )
    if is_draft:
        return _BACKUP_STATUSES[True]
    return written or (_BACKUP_STATUSES[False] if dialect is Dialect.BLOGGER_LEGACY else "")


def _was_trashed(fields: Fields) -> bool:
    return any(
        element.name == "blogger:trashed" and element.text.strip(LAYOUT)
        for element in fields.others
    )


def _answered_entry(fields: Fields) -> str:
    answered = fields.known.get("thr:in-reply-to")
    reference = answered.attributes.get("ref", "") if answered is not None else ""
    return number_in(fields.text("blogger:parent") or reference)


def _answered_comment(fields: Fields, links: dict[str, list[Element]]) -> str:
    written = fields.text("blogger:inReplyTo")
    if written:
        return number_in(written)
    related = (_COMMENT_LINK.search(link.attributes["href"]) for link in links.get("related", ()))
    return next((found[1] for found in related if found), "")
