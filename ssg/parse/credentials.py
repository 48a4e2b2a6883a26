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


def refuse_credentials(node: MapNode, fix: str, reading: Reading) -> MapNode:
    """Return `node` without credentials, each of which is reported with the rule `credentials`."""
    kept: list[tuple[ScalarNode, Node | None]] = []
    for key, value in node.pairs:
        if _SECRET.fullmatch(key.text.lower().replace("-", "_")):
            message = f"`{key.text}` does not belong in this file, which others may read"
            report(reading, key, "credentials", message, f"remove it; {fix}")
            continue
        if isinstance(value, ScalarNode) and _IN_ADDRESS.match(value.text):
            message = f"`{key.text}` holds a password, and others may read this file"
            report(reading, value, "credentials", message, f"remove the password; {fix}")
            kept.append((key, None))
            continue
        kept.append((key, value))
    return MapNode(tuple(kept), node.line, node.column)
