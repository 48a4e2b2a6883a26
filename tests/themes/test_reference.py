"""The reference of themes names every field, block, function and filter, and no other."""

import dataclasses
import re
from pathlib import Path

import pytest

import ssg.model.view
from ssg.render.date import STYLES
from ssg.render.filters import FILTERS
from ssg.render.functions import FUNCTIONS
from tests.render.factories import entry_view
from tests.themes.broadsheet import default_settings, page, site, templates

DOCS = Path(__file__).parents[2] / "docs/content/pages"
REFERENCE = (DOCS / "reference" / "themes.md").read_text("utf-8")
INNER = {"BodyRef", "RedirectRule", "RedirectTableView", "KeyFileView", "ChaptersView"}
VIEWS = {
    name: [field.name for field in dataclasses.fields(view)]
    for name, view in vars(ssg.model.view).items()
    if isinstance(view, type)
    and dataclasses.is_dataclass(view)
    and view.__module__ == "ssg.model.view"
    and name not in INNER
}


def section(heading: str) -> str:
    """Return what stands under a heading, up to the next one."""
    found = re.search(
        rf"^#+ {re.escape(heading)}\n(.*?)(?=^##|\Z)", REFERENCE, re.MULTILINE | re.DOTALL
    )
    assert found, heading
    return found[1]


def first_column(heading: str) -> list[str]:
    rows = re.findall(r"^\| (`.*?`[^|]*) \|", section(heading), re.MULTILINE)
    return [word for row in rows for word in re.findall(r"`([\w.]+)", row)]


@pytest.mark.parametrize("view", VIEWS)
def test_every_field_of_a_view_is_documented_and_no_other(view: str) -> None:
    assert sorted(first_column(view)) == sorted(VIEWS[view])


def test_functions_and_filters_are_documented() -> None:
    assert set(first_column("Functions")) == set(FUNCTIONS)
    assert set(first_column("Filters")) == set(FILTERS)


def test_date_styles_are_documented() -> None:
    row = next(line for line in section("Filters").splitlines() if "date(style)" in line)
    assert set(re.findall(r"`(\w+)`", row)) == set(STYLES)


def test_settings_of_broadsheet_are_documented() -> None:
    assert set(first_column("Settings")) == set(default_settings())


def test_blocks_of_broadsheet_are_documented() -> None:
    documented = set(re.findall(r"`(\w+)`", section("Blocks")))
    blocks = {name for text in templates().values() for name in re.findall(r"{% block (\w+)", text)}
    assert documented == blocks


def test_partials_of_broadsheet_are_documented() -> None:
    named = set(re.findall(r"`(\w+)`", section("Partials")))
    pages = set(re.findall(r"`(\w+)\.html`", REFERENCE)) | {"layout", "entry"}
    providers = {name for name in templates() if name.startswith("comments_")}
    partials = {
        name.removesuffix(".html")
        for name in templates()
        if name.endswith(".html") and name not in providers
    }
    assert partials - pages <= named
    assert named <= {name.removesuffix(".html") for name in templates()}


HOW_TO = (DOCS / "how-to" / "change-one-block.md").read_text("utf-8")
GOLDEN = Path(__file__).parents[1] / "sites" / "one-block-of-broadsheet"
EXAMPLES = re.findall(r"{# themes/mine/templates/(\S+) #}\n(.*?)```", HOW_TO, re.DOTALL)
OF_OTHER_OUTPUTS = ("rss.xml", "letter.html")


@pytest.mark.parametrize(
    ("name", "text"), [each for each in EXAMPLES if each[0] not in OF_OTHER_OUTPUTS]
)
def test_the_examples_of_the_how_to_work(name: str, text: str) -> None:
    view = entry_view(site=site())
    assert page(view, "post.html", over={name: text}) != page(view, "post.html")


@pytest.mark.parametrize("name", ["byline.html", *OF_OTHER_OUTPUTS])
def test_the_how_to_shows_the_theme_of_the_golden_site(name: str) -> None:
    file = GOLDEN / "themes/mine/templates" / name
    heading, _, text = file.read_text("utf-8").partition("\n")
    assert heading == f"{{# themes/mine/templates/{name} #}}"
    assert dict(EXAMPLES)[name] == text


@pytest.mark.parametrize("name", ["themes/mine/theme.yaml", "content/pages/letter.md"])
def test_the_how_to_shows_the_files_of_the_golden_site(name: str) -> None:
    assert f"\n{(GOLDEN / name).read_text('utf-8')}```" in HOW_TO
