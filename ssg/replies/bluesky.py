"""Replies to a post on Bluesky → replies.

https://docs.bsky.app/docs/api/app-bsky-feed-get-post-thread
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote, urlsplit

from ssg.asking.answer import Ask
from ssg.asking.cleaning import list_in, value_in, web_address
from ssg.asking.moments import moment_from
from ssg.replies.answers import asked_json, name_from, text_in
from ssg.replies.reply import LONGEST_BODY, Pulled, Reply
from ssg.text.html import escape, escape_attribute

PREFIX = "bluesky-"
API = "https://public.api.bsky.app"
"""Where Bluesky answers strangers."""

APP = "https://bsky.app"
_POST = re.compile(r"/profile/([^/]+)/post/([A-Za-z0-9._~:-]+)/?")
_KEY = re.compile(r"[A-Za-z0-9._:-]{1,64}")
_DEEPEST = 100
_MOST = 1_000
"""With so many replies, there may be more than the server gives at once."""
_HIDDEN = "!no-unauthenticated"
"""The sign of people who do not want to be shown to strangers."""


def thread_at(ask: Ask, post: str, owner: str, api: str = API) -> Pulled:
    """Return the replies to the post at the address `post`; `owner` is its writer's author id."""
    found = _POST.fullmatch(urlsplit(post).path)
    if found is None:
        return Pulled(problem="its address is not that of a post, …/profile/NAME/post/…")
    did, problem = _did_of(ask, found[1], api)
    if problem:
        return Pulled(problem=problem)
    uri = quote(f"at://{did}/app.bsky.feed.post/{found[2]}", safe="")
    asked = f"{api}/xrpc/app.bsky.feed.getPostThread?uri={uri}&depth={_DEEPEST}&parentHeight=0"
    answer, problem = asked_json(ask, asked)
    if problem:
        return Pulled(problem=problem)
    thread = value_in(answer, "thread")
    if value_in(thread, "post", "uri") is None:
        return Pulled(problem="what it answered is no thread; was the post deleted?")
    replies = tuple(_replies(thread, {did: owner} if owner else {}))
    return Pulled(replies, is_whole=len(replies) < _MOST)


def _did_of(ask: Ask, name: str, api: str) -> tuple[str, str]:
    """Return the lasting id behind a name, and "" or why it is not known."""
    if name.startswith("did:"):
        return name, ""
    url = f"{api}/xrpc/com.atproto.identity.resolveHandle?handle={quote(name, safe='')}"
    answer, problem = asked_json(ask, url)
    did = text_in(answer, "did")
    if not problem and not did.startswith("did:"):
        problem = f"it does not know {name}"
    return did, problem


def _replies(thread: object, users: Mapping[str, str]) -> Iterator[Reply]:
    """Yield the replies of every level, without following nesting on Python's stack."""
    waiting = [(each, "") for each in reversed(list_in(thread, "replies"))]
    while waiting:
        told, parent = waiting.pop()
        key = _key_of(told)
        reply_id = parent
        if key and _may_be_shown(told):
            reply_id = f"{PREFIX}{key}"
            yield _reply(told, reply_id, parent, users)
        waiting += [(each, reply_id) for each in reversed(list_in(told, "replies"))]


def _key_of(told: object) -> str:
    key = text_in(told, "post", "uri").rpartition("/")[2]
    return key if _KEY.fullmatch(key) else ""


def _may_be_shown(told: object) -> bool:
    labels = list_in(told, "post", "author", "labels")
    return not any(text_in(label, "val") == _HIDDEN for label in labels)


def _reply(told: object, reply_id: str, parent: str, users: Mapping[str, str]) -> Reply:
    author, record = value_in(told, "post", "author"), value_in(told, "post", "record")
    handle, did = text_in(author, "handle"), text_in(author, "did")
    profile = f"{APP}/profile/{quote(handle or did, safe=':')}"
    return Reply(
        id=reply_id,
        parent=parent,
        name=name_from(text_in(author, "displayName")) or name_from(handle),
        url=web_address(profile),
        user=users.get(did, ""),
        date=moment_from(text_in(record, "createdAt")),
        body=_body(record),
        link=web_address(f"{profile}/post/{_key_of(told)}"),
    )


def _body(record: object) -> str:
    """Return the text with its links, which Bluesky keeps apart, by places in its bytes."""
    text = text_in(record, "text")[:LONGEST_BODY].encode("utf-8", "replace")
    pieces: list[str] = []
    end = 0
    for start, stop, url in sorted(_links(record)):
        if start < end or stop > len(text):
            continue
        words = escape(text[start:stop].decode("utf-8", "replace"))
        pieces += [
            escape(text[end:start].decode("utf-8", "replace")),
            f'<a href="{escape_attribute(url)}">{words}</a>',
        ]
        end = stop
    pieces.append(escape(text[end:].decode("utf-8", "replace")))
    return "".join(pieces).strip()


def _links(record: object) -> Iterator[tuple[int, int, str]]:
    for facet in list_in(record, "facets"):
        start, stop = value_in(facet, "index", "byteStart"), value_in(facet, "index", "byteEnd")
        if not isinstance(start, int) or not isinstance(stop, int) or not 0 <= start < stop:
            continue
        for feature in list_in(facet, "features"):
            if url := _address_of(feature):
                yield start, stop, url
                break


def _address_of(feature: Any) -> str:  # noqa: ANN401 - JSON
    kind = text_in(feature, "$type").rpartition("#")[2]
    if kind == "link":
        return web_address(text_in(feature, "uri"))
    if kind == "mention":
        return web_address(f"{APP}/profile/{text_in(feature, 'did')}")
    return ""
