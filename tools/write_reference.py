"""Write docs/schemas/*.json, the lists of keys in the reference, and the list of the themes' words.

Run it after a change to a table of the parser, or to the words: `python tools/write_reference.py`.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from babel import Locale

from ssg.parse.cards import CARD_TABLE
from ssg.parse.comments.table import CONVERSATION_TABLE
from ssg.parse.decoding import Key, Table
from ssg.parse.entries.table import ENTRY_TABLE
from ssg.parse.people import AUTHOR_TABLE
from ssg.parse.redirects import REDIRECT_TABLE
from ssg.parse.schema_export import export_schemas
from ssg.parse.settings.deploy_targets import TARGET_TABLES
from ssg.parse.settings.table import SETTINGS_TABLE
from ssg.parse.terms import TERM_TABLE

DOCS = Path(__file__).resolve().parent.parent / "docs"
WORDS = "theme-words.md"
STRINGS = DOCS.parent / "themes/broadsheet/strings"
BEGIN, END = "<!-- keys: written by tools/write_reference.py -->", "<!-- end of keys -->"
BEGIN_WORDS, END_WORDS = (
    "<!-- words: written by tools/write_reference.py -->",
    "<!-- end of words -->",
)
DOCUMENTS = {
    "site-yaml.md": SETTINGS_TABLE,
    "front-matter.md": ENTRY_TABLE,
    "author-records.md": AUTHOR_TABLE,
    "comments-files.md": CONVERSATION_TABLE,
    "card-files.md": CARD_TABLE,
    "redirects.md": REDIRECT_TABLE,
    "categories-and-tags.md": TERM_TABLE,
}
TABLE_HEAD = "| Key | Type | Default | Meaning |\n|---|---|---|---|\n"


def schema_files() -> dict[str, str]:
    """Return the text of each file of docs/schemas by name."""
    return {
        f"{name}.json": json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        for name, schema in export_schemas().items()
    }


def with_keys(document: str, table: Table) -> str:
    """Return `document` with the keys of `table` between its two marks."""
    before, _, rest = document.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{''.join(map(section, table.keys.values()))}{END}{after}"


def with_words(document: str) -> str:
    """Return `document` with the languages of the themes and their words between its marks."""
    before, _, rest = document.partition(BEGIN_WORDS)
    _, _, after = rest.partition(END_WORDS)
    names = {Locale(file.stem).english_name: file.stem for file in STRINGS.glob("*.yaml")}
    rows = "".join(f"| {name} | `{names[name]}` |\n" for name in sorted(names))
    english = (STRINGS / "en.yaml").read_text("utf-8")
    languages = f"| language | code |\n|---|---|\n{rows}"
    return (
        f"{before}{BEGIN_WORDS}\n\n{languages}\n## All words\n\n```yaml\n{english}```\n\n"
        f"{END_WORDS}{after}"
    )


def section(key: Key) -> str:
    """Return the section about `key`, with a table of the keys below it."""
    lines = [f"### `{key.name}`\n", f"{key.meaning}\n"]
    lines.append(f"- Type: {key.decoder.expects}\n- Default: {default_of(key)}")
    example = key.example or key.decoder.example
    text = f"{chr(10).join(lines)}\n\n```yaml\n{key.name}: {example}\n```\n\n"
    rows = list(rows_below(key.name, key.decoder.table))
    if key.decoder.table and key.decoder.table.rest_meaning:
        text += f"Other names: {key.decoder.table.rest_meaning}\n\n"
    if key.name == "deploy":
        for kind, targets in TARGET_TABLES.items():
            rows += rows_below(f"deploy.{kind}", targets)
        text += "`deploy.rsync.to` below is the key `to` of a target with `type: rsync`.\n\n"
    return text + (TABLE_HEAD + "\n".join(rows) + "\n\n" if rows else "")


def rows_below(path: str, table: Table | None) -> Iterator[str]:
    """Yield a row for each key of `table` and of the groups inside it."""
    for key in table.keys.values() if table else ():
        name = f"{path}.{key.name}"
        cells = (f"`{name}`", key.decoder.expects, default_of(key), key.meaning)
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
        yield from rows_below(name, key.decoder.table)


def default_of(key: Key) -> str:
    """Return what holds without `key`."""
    if key.missing:
        return "none, it is required"
    return key.default or "nothing"


def main() -> None:
    """Write every file."""
    (DOCS / "schemas").mkdir(exist_ok=True)
    for name, text in schema_files().items():
        (DOCS / "schemas" / name).write_text(text, "utf-8")
    for name, table in DOCUMENTS.items():
        file = DOCS / "content/pages/reference" / name
        file.write_text(with_keys(file.read_text("utf-8"), table), "utf-8")
    file = DOCS / "content/pages/reference" / WORDS
    file.write_text(with_words(file.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
