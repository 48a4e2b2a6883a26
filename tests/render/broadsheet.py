"""The built-in theme's own templates, as the tests of its feeds need them."""

from pathlib import Path

from ssg.model.theme import Theme
from tests.render.factories import theme

_TEMPLATES = Path(__file__).parents[2] / "themes" / "broadsheet" / "templates"


def broadsheet(**overrides: str) -> Theme:
    """Return the theme's formats; an override extends the one that it stands for."""
    names = ("rss", "atom", "comments", "podcast", "sitemap")
    files = [*(f"{name}.xml" for name in names), "robots.txt"]
    texts = {file: (_TEMPLATES / file).read_text() for file in files}
    texts |= {f"broadsheet/{file}": text for file, text in texts.items()}
    return theme(texts | {f"{name}.xml": text for name, text in overrides.items()})
