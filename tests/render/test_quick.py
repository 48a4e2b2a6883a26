"""Quick templates make what plain ones make, and are quick for the theme that we bring."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from ssg.model.digest import digest_of
from ssg.model.theme import Theme
from ssg.model.view import SitemapView, View
from ssg.render.context import KEY, PageContext
from ssg.render.environment import environments_of
from ssg.render.failure import TEMPLATE_MISTAKES
from tests.render.factories import (
    BODY,
    archive_view,
    article,
    entry_view,
    feed_view,
    plain_view,
    site_view,
    theme,
)
from tests.yaml_text import from_yaml

_BROADSHEET = Path(__file__).parents[2] / "themes" / "broadsheet" / "templates"

_PARTS: Mapping[str, str] = {
    "layout.html": "{% set site = view.site %}[{% block head %}{{ self.title() }}{% endblock %}"
    "{% block title scoped %}{{ site.title }}{% endblock %}{% block end %}{% endblock %}]",
    "say.html": "{% set word = view.url %}{{ word }}{{ extra | default('-') }}",
    "deep.html": "<{% include 'say.html' %}{{ word is defined }}>",
    "blocks.html": "{% block inner %}{{ view.url }}{% endblock %}",
    "asks_loop.html": "{{ loop is defined }}",
    "again.html": "{{ n }}{% if n < 3 %}{% with n = n + 1 %}{% include 'again.html' %}"
    "{% endwith %}{% endif %}",
    "macros.html": "{% macro em(x, y='<') %}<em>{{ x }}{{ y }}"
    "{{ caller() if caller is defined and caller }}{{ t('w') }}</em>{% endmacro %}"
    "{% set kept = view.url %}",
    "uses.html": "{% from 'macros.html' import em %}{{ em('&') }}",
}


def _broadsheet() -> Theme:
    files = [file for file in _BROADSHEET.rglob("*") if file.is_file()]
    texts = {file.relative_to(_BROADSHEET).as_posix(): file.read_text() for file in files}
    return theme(texts | {"icon.html": ""})  # the icon is a file of static/


def _settings() -> dict[str, Any]:
    manifest = from_yaml((_BROADSHEET.parent / "theme.yaml").read_text())
    return {name: setting["default"] for name, setting in manifest["settings"].items()}


def _both(text: str, view: View, in_theme: Theme) -> tuple[str, str]:
    """Return what the template `text` makes of `view`, quickly and plainly."""
    environments = environments_of(in_theme)
    made = []
    for environment in (environments.quick, environments.plain):
        page = PageContext(
            in_theme, {digest_of(BODY): BODY}, "https://x.example", "/blog", "en", is_feed=False
        )
        made.append(environment.get_template(text).render({"view": view, KEY: page}))
    return made[0], made[1]


@pytest.mark.parametrize(
    "text",
    [
        "{% include 'say.html' %}{{ word is defined }}",
        "{% set word = 'mine' %}{% include 'say.html' %}{{ word }}",
        "{% for extra in 'ab' %}{% include 'say.html' %}{% endfor %}{{ extra is defined }}",
        "{% with extra = '<' %}{% include 'deep.html' %}{% endwith %}",
        "{% if view.url == '' %}{% set extra = 1 %}{% endif %}{% include 'say.html' %}",
        "{% include 'none.html' ignore missing %}{% include ['none.html', 'say.html'] %}",
        "{% include 'blocks.html' %}{% for n in 'ab' %}{% include 'blocks.html' %}{% endfor %}",
        "{% for x in 'ab' %}{% include 'asks_loop.html' %}{{ loop.index }}{% endfor %}",
        "{% with n = 0 %}{% include 'again.html' %}{% endwith %}",
        "{% include 'uses.html' %}{{ kept is defined }}",
        "{% from 'macros.html' import em %}{% call em(view.url) %}<{% endcall %}{{ em('a', 'b') }}",
        "{% import 'macros.html' as m %}{{ m.em('x') }}{{ m.kept }}",
        "{% extends 'layout.html' %}{% block title %}{{ super() }}!{% endblock %}",
        "{% extends 'layout.html' %}{% block end %}{% include 'say.html' %}{% endblock %}",
        "{% if view.url %}{% extends 'layout.html' %}{% endif %}after",
        "{% for x in [1, 2, 3] if x > 1 %}{{ x }}{{ loop.last }}{% else %}none{% endfor %}",
        "{% for x in [[1, []], [2, [[3, []]]]] recursive %}{{ x[0] }}{{ loop(x[1]) }}{% endfor %}",
        "{% set x %}<b>{{ '<' }}</b>{% endset %}{{ x }}{{ x | upper }}",
        "{% filter upper %}{{ 'a<b' }}{% endfilter %}{{ '<' ~ view.url }}{{ '<' | safe }}",
        "{{ '<' }}{{ 3 }}{{ none }}{{ 1.5 }}{{ ('<' | safe) ~ '<' }}{{ ['<'] }}",
        "{% autoescape false %}{{ '<' }}{{ view.url }}{% endautoescape %}",
        "{% set t = view.url %}{{ t }}",
        "{% for t in ['<'] %}{{ t }}{% endfor %}{{ t('w') }}{{ t('n', count=2) }}",
        "{% for x in 'ab' %}{{ t('w') }}{{ json_ld(view) }}{% endfor %}{{ content(view.entry) }}",
        "{{ {'items': 1, 'a': 2}.a }}",
        "{% for k, v in {'b': '<'}.items() %}{{ k }}{{ v }}{% endfor %}",
        "{% set d = {'items': 1} %}{{ d['items'] }}{{ d.none is defined }}{{ d.x | default('y') }}",
        "{{ view.entry.date.year }}{{ view.entry.authors | map(attribute='name') | join(', ') }}",
        "{{ view.entry.nothing is defined }}{{ view.older.title is defined }}",
        "{{ [view.entry] | groupby('date.year') | length }}",
        "{{ view['url'] }}{{ view.entry['title'] }}",
        "{{ 'x' if view.entry.title and not view.older else 'y' }}",
        "{{ view.entry.tags[:1] | length }}",
        "{{ view.url | url }}{{ '/a b/' | url }}{{ '/ü/' | absolute }}{{ 'x:y' | url }}",
        "{% set style = 'iso' %}{{ view.entry.date | date(style) }}{{ none | date('iso') }}",
        "{% for each in ['long', 'time', 'iso'] %}{{ view.entry.date | date(each) }}{% endfor %}",
        "{{ view.entry.date | date }}{{ view.entry.date | date('long', {'en': 'y'}) }}",
        "{{ view.entry.date | date('iso') }}{{ view.entry.date | date('rfc822') }}",
        "{{ view.entry.date | date('medium') }}{{ view.entry.date | date('rfc3339') }}",
        "{{ view.entry.date | date('time') }}{{ none | date('full') }}",
        "{{ ' a<b '.strip() }}{{ 'a<b'.partition('<')[2] }}{{ ('<b>' | safe).replace('b', '<') }}",
        "{{ 'a'.startswith('a', 0) }}{{ 'a-b'.split('-', maxsplit=1) | join }}{{ 'A'.lower() }}",
        "{% set d = {'strip': 'x', 'replace': 2} %}{{ d.replace }}{{ d.strip }}",
        "{% block own %}<{{ view.url }}{% endblock %}{{ self.own() }}{{ self.own() | upper }}",
        "{% block b %}<{% endblock %}{% autoescape false %}{{ self.b() ~ '<' }}{% endautoescape %}",
        "{{ true }}{{ 12345 }}{{ -1 }}{{ '<i>' | safe }}{{ 'é<' | e }}",
        "{{ nothing is defined }}{{ nothing is not defined }}{{ view is defined }}",
        "{% set nothing = none %}{{ nothing is defined }}{{ nothing is none }}",
        "{{ 'a b/ü?&' | urlencode }}{{ {'a': '<'} | urlencode }}{{ 7 | urlencode }}",
        "{{ [view.entry] | selectattr('title', 'in', ['x']) | list | length }}",
        "{{ [3, 4] | select('divisibleby', 2) | join }}{{ ['a'] | reject('equalto', 'a') | list }}",
        "{{ [1, 0] | select | list }}{{ ['a', 'b'] | map('upper') | join }}",
    ],
)
def test_a_quick_template_makes_what_the_plain_one_makes(text: str) -> None:
    quick, plain = _both("page.html", entry_view(), theme({"page.html": text, **_PARTS}))
    assert quick == plain


@pytest.mark.parametrize(
    "text",
    [
        "{{ view.titel }}",
        "{{ viev }}",
        "{{ view.site.theme.none }}",
        "{% for x in 'ab' %}{{ t.first }}{% endfor %}",
        "{% include 'none.html' %}",
        "{{ view.entry['__class__'] }}",
        "{% set t = 3 %}{{ t('w') }}",
    ],
)
def test_what_the_plain_way_refuses_the_quick_one_refuses(text: str) -> None:
    refusing = theme({"page.html": text})
    for environment in (environments_of(refusing).quick, environments_of(refusing).plain):
        with pytest.raises(TEMPLATE_MISTAKES):
            environment.get_template("page.html").render({"view": entry_view()})


@pytest.mark.parametrize(
    ("template", "view"),
    [
        ("post.html", entry_view(site=site_view(theme=_settings()))),
        ("page.html", entry_view(site=site_view(theme=_settings()))),
        ("404.html", plain_view(site=site_view(theme=_settings()))),
        ("archive.html", archive_view(3, site=site_view(theme=_settings()))),
        (
            "sitemap.xml",
            SitemapView(site_view(), (("/a/?b&c", "2016-10-29"), ("/b/", "")), is_index=False),
        ),
        ("rss.xml", feed_view(article())),
        ("atom.xml", feed_view(article())),
    ],
)
def test_broadsheet_is_made_the_quick_way(template: str, view: View) -> None:
    quick, plain = _both(template, view, _broadsheet())
    assert quick == plain
    assert len(quick) > 100


@pytest.mark.parametrize("file", sorted(_BROADSHEET.rglob("*.html")), ids=lambda file: file.name)
def test_every_template_of_broadsheet_is_compiled_quickly(file: Path) -> None:
    assert environments_of(_broadsheet()).quick.get_template(file.name)
