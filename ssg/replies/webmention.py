"""Webmentions that webmention.io keeps → replies.

https://github.com/aaronpk/webmention.io#api
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote, urlsplit

from ssg.asking.answer import Ask
from ssg.asking.cleaning import list_in, value_in, web_address
from ssg.asking.moments import moment_from
from ssg.parse.comments.body import written_body
from ssg.replies.answers import asked_json, name_from, text_in
from ssg.replies.reply import LONGEST_BODY, Pulled, Reply
from ssg.text.html import escape

PREFIX = "webmention-"
_A_PAGE = 100
_MOST_PAGES = 100
_AT_ONCE = 20
"""Addresses that are asked for at once; with more, the question would be too long."""

_SIGNS = {"like-of": "♥", "repost-of": "↻", "bookmark-of": "★"}
"""What stands behind the name of somebody who said nothing; needs no translation."""


def mentions_of(
    ask: Ask, endpoint: str, targets: Sequence[str], users: Mapping[str, str], token: str = ""
) -> tuple[dict[str, Pulled], str]:
    """Return what was said of each of `targets`, addresses of pages, and "" or why nothing came.

    `endpoint` is where mentions are sent (https://webmention.io/HOST/webmention); `users` are
    author ids by an address of the author. With the owner's `token`, all pages of the host are
    asked for at once.
    """
    place = urlsplit(endpoint)
    api = f"{place.scheme}://{place.netloc}/api/mentions.jf2"
    found: dict[str, list[Reply]] = {target: [] for target in targets}
    by_address = {_plain(target): target for target in targets}
    whole = True
    for question in _questions(targets, token):
        told, is_whole, problem = _asked(ask, api, question)
        if problem:
            return {}, problem
        whole = whole and is_whole
        for mention in told:
            target = by_address.get(_plain(text_in(mention, "wm-target")))
            reply = _reply(mention, users)
            if target is not None and reply is not None:
                found[target].append(reply)
    return {target: Pulled(tuple(said), is_whole=whole) for target, said in found.items()}, ""


def _questions(targets: Sequence[str], token: str) -> Iterator[str]:
    if token and targets:
        yield f"domain={quote(urlsplit(targets[0]).netloc)}&token={quote(token, safe='')}"
        return
    for start in range(0, len(targets), _AT_ONCE):
        some = targets[start : start + _AT_ONCE]
        yield "&".join(f"target[]={quote(target, safe='')}" for target in some)


def _asked(ask: Ask, api: str, question: str) -> tuple[list[Any], bool, str]:
    found: list[Any] = []
    for page in range(_MOST_PAGES):
        url = f"{api}?{question}&per-page={_A_PAGE}&page={page}&sort-dir=up"
        answer, problem = asked_json(ask, url)
        if not problem and not isinstance(value_in(answer, "children"), list):
            problem = "what it answered is not what webmention.io answers"
        if problem:
            return [], False, problem
        told = list_in(answer, "children")
        found += told
        if len(told) < _A_PAGE:
            return found, True, ""
    return found, False, ""


def _plain(address: str) -> str:
    """Return an address as it is compared: without its scheme, query, fragment and last slash."""
    try:
        parts = urlsplit(address)
        return f"{parts.netloc.casefold()}{parts.path.rstrip('/')}"
    except ValueError:
        return address


def _reply(mention: Any, users: Mapping[str, str]) -> Reply | None:  # noqa: ANN401 - JSON
    number = text_in(mention, "wm-id")
    if not re.fullmatch(r"[0-9]{1,18}", number) or value_in(mention, "wm-private") is True:
        return None
    kind = text_in(mention, "wm-property")
    page = web_address(text_in(mention, "url")) or web_address(text_in(mention, "wm-source"))
    home = web_address(text_in(mention, "author", "url"))
    name = name_from(text_in(mention, "author", "name"))
    date = moment_from(text_in(mention, "published")) or moment_from(
        text_in(mention, "wm-received")
    )
    if kind == "in-reply-to":
        return Reply(
            id=f"{PREFIX}{number}",
            name=name or _host(page),
            url=home or page,
            user=users.get(home.rstrip("/").casefold(), "") if home else "",
            date=date,
            body=_body(mention),
            link=page,
        )
    sign = _SIGNS.get(kind, "")
    title = name_from(text_in(mention, "name"))
    who = name or _host(page)
    return Reply(
        id=f"{PREFIX}{number}",
        type="pingback",
        name=f"{who} {sign}" if sign else (f"{who}: {title}" if title else who),
        url=page,
        date=date,
        body="" if sign else _body(mention),
        link=page,
    )


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.")


def _body(mention: object) -> str:
    html = text_in(mention, "content", "html") or escape(text_in(mention, "content", "text"))
    html = html or escape(text_in(mention, "content"))
    return written_body(html[:LONGEST_BODY]) + "…" * (len(html) > LONGEST_BODY)
