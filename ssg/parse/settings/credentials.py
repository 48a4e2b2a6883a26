"""Passwords and keys do not belong in a file that is published with the site's source."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from ssg.parse.decoding import Decoder, Wrong
from ssg.parse.problems import Reading, report
from ssg.parse.settings.secret_shapes import is_secret_in_address, is_secret_name
from ssg.parse.yaml.nodes import ListNode, MapNode, Node, ScalarNode

T = TypeVar("T")

_RULE = "credentials"
_NO_LINE = " "
"""An excerpt that shows nothing; in place of an empty one the line is read from the disk."""


def without_credentials(decoder: Decoder[T], fix: str) -> Decoder[T]:
    """Return `decoder`, which then refuses keys and addresses that hold a password.

    `fix` says where the password goes instead.
    """

    def read(node: Node, reading: Reading) -> T | Wrong:
        kept = refuse_credentials(node, fix, reading) if isinstance(node, MapNode) else node
        value = decoder.read(kept, reading)
        hide_credentials(reading)
        return value

    return Decoder(decoder.expects, decoder.example, read, decoder.schema, decoder.table)


def without_secret_keys(node: MapNode, reading: Reading) -> MapNode:
    """Return `node` without keys that are called like a password, at the top or a level below."""
    kept: list[tuple[ScalarNode, Node | None]] = []
    for key, value in node.pairs:
        if is_secret_name(key.text):
            _report_secret(key, "passwords stand in the environment, never in a file", reading)
        elif isinstance(value, MapNode) and key.text == "theme_settings":
            kept.append((key, without_secret_keys(value, reading)))
        else:
            kept.append((key, value))
    hide_credentials(reading)
    return MapNode(tuple(kept), node.line, node.column)


def refuse_credentials(
    node: MapNode,
    fix: str,
    reading: Reading,
    is_secret_in: Callable[[str], bool] = is_secret_in_address,
) -> MapNode:
    """Return `node` without credentials, each of which is reported with the rule `credentials`.

    `is_secret_in` tells whether a value holds one.
    """
    kept: list[tuple[ScalarNode, Node | None]] = []
    for key, value in node.pairs:
        if is_secret_name(key.text):
            _report_secret(key, fix, reading)
            continue
        if value is not None and any(map(is_secret_in, _texts_of(value))):
            message = f"`{key.text}` holds a password, and others may read this file"
            report(reading, value, _RULE, message, f"remove the password; {fix}")
            kept.append((key, None))
            continue
        kept.append((key, value))
    return MapNode(tuple(kept), node.line, node.column)


def hide_credentials(reading: Reading) -> None:
    """Take the lines of the source that hold secrets out of all problems so far.

    Problems are shown, and many can read the log of a machine that builds.
    """
    lines = {problem.line for problem in reading.problems if problem.rule == _RULE}
    reading.problems[:] = [
        replace(problem, excerpt=_NO_LINE) if problem.line in lines else problem
        for problem in reading.problems
    ]


def _report_secret(key: ScalarNode, fix: str, reading: Reading) -> None:
    message = f"`{key.text}` does not belong in this file, which others may read"
    report(reading, key, _RULE, message, f"remove it; {fix}")


def _texts_of(node: Node) -> tuple[str, ...]:
    """Return all single values in `node`."""
    match node:
        case ScalarNode():
            return (node.text,)
        case ListNode():
            inner = node.elements
        case MapNode():
            inner = tuple(value for _, value in node.pairs)
    return tuple(text for value in inner if value is not None for text in _texts_of(value))
