"""What the layers of a theme let a site choose, a nearer one over those below."""

from typing import Any

import pytest

from ssg.assemble.declarations import declare_settings
from ssg.assemble.theme_layer import ThemeLayer
from ssg.model.entry import Place
from ssg.model.theme import SettingDeclaration, ThemeManifest

EVERY = ("type", "default", "choices", "description", "on", "contrast", "follows")
PAGE = SettingDeclaration("page", "colour", "#fbfaf7", description="The paper.")
ACCENT = SettingDeclaration("accent", "colour", "#9b1c1c", on=("page",), contrast=7.0)
WIDTH = SettingDeclaration("width", "choice", "wide", ("wide", "narrow"))
BELOW = ThemeLayer("below", ThemeManifest("below", 1, "", (PAGE, ACCENT, WIDTH), ()), {}, {}, {})


def leaving_out(name: str, **said: Any) -> SettingDeclaration:
    inherits = tuple(each for each in EVERY if each not in said)
    fields = {"type": "", "default": None, **said}
    return SettingDeclaration(name, inherits=inherits, place=Place(5, 3), **fields)


def above(*settings: SettingDeclaration, path: str = "themes/mine/theme.yaml") -> ThemeLayer:
    manifest = ThemeManifest("mine", 1, "below", settings, ())
    return ThemeLayer("mine", manifest, {}, {}, {}, path)


def test_a_child_takes_what_it_does_not_say() -> None:
    declared, problems = declare_settings([above(leaving_out("accent", default="teal")), BELOW])
    accent = declared["accent"]
    assert problems == []
    assert (accent.value, accent.path, accent.place) == (
        "teal", "themes/mine/theme.yaml", Place(5, 3)
    )  # fmt: skip
    assert (accent.declaration.type, accent.declaration.on) == ("colour", ("page",))
    assert accent.declaration.contrast == 7


def test_a_child_that_changes_the_wish_keeps_the_colour_and_its_origin() -> None:
    declared, _ = declare_settings([above(leaving_out("accent", contrast=4.5)), BELOW])
    accent = declared["accent"]
    assert (accent.value, accent.path, accent.declaration.contrast) == ("#9b1c1c", "", 4.5)


@pytest.mark.parametrize(
    "written",
    [
        SettingDeclaration("page", "colour", "", description="Paper.", place=Place(5, 3)),
        leaving_out("page", default="", description="Paper."),
    ],
)
def test_an_empty_colour_of_a_child_is_its_ancestors(written: SettingDeclaration) -> None:
    declared, problems = declare_settings([above(written), BELOW])
    page = declared["page"]
    assert problems == []
    assert (page.value, page.path, page.declaration.default) == ("#fbfaf7", "", "#fbfaf7")
    assert page.declaration.description == "Paper."


def test_what_is_inherited_comes_from_the_nearest_ancestor() -> None:
    middle = above(leaving_out("page", default="#fff", description="White."), path="")
    declared, _ = declare_settings([above(leaving_out("page", default="#eee")), middle, BELOW])
    assert declared["page"].declaration.description == "White."
    assert declared["page"].declaration.type == "colour"


def test_a_colour_on_another_one_wants_words_to_be_read() -> None:
    declared, _ = declare_settings([above(leaving_out("page", on=("accent",))), BELOW])
    assert declared["page"].declaration.contrast == 4.5


@pytest.mark.parametrize(
    ("default", "fix"),
    [
        ("#f0f4ff", 'write `new: {type: colour, default: "#f0f4ff"}`'),
        (True, "write `new: {type: flag, default: true}`"),
        (["email"], "write `new: {type: list, default: [email]}`"),
        (None, "add `type: …`, such as `type: colour`"),
    ],
)
def test_a_setting_that_nobody_declares_is_to_be_declared(default: object, fix: str) -> None:
    _, (problem,) = declare_settings([above(leaving_out("new", default=default)), BELOW])
    assert problem.fix == fix


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        (leaving_out("pgae", default="#fff"), "declares it; did you mean `page`?"),
        (leaving_out("page", default="#ff"), '`page: "#ff"` is not a colour'),
        (leaving_out("width", default="narow"), "is not wide or narrow"),
        (leaving_out("accent", on=("pgae",)), "names `pgae`, which is no colour of the theme; did"),
        (
            leaving_out("accent", follows="width"),
            "`follows` of `accent` names `width`, which is no",
        ),
        (leaving_out("width", on=("page",)), "`width` is no colour, and only a colour has `on`"),
        (SettingDeclaration("x", "number", "ten", place=Place(5, 3)), "`x: ten` is not a number"),
    ],
)
def test_a_wrong_declaration_is_an_error_at_its_line(
    setting: SettingDeclaration, words: str
) -> None:
    declared, (problem,) = declare_settings([above(setting), BELOW])
    assert problem.place == "themes/mine/theme.yaml:5:3"
    assert words in problem.message
    assert problem.fix
    assert declared["page"].value == "#fbfaf7"
