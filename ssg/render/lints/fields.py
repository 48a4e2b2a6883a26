"""Fields that templates ask of their views, and that no view has.

A page is refused when it meets such a field; but a template may ask for it on a page that this site
does not have. So the types of the views are followed through the template, as far as they are
known: `view` and its fields, what a loop goes over, what `set` names.
"""

import dataclasses
import types
import typing
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from jinja2 import TemplateError, nodes

from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.theme import TemplateFile, Theme
from ssg.render.compiling.reach import templates_reached
from ssg.render.environment import environments_of
from ssg.render.lints.views import VIEW_BY_TEMPLATE
from ssg.text.nearest import did_you_mean

_Types = dict[str, Any]
_Asked = tuple[int, str, str]
"""A line, the name of the type that was asked, the field that it has not."""

_SAME = frozenset({"list", "reverse", "sort", "unique", "default"})
_ONE_OF = frozenset({"first", "last", "random"})


def check_fields(theme: Theme) -> Iterator[Diagnostic]:
    """Report each field that a template of the site's own asks of a view, and that none has."""
    types_by_name: dict[str, type] = {}
    asked_by_view: dict[str, list[set[_Asked]]] = {}
    files = {file.path: file for file in theme.templates.values() if not file.builtin}
    for view, file in _reached(theme):
        if file.path in files:
            asker = _Asker(types_by_name)
            asker.visit(parsed_template(file, theme), {"view": view})
            asked = {each for each in asker.asked if each[1:] not in asker.tested}
            asked_by_view.setdefault(file.path, []).append(asked)
    for path, every in asked_by_view.items():
        # A partial for several kinds of output may ask for what one of them has.
        for line, name, field in sorted(set.intersection(*every)):
            known = _fields_of(types_by_name[name])
            yield Diagnostic(
                path, line, 0, Level.ERROR, "theme-field",
                f"`{name}` has no field `{field}`{did_you_mean(field, known)}",
                "the fields are in the reference of themes; the first page that shows this fails",
            )  # fmt: skip


def _reached(theme: Theme) -> Iterator[tuple[type, TemplateFile]]:
    """Yield each kind of view with each template that an output of that kind may ask for."""
    for name, view in views_by_template(theme).items():
        for reached in sorted(templates_reached(theme.templates, name) or {name}):
            if reached in theme.templates:
                yield view, theme.templates[reached]


def views_by_template(theme: Theme) -> Mapping[str, type]:
    """Return the view of each template that outputs are made of, those of an author's own too."""
    views = dict(VIEW_BY_TEMPLATE)
    included = {each for name in views for each in templates_reached(theme.templates, name) or ()}
    for name, file in theme.templates.items():
        is_page = name.endswith(".html") and "/" not in name and "extends" in file.text
        if not file.builtin and is_page and name not in included:
            views.setdefault(name, VIEW_BY_TEMPLATE["post.html"])
    return views


def parsed_template(file: TemplateFile, theme: Theme) -> nodes.Node:
    """Return the parts of a template; none where it cannot be read."""
    try:
        return environments_of(theme).plain.parse(file.text, file.name, file.path)
    except TemplateError:
        return nodes.Template([])  # That is told by itself.


class _Asker:
    """Follows the types of values through one template; `asked` is what they have not."""

    def __init__(self, types_by_name: dict[str, type]) -> None:
        self._types = types_by_name
        self.asked: set[_Asked] = set()
        self.tested: set[tuple[str, str]] = set()
        """What the template asks whether it is there."""

    def visit(self, node: nodes.Node, known: _Types) -> None:
        """Look at `node` and what is in it; `known` are the types of names, and grow."""
        match node:
            case nodes.For():
                self._visit_loop(node, known)
            case nodes.Assign():
                self.visit(node.node, known)
                known |= _bound(node.target, self._type(node.node, known))
            case nodes.Macro() | nodes.CallBlock():
                self._visit_all(node.body, known | {name.name: None for name in node.args})
            case nodes.Test() if node.name in {"defined", "undefined"}:
                self._note_test(node, known)
            case nodes.Block() | nodes.Scope() | nodes.With():
                self._visit_all(node.iter_child_nodes(), dict(known))
            case _:
                self._type(node, known)
                self._visit_all(node.iter_child_nodes(), known)

    def _visit_all(self, parts: Iterable[nodes.Node], known: _Types) -> None:
        for part in parts:
            self.visit(part, known)

    def _visit_loop(self, loop: nodes.For, known: _Types) -> None:
        self.visit(loop.iter, known)
        inner = known | _bound(loop.target, _element(self._type(loop.iter, known)))
        self._visit_all([*([loop.test] if loop.test else []), *loop.body], inner)
        self._visit_all(loop.else_, known)

    def _note_test(self, test: nodes.Test, known: _Types) -> None:
        if isinstance(test.node, nodes.Getattr):
            holder = _plain(self._type(test.node.node, known))
            self.tested.add((getattr(holder, "__name__", ""), test.node.attr))

    def _type(self, node: nodes.Node, known: _Types) -> Any:  # noqa: ANN401 - a type, or None for none known
        match node:
            case nodes.Name():
                return known.get(node.name)
            case nodes.Getattr():
                return self._field(_plain(self._type(node.node, known)), node)
            case nodes.Getitem():
                holder = self._type(node.node, known)
                return holder if isinstance(node.arg, nodes.Slice) else _element(holder)
            case nodes.Filter() if node.node is not None and node.name in _SAME:
                return self._type(node.node, known)
            case nodes.Filter() if node.node is not None and node.name in _ONE_OF:
                return _element(self._type(node.node, known))
            case _:
                return None

    def _field(self, holder: Any, node: nodes.Getattr) -> Any:  # noqa: ANN401 - as above
        if not (isinstance(holder, type) and dataclasses.is_dataclass(holder)):
            return None
        fields = _fields_of(holder)
        if node.attr in fields:
            return fields[node.attr]
        self._types[holder.__name__] = holder
        self.asked.add((node.lineno, holder.__name__, node.attr))
        return None


def _bound(target: nodes.Node, value: Any) -> _Types:  # noqa: ANN401 - as above
    if isinstance(target, nodes.Name):
        return {target.name: value}
    return {name.name: None for name in target.find_all(nodes.Name)}


@lru_cache
def _fields_of(holder: type) -> Mapping[str, Any]:
    """Return the types of the fields, properties and methods of a data class."""
    every = dict(typing.get_type_hints(holder))
    for name, member in vars(holder).items():
        if isinstance(member, property) and member.fget:
            every[name] = typing.get_type_hints(member.fget).get("return")
        elif callable(member) and not name.startswith("_"):
            every[name] = None
    return every


def _plain(hint: Any) -> Any:  # noqa: ANN401 - as above
    """Return a type without "or None"; of several types none is known."""
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        some = [each for each in typing.get_args(hint) if each is not type(None)]
        return some[0] if len(some) == 1 else None
    return hint


def _element(hint: Any) -> Any:  # noqa: ANN401 - as above
    """Return the type of what a tuple of any length holds."""
    plain = _plain(hint)
    if typing.get_origin(plain) is tuple:
        parts = typing.get_args(plain)
        return parts[0] if len(parts) == 2 and parts[1] is Ellipsis else None  # noqa: PLR2004 - tuple[X, ...]
    return None
