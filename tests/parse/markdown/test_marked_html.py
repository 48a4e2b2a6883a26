"""Elements of HTML that say that their inside is Markdown."""

import time

import pytest

from ssg.parse.markdown import MarkdownText, parse_markdown


def parse(text: str) -> MarkdownText:
    return parse_markdown(text, "en", "content/posts/x.md", 1)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            '<div class="box" markdown="1">\n\n*One*\n\n</div>\n\nAfter *it*.',
            '<div class="box">\n<p><em>One</em></p>\n</div>\n<p>After <em>it</em>.</p>',
        ),
        (
            "Before\n<aside markdown=1>\n*One*\n</aside>",
            "<p>Before</p>\n<aside>\n<p><em>One</em></p>\n</aside>",
        ),
        (
            "<div markdown='block'>\n<DIV markdown>\n- One\n</DIV>\n</div>",
            "<div>\n<DIV>\n<ul>\n<li>One</li>\n</ul>\n</DIV>\n</div>",
        ),
        (
            '<div markdown="1">\n<div>\n*One*\n</div>\n\n*Two*\n</div>',
            "<div>\n<div>\n*One*\n</div>\n\n<p><em>Two</em></p>\n</div>",
        ),
        (
            '<div markdown="1">\n`</div>` *One*\n</div>',
            "<div>\n<p><code>&lt;/div&gt;</code> <em>One</em></p>\n</div>",
        ),
        ("Words <div markdown=1>*One*</div>", "<p>Words <div><em>One</em></div></p>"),
        ("<div>\n*One* markdown=1\n</div>", "<div>\n*One* markdown=1\n</div>"),
        ('<div data-markdown="1">\n*One*\n</div>', '<div data-markdown="1">\n*One*\n</div>'),
        (
            '```\n<div markdown="1">\n```',
            "<pre><code>&lt;div markdown=&quot;1&quot;&gt;\n</code></pre>",
        ),
    ],
)  # fmt: skip
def test_what_is_between_the_tags_is_markdown(text: str, html: str) -> None:
    parsed = parse(text)
    assert parsed.diagnostics == ()
    assert parsed.html.strip() == html


def test_an_element_without_an_end_is_told_and_read_all_the_same() -> None:
    parsed = parse('<div markdown="1">\n*One*\n\nTwo\n')
    assert [(d.line, d.rule) for d in parsed.diagnostics] == [(1, "unclosed-tag")]
    assert parsed.html == "<div>\n<p><em>One</em></p>\n<p>Two</p></div>"


@pytest.mark.parametrize(
    "text", ['<div markdown="1">\n', "<div markdown=1>\n</nav>\n", "</div>\n<nav markdown>"]
)
def test_time_grows_with_the_length_only(text: str) -> None:
    def seconds(count: int) -> float:
        start = time.process_time()
        parse(text * count)
        return time.process_time() - start

    assert seconds(4_000) < 12 * seconds(1_000) + 1
