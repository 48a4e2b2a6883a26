"""The same templates, compiled to do less: what a theme means is in `environment`, not here.

Jinja makes a context for each include. Here includes of a constant name are folded into the
template around them, and then the Python that Jinja writes is rewritten (`quick_code`).

A page that fails so is rendered again the plain way, which tells where: nothing here has to care
about lines.
"""

import ast
import types
from collections.abc import Callable

from jinja2 import Environment, meta, nodes

from ssg.render.compiling.quick_code import NAMES, rewritten
from ssg.render.compiling.sharing import SharingGenerator
from ssg.render.compiling.trees import nodes_in

Partial = Callable[[str], nodes.Template | None]

_OF_THE_INCLUDED = frozenset({"caller", "kwargs", "loop", "self", "super", "varargs"})
"""Names that mean another thing in a template of its own than inside the one around it."""

KNOWN = "known_to_quick_templates"
"""The attribute of an environment under which compiled templates find NAMES."""


def let_know(environment: Environment) -> None:
    """Give `environment` what quick templates ask it for."""
    setattr(environment, KNOWN, NAMES)
    environment.code_generator_class = SharingGenerator


def compile_quickly(
    environment: Environment, tree: nodes.Template, name: str, path: str
) -> types.CodeType:
    """Return the code of a template. `environment` is one that `let_know` prepared."""
    return compile(_module_of(environment, tree, name), path, "exec")


def write_quickly(environment: Environment, tree: nodes.Template, name: str) -> str:
    """Return the same as Python's source, which is compiled in a fraction of the time."""
    return ast.unparse(_module_of(environment, tree, name))


def _module_of(environment: Environment, tree: nodes.Template, name: str) -> ast.Module:
    module, used = rewritten(environment.compile(tree, name, raw=True))
    names = "\n".join(f"{name} = environment.{KNOWN}[{name!r}]" for name in sorted(used))
    module.body[:0] = ast.parse(names).body
    return module


def fold_includes(tree: nodes.Template, partial: Partial) -> None:
    """Put what `tree` includes by a constant name in the place of the include.

    `partial` gives a template by its name, its own includes folded, or None where that is no use.
    """
    for parent in list(nodes_in(tree)):
        for field in parent.fields:
            children = getattr(parent, field, None)
            if type(children) is list and any(isinstance(c, nodes.Include) for c in children):
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
    said: set[str] = set()
    for node in nodes_in(tree):
        if isinstance(node, nodes.Block | nodes.Extends):
            return False
        if isinstance(node, nodes.Name):
            said.add(node.name)
    # Few say such a name at all, and asking where it comes from takes long.
    if _OF_THE_INCLUDED.isdisjoint(said):
        return True
    return _OF_THE_INCLUDED.isdisjoint(meta.find_undeclared_variables(tree))
