"""Templates that are no Jinja, that ask for a template that is not there, or kinds without one."""

import re
from collections.abc import Iterator

from jinja2 import TemplateSyntaxError

from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.settings import DEFAULT_THEME
from ssg.model.theme import TemplateFile, Theme
from ssg.render.compiling.loading import parse_closed
from ssg.render.compiling.reach import templates_asked
from ssg.render.environment import environments_of
from ssg.render.failure import in_words
from ssg.render.lints.views import VIEW_BY_TEMPLATE, WRITTEN_WITHOUT
from ssg.text.nearest import did_you_mean

_MAY_BE_MISSING = re.compile(r"ignore\s+missing")


def check_compiled(theme: Theme) -> Iterator[Diagnostic]:
    """Report each template of `theme` that cannot be compiled, and each that it lacks."""
    own = {file.path: file for file in theme.templates.values() if file.layer in {theme.name, ""}}
    for file in own.values():
        yield from _check_file(file, theme)
    missing = sorted(VIEW_BY_TEMPLATE.keys() - WRITTEN_WITHOUT - theme.templates.keys())
    if missing:
        yield Diagnostic(
            f"themes/{theme.name}/theme.yaml", 0, 0, Level.ERROR, "template",
            f"the theme has no template for {len(missing)} kinds of output: {', '.join(missing)}",
            f"write them, or add `extends: {DEFAULT_THEME}`",
        )  # fmt: skip


def _check_file(file: TemplateFile, theme: Theme) -> Iterator[Diagnostic]:
    environment = environments_of(theme).plain
    try:
        environment.compile(parse_closed(environment, file, file.name), file.name, file.path)
    except TemplateSyntaxError as error:
        message, fix = in_words(error, theme, environment)
        yield Diagnostic(file.path, error.lineno, 0, Level.ERROR, "template", message, fix)
        return
    for kind, name in templates_asked(file.text):
        if name is None or name in theme.templates:
            continue
        at = re.search(rf"{kind}\s+[\"']{re.escape(name)}[\"']([^%]*)", file.text)
        if at and not _MAY_BE_MISSING.search(at[1]):
            line = file.text.count("\n", 0, at.start()) + 1
            yield Diagnostic(
                file.path, line, 0, Level.ERROR, "template",
                f"there is no template `{name}`{did_you_mean(name, theme.templates)}",
                "write the name of one that there is",
            )  # fmt: skip
