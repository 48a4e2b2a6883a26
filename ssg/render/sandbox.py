"""Jinja as themes get it: strict, escaping, and closed in.

A template is checked once, when it is compiled (`loading`), so that showing it stays quick. What is
only known when the page is made (`a[b]`, calls, ranges) is guarded by Jinja's own sandbox.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from types import BuiltinMethodType, FunctionType
from typing import Any

from jinja2 import BaseLoader, Environment
from jinja2.runtime import BlockReference, Context, TemplateReference
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.tests import TESTS
from jinja2.utils import missing
from markupsafe import Markup

from ssg.render.compiling.quick import let_know
from ssg.render.compiling.quick_code import CLASSES_WITH
from ssg.render.filters import FILTERS, SOONER
from ssg.render.functions import FUNCTIONS
from ssg.render.undefined import Unknown

_RUN_TIME_NAMES = ("attr",)
"""Filters of Jinja that read an attribute whose name is known too late to check."""

_NAMES_OF_MAPPINGS = frozenset(dir(dict))

_PLAIN_TESTS: Mapping[str, Any] = {
    name: test for name, test in TESTS.items() if not hasattr(test, "jinja_pass_arg")
}
"""Tests that are given nothing but values."""

_AS_FILTERS_ASK = 3
"""Filters such as `select` give a test its values, its options and the context."""

_TEXTS = frozenset({str, Markup})

_OURS = frozenset(FUNCTIONS.values())


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
    """The sandbox, without asking at every dot what was asked when compiling."""

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


def new_environment(loader: BaseLoader) -> Environment:
    """Return an environment for the templates that `loader` finds."""
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
    } | {**SOONER, **FILTERS}
    environment.globals.update(FUNCTIONS)
    let_know(environment)
    return environment


def _without_async(filter_: Callable[..., Any]) -> Callable[..., Any]:
    """Return a filter without the layer in which Jinja asks at each call whether it may wait."""
    is_layered = getattr(filter_, "jinja_async_variant", False)
    inner: Callable[..., Any] = getattr(filter_, "__wrapped__", filter_)
    return inner if is_layered else filter_
