"""Posts of Mastodon, Bluesky and X, by what these services document for strangers."""

import datetime as dt
import re

from ssg.asking.answer import Answer
from ssg.asking.cleaning import (
    Json,
    address_in,
    line_in,
    list_in,
    value_in,
    web_address,
)
from ssg.embeds.model import Found, Gone, Unclear
from ssg.embeds.reading import json_of, moment_in, post_in, post_of
from ssg.text.html import escape, escape_attribute

_PUBLIC = frozenset({"public", "unlisted"})
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_SHORTENED = re.compile(
    r'<span class="invisible">(.*?)</span>|<span class="ellipsis">(.*?)</span>', re.DOTALL
)
_TWEET = re.compile(r"<blockquote\b[^>]*>(.*)</blockquote>", re.DOTALL | re.IGNORECASE)
_TWEET_PARAGRAPH = re.compile(r"<p\b([^>]*)>(.*?)</p>", re.DOTALL | re.IGNORECASE)
_TWEET_DAY = re.compile(r">([A-Z][a-z]+ [0-9]{1,2}, [0-9]{4})</a>\s*\Z")
_LANG = re.compile(r'\slang="([^"]*)"')
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def read_mastodon(answer: Answer, host: str) -> Found | Gone | Unclear:
    """Return a post of Mastodon (`GET /api/v1/statuses/:id`); `host` is where it was found."""
    json = json_of(answer)
    if isinstance(json, Gone | Unclear):
        return json
    account = line_in(json, "account", "acct")
    if not account:
        return Unclear("it answers, but not with a post")
    if line_in(json, "visibility") not in _PUBLIC:
        return Gone("it is not for everyone")
    text = value_in(json, "content")
    # Mastodon hides parts of long addresses by its own style sheet.
    words = text if isinstance(text, str) else ""
    whole = _SHORTENED.sub(lambda found: f"{found[2]}…" if found[2] else "", words)
    warning = line_in(json, "spoiler_text")
    picture = next((one for one in list_in(json, "media_attachments") if _is_picture(one)), None)
    is_hidden = bool(warning) or value_in(json, "sensitive") is True
    return Found(
        author=line_in(json, "account", "display_name") or account,
        author_url=address_in(json, "account", "url"),
        handle=f"@{account}" if "@" in account else f"@{account}@{host}",
        text=(f"<p><em>{escape(warning)}</em></p>" if warning else "") + post_of(whole),
        language=_language(line_in(json, "language")),
        date=moment_in(json, "created_at"),
        picture="" if is_hidden else address_in(picture, "preview_url"),
        picture_alt="" if is_hidden else line_in(picture, "description"),
    )


def _is_picture(attachment: Json) -> bool:
    return value_in(attachment, "type") == "image"


def _language(said: str) -> str:
    return said if _LANGUAGE.fullmatch(said) else ""


def read_bluesky(answer: Answer) -> Found | Gone | Unclear:
    """Return a post of Bluesky (`app.bsky.feed.getPosts`)."""
    json = json_of(answer)
    if isinstance(json, Gone | Unclear):
        return json
    posts = value_in(json, "posts")
    if not isinstance(posts, list):
        return Unclear("it answers, but not with a post")
    if not posts:
        return Gone("it is not there any more")
    post = posts[0]
    labels = [line_in(label, "val") for label in list_in(post, "author", "labels")]
    if "!no-unauthenticated" in labels:
        return Gone("its author shows it only to those who are logged in")
    handle = line_in(post, "author", "handle")
    record = value_in(post, "record")
    picture = next(iter(list_in(post, "embed", "images")), None)
    is_hidden = bool(list_in(post, "labels"))
    languages = list_in(record, "langs")
    return Found(
        author=line_in(post, "author", "displayName") or handle,
        author_url=web_address(f"https://bsky.app/profile/{handle}") if handle else "",
        handle=f"@{handle}" if handle else "",
        text=post_of(_with_facets(record)),
        language=_language(languages[0]) if languages and isinstance(languages[0], str) else "",
        date=moment_in(record, "createdAt"),
        picture="" if is_hidden else address_in(picture, "thumb"),
        picture_alt="" if is_hidden else line_in(picture, "alt"),
    )


def _with_facets(record: Json) -> str:
    """Return the text of a post with its links; facets count bytes (app.bsky.richtext.facet)."""
    text = value_in(record, "text")
    if not isinstance(text, str):
        return ""
    content = text.encode("utf-8", "replace")
    written: list[str] = []
    done = 0
    for start, end, address in sorted(filter(None, map(_facet, list_in(record, "facets")))):
        if start < done or end > len(content):
            continue
        words = escape(content[start:end].decode("utf-8", "replace"))
        written.append(escape(content[done:start].decode("utf-8", "replace")))
        written.append(f'<a href="{escape_attribute(address)}">{words}</a>')
        done = end
    written.append(escape(content[done:].decode("utf-8", "replace")))
    return "".join(written)


def _facet(facet: Json) -> tuple[int, int, str] | None:
    start, end = value_in(facet, "index", "byteStart"), value_in(facet, "index", "byteEnd")
    links = (address_in(feature, "uri") for feature in list_in(facet, "features"))
    address = next(filter(None, links), "")
    if isinstance(start, int) and isinstance(end, int) and 0 <= start < end and address:
        return start, end, address
    return None


def read_tweet(answer: Answer) -> Found | Gone | Unclear:
    """Return a post of X (`publish.twitter.com/oembed`), which comes as a quotation in HTML."""
    json = json_of(answer)
    if isinstance(json, Gone | Unclear):
        return json
    html = value_in(json, "html")
    quoted = _TWEET.search(html[:LONGEST]) if isinstance(html, str) else None
    if quoted is None:
        return Unclear("it answers, but not with a post")
    paragraphs = list(_TWEET_PARAGRAPH.finditer(quoted[1]))
    language = _LANG.search(paragraphs[0][1]) if paragraphs else None
    handle = address_in(json, "author_url").rstrip("/").rpartition("/")[2]
    return Found(
        author=line_in(json, "author_name"),
        author_url=address_in(json, "author_url"),
        handle=f"@{handle}" if handle else "",
        text=post_in({"text": "".join(f"<p>{found[2]}</p>" for found in paragraphs)}, "text"),
        language=_language(language[1]) if language else "",
        date=_day(quoted[1].strip()),
    )


LONGEST = 50_000


def _day(html: str) -> dt.datetime | None:
    """Return the day that ends the quotation: "May 26, 2024"."""
    found = _TWEET_DAY.search(html)
    month, day, year = found[1].replace(",", "").split() if found else ("", "", "")
    if month not in _MONTHS:
        return None
    try:
        return dt.datetime(int(year), _MONTHS.index(month) + 1, int(day), tzinfo=dt.UTC)
    except ValueError:
        return None
