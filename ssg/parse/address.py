"""Addresses on the site itself, as writers put them into permalinks, aliases and redirects."""

import re
import unicodedata
from urllib.parse import unquote

from ssg.parse.decoding import Decoder, Wrong, refuse
from ssg.parse.problems import Reading
from ssg.parse.yaml.nodes import Node, ScalarNode

# Decoded, these would turn into separators.
# Jekyll has patterns of addresses, and words for patterns, in front matter too.
_PATTERN = re.compile(
    r"/:(?:year|month|i_month|day|i_day|title|slug|categories|category|name|path|basename)\b"
    r"|%(?:year|monthnum|day|postname|category|author|post_id)%|\{\w+\}"
)
_STYLES = frozenset({"pretty", "date", "ordinal", "weekdate", "none"})
_UNWRITABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
"""What no file of YAML holds as it is."""
_KEPT = re.compile(r"(%(?:2[fF]|3[fF]|23))")


def decode_path(path: str) -> str:
    """Return `path` with percent-encoding decoded, in Unicode's composed form.

    An encoded `/`, `?` or `#` stays encoded; bytes that are no UTF-8 stay as they are.
    """
    if "%" in path:
        path = "".join(
            part.upper() if number % 2 else _decode(part)
            for number, part in enumerate(_KEPT.split(path))
        )
    return unicodedata.normalize("NFC", path)


def path_fault(path: str) -> str:
    """Return why the decoded `path` cannot be an address on the site, or "" when it can."""
    if not path.startswith("/"):
        return "does not begin with /"
    if path.startswith("//"):
        return "begins with two slashes"
    if "\\" in path:
        return "holds a backslash"
    if _UNWRITABLE.search(path):
        return "holds a control character"
    if any(level in {".", ".."} for level in path.split("/")):
        return "holds a level `.` or `..`"
    return ""


def split_query(address: str) -> tuple[str, str]:
    """Return the path of `address` and its query without the question mark."""
    path, _, query = address.partition("?")
    return path, query.partition("#")[0]


def _decode(text: str) -> str:
    try:
        return unquote(text, errors="strict")
    except UnicodeDecodeError:
        return text


def _without_host(text: str) -> str:
    match = re.fullmatch(r"https?://[^/]+(/.*)?", text.strip(), re.IGNORECASE)
    return (match[1] or "/") if match else ""


def _fix(text: str, fault: str, example: str) -> str:
    if _without_host(text):
        return f"write only the path: {_without_host(text)}"
    if fault == "does not begin with /" and text.strip():
        return f"write /{text.strip()}"
    return f"write a path on this site, like {example}"


def _read_permalink(node: Node, reading: Reading) -> str | Wrong:
    if not isinstance(node, ScalarNode):
        return refuse(node, PERMALINK, reading)
    path = decode_path(node.text.strip())
    fault = path_fault(path)
    if not fault and re.search(r"[?#]", path):
        fault = "holds a query or a fragment, which no file can answer to"
    if not fault and "//" in path:
        fault = "holds two slashes in a row"
    if _PATTERN.search(path) or node.text.strip() in _STYLES:
        fault = "is a pattern, and stands for no address"
        fix = "remove it, for the pattern of the site's addresses is `permalink:` in site.yaml"
        return refuse(node, PERMALINK, reading, fix, fault)
    if fault:
        fix = _fix(node.text, fault, PERMALINK.example)
        return refuse(node, PERMALINK, reading, fix, fault)
    return path


def _read_alias(node: Node, reading: Reading) -> str | Wrong:
    if not isinstance(node, ScalarNode):
        return refuse(node, ALIAS, reading)
    path, query = split_query(node.text.strip())
    path = decode_path(path.partition("#")[0])
    fault = path_fault(path)
    if not fault and re.search(r"[\s\x00-\x1f\x7f\\]", query):
        fault = "holds a space or a control character in its query"
    if fault:
        fix = _fix(node.text, fault, ALIAS.example)
        return refuse(node, ALIAS, reading, fix, fault)
    return f"{path}?{query}" if query else path


PERMALINK: Decoder[str] = Decoder(
    "a path that begins with /",
    "/2016/10/29/words-and-deeds/",
    _read_permalink,
    {"type": "string", "pattern": "^/"},
)
ALIAS: Decoder[str] = Decoder(
    "an old path that begins with /",
    "/old/address/",
    _read_alias,
    {"type": "string", "pattern": "^/"},
)
