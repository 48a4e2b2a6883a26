"""Elements of a WordPress export (WXR 1.0 to 1.2) → what the blog held."""

import re
from collections.abc import Callable, Iterable

from ssg.importers.reading.dates import date_of_mail, date_of_wordpress
from ssg.importers.reading.elements import LAYOUT, Element
from ssg.importers.reading.fields import Fields, fields_of, pairs_of, parted
from ssg.importers.reading.wordpress_comments import comment_of, meta_of
from ssg.model.export import (
    BodyFormat,
    Host,
    OldAuthor,
    OldBlog,
    OldComment,
    OldDate,
    OldEnclosure,
    OldEntry,
    OldTerm,
    Pairs,
    Standing,
)
from ssg.model.record import dataclass
from ssg.model.secret import Secret, SecretPairs

_AUTHOR = frozenset(
    {
        "wp:author_id",
        "wp:author_login",
        "wp:author_email",
        "wp:author_display_name",
        "wp:author_first_name",
        "wp:author_last_name",
    }
)
_TERM_FIELDS = {
    "wp:category": ("category", "category_nicename", "cat_name", "category_parent", "category_"),
    "wp:tag": ("post_tag", "tag_slug", "tag_name", "tag_parent", "tag_"),
    "wp:term": ("", "term_slug", "term_name", "term_parent", "term_"),
}
"""Taxonomy, and how the fields are called: slug, name, parent, start of description."""

_ENTRY = frozenset(
    {
        "title",
        "link",
        "guid",
        "content:encoded",
        "excerpt:encoded",
        "description",
        "wp:post_id",
        "wp:post_date",
        "wp:post_date_gmt",
        "wp:post_modified",
        "wp:post_modified_gmt",
        "wp:comment_status",
        "wp:ping_status",
        "wp:post_name",
        "wp:status",
        "wp:post_parent",
        "wp:menu_order",
        "wp:post_type",
        "wp:post_password",
        "wp:is_sticky",
        "wp:attachment_url",
    }
)
_BLOG = frozenset(
    {
        "title",
        "link",
        "description",
        "language",
        "pubDate",
        "generator",
        "wp:wxr_version",
        "wp:base_site_url",
        "wp:base_blog_url",
    }
)

_STANDINGS = {
    "publish": Standing.PUBLIC,
    "future": Standing.SCHEDULED,
    "draft": Standing.DRAFT,
    "auto-draft": Standing.DRAFT,
    "pending": Standing.PENDING,
    "private": Standing.PRIVATE,
    "trash": Standing.TRASHED,
}
_BLOCK = "<!-- wp:"


def read_author(element: Element) -> OldAuthor:
    """Return an account (`wp:author`)."""
    fields = fields_of(element, _AUTHOR)
    extra, secrets = parted((*fields.leftovers, *pairs_of(fields.others)))
    return OldAuthor(
        login=fields.text("wp:author_login"),
        id=fields.text("wp:author_id"),
        name=fields.text("wp:author_display_name"),
        first_name=fields.text("wp:author_first_name"),
        last_name=fields.text("wp:author_last_name"),
        email=Secret(fields.text("wp:author_email")),
        extra=extra,
        secrets=secrets,
        line=element.line,
    )


def read_term(element: Element) -> OldTerm:
    """Return a term of the blog (`wp:category`, `wp:tag`, `wp:term`)."""
    taxonomy, slug, name, parent, start = _TERM_FIELDS[element.name]
    names = {"term_id", "term_taxonomy", slug, name, parent, f"{start}description"}
    fields = fields_of(element, {f"wp:{part}" for part in names})
    meta, hidden, others = meta_of(fields.others, "wp:termmeta")
    extra, secrets = parted((*fields.leftovers, *pairs_of(others)))
    return OldTerm(
        taxonomy=taxonomy or fields.text("wp:term_taxonomy"),
        slug=fields.text(f"wp:{slug}"),
        name=fields.text(f"wp:{name}"),
        parent=fields.text(f"wp:{parent}"),
        description=fields.raw(f"wp:{start}description"),
        id=fields.text("wp:term_id"),
        meta=meta,
        extra=extra,
        secrets=(*hidden, *secrets),
        line=element.line,
    )


def read_blog(elements: Iterable[Element]) -> OldBlog:
    """Return what single elements of the channel say of the blog."""
    channel = Element("channel", {}, tuple(elements), 0)
    fields = fields_of(channel, _BLOG)
    urls = [fields.text(name) for name in ("link", "wp:base_blog_url", "wp:base_site_url")]
    extra, secrets = parted((*fields.leftovers, *pairs_of(fields.others)))
    return OldBlog(
        Host.WORDPRESS,
        title=fields.text("title"),
        tagline=fields.text("description"),
        language=fields.text("language"),
        urls=tuple(dict.fromkeys(url for url in urls if url)),
        generator=fields.text("generator"),
        version=fields.text("wp:wxr_version"),
        exported=date_of_mail(fields.text("pubDate")),
        extra=extra,
        secrets=secrets,
    )


def read_entry(element: Element) -> OldEntry:
    """Return an entry (`item`) with its comments."""
    fields = fields_of(element, _ENTRY, with_attributes={"guid"})
    parts = _parts_of(fields)
    content = fields.raw("content:encoded")
    return OldEntry(
        host=Host.WORDPRESS,
        kind=fields.text("wp:post_type"),
        id=fields.text("wp:post_id"),
        guid=fields.text("guid"),
        is_guid_permalink=_is_permalink(fields),
        link=fields.text("link"),
        title=fields.raw("title"),
        date=_date_of(fields),
        updated=_date(fields, "wp:post_modified"),
        status=fields.text("wp:status"),
        standing=_standing_of(fields),
        password=Secret(fields.text("wp:post_password")),
        slug=fields.text("wp:post_name"),
        parent=fields.number("wp:post_parent"),
        menu_order=_menu_order(fields) or 0,
        is_sticky=fields.text("wp:is_sticky") == "1",
        authors=parts.authors,
        terms=parts.terms,
        description=fields.raw("description"),
        excerpt=fields.raw("excerpt:encoded"),
        content=content,
        format=BodyFormat.WORDPRESS_BLOCKS if _BLOCK in content else BodyFormat.WORDPRESS_CLASSIC,
        attachment_url=fields.text("wp:attachment_url"),
        enclosures=parts.enclosures,
        comment_status=fields.text("wp:comment_status"),
        ping_status=fields.text("wp:ping_status"),
        comments=parts.comments,
        meta=parts.meta,
        extra=parts.extra,
        secrets=parts.secrets,
        line=element.line,
    )


READERS: dict[str, Callable[[Element], OldAuthor | OldTerm | OldEntry]] = {
    "item": read_entry,
    "wp:author": read_author,
    "wp:category": read_term,
    "wp:tag": read_term,
    "wp:term": read_term,
}
"""What the elements of a channel are read by; what is not here tells of the blog itself."""


@dataclass(frozen=True, slots=True)
class _Parts:
    """What an entry has any number of."""

    authors: tuple[OldAuthor, ...]
    terms: tuple[OldTerm, ...]
    enclosures: tuple[OldEnclosure, ...]
    comments: tuple[OldComment, ...]
    meta: Pairs
    extra: Pairs
    secrets: SecretPairs


_REPEATED = frozenset({"category", "dc:creator", "enclosure", "wp:comment"})


def _parts_of(fields: Fields) -> _Parts:
    meta, hidden, others = meta_of(fields.others, "wp:postmeta")
    by_name: dict[str, list[Element]] = {name: [] for name in _REPEATED}
    rest: list[Element] = []
    for each in others:
        by_name.get(each.name, rest).append(each)
    order = fields.text("wp:menu_order")
    unread = [("wp:menu_order", order)] if order and _menu_order(fields) is None else []
    extra, secrets = parted((*fields.leftovers, *unread, *pairs_of(rest)))
    entry_id = fields.text("wp:post_id")
    return _Parts(
        authors=tuple(
            OldAuthor(login=each.text.strip(LAYOUT), line=each.line)
            for each in by_name["dc:creator"]
        ),
        terms=tuple(map(_term_of, by_name["category"])),
        enclosures=tuple(map(_enclosure_of, by_name["enclosure"])),
        comments=tuple(comment_of(each, entry_id) for each in by_name["wp:comment"]),
        meta=meta,
        extra=extra,
        secrets=(*hidden, *secrets),
    )


_NUMBER = re.compile(r"-?[0-9]{1,9}\Z")


def _menu_order(fields: Fields) -> int | None:
    order = fields.text("wp:menu_order")
    return int(order) if _NUMBER.match(order) else None


def _date(fields: Fields, name: str) -> OldDate:
    return date_of_wordpress(fields.text(name), fields.text(f"{name}_gmt"))


def _date_of(fields: Fields) -> OldDate:
    """Return when the entry came out; `pubDate` tells only where nothing better does."""
    date = _date(fields, "wp:post_date")
    if date.moment is not None:
        return date
    for each in fields.others:
        if each.name == "pubDate" and (told := date_of_mail(each.text.strip(LAYOUT))).moment:
            return told
    return date


def _is_permalink(fields: Fields) -> bool:
    """Tell whether the guid is an address, which RSS takes it for unless it says otherwise."""
    guid = fields.known.get("guid")
    return guid is not None and guid.attributes.get("isPermaLink", "true").lower() == "true"


def _standing_of(fields: Fields) -> Standing:
    status = fields.text("wp:status").lower()
    if status == "inherit":
        is_attachment = fields.text("wp:post_type") == "attachment"
        return Standing.INHERITED if is_attachment else Standing.PRIVATE
    standing = _STANDINGS.get(status, Standing.PRIVATE)
    if fields.text("wp:post_password") and standing in _BEHIND_PASSWORD:
        return Standing.PROTECTED
    return standing


_BEHIND_PASSWORD = frozenset({Standing.PUBLIC, Standing.SCHEDULED})
_TAXONOMIES = {"": "category", "tag": "post_tag"}
"""How WXR 1.0 calls them."""


def _term_of(element: Element) -> OldTerm:
    attributes = dict(element.attributes)
    taxonomy = attributes.pop("domain", "")
    slug = attributes.pop("nicename", "")
    extra, secrets = parted((f"@{key}", text) for key, text in attributes.items())
    return OldTerm(
        taxonomy=_TAXONOMIES.get(taxonomy, taxonomy),
        slug=slug,
        name=element.text.strip(LAYOUT),
        extra=extra,
        secrets=secrets,
        line=element.line,
    )


def _enclosure_of(element: Element) -> OldEnclosure:
    attributes = element.attributes
    return OldEnclosure(*(attributes.get(name, "") for name in ("url", "length", "type")))
