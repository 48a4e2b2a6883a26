"""Passwords and keys do not belong in a file that is published with the site's source."""

import re
from typing import TypeVar

from ssg.parse.decoding import Decoder, Wrong
from ssg.parse.nodes import MapNode, Node, ScalarNode
from ssg.parse.problems import Reading, report

T = TypeVar("T")

_SECRET = re.compile(
    r"pass|passwd|password|passphrase|pwd|token|secret|credentials?|api_?key|private_?key"
    r"|(?:.*_)?(?:password|secret|token|secret_key|access_key|access_key_id|api_key|auth_token)"
)
_IN_ADDRESS = re.compile(r"(?:[a-z0-9+.-]+://)?[^/@:\s]+:[^/@\s]+@")


def without_credentials(decoder: Decoder[T], fix: str) -> Decoder[T]:
    """Return `decoder`, which then refuses keys and addresses that hold a password.

    `fix` says where the password goes instead.
    """

    def read(node: Node, reading: Reading) -> T | Wrong:
        kept = refuse_credentials(node, fix, reading) if isinstance(node, MapNode) else node
        return decoder.read(kept, reading)

    return Decoder(decoder.expects, decoder.example, read, decoder.schema, decoder.table)


def without_secret_keys(node: MapNode, reading: Reading) -> MapNode:
    """Return `node` without keys that are called like a password, at the top or a level below."""
    kept: list[tuple[ScalarNode, Node | None]] = []
    for key, value in node.pairs:
        if _is_secret(key):
            _report_secret(key, "passwords stand in the environment, never in a file", reading)
        elif isinstance(value, MapNode) and key.text == "theme_settings":
            kept.append((key, without_secret_keys(value, reading)))
        else:
            kept.append((key, value))
    return MapNode(tuple(kept), node.line, node.column)


def _is_secret(key: ScalarNode) -> bool:
    return _SECRET.fullmatch(key.text.lower().replace("-", "_")) is not None


def _report_secret(key: ScalarNode, fix: str, reading: Reading) -> None:
    message = f"`{key.text}` does not belong in this file, which others may read"
    report(reading, key, "credentials", message, f"remove it; {fix}")


def refuse_credentials(node: MapNode, fix: str, reading: Reading) -> MapNode:
    """Return `node` without credentials, each of which is reported with the rule `credentials`."""
    kept: list[tuple[ScalarNode, Node | None]] = []
    for key, value in node.pairs:
        if _is_secret(key):
            _report_secret(key, fix, reading)
            continue
        if isinstance(value, ScalarNode) and _IN_ADDRESS.match(value.text):
            message = f"`{key.text}` holds a password, and others may read this file"
            report(reading, value, "credentials", message, f"remove the password; {fix}")
            kept.append((key, None))
            continue
        kept.append((key, value))
    return MapNode(tuple(kept), node.line, node.column)
