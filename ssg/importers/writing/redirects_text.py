"""The text of redirects.yaml as a person has changed it: what it lists, and lines added to it."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from ssg.importers.old_rules import folded
from ssg.model.settings import RedirectRecord
from ssg.model.source import SourceFile
from ssg.parse.address import split_query
from ssg.parse.redirects import parse_redirects
from ssg.parse.yaml_text import yaml_of
from ssg.text.addresses import normal_address

REDIRECTS_FILE = "content/redirects.yaml"
_ELEMENT = re.compile(r"(?m)^( *)-[ \t]+(\{?)")
Redirects = Mapping[str, RedirectRecord]


def redirect_name(old: str) -> str:
    """Return what is equal for two old addresses that no file could keep apart."""
    path, query = split_query(old)
    name = folded(normal_address(path))
    return f"{name}?{query}" if query else name


def read_redirects(text: str) -> Redirects | None:
    """Return the redirects in `text` by their names; None where it cannot be read."""
    if not text.strip():
        return {}
    records = parse_redirects(SourceFile(REDIRECTS_FILE, text)).value
    if records is None:
        return None
    return {redirect_name(f"{each.old}?{each.query}"): each for each in records}


def with_redirects(text: str, added: Iterable[Mapping[str, Any]]) -> str:
    """Return `text` with redirects added at its end, in its style."""
    found = list(_ELEMENT.finditer(text))
    indent, brace = found[-1].groups() if found else ("", "{")
    lines = [f"{indent}{line}" for each in added for line in _lines(each, is_short=bool(brace))]
    end = "\r\n" if "\r\n" in text else "\n"
    gap = end if text and not text.endswith("\n") else ""
    return text + gap + "".join(f"{line}{end}" for line in lines)


def _lines(rule: Mapping[str, Any], *, is_short: bool) -> list[str]:
    if is_short:
        return yaml_of([dict(rule)]).splitlines()
    first, *more = yaml_of(dict(rule)).splitlines()
    return [f"- {first}", *(f"  {line}" for line in more)]
