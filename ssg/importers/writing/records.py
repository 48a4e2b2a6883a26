"""Author records, categories, tags and redirects as texts of files."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Any

from ssg.importers.emails import with_wide_signs
from ssg.importers.mapping.people import NewAuthor
from ssg.importers.mapping.terms import NewTerm
from ssg.importers.new_file import NewFile
from ssg.importers.old_rules import OldRule
from ssg.importers.writing.redirects_text import REDIRECTS_FILE, redirect_name
from ssg.importers.writing.titles import plain_summary
from ssg.parse.yaml.text import Value, yaml_of
from ssg.text.addresses import hide_signs

AUTHORS_FOLDER = "content/authors/"
CATEGORIES_FILE, TAGS_FILE = "content/categories.yaml", "content/tags.yaml"
_MOVED = 301


def author_files(authors: Iterable[NewAuthor], told: Mapping[str, Value]) -> Iterator[NewFile]:
    """Yield the record of each author. `told` are further keys by id, from the living site."""
    for author in authors:
        more = told.get(author.id) or {}
        values: dict[str, Value] = {"name": author.name, "sort_name": author.sort_name}
        if isinstance(more, dict):
            values |= more
        kept = {key: value for key, value in values.items() if value}
        parts = {key: {key: value} for key, value in kept.items()}
        yield NewFile(f"{AUTHORS_FOLDER}{author.id}.yaml", yaml_of(kept), parts=parts)


def terms_file(path: str, terms: Sequence[NewTerm], guarded: Container[str]) -> Iterator[NewFile]:
    """Yield categories.yaml or tags.yaml, if there are any; `guarded` are e-mail addresses."""
    if terms:
        parts = {term.slug: _term(term, guarded) for term in terms}
        yield NewFile(path, yaml_of([*parts.values()]), parts=parts)


def _term(term: NewTerm, guarded: Container[str]) -> dict[str, Value]:
    values: dict[str, Value] = {
        "slug": term.slug,
        "name": with_wide_signs(term.name, guarded),
        "parent": term.parent,
        "description": with_wide_signs(plain_summary(term.description), guarded),
    }
    return {key: value for key, value in values.items() if value}


def redirects_file(rules: Sequence[OldRule]) -> Iterator[NewFile]:
    """Yield redirects.yaml, if there is anything in it."""
    if rules:
        lines = {}
        for rule in rules:
            values = _rule(rule)
            lines[redirect_name(values["from"])] = yaml_of([values])
        yield NewFile(REDIRECTS_FILE, "".join(lines.values()), parts=lines)


def _rule(rule: OldRule) -> dict[str, Any]:
    values: dict[str, Value] = {
        "from": f"{rule.old}?{rule.query}" if rule.query else hide_signs(rule.old),
        "to": rule.to,
        "code": rule.code if rule.code != _MOVED else "",
        "why": rule.why,
    }
    return {key: value for key, value in values.items() if value}
