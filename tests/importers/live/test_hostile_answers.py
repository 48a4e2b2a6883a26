"""Whatever a site answers: no error, no endless asking, nothing but plain values."""

import json
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.asking.answer import Answer
from ssg.importers.live.asking import read_live
from ssg.importers.live.site import LiveSite
from ssg.importers.moving.host_kind import HostKind

NAMES = [
    *("id", "ID", "name", "slug", "nice_name", "url", "URL", "description", "avatar_urls", "96"),
    *("avatar_URL", "author", "posts", "found", "meta", "next_page", "like_count", "options"),
    *("timezone", "timezone_string", "gmt_offset", "icon", "img", "site_icon_url", "namespaces"),
    *("feed", "title", "subtitle", "$t", "entry", "uri", "gd$image", "src"),
    "openSearch$totalResults",
]
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=20),
    st.sampled_from(
        [
            *("javascript:x()", "https://a.example/", "//b.example/x", "<script>x()</script>"),
            *("a@b.example", "Europe/Berlin", "5.5", "\ud800", "\x00\x1b", "9" * 50, "[", "é"),
        ]
    ),
)
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), TEXTS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.sampled_from(NAMES), inner, max_size=8)
    ),
    max_leaves=25,
)
HEADERS = st.dictionaries(
    st.sampled_from(["link", "location"]),
    st.one_of(TEXTS, st.just('<https://blog.example/x/>; rel="https://api.w.org/"')),
)
ANSWERS = st.one_of(
    st.builds(
        lambda value, headers: Answer(200, headers, json.dumps(value).encode()), VALUES, HEADERS
    ),
    st.builds(Answer, st.integers(0, 999), HEADERS, st.binary(max_size=40)),
    st.builds(Answer, st.just(0), st.just({}), st.just(b""), st.just("nothing answers there")),
)


def texts_of(site: LiveSite) -> list[str]:
    texts = [site.title, site.tagline, site.timezone, site.icon_url]
    for author in site.authors:
        texts += [author.id, author.slug, author.name, author.bio_html, author.url]
        texts.append(author.avatar_url)
    return texts


@pytest.mark.parametrize("kind", HostKind, ids=lambda kind: kind.name)
@given(answers=st.lists(ANSWERS, min_size=1, max_size=4))
def test_no_answer_breaks_the_asking(kind: HostKind, answers: list[Answer]) -> None:
    asked: list[str] = []

    def fetch(url: str) -> Answer:
        asked.append(url)
        return answers[len(asked) % len(answers)]

    site = read_live("https://blog.example/", kind, fetch=fetch)
    assert len(asked) < 100
    assert site.asked
    for text in texts_of(site):
        text.encode()
        assert not any(sign < " " and sign not in "\n\t" for sign in text)
        assert "<script" not in text.lower()
    for author in site.authors:
        assert "@" not in author.name
        for url in filter(None, (author.url, author.avatar_url, site.icon_url)):
            assert urlsplit(url).scheme in ("http", "https")
    assert all(post.isdigit() and count > 0 for post, count in site.likes.items())
