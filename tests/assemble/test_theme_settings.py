"""What a site chooses under `theme_settings`, against what the theme declares."""

import dataclasses
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.assemble.theme import assemble_theme
from ssg.assemble.theme_layer import ThemeLayer
from ssg.model.theme import SettingDeclaration, ThemeManifest
from ssg.text.colours import has_contrasts
from tests.making import SETTINGS

REPOSITORY = Path(__file__).resolve().parents[2]

DECLARED = (
    SettingDeclaration("accent", "colour", "#8a1c1c", (), ""),
    SettingDeclaration("drop_cap", "flag", False, (), ""),  # noqa: FBT003 - the value of a setting
    SettingDeclaration("width", "choice", "wide", ("wide", "narrow"), ""),
    SettingDeclaration("footer", "text", "", (), ""),
    SettingDeclaration("share", "list", ["email"], ("email", "mastodon")),
    SettingDeclaration("fonts", "fonts", []),
    SettingDeclaration("icon", "file", ""),
    SettingDeclaration("dates", "date_formats", {}),
)
GOOD_FONT = {"family": "Lit 2", "src": "/fonts/l.woff2"}
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
        ("drop_cap", "true", "is text, not true or false | write true without quotation marks"),
        ("footer", True, '`footer: true` is not text | write `footer: "true"`'),
        ("footer", 1.5, '`footer: 1.5` is not text | write `footer: "1.5"`'),
        ("footer", ["a"], '`footer: [a]` is not text | write it like `footer: ""`'),
        ("width", "wide-screen", "| write `width: wide`"),
        ("share", "none", "`share: none` is not a list | write `share: []`"),
        ("share", False, "`share: false` is not a list | write `share: []`"),
        ("accent", "teel", 'is not a colour, such as "#8a1c1c"; did you mean `teal`?'),
        ("accent", "0b4a82", '| write `accent: "#0b4a82"`'),
        ("accent", 123456, '| write `accent: "#123456"`'),
        ("icon", "content/media/i.svg", "| write `icon: /media/i.svg`"),
        ("icon", "content/static/i.svg", "| write `icon: /i.svg`"),
        ("width", "narow", "| write `width: narrow`"),
        ("share", ["email", "mastadon"], "holds `mastadon`, which is none of its choices; did you"),
        ("share", "email", "`share: email` is not a list | write `share: [email]`"),
        ("share", [["email"]], "holds `[email]`, which is none of its choices"),
        ("icon", "favicon.svg", "| write `icon: /favicon.svg`"),
        ("icon", "https://x.example/i.svg", "| put the file into content/static/"),
        ("icon", "//x.example/i.svg", "is not the address of a file of the site"),
        ("icon", '/x" onload="y', "is not the address of a file of the site"),
        ("dates", "d MMMM y", "is no group of patterns by language | write it like `dates: {en:"),
        ("dates", {"pt_BR": "d"}, "`pt_BR` is no code of a language | write pt-BR"),
        ("dates", {"en": "d of MMMM"}, "`o`, which stands for no part of a date | put words betw"),
        ("dates", {"en": "d MMMM YYYY"}, "holds `Y`, the year of a week | write y"),
        ("dates", {"en": "DD.MM.y"}, "holds `D`, which counts the days of a year | write d"),
        ("dates", {"en": "%d %B %Y"}, "has a `%`, as other programs write dates | write it like"),
        ("dates", {"en": "y HH:mm"}, "holds `HH`, which is a time"),
        ("dates", {"en": "d 'of MMMM"}, "has a quotation mark that is never closed"),
        ("dates", {"en": "'today'"}, "has no letter that stands for a part of the date"),
        ("dates", {"en": "dddd"}, "| write d at most 2 times"),
        ("dates", {"en": 5}, "is no pattern"),
        ("fonts", {"family": "x"}, "is not a list of fonts"),
        ("fonts", ["Lit"], "`Lit` is no font"),
        ("fonts", [{"family": "x"}], "a font has no `src` | add `src: …`"),
        ("fonts", [{"src": "/x.woff2"}], "a font has no `family`"),
        ("fonts", [GOOD_FONT | {"wieght": 400}], "no key `wieght`; did you mean `weight`?"),
        ("fonts", [GOOD_FONT | {"weight": "thick"}], "`weight: thick` is not a weight"),
        ("fonts", [GOOD_FONT | {"weight": True}], "`weight: true` is not a weight"),
        ("fonts", [GOOD_FONT | {"style": "itallic"}], "oblique; did you mean `italic`?"),
        ("fonts", [GOOD_FONT | {"use": "body"}], "is not one of text, headline"),
        ("fonts", [GOOD_FONT | {"display": "late"}], "is not one of optional, swap"),
        ("fonts", [GOOD_FONT | {"range": "U+0;}"}], "is not a range"),
        ("fonts", [GOOD_FONT | {"family": True}], "`family: true` is not a name of letters"),
        ("fonts", [GOOD_FONT | {"family": 'x"}body{'}], "is not a name of letters"),
        ("fonts", [GOOD_FONT | {"src": "fonts/l.woff2"}], "| write `src: /fonts/l.woff2`"),
        ("fonts", [GOOD_FONT | {"src": "/l.ttf"}], "| convert it to woff2"),
        ("fonts", [GOOD_FONT | {"src": "https://x.example/l.woff2"}], "| put the file into"),
        ("fonts", [GOOD_FONT | {"src": '/x")}.woff2'}], "is not the address of a woff2 file"),
        ("acent", "teal", "`acent`; did you mean `accent`? | write `accent:` instead of `acent:`"),
        ("zoom", 2, "has no setting `zoom` | its settings are: accent, dates, drop_cap, fonts"),
    ],
)
def test_a_setting_that_does_not_fit_is_put_right(name: str, value: object, words: str) -> None:
    (problem,) = problems_of(name, value)
    assert problem.startswith("site.yaml:7:3 ")
    assert words in problem


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("accent", "teal"),
        ("drop_cap", True),
        ("share", []),
        ("icon", ""),
        ("icon", "/media/a%20b.svg"),
        ("dates", {"en": "EEEE, d 'of' MMMM y", "pt-BR": "d 'de' MMMM 'de' y", "ja": "y年M月d日"}),
        ("dates", {"en": "YYYY-'W'ww"}),
        ("fonts", [GOOD_FONT | {"weight": 1000, "range": "U+0000-00FF, U+4??"}]),
    ],
)
def test_a_setting_that_fits_is_no_problem(name: str, value: object) -> None:
    assert problems_of(name, value) == []


def test_a_theme_without_settings_is_told_once() -> None:
    bare = ThemeLayer("plain", ThemeManifest("plain", 1, "", (), ()), {}, {}, {}, "x/theme.yaml")
    settings = dataclasses.replace(
        SETTINGS, theme="plain", theme_settings={"page": "#fff", "accent": "teal"},
        places={"theme_settings": (7, 3)},
    )  # fmt: skip
    _, (problem,) = assemble_theme(settings, [bare], [], ["plain"])
    assert problem.message == "the theme plain has no settings"
    assert "`extends: broadsheet`" in problem.fix


def decided(
    chosen: Mapping[str, object], declared: tuple[SettingDeclaration, ...], path: str = ""
) -> Mapping[str, object]:
    settings = dataclasses.replace(SETTINGS, theme="plain", theme_settings=chosen)
    layer = ThemeLayer("plain", ThemeManifest("plain", 1, "", declared, ()), {}, {}, {}, path)
    theme, problems = assemble_theme(settings, [layer], [], ["plain"])
    assert problems == ()
    return theme.settings


def test_a_year_is_text() -> None:
    assert decided({"footer": 1984}, DECLARED)["footer"] == "1984"


def test_templates_get_every_key_of_a_font() -> None:
    chosen = {"fonts": [GOOD_FONT, GOOD_FONT | {"weight": 700, "use": "headline"}]}
    first = {
        **GOOD_FONT, "weight": "400 700", "style": "normal", "use": "text",
        "display": "optional", "range": "",
    }  # fmt: skip
    assert decided(chosen, DECLARED)["fonts"] == [
        first,
        first | {"weight": "700", "use": "headline"},
    ]


def test_the_part_of_a_value_that_is_wrong_has_its_place() -> None:
    places = {
        "theme_settings.fonts": (7, 3),
        "theme_settings.fonts.0": (8, 5),
        "theme_settings.fonts.0.style": (9, 7),
    }
    font = {"family": "x", "style": "slanted"}
    settings = dataclasses.replace(
        SETTINGS, theme="plain", theme_settings={"fonts": [font]}, places=places
    )
    _, problems = assemble_theme(settings, [LAYER], [], ["plain"])
    assert sorted(problem.place for problem in problems) == ["site.yaml:8:5", "site.yaml:9:7"]


NIGHT = [("#161614", 7.0), ("#201f1c", 7.0)]
COLOURS = (
    SettingDeclaration("page_dark", "colour", "#161614"),
    SettingDeclaration("surface_dark", "colour", "#201f1c"),
    SettingDeclaration("accent", "colour", "#9b1c1c"),
    SettingDeclaration(
        "accent_dark", "colour", "#f2938c",
        on=("page_dark", "surface_dark"), contrast=7.0, follows="accent",
    ),
)  # fmt: skip


@given(st.integers(0, 0xFFFFFF))
def test_one_colour_of_a_site_can_be_read_on_its_dark_page(number: int) -> None:
    accent = f"#{number:06x}"
    settings = decided({"accent": accent}, COLOURS)
    assert settings["accent"] == accent
    assert has_contrasts(str(settings["accent_dark"]), NIGHT)


def test_a_colour_follows_only_where_its_leader_was_chosen_nearer() -> None:
    assert decided({}, COLOURS)["accent_dark"] == "#f2938c"
    assert decided({"page_dark": "#000"}, COLOURS)["accent_dark"] == "#f2938c"
    assert decided({"accent": ""}, COLOURS)["accent_dark"] == "#f2938c"
    both = {"accent": "teal", "accent_dark": "#fff"}
    assert decided(both, COLOURS)["accent_dark"] == "#fff"
    # A theme of the site's own says both; the site's one choice is nearer than they are.
    own = decided({"accent": "teal"}, COLOURS, "themes/plain/theme.yaml")
    assert own["accent_dark"] not in {"#f2938c", "teal"}
    assert decided({}, COLOURS, "themes/plain/theme.yaml")["accent_dark"] == "#f2938c"


def test_a_colour_follows_on_the_background_that_the_site_chose() -> None:
    settings = decided({"accent": "#9b1c1c", "page_dark": "#fff", "surface_dark": "#fff"}, COLOURS)
    assert has_contrasts(str(settings["accent_dark"]), [("#fff", 7.0)])


def test_a_colour_that_no_shade_can_follow_stays() -> None:
    assert decided({"accent": "teal", "page_dark": "#777"}, COLOURS)["accent_dark"] == "#f2938c"


def test_a_colour_follows_on_a_background_that_follows_too() -> None:
    colours = (
        SettingDeclaration("words", "colour", "#fff", on=("night",), contrast=7.0, follows="ink"),
        SettingDeclaration("night", "colour", "#000", follows="paper"),
        SettingDeclaration("ink", "colour", "#000"),
        SettingDeclaration("paper", "colour", "#fff"),
    )
    settings = decided({"ink": "teal", "paper": "#eee"}, colours)
    assert settings["night"] == "#eeeeee"
    assert has_contrasts(str(settings["words"]), [("#eee", 7.0)])


def test_colours_that_follow_each_other_in_a_circle_come_to_an_end() -> None:
    circle = (
        SettingDeclaration("a", "colour", "#fff", follows="b"),
        SettingDeclaration("b", "colour", "#000", follows="c"),
        SettingDeclaration("c", "colour", "#888", follows="a"),
    )
    assert decided({"c": "teal"}, circle)["b"] == "#008080"


def test_a_build_with_the_themes_own_colours_loads_no_library_for_them() -> None:
    program = (
        "import sys\n"
        "from tests.assemble.test_theme_settings import COLOURS, decided\n"
        "decided({}, COLOURS)\n"
        "print('coloraide' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
