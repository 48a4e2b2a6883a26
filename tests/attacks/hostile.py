"""Values that nobody means, and any sites made of them."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import Any

import yaml
from hypothesis import strategies as st

from ssg.parse.decoding import Key, Table
from tests.attacks.fields import example_of, is_list

WORDS = (
    "", " ", ".", "..", "../../etc/passwd", "/", "//", "//evil.example/x", "\\", "%00", "%2e%2e%2f",
    "\0", "\x07", "\r\nX: y", "\n", "\t", "CON", "nul.txt", "x.", "x ", "-", "---", "{{ x }}",
    "{% raw %}", "{{< figure >}}", "{#", "<script>pwn(1)</script>", '"><img src=x onerror=pwn(2)>', "' onload='pwn(3)", "</script>",
    "<!--", "]]>", "&amp;", "&#0;",
    "'", '"', "`", "a: b", "# x", "*x", "&x", "!!python/object", "null", "~", "yes", "0", "-1",
    "1e999", "9" * 40, "0x1F", "1_000", "12:30:45", "2016-10-29", "2016-02-31", "0001-01-01",
    "9999-12-31T23:59:59+23:59", "e\u0301", "\u202e", "\u200b", "\ufeff", "\u2028", "\x85", "\uffff",
    "\ud800", "🚀", "日本語", "\x02a0\x03", "\x02c0\x03", "\x02", "x" * 300, "é" * 200, "x/" * 90,
    "javascript:x", "https://[", "https://x.example:99999/", "http://", "mailto:", "a@b", "data:,",
    "index", "index.html", "feed.xml", "page", "404.html", "_redirects", "media", "assets", "tag",
    "{slug}", "{nope}", "/{year}/", "one", "two", "ana", "en", "ar", "xx-YY", "#fff", "red", "all",
)  # fmt: skip

words = st.sampled_from(WORDS) | st.text(max_size=8)
scalars = (
    words
    | st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.dates()
    | st.datetimes(timezones=st.none() | st.timezones())
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words | scalars, inner, max_size=3),
    max_leaves=6,
)


def like(example: Any) -> st.SearchStrategy[Any]:
    """Return values that have the shape of an example, with hostile parts."""
    if isinstance(example, dict):
        return st.fixed_dictionaries({key: like(value) for key, value in example.items()})
    if isinstance(example, list):
        return st.tuples(*map(like, example)).map(list)
    return st.just(example) | words | scalars


def value_of(key: Key, depth: int) -> st.SearchStrategy[Any]:
    """Return what may stand at a key: its example, something like it, its groups, anything."""
    examples = [example_of(text) for text in (key.example, key.decoder.example) if text]
    shapes = [st.just(examples[0]), like(examples[0]), like(examples[-1]), scalars, values]
    if key.decoder.table and depth:
        group = group_of(key.decoder.table, depth - 1)
        shapes += [group, st.lists(group, max_size=2) if is_list(key.decoder) else group]
    return st.one_of(shapes)


@st.composite
def group_of(draw: st.DrawFn, table: Table, depth: int = 2, most: int = 7) -> dict[Any, Any]:
    """Return some keys of a table: mostly those that it needs, and some that it does not know."""
    names = draw(st.lists(st.sampled_from(sorted(table.keys)), max_size=most, unique=True))
    found: dict[Any, Any] = {
        name: draw(value_of(table.keys[name], depth))
        for name in (*table.required, *names)
        if name not in table.required or draw(st.integers(0, 9))
    }
    if not draw(st.integers(0, 5)):
        found[draw(scalars)] = draw(values)
    return found


def good(table: Table) -> dict[str, Any]:
    """Return the keys that a table needs, with their examples."""
    return {
        name: example_of(table.keys[name].example or table.keys[name].decoder.example)
        for name in table.required
    }


def dumped(value: object) -> str:
    """Return a value as YAML, as a program may write it."""
    text: str = yaml.safe_dump(value, allow_unicode=True, width=1_000_000, sort_keys=False)
    return text


@dataclass
class Document:
    """A file of keys, or a list of elements, each of which can be taken out again."""

    parts: list[object]
    """Groups of one key each, or the elements of a list."""
    is_list: bool
    body: str | None = None
    needs: Mapping[str, object] = field(default_factory=dict)
    """What takes the place of such keys when they are taken out."""

    def text(self) -> str:
        """Return the file."""
        return self._front() if self.body is None else f"---\n{self._front()}---\n{self.body}\n"

    def _front(self) -> str:
        return "".join(map(self._written, self.parts))

    def _written(self, part: object) -> str:
        return dumped([part] if self.is_list else part)

    def without(self, lines: Iterable[int]) -> "Document":
        """Return the document without what stands on some lines."""
        ends = list(accumulate(self._written(part).count("\n") for part in self.parts))
        shift = 0 if self.body is None else 1
        wrong = {bisect_left(ends, line - shift) for line in lines}
        kept = [part for number, part in enumerate(self.parts) if number not in wrong]
        there = {key for part in kept if isinstance(part, dict) for key in part}
        kept += [{key: part} for key, part in self.needs.items() if key not in there]
        return replace(self, parts=kept)


def document(
    value: Mapping[Any, Any] | list[Any], body: str | None = None, **needs: object
) -> Document:
    """Return a value as a document; with a body it is an entry."""
    if isinstance(value, list):
        return Document(value, is_list=True)
    parts: list[object] = [{key: part} for key, part in value.items()]
    return Document(parts, is_list=False, body=body, needs=needs)


Group = Mapping[Any, Any]
texts = st.lists(
    st.sampled_from(
        (
            "Words", " ", "\n", "\n\n", "*", "**", "_", "`", "```\n", "    ", "\t", "> ", "- ", "1. ",
            "# ", "[", "](", ")", "![", "[[", "]]", "[[One]]", "[^1]", "\n[^1]: ", "*[A]: ",
            "|a|b|\n|-|-|\n", "::: aside\n", ":::\n", "{{< ", " >}}", "{{< quote >}}", "{{< /quote >}}",
            '{{< figure src="/media/a.png" alt="', '" >}}', "<!--more-->", "<!--", "-->", "<p>", "</p>",
            "<a href='", "https://youtu.be/aqz-KE-bpKQ", "\n> — Who, [W](/x)\n", "{: .x #y z=", "}",
            "\\", "&amp;", "&#x202e;", "(two.md)", "(/tag/x/)", "(#", "\x02a0\x03", "\x02c0\x03", "\x02t1\x03",
            "\x02s9\x03", "\x03", "\x02", "\0", "\r", "\u2028", "\ud800", "é", "漢", "\u202e", '"', "'", "--",
            "...", "]: /x 'y'\n", "~~~ {.x}\n", "{{ view }}", "{% x %}",
        )
    )
    | st.text(max_size=6),
    max_size=25,
).map("".join)  # fmt: skip
"""Texts of what Markdown and ours beyond it are made of, and marks that only the parser sets."""
