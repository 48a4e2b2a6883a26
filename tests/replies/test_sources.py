"""What services answer, whole or broken, becomes replies and never an error."""

import itertools
import json
from collections.abc import Callable

import pytest

from ssg.asking.answer import Answer, Ask
from ssg.replies import bluesky, isso, mastodon, webmention
from ssg.replies.isso import Row
from ssg.replies.reply import LONGEST_BODY, Pulled

PULLS: dict[str, Callable[[Ask], Pulled]] = {
    "mastodon": lambda ask: mastodon.thread_at(ask, "https://m.example/@ana/100", "ana", {}),
    "bluesky": lambda ask: bluesky.thread_at(ask, "https://b.example/profile/did:a/post/3k", ""),
    "webmentions": lambda ask: said_of(
        webmention.mentions_of(ask, "https://w.example/x", ["u"], {})
    ),
    "isso": lambda ask: isso.thread_at(ask, "https://i.example", "/one/"),
    "counts": lambda ask: Pulled(problem=isso.counts_of(ask, "https://i.example", ["/one/"])[1]),
}
STATUS = {"id": "7", "visibility": "public"}
STRANGE: list[object] = [
    None,
    7,
    "text",
    [],
    [None],
    {},
    {"descendants": {}, "children": {}, "replies": {}, "thread": []},
    {"descendants": [None, 7, {"id": {}}, {"id": "../x", "visibility": "public"}]},
    {"descendants": [{**STATUS, "account": 7, "content": [], "created_at": "soon"}]},
    {"descendants": [{**STATUS, "in_reply_to_id": "7", "content": "x" * 1_000_000}]},
    {"children": [None, {"wm-id": "x"}, {"wm-id": 7, "wm-target": "http://[", "url": {}}]},
    {"children": [{"wm-id": 7, "wm-target": "u", "content": 8, "author": []}]},
    {"thread": {"post": {"uri": 7}, "replies": [None, {"post": {"uri": "at://a/b/../.."}}]}},
    {"thread": {"post": {"uri": "at://a/b/c", "record": {"facets": [{"index": None}]}}}},
    {"replies": [None, {"id": True}, {"id": 10**30, "created": 1e300, "text": {}}]},
    {"replies": [{"id": 1, "parent": 1, "created": float("nan"), "author": "\x1b[1m"}]},
]
BYTES = [b"", b"<html>", b"[" * 100_000, b'{"a":' * 100_000, b"\xff\xfe", b"NaN"]


def always(answer: Answer) -> Ask:
    return lambda _url, _body: answer


def said_of(answer: tuple[dict[str, Pulled], str]) -> Pulled:
    found, problem = answer
    return found.get("u", Pulled(problem=problem))


@pytest.mark.parametrize("name", PULLS)
def test_whatever_is_answered_nothing_breaks(name: str) -> None:
    encoded = [json.dumps(value).encode() for value in STRANGE]
    for content, status in itertools.product([*encoded, *BYTES], (200, 404)):
        answer = Answer(status, {}, content)
        pulled = PULLS[name](always(answer))
        assert pulled.problem or status == 200
        for reply in pulled.replies:
            assert len(reply.body) <= LONGEST_BODY + 100
            assert "\x1b" not in reply.name


def test_what_cannot_be_asked_says_why() -> None:
    answer = Answer(0, {}, b"", "nothing answers there")
    for pull in PULLS.values():
        assert pull(always(answer)).problem == "nothing answers there"
    no_post = [
        mastodon.thread_at(always(answer), "https://m.example/", "", {}).problem,
        bluesky.thread_at(always(answer), "https://b.example/profile/a", "").problem,
    ]
    assert no_post == [
        "its address does not end in the number of a post",
        "its address is not that of a post, …/profile/NAME/post/…",
    ]


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("https://bo:pw@evil.example/", ""),
        ("https://[::1", ""),
        ("https://evil.example:99999/", ""),
        ("javascript:alert(1)", ""),
        ("https://m.example/@bo?a=1&amp;b=2", "https://m.example/@bo?a=1&b=2"),
    ],
)
def test_an_address_that_hides_something_is_none(told: str, shown: str) -> None:
    context = {"descendants": [{**STATUS, "url": told, "account": {"url": told}}]}
    answer = Answer(200, {}, json.dumps(context).encode())
    (reply,) = PULLS["mastodon"](always(answer)).replies
    assert (reply.url, reply.link) == (shown, shown)


def row(number: int, parent: int | None = None, **fields: object) -> Row:
    values: dict[str, object] = {
        "uri": "/one/",
        "id": number,
        "parent": parent,
        "mode": 1,
        "created": 1.5e9,
        "text": "Said",
        "name": "Ana Ruiz",
        "email": "",
        "website": "",
    }
    return Row(**{**values, **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rows", "parents"),
    [
        ([row(1), row(2, 1)], {1: "", 2: "isso-1"}),
        ([row(1, mode=2), row(2, 1)], {2: ""}),
        ([row(1), row(2, 1, mode=4), row(3, 2)], {1: "", 3: "isso-1"}),
        ([row(1, 2, mode=4), row(2, 1, mode=4), row(3, 2)], {3: ""}),
        ([row(3, 9)], {3: ""}),
    ],
)
def test_an_answer_to_what_is_not_public_answers_what_stands_above(
    rows: list[Row], parents: dict[int, str]
) -> None:
    (thread,) = isso.threads_of(rows, {}).values()
    assert {int(reply.id.removeprefix("isso-")): reply.parent for reply in thread} == parents


def test_an_author_of_the_site_is_known_by_name_and_address_together() -> None:
    users = {("ana ruiz", "ana@small.example"): "ana"}
    rows = [
        row(1, email="Ana@small.example"),
        row(2, name="bo@reader.example", email="ana@small.example"),
        row(3),
    ]
    (thread,) = isso.threads_of(rows, users).values()
    assert [reply.user for reply in thread] == ["ana", "", ""]
    assert [reply.name for reply in thread] == ["Ana Ruiz", "bo", "Ana Ruiz"]


@pytest.mark.parametrize(
    ("markdown", "body"),
    [
        ("a *b*\nc", "a <em>b</em>\nc"),
        ("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;"),
        (
            "[x](javascript:alert(1)) [y](https://y.example/)",
            'x <a href="https://y.example/">y</a>',
        ),
        ("![spy](https://spy.example/x.png)", ""),
        ("[" * 30_000, "[" * 30_000),
        ("x" * 50_000, "x" * LONGEST_BODY + "…"),
    ],
    ids=["lines", "script", "links", "picture", "brackets", "long"],
)
def test_markdown_of_strangers_is_simple_and_safe(markdown: str, body: str) -> None:
    (thread,) = isso.threads_of([row(1, text=markdown)], {}).values()
    assert thread[0].body == body
