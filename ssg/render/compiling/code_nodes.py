"""Nodes of Python's syntax, for rewriting what Jinja writes."""

import ast
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

ANYWHERE: Mapping[str, Any] = {"lineno": 1, "col_offset": 0}
"""Where new nodes stand: lines are told by the plain templates."""


def call(name: str, value: ast.expr) -> ast.Call:
    """Return a call of what is called `name` with one argument."""
    return ast.Call(ast.Name(name, ast.Load(), **ANYWHERE), [value], [], **ANYWHERE)


@lru_cache(maxsize=256)
def statements_of(text: str) -> list[ast.stmt]:
    """Return `text` as statements, which many functions may share: none is rewritten again."""
    return ast.parse(text).body


@lru_cache(maxsize=4096)
def expression(text: str) -> ast.expr:
    """Return `text` as an expression, which many places may share: none is rewritten again."""
    return ast.parse(text, mode="eval").body


def type_test(value: ast.expr, compared: ast.cmpop, with_what: str) -> ast.Compare:
    """Return `type(at := value)` compared: `at` is what `value` gives from there on."""
    taken = ast.NamedExpr(ast.Name("at", ast.Store(), **ANYWHERE), value, **ANYWHERE)
    kind = ast.Call(expression("type"), [taken], [], **ANYWHERE)
    return ast.Compare(kind, [compared], [expression(with_what)], **ANYWHERE)


def either(test: ast.expr, then: ast.expr | str, otherwise: ast.expr | str) -> ast.IfExp:
    """Return `then if test else otherwise`."""
    first, second = (
        expression(each) if isinstance(each, str) else each for each in (then, otherwise)
    )
    return ast.IfExp(test, first, second, **ANYWHERE)
