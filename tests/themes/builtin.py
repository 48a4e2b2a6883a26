"""The built-in themes as they lie in the repository, each folded with those that it extends."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from ssg.assemble.theme import assemble_theme
from ssg.assemble.theme_layer import ThemeLayer
from ssg.model.digest import digest_of
from ssg.model.settings import Settings
from ssg.model.source import FileRef, SourceFile
from ssg.model.theme import TemplateFile, Theme
from ssg.parse.themes.theme import parse_theme_manifest
from tests.yaml_text import from_yaml

FOLDER = Path(__file__).parents[2] / "themes"
THEMES = ("broadsheet", "quiet-page", "current")


@cache
def family(name: str) -> tuple[str, ...]:
    """Return the theme and those that it extends, nearest first."""
    manifest = from_yaml((FOLDER / name / "theme.yaml").read_text("utf-8"))
    parent = manifest.get("extends")
    return (name, *(family(parent) if parent else ()))


@cache
def own_templates(name: str) -> Mapping[str, str]:
    """Return the text of every template of the theme itself, those of the feeds left out."""
    folder = FOLDER / name / "templates"
    return {
        file.relative_to(folder).as_posix(): file.read_text("utf-8")
        for file in sorted(folder.rglob("*"))
        if file.suffix in {".html", ".css"}
    }


@cache
def templates(name: str) -> Mapping[str, str]:
    """Return the text of every template of the theme, the nearest one of each name."""
    return {
        template: text
        for layer in reversed(family(name))
        for template, text in own_templates(layer).items()
    }


def own_words(name: str) -> dict[str, dict[str, str]]:
    """Return the words of the theme itself by language."""
    files = sorted((FOLDER / name / "strings").glob("*.yaml"))
    return {file.stem: from_yaml(file.read_text("utf-8")) for file in files}


@cache
def words(name: str) -> Mapping[str, Mapping[str, str]]:
    """Return the words of the theme by language, the nearest ones."""
    found: dict[str, dict[str, str]] = {}
    for layer in reversed(family(name)):
        for language, own in own_words(layer).items():
            found.setdefault(language, {}).update(own)
    return found


def default_settings(name: str) -> dict[str, object]:
    """Return all settings of the theme with their defaults."""
    return dict(theme(name).settings)


@cache
def theme(name: str) -> Theme:
    """Return the theme as ssg folds it."""
    return theme_under(name, {})


def theme_under(name: str, over: Mapping[str, str]) -> Theme:
    """Return the theme with a site's own templates `over` it."""
    layers = [_layer(layer) for layer in family(name)]
    own = {
        template: TemplateFile("mine", template, f"themes/mine/templates/{template}", text)
        for template, text in over.items()
    }
    site = ThemeLayer("mine", None, own, {}, {})
    settings = Settings(title="Words", url="https://words.example/", theme=name)
    folded, problems = assemble_theme(settings, [*([site] if own else []), *layers], (), THEMES)
    assert not problems, problems
    return folded


def _layer(name: str) -> ThemeLayer:
    path = f"themes/{name}"
    text = (FOLDER / name / "theme.yaml").read_text("utf-8")
    parsed = parse_theme_manifest(SourceFile(f"{path}/theme.yaml", text))
    assert parsed.diagnostics == ()
    files = {
        template: TemplateFile(name, template, f"{path}/templates/{template}", text)
        for template, text in own_templates(name).items()
    }
    static = FOLDER / name / "static"
    assets = {
        file.relative_to(static).as_posix(): FileRef(
            f"{path}/static/{file.name}", digest_of(file.name), 1
        )
        for file in sorted(static.rglob("*"))
    }
    return ThemeLayer(name, parsed.value, files, own_words(name), assets)
