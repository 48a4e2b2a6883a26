"""What is merged into a comments file, and what stays letter by letter."""

import datetime as dt

import pytest

from ssg.model.settings import ParseSettings
from ssg.model.source import SourceFile
from ssg.parse.comments.conversation import parse_conversation
from ssg.replies.comments_text import read_comments_text, written_comments
from ssg.replies.merging import Merged, merge
from ssg.replies.reply import Pulled, Reply
from tests.yaml_text import from_yaml

NOON = dt.datetime(2016, 11, 1, 12, tzinfo=dt.UTC)
HEAD = "post: {permalink: /one/}\n\ncomments:\n"
OLD = """\
# Bo was the first.
- id: wp-1
  author: {name: Bo}   # a friend
  date: 2016-11-01 10:00
  body: |
    # not a remark
- id: mail-2
  parent: isso-1
  body: 'Said by   letter'
"""
FILES = {
    "empty": "",
    "no comments": "post: {permalink: /one/}\n",
    "an empty list": "comments: []\n",
    "nothing behind the key": "comments:\n",
    "as people write": HEAD + OLD,
    "indented": HEAD + "".join(f"  {line}\n" for line in OLD.splitlines()),
    "a dash alone": "comments:\n-\n  id: wp-1\n  body: x\n-\n  id: wp-2\n  body: y\n",
    "keys behind": f"comments:\n{OLD}# of the post\npost: {{permalink: /one/}}\n",
    "no end of line": "comments:\n- id: wp-1\n  body: x",
    "in braces": "comments: [{id: wp-1, body: x, date: 2016-11-01}, {id: mail-2, body: 5}]\n",
    "in braces as a whole": "{comments: [{id: wp-1, body: x}]}\n",
    "quoted key": '"comments":\n- id: wp-1\n  body: x\n',
}
TEXTS = [
    "Plain",
    "# a sign",
    "two\n\nparts",
    "yes",
    "",
    "a: b",
    "\U0001f600",
    "12",
    "- x",
    "'\"",
    " x",
]


def reply(number: int, body: str = "Said", **fields: object) -> Reply:
    values = {"id": f"isso-{number}", "body": body, "name": "Ana", "date": NOON, **fields}
    return Reply(**values)  # type: ignore[arg-type]


def merged(text: str, *replies: Reply, is_whole: bool = True) -> tuple[Merged, str]:
    found = merge(read_comments_text(text), "isso-", Pulled(replies, is_whole), dt.UTC)
    return found, written_comments(found.file)


def counts(found: Merged) -> tuple[int, int, int]:
    return found.new, found.changed, found.removed


def comments_in(text: str) -> dict[str, dict[str, object]]:
    parsed = parse_conversation(
        SourceFile("content/comments/x.yaml", text), ParseSettings("en", "UTC")
    )
    assert not [each for each in parsed.diagnostics if each.level.value == "error"]
    return {each["id"]: each for each in from_yaml(text)["comments"] or []}


@pytest.mark.parametrize("text", FILES.values(), ids=FILES)
def test_every_way_to_write_a_file_keeps_what_it_says(text: str) -> None:
    before = comments_in(text) if "comments" in text else {}
    replies = [reply(number, words) for number, words in enumerate(TEXTS, 10)]
    found, written = merged(text, *replies)
    assert counts(found) == (len(TEXTS), 0, 0)
    after = comments_in(written)
    assert {id_: each for id_, each in after.items() if not id_.startswith("isso-")} == before
    assert [after[one.id]["body"] for one in replies] == TEXTS
    again, same = merged(written, *replies)
    assert counts(again) == (0, 0, 0)
    assert same == written
    assert not again.is_different
    gone, bare = merged(written)
    assert counts(gone) == (0, 0, len(TEXTS))
    assert comments_in(bare) == before


@pytest.mark.parametrize("name", ["as people write", "indented", "keys behind"])
def test_what_a_person_wrote_stays_letter_by_letter(name: str) -> None:
    _, written = merged(FILES[name], reply(1), reply(2, date=NOON.replace(year=2015)))
    lines = [line for line in FILES[name].splitlines() if line.strip()]
    assert [line for line in written.splitlines() if line in lines] == lines


def test_a_comment_is_put_where_its_time_is() -> None:
    early, late = NOON.replace(hour=8), NOON.replace(hour=14)
    text = "comments:\n- {id: wp-1, date: 2016-11-01 10:00, body: x}\n- {id: wp-2, body: y}\n"
    _, written = merged(text, reply(8, date=late), reply(9, date=early), reply(7, date=early))
    assert list(comments_in(written)) == ["isso-7", "isso-9", "wp-1", "wp-2", "isso-8"]
    apart, _ = merged(text, reply(8, date=late))
    _, later = merged(written_comments(apart.file), reply(8, date=late), reply(9, date=early))
    assert list(comments_in(later)) == ["isso-9", "wp-1", "wp-2", "isso-8"]


def test_what_a_person_changed_stays_until_it_is_changed_at_its_source() -> None:
    _, text = merged("", reply(1, "A rude word"))
    edited = text.replace("A rude word", "A … word").replace(
        "  date:", "  status: hidden\n  # why: rude\n  date:"
    )
    found, written = merged(edited, reply(1, "A rude word"))
    assert counts(found) == (0, 0, 0)
    assert written == edited
    found, written = merged(edited, reply(1, "A kind word"))
    assert counts(found) == (0, 1, 0)
    (comment,) = comments_in(written).values()
    assert comment["body"] == "A kind word"
    assert comment["status"] == "hidden"


def test_what_answered_a_comment_that_is_gone_answers_what_that_one_answered() -> None:
    text = (
        "comments:\n- {id: isso-1, body: a}\n- {id: isso-2, parent: isso-1, body: b}\n"
        "- {id: mail-3, parent: isso-2, body: c}\n- {id: isso-4, parent: isso-5, body: d}\n"
        "- {id: isso-5, parent: isso-4, body: e}\n- {id: mail-6, parent: isso-5, body: f}\n"
    )
    found, written = merged(text, reply(1))
    assert found.removed == 3
    comments = comments_in(written)
    assert comments["mail-3"]["parent"] == "isso-1"
    assert "parent" not in comments["mail-6"]


def test_what_may_not_be_all_removes_nothing() -> None:
    _, text = merged("", reply(1), reply(2))
    found, _ = merged(text, reply(1), is_whole=False)
    assert counts(found) == (0, 0, 0)


def test_two_comments_never_have_one_address() -> None:
    text = "comments:\n- {id: wp-1, body: x}\n- {id: bl-1x2, body: y}\n"
    replies = (reply(1), reply(2, parent="isso-1"), reply(2, "doubled"))
    found, written = merged(text, *replies)
    assert counts(found) == (2, 0, 0)
    comments = comments_in(written)
    assert list(comments) == ["wp-1", "bl-1x2", "isso-2", "isso-1x3"]
    assert comments["isso-2"]["parent"] == "isso-1x3"
    again, same = merged(written.replace("- {id: wp-1, body: x}\n", ""), *replies)
    assert counts(again) == (0, 0, 0)
    assert "isso-1x3" in same
