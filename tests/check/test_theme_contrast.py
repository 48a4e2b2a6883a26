"""Whether words can be read in the colours that a site chose."""

import re
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.check.theme_contrast import check_contrast
from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.entry import Place
from ssg.model.theme import DecidedSetting, SettingDeclaration
from ssg.text.colours import has_contrasts

DECLARED = (
    SettingDeclaration("page", "colour", "#fbfaf7"),
    SettingDeclaration("surface", "colour", "#f2efe8"),
    SettingDeclaration("text", "colour", "#1a1a18", on=("page", "surface"), contrast=7.0),
    SettingDeclaration("accent", "colour", "#8a1c1c", on=("page", "surface"), contrast=7.0),
    SettingDeclaration("control", "colour", "#757065", on=("page",), contrast=3.0),
)
hex_colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def judged(chosen: Mapping[str, str], path: str = "site.yaml") -> list[Diagnostic]:
    """What is said of a site that chose these colours, each on a line of its own from 2."""
    places = {name: Place(line, 3) for line, name in enumerate(chosen, start=2)}
    decided = {
        each.name: DecidedSetting(each, chosen[each.name], path, places[each.name])
        if each.name in chosen
        else DecidedSetting(each, each.default)
        for each in DECLARED
    }
    return list(check_contrast(decided))


def applied(chosen: Mapping[str, str], problems: list[Diagnostic]) -> dict[str, str]:
    """The colours after every fix that writes one."""
    fixes = (re.fullmatch(r'write `(\w+): "(#\w+)"`', problem.fix) for problem in problems)
    return {**chosen, **{fix[1]: fix[2] for fix in fixes if fix}}


def test_the_colours_of_the_theme_itself_are_not_judged() -> None:
    assert judged({}) == []
    assert judged({"accent": "#8a1c1c"}) == []


def test_a_colour_that_many_cannot_read_is_a_warning_with_a_shade_that_they_can() -> None:
    (problem,) = judged({"accent": "#e0a0a0"})
    assert problem.place == "site.yaml:2:3"
    assert (problem.level, problem.rule) == (Level.WARNING, "theme-contrast")
    assert problem.message == (
        "`accent: #e0a0a0` on `surface` (#f2efe8) has a contrast of 1.8:1; words want 7:1"
    )
    assert applied({}, [problem]).keys() == {"accent"}


def test_a_colour_that_most_can_read_is_advice() -> None:
    (problem,) = judged({"accent": "#b03030"})
    assert problem.level is Level.ADVICE
    assert "has a contrast of 5.5:1" in problem.message


def test_lines_and_controls_want_less() -> None:
    (problem,) = judged({"control": "#aaa"})
    assert problem.level is Level.WARNING
    assert "lines and controls want 3:1" in problem.message
    assert judged({"control": "#888"}) == []


def test_a_background_alone_is_told_at_its_own_line() -> None:
    (problem,) = judged({"page": "#8899aa"})
    assert problem.place == "site.yaml:2:3"
    assert re.match(r"`\w+` \(#\w+\) on `page: #8899aa` has", problem.message)
    assert problem.fix.startswith('write `page: "#')


def test_two_colours_of_the_site_are_told_at_the_words() -> None:
    (problem,) = judged({"page": "#fff", "accent": "#ddd"})
    assert problem.place == "site.yaml:3:3"


def test_a_theme_of_the_sites_own_is_told_in_its_theme_yaml() -> None:
    (problem,) = judged({"accent": "#ddd"}, "themes/mine/theme.yaml")
    assert problem.place == "themes/mine/theme.yaml:2:3"
    assert problem.fix.startswith('write `default: "#')


def test_a_background_that_nothing_can_be_read_on_is_said_so() -> None:
    found = judged({"page": "#777", "surface": "#777", "accent": "#888"})
    (problem,) = (each for each in found if each.line == 4)
    assert "no shade of `accent`" in problem.fix
    assert "page, surface" in problem.fix


def test_the_shade_suits_what_stands_on_the_colour_too() -> None:
    page = SettingDeclaration("page", "colour", "#fff")
    button = SettingDeclaration("button", "colour", "", on=("page",), contrast=3.0)
    label = SettingDeclaration("label", "colour", "#fff", on=("button",), contrast=7.0)
    found = check_contrast(
        {
            "page": DecidedSetting(page, "#fff"),
            "button": DecidedSetting(button, "#ddd", "site.yaml", Place(2, 3)),
            "label": DecidedSetting(label, "#fff"),
        }
    )
    (problem,) = found
    fixed = applied({}, [problem])["button"]
    assert has_contrasts(fixed, [("#fff", 7.0)])


def test_a_colour_that_is_made_anew_does_not_hold_a_background_back() -> None:
    page = SettingDeclaration("page", "colour", "#fff")
    text = SettingDeclaration("text", "colour", "#000", on=("page",), contrast=7.0)
    made = SettingDeclaration("made", "colour", "#000", on=("page",), contrast=7.0, follows="x")
    (problem,) = check_contrast(
        {
            "page": DecidedSetting(page, "#444", "site.yaml", Place(2, 3)),
            "text": DecidedSetting(text, "#000"),
            "made": DecidedSetting(made, "#ffffff", "site.yaml", Place(3, 3), "x"),
        }
    )
    assert has_contrasts(applied({}, [problem])["page"], [("#000", 7.0)])


def test_what_shines_through_is_not_judged() -> None:
    assert judged({"page": "rgb(0 0 0 / 1%)"}) == []


@pytest.mark.parametrize("name", ["accent", "text", "control", "page", "surface"])
@given(colour=hex_colours)
def test_the_fix_silences_the_warning(name: str, colour: str) -> None:
    chosen = {name: colour}
    assert judged(applied(chosen, judged(chosen))) == []
