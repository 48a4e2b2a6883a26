"""The templates of a theme, found by name, checked and compiled.

The names after a dot are known when a template is compiled, and one that could lead out of the view
is refused then.
"""

import marshal
from collections.abc import Mapping, MutableMapping
from types import CodeType
from typing import Any

from jinja2 import (
    BaseLoader,
    Environment,
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
    meta,
    nodes,
)

from ssg.model.record import dataclass
from ssg.model.theme import TemplateFile
from ssg.render.compiling.quick import can_be_folded, compile_quickly, fold_includes, write_quickly
from ssg.render.compiling.sharing import share
from ssg.render.compiling.trees import nodes_in
from ssg.render.mistake import TextError

_WAYS_TO_THE_INTERPRETER = ("_", "ag_", "co_", "cr_", "f_", "format", "func_", "gi_", "mro", "tb_")
"""How the names begin that lead from a value to Python's frames and classes."""

_CHANGING_NAMES = frozenset(
    {"add", "append", "clear", "difference_update", "discard", "extend", "insert", "pop", "popitem"}
    | {"remove", "reverse", "setdefault", "sort", "symmetric_difference_update", "update"}
)
"""Methods that would change a value which other pages show too."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A template as code, by `marshal`, and the names of the templates that it asks for by name."""

    code: bytes
    asks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """A template as the source of its code, and the names of the templates that it asks for."""

    source: str
    asks: tuple[str, ...]


class ThemeLoader(BaseLoader):
    """Finds the templates of one theme, and nothing else."""

    def __init__(
        self, templates: Mapping[str, TemplateFile], codes: Mapping[str, bytes] | None = None
    ) -> None:
        """Take the templates by the names under which others include them.

        `codes` are those that this very kind of loader has compiled before.
        """
        self._templates = templates
        self._codes = {} if codes is None else codes

    def load(
        self,
        environment: Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - as Jinja declares it
    ) -> Template:
        """Return the template `name`, checked and compiled."""
        if name in self._codes:
            code: CodeType = marshal.loads(self._codes[name])  # noqa: S302 - our own cache
        else:
            code = self._code(environment, self._tree(environment, name), name)
        # A plain mapping: Jinja hands a chained one, and walks it at every include.
        return environment.template_class.from_code(environment, code, dict(globals or {}))

    def compiled(self, environment: Environment, name: str) -> Compiled:
        """Return the template `name` as it can be remembered. Raises what `load` does."""
        tree = self._tree(environment, name)
        return Compiled(marshal.dumps(self._code(environment, tree, name)), _asked_by(tree))

    def _tree(self, environment: Environment, name: str) -> nodes.Template:
        file = self._templates.get(name)
        if file is None:
            raise TemplateNotFound(name)
        return parse_closed(environment, file, name)

    def _code(self, environment: Environment, tree: nodes.Template, name: str) -> CodeType:
        return environment.compile(tree, name, self._templates[name].path)


class QuickLoader(ThemeLoader):
    """The same, compiled to do less, with what a template includes folded in."""

    def __init__(
        self, templates: Mapping[str, TemplateFile], codes: Mapping[str, bytes] | None = None
    ) -> None:
        """Take the templates by the names under which others include them."""
        super().__init__(templates, codes)
        self._partials: dict[str, nodes.Template | None] = {}

    def written(self, environment: Environment, name: str) -> Written:
        """Return the template `name` as source. Raises what `load` does."""
        tree = self._tree(environment, name)
        return Written(write_quickly(environment, tree, name), _asked_by(tree))

    def _tree(self, environment: Environment, name: str) -> nodes.Template:
        tree = super()._tree(environment, name)
        fold_includes(tree, lambda included: self._partial(environment, included))
        share(tree)
        return tree

    def _code(self, environment: Environment, tree: nodes.Template, name: str) -> CodeType:
        return compile_quickly(environment, tree, name, self._templates[name].path)

    def _partial(self, environment: Environment, name: str) -> nodes.Template | None:
        if name not in self._partials:
            self._partials[name] = None  # So long, for one that includes itself.
            self._partials[name] = self._folded(environment, name)
        return self._partials[name]

    def _folded(self, environment: Environment, name: str) -> nodes.Template | None:
        try:
            tree = super()._tree(environment, name)
        except (TemplateNotFound, TemplateSyntaxError):
            return None
        if not can_be_folded(tree):
            return None
        fold_includes(tree, lambda included: self._partial(environment, included))
        return tree


def _asked_by(tree: nodes.Template) -> tuple[str, ...]:
    return tuple(filter(None, meta.find_referenced_templates(tree)))


def parse_closed(environment: Environment, file: TemplateFile, name: str) -> nodes.Template:
    """Return `file` parsed, without ways out of the view. Raises `TemplateSyntaxError`."""
    tree = environment.parse(file.text, name, file.path)
    _close_in(tree, name, file.path)
    return tree


def _close_in(tree: nodes.Template, name: str, path: str) -> None:
    """Refuse ways out of the view and `super` as a value, and let imported macros see the page.

    Without the latter Jinja would run an imported template once for all pages, and a word that it
    looks up would stay in the language of whichever page came first.
    """
    for node in nodes_in(tree):
        if isinstance(node, nodes.Getattr):
            if node.attr.startswith(_WAYS_TO_THE_INTERPRETER) or node.attr in _CHANGING_NAMES:
                message = f"a template may not use `.{node.attr}`"
                raise TemplateSyntaxError(message, node.lineno, name, path)
        elif isinstance(node, nodes.Import | nodes.FromImport):
            node.with_context = True
        elif (line := _line_of_bare_super(node)) is not None:
            message = "`super` is shown without its brackets"
            raise TextError(message, line, name, path, "write {{ super() }}")


def _line_of_bare_super(node: nodes.Node) -> int | None:
    """Return where `node` shows `super` itself, and not what it returns; None where it does not."""
    if isinstance(node, nodes.Filter):
        shown = [node.node]
    elif isinstance(node, nodes.Output | nodes.Concat):
        shown = [*node.nodes]
    else:
        return None
    bare = (each for each in shown if isinstance(each, nodes.Name) and each.name == "super")
    return next((each.lineno for each in bare), None)
