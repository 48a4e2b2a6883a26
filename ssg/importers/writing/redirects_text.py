"""The text of redirects.yaml as a person has changed it: what it lists, and lines added to it."""

import re
from collections.abc import Iterable, Mapping

from ssg.importers.old_rules import folded
from ssg.model.settings import RedirectRecord
from ssg.model.source import SourceFile
from ssg.parse.address import split_query
from ssg.parse.redirects import parse_redirects
from ssg.parse.yaml.text import Value, yaml_of
from ssg.text.addresses import normal_address

REDIRECTS_FILE = "content/redirects.yaml"
_ELEMENT = re.compile(r"(?m)^( *)-[ \t]+(\{?)")
_MOVED = 301
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


def with_lines(text: str, lines: Mapping[str, str]) -> str:
    """Return `text` with other lines in place of those that are in `lines`; "" takes one out."""
    kept = text.splitlines(keepends=True)
    return "".join(
        line.replace(line.strip(), lines[line.strip()]) if lines.get(line.strip()) else line
        for line in kept
        if lines.get(line.strip(), line)
    )


def with_redirects(text: str, added: Iterable[str]) -> str:
    """Return `text` with redirects added at its end, in its style; each is a line of YAML."""
    found = list(_ELEMENT.finditer(text))
    indent, brace = found[-1].groups() if found else ("", "{")
    lines = [each for line in added for each in _in_style(line, is_short=bool(brace))]
    end = "\r\n" if "\r\n" in text else "\n"
    gap = end if text and not text.endswith("\n") else ""
    return text + gap + "".join(f"{indent}{line}{end}" for line in lines)


def _in_style(line: str, *, is_short: bool) -> Iterable[str]:
    (rule,) = parse_redirects(SourceFile(REDIRECTS_FILE, line)).value or (None,)
    if is_short or rule is None:
        return line.splitlines()
    values: dict[str, Value] = {
        "from": f"{rule.old}?{rule.query}" if rule.query else rule.old,
        "to": rule.to,
        "code": rule.code if rule.code != _MOVED else "",
        "why": rule.why,
    }
    first, *more = yaml_of({key: value for key, value in values.items() if value}).splitlines()
    return [f"- {first}", *(f"  {each}" for each in more)]
