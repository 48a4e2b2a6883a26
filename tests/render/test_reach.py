"""Which templates a page may be made of: an edit makes those pages anew, and no others."""

from collections.abc import Mapping

import pytest

from ssg.model.theme import TemplateFile
from ssg.render.compiling.reach import templates_reached
from tests.render.factories import theme


def files(**texts: str) -> Mapping[str, TemplateFile]:
    return theme({f"{name}.html": text for name, text in texts.items()}).templates


def reached(templates: Mapping[str, TemplateFile], name: str) -> set[str]:
    return set(templates_reached(templates, name) or ())


def test_what_is_extended_included_and_imported_counts_at_any_depth() -> None:
    templates = files(
        post="{% extends \"entry.html\" %}{% block a %}{%- include 'byline.html' -%}{% endblock %}",
        entry='{% extends "layout.html" %}',
        layout='{% import "macros.html" as m with context %}{%+ from "words.html" import w %}',
        byline='{% include "missing.html" ignore missing %}',
        macros="",
        words="",
        listing='{% include "card.html" %}',
    )

    assert reached(templates, "post.html") == {
        "post.html", "entry.html", "layout.html", "byline.html", "missing.html", "macros.html",
        "words.html",
    }  # fmt: skip


def test_templates_may_go_round_in_circles() -> None:
    templates = files(a='{% include "b.html" %}', b='{% include "a.html" %}')

    assert reached(templates, "a.html") == {"a.html", "b.html"}


@pytest.mark.parametrize(
    "tag",
    [
        "{% include name %}",
        '{% include "cards/" ~ kind ~ ".html" %}',
        '{% include "a.html" if view.url == "/" else "b.html" %}',
        '{% include ["a.html", "b.html"] %}',
        "{% extends layout %}",
        '{% import "mac" "ros.html" as m %}',
    ],
)
def test_where_a_name_is_worked_out_it_may_be_any_template(tag: str) -> None:
    templates = files(post='{% include "part.html" %}', part=tag)

    assert templates_reached(templates, "post.html") is None


def test_words_in_the_text_are_no_tags() -> None:
    templates = files(post="We include name and {{ view.include }}, extends nothing.")

    assert reached(templates, "post.html") == {"post.html"}
