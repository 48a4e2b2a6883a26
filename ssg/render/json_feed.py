"""JSON Feed 1.1."""

import json

from ssg.model.view import Article, AuthorView, FeedView
from ssg.render.address import absolute_address
from ssg.render.context import PageContext
from ssg.render.date import rfc3339
from ssg.render.feed import audio_type, changed, guid_of, seconds_of
from ssg.render.functions import text_of

Json = dict[str, object]


def write_json_feed(view: FeedView, page: PageContext) -> str:
    """Return a feed by https://jsonfeed.org/version/1.1; keys without a value are left out."""
    site = page.site_url
    feed: Json = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": view.title,
        "home_page_url": absolute_address(view.page_url, site),
        "feed_url": absolute_address(view.url, site),
        "description": view.description,
        "language": view.site.language,
        "authors": [_author(view.author, site)] if view.author else [],
        "hubs": [{"type": "WebSub", "url": view.site.hub}] if view.site.hub else [],
    }
    items = [_item(entry, view, page) for entry in view.entries]
    return json.dumps(_filled_in(feed) | {"items": items}, ensure_ascii=False, indent=1) + "\n"


def _item(entry: Article, view: FeedView, page: PageContext) -> Json:
    site = page.site_url
    last_changed = changed(entry)
    item: Json = {
        "id": guid_of(entry, site),
        "url": absolute_address(entry.url, site),
        "title": entry.title,
        "summary": entry.summary,
        "image": absolute_address(entry.picture.src, site) if entry.picture else "",
        "date_published": rfc3339(entry.date) if entry.date else "",
        "date_modified": rfc3339(last_changed)
        if last_changed and last_changed != entry.date
        else "",
        "authors": [_author(author, site) for author in entry.authors],
        "tags": [term.name for term in entry.categories + entry.tags],
        "language": entry.language,
        "attachments": _attachments(entry, site),
    }
    text: Json = (
        {"content_html": str(text_of(page, entry))}
        if view.full_text
        else {"content_text": entry.summary}
    )
    return _filled_in(item) | text


def _author(author: AuthorView, site: str) -> Json:
    return _filled_in(
        {
            "name": author.name,
            "url": absolute_address(author.url, site) if author.url else "",
            "avatar": absolute_address(author.picture.src, site) if author.picture else "",
        }
    )


def _attachments(entry: Article, site: str) -> list[Json]:
    audio = entry.audio
    if audio is None:
        return []
    attachment: Json = {
        "url": absolute_address(audio.src, site),
        "mime_type": audio_type(audio),
        "size_in_bytes": audio.length,
        "duration_in_seconds": seconds_of(audio.duration),
    }
    return [_filled_in(attachment)]


def _filled_in(item: Json) -> Json:
    return {key: value for key, value in item.items() if value}
