"""Replies to a post on Mastodon, and on what speaks its API → replies.

https://docs.joinmastodon.org/methods/statuses/#context
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from ssg.asking.answer import Ask
from ssg.asking.cleaning import list_in, value_in, web_address
from ssg.asking.moments import moment_from
from ssg.parse.comments.body import written_body
from ssg.replies.answers import asked_json, name_from, text_in
from ssg.replies.reply import LONGEST_BODY, Pulled, Reply
from ssg.text.html import escape

PREFIX = "mastodon-"
_STATUS = re.compile(r"[A-Za-z0-9_-]+")
_EMOJI = re.compile(r"\s*:[A-Za-z0-9_]+:\s*")
_SEEN = frozenset({"public", "unlisted"})
_MOST = 60
"""Replies that a server gives to strangers; where so many came, there may be more."""


def thread_at(ask: Ask, post: str, owner: str, users: Mapping[str, str]) -> Pulled:
    """Return the public replies to the post at the address `post`.

    `owner` is the author id of whoever wrote that post, `users` are author ids by the address of
    an account.
    """
    place = urlsplit(post)
    status = place.path.rstrip("/").rpartition("/")[2]
    if not _STATUS.fullmatch(status):
        return Pulled(problem="its address does not end in the number of a post")
    server = f"{place.scheme}://{place.netloc}"
    answer, problem = asked_json(ask, f"{server}/api/v1/statuses/{status}/context")
    if problem:
        return Pulled(problem=problem)
    if not isinstance(value_in(answer, "descendants"), list):
        return Pulled(problem="what it answered is not what Mastodon answers")
    told = list_in(answer, "descendants")
    own = _account_in(place.path)
    is_own = {f"{server}/@{own}".casefold(), f"{server}/users/{own}".casefold()} if own else set()
    known = {**{url.casefold(): user for url, user in users.items()}}
    known.update(dict.fromkeys(is_own, owner) if owner else {})
    return Pulled(tuple(_replies(told, known)), is_whole=len(told) < _MOST)


def _account_in(path: str) -> str:
    found = re.match(r"/(?:@|users/)([^/@]+)/", path)
    return found[1] if found else ""


def _replies(told: Sequence[Any], users: Mapping[str, str]) -> Iterator[Reply]:
    shown = [each for each in told if text_in(each, "visibility") in _SEEN and _number(each)]
    above = {_number(each): text_in(each, "in_reply_to_id") for each in told if _number(each)}
    ids = {_number(each) for each in shown}
    for each in shown:
        parent = _shown_above(_number(each), above, ids)
        account = web_address(text_in(each, "account", "url"))
        yield Reply(
            id=f"{PREFIX}{_number(each)}",
            parent=f"{PREFIX}{parent}" if parent else "",
            name=_name(value_in(each, "account")),
            url=account,
            user=users.get(account.casefold(), ""),
            date=moment_from(text_in(each, "created_at")),
            body=_body(each),
            link=web_address(text_in(each, "url")) or web_address(text_in(each, "uri")),
        )


def _number(status: object) -> str:
    number = text_in(status, "id")
    return number if re.fullmatch(r"[A-Za-z0-9]{1,64}", number) else ""


def _shown_above(number: str, above: Mapping[str, str], shown: set[str]) -> str:
    seen = {number}
    at = above.get(number, "")
    while at and at not in shown:
        if at in seen:
            return ""
        seen.add(at)
        at = above.get(at, "")
    return at if at not in seen else ""


def _name(account: object) -> str:
    shown = name_from(_EMOJI.sub(" ", text_in(account, "display_name")))
    return shown or name_from(text_in(account, "username")) or name_from(text_in(account, "acct"))


def _body(status: object) -> str:
    html = text_in(status, "content")
    text = written_body(html[:LONGEST_BODY])
    if len(html) > LONGEST_BODY:
        text += "…"
    warning = name_from(text_in(status, "spoiler_text"))
    return f"<strong>{escape(warning)}</strong>\n\n{text}" if warning else text
