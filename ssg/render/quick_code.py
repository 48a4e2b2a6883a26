"""The Python that Jinja writes for a template, rewritten to do less.

Jinja hands every piece of text up through a generator for each layer, and asks its environment at
every dot, filter and name. Here pieces go into a list, and what is known when a template is
compiled is not asked when it is filled in. What is not recognised stays as Jinja wrote it, so that
another version of Jinja makes pages slower, never different.
"""

import ast
import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any

import markupsafe
from jinja2.runtime import LoopContext
from markupsafe import escape

from ssg.model import author, comment, view
from ssg.render.context import KEY
from ssg.render.conversation import CommentNode
from ssg.render.functions import FUNCTIONS

_LOOP_NAMES = ("first", "index", "index0", "last", "previtem")

_escape_text = getattr(markupsafe, "_escape_inner", escape)
"""`escape` for plain text, without wrapping what goes straight to the page."""


def _classes_by_field() -> dict[str, frozenset[type]]:
    classes: dict[str, set[type]] = {name: {LoopContext} for name in _LOOP_NAMES}
    for module in (author, comment, view):
        for each in vars(module).values():
            if isinstance(each, type) and dataclasses.is_dataclass(each):
                for field in dataclasses.fields(each):
                    classes.setdefault(field.name, set()).add(each)
    for field in dataclasses.fields(CommentNode):
        classes.setdefault(field.name, set()).add(CommentNode)
    for name in ("day", "month", "year"):
        classes.setdefault(name, set()).update((dt.date, dt.datetime))
    return {name: frozenset(having) for name, having in classes.items()}


CLASSES_WITH: Mapping[str, frozenset[type]] = _classes_by_field()
"""The classes that have a field, by its name: with these a field is read without asking more."""

NAMES: Mapping[str, object] = (
    {f"having_{name}": classes for name, classes in CLASSES_WITH.items()}
    | {f"our_{name}": function for name, function in FUNCTIONS.items()}
    | {"escape_text": _escape_text}
)
"""What rewritten templates know beside what Jinja gives them."""

_NAMES_OF_MAPPINGS = frozenset(dir(dict))

_MAPPINGS_OF_FILTERS: Mapping[str, str] = {"url": "links", "absolute": "whole_links"}
"""Filters that a look into a mapping of the page replaces, and which one."""

_ANYWHERE: Mapping[str, Any] = {"lineno": 1, "col_offset": 0}
"""Where new nodes stand: lines are told by the plain templates."""


def rewrite(module: ast.Module) -> set[str]:
    """Rewrite the Python of a template; return the names of NAMES that it now uses."""
    filters, tests = _named(module, "filters"), _named(module, "tests")
    used: set[str] = set()
    for number, function in enumerate(module.body):
        if isinstance(function, ast.FunctionDef):
            rewriting = _Expressions(filters, tests)
            module.body[number] = _collecting(rewriting.visit(function), rewriting.of_page)
            used |= rewriting.used
    return used


def _named(module: ast.Module, kind: str) -> dict[str, str]:
    """Return which of the environment's `kind`, filters or tests, each variable stands for."""
    named: dict[str, str] = {}
    for node in ast.walk(module):
        match node:
            case ast.Assign(
                [ast.Name(variable)],
                ast.Subscript(ast.Attribute(ast.Name("environment"), of), ast.Constant(str(name))),
            ) if of == kind:
                named[variable] = name
    return named


def _collecting(function: ast.FunctionDef, of_page: set[str]) -> ast.FunctionDef:
    """Let a function that yields pieces return a list of them instead.

    `of_page` names what it uses of the page that is made.
    """
    body = _joined([_Pieces().visit(statement) for statement in function.body])
    function.body = [
        *ast.parse("pieces = []\nwrite = pieces.append\nextend = pieces.extend").body,
        *ast.parse("shadowing = context.vars\nknown = context.parent").body,
        *(ast.parse(f"{name} = known[{KEY!r}].{name}").body[0] for name in sorted(of_page)),
        *body,
        *ast.parse("return pieces").body,
    ]
    return function


class _Pieces(ast.NodeTransformer):
    """Rewrites what yields: in the function itself, not in those inside it."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        return node

    def visit_Yield(self, node: ast.Yield) -> ast.AST:
        return _call("write", node.value or ast.Constant(None, **_ANYWHERE))

    def visit_YieldFrom(self, node: ast.YieldFrom) -> ast.AST:
        return _call("extend", node.value)

    def visit_For(self, node: ast.For) -> ast.AST:
        self.generic_visit(node)
        node.body = _joined(node.body)
        return node

    def visit_If(self, node: ast.If) -> ast.AST:
        self.generic_visit(node)
        node.body, node.orelse = _joined(node.body), _joined(node.orelse)
        return node

    def visit_Try(self, node: ast.Try) -> ast.AST:
        # Pieces of an include come as a list, which needs no closing.
        if [ast.unparse(last) for last in node.finalbody] == ["gen.close()"]:
            node.finalbody = ast.parse("pass").body
        return self.generic_visit(node)


def _joined(statements: list[ast.stmt]) -> list[ast.stmt]:
    """Return `statements` with neighbouring pieces written at once."""
    joined: list[ast.stmt] = []
    pieces: list[ast.expr] = []
    for statement in (*statements, None):
        match statement:
            case ast.Expr(ast.Call(ast.Name("write"), [piece])):
                pieces.append(piece)
            case ast.Pass():
                pass
            case _:
                if len(pieces) > 1:
                    together = ast.Tuple(pieces, ast.Load(), **_ANYWHERE)
                    joined.append(ast.Expr(_call("extend", together), **_ANYWHERE))
                elif pieces:
                    joined.append(ast.Expr(_call("write", pieces[0]), **_ANYWHERE))
                pieces = []
                joined += [statement] if statement else []
    return joined or [ast.Pass(**_ANYWHERE)] * bool(statements)


class _Expressions(ast.NodeTransformer):
    """Rewrites what Jinja calls for each name, dot, filter and value.

    `used` are the names of NAMES, `of_page` the fields of the page, that it has used.
    """

    def __init__(self, filters: Mapping[str, str], tests: Mapping[str, str]) -> None:
        """Take the filters and tests by the variables that stand for them."""
        self.used: set[str] = set()
        self.of_page: set[str] = set()
        self._filters = filters
        self._tests = tests

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        match node:
            case ast.Call(ast.Attribute(ast.Name("environment"), asked), [_, what, *_]):
                return self._of_environment(node, asked, what)
            case ast.Call(ast.Name("escape"), [value], []):
                self.used.add("escape_text")
                return _filled("escape_text(at) if type(at := 0) is str else escape(at)", value)
            case ast.Call(ast.Name("resolve"), [ast.Constant(str(name))]):
                looked_up = f"known.get({name!r}, missing)"
                return _expression(f"shadowing[{name!r}] if {name!r} in shadowing else {looked_up}")
            case ast.Call(ast.Name(variable), [ast.Name("context"), value], []):
                return self._filtered(node, variable, value)
            case ast.Call(ast.Name(variable), [ast.IfExp(ast.Compare(ast.Name(asked)))], []) if (
                self._tests.get(variable) == "defined"
            ):
                return _expression(f"{asked} is not missing and {variable}({asked})")
        return node

    def _of_environment(self, node: ast.Call, asked: str, what: ast.expr) -> ast.AST:
        match what:
            case ast.Constant(str(name)) if asked == "getattr":
                return self._field(node, name)
            case ast.IfExp(orelse=ast.Name(called)) if asked == "call":
                name = called.split("_", 2)[-1]
                return self._own_call(node, called, name) if name in FUNCTIONS else node
        return node

    def _field(self, node: ast.Call, name: str) -> ast.AST:
        """Read a field of a view, or a setting of a theme, without asking the environment."""
        value, otherwise = node.args[0], f"environment.getattr(at, {name!r})"
        if name in CLASSES_WITH:
            self.used.add(f"having_{name}")
            return _filled(f"at.{name} if type(at := 0) in having_{name} else {otherwise}", value)
        if name in _NAMES_OF_MAPPINGS:
            return node
        is_key = f"type(at := 0) is dict and {name!r} in at"
        return _filled(f"at[{name!r}] if {is_key} else {otherwise}", value)

    def _filtered(self, node: ast.Call, variable: str, value: ast.expr) -> ast.AST:
        """Look an address up in the page's own, where they are made but once."""
        mapping = _MAPPINGS_OF_FILTERS.get(self._filters.get(variable, ""))
        if mapping is None:
            return node
        self.of_page.add(mapping)
        return ast.Subscript(
            ast.Name(mapping, ast.Load(), **_ANYWHERE), value, ast.Load(), **_ANYWHERE
        )

    def _own_call(self, node: ast.Call, called: str, name: str) -> ast.AST:
        """Call a function of ours with the page at once, unless the template gave its name away."""
        self.used.add(f"our_{name}")
        quick: ast.expr = ast.Call(
            ast.Name(f"our_{name}", ast.Load(), **_ANYWHERE),
            [node.args[0], *node.args[2:]],
            [each for each in node.keywords if each.arg not in {"_loop_vars", "_block_vars"}],
            **_ANYWHERE,
        )
        match quick:
            case ast.Call(args=[_, ast.Constant(str(key))], keywords=[]) if name == "t":
                self.of_page.add("words")
                quick = _filled(f"words[{key!r}] if {key!r} in words else (at := 0)", quick)
        return ast.IfExp(_expression(f"{called} is our_{name}"), quick, node, **_ANYWHERE)


def _call(name: str, value: ast.expr) -> ast.Call:
    return ast.Call(ast.Name(name, ast.Load(), **_ANYWHERE), [value], [], **_ANYWHERE)


def _expression(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


def _filled(text: str, value: ast.expr) -> ast.expr:
    """Return the expression `text` with `value` where it says `at := 0`."""
    whole = _expression(text)
    for each in ast.walk(whole):
        if isinstance(each, ast.NamedExpr):
            each.value = value
            return whole
    raise AssertionError(text)
