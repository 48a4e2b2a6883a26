"""`redirects.nginx.conf`, to be included in a `server` block of nginx."""

from collections.abc import Iterator, Sequence

from ssg.model.view import RedirectRule, RedirectTableView
from ssg.render.redirects.rule import (
    GONE,
    escaped_bytes,
    path_expression,
    query_parameters,
    static_first,
    target_of,
    target_with_groups,
)

_MOVED = 301


def write_nginx(table: RedirectTableView) -> str:
    """Return the table as locations of nginx, which looks exact ones up in a tree.

    A location may stand only once: the rules of one path are gathered, those with a query first.
    """
    rules_by_path: dict[str, list[RedirectRule]] = {}
    patterns: dict[str, RedirectRule] = {}
    for rule in static_first(table.rules):
        if rule.is_pattern:
            expression = path_expression(table.base_path + rule.old, escaped_bytes)
            patterns.setdefault(f"^{expression}$", rule)
            continue
        for path in _spellings(table.base_path + rule.old):
            rules_by_path.setdefault(path, []).append(rule)
    lines = [
        *(
            line
            for path, rules in rules_by_path.items()
            for line in _location(path, rules, table.base_path)
        ),
        *(
            line
            for expression, rule in patterns.items()
            for line in _pattern_location(expression, rule, table.base_path)
        ),
    ]
    return "".join(f"{line}\n" for line in lines)


def _spellings(path: str) -> Sequence[str]:
    """Return a folder's address with and without its slash; a file's as it is."""
    return (path, path.rstrip("/")) if path.endswith("/") and path.strip("/") else (path,)


def _location(path: str, rules: Sequence[RedirectRule], base_path: str) -> Iterator[str]:
    yield f"location = {_quoted(path)} {{"
    for rule in sorted(rules, key=lambda rule: not rule.query):
        answer = _answer(rule, base_path)
        if rule.query:
            yield f"    if ($args ~ {_quoted(_query_expression(rule.query))}) {{ {answer} }}"
        else:
            yield f"    {answer}"
            break
    yield "}"


def _pattern_location(expression: str, rule: RedirectRule, base_path: str) -> Iterator[str]:
    yield f"location ~ {_quoted(expression)} {{"
    if rule.code == GONE:
        yield f"    return {GONE};"
    else:
        # `rewrite` encodes what it captured, `return` would let it break out of the header.
        flag = "permanent" if rule.code == _MOVED else "redirect"
        to = _quoted(target_with_groups(rule, base_path))
        yield f"    rewrite {_quoted(expression)} {to} {flag};"
    yield "}"


def _answer(rule: RedirectRule, base_path: str) -> str:
    if rule.code == GONE:
        return f"return {GONE};"
    return f"return {rule.code} {_quoted(target_of(rule, base_path))};"


def _query_expression(query: str) -> str:
    parameters = map(escaped_bytes, query_parameters(query))
    return "^" + "".join(f"(?=(?:.*&)?{parameter}(?:&|$))" for parameter in parameters)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
