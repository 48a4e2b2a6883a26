"""Keys of outputs: what a page can see of the theme decides, and nothing else of it."""

from dataclasses import replace

import pytest

from ssg.model.digest import Digest
from ssg.model.output import PlannedPage
from ssg.model.theme import Theme
from ssg.model.view import KeyFileView
from ssg.outputs import Keys
from tests.render.factories import theme

TEXTS = {
    "post.html": '{% extends "layout.html" %}',
    "layout.html": "<body>",
    "listing.html": "<ul>",
}


def theme_with(**changed: str) -> Theme:
    texts = TEXTS | {f"{name}.html": text for name, text in changed.items()}
    return theme(texts, {"en": {"home": "Home"}})


def key_of(theme_: Theme, template: str, code: bytes = b"code") -> Digest:
    page = PlannedPage("a/index.html", template, KeyFileView("x"), "a page")
    return Keys(theme_, Digest(code)).key_of(page)


@pytest.mark.parametrize(
    ("edited", "template", "is_made_anew"),
    [
        ("post", "post.html", True),
        ("layout", "post.html", True),
        ("listing", "post.html", False),
        ("post", "listing.html", False),
    ],
)
def test_an_edited_template_counts_for_the_pages_that_reach_it(
    edited: str,
    template: str,
    is_made_anew: bool,  # noqa: FBT001 - pytest gives it by name
) -> None:
    before, after = (
        key_of(theme_with(), template),
        key_of(theme_with(**{edited: "other"}), template),
    )

    assert (before != after) is is_made_anew


def test_words_program_and_name_of_the_theme_count_for_all() -> None:
    keys = {
        key_of(theme_with(), "post.html"),
        key_of(theme_with(), "post.html", b"newer"),
        key_of(replace(theme_with(), strings={"en": {"home": "Start"}}), "post.html"),
        key_of(replace(theme_with(), name="other"), "post.html"),
    }

    assert len(keys) == 4
