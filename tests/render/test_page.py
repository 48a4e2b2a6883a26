import pytest

from tests.render.factories import article, entry_view, plain_view, render, shown, theme


def test_fields_of_the_view_are_shown_and_escaped() -> None:
    assert shown("<h1>{{ view.entry.title }}</h1>", entry_view()) == "<h1>Words &amp; Deeds</h1>"


def test_markup_in_front_matter_cannot_run() -> None:
    view = entry_view(entry=article(title='"><script>alert(1)</script>'))
    assert "<script>" not in shown('<p title="{{ view.entry.title }}">', view)


def test_equal_inputs_give_equal_bytes_whatever_was_rendered_before() -> None:
    paper = theme(
        {
            "page.html": '{% from "macros.html" import word %}{{ word() }}',
            "macros.html": '{% set found = t("by") %}{% macro word() %}{{ found }}{% endmacro %}',
        },
        strings={"en": {"by": "By"}, "de": {"by": "Von"}},
    )
    first = [
        render(entry_view(entry=article(language=language)), "page.html", paper).content
        for language in ("en", "de", "en", "de")
    ]
    assert first == [b"By", b"Von", b"By", b"Von"]


@pytest.mark.parametrize(
    "template",
    [
        "{{ view.__class__ }}",
        "{{ ''['__class__'] }}",
        "{{ '{0.__class__}'.format(view) }}",
        "{{ [view] | map(attribute='__class__') | first }}",
        "{{ view | attr('__class__') }}",
        "{{ t.__globals__ }}",
        "{{ (view.site.menu | map('upper')).gi_frame }}",
        "{{ view.site.theme.update({'a': 1}) }}",
        "{{ view.site.theme['update']({'a': 1}) }}",
        "{{ self._TemplateReference__context }}",
        "{% for i in range(1000000000) %}{% endfor %}",
    ],
)
def test_a_template_cannot_leave_its_view(template: str) -> None:
    rendered = render(plain_view(), "page.html", theme({"page.html": template}))
    assert rendered.content == b""
    assert len(rendered.diagnostics) == 1
