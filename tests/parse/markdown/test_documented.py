"""What writers are told is what there is."""

import re
from pathlib import Path

import pytest

from ssg.parse.markdown import parse_markdown
from ssg.parse.markdown.named_blocks import NAMED_BLOCKS
from ssg.parse.shortcodes import SHORTCODES

SECTION = re.compile(r"^## (\w+)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
EXAMPLE = re.compile(r"^~~~~\n(.*?)^~~~~$", re.MULTILINE | re.DOTALL)
FENCE = re.compile(r"^::: ([\w-]+)$", re.MULTILINE)
REFERENCE = Path(__file__).resolve().parents[3] / "docs/content/pages/reference"


def body_of(name: str) -> str:
    return (REFERENCE / name).read_text("utf-8").split("\n---\n", 1)[1]


@pytest.mark.parametrize("name", ["markdown.md", "shortcodes.md"])
def test_the_reference_is_itself_free_of_mistakes(name: str) -> None:
    assert parse_markdown(body_of(name), "en", name, 1).diagnostics == ()


def test_every_shortcode_is_documented_and_no_other() -> None:
    sections = dict(
        re.findall(
            r"^## (\w+)\n(.*?)(?=^## |\Z)", body_of("shortcodes.md"), re.MULTILINE | re.DOTALL
        )
    )
    assert sections.keys() == SHORTCODES.keys()
    for name, section in sections.items():
        first = section.split("~~~~")[0]
        assert set(re.findall(r"`(\w+)`", first)) == set(SHORTCODES[name].takes), name


def test_every_example_of_a_shortcode_works() -> None:
    for example in re.findall(
        r"^~~~~\n(.*?)^~~~~$", body_of("shortcodes.md"), re.MULTILINE | re.DOTALL
    ):
        parsed = parse_markdown(example, "en", "p.md", 1)
        assert parsed.diagnostics == ()
        assert "{{" not in parsed.plain_text


def test_every_named_block_is_documented() -> None:
    assert set(FENCE.findall(body_of("markdown.md"))) == NAMED_BLOCKS.keys()
