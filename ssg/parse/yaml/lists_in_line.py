"""Lists that a writer typed without YAML's signs: `tags: a, b`, or `-a` without a space."""

import re

from ssg.parse.problems import Reading, report, warn
from ssg.parse.yaml.nodes import ScalarNode
from ssg.parse.yaml.signs import quoted

RULE = "list-in-line"
_HYPHENS = re.compile(r"(?:^|\s+)-(?=\S)")
_NEEDS_QUOTES = re.compile(r"[:#\[\]{}\"']|^[-&*!|>%@`?]")


def warn_of_list_in_line(node: ScalarNode, reading: Reading) -> None:
    """Report that `node`, which counts as one value, was probably meant as several."""
    if found := _message_and_fix(node):
        message, fix = found
        fix += f"; if it is one, put it in quotes: {quoted(node.text)}"
        warn(reading, node, RULE, message, fix)


def report_list_in_line(node: ScalarNode, reading: Reading) -> bool:
    """Report that `node`, which is no value, would be several; tell whether it would."""
    if found := _message_and_fix(node):
        report(reading, node, RULE, *found)
    return bool(found)


def _message_and_fix(node: ScalarNode) -> tuple[str, str] | None:
    if node.quoted:
        return None
    if node.text.startswith("-") and len(parts := _HYPHENS.split(node.text)[1:]):
        message = f"`{node.text}` counts as one, for a list has a space behind each hyphen"
        return message, f"write {_list_of(parts)}"
    if "," in node.text and len(parts := [part.strip() for part in node.text.split(",")]) > 1:
        message = f"`{node.text}` counts as one, for a list stands in brackets"
        return message, f"write {_list_of(parts)}"
    return None


def _list_of(parts: list[str]) -> str:
    shown = [quoted(part) if _NEEDS_QUOTES.search(part) else part for part in parts if part]
    return f"[{', '.join(shown)}]"
