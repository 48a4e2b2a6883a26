"""Comments of Isso, from rows of its database or from its API → replies.

Both ways give the Markdown that the reader wrote, so that it does not matter which is taken. The
API never tells e-mail addresses; those of the database are compared and forgotten.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from ssg.asking.answer import Ask
from ssg.asking.cleaning import list_in, value_in, web_address
from ssg.asking.moments import moment_of_epoch
from ssg.model.record import dataclass
from ssg.parse.comments.markdown import body_of_markdown
from ssg.replies.answers import asked_json, name_from, text_in
from ssg.replies.reply import LONGEST_BODY, Pulled, Reply

PREFIX = "isso-"
_PUBLIC = 1
_AT_ONCE = 200
"""Addresses that are counted with one question."""


@dataclass(frozen=True, slots=True)
class Row:
    """A comment as the database has it: of any `mode`; 1 is public, 2 waits, 4 was deleted."""

    uri: str
    id: int
    parent: int | None
    mode: int
    created: float | None
    text: str
    name: str
    email: str
    website: str


def threads_of(
    rows: Iterable[Row], users: Mapping[tuple[str, str], str]
) -> dict[str, tuple[Reply, ...]]:
    """Return the public comments by the address of the page, in the order of their numbers.

    `users` are ids of authors by name and e-mail address, both folded: an author's own answer is
    one with both.
    """
    by_uri: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: row.id):
        by_uri.setdefault(row.uri, []).append(row)
    return {uri: tuple(_of_thread(thread, users)) for uri, thread in by_uri.items()}


def _of_thread(rows: Sequence[Row], users: Mapping[tuple[str, str], str]) -> Iterator[Reply]:
    by_id = {row.id: row for row in rows}
    for row in rows:
        if row.mode != _PUBLIC:
            continue
        parent = _shown_above(row, by_id)
        yield Reply(
            id=f"{PREFIX}{row.id}",
            parent=f"{PREFIX}{parent.id}" if parent else "",
            # Some readers give their e-mail address for a name.
            name=name_from(row.name).partition("@")[0].strip(),
            url=web_address(row.website),
            user=users.get((row.name.strip().casefold(), row.email.strip().casefold()), ""),
            date=moment_of_epoch(row.created),
            body=_body(row.text),
        )


def _shown_above(row: Row, by_id: Mapping[int, Row]) -> Row | None:
    """Return the nearest public comment that `row` answers; None at the top and in a circle."""
    seen = {row.id}
    above = by_id.get(row.parent) if row.parent is not None else None
    while above is not None and above.mode != _PUBLIC:
        if above.id in seen or above.parent is None:
            return None
        seen.add(above.id)
        above = by_id.get(above.parent)
    return None if above is None or above.id in seen else above


def _body(text: str) -> str:
    return body_of_markdown(text[:LONGEST_BODY] + "…" * (len(text) > LONGEST_BODY))


def counts_of(ask: Ask, server: str, uris: Sequence[str]) -> tuple[dict[str, int], str]:
    """Return how many public comments each page has, and "" or why that is not known."""
    counts: dict[str, int] = {}
    for start in range(0, len(uris), _AT_ONCE):
        some = uris[start : start + _AT_ONCE]
        told, problem = asked_json(ask, f"{server}/count", json.dumps(some).encode("ascii"))
        if problem:
            return {}, problem
        if not isinstance(told, list) or len(told) != len(some):
            return {}, "what it answered is not what Isso answers"
        counts.update(
            (uri, count) for uri, count in zip(some, told, strict=True) if isinstance(count, int)
        )
    return counts, ""


def thread_at(ask: Ask, server: str, uri: str) -> Pulled:
    """Return the public comments of one page."""
    answer, problem = asked_json(ask, f"{server}/?uri={quote(uri, safe='')}&plain=1")
    if problem:
        return Pulled(problem=problem)
    if not isinstance(value_in(answer, "replies"), list):
        return Pulled(problem="what it answered is not what Isso answers")
    rows = [row for each in _flat(answer) if (row := _row(uri, each)) is not None]
    hidden = _number(value_in(answer, "hidden_replies")) or any(
        _number(value_in(each, "hidden_replies")) for each in list_in(answer, "replies")
    )
    return Pulled(threads_of(rows, {}).get(uri, ()), is_whole=not hidden)


def _flat(answer: object) -> Iterator[Any]:
    """Yield the comments at every level, without following nesting on Python's stack."""
    waiting = [answer]
    while waiting:
        replies = list_in(waiting.pop(), "replies")
        yield from replies
        waiting += replies


def _row(uri: str, told: object) -> Row | None:
    number = _number(value_in(told, "id"))
    if not number:
        return None
    created = value_in(told, "created")
    return Row(
        uri=uri,
        id=number,
        parent=_number(value_in(told, "parent")) or None,
        # The API shows those of mode 1, and of mode 4 those that others have answered.
        mode=_number(value_in(told, "mode")),
        created=created if isinstance(created, int | float) else None,
        text=text_in(told, "text"),
        name=text_in(told, "author"),
        email="",
        website=text_in(told, "website"),
    )


def _number(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0
