"""What every dialect asks of a redirect rule."""

import re
from collections.abc import Callable, Iterable

from ssg.model.view import RedirectRule
from ssg.render.address import encoded, site_address
from ssg.text.addresses import NAMED_LEVEL, level_expression

GONE = 410

_LITERAL = re.compile(rb"[A-Za-z0-9_/]")


def static_first(rules: Iterable[RedirectRule]) -> list[RedirectRule]:
    """Return the rules in their order, those for one address before those for many."""
    return sorted(rules, key=lambda rule: rule.is_pattern)


def target_of(rule: RedirectRule, base_path: str) -> str:
    """Return where a rule leads, percent-encoded, with the site's path before it.

    A dollar sign is encoded as well: servers read variables and groups there.
    """
    return encoded(site_address(rule.to, base_path)).replace("$", "%24")


def target_with_groups(rule: RedirectRule, base_path: str) -> str:
    """Return the same with "$1" for the first level that `old` names, and so on."""
    levels = rule.old.split("/") if rule.is_pattern else ()
    names = [named[1] for named in map(NAMED_LEVEL.fullmatch, levels) if named]

    def group(named: re.Match[str]) -> str:
        return f"${names.index(named[1]) + 1}" if named[1] in names else named[0]

    return (
        NAMED_LEVEL.sub(group, target_of(rule, base_path)) if names else target_of(rule, base_path)
    )


def path_expression(path: str, escape: Callable[[str], str], *, is_pattern: bool = True) -> str:
    """Return a regular expression for a path, with or without the slash at its end.

    Levels that are named year, month or day are digits: "/2016/:month/:day/" is no post's address.
    """
    levels = []
    for level in path.split("/"):
        named = NAMED_LEVEL.fullmatch(level) if is_pattern else None
        levels.append(f"({level_expression(named[1])})" if named else escape(level))
    expression = "/".join(levels)
    return f"{expression.removesuffix('/')}/?" if expression.endswith("/") else expression


def escaped_bytes(text: str) -> str:
    r"""Return a regular expression for `text` in UTF-8, byte by byte: "é" is \xc3\xa9.

    No sign is left that means something to the servers' own configuration: no space, quote or
    brace.
    """
    return "".join(
        chr(byte) if _LITERAL.fullmatch(bytes([byte])) else f"\\x{byte:02x}"
        for byte in text.encode("utf-8", "ignore")
    )


def query_parameters(query: str) -> list[str]:
    """Return the parameters of a query as they stand in an address: ["p=73"]."""
    return [encoded(part) for part in query.lstrip("?").split("&") if part]
