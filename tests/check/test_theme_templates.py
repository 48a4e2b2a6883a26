"""Blocks and files of a theme of the site's own that nothing shows."""

import dataclasses

import pytest

from ssg.check.theme_templates import check_theme_templates
from ssg.model.output import Plan
from ssg.model.theme import TemplateFile
from tests.making import THEME, planned, post

BELOW = {
    "layout.html": "<html><title>{{ self.title() }}</title>"
    "{% block head %}{% block head_end %}{% endblock %}{% endblock %}"
    "<main>{% block main %}{% endblock %}</main>{# {% block gone %} #}",
    "post.html": '{% extends "layout.html" %}{% block main %}{% block share %}{% endblock %}'
    '{% include "byline.html" %}{% endblock %}',
    "byline.html": "{% block names %}{% endblock %}{% block dates %}{% endblock %}",
    "home.html": '{% extends "layout.html" %}{% block main %}{% block lead %}{% endblock %}'
    "{% endblock %}",
    "card.html": "<article></article>",
    "rss.xml": "<?xml version='1.0'?>{% block item %}{% endblock %}{% block lead %}{% endblock %}",
}
_, PLAN = planned([post("a")])


def told(own: dict[str, str], plan: Plan = PLAN) -> list[str]:
    templates = {}
    for name, text in BELOW.items():
        path = f"built-in themes/broadsheet/templates/{name}"
        templates[name] = TemplateFile("broadsheet", name, path, text, builtin=True)
        templates[f"broadsheet/{name}"] = templates[name]
    for name, text in own.items():
        templates[name] = TemplateFile("mine", name, f"themes/mine/templates/{name}", text)
        templates[f"mine/{name}"] = templates[name]
    theme = dataclasses.replace(THEME, templates=templates, lineage=("mine", "broadsheet"))
    found = check_theme_templates(plan, theme)
    return [f"{each.place} {each.rule} {each.message} | {each.fix}" for each in found]


def extending(text: str) -> dict[str, str]:
    return {"post.html": f'{{% extends "broadsheet/post.html" %}}\n{text}'}


def test_a_block_that_is_nearly_another_is_told_with_its_line() -> None:
    (problem,) = told(extending("\n  {% block shar %}x{% endblock %}"))
    assert problem == (
        "themes/mine/templates/post.html:3:12 theme-block broadsheet/post.html has no block `shar`;"
        " did you mean `share`? | write {% block share %}"
    )


def test_a_block_that_the_layout_asks_its_pages_for_is_shown() -> None:
    assert told(extending("{% block title %}x{% endblock %}")) == []


def test_a_block_that_begins_like_another_is_told_with_that() -> None:
    (problem,) = told(extending("{% block sharing %}x{% endblock %}"))
    assert "; did you mean `share`?" in problem


def test_a_block_of_a_partial_is_to_be_written_there() -> None:
    (problem,) = told(extending("{% block names %}x{% endblock %}"))
    assert "| write it in a byline.html of yours, for `names` is a block of that" in problem
    (problem,) = told(extending("{% block zoo %}x{% endblock %}"))
    assert (
        "| put it inside one of the blocks that there are: head, head_end, main, share" in problem
    )


def test_a_block_of_another_template_is_to_be_written_there_though_one_here_is_like_it() -> None:
    (problem,) = told(extending("{% block lead %}x{% endblock %}") | {"home.html": HOME})
    assert problem.endswith(
        "has no block `lead`, so nothing shows it"
        " | write it in a home.html of yours, for `lead` is a block of that"
    )
    (problem,) = told(extending("{% block item %}x{% endblock %}"))
    assert "rss.xml" not in problem


HOME = '{% extends "broadsheet/home.html" %}'


def test_the_end_of_the_head_is_guessed_for_what_is_very_like_it() -> None:
    (problem,) = told(extending("{% block headend %}x{% endblock %}"))
    assert "; did you mean `head_end`?" in problem


@pytest.mark.parametrize("name", ["heed", "haed", "hread", "heading", "header", "heads"])
def test_the_whole_head_is_guessed_for_hardly_any_name(name: str) -> None:
    (problem,) = told(extending(f"{{% block {name} %}}x{{% endblock %}}"))
    assert ("did you mean `head`" in problem) == (name in {"heed", "haed"})
    assert ("did you mean" in problem) == (name in {"heed", "haed"})


@pytest.mark.parametrize(
    "text",
    [
        "{% block share %}x{% endblock %}",
        "{%- block main -%}{% block shar %}x{% endblock shar %}{%- endblock -%}",
        "{# {% block shar %}x{% endblock %} #}",
        "{% raw %}{% block shar %}x{% endblock %}{% endraw %}",
        "{% block shar %}x{% endblock %}{% block share %}{{ self.shar() }}{% endblock %}",
    ],
)
def test_a_block_that_is_shown_is_no_problem(text: str) -> None:
    assert told(extending(text)) == []


@pytest.mark.parametrize("name", ["post.html", "layout.html", "byline.html"])
def test_blocks_without_a_parent_are_told_at_the_first(name: str) -> None:
    own = {name: "{# {% extends 'x' %} #}\n {% block dates %}x{% endblock %}"}
    (problem,) = told(own)
    assert problem == (
        f"themes/mine/templates/{name}:2:11 theme-extends this template has blocks, but extends"
        " none, so pages show nothing else | write"
        f' {{% extends "broadsheet/{name}" %}} at its top'
    )


def test_a_file_over_a_built_in_one_extends_that() -> None:
    over = TemplateFile("", "post.html", "themes/broadsheet/templates/post.html", "{% block a %}")
    below = TemplateFile("broadsheet", "post.html", "built-in …", BELOW["post.html"], builtin=True)
    templates = {"post.html": over, "broadsheet/post.html": below, "mine/post.html": over}
    lineage = ("mine", "broadsheet")
    theme = dataclasses.replace(THEME, templates=templates, lineage=lineage)
    (problem,) = check_theme_templates(PLAN, theme)
    assert problem.fix == 'write {% extends "broadsheet/post.html" %} at its top'


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("post.html", "<!DOCTYPE html><HTML>{% block shar %}x{% endblock %}"),
        ("post.html", "{% include 'frame.html' %}{% block shar %}x{% endblock %}"),
        ("post.html", "{% extends parent %}{% block shar %}x{% endblock %}"),
        ("post.html", '{% extends "gone.html" %}{% block shar %}x{% endblock %}'),
        ("post.html", '{% extends "post.html" %}{% block shar %}x{% endblock %}'),
        ("post.html", "<p>No block</p>"),
        ("letter.html", "{% block shar %}x{% endblock %}"),
        ("card.html", "{% block shar %}x{% endblock %}"),
        ("rss.xml", "<?xml version='1.0'?>{% block more %}{% endblock %}"),
        ("byline.html", "<p>{% block dates %}{% endblock %}</p>"),
        ("byline.html", "{% block names %}{% endblock %}{% block dates %}{% endblock %}"),
    ],
)
def test_a_template_that_stands_alone_has_the_blocks_that_it_likes(name: str, text: str) -> None:
    own = {name: text, "frame.html": "<html lang='en'>"}
    assert [each for each in told(own) if "/frame.html" not in each] == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("\n  <p>I stand here</p>", "3:3"),
        ("{% block share %}x{% endblock %}\nAfter", "3:1"),
        ("{% set a = 1 %}{{ view.entry.title }}", "2:16"),
        ("{% if view.entry %}x{% endif %}", "2:20"),
        ("{% set a %}x{% endset %}{# a\n #}<p>", "3:4"),
    ],
)
def test_text_beside_the_blocks_is_told_with_its_line(text: str, place: str) -> None:
    (problem,) = told(extending(text))
    assert problem == (
        f"themes/mine/templates/post.html:{place} theme-text text outside of a block is not shown"
        " where a template extends another | put it into a block"
    )


@pytest.mark.parametrize(
    "text",
    [
        " \n{# a\n {{ b }} #}<!-- {{ a }} -->",
        "{% set a = 1 %}{%- set b, c = d -%}{% set e | f(a=1) %}x{{ y }}{% endset %}",
        "{% import 'card.html' as card %}{% from 'card.html' import a with context %}",
        "{% macro m(a='%}') %}{% if a %}{% set b %}x{% endset %}{{ a }}{% endif %}{% endmacro %}",
        "{% include 'card.html' %}",
        "{%- block share -%}x{% block more %}y{% endblock more %}{{ '{%' }}z{%- endblock share -%}",
        "{% block share %}{% raw %}{% endblock %}{% endraw %}x{% endblock %}",
        "{%- raw %}{% endraw %}",
    ],
)
def test_what_shows_nothing_may_stand_beside_the_blocks(text: str) -> None:
    assert [each for each in told(extending(text)) if "theme-text" in each] == []


def test_text_is_shown_where_it_is_not_certain_that_another_template_is() -> None:
    assert told({"post.html": '<!-- a -->A{% extends "broadsheet/post.html" %}'}) == []
    maybe = '{% if a %}{% extends "broadsheet/post.html" %}{% endif %}A'
    assert told({"post.html": maybe}) == []


def test_a_file_that_is_nearly_another_is_told() -> None:
    (problem,) = told({"bylne.html": "x"})
    assert problem == (
        "themes/mine/templates/bylne.html theme-template nothing shows the template bylne.html; did"
        " you mean `byline.html`? | rename it byline.html, or name it as the `template:` of a post"
        " or page"
    )


def test_a_file_that_is_shown_or_like_no_other_is_no_problem() -> None:
    assert told({"byline.html": "x", "letter.html": "x"}) == []
    assert told(extending('{% include "bylne.html" %}') | {"bylne.html": "x"}) == []
    _, plan = planned([post("a", template="bylne.html")])
    assert told({"bylne.html": "x"}, plan) == []


def test_the_template_of_letters_is_used_though_no_output_shows_it() -> None:
    own = {"newsletter_mail.html": "<p>{{ view }}</p>", "newsletter.html": "<form></form>"}
    assert told({**own, "post.html": '{% include "newsletter.html" %}'}) == []
