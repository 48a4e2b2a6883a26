"""The reference names every key that the parser knows, and no other."""

import dataclasses
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from ssg.model.entry import Entry
from ssg.model.settings import CommentSettings, FeedSettings, PodcastSettings, Settings
from ssg.parse.comments.table import CONVERSATION_TABLE
from ssg.parse.decoding import WRONG, Key, Table
from ssg.parse.entries.table import ENTRY_TABLE
from ssg.parse.people import AUTHOR_TABLE
from ssg.parse.problems import Reading
from ssg.parse.redirects import REDIRECT_TABLE
from ssg.parse.schema_export import LISTS, TABLES
from ssg.parse.settings.deploy_targets import TARGET_TABLES
from ssg.parse.settings.table import SETTINGS_TABLE
from ssg.parse.terms import TERM_TABLE
from ssg.parse.yaml.nodes import MapNode
from ssg.parse.yaml.reader import read_yaml

REPOSITORY = Path(__file__).resolve().parent.parent
REFERENCE = REPOSITORY / "docs/content/pages/reference"
DOCUMENTS = {
    "site-yaml.md": SETTINGS_TABLE,
    "front-matter.md": ENTRY_TABLE,
    "author-records.md": AUTHOR_TABLE,
    "comments-files.md": CONVERSATION_TABLE,
    "redirects.md": REDIRECT_TABLE,
    "categories-and-tags.md": TERM_TABLE,
}


def load_tool() -> ModuleType:
    file = REPOSITORY / "tools" / "write_reference.py"
    spec = importlib.util.spec_from_file_location("write_reference", file)
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    return tool


def keys_below(table: Table, path: str = "") -> Iterator[tuple[str, Key]]:
    for key in table.keys.values():
        yield path + key.name, key
        if key.decoder.table:
            yield from keys_below(key.decoder.table, f"{path}{key.name}.")
        if key.name == "deploy":
            for kind, targets in TARGET_TABLES.items():
                yield from keys_below(targets, f"deploy.{kind}.")


ROWS = [
    pytest.param(key, id=f"{name}:{path}")
    for name, table in {**TABLES, **LISTS}.items()
    for path, key in keys_below(table)
]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_key_is_documented_and_no_other(name: str) -> None:
    text = (REFERENCE / name).read_text("utf-8")
    documented = re.findall(r"^(?:### |\| )`([\w.-]+)`", text, re.MULTILINE)
    assert documented == [path for path, _ in keys_below(DOCUMENTS[name])]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_reference_is_up_to_date(name: str) -> None:
    text = (REFERENCE / name).read_text("utf-8")
    assert load_tool().with_keys(text, DOCUMENTS[name]) == text


def test_the_words_of_the_themes_are_listed() -> None:
    text = (REFERENCE / "theme-words.md").read_text("utf-8")
    assert load_tool().with_words(text) == text
    assert "| German | `de` |" in text
    assert "\nmenu: Main\n" in text


def test_the_schemas_are_up_to_date() -> None:
    folder = REPOSITORY / "docs" / "schemas"
    written = {file.name: file.read_text("utf-8") for file in folder.iterdir()}
    assert written == load_tool().schema_files()


@pytest.mark.parametrize("key", ROWS)
def test_a_key_is_explained_in_sentences_and_its_example_is_right(key: Key) -> None:
    assert key.meaning.endswith(".")
    for example in filter(None, (key.example, key.decoder.example)):
        reading = Reading("x.yaml", "")
        node = read_yaml(f"{key.name}: {example}", 1, 10_000, reading)
        assert isinstance(node, MapNode)
        value = node.pairs[0][1]
        assert value is not None
        assert key.decoder.read(value, reading) is not WRONG
        assert reading.problems == []


@pytest.mark.parametrize(
    ("kind", "table", "fields"),
    [
        (Settings, SETTINGS_TABLE, {}),
        (Entry, ENTRY_TABLE, {"image": "picture"}),
        (FeedSettings, SETTINGS_TABLE.keys["feeds"].decoder.table, {}),
        (CommentSettings, SETTINGS_TABLE.keys["comments"].decoder.table, {}),
        (PodcastSettings, SETTINGS_TABLE.keys["podcast"].decoder.table, {}),
    ],
)
def test_a_documented_default_is_the_models(
    kind: type, table: Table, fields: dict[str, str]
) -> None:
    defaults = {
        field.name: field.default_factory()
        if field.default is dataclasses.MISSING and callable(field.default_factory)
        else field.default
        for field in dataclasses.fields(kind)
    }
    compared = 0
    for name, key in table.keys.items():
        default = defaults.get(fields.get(name, name))
        # Texts that are empty in the model are told in words: "the site's title".
        if default in ("", None, dataclasses.MISSING) or dataclasses.is_dataclass(default):
            continue
        # Of these two the reference tells more than one value.
        if name not in {"comments", "authors"}:
            assert _decoded(key) == default, name
        compared += 1
    assert compared >= 1


def _decoded(key: Key) -> object:
    """Return the documented default as the parser reads it."""
    node = read_yaml(f"{key.name}: {key.default}", 1, 10_000, Reading("", ""))
    value = node.pairs[0][1] if isinstance(node, MapNode) else None
    return WRONG if value is None else key.decoder.read(value, Reading("", ""))


def test_answers_are_open_by_default() -> None:
    decoded = _decoded(ENTRY_TABLE.keys["comments"])
    default = {field.name: field.default for field in dataclasses.fields(Entry)}["comments"]
    assert isinstance(decoded, tuple)
    assert decoded[0] == default
