"""Files of the site that theme settings name."""

import dataclasses

from ssg.check.theme_files import check_theme_files
from ssg.model.diagnostic import Level
from ssg.model.entry import Place
from ssg.model.theme import DecidedSetting, SettingDeclaration
from tests.making import SETTINGS

COPIED = {"/fonts/lit.woff2", "/favicon.svg", "/media/a b.svg"}
SERVED = COPIED | {"/", "/assets/icon.svg"}
PLACES = {"theme_settings.fonts": (3, 3), "theme_settings.fonts.1.src": (5, 20)}


def told(kind: str, value: object, path: str = "site.yaml") -> list[str]:
    name = "fonts" if kind == "fonts" else "icon"
    setting = DecidedSetting(SettingDeclaration(name, kind, ""), value, path, Place(7, 3))
    settings = dataclasses.replace(SETTINGS, places=PLACES)
    found = check_theme_files(settings, {name: setting}, COPIED, SERVED)
    return [f"{each.place} {each.level.value} {each.message} | {each.fix}" for each in found]


def test_a_file_that_is_there_is_no_problem() -> None:
    assert [told("file", address) for address in ("/favicon.svg", "", "/media/a%20b.svg")] == [
        [], [], []
    ]  # fmt: skip


def test_a_file_that_is_nowhere_is_a_warning_with_the_nearest_one() -> None:
    (problem,) = told("file", "/favicn.svg")
    assert problem.startswith(f"site.yaml:7:3 {Level.WARNING.value} `icon` names /favicn.svg, wh")
    assert "did you mean `/favicon.svg`? | put the file at content/static/favicn.svg" in problem


def test_a_font_that_is_no_file_of_the_site_is_an_error_at_its_line() -> None:
    fonts = [{"src": "/fonts/lit.woff2"}, {"src": "/fonts/litt.woff2"}]
    (problem,) = told("fonts", fonts)
    assert problem.startswith("site.yaml:5:20 error `src: /fonts/litt.woff2` is no file of the s")
    assert "did you mean `/fonts/lit.woff2`?" in problem


def test_a_file_of_a_theme_of_the_sites_own_is_told_there_and_a_built_in_one_not() -> None:
    (problem,) = told("file", "/gone.svg", "themes/mine/theme.yaml")
    assert problem.startswith("themes/mine/theme.yaml:7:3 ")
    assert told("file", "/gone.svg", "") == []
