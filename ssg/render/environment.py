"""Jinja as themes get it: strict, escaping, and closed in.

A template is checked once, when it is compiled, so that showing it stays quick: the names after a
dot are known by then, and one that could lead out of the view is refused. What is only known when
the page is made (`a[b]`, calls, ranges) is guarded by Jinja's own sandbox.
"""

from collections.abc import Callable, Mapping, MutableMapping
from contextlib import suppress
from dataclasses import dataclass
from types import BuiltinMethodType, FunctionType
from typing import Any

from jinja2 import BaseLoader, Environment, Template, TemplateNotFound, TemplateSyntaxError, nodes
from jinja2.runtime import BlockReference, Context, TemplateReference
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.tests import TESTS
from jinja2.utils import missing
from markupsafe import Markup

from ssg.model.theme import TemplateFile, Theme
from ssg.render.filters import FILTERS
from ssg.render.functions import FUNCTIONS
from ssg.render.quick import can_be_folded, compile_quickly, fold_includes, let_know
from ssg.render.quick_code import CLASSES_WITH
from ssg.render.undefined import Unknown
from ssg.render.words import words_in

_ENVIRONMENTS_KEPT = 4

_RUN_TIME_NAMES = ("attr",)
"""Filters of Jinja that read an attribute whose name is known too late to check."""

_WAYS_TO_THE_INTERPRETER = ("_", "ag_", "co_", "cr_", "f_", "format", "func_", "gi_", "mro", "tb_")
"""How the names begin that lead from a value to Python's frames and classes."""

_NAMES_OF_MAPPINGS = frozenset(dir(dict))

_PLAIN_TESTS: Mapping[str, Any] = {
    name: test for name, test in TESTS.items() if not hasattr(test, "jinja_pass_arg")
}
"""Tests that are given nothing but values."""

_AS_FILTERS_ASK = 3
"""Filters such as `select` give a test its values, its options and the context."""

_TEXTS = frozenset({str, Markup})

_OURS = frozenset(FUNCTIONS.values())

_CHANGING_NAMES = frozenset(
    {"add", "append", "clear", "difference_update", "discard", "extend", "insert", "pop", "popitem"}
    | {"remove", "reverse", "setdefault", "sort", "symmetric_difference_update", "update"}
)
"""Methods that would change a value which other pages show too."""


class _QuickContext(Context):
    """A template's context that does not copy the list of all blocks for each block it enters.

    Jinja never changes that list after the layers of a template have been put together. With many
    small blocks for each entry of a feed, copying it took most of the time.
    """

    def derived(self, locals: dict[str, Any] | None = None) -> Context:  # noqa: A002
        """Return the context of a block inside this one."""
        known = {name: value for name, value in (locals or {}).items() if value is not missing}
        derived = type(self)(self.environment, self.get_all() | known, self.name, {})
        derived.eval_ctx = self.eval_ctx
        derived.blocks = self.blocks
        return derived


class _ThemeEnvironment(ImmutableSandboxedEnvironment):
    """The sandbox, without asking at every dot what `_refuse_ways_out` asked when compiling."""

    context_class = _QuickContext

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - as Jinja declares it
        """Return `obj.attribute`; for a mapping also its key, for `self` a block."""
        if type(obj) is dict and attribute in obj and attribute not in _NAMES_OF_MAPPINGS:
            return obj[attribute]
        if type(obj) is TemplateReference:
            with suppress(KeyError):
                return obj[attribute]
        try:
            return getattr(obj, attribute)
        except AttributeError:
            if hasattr(type(obj), "__getitem__"):
                return super().getattr(obj, attribute)
            return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:  # noqa: ANN401 - as Jinja declares it
        """Return `obj[argument]`; a field of a view, which filters ask for so, at once."""
        if type(argument) is str and type(obj) in CLASSES_WITH.get(argument, ()):
            return getattr(obj, argument)
        return super().getitem(obj, argument)

    def call_test(self, name: str, value: Any, *given: Any, **options: Any) -> Any:  # noqa: ANN401
        """Ask a test by its name, as filters do: one that wants nothing but its values, at once."""
        test = _PLAIN_TESTS.get(name)
        if test is None or len(given) != _AS_FILTERS_ASK or given[1] or options:
            return super().call_test(name, value, *given, **options)
        return test(value, *given[0])

    def call(self, context: Context, called: Any, /, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        """Call a function of ours, a text's method or a block at once, all else as the sandbox.

        Where a method leads was asked when its name was read.
        """
        kind = type(called)
        if kind is FunctionType and called in _OURS:
            args = (context, *args)
        elif kind is not BlockReference and not (
            kind is BuiltinMethodType and type(called.__self__) in _TEXTS
        ):
            return super().call(context, called, *args, **kwargs)
        # The variables of the loop or block around a call, for which Jinja would make a context.
        kwargs.pop("_loop_vars", None)
        kwargs.pop("_block_vars", None)
        return called(*args, **kwargs)


class _ThemeLoader(BaseLoader):
    """Finds the templates of one theme, and nothing else."""

    def __init__(self, templates: Mapping[str, TemplateFile]) -> None:
        """Take the templates by the names under which others include them."""
        self._templates = templates

    def load(
        self,
        environment: Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - as Jinja declares it
    ) -> Template:
        """Return the template `name`, checked and compiled."""
        tree, path = self._checked(environment, name)
        code = environment.compile(tree, name, path)
        # A plain mapping: Jinja hands a chained one, and walks it at every include.
        return environment.template_class.from_code(environment, code, dict(globals or {}))

    def _checked(self, environment: Environment, name: str) -> tuple[nodes.Template, str]:
        file = self._templates.get(name)
        if file is None:
            raise TemplateNotFound(name)
        tree = environment.parse(file.text, name, file.path)
        _refuse_ways_out(tree, name, file.path)
        _share_context(tree)
        return tree, file.path


class _QuickLoader(_ThemeLoader):
    """The same, compiled to do less."""

    def __init__(self, templates: Mapping[str, TemplateFile]) -> None:
        """Take the templates by the names under which others include them."""
        super().__init__(templates)
        self._partials: dict[str, nodes.Template | None] = {}

    def load(
        self,
        environment: Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - as Jinja declares it
    ) -> Template:
        """Return the template `name` with what it includes folded in."""
        tree, path = self._checked(environment, name)
        fold_includes(tree, lambda included: self._partial(environment, included))
        code = compile_quickly(environment, tree, name, path)
        return environment.template_class.from_code(environment, code, dict(globals or {}))

    def _partial(self, environment: Environment, name: str) -> nodes.Template | None:
        if name not in self._partials:
            self._partials[name] = None  # So long, for one that includes itself.
            self._partials[name] = self._folded(environment, name)
        return self._partials[name]

    def _folded(self, environment: Environment, name: str) -> nodes.Template | None:
        try:
            tree, _ = self._checked(environment, name)
        except (TemplateNotFound, TemplateSyntaxError):
            return None
        if not can_be_folded(tree):
            return None
        fold_includes(tree, lambda included: self._partial(environment, included))
        return tree


def _refuse_ways_out(tree: nodes.Template, name: str, path: str) -> None:
    for node in tree.find_all(nodes.Getattr):
        if node.attr.startswith(_WAYS_TO_THE_INTERPRETER) or node.attr in _CHANGING_NAMES:
            message = f"a template may not use `.{node.attr}`"
            raise TemplateSyntaxError(message, node.lineno, name, path)


def _share_context(tree: nodes.Template) -> None:
    """Let imported macros see the page.

    Without it Jinja would run an imported template once for all pages, and a word that it looks up
    would stay in the language of whichever page came first.
    """
    for whole in tree.find_all(nodes.Import):
        whole.with_context = True
    for named in tree.find_all(nodes.FromImport):
        named.with_context = True


def _without_async(filter_: Callable[..., Any]) -> Callable[..., Any]:
    """Return a filter without the layer in which Jinja asks at each call whether it may wait."""
    is_layered = getattr(filter_, "jinja_async_variant", False)
    inner: Callable[..., Any] = getattr(filter_, "__wrapped__", filter_)
    return inner if is_layered else filter_


def _new_environment(loader: BaseLoader) -> Environment:
    environment = _ThemeEnvironment(
        loader=loader,
        undefined=Unknown,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    for name in _RUN_TIME_NAMES:
        del environment.filters[name]
    environment.filters = {
        name: _without_async(filter_) for name, filter_ in environment.filters.items()
    } | dict(FILTERS)
    environment.globals.update(FUNCTIONS)
    let_know(environment)
    return environment


@dataclass(frozen=True, slots=True)
class Environments:
    """A theme's templates: `quick` makes pages, `plain` tells where one fails."""

    quick: Environment
    plain: Environment


@dataclass(frozen=True, slots=True)
class _ThemeInUse:
    theme: Theme
    environments: Environments
    words: dict[str, dict[str, str]]
    """By language, as pages ask for them."""


_by_identity: dict[int, _ThemeInUse] = {}
_by_templates: dict[frozenset[tuple[str, TemplateFile]], Environments] = {}


def environments_of(theme: Theme) -> Environments:
    """Return the environments of `theme`, made once in each process."""
    return _in_use(theme).environments


def words_of_theme(theme: Theme, language: str) -> Mapping[str, str]:
    """Return the words of `theme` that need no number, by key."""
    words = _in_use(theme).words
    if language not in words:
        words[language] = words_in(theme, language)
    return words[language]


def _in_use(theme: Theme) -> _ThemeInUse:
    """Return what was made of `theme`.

    A theme that was met is known by its identity (it is kept alive, so no other has it); a copy of
    it, as a worker gets one with each task, by its templates.
    """
    met = _by_identity.get(id(theme))
    if met is None:
        _make_room(_by_identity)
        met = _ThemeInUse(theme, _environments_by_templates(theme.templates), {})
        _by_identity[id(theme)] = met
    return met


def _environments_by_templates(templates: Mapping[str, TemplateFile]) -> Environments:
    key = frozenset(templates.items())
    if key not in _by_templates:
        _make_room(_by_templates)
        _by_templates[key] = Environments(
            quick=_new_environment(_QuickLoader(templates)),
            plain=_new_environment(_ThemeLoader(templates)),
        )
    return _by_templates[key]


def _make_room(kept: dict[Any, Any]) -> None:
    while len(kept) >= _ENVIRONMENTS_KEPT:
        del kept[next(iter(kept))]
