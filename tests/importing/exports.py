"""Exports of both hosts from Python values, as the tests of an import need them."""

import csv
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

WXR_START = """\
<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
"""
OLD = "https://old.example"
"""Where invented WordPress blogs stood."""

NOTES = "https://notes.example"
"""Where invented Blogger blogs stood."""

_KIND = "http://schemas.google.com/g/2005#kind"
_LEGACY_START = (
    "<?xml version='1.0' encoding='UTF-8'?>\n"
    "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:gd='http://schemas.google.com/g/2005' "
    "xmlns:thr='http://purl.org/syndication/thread/1.0' xmlns:app='http://purl.org/atom/app#'>"
    "<id>tag:blogger.com,1999:blog-7.archive</id><updated>{exported}</updated>"
    "<title type='text'>Notes</title>"
    "<link rel='alternate' type='text/html' href='{url}/'/>"
    "<author><name>Ana</name><email>noreply@blogger.com</email></author>"
    "<generator version='7.00' uri='https://www.blogger.com'>Blogger</generator>\n"
)
_TAKEOUT_START = (
    "<?xml version='1.0' encoding='utf-8'?>\n"
    "<feed xmlns='http://www.w3.org/2005/Atom' "
    "xmlns:blogger='http://schemas.google.com/blogger/2018'>\n"
    "<id>tag:blogger.com,1999:blog-7</id>\n<title>Notes</title>\n"
)


def section(text: str) -> str:
    """Return `text` as WordPress writes it: a section, or several where it holds its end."""
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def elements(values: Mapping[str, object]) -> str:
    """Return an element for each value that is not None, named by its key."""
    return "".join(
        f"<{name}>{section(str(value))}</{name}>\n"
        for name, value in values.items()
        if value is not None
    )


def wxr(*parts: str, url: str = OLD, title: str = "The Old Blog", language: str = "en-US") -> str:
    """Return an export of WordPress with `parts` in its channel."""
    told = (
        f"<title>{escape(title)}</title><link>{escape(url)}</link>"
        f"<language>{language}</language><wp:wxr_version>1.2</wp:wxr_version>"
        f"<wp:base_site_url>{escape(url)}</wp:base_site_url>"
        f"<wp:base_blog_url>{escape(url)}</wp:base_blog_url>\n"
    )
    return f"{WXR_START}{told}{''.join(parts)}</channel>\n</rss>\n"


def author(login: str, name: str = "", email: str = "", number: int = 1) -> str:
    """Return an account."""
    fields = {
        "wp:author_id": number,
        "wp:author_login": login,
        "wp:author_email": email,
        "wp:author_display_name": name or login.title(),
    }
    return f"<wp:author>{elements(fields)}</wp:author>\n"


def category(slug: str, name: str = "", parent: str = "", number: int = 1) -> str:
    """Return a category as the channel declares it."""
    fields = {
        "wp:term_id": number,
        "wp:category_nicename": slug,
        "wp:category_parent": parent,
        "wp:cat_name": name or slug.title(),
    }
    return f"<wp:category>{elements(fields)}</wp:category>\n"


def tag(slug: str, name: str = "", number: int = 1) -> str:
    """Return a tag as the channel declares it."""
    fields = {"wp:term_id": number, "wp:tag_slug": slug, "wp:tag_name": name or slug.title()}
    return f"<wp:tag>{elements(fields)}</wp:tag>\n"


def item(  # noqa: PLR0913 - one for each field of an item
    number: int = 1,
    content: str = "<p>Words.</p>",
    *,
    title: str | None = None,
    slug: str | None = None,
    link: str | None = None,
    kind: str = "post",
    status: str = "publish",
    date: str = "2016-10-29 12:00:00",
    gmt: str | None = None,
    creator: str = "ana",
    guid: str | None = None,
    parent: int = 0,
    order: int = 0,
    excerpt: str = "",
    password: str = "",
    categories: tuple[str, ...] = (),
    tags: tuple[str, ...] = (),
    meta: tuple[tuple[str, str], ...] = (),
    file: str = "",
    more: str = "",
    url: str = OLD,
) -> str:
    """Return an entry. Its address is made of date and slug, if `link` does not say another.

    `meta` are values kept beside it, `file` is the address of an attachment's file, `more` further
    elements (comments, for example).
    """
    name = f"entry-{number}" if slug is None else slug
    day = date[:10].replace("-", "/")
    is_seen = status in {"publish", "inherit"}
    pretty = f"{url}/{day}/{name}/" if kind == "post" else f"{url}/{name}/"
    address = link if link is not None else pretty if is_seen else f"{url}/?p={number}"
    fields = {
        "dc:creator": creator,
        "content:encoded": content,
        "excerpt:encoded": excerpt,
        "wp:post_id": number,
        "wp:post_date": date,
        "wp:post_date_gmt": gmt or date,
        "wp:comment_status": "open",
        "wp:post_name": name,
        "wp:status": status,
        "wp:post_parent": parent,
        "wp:menu_order": order,
        "wp:post_type": kind,
        "wp:post_password": password,
        "wp:attachment_url": file or None,
    }
    heading = f"Entry {number}" if title is None else title
    identity = f"{url}/?p={number}" if guid is None else guid
    return (
        f"<item>\n<title>{section(heading)}</title>\n<link>{escape(address)}</link>\n"
        f'<guid isPermaLink="false">{escape(identity)}</guid>\n{elements(fields)}'
        f"{_terms('category', categories)}{_terms('post_tag', tags)}"
        f"{''.join(_meta(name, value) for name, value in meta)}{more}</item>\n"
    )


def page(number: int, content: str = "<p>Words.</p>", **fields: object) -> str:
    """Return a page."""
    return item(number, content, kind="page", **fields)  # type: ignore[arg-type]


def attachment(number: int, file: str, parent: int = 0, **fields: object) -> str:
    """Return a file of the media library, at the address `file`."""
    name = file.rpartition("/")[2].partition(".")[0]
    told = {"title": name, "slug": name, "link": f"{OLD}/?attachment_id={number}", **fields}
    return item(
        number,
        str(told.pop("content", "")),
        kind="attachment",
        status=str(told.pop("status", "inherit")),
        parent=parent,
        file=file,
        **told,  # type: ignore[arg-type]
    )


def menu_word(number: int, title: str, menu: str = "Main", **leads: str) -> str:
    """Return a word of a menu; `leads` are its `type`, `object_id`, `url` and so on."""
    told = {"type": "custom", "menu_item_parent": "0", **leads}
    return item(
        number,
        "",
        title=title,
        kind="nav_menu_item",
        order=number,
        meta=tuple((f"_menu_item_{name}", value) for name, value in told.items()),
        more=f'<category domain="nav_menu" nicename="{menu.lower()}">{section(menu)}</category>',
    )


def comment(  # noqa: PLR0913 - one for each field of a comment
    number: int = 1,
    body: str = "Well said.",
    *,
    author: str = "Bo",
    email: str = "",
    url: str = "",
    ip: str = "",
    approved: str = "1",
    kind: str = "comment",
    parent: int = 0,
    user: int = 0,
    date: str = "2016-10-30 08:00:00",
) -> str:
    """Return a comment, to stand in an item."""
    fields = {
        "wp:comment_id": number,
        "wp:comment_author": author,
        "wp:comment_author_email": email,
        "wp:comment_author_url": url,
        "wp:comment_author_IP": ip,
        "wp:comment_date": date,
        "wp:comment_date_gmt": date,
        "wp:comment_content": body,
        "wp:comment_approved": approved,
        "wp:comment_type": kind,
        "wp:comment_parent": parent,
        "wp:comment_user_id": user,
    }
    return f"<wp:comment>{elements(fields)}</wp:comment>\n"


def _terms(domain: str, slugs: tuple[str, ...]) -> str:
    return "".join(
        f"<category domain={quoteattr(domain)} nicename={quoteattr(slug)}>"
        f"{section(slug.title())}</category>\n"
        for slug in slugs
    )


def _meta(name: str, value: str) -> str:
    return f"<wp:postmeta>{elements({'wp:meta_key': name, 'wp:meta_value': value})}</wp:postmeta>\n"


def backup(*entries: str, url: str = NOTES, exported: str = "2016-12-01T10:00:00.000+01:00") -> str:
    """Return Blogger's own backup with `entries` in it."""
    return _LEGACY_START.format(url=url, exported=exported) + "".join(entries) + "</feed>\n"


def backup_setting(name: str, value: str) -> str:
    """Return a setting of a blog, as the backup holds it."""
    return _backup_entry(f"settings.BLOG_{name}", "settings", value, "")


def backup_entry(  # noqa: PLR0913 - one for each field of an entry
    number: int,
    content: str = "<p>Words.</p>",
    *,
    kind: str = "post",
    title: str = "",
    path: str = "",
    date: str = "2016-10-29T12:00:00.000+01:00",
    labels: tuple[str, ...] = (),
    is_draft: bool = False,
    url: str = NOTES,
) -> str:
    """Return a post or a page; a draft has no address."""
    told = f"<link rel='alternate' type='text/html' href='{url}{path}'/>" if path else ""
    if is_draft:
        told = "<app:control><app:draft>yes</app:draft></app:control>"
    scheme = "http://www.blogger.com/atom/ns#"
    told += "".join(f"<category scheme='{scheme}' term={quoteattr(name)}/>" for name in labels)
    heading = f"<title type='text'>{escape(title or f'Entry {number}')}</title>"
    dates = f"<published>{date}</published><updated>{date}</updated>"
    person = "<author><name>Ana</name><email>noreply@blogger.com</email></author>"
    return _backup_entry(f"{kind}-{number}", kind, content, heading + dates + person + told)


def backup_comment(
    number: int, entry: int, body: str = "Well said.", *, parent: int = 0, author: str = "Bo"
) -> str:
    """Return a comment under the post numbered `entry`."""
    answered = f"tag:blogger.com,1999:blog-7.post-{entry}"
    told = (
        f"<thr:in-reply-to ref='{answered}'/><author><name>{escape(author)}</name>"
        "<email>noreply@blogger.com</email></author>"
        f"<published>2016-10-30T0{number % 10}:00:00.000+01:00</published>"
    )
    if parent:
        address = f"https://www.blogger.com/feeds/7/{entry}/comments/default/{parent}"
        told += f"<link rel='related' href='{address}'/>"
    return _backup_entry(f"post-{number}", "comment", body, told)


def _backup_entry(name: str, kind: str, content: str, more: str) -> str:
    term = f"http://schemas.google.com/blogger/2008/kind#{kind}"
    return (
        f"<entry><id>tag:blogger.com,1999:blog-7.{name}</id>"
        f"<category scheme='{_KIND}' term='{term}'/>{more}"
        f"<content type='html'>{escape(content)}</content></entry>\n"
    )


def takeout(*entries: str) -> str:
    """Return the feed of a Takeout with `entries` in it."""
    return _TAKEOUT_START + "".join(entries) + "</feed>\n"


def takeout_entry(  # noqa: PLR0913 - one for each field of an entry
    number: int,
    content: str = "<p>Words.</p>",
    *,
    kind: str = "POST",
    status: str = "LIVE",
    title: str = "",
    path: str = "",
    date: str = "2016-10-29T11:00:00Z",
    labels: tuple[str, ...] = (),
    more: str = "",
) -> str:
    """Return a post, a page or, with its fields in `more`, a comment."""
    scheme = "tag:blogger.com,1999:blog-7"
    terms = "".join(f"<category scheme='{scheme}' term={quoteattr(name)}/>" for name in labels)
    return (
        f"<entry><id>tag:blogger.com,1999:blog-7.post-{number}</id>"
        f"<blogger:type>{kind}</blogger:type><blogger:status>{status}</blogger:status>"
        "<author><name>Ana</name><uri></uri><blogger:type>BLOGGER</blogger:type></author>"
        f"<title>{escape(title or f'Entry {number}')}</title>"
        f"<content type='html'>{escape(content)}</content>"
        f"<blogger:created>{date}</blogger:created><published>{date}</published>"
        f"<updated>{date}</updated>{terms}<blogger:filename>{path}</blogger:filename>{more}"
        "</entry>\n"
    )


def takeout_comment(number: int, entry: int, body: str = "Well said.", *, parent: int = 0) -> str:
    """Return a comment of a Takeout under the post numbered `entry`."""
    start = "tag:blogger.com,1999:blog-7.post-"
    answered = f"{start}{parent}" if parent else ""
    more = (
        f"<blogger:parent>{start}{entry}</blogger:parent>"
        f"<blogger:inReplyTo>{answered}</blogger:inReplyTo>"
    )
    return takeout_entry(number, body, kind="COMMENT", more=more)


def takeout_zip(file: Path, feed: str, settings: Mapping[str, str]) -> Path:
    """Write the zip file of a Takeout, with `settings` beside the feed, and return it."""
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(settings)
    writer.writerow(settings.values())
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("Takeout/Blogger/Blogs/Notes/feed.atom", feed)
        archive.writestr("Takeout/Blogger/Blogs/Notes/settings.csv", table.getvalue())
        archive.writestr("Takeout/Blogger/Albums/Notes/metadata.json", "{}")
    return file
