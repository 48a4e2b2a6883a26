"""What a site chooses under `theme_settings`, against what the theme declares."""

import dataclasses

import pytest

from ssg.assemble.theme import assemble_theme
from ssg.assemble.theme_layer import ThemeLayer
from ssg.model.theme import SettingDeclaration, ThemeManifest
from tests.making import SETTINGS

DECLARED = (
    SettingDeclaration("accent", "colour", "#8a1c1c", (), ""),
    SettingDeclaration("drop_cap", "flag", False, (), ""),  # noqa: FBT003 - the value of a setting
    SettingDeclaration("width", "choice", "wide", ("wide", "narrow"), ""),
    SettingDeclaration("footer", "text", "", (), ""),
)
LAYER = ThemeLayer("plain", ThemeManifest("plain", 1, "", DECLARED, ()), {}, {}, {})


def problems_of(name: str, value: object) -> list[str]:
    settings = dataclasses.replace(
        SETTINGS, theme="plain", theme_settings={name: value},
        places={f"theme_settings.{name}": (7, 3)},
    )  # fmt: skip
    _, problems = assemble_theme(settings, [LAYER], [], ["plain"])
    return [f"{problem.place} {problem.message} | {problem.fix}" for problem in problems]


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("accent", None, '`accent` has no value | write it like `accent: "#8a1c1c"`'),
        ("accent", 5, '`accent: 5` is not a colour, such as "#8a1c1c" | write it like'),
        ("drop_cap", "yes", "`drop_cap: yes` is not true or false | write `drop_cap: true`"),
        ("drop_cap", "off", "`drop_cap: off` is not true or false | write `drop_cap: false`"),
        ("drop_cap", "maybe", "| write true or false"),
        ("width", "huge", "`width: huge` is not wide or narrow | write it like `width: wide`"),
        ("footer", True, '`footer: true` is not text | write it like `footer: ""`'),
        ("acent", "teal", "has no setting `acent`; did you mean `accent`?"),
    ],
)
def test_a_setting_that_does_not_fit_is_put_right(name: str, value: object, words: str) -> None:
    (problem,) = problems_of(name, value)
    assert problem.startswith("site.yaml:7:3 ")
    assert words in problem


@pytest.mark.parametrize(("name", "value"), [("accent", "teal"), ("drop_cap", True)])
def test_a_setting_that_fits_is_no_problem(name: str, value: object) -> None:
    assert problems_of(name, value) == []
