"""Every field that a writer can fill, taken from the tables that make the reference.

So a key that is new tomorrow is attacked tomorrow, without a word here.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import yaml

from ssg.parse.cards import CARD_TABLE
from ssg.parse.comments.table import COMMENT_TABLE
from ssg.parse.decoding import Decoder, Key, Table
from ssg.parse.entries.table import ENTRY_TABLE
from ssg.parse.people import AUTHOR_TABLE
from ssg.parse.redirects import REDIRECT_TABLE
from ssg.parse.settings.deploy_targets import TARGET_TABLES
from ssg.parse.settings.table import SETTINGS_TABLE
from ssg.parse.terms import TERM_TABLE
from ssg.parse.themes.settings import SETTING_TABLE
from ssg.parse.themes.theme import MANIFEST_TABLE
from tests.yaml_text import from_yaml

TABLES: Mapping[str, Table] = {
    "front matter": ENTRY_TABLE,
    "site.yaml": SETTINGS_TABLE,
    "author record": AUTHOR_TABLE,
    "comment": COMMENT_TABLE,
    "term": TERM_TABLE,
    "redirect": REDIRECT_TABLE,
    "card": CARD_TABLE,
    "theme.yaml": MANIFEST_TABLE,
    "setting of a theme": SETTING_TABLE,
    **{f"deploy: {kind}": table for kind, table in TARGET_TABLES.items()},
}
Words = Callable[[str, object], object]
"""Returns what stands in a field, by its name and its example."""


@cache
def example_of(text: str) -> Any:
    """Return an example of the reference as a value; what is no YAML by itself is its text."""
    try:
        return from_yaml(text)
    except yaml.YAMLError:
        return text


def is_list(decoder: Decoder[Any]) -> bool:
    """Tell whether a field takes a list."""
    schema: Any = decoder.schema
    return any(each.get("type") == "array" for each in (schema, *schema.get("anyOf", ())))


def filled(table: Table, words: Words, prefix: str = "") -> dict[str, Any]:
    """Return every key of `table` with `words` in every field, down to the last group in it."""
    values = {key.name: _value(key, words, prefix + key.name) for key in table.keys.values()}
    if table.rest is not None:
        values["data-more"] = words(f"{prefix}*", "more")
    return values


def _value(key: Key, words: Words, name: str) -> Any:
    example = example_of(key.example or key.decoder.example)
    if key.decoder.table is not None:
        group: Any = filled(key.decoder.table, words, f"{name}.")
    elif isinstance(example, list):
        return _like(example, words, name)
    else:
        group = _like(example, words, name)
    return [group] if is_list(key.decoder) else group


def _like(example: Any, words: Words, name: str) -> Any:
    """Return a value that has the shape of an example."""
    if isinstance(example, dict):
        return {each: _like(value, words, f"{name}.{each}") for each, value in example.items()}
    if isinstance(example, list):
        return [_like(value, words, f"{name}[]") for value in example]
    return words(name, example)


def names_of(table: Table) -> list[str]:
    """Return the name of every field of `table`."""
    names: list[str] = []
    filled(table, lambda name, _: names.append(name))
    return names


@dataclass
class Sheet:
    """Keys as YAML, each field on a line of its own, so that a problem tells which field it is."""

    lines: list[str] = field(default_factory=list)
    field_by_line: dict[int, str] = field(default_factory=dict)

    def text(self) -> str:
        """Return it all."""
        return "\n".join(self.lines) + "\n"


def quoted(value: object) -> str:
    """Return a value as YAML on one line."""
    if not isinstance(value, str):
        return json.dumps(value, default=str)
    written = json.dumps(value, ensure_ascii=False)
    return re.sub(
        "[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]",
        lambda sign: f"\\u{ord(sign[0]):04x}",
        written,
    )


def written(table: Table, words: Words, *, without: frozenset[str] = frozenset()) -> Sheet:
    """Write every field of `table` but the keys `without`."""
    named: dict[int, str] = {}
    marks: list[object] = []

    def mark(name: str, example: object) -> object:
        marks.append(words(name, example))
        named[len(marks) - 1] = name
        return _Mark(len(marks) - 1)

    sheet = Sheet()
    for key, value in filled(table, mark).items():
        if key in without:
            continue
        for line, number in _lines(key, value, "", marks):
            sheet.lines.append(line)
            if number is not None:
                sheet.field_by_line[len(sheet.lines)] = named[number]
    return sheet


@dataclass(frozen=True)
class _Mark:
    number: int


def _lines(
    key: str, value: Any, indent: str, marks: list[object]
) -> Iterator[tuple[str, int | None]]:
    head = f"{indent}{key}:"
    if isinstance(value, _Mark):
        yield f"{head} {quoted(marks[value.number])}", value.number
    elif isinstance(value, dict):
        yield head, None
        for name, part in value.items():
            yield from _lines(name, part, indent + "  ", marks)
    else:
        yield head, None
        for part in value:
            if isinstance(part, _Mark):
                yield f"{indent}  - {quoted(marks[part.number])}", part.number
                continue
            first = True
            for name, inner in part.items():
                for line, number in _lines(name, inner, indent + "    ", marks):
                    shown = f"{indent}  - {line.lstrip()}" if first else line
                    yield shown, number
                    first = False


ADDRESSES = re.compile(r" (?:permalink|slug|aliases\[\])$")
Instead = Callable[[str, object], object]


@dataclass
class Poisoned:
    """A file of keys, or of a list of groups, with an attacker's words in every field.

    Where a field refuses them, `instead` stands there: its example, unless a site needs another.
    """

    path: str
    table: Table
    words: list[Words]
    is_list: bool = False
    instead: Instead = lambda _, example: example
    without: frozenset[str] = frozenset()
    body: str | None = None
    head: str = ""
    refused: set[tuple[int, str]] = field(default_factory=set)

    def sheet(self) -> Sheet:
        """Return the file, with what stands on each line."""
        whole = Sheet([self.head] if self.head else [] if self.body is None else ["---"])
        for number, words in enumerate(self.words):
            part = written(self.table, self._chosen(number, words), without=self.without)
            for line, text in enumerate(part.lines, 1):
                shown = text if not self.is_list else ("- " if line == 1 else "  ") + text
                whole.lines.append(shown)
                if line in part.field_by_line:
                    whole.field_by_line[len(whole.lines)] = f"{number} {part.field_by_line[line]}"
        if self.body is not None:
            whole.lines += ["---", self.body]
        return whole

    def _chosen(self, number: int, words: Words) -> Words:
        return lambda name, example: (
            self.instead(f"{number} {name}", example)
            if (number, name) in self.refused
            else words(name, example)
        )

    def refuse(self, lines: set[int]) -> bool:
        """Take out what stands on some lines; tell whether there was anything."""
        by_line = self.sheet().field_by_line
        found = {by_line[line] for line in lines if line in by_line}
        if 0 in lines:  # What is wrong with an address has no line.
            found |= {each for each in by_line.values() if ADDRESSES.search(each)}
        wrong = {(int(each.split(" ")[0]), each.partition(" ")[2]) for each in found}
        is_new = bool(wrong - self.refused)
        self.refused |= wrong
        return is_new

    def took(self) -> set[str]:
        """Return the names of the fields that took an attacker's words somewhere."""
        fields = {each.partition(" ")[2] for each in self.sheet().field_by_line.values()}
        count = len(self.words)
        return {name for name in fields if sum(at == name for _, at in self.refused) < count}
