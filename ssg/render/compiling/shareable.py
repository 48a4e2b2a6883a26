"""What a piece of a template reads: whether many pages may share what it writes.

A piece may be shared if it reads nothing of the page but the site, words and addresses; beside
these, values that have a name around it (`author`, `card`), by which its text is remembered then
(`shared`). What is not known to be so is not shared.
"""

from collections.abc import Iterable
from dataclasses import field

from jinja2 import nodes

from ssg.model.record import dataclass
from ssg.render.filters import FILTERS

_Path = tuple[str, ...]
"""A name and the fields that are read from it."""

_SITE: _Path = ("view", "site")
"""What is the same on all pages, whatever is read of it."""

FUNCTIONS_OF_THE_SITE = frozenset({"asset", "t"})
"""Functions that look at nothing but their values, the theme and the page's language."""

_FILTERS = frozenset(FILTERS) | frozenset(
    {"abs", "batch", "capitalize", "count", "default", "d", "dictsort", "e", "escape", "first"}
    | {"float", "groupby", "int", "items", "join", "last", "length", "list", "lower", "map", "max"}
    | {"min", "reject", "rejectattr", "replace", "reverse", "round", "safe", "select", "selectattr"}
    | {"slice", "sort", "string", "striptags", "sum", "title", "trim", "truncate", "unique"}
    | {"upper", "urlencode", "wordcount"}
)
"""Filters that look at nothing but their values and what is the same for pages that share."""

_METHODS = frozenset(
    {"endswith", "get", "isalpha", "items", "keys", "lower", "partition", "replace", "rpartition"}
    | {"split", "startswith", "strip", "upper", "values"}
)

_OF_ITS_PLACE = frozenset({"caller", "kwargs", "loop", "self", "super", "varargs"})

_TRANSPARENT = (
    *(nodes.Add, nodes.And, nodes.Compare, nodes.Concat, nodes.CondExpr, nodes.Const, nodes.Dict),
    *(nodes.Div, nodes.FloorDiv, nodes.Keyword, nodes.List, nodes.Mod, nodes.Mul, nodes.Neg),
    *(nodes.Not, nodes.Operand, nodes.Or, nodes.Pair, nodes.Pos, nodes.Slice, nodes.Sub),
    *(nodes.TemplateData, nodes.Tuple),
)
"""Expressions that read what their parts read."""


class _NotShareableError(Exception):
    """The piece does or reads what is not known to be the same for two pages."""


@dataclass(frozen=True, slots=True)
class Reads:
    """What a piece reads.

    `inputs` are names set around it, in order; `common` those that it takes to mean what they mean
    everywhere: `view` and functions of ours. `work` is how many values it asks for.
    """

    inputs: tuple[str, ...]
    common: tuple[str, ...]
    work: int


def reads_of(body: Iterable[nodes.Node]) -> Reads | None:
    """Return what the statements of `body` read, or None where pages may not share it."""
    reading = _Reading()
    try:
        reading.statements(body, {})
    except _NotShareableError:
        return None
    return Reads(tuple(sorted(reading.inputs)), tuple(sorted(reading.common)), reading.work)


_Names = dict[str, _Path | None]
"""Names that the piece itself has set: what of the view they stand for, or None."""


@dataclass(slots=True)
class _Reading:
    inputs: set[str] = field(default_factory=set)
    common: set[str] = field(default_factory=set)
    work: int = 0

    def statements(self, body: Iterable[nodes.Node], names: _Names) -> None:
        """Read statements in their order; what they set is added to `names`."""
        for node in body:
            self._statement(node, names)

    def _statement(self, node: nodes.Node, names: _Names) -> None:
        match node:
            case nodes.Output():
                self._values(node.nodes, names)
            case nodes.Scope():
                self.statements(node.body, dict(names))
            case nodes.If():
                self._if(node, names)
            case nodes.For(recursive=False):
                self._for(node, names)
            case nodes.With():
                self._values(node.values, names)
                inner = dict(names)
                for target in node.targets:
                    _set(target, inner)
                self.statements(node.body, inner)
            case nodes.Assign():
                self._assign(node, names)
            case nodes.AssignBlock(filter=None):
                self.statements(node.body, dict(names))
                _set(node.target, names)
            case _:
                raise _NotShareableError

    def _assign(self, node: nodes.Assign, names: _Names) -> None:
        path = _path(node.node, names)
        is_of_view = path is not None and path[:1] == ("view",) and len(path) <= len(_SITE)
        if not is_of_view:
            self._value(node.node, names)
        _set(node.target, names)
        if is_of_view and isinstance(node.target, nodes.Name):
            # It is asked when the name is read: of a field of the page nothing may be.
            names[node.target.name] = path

    def _if(self, node: nodes.If, names: _Names) -> None:
        self._value(node.test, names)
        branches: list[_Names] = []
        bodies: list[Iterable[nodes.Node]] = [node.body, node.else_]
        bodies += [[each] for each in node.elif_]
        for body in bodies:
            branches.append(dict(names))
            self.statements(body, branches[-1])
        # A name that only some branches set may still be the one from outside.
        if any(branch != branches[0] for branch in branches):
            raise _NotShareableError
        names |= branches[0]

    def _for(self, node: nodes.For, names: _Names) -> None:
        self._value(node.iter, names)
        inner = dict(names)
        _set(node.target, inner)
        if node.test is not None:
            self._value(node.test, dict(inner))
        inner["loop"] = None
        self.statements(node.body, inner)
        self.statements(node.else_, dict(names))

    def _values(self, values: Iterable[nodes.Node], names: _Names) -> None:
        for value in values:
            self._value(value, names)

    def _value(self, node: nodes.Node, names: _Names) -> None:
        match node:
            case nodes.Name() | nodes.Getattr():
                self._read(node, names)
            case nodes.Call(node=nodes.Name(name=name), dyn_args=None, dyn_kwargs=None) if (
                name in FUNCTIONS_OF_THE_SITE and name not in names
            ):
                self.common.add(name)
                self._values([*node.args, *node.kwargs], names)
            case nodes.Call(node=nodes.Getattr(attr=method, node=of), dyn_args=None) if (
                method in _METHODS and node.dyn_kwargs is None
            ):
                self._values([of, *node.args, *node.kwargs], names)
            case nodes.Getitem():
                self._values([node.node, node.arg], names)
            case nodes.Filter(name=name) if name in _FILTERS and _names_no_filter(node):
                self._applied(node, names)
            case nodes.Test():
                self._applied(node, names)
            case _ if type(node) in _TRANSPARENT:
                self._values(node.iter_child_nodes(), names)
            case _:
                raise _NotShareableError
        self.work += not isinstance(node, nodes.Const | nodes.TemplateData)

    def _applied(self, node: nodes.Filter | nodes.Test, names: _Names) -> None:
        if node.node is None or node.dyn_args is not None or node.dyn_kwargs is not None:
            raise _NotShareableError
        self._values([node.node, *node.args, *node.kwargs], names)

    def _read(self, node: nodes.Name | nodes.Getattr, names: _Names) -> None:
        path = _path(node, names)
        if path is not None and path[0] == "view":
            if path[:2] != _SITE:
                raise _NotShareableError
            self.common.add("view")
        elif isinstance(node, nodes.Getattr):
            self._value(node.node, names)
        elif node.name in _OF_ITS_PLACE and node.name not in names:
            raise _NotShareableError
        elif node.name not in names:
            self.inputs.add(node.name)


def _path(node: nodes.Node, names: _Names) -> _Path | None:
    """Return what `node` reads, where it is no more than a name from outside and its fields."""
    match node:
        case nodes.Name(name=name, ctx="load"):
            return names.get(name, (name,))
        case nodes.Getattr(attr=attr, node=of):
            before = _path(of, names)
            return None if before is None else (*before, attr)
    return None


def _set(target: nodes.Node, names: _Names) -> None:
    """Add what an assignment to `target` sets."""
    match target:
        case nodes.Name(name=name):
            names[name] = None
        case nodes.Tuple():
            for item in target.items:
                _set(item, names)
        case _:
            raise _NotShareableError


def _names_no_filter(node: nodes.Filter) -> bool:
    """Tell whether a filter applies no other one whose name it is given."""
    return node.name != "map" or not node.args
