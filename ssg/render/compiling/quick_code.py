"""The Python that Jinja writes for a template, rewritten to do less.

Jinja hands every piece of text up through a generator for each layer, and asks at every dot, filter
and name. Here pieces go into a list, and what is known when a template is compiled is not asked
later. What is not recognised stays: another version of Jinja makes pages slower, never different.
"""

import ast
import dataclasses
import datetime as dt
import re
from collections.abc import Mapping

import markupsafe
from jinja2.runtime import LoopContext
from markupsafe import Markup, escape

from ssg.model import author, comment, view
from ssg.render.compiling.code_nodes import (
    ANYWHERE,
    call,
    either,
    expression,
    statements_of,
    type_test,
)
from ssg.render.compiling.shareable import FUNCTIONS_OF_THE_SITE
from ssg.render.compiling.unused import without_unused
from ssg.render.context import KEY
from ssg.render.conversation import CommentNode
from ssg.render.date import DAY_STYLES, MACHINE_STYLES, written_day
from ssg.render.functions import FUNCTIONS
from ssg.render.tags import TAG, has_tag

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
    | {"escape_text": _escape_text, "texts": frozenset({str, Markup})}
    | {"datetime": dt.datetime, "written_day": written_day, "has_tag": has_tag, **MACHINE_STYLES}
)
"""What rewritten templates know beside what Jinja gives them."""

_NAMES_OF_MAPPINGS = frozenset(dir(dict))

_ESCAPED = "at if type(at) is Markup else str(at) if type(at) is int else escape(at)"
"""What is shown of a value that is not a plain text."""

_METHODS_OF_TEXTS = frozenset(
    {"endswith", "lower", "partition", "replace", "rpartition", "split", "startswith", "strip"}
)

_MAPPINGS_OF_FILTERS: Mapping[str, str] = {"url": "links", "absolute": "whole_links"}
"""Filters that a look into a mapping of the page replaces, and which one."""

_OF_PAGE_FOR_SHARING = frozenset({"missing_words", "shared", "view"})
_FUNCTIONS_FOR_SHARING = frozenset(f"our_{name}" for name in FUNCTIONS_OF_THE_SITE)


def rewritten(source: str) -> tuple[ast.Module, set[str]]:
    """Return the Python of a template rewritten, and the names of NAMES that it now uses."""
    filters, tests = _named(source, "filters"), _named(source, "tests")
    module = ast.parse(source)
    used: set[str] = set()
    for number, function in enumerate(module.body):
        if isinstance(function, ast.FunctionDef):
            rewriting = _Expressions(filters, tests)
            module.body[number] = _collecting(rewriting.visit(function), rewriting.of_page)
            used |= rewriting.used
    return module, used


def _named(source: str, kind: str) -> dict[str, str]:
    """Return which of the environment's `kind`, filters or tests, each variable stands for."""
    return dict(re.findall(rf"^ *(t_\d+) = environment\.{kind}\['(\w+)'\]$", source, re.MULTILINE))


def _collecting(function: ast.FunctionDef, of_page: set[str]) -> ast.FunctionDef:
    """Let a function that yields pieces return a list of them instead.

    `of_page` names what it uses of the page that is made.
    """
    function.body = [
        *statements_of("pieces = []\nwrite = pieces.append\nextend = pieces.extend"),
        *statements_of(f"shadowing = context.vars\nknown = context.parent\npage = known[{KEY!r}]"),
        *statements_of("\n".join(f"{name} = page.{name}" for name in sorted(of_page))),
        *_collected(function.body),
        *statements_of("return pieces"),
    ]
    function.body = without_unused(function.body)
    return function


def _collected(statements: list[ast.stmt]) -> list[ast.stmt]:
    """Return `statements` with pieces written where they were yielded; not in functions inside."""
    return _joined([_writing(statement) for statement in statements])


def _writing(statement: ast.stmt) -> ast.stmt:
    match statement:
        case ast.Expr(ast.Yield(value)):
            written = value or ast.Constant(None, **ANYWHERE)
            return ast.Expr(call("write", written), **ANYWHERE)
        case ast.Expr(ast.YieldFrom(value)):
            return ast.Expr(call("extend", value), **ANYWHERE)
        case ast.If() | ast.For():
            statement.body = _collected(statement.body)
            statement.orelse = _collected(statement.orelse)
        case ast.Try():
            statement.body = _collected(statement.body)
            statement.orelse = _collected(statement.orelse)
            for handler in statement.handlers:
                handler.body = _collected(handler.body)
            # Pieces of an include come as a list, which needs no closing.
            if [ast.unparse(last) for last in statement.finalbody] == ["gen.close()"]:
                statement.finalbody = ast.parse("pass").body
    return statement


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
                    together = ast.Tuple(pieces, ast.Load(), **ANYWHERE)
                    joined.append(ast.Expr(call("extend", together), **ANYWHERE))
                elif pieces:
                    joined.append(ast.Expr(call("write", pieces[0]), **ANYWHERE))
                pieces = []
                joined += [statement] if statement else []
    return joined or [ast.Pass(**ANYWHERE)] * bool(statements)


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

    def visit_Name(self, node: ast.Name) -> ast.AST:
        """Note what pieces that pages share ask for (`sharing`). Jinja itself has no such names."""
        if node.id in _OF_PAGE_FOR_SHARING:
            self.of_page.add(node.id)
        elif node.id in _FUNCTIONS_FOR_SHARING:
            self.used.add(node.id)
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        self.generic_visit(node)
        match node:
            case ast.Compare(ast.Constant(str(tag)), [ast.In()], [text]) if TAG.fullmatch(tag):
                self.used.add("has_tag")
                return ast.Call(
                    expression("has_tag"), [text, ast.Constant(tag, **ANYWHERE)], [], **ANYWHERE
                )
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        match node:
            case ast.Call(ast.Attribute(ast.Name("environment"), asked), [_, what, *_]):
                return self._of_environment(node, asked, what)
            case ast.Call(ast.Name("escape"), [value], []):
                self.used.add("escape_text")
                is_text = type_test(value, ast.Is(), "str")
                return either(is_text, "escape_text(at)", _ESCAPED)
            case ast.Call(ast.Name("resolve"), [ast.Constant(str(name))]):
                looked_up = f"known.get({name!r}, missing)"
                return expression(f"shadowing[{name!r}] if {name!r} in shadowing else {looked_up}")
            case ast.Call(ast.Name(variable), [ast.Name("context"), value, *given], []) if (
                variable in self._filters
            ):
                return self._filtered(node, self._filters[variable], value, given)
            case ast.Call(ast.Name(variable), [ast.IfExp(ast.Compare(ast.Name(asked)))], []) if (
                self._tests.get(variable) == "defined"
            ):
                return expression(f"{asked} is not missing and {variable}({asked})")
        return node

    def _of_environment(self, node: ast.Call, asked: str, what: ast.expr) -> ast.AST:
        match what:
            case ast.Constant(str(name)) if asked == "getattr":
                return self._field(node, name)
            case ast.IfExp(orelse=ast.Name(called)) if asked == "call":
                name = called.split("_", 2)[-1]
                return self._own_call(node, called, name) if name in FUNCTIONS else node
            case ast.Call(ast.Attribute(attr="getattr"), [value, ast.Constant(str(name))]) if (
                asked == "call"
            ):
                return self._method(node, value, name)
        return node

    def _field(self, node: ast.Call, name: str) -> ast.AST:
        """Read a field of a view, or a setting of a theme, without asking the environment."""
        value, otherwise = node.args[0], f"environment.getattr(at, {name!r})"
        if name in CLASSES_WITH:
            self.used.add(f"having_{name}")
            has_field = type_test(value, ast.In(), f"having_{name}")
            return either(has_field, f"at.{name}", otherwise)
        if name in _NAMES_OF_MAPPINGS or name in _METHODS_OF_TEXTS:
            return node
        tests = [type_test(value, ast.Is(), "dict"), expression(f"{name!r} in at")]
        return either(ast.BoolOp(ast.And(), tests, **ANYWHERE), f"at[{name!r}]", otherwise)

    def _method(self, node: ast.Call, value: ast.expr, name: str) -> ast.AST:
        """Call a method of a text, or a block by `self.name()`, at once; all else as it is."""
        is_block = isinstance(value, ast.Name) and value.id.endswith("_self")
        if is_block and not node.args[2:]:
            block = f"concat(context.blocks[{name!r}][0](context))"
            shown = f"(Markup if context.eval_ctx.autoescape else identity)({block})"
            return either(type_test(value, ast.Is(), "TemplateReference"), shown, node)
        if name not in _METHODS_OF_TEXTS:
            return node
        self.used.add("texts")
        quick = ast.Call(expression(f"at.{name}"), node.args[2:], _arguments(node), **ANYWHERE)
        method = expression(f"environment.getattr(at, {name!r})")
        slow = ast.Call(
            node.func, [node.args[0], method, *node.args[2:]], node.keywords, **ANYWHERE
        )
        return either(type_test(value, ast.In(), "texts"), quick, slow)

    def _filtered(
        self, node: ast.Call, name: str, value: ast.expr, given: list[ast.expr]
    ) -> ast.AST:
        """Look an address up in the page's own, and a day in those that were written before."""
        match given:
            case [] if name in _MAPPINGS_OF_FILTERS:
                mapping = _MAPPINGS_OF_FILTERS[name]
                self.of_page.add(mapping)
                return ast.Subscript(expression(mapping), value, ast.Load(), **ANYWHERE)
            case [ast.Constant(str(style))] if name == "date" and style in DAY_STYLES:
                self.used |= {"datetime", "written_day"}
                self.of_page.add("language")
                written = f"written_day(at.toordinal(), {style!r}, language)"
            case [ast.Constant(str(style))] if name == "date" and style in MACHINE_STYLES:
                self.used |= {"datetime", style}
                written = f"{style}(at)"
            case _:
                return node
        slow = ast.Call(node.func, [node.args[0], expression("at"), *given], [], **ANYWHERE)
        return either(type_test(value, ast.Is(), "datetime"), written, slow)

    def _own_call(self, node: ast.Call, called: str, name: str) -> ast.AST:
        """Call a function of ours with the page at once, unless the template gave its name away."""
        self.used.add(f"our_{name}")
        quick: ast.expr = ast.Call(
            ast.Name(f"our_{name}", ast.Load(), **ANYWHERE),
            [node.args[0], *node.args[2:]],
            _arguments(node),
            **ANYWHERE,
        )
        match quick:
            case ast.Call(args=[_, ast.Constant(str(key))], keywords=[]) if name == "t":
                self.of_page.add("words")
                quick = either(expression(f"{key!r} in words"), f"words[{key!r}]", quick)
        return either(expression(f"{called} is our_{name}"), quick, node)


def _arguments(node: ast.Call) -> list[ast.keyword]:
    """Return the named arguments without those by which Jinja hands on what is around a call."""
    return [each for each in node.keywords if each.arg not in {"_loop_vars", "_block_vars"}]
