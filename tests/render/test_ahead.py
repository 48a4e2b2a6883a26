"""Templates that were written ahead make the same pages, and nothing else is taken for them."""

import marshal
from collections.abc import Mapping
from dataclasses import replace

import pytest

from ssg.model.digest import digest_of
from ssg.model.output import PlannedPage
from ssg.model.theme import Theme
from ssg.render.compiling.ahead import (
    Ahead,
    compiled_ahead,
    is_ahead,
    unit_for_many,
    write_ahead,
)
from ssg.render.compiling.loading import Compiled
from ssg.render.compiling.ready import ReadyTheme, compile_plainly, ready_theme, ready_when_asked
from ssg.render.page import render_page, render_ready
from tests.render.factories import BODY, entry_view, theme

PARTS: Mapping[str, str] = {
    "layout.html": "[{% block main %}{% endblock %}{% include 'foot.html' %}]",
    "foot.html": "{{ view.url | absolute }}{% for name in 'ab' %}{{ loop.index }}{% endfor %}",
    "post.html": "{% extends 'layout.html' %}{% from 'macros.html' import em %}"
    "{% block main %}{% include 'byline.html' %}{{ em('1 < 2') }}{% endblock %}",
    "byline.html": "{{ t('by') }} {{ view.entry.title }} “{{ '”' }}\n",
    "macros.html": "{% macro em(x) %}<em>{{ x }}</em>{% endmacro %}",
}
WORDS = {"en": {"by": "by"}}


def edited(name: str, words: str = "!") -> Theme:
    return theme({**PARTS, name: PARTS[name] + words}, WORDS)


def elsewhere(in_theme: Theme) -> Theme:
    """Return the same templates as those of another theme."""
    files = in_theme.templates.items()
    moved = {name: replace(file, path=f"themes/mine/{name}", layer="mine") for name, file in files}
    return replace(in_theme, name="mine", templates=moved)


def ready(in_theme: Theme, ahead: Ahead) -> ReadyTheme:
    def remember(_name: str, step: object, units: object) -> list[Compiled | None]:
        return [step(unit) for unit in units]  # type: ignore[operator, attr-defined]

    return ready_theme(in_theme, {"post.html": 1}, remember, ahead)


def test_what_was_written_makes_the_same_page_of_one_post() -> None:
    paper = theme(PARTS, WORDS)
    page = PlannedPage("index.html", "post.html", entry_view(), "content/posts/x.md")
    heavy = {digest_of(BODY): BODY}
    made_ready = ready(paper, write_ahead(paper.templates))
    assert made_ready.in_haste == {"post.html"}
    assert render_ready(page, heavy, made_ready) == render_page(page, heavy, paper)


def test_what_nobody_wrote_is_compiled_for_a_post_as_ever() -> None:
    assert ready(theme(PARTS, WORDS), {}).in_haste == frozenset()


def test_a_copy_of_the_theme_is_spared_as_well() -> None:
    paper = theme(PARTS, WORDS)
    assert ready(elsewhere(paper), write_ahead(paper.templates)).in_haste == {"post.html"}


@pytest.mark.parametrize("name", ["post.html", "byline.html"])
def test_an_edited_text_is_another_template(name: str) -> None:
    ahead = write_ahead(theme(PARTS, WORDS).templates)
    assert not is_ahead(edited(name).templates, "post.html", ahead)


def test_an_edited_layout_is_compiled_beside_what_was_written() -> None:
    changed = edited("layout.html")
    page = PlannedPage("index.html", "post.html", entry_view(), "content/posts/x.md")
    heavy = {digest_of(BODY): BODY}
    made_ready = ready(changed, write_ahead(theme(PARTS, WORDS).templates))
    assert made_ready.in_haste == {"post.html"}
    made = render_ready(page, heavy, made_ready)
    assert made == render_page(page, heavy, changed)
    assert made.content.endswith(b"]!")


def test_code_names_the_file_in_the_theme_that_uses_it() -> None:
    paper = theme(PARTS, WORDS)
    unit = unit_for_many(elsewhere(paper).templates, "post.html")
    taken = compiled_ahead(unit, write_ahead(paper.templates))
    assert taken is not None
    assert marshal.loads(taken.code).co_filename == "themes/mine/post.html"  # noqa: S302 - ours
    assert set(taken.asks) == {"layout.html", "macros.html"}


POST = PlannedPage("index.html", "post.html", entry_view(), "content/posts/x.md")


def test_whoever_asks_now_and_then_gets_what_was_written() -> None:
    paper = theme(PARTS, WORDS)
    now_and_then = ready_when_asked(paper, write_ahead(paper.templates))
    assert "post.html" in now_and_then.in_haste
    heavy = {digest_of(BODY): BODY}
    assert render_ready(POST, heavy, now_and_then) == render_page(POST, heavy, paper)


@pytest.mark.parametrize("name", ["layout.html", "byline.html", "macros.html"])
def test_nothing_else_is_compiled_for_many_then(name: str) -> None:
    changed = edited(name)
    now_and_then = ready_when_asked(changed, write_ahead(theme(PARTS, WORDS).templates))
    assert "post.html" not in now_and_then.in_haste
    heavy = {digest_of(BODY): BODY}
    assert render_ready(POST, heavy, now_and_then) == render_page(POST, heavy, changed)


def test_after_an_edit_nothing_is_compiled_but_that_template() -> None:
    heavy = {digest_of(BODY): BODY}
    render_ready(POST, heavy, ready_when_asked(theme(PARTS, WORDS), {}))
    before = compile_plainly.cache_info().misses
    # Words of its own: what another test has compiled is not compiled again.
    changed = edited("byline.html", "by the way")
    made = render_ready(POST, heavy, ready_when_asked(changed, {}))
    assert b"by the way" in made.content
    assert compile_plainly.cache_info().misses == before + 1


def test_a_template_that_is_broken_is_told_by_its_place() -> None:
    broken = theme({**PARTS, "post.html": "\n{% if %}"}, WORDS)
    now_and_then = ready_when_asked(broken, write_ahead(theme(PARTS, WORDS).templates))
    made = render_ready(POST, {digest_of(BODY): BODY}, now_and_then)
    assert [(each.path, each.line) for each in made.diagnostics] == [
        ("themes/paper/templates/post.html", 2)
    ]
