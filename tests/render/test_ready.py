"""A theme that was made ready makes the same pages, and compiles no template twice."""

import pickle
from collections.abc import Callable, Mapping, Sequence

import pytest

from ssg.model.digest import Digest, digest_of
from ssg.model.output import PlannedPage, Rendered
from ssg.model.theme import Theme
from ssg.model.view import SitemapView
from ssg.render.compiling.ahead import Unit
from ssg.render.compiling.loading import Compiled
from ssg.render.compiling.ready import (
    MANY,
    ReadyTheme,
    Remember,
    Step,
    ready_theme,
    worth_in_pages,
)
from ssg.render.page import render_page, render_ready
from tests.render.factories import (
    BODY,
    archive_view,
    article,
    entry_view,
    feed_view,
    site_view,
    theme,
)


def ready_for_few(in_theme: Theme, templates: list[str], remember: Remember) -> ReadyTheme:
    return ready_theme(in_theme, dict.fromkeys(templates, 1), remember)


def ready_for_many(in_theme: Theme, templates: list[str], remember: Remember) -> ReadyTheme:
    return ready_theme(in_theme, dict.fromkeys(templates, MANY), remember)


MakeReady = Callable[[Theme, list[str], Remember], ReadyTheme]

_PARTS: Mapping[str, str] = {
    "layout.html": "[{% block main %}{% endblock %}{% include 'foot.html' %}]",
    "foot.html": '{% include "mark.html" %}',
    "mark.html": "*{{ view.url }}",
    "post.html": "{% extends 'layout.html' %}"
    "{% block main %}{% include 'byline.html' %}{% endblock %}",
    "byline.html": "{{ t('by') }} {{ view.entry.title }}",
    "page.html": "{% extends 'layout.html' %}{% block main %}page{% endblock %}",
}

each_way = pytest.mark.parametrize("make_ready", [ready_for_few, ready_for_many])


class Memory:
    """Remembers compiled templates as a build does, and which it was not spared."""

    def __init__(self) -> None:
        self.kept: dict[Digest, Compiled | None] = {}
        self.compiled: list[str] = []

    def remember(self, name: str, step: Step, units: Sequence[Unit]) -> list[Compiled | None]:
        """Return what is kept, or take the step."""
        return [self._remember_one(name, step, unit) for unit in units]

    def _remember_one(self, name: str, step: Step, unit: Unit) -> Compiled | None:
        key = digest_of(name, unit)
        if key not in self.kept:
            self.compiled.append(unit[0][0])
            self.kept[key] = step(unit)
        return self.kept[key]


def _planned(template: str) -> PlannedPage:
    return PlannedPage("index.html", template, entry_view(), "content/posts/x.md")


def _ready_page(make_ready: MakeReady, in_theme: Theme, template: str) -> Rendered:
    ready = make_ready(in_theme, [template], Memory().remember)
    return render_ready(_planned(template), {digest_of(BODY): BODY}, ready)


@each_way
@pytest.mark.parametrize(
    "text",
    [
        "{% extends 'layout.html' %}{% block main %}{% include 'byline.html' %}{% endblock %}",
        "{% set name = 'mark.html' %}{% include name %}{% include ['none.html', 'foot.html'] %}",
        "{% include ('mark.html') %}{% include\n'mark.html' %}{% include 'ma' ~ 'rk.html' %}",
        "{% include 'none.html' ignore missing %}{% include 'broken.html' ignore missing %}",
        "{% raw %}{% include 'none.html' %}{% endraw %}{# include 'none.html' #}",
        "{% from 'macros.html' import em %}{{ em(view.url) }}",
        "{% include 'none.html' %}",
        "{% if %}",
        "{{ view.entry.titel }}",
        "{% include 'fails.html' %}",
        "{% include 'page.html' %}",
    ],
)
def test_a_ready_theme_makes_and_tells_what_any_theme_does(
    make_ready: MakeReady, text: str
) -> None:
    macros = "{% macro em(x) %}<em>{{ x }}{% include 'mark.html' %}</em>{% endmacro %}"
    others = {"broken.html": "{% endif %}", "fails.html": "\n{{ view.no }}", "macros.html": macros}
    in_theme = theme({**_PARTS, **others, "page.html": text})
    plain = render_page(_planned("page.html"), {digest_of(BODY): BODY}, in_theme)
    assert _ready_page(make_ready, in_theme, "page.html") == plain


@pytest.mark.parametrize(
    ("edited", "anew"),
    [
        ("byline.html", {"post.html"}),
        ("post.html", {"post.html"}),
        ("mark.html", {"layout.html"}),
        ("layout.html", {"layout.html"}),
        ("unused.html", set()),
    ],
)
def test_an_edit_compiles_what_it_reaches(edited: str, anew: set[str]) -> None:
    memory = Memory()
    wanted = ["post.html", "page.html"]
    ready_for_many(theme(_PARTS), wanted, memory.remember)
    assert set(memory.compiled) == {"layout.html", "post.html", "page.html"}
    memory.compiled.clear()
    after = theme({**_PARTS, edited: _PARTS.get(edited, "") + "!"})
    ready_for_many(after, wanted, memory.remember)
    assert set(memory.compiled) == anew


def test_for_few_pages_each_file_is_compiled_by_itself() -> None:
    memory = Memory()
    ready_for_few(theme(_PARTS), ["post.html"], memory.remember)
    assert set(memory.compiled) == _PARTS.keys() - {"page.html"}
    memory.compiled.clear()
    ready_for_few(theme({**_PARTS, "mark.html": "!"}), ["post.html"], memory.remember)
    assert memory.compiled == ["mark.html"]


def test_what_few_pages_are_made_of_is_not_compiled_for_many() -> None:
    memory = Memory()
    ready = ready_theme(theme(_PARTS), {"post.html": MANY, "page.html": 1}, memory.remember)

    assert ready.in_haste == {"post.html"}
    assert memory.compiled.count("page.html") == 1
    for template in ("post.html", "page.html"):
        page, heavy = _planned(template), {digest_of(BODY): BODY}
        assert render_ready(page, heavy, ready) == render_page(page, heavy, theme(_PARTS))


@each_way
def test_a_worker_unpacks_a_theme_once(make_ready: MakeReady) -> None:
    ready = make_ready(theme(_PARTS), ["post.html"], Memory().remember)
    first, second = (pickle.loads(pickle.dumps(ready)) for _ in range(2))  # noqa: S301 - our own
    assert first is second
    page, heavy = _planned("post.html"), {digest_of(BODY): BODY}
    assert render_ready(page, heavy, first) == render_ready(page, heavy, ready)


@each_way
def test_the_words_of_another_theme_are_not_taken(make_ready: MakeReady) -> None:
    remember = Memory().remember
    for word in ("by", "von"):
        in_theme = theme(_PARTS, strings={"en": {"by": word}})
        ready = pickle.loads(pickle.dumps(make_ready(in_theme, ["post.html"], remember)))  # noqa: S301
        made = render_ready(_planned("post.html"), {digest_of(BODY): BODY}, ready)
        assert made.content.startswith(f"[{word} ".encode())


def test_what_is_long_counts_as_many_pages() -> None:
    addresses = (("/a/", ""),) * 99
    pages = [
        PlannedPage("2016/index.html", "archive.html", archive_view(lines=300), "2016"),
        PlannedPage("2015/index.html", "archive.html", archive_view(lines=1), "2015"),
        PlannedPage(
            "sitemap.xml", "sitemap.xml", SitemapView(site_view(), addresses, is_index=False), ""
        ),
        PlannedPage("feed.xml", "rss.xml", feed_view(*[article()] * 20), ""),
        PlannedPage("a/index.html", "post.html", entry_view(), ""),
    ]
    assert worth_in_pages(pages) == {
        "archive.html": 62, "sitemap.xml": 10, "rss.xml": 3, "post.html": 1,
    }  # fmt: skip
