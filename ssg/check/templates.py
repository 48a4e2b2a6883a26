"""Templates that front matter names."""

from collections.abc import Iterator

from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.site import Site
from ssg.model.theme import Theme
from ssg.text.nearest import did_you_mean


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
