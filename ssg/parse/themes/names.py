"""Names of themes, as they are written in site.yaml and theme.yaml."""

import re

from ssg.parse.decoders import matching


def as_theme_name(text: str) -> str:
    """Return the fix for a text that is no name of a theme, "" where it holds no letter."""
    name = re.sub(r"[^A-Za-z0-9_-]+", "-", text.strip()).strip("-_").lower()
    return f"write `{name}`, as its folder is called" if name else ""


THEME_NAME = matching(
    r"[A-Za-z0-9][A-Za-z0-9_-]*", "the name of a theme", "broadsheet", as_theme_name
)
