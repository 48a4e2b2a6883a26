"""A theme and its ancestors, folded into one."""

import dataclasses

import pytest

from ssg.assemble.theme import assemble_theme
from ssg.assemble.theme_layer import ThemeLayer
from ssg.model.diagnostic import Diagnostic
from ssg.model.entry import Place
from ssg.model.theme import SettingDeclaration, TemplateFile, Theme, ThemeManifest, ThemeRoot
from tests.making import SETTINGS

ACCENT = SettingDeclaration("accent", "colour", "#9b1c1c")


def layer(name: str, *templates: str, extends: str = "") -> ThemeLayer:
    place = Place(3, 1) if extends else Place()
    manifest = ThemeManifest(name, 1, extends, (ACCENT,), (), place) if name else None
    texts = {
        template: TemplateFile(name, template, f"{name}/{template}", name or "site")
        for template in templates
    }
    return ThemeLayer(name, manifest, texts, {"en": {"by": name or "site"}}, {})


def fold(*layers: ThemeLayer, **settings: object) -> tuple[Theme, tuple[Diagnostic, ...]]:
    chosen = dataclasses.replace(SETTINGS, theme="ours", theme_settings=settings)
    return assemble_theme(chosen, layers, (), ["ours", "broadsheet"])


def test_the_nearest_template_wins_and_each_theme_keeps_its_own() -> None:
    theme, _ = fold(layer("ours", "post.html"), layer("broadsheet", "post.html", "card.html"))
    texts = {name: file.text for name, file in theme.templates.items()}
    assert texts == {
        "post.html": "ours",
        "ours/post.html": "ours",
        "broadsheet/post.html": "broadsheet",
        "card.html": "broadsheet",
        "ours/card.html": "broadsheet",
        "broadsheet/card.html": "broadsheet",
    }
    assert theme.strings == {"en": {"by": "ours"}}


def test_a_file_of_the_site_lies_over_the_theme_of_that_name() -> None:
    theme, _ = fold(layer("", "card.html"), layer("broadsheet", "card.html"))
    assert theme.templates["card.html"].text == "site"
    assert theme.templates["broadsheet/card.html"].text == "broadsheet"


@pytest.mark.parametrize(
    "colour", ["#8a1c1c", "#fff", "teal", "rgb(10 20 30 / 50%)", "oklch(60% 0.2 30)"]
)
def test_a_colour_is_taken(colour: str) -> None:
    theme, problems = fold(layer("ours"), accent=colour)
    assert problems == ()
    assert theme.settings["accent"] == colour


def test_an_empty_colour_is_the_themes_own() -> None:
    theme, problems = fold(layer("ours"), accent="")
    assert problems == ()
    assert theme.settings["accent"] == "#9b1c1c"
    assert theme.decided["accent"].path == ""


@pytest.mark.parametrize(
    "colour", ["red;} body{display:none", "#12", "url(https://x.example/)", "</style>", 12]
)
def test_what_is_no_colour_never_reaches_the_style_sheet(colour: object) -> None:
    theme, problems = fold(layer("ours"), accent=colour)
    assert [problem.rule for problem in problems] == ["theme-settings"]
    assert theme.settings["accent"] == "#9b1c1c"


def test_the_root_is_a_theme_of_the_sites_own_that_extends_none() -> None:
    path = "themes/ours/theme.yaml"
    own = dataclasses.replace(layer("ours", "post.html"), manifest_path=path)
    theme, _ = fold(own)
    assert (theme.root, theme.lineage) == (ThemeRoot(path, is_written=True), ("ours",))
    theme, problems = fold(dataclasses.replace(own, manifest=None, manifest_path=""))
    assert (theme.root, problems) == (ThemeRoot(path, is_written=False), ())
    theme, _ = fold(dataclasses.replace(own, manifest=None))
    assert (theme.root, theme.is_whole) == (None, False), "told by the parser"
    theme, _ = fold(own, layer("broadsheet"))
    assert (theme.root, theme.lineage) == (None, ("ours", "broadsheet"))


def test_an_unknown_setting_and_an_unknown_parent_are_named() -> None:
    _, problems = fold(layer("ours"), acent="#fff")
    assert "did you mean `accent`?" in problems[0].message
    missing = dataclasses.replace(layer("braodsheet"), manifest=None, strings={})
    theme, problems = fold(layer("ours", extends="braodsheet"), missing, acent="#fff")
    assert [(each.place, each.message) for each in problems] == [
        (
            "themes/ours/theme.yaml:3:1",
            "`extends: braodsheet`: there is no such theme; did you mean `broadsheet`?",
        )
    ]
    assert (theme.root, theme.is_whole) == (None, False)


@pytest.mark.parametrize(
    ("extends", "place", "message"),
    [
        ({"ours": "ours"}, "themes/ours/theme.yaml:3:1", "the theme ours extends itself"),
        (
            {"ours": "mine", "mine": "ours"},
            "themes/ours/theme.yaml:3:1",
            "the theme ours extends itself by way of others: ours → mine → ours",
        ),
        (
            {"ours": "mine", "mine": "his", "his": "mine"},
            "themes/mine/theme.yaml:3:1",
            "the theme mine extends itself by way of others: mine → his → mine",
        ),
    ],
)
def test_a_theme_that_extends_itself_is_one_error(
    extends: dict[str, str], place: str, message: str
) -> None:
    theme, problems = fold(*(layer(name, extends=above) for name, above in extends.items()))
    assert [(each.place, each.message) for each in problems] == [(place, message)]
    assert "`extends: broadsheet`" in problems[0].fix
    assert not theme.is_whole
