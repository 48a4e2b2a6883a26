"""Whatever an old post holds: text, links and pictures survive, and nothing makes it crash."""

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssg.importers.markdown import to_markdown
from ssg.parse.markdown import plain_html

_SIGNS = st.text(
    st.sampled_from(list("ab12 \n\u00a0*_`[]()<>&#+-.!|:{}\\~^=\"'/$%é漢")), max_size=12
)
_WORDS = st.sampled_from(
    [
        "word",
        "1. one",
        "- dash",
        "# hash",
        "> more",
        ": colon",
        "[[wiki]]",
        "[^1]",
        "[^1]: note",
        "*[HTML]: x",
        "[x]: http://e.example/",
        "{: .c }",
        "{{< figure x.jpg >}}",
        "{{< /quote >}}",
        "&lt;b&gt;",
        "&amp;amp;",
        "---",
        "===",
        "| a | b |",
        "|---|---|",
        "https://e.example/x_y",
        "<!--more-->",
        "::: aside",
        ":::",
        "~~~",
        "```",
        "snake_case_word",
        "2 * 3 * 4",
        "— Ana",
        "http://youtu.be/abcdefghij",
    ]
)
_TEXT = st.one_of(
    _WORDS,
    _SIGNS.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")),
)
_HREF = st.sampled_from(
    [
        "http://e.example/",
        "/a b",
        "x(1).html",
        "a.md",
        "#here",
        "?a=1&copy=2",
        "x_y*z",
        'q"r',
        "<a>",
    ]
)
_INLINE = st.sampled_from(
    ["b", "strong", "i", "em", "code", "s", "sup", "u", "span", "small", "font"]
)
_BLOCK = st.sampled_from(
    [
        # No figcaption: the other parser knows no such element, and mends its nesting in its way.
        *("figure", "cite", "dl", "dt", "dd", "section", "details"),
        "p",
        "div",
        "blockquote",
        "ul",
        "ol",
        "li",
        "h2",
        "h4",
        "pre",
        "table",
        "tr",
        "td",
        "th",
        "center",
    ]
)


def _attribute(value: str) -> str:
    return value.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")


def _link(href: str, inner: str) -> str:
    return f'<a href="{_attribute(href)}">{inner}</a>'


def _picture(source: str, words: str) -> str:
    return f'<img src="{_attribute(source)}" alt="{_attribute(words)}" title="{_attribute(words)}">'


def _wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(inner, max_size=4).map("".join)
    lines = st.lists(inner, max_size=4).map(" ".join)
    return st.one_of(
        several,
        lines,
        st.builds(lambda tag, text: f"<{tag}>{text}</{tag}>", _INLINE, several),
        st.builds(lambda tag, text: f"<{tag}>{text}</{tag}>", _BLOCK, several),
        st.builds(lambda tag, text: f"<{tag}>{text}", st.one_of(_INLINE, _BLOCK), several),
        st.builds(_link, _HREF, several),
        st.builds(lambda text: f'<p style="text-align: center">{text}</p>', several),
        st.builds(lambda a, b: f"<ul><li>{a}</li><li>{b}</li></ul>", several, several),
        st.builds(lambda a, b: f"<p>{a}</p>\n\n<p>{b}</p>", several, several),
        st.builds(
            lambda a, b: f"<table><tr><th>{a}</th></tr><tr><td>{b}</td></tr></table>",
            several,
            lines,
        ),
    )


_TREES = st.recursive(
    st.one_of(_TEXT, st.just("<br>"), st.just("<hr>"), st.builds(_picture, _HREF, _TEXT)),
    _wrapped,
    max_leaves=14,
)


def _seen(html: str) -> tuple[str, list[str], list[str]]:
    """Return text, links and pictures as another parser of HTML sees them."""
    tree = html5lib.parse(f"<!doctype html><body>{html}", namespaceHTMLElements=False)
    for remark in [node for node in tree.iter() if not isinstance(node.tag, str)]:
        remark.text = ""
    words = "".join("".join(text.split()) for text in tree.itertext()).replace("\u200b", "")
    anchors = [a for a in tree.iter("a") if a.get("class") != "embed"]  # cards show their address
    links = [a.get("href").strip() for a in anchors if (a.get("href") or "").strip()]
    pictures = [i.get("src").strip() for i in tree.iter("img") if (i.get("src") or "").strip()]
    return words.replace("—", "").replace("-", ""), links, pictures


@given(_TREES)
def test_text_links_and_pictures_survive(html: str) -> None:
    converted = to_markdown(html, "en")
    assert _seen(plain_html(converted.markdown, "en")) == _seen(html), converted.markdown


@pytest.mark.torture
@settings(max_examples=2_000)
@given(_TREES)
def test_text_links_and_pictures_survive_long(html: str) -> None:
    converted = to_markdown(html, "en")
    assert _seen(plain_html(converted.markdown, "en")) == _seen(html), converted.markdown


@given(_TREES)
def test_conversion_is_settled(html: str) -> None:
    """What has become Markdown becomes the same again."""
    once = to_markdown(html, "en")
    again = to_markdown(plain_html(once.markdown, "en"), "en")
    assert _seen(plain_html(again.markdown, "en")) == _seen(plain_html(once.markdown, "en"))


@given(st.text())
def test_any_text_is_taken(html: str) -> None:
    assert isinstance(to_markdown(html, "en").markdown, str)
