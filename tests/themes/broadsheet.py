"""The theme Broadsheet as it lies in the repository, for the tests of this folder."""

from collections.abc import Mapping
from pathlib import Path

import yaml

from ssg.model.comment import Thread
from ssg.model.digest import digest_of
from ssg.model.entry import Body
from ssg.model.source import FileRef
from ssg.model.theme import TemplateFile, Theme
from ssg.model.view import SiteView, View
from tests.render.factories import render, site_view

FOLDER = Path(__file__).parents[2] / "themes" / "broadsheet"


def templates() -> dict[str, str]:
    """Return the text of every template by name, those of the feeds left out."""
    folder = FOLDER / "templates"
    return {
        file.relative_to(folder).as_posix(): file.read_text("utf-8")
        for file in sorted(folder.rglob("*"))
        if file.suffix in {".html", ".css"}
    }


def words() -> dict[str, dict[str, str]]:
    """Return the theme's words by language."""
    return {
        file.stem: yaml.safe_load(file.read_text("utf-8"))
        for file in sorted((FOLDER / "strings").glob("*.yaml"))
    }


def default_settings() -> dict[str, object]:
    """Return the settings that theme.yaml declares with their defaults."""
    declared = yaml.safe_load((FOLDER / "theme.yaml").read_text("utf-8"))["settings"]
    return {name: setting["default"] for name, setting in declared.items()}


def theme(over: Mapping[str, str] | None = None) -> Theme:
    """Return Broadsheet, with a site's own templates `over` it."""
    files = {
        name: TemplateFile("broadsheet", name, f"themes/broadsheet/templates/{name}", text)
        for name, text in templates().items()
    }
    own = {
        name: TemplateFile("mine", name, f"themes/mine/templates/{name}", text)
        for name, text in (over or {}).items()
    }
    icon = FileRef("themes/broadsheet/static/icon.svg", digest_of("icon"), 1)
    return Theme(
        name="broadsheet",
        templates={f"broadsheet/{name}": file for name, file in files.items()} | files | own,
        strings=words(),
        settings=default_settings(),
        widgets=(),
        assets={"icon.svg": (icon, "/assets/icon.0a1b2c3d.svg")},
    )


def site(**changes: object) -> SiteView:
    """Return the site as a page in Broadsheet sees it."""
    return site_view(**{"theme": default_settings(), **changes})


def page(
    view: View, template: str, *heavy: Body | Thread, over: Mapping[str, str] | None = None
) -> str:
    """Return a page of the theme, which must cause no diagnostics."""
    rendered = render(view, template, theme(over), *heavy)
    assert rendered.diagnostics == ()
    return rendered.content.decode()
