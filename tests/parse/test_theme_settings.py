"""What a theme.yaml declares under `settings:`."""

import pytest

from ssg.model.entry import Place
from ssg.model.source import SourceFile
from ssg.model.theme import SettingDeclaration
from ssg.parse.themes.theme import parse_theme_manifest


def read(settings: str) -> tuple[list[SettingDeclaration], list[str]]:
    text = f"api: 1\nsettings:\n  {settings}\n"
    parsed = parse_theme_manifest(SourceFile("themes/mine/theme.yaml", text))
    problems = [f"{each.line} {each.message} | {each.fix}" for each in parsed.diagnostics]
    return list(parsed.value.settings if parsed.value else ()), problems


def test_a_colour_says_what_it_stands_on() -> None:
    written = "accent: {type: colour, default: teal, on: [page, surface], contrast: 7, follows: x}"
    assert read(written) == (
        [
            SettingDeclaration(
                "accent", "colour", "teal", on=("page", "surface"), contrast=7.0, follows="x",
                place=Place(3, 3),
            )
        ],
        [],
    )  # fmt: skip


def test_a_colour_on_another_wants_the_contrast_of_words() -> None:
    ((accent,), _) = read("accent: {type: colour, on: page}")
    assert (accent.on, accent.contrast) == (("page",), 4.5)


def test_without_a_type_the_rest_is_inherited() -> None:
    ((page,), problems) = read('page: {default: "#fffdf8"}')
    assert problems == []
    assert page.default == "#fffdf8"
    assert page.inherits == ("type", "choices", "description", "on", "contrast", "follows")


@pytest.mark.parametrize(
    ("written", "default"),
    [
        ('page: "#f0f4ff"', "#f0f4ff"),
        ("page: true", True),
        ("page: river", "river"),
        ("page: 12", 12),
        ("page: [email]", ["email"]),
        ('page: ""', ""),
    ],
)
def test_a_value_alone_is_the_default_of_a_setting_that_is_inherited(
    written: str, default: object
) -> None:
    ((page,), problems) = read(written)
    assert problems == []
    assert (page.default, page.place) == (default, Place(3, 3))
    assert page.inherits == ("type", "choices", "description", "on", "contrast", "follows")


def test_an_empty_default_and_an_empty_list_are_said() -> None:
    ((page,), _) = read('page: {default: "", on: []}')
    assert not {"default", "on"} & {*page.inherits}


def test_with_a_type_nothing_is_inherited() -> None:
    ((fonts,), _) = read("fonts: {type: fonts}")
    assert (fonts.default, fonts.inherits) == ([], ())


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("a: {type: color}", "3 expected one of text, colour, number, flag, choice, list, map"),
        ("a: {type: color}", "| write colour"),
        ("a: {type: colour, contrast: high}", "expected a contrast from 1 to 21, found `high`"),
        ("a: {type: colour, contrast: 7:1}", "| write 7"),
        ("a: {type: colour, contrast: 22}", "expected a contrast"),
        ("a: {type: colour, folows: b}", "unknown key `folows`; did you mean `follows`?"),
        ("a: {type: colour, on: 'x y'}", "expected the name of a setting"),
        ("a:", "expected a value, found nothing | write it like this: a: …, or leave it out"),
    ],
)
def test_a_wrong_declaration_is_an_error(written: str, words: str) -> None:
    _, (problem,) = read(written)
    assert problem.startswith("3 ")
    assert words in problem
