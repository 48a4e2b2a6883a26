"""Mistakes in templates become diagnostics with a place, never a traceback."""

import re
from collections.abc import Mapping
from dataclasses import replace

import pytest

from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.theme import TemplateFile
from ssg.render.failure import collapse_failures
from tests.render.factories import entry_view, render, theme

RELATED = "{% include 'card.html' %}"

SUPER = ("`super` is shown without its brackets", "write {{ super() }}")


def _mistake(templates: str | Mapping[str, str]) -> Diagnostic:
    texts = {"page.html": templates} if isinstance(templates, str) else templates
    rendered = render(entry_view(), "page.html", theme(texts))
    assert rendered.content == b""
    [diagnostic] = rendered.diagnostics
    assert diagnostic.level is Level.ERROR
    return diagnostic


@pytest.mark.parametrize(
    ("text", "line", "message", "fix"),
    [
        ("\n{{ view.entry.titel }}", 2, "`Article` has no field `titel`", "did you mean `title`?"),
        ("{{ viev }}", 1, "there is no `viev` here", "did you mean `view`?"),
        ("{{ contents(view.entry) }}", 1, "there is no `contents` here", "did you mean `content`?"),
        ("{{ view.older.title }}", 1, "`.title` is asked of a value that is empty", "ask first"),
        ("{{ view.site.theme.acent }}", 1, "there is no key `acent`", ""),
        ("\n\n{{ 'x' | upcase }}", 3, "there is no filter `upcase`", ""),
        ("{{ 'x' | datum }}", 1, "there is no filter `datum`", "did you mean `date`?"),
        ("{{ 'x' | safeurl }}", 1, "there is no filter `safeurl`", "did you mean `safe_url`?"),
        ("{{ view.entry.date | date('lon') }}", 1, "no date style `lon`", "did you mean `long`?"),
        ("{% if x %}", 1, "", ""),
        ("{{ 3 | kind('x') }}", 1, "a value cannot be used this way", ""),
        ("{{ view.entry.words + 'x' }}", 1, "a value cannot be used this way", ""),
        ("{% include 'cart.html' %}", 1, "there is no template `cart.html`", ""),
        ("{{ asset('style.css') }}", 1, "the theme has no file static/style.css", ""),
        ("{% include 'page.html' %}", 1, "includes itself without end", ""),
        ("{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}", 1, "calls itself without end", "`if`"),
        ("{{ 'x' * 10 ** 17 }}", 1, "needs more memory than there is", "let it make less"),
        ("{{ view.__class__ }}", 1, "a template may not use `.__class__`", ""),
        ("{% block a %}\n{{ super }}{% endblock %}", 2, *SUPER),
        ("{% block a %}{{ super | safe }}{% endblock %}", 1, *SUPER),
        ("{% block a %}{{ '<p>' ~ super ~ '</p>' }}{% endblock %}", 1, *SUPER),
    ],
)
def test_a_mistake_is_told_with_its_line_and_how_to_mend_it(
    text: str, line: int, message: str, fix: str
) -> None:
    diagnostic = _mistake(text)
    assert (diagnostic.path, diagnostic.line) == ("themes/paper/templates/page.html", line)
    assert message in diagnostic.message
    assert fix in diagnostic.fix
    assert "while rendering content/posts/x.md" in diagnostic.message
    assert diagnostic.excerpt == text.splitlines()[line - 1]


def test_what_stood_in_a_block_may_be_asked_for_and_passed_on() -> None:
    below = "{% block a %}<p>{{ 'a' }}{% endblock %}"
    mine = "{% block a %}{% if super is defined %}{{ super() | upper }}{% endif %}{% endblock %}"
    texts = {"below.html": below, "page.html": f"{{% extends 'below.html' %}}{mine}"}
    rendered = render(entry_view(), "page.html", theme(texts))
    assert (rendered.content, rendered.diagnostics) == (b"<P>A", ())


def test_a_list_of_names_that_is_cut_off_says_so_and_has_the_likeliest() -> None:
    fix = _mistake("{{ 'x' | upcase }}").fix
    assert "`upper`" in fix
    assert re.search(r"`, `\w+` and [1-9]\d* more$", fix)


@pytest.mark.parametrize(
    ("text", "line", "message", "fix"),
    [
        (
            (
                "{% extends 'x' %}\n{% block a %}\n{% if x %}\n{% for y in z %}{% endfor %}\n"
                "{# {% if x %} #}{% raw %}{% if x %}{% endraw %}\n{% endblock %}"
            ),
            6,
            "the `if` of line 3 is never closed",
            "write {% endif %} before this line",
        ),
        (
            "{% block a %}\n{% set a = 1 %}{% set b %}x{% endset %}\n",
            2,
            "the `block` of line 1 is never closed",
            "write {% endblock %} where it is to end",
        ),
        (
            "{% set x %}\n{% set y | f(a=1) %}{% endset %}",
            2,
            "a `set` above is never closed",
            "write {% endset %} where it is to end",
        ),
        (
            "{% for x in y %}{% if x %}\n{% endfor %}{% set a %}{{ 'a }}",
            2,
            "the `if` of line 1 is never closed",
            "write {% endif %} before this line",
        ),
        (
            "\n{% endif %}",
            2,
            "this `endif` closes nothing",
            "write {% if … %} above it, or take it out",
        ),
        (
            "{% block a %}{% else %}{% endblock %}",
            1,
            "this `else` stands in no `if` or `for`",
            "take it out, or close what is inside",
        ),
        ("{% if x %}{% end if %}", 1, "there is no tag `end`", "write {% endif %}"),
        (
            "{% if x %}{% elseif y %}{% endif %}",
            1,
            "there is no tag `elseif`",
            "did you mean `elif`?",
        ),
        (
            "{{ x y }}",
            1,
            "expected token 'end of print statement', got 'y'",
            "correct the template at this line",
        ),
    ],
)
def test_a_template_that_cannot_be_read_is_told_in_plain_words(
    text: str, line: int, message: str, fix: str
) -> None:
    diagnostic = _mistake(text)
    told = diagnostic.message.partition("; while rendering ")[0]
    assert (diagnostic.line, told, diagnostic.fix) == (line, message, fix)


@pytest.mark.parametrize(
    ("layer", "lineage", "fix"),
    [
        ("mine", ("mine", "paper"), 'write {% extends "paper/page.html" %}'),
        ("", ("paper",), 'write {% extends "paper/page.html" %}'),
        ("mine", ("mine",), "take the line out"),
    ],
)
def test_a_template_that_extends_itself_is_led_to_the_one_below(
    layer: str, lineage: tuple[str, ...], fix: str
) -> None:
    path = "themes/mine/templates/page.html"
    own = TemplateFile(layer, "page.html", path, '\n{% extends "page.html" %}\n')
    paper = theme({"page.html": ""})
    templates = {"page.html": own, "paper/page.html": paper.templates["page.html"]}
    folded = replace(paper, templates=templates, lineage=lineage)
    [diagnostic] = render(entry_view(), "page.html", folded).diagnostics
    assert (diagnostic.place, diagnostic.fix) == (f"{path}:2", fix)


def test_a_mistake_in_a_partial_names_those_that_include_it() -> None:
    diagnostic = _mistake(
        {
            "page.html": f"{{% extends 'layout.html' %}}{{% block text %}}\n{RELATED}"
            "{% endblock %}",
            "layout.html": "<main>\n\n{% block text %}{% endblock %}</main>",
            "card.html": "\n\n\n{{ view.tittle }}",
        }
    )
    assert (diagnostic.path, diagnostic.line) == ("themes/paper/templates/card.html", 4)
    assert "themes/paper/templates/layout.html:3, themes/paper/templates/page.html:2" in (
        diagnostic.message
    )


def test_a_word_that_is_missing_is_one_problem_in_all_languages() -> None:
    words = theme({"page.html": "{{ t('by') }}{{ t('by', 'de') }}"}, {"de": {"of": "von"}})
    [diagnostic] = render(entry_view(), "page.html", words).diagnostics
    assert diagnostic.message == "the theme has no word for `by` in `en`"


def test_a_syntax_error_in_a_partial_is_placed_there() -> None:
    diagnostic = _mistake({"page.html": RELATED, "card.html": "\n{% fi %}"})
    assert (diagnostic.path, diagnostic.line) == ("themes/paper/templates/card.html", 2)


def test_a_template_that_an_author_asks_for_in_vain_is_the_authors_to_mend() -> None:
    rendered = render(entry_view(), "essay.html", theme({"essai.html": ""}))
    [diagnostic] = rendered.diagnostics
    assert diagnostic.path == "content/posts/x.md"
    assert diagnostic.fix == "did you mean `essai.html`?"


def test_the_same_mistake_of_many_pages_is_one_that_counts_them() -> None:
    every = [_mistake("{{ view.titel }}") for _ in range(219)] + [_mistake("\n{{ viev }}")]
    first, second = collapse_failures(every)
    assert first.message.endswith("while rendering content/posts/x.md and 218 more outputs")
    assert second == every[-1]


def test_asking_whether_something_is_there_is_no_mistake() -> None:
    text = "{{ view.entry.extra.mood is defined }} {{ view.entry.extra.mood | default('calm') }}"
    assert render(entry_view(), "page.html", theme({"page.html": text})).content == b"False calm"
