"""What Jinja sets at the head of each function of a template, left out where nothing asks for it.

A page is made by forty small functions, most of which show a line or nothing.
"""

import ast


def without_unused(body: list[ast.stmt]) -> list[ast.stmt]:
    """Return the statements of a function without those that only set a name that none reads."""
    kept = [(statement, _names_read(statement)) for statement in body]
    while True:
        read = set[str]().union(*(names for _, names in kept))
        needed = [each for each in kept if _is_needed(each[0], read)]
        if len(needed) == len(kept):
            return [statement for statement, _ in kept]
        kept = needed


def _names_read(statement: ast.stmt) -> set[str]:
    """Return the names that `statement` reads or deletes, in it and in what it holds."""
    names: set[str] = set()
    waiting: list[ast.AST] = [statement]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Name):
            if not isinstance(node.ctx, ast.Store):
                names.add(node.id)
            continue
        for field in node._fields:
            value = getattr(node, field, None)
            if isinstance(value, ast.AST):
                waiting.append(value)
            elif type(value) is list:
                waiting += [each for each in value if isinstance(each, ast.AST)]
    return names


def _is_needed(statement: ast.stmt, read: set[str]) -> bool:
    match statement:
        case ast.Assign([ast.Name(name)], value):
            return name in read or not _is_harmless(value)
        case ast.Try([ast.Assign([ast.Name(name)], ast.Subscript(value))]):
            # A filter or a test: an unknown one fails only where it is used.
            return name in read or ast.unparse(value) not in _NAMED
        case ast.If(ast.Constant(0), orelse=[]):  # Jinja's way to make any function a generator.
            return False
    return True


_NAMED = frozenset({"environment.filters", "environment.tests"})


def _is_harmless(value: ast.expr) -> bool:
    """Tell whether finding `value` does nothing else."""
    match value:
        case ast.Name() | ast.Constant() | ast.Dict([], []):
            return True
        case ast.Attribute(of) | ast.Subscript(of, ast.Constant()):
            return _is_harmless(of)
    return False
