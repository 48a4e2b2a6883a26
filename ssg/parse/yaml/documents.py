"""Files that are YAML from top to bottom."""

from ssg.model.entry import Place
from ssg.model.source import SourceFile
from ssg.parse.entries.front_matter import normalise
from ssg.parse.problems import Reading, report
from ssg.parse.yaml.nodes import ListNode, MapNode, Node
from ssg.parse.yaml.reader import read_yaml

LIMIT = 1_000_000
"""Characters of a file that a person keeps by hand."""


def read_document(
    source: SourceFile, language: str, timezone: str, limit: int = LIMIT
) -> tuple[Node | None, Reading]:
    """Return the document in `source`, and what reading it has met so far.

    The document is None when the file is empty or no YAML.
    """
    reading = Reading(source.path, normalise(source.text), language, timezone)
    return read_yaml(reading.text, 1, limit, reading), reading


def as_map(node: Node | None, what: str, reading: Reading) -> MapNode | None:
    """Return `node` when it holds keys; of an empty file, no keys. Else report it, None."""
    if node is None:
        return None if reading.problems else MapNode((), 1, 1)
    if isinstance(node, MapNode):
        return node
    message = f"{what} is made of keys, each on its line"
    report(reading, node, "wrong-value", message, "write `key: value`")
    return None


def as_list(node: Node | None, what: str, example: str, reading: Reading) -> ListNode | None:
    """Return `node` when it is a list; of an empty file, an empty list. Else report it, None."""
    if node is None:
        return None if reading.problems else ListNode((), 1, 1)
    if isinstance(node, ListNode):
        return node
    place = Place(node.line, node.column)
    report(reading, place, "wrong-value", f"{what} is a list", f"begin each part with: {example}")
    return None
