"""Old addresses that content/redirects.yaml lists."""

import re
from typing import Any

from ssg.model.parsed import Parsed
from ssg.model.settings import RedirectRecord
from ssg.model.source import SourceFile
from ssg.parse.address import ALIAS, decode_path, path_fault, split_query
from ssg.parse.decoders import TEXT, matching, read_web_url
from ssg.parse.decoding import Decoder, Key, Words, Wrong, converted, decode_map, refuse, table_of
from ssg.parse.problems import Reading, problems_of, report
from ssg.parse.yaml.documents import as_list, read_document
from ssg.parse.yaml.nodes import MapNode, Node, ScalarNode

_EXAMPLE = "- {from: /old/address/, to: /new/address/}"
_MOVED, _GONE = 301, 410


def _read_target(node: Node, reading: Reading) -> str | Wrong:
    if not isinstance(node, ScalarNode):
        return refuse(node, TARGET, reading)
    text = node.text.strip()
    if not text.startswith("/"):
        url = read_web_url(text)
        return url or refuse(node, TARGET, reading)
    match = re.fullmatch(r"([^?#]*)([?#].*)?", text, re.DOTALL)
    path = decode_path(match[1] if match else text)
    fault = path_fault(path)
    if fault:
        return refuse(node, TARGET, reading, "", fault)
    return path + ((match[2] if match else "") or "")


TARGET: Decoder[str] = Decoder(
    "a path that begins with /, or an address",
    "/new/address/",
    _read_target,
    {"type": "string", "pattern": "^(/|https?://)"},
)
CODE: Decoder[int] = converted(
    matching("301|302|410", "301, 302 or 410", "301"), lambda code, _: int(code)
)

REDIRECT_TABLE = table_of(
    Key(
        "from",
        ALIAS,
        "The old path. It may end in a query, which then counts as `query`.",
        missing="add `from: /old/address/`",
        example="/old/address/",
        also=("old", "source"),
    ),
    Key(
        "query",
        matching(r"\??[^\s?#]*", "a query", "p=73"),
        "The query of the old address, without the question mark.",
        example="p=73",
    ),
    Key(
        "to",
        TARGET,
        "Where it leads now: a path on this site, or a whole address. Left out for code 410.",
        example="/new/address/",
        also=("target", "new", "destination"),
    ),
    Key(
        "code",
        CODE,
        "301: moved for good. 302: moved for now. 410: gone, and nothing took its place.",
        default="301",
        example="410",
        also=("status", "type"),
    ),
    Key(
        "why",
        TEXT,
        "A note for you; nobody else sees it.",
        example="moved with the new site",
        also=("note", "comment", "reason"),
    ),
)


def parse_redirects(source: SourceFile) -> Parsed[tuple[RedirectRecord, ...]]:
    """Return the redirects that `source` lists, in order."""
    node, reading = read_document(source, "en", "UTC")
    nodes = as_list(node, "this file", _EXAMPLE, reading)
    if nodes is None:
        return Parsed(None, problems_of(reading))
    found: dict[tuple[str, str], RedirectRecord] = {}
    for element in nodes.elements:
        if not isinstance(element, MapNode):
            if element is not None:
                refuse(element, Words("a group of keys with from and to", _EXAMPLE), reading)
            continue
        redirect = _redirect(element, decode_map(element, REDIRECT_TABLE, reading), reading)
        if redirect is None:
            continue
        first = found.setdefault((redirect.old, redirect.query), redirect)
        if first is not redirect:
            message = f"`{redirect.old}` stands on line {first.line} already"
            report(reading, element, "duplicate-key", message, "remove one of the two")
    return Parsed(tuple(found.values()), problems_of(reading))


def _redirect(node: MapNode, values: dict[str, Any], reading: Reading) -> RedirectRecord | None:
    if "from" not in values:
        return None
    old, query = split_query(values["from"])
    code, target = values.get("code", _MOVED), values.get("to", "")
    if code == _GONE:
        target_node = node.value("to")
        if target and target_node:
            message = "an address that is gone (410) leads nowhere"
            fix = "remove `to:`, or write `code: 301`"
            report(reading, target_node, "wrong-value", message, fix)
        target = ""
    elif not target:
        code_is_wrong = "code" not in values and node.key("code") is not None
        if not code_is_wrong and (node.key("to") is None or _is_empty(node.value("to"))):
            message = "it is not said where this address leads"
            fix = "add `to: /new/address/`, or `code: 410` if it is gone for good"
            report(reading, node, "missing-key", message, fix)
        return None
    return RedirectRecord(
        old=old,
        query=values.get("query", "").removeprefix("?") or query,
        to=target,
        code=code,
        why=values.get("why", ""),
        line=node.line,
    )


def _is_empty(node: Node | None) -> bool:
    return isinstance(node, ScalarNode) and node.is_empty
