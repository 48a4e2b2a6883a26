"""Pages share what pieces of templates wrote where nothing of the page is in it, only there."""

from collections.abc import Mapping, Sequence

import pytest
from jinja2 import Environment

from ssg.model.digest import digest_of
from ssg.model.output import PlannedPage, Rendered
from ssg.model.theme import Theme
from ssg.model.view import View
from ssg.render.compiling.ready import MANY, ready_theme
from ssg.render.compiling.shareable import reads_of
from ssg.render.compiling.shared import Shared, SharedBySite
from ssg.render.page import render_page, render_ready
from ssg.render.tags import has_tag
from ssg.render.text import utf8_of
from tests.render.factories import (
    BODY,
    article,
    author_view,
    entry_view,
    post_card,
    site_view,
    theme,
)

_FOOT = (
    "{{ view.site.title }}{{ '/' | url }}{{ t('by') }}"
    "{% for m in view.site.menu %}{{ m.title }}{% endfor %}"
)

_PARTS: Mapping[str, str] = {
    "foot.html": _FOOT,
    "named.html": "{% if who %}{{ who.name }}{% endif %}{{ t('by') }}{{ kind }}{{ kind | length }}",
    "card.html": "{{ card.title }}{{ card.url | url }}{{ card.date | date('long') }}"
    "{{ more is defined }}{{ more | default('') }}",
}


def _made(views: Sequence[View], in_theme: Theme) -> tuple[list[Rendered], list[Rendered]]:
    """Return pages made quickly one after another, and each made plainly."""
    ready = ready_theme(in_theme, {"page.html": MANY}, lambda _, step, units: [*map(step, units)])
    pages = [PlannedPage("index.html", "page.html", view, "content/posts/x.md") for view in views]
    heavy = {digest_of(BODY): BODY}
    quick = [render_ready(page, heavy, ready) for page in pages]
    return quick, [render_page(page, heavy, in_theme) for page in pages]


_CARDS = (post_card(title="A <1>"), post_card(title="B"))

_VIEWS = (
    entry_view(),
    entry_view(url="/other/", entry=article(title="Another", authors=(author_view(name="Li"),))),
    entry_view(entry=article(language="de")),
    entry_view(site=site_view(title="Elsewhere", url="https://other.example/")),
    entry_view(site=site_view(theme={"cards": _CARDS})),
)


@pytest.mark.parametrize(
    "text",
    [
        "{% include 'foot.html' %}{{ view.url }}{% include 'foot.html' %}",
        _FOOT + "{{ view.url == '/other/' }}",
        "{% set site = view.site %}{{ site.title }}{{ site.url }}{{ site.tagline }}{{ site.menu }}",
        (
            "{% set s = view %}{% if s.site.title %}{{ s.site.url }}{{ s.url }}"
            "{{ s.entry.title }}{% endif %}"
        ),
        "{% with view = view.entry %}{{ view.title }}{{ view.url }}{{ view.words }}{% endwith %}",
        (
            "{% for view in view.entry.authors %}{{ view.name }}{{ view.url }}{{ view.id }}"
            "{% endfor %}"
        ),
        (
            "{% for t in ['a', view.url] %}{{ t }}{{ view.site.title }}{{ view.site.url }}{{ t }"
            "}{% endfor %}"
        ),
        (
            "{% for who in view.entry.authors %}{% with kind = '<' %}{% include 'named.html' %}"
            "{% endwith %}{% endfor %}"
        ),
        (
            "{% for kind in ['1', '<b>', '<b>' | safe, view.url] %}{% with who = none %}"
            "{% include 'named.html' %}{% endwith %}{% endfor %}"
        ),
        (
            "{% for card in view.site.theme.cards | default([]) %}{% include 'card.html' %}"
            "{% with more = 1 %}{% include 'card.html' %}{% endwith %}"
            "{% with more = true %}{% include 'card.html' %}{% endwith %}{% endfor %}"
        ),
        (
            "{% for x in view.site.menu %}{{ loop.index }}{{ x.title }}{{ x.url | url }}"
            "{{ view.url }}{% endfor %}"
        ),
        (
            "{% for x in view.site.menu %}{{ x.title }}{{ x.url }}{{ loop.index }}{{ t('by') }}"
            "{% endfor %}"
        ),
        (
            "{% autoescape false %}{% include 'foot.html' %}{{ '<' ~ view.site.title }}"
            "{% endautoescape %}"
        ),
        "{% set x %}{% include 'foot.html' %}{% endset %}{{ x | upper }}{{ x | length }}",
        (
            "{% block a scoped %}{% set here = view.url %}{{ here }}{{ view.site.title }}"
            "{% endblock %}"
        ),
        "{% if view.url == '/other/' %}{% set w = 1 %}{% endif %}{{ w is defined }}" + _FOOT,
        (
            "{% macro m(view) %}{{ view }}{{ view | length }}{{ t('by') }}{{ view }}{% endmacro %}"
            "{{ m(view.url) }}"
        ),
        "{{ t('unheard of') }}{{ view.site.title }}{{ view.site.url }}{{ t('unheard of') }}",
        "{{ t('count', n=view.entry.words) }}{{ t('count', n='<' | safe) }}{{ t('count', n='<') }}",
        "{{ view.site.title }}{{ view.site.url }}{{ view.site.nothing }}{{ view.site.tagline }}",
        "{% with view = 1 %}{{ view.site }}{{ view.site.a }}{{ view.site.b }}{% endwith %}",
        (
            "{{ view.site['url'] }}{{ view['url'] }}"
            "{{ view.site.menu | map(attribute='title') | join }}"
        ),
        "{{ '/a/' | url }}{{ '/a/' | absolute }}{{ asset('x.svg') }}{{ view.site.url }}",
    ],
)
def test_pages_made_one_after_another_are_those_made_alone(text: str) -> None:
    words = {"en": {"by": "by", "count": "{n} words"}, "de": {"by": "von"}}
    quick, plain = _made([*_VIEWS, *_VIEWS], theme({"page.html": text, **_PARTS}, words))
    assert quick == plain


@pytest.mark.parametrize(
    ("text", "inputs"),
    [
        (_FOOT, ()),
        ("{% set s = view.site %}{{ s.title }}{% for s in s.menu %}{{ s.url }}{% endfor %}", ()),
        (
            "{{ author.name }}{% for author in author.links %}{{ author.url }}{% endfor %}",
            ("author",),
        ),
        ("{{ x is defined }}{{ y.z[n] }}", ("n", "x", "y")),
        ("{{ view.url }}", None),
        ("{{ view }}", None),
        ("{% set v = view %}{{ v.url }}", None),
        ("{% set e = view.entry %}{{ e.title }}", None),
        ("{% if a %}{% set b = 1 %}{% endif %}{{ b }}", None),
        ("{{ loop.index }}", None),
        ("{% for x in xs recursive %}{{ loop(x) }}{% endfor %}", None),
        ("{{ self.title() }}{{ super() }}", None),
        ("{{ caller() }}", None),
        ("{{ content(x) }}", None),
        ("{{ f(x) }}", None),
        ("{% set t = f %}{{ t('by') }}", None),
        ("{{ x | random }}", None),
        ("{{ x | map('random') }}", None),
        ("{% include x %}", None),
        ("{% set n.x = 1 %}", None),
    ],
)
def test_what_a_piece_reads_is_known_or_it_is_not_shared(
    text: str, inputs: tuple[str, ...] | None
) -> None:
    reads = reads_of(Environment(autoescape=True).parse(text).body)
    assert (reads.inputs if reads else None) == inputs


def test_values_that_are_equal_and_shown_otherwise_have_other_keys() -> None:
    shared = Shared()
    values = [1, True, 1.0, "1", post_card(), post_card(), ["1"], ("1",)]
    assert len({shared.key("piece", (value,)) for value in values}) == len(values)


@pytest.mark.parametrize("value", [article(), entry_view(), "long" * 100, {}, [article()], print])
def test_what_one_page_alone_may_have_is_not_remembered(value: object) -> None:
    shared = Shared()
    key = shared.key("piece", (value,))
    assert shared.keep(key, "text", (value,)) == "text"
    assert key is None
    assert not shared


def test_what_is_remembered_is_bounded() -> None:
    shared = Shared()
    for number in range(200):
        shared.keep(number, "x" * 1_000_000, ())
    assert len(shared) < 40
    assert shared[199]


def test_equal_sites_share_and_others_do_not() -> None:
    by_site = SharedBySite()
    first = by_site.shared(site_view(), "en", is_feed=False)
    assert by_site.shared(site_view(), "en", is_feed=False) is first
    assert by_site.shared(site_view(), "de", is_feed=False) is not first
    assert by_site.shared(site_view(), "en", is_feed=True) is not first
    assert by_site.shared(site_view(theme={"page": "red"}), "en", is_feed=False) is not first


def test_two_themes_do_not_see_what_the_other_wrote() -> None:
    view = entry_view()
    for word in ("one", "two"):
        text = "{{ t('w') }}{{ view.site.title }}{{ view.site.url }}{{ '/' | url }}"
        quick, plain = _made([view, view], theme({"page.html": text}, {"en": {"w": word}}))
        assert quick == plain
        assert quick[1].content.startswith(word.encode())


@pytest.mark.parametrize("text", ["<a><ab>", "x" * 500 + "<table class='x'>", "é<pre>" * 100, ""])
def test_a_text_is_searched_for_tags_as_python_does(text: str) -> None:
    for tag in ("<a", "<ab", "<ab>", "<table", "<table>", "<pre", "<pre>", "<p>"):
        assert has_tag(text, tag) == (tag in text)


def test_pieces_are_encoded_as_all_of_them_are() -> None:
    pieces = ["a", "é", "b", "\ud800", "c", "\U0001f600", ""]
    assert utf8_of(pieces) == "".join(pieces).encode("utf-8", "replace")
