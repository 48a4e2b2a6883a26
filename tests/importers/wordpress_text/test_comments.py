"""Old comments, as a comments file will show them."""

import pytest

from ssg.importers.wordpress_text.comments import CommentText, comment_html, comment_text

LINK = '<a href="{0}" rel="nofollow ugc noopener">{1}</a>'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\r\nb\r\n\r\nc", "<p>a<br>b</p><p>c</p>"),
        (
            "a <licence> and 1 < 2 & <b>c</b>",
            "<p>a &lt;licence&gt; and 1 &lt; 2 &amp; <b>c</b></p>",
        ),
        (
            "(www.e.example/a).",
            f"<p>({LINK.format('http://www.e.example/a', 'www.e.example/a')}).</p>",
        ),
        (
            "www.e.example/a_(b), c",
            f"<p>{LINK.format('http://www.e.example/a_(b)', 'www.e.example/a_(b)')}, c</p>",
        ),
        ("<code>www.e.example</code>", "<p><code>www.e.example</code></p>"),
        (
            "http://www.e.example/.",
            f"<p>{LINK.format('http://www.e.example/', 'http://www.e.example/')}.</p>",
        ),
        (
            '<a href="http://e.example/">www.e.example</a>',
            f"<p>{LINK.format('http://e.example/', 'www.e.example')}</p>",
        ),
        (
            '<img src="http://e.example/a.png" alt="A &amp; b">',
            f"<p>{LINK.format('http://e.example/a.png', 'A &amp; b')}</p>",
        ),
        (
            '<a href="http://e.example/"><img src="http://e.example/a.png" alt="A"></a>',
            f"<p>{LINK.format('http://e.example/', 'A')}</p>",
        ),
        (
            '<object><param name="a"><embed src="http://www.youtube.com/v/abcdefghijk"></object>',
            "<p>" + LINK.format(*["https://www.youtube.com/watch?v=abcdefghijk"] * 2) + "</p>",
        ),
        ('<img src="javascript:x"><div onclick="x">a</div>', "<p>a</p>"),
    ],
)
def test_comments_show_what_wordpress_showed(text: str, expected: str) -> None:
    assert comment_html(text) == expected


def test_scripts_are_left_out_and_listed() -> None:
    text = "a <script>b</script><style>c</style>d"
    assert comment_text(text) == CommentText("a d", ("<script>b</script>", "<style>c</style>"))


def test_what_a_comments_file_shows_anyway_stays_as_it_is() -> None:
    text = "a\n\nhttp://e.example/ <em>b</em> &amp; <blockquote>c</blockquote>"
    assert comment_text(text) == CommentText(text)
