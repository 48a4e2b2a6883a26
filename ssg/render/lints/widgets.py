"""Widgets that templates of the site's own ask for, and that nothing fills where they stand."""

from collections.abc import Iterator

from jinja2 import nodes

from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.theme import WIDGET_KINDS, WIDGETS, TemplateFile, Theme
from ssg.render.compiling.reach import templates_reached
from ssg.render.lints.fields import parsed_template, views_by_template
from ssg.text.nearest import did_you_mean


def check_widgets(theme: Theme) -> Iterator[Diagnostic]:
    """Report each widget that theme.yaml does not declare, or not for the page that asks for it.

    Such a widget is empty, so its place on the page stays bare without a word.
    """
    kinds_by_path = _kinds_by_path(theme)
    declared = {widget.name: frozenset(widget.on) for widget in theme.widgets}
    own = {file.path: file for file in theme.templates.values() if not file.builtin}
    for file in own.values():
        told = set[str]()
        for line, name in _asked(file, theme):
            if name in told:
                continue
            told.add(name)
            kinds = kinds_by_path.get(file.path, frozenset())
            if name not in declared:
                yield _undeclared(file, line, name, theme)
            elif declared[name] and kinds and not declared[name] & kinds:
                yield _elsewhere(file, line, name, (declared[name], kinds))


def _asked(file: TemplateFile, theme: Theme) -> Iterator[tuple[int, str]]:
    """Yield the line and the name of each widget that a template asks for."""
    for asked in parsed_template(file, theme).find_all(nodes.Getattr):
        holder = asked.node
        if isinstance(holder, nodes.Getattr) and holder.attr == "widgets" and asked.attr in WIDGETS:
            yield asked.lineno, asked.attr


def _kinds_by_path(theme: Theme) -> dict[str, frozenset[str]]:
    """Return which kinds of output may ask for each template; none is known for the others."""
    names = (*views_by_template(theme), *(f"{kind}.html" for kind in WIDGET_KINDS))
    kinds: dict[str, frozenset[str]] = {}
    for name in names:
        stem = name.removesuffix(".html")
        shown_on = {stem} if stem in WIDGET_KINDS else {"post", "page"}
        if name.endswith(".html"):
            for reached in templates_reached(theme.templates, name) or {name}:
                if file := theme.templates.get(reached):
                    kinds[file.path] = kinds.get(file.path, frozenset()) | shown_on
    return kinds


def _undeclared(file: TemplateFile, line: int, name: str, theme: Theme) -> Diagnostic:
    declared = [widget.name for widget in theme.widgets]
    there = f"; those that it does are {', '.join(declared)}" if declared else ""
    return Diagnostic(
        file.path, line, 0, Level.WARNING, "theme-widget",
        f"the theme declares no widget `{name}`, so it is empty"
        f"{did_you_mean(name, declared) or there}",
        f"write `{name}:` under `widgets:` in themes/{theme.name}/theme.yaml",
    )  # fmt: skip


def _elsewhere(
    file: TemplateFile, line: int, name: str, kinds: tuple[frozenset[str], frozenset[str]]
) -> Diagnostic:
    """Return the problem of a widget declared for other kinds of output than those that ask."""
    declared, asking = (", ".join(each for each in WIDGET_KINDS if each in some) for some in kinds)
    return Diagnostic(
        file.path, line, 0, Level.WARNING, "theme-widget",
        f"the widget `{name}` is declared for {declared}, so it is empty on {asking}",
        f"add {asking} to its `on:` in theme.yaml, or leave `on:` out",
    )  # fmt: skip
