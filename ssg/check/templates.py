"""Templates that front matter or the plan names."""

from collections.abc import Iterator

from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.output import Plan
from ssg.model.settings import DEFAULT_THEME
from ssg.model.site import Site
from ssg.model.theme import Theme
from ssg.text.nearest import did_you_mean

_WRITTEN_WITHOUT = frozenset({"redirect.html"})
_SUFFIXES = (".html", ".xml", ".txt")


def check_root(site: Site, plan: Plan, theme: Theme) -> Iterator[Diagnostic]:
    """Report, as one problem, all templates that a theme lacks which extends no other."""
    if theme.root is None:
        return
    chosen = {placed.entry.template for placed in site.entries}
    known = theme.templates.keys() | chosen | _WRITTEN_WITHOUT
    planned = {page.template for page in plan.pages}
    missing = sorted(name for name in planned - known if name.endswith(_SUFFIXES))
    if not missing:
        return
    words = f"no template{'s' if len(missing) > 1 else ''} {', '.join(missing)}"
    if theme.root.is_written:
        message = f"the theme has {words} and extends no theme"
        fix = f"add `extends: {DEFAULT_THEME}`"
    else:
        message = f"the file is missing, and the theme has {words}"
        fix = f"write it, with the lines `api: 1` and `extends: {DEFAULT_THEME}`"
    yield Diagnostic(theme.root.manifest_path, 0, 0, Level.ERROR, "template", message, fix)


def check_templates(site: Site, theme: Theme) -> Iterator[Diagnostic]:
    """Report each `template:` that the theme does not have."""
    for placed in site.entries:
        entry = placed.entry
        if entry.template and entry.template not in theme.templates:
            plain = [name for name in theme.templates if name.endswith(".html") and "/" not in name]
            yield Diagnostic(
                entry.source, entry.template_place.line, entry.template_place.column,
                Level.ERROR, "template",
                f"the theme {theme.name} has no template `{entry.template}`"
                f"{did_you_mean(entry.template, plain)}",
                f"write themes/{theme.name}/templates/{entry.template}, or leave `template:` out",
            )  # fmt: skip
