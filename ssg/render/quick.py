"""The same templates, compiled to do less: what a theme means is in `environment`, not here.

Jinja hands every piece of text up through a generator for each layer, asks its environment at every
dot, and makes a context for each include. Here includes of a constant name are folded into the
template around them, and the Python that Jinja writes is rewritten: pieces go into a list, and
fields of views are read directly. What is not recognised stays as it is.

A page that fails so is rendered again the plain way, which tells where: nothing here has to care
about lines.
"""

import ast
import dataclasses
import datetime as dt
import types
from collections.abc import Callable, Mapping
from typing import Any

import markupsafe
from jinja2 import Environment, meta, nodes
from jinja2.runtime import LoopContext
from markupsafe import escape

from ssg.model import author, comment, view
from ssg.render.conversation import CommentNode
from ssg.render.functions import FUNCTIONS

Partial = Callable[[str], nodes.Template | None]

_OF_THE_INCLUDED = frozenset({"caller", "kwargs", "loop", "self", "super", "varargs"})
"""Names that mean another thing in a template of its own than inside the one around it."""

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

_NAMES: Mapping[str, object] = (
    {f"having_{name}": classes for name, classes in CLASSES_WITH.items()}
    | {f"our_{name}": function for name, function in FUNCTIONS.items()}
    | {"escape_text": _escape_text}
)
"""What rewritten templates know beside what Jinja gives them."""

_ANYWHERE: Mapping[str, Any] = {"lineno": 1, "col_offset": 0}
"""Where new nodes stand: lines are told by the plain templates."""

KNOWN = "known_to_quick_templates"
"""The attribute of an environment under which compiled templates find `_NAMES`."""


def let_know(environment: Environment) -> None:
    """Give `environment` what quick templates ask it for."""
    setattr(environment, KNOWN, _NAMES)


def compile_quickly(
    environment: Environment, tree: nodes.Template, name: str, path: str
) -> types.CodeType:
    """Return the code of a template. `environment` is one that `let_know` prepared."""
    module = ast.parse(environment.compile(tree, name, path, raw=True))
    for function in module.body:
        if isinstance(function, ast.FunctionDef):
            _collect_pieces(function)
    rewriting = _Expressions()
    quick = rewriting.visit(module)
    names = "\n".join(f"{name} = environment.{KNOWN}[{name!r}]" for name in sorted(rewriting.used))
    quick.body[:0] = ast.parse(names).body
    return compile(quick, path, "exec")


def fold_includes(tree: nodes.Template, partial: Partial) -> None:
    """Put what `tree` includes by a constant name in the place of the include.

    `partial` gives a template by its name, its own includes folded, or None where that is no use.
    """
    for parent in (tree, *tree.find_all(nodes.Node)):
        for field, children in parent.iter_fields():
            if isinstance(children, list) and any(isinstance(c, nodes.Include) for c in children):
                setattr(parent, field, [_folded(child, partial) for child in children])


def _folded(node: nodes.Node, partial: Partial) -> nodes.Node:
    if not isinstance(node, nodes.Include) or not isinstance(node.template, nodes.Const):
        return node
    included = partial(node.template.value) if node.with_context else None
    if included is None:
        return node
    return nodes.Scope(included.body, lineno=node.lineno, environment=included.environment)


def can_be_folded(tree: nodes.Template) -> bool:
    """Tell whether a template means the same inside the one that includes it."""
    if any(map(tree.find, (nodes.Block, nodes.Extends))):
        return False
    return not _OF_THE_INCLUDED & meta.find_undeclared_variables(tree)


def _collect_pieces(function: ast.FunctionDef) -> None:
    """Let a function that yields pieces return a list of them instead."""
    body = _joined([_Pieces().visit(statement) for statement in function.body])
    function.body = [
        *ast.parse("pieces = []\nwrite = pieces.append\nextend = pieces.extend").body,
        *ast.parse("shadowing = context.vars\nknown = context.parent").body,
        *body,
        *ast.parse("return pieces").body,
    ]


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
    """Rewrites what Jinja calls for each name, dot and value; `used` are names of `_NAMES`."""

    def __init__(self) -> None:
        """Start without names."""
        self.used: set[str] = set()

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        match node:
            case ast.Call(
                ast.Attribute(ast.Name("environment"), "getattr"), [_, ast.Constant(str(name))]
            ) if name in CLASSES_WITH:
                self.used.add(f"having_{name}")
                return _field(node, name)
            case ast.Call(ast.Name("escape"), [value], []):
                self.used.add("escape_text")
                return _filled("escape_text(at) if type(at := 0) is str else escape(at)", value)
            case ast.Call(ast.Name("resolve"), [ast.Constant(str(name))]):
                looked_up = f"known.get({name!r}, missing)"
                return _expression(f"shadowing[{name!r}] if {name!r} in shadowing else {looked_up}")
            case ast.Call(
                ast.Attribute(ast.Name("environment"), "call"),
                [_, ast.IfExp(orelse=ast.Name(called)), *_],
            ) if (name := called.split("_", 2)[-1]) in FUNCTIONS:
                self.used.add(f"our_{name}")
                return _own_call(node, called, name)
        return node


def _field(node: ast.Call, name: str) -> ast.AST:
    quick = f"at.{name} if type(at := 0) in having_{name} else environment.getattr(at, {name!r})"
    return _filled(quick, node.args[0])


def _own_call(node: ast.Call, called: str, name: str) -> ast.AST:
    """Call a function of ours with the page at once, unless the template gave its name away."""
    quick = ast.Call(
        ast.Name(f"our_{name}", ast.Load(), **_ANYWHERE),
        [node.args[0], *node.args[2:]],
        [each for each in node.keywords if each.arg not in {"_loop_vars", "_block_vars"}],
        **_ANYWHERE,
    )
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
