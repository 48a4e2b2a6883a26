import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.model.comment import CommentType, Conversation, Thread
from ssg.model.digest import digest_of
from ssg.model.settings import ParseSettings
from ssg.model.source import SourceFile
from ssg.parse.comments.body import comment_html
from ssg.parse.comments.conversation import parse_conversation

SETTINGS = ParseSettings("en", "America/Chicago")


def read(text: str) -> tuple[Conversation, Thread, list[str]]:
    source = SourceFile("content/comments/words-and-deeds.yaml", text)
    parsed = parse_conversation(source, SETTINGS)
    assert parsed.conversation is not None
    assert parsed.thread is not None
    problems = [f"{p.line}:{p.column} {p.level.value} {p.message}" for p in parsed.diagnostics]
    return parsed.conversation, parsed.thread, problems


def test_a_comments_file_becomes_a_conversation_and_a_thread() -> None:
    conversation, thread, problems = read(
        'post: {permalink: /2016/10/29/words%2Dand-deeds/, guid: "https://old.example/?p=73"}\n'
        "comments:\n"
        "- id: wp-12\n"
        "  author: {name: 'Ana &raquo; Ruiz', url: 'https://ana.example', user: ana}\n"
        "  date: 2016-10-29T14:01:00+01:00\n"
        "  body: |\n    One\n    two\n\n    three\n"
        "  extra: {votes: 3}\n"
        "- {id: bl-13, parent: wp-12, date: 2016-10-30 10:00, body: later}\n"
        "- {id: wp-14, type: pingback, author: Elsewhere, date: 2016-11-01, body: x}\n"
    )
    assert problems == []
    assert conversation.slug == "words-and-deeds"
    assert conversation.permalink == "/2016/10/29/words-and-deeds/"
    assert conversation.guid == "https://old.example/?p=73"
    assert (conversation.comment_count, conversation.mention_count) == (2, 1)
    assert conversation.anchors == ("comment-12", "comment-13", "c13", "comment-14")
    assert [stub.id for stub in conversation.newest] == ["bl-13", "wp-12"]
    assert conversation.thread == digest_of(thread)
    first, second, third = thread.comments
    assert first.author_name == "Ana » Ruiz"
    assert first.body_html == "<p>One<br>two</p><p>three</p>"
    assert second.date is not None
    assert second.date.isoformat() == "2016-10-30T10:00:00-05:00"
    assert (third.type, third.author_name) == (CommentType.PINGBACK, "Elsewhere")


@pytest.mark.parametrize(
    ("comments", "parents", "problems"),
    [
        ("- {id: a}\n- {id: b, parent: a}\n", {"a": "", "b": "a"}, []),
        ("- {id: b, parent: a}\n- {id: a}\n", {"b": "a", "a": ""}, []),
        (
            "- {id: a, parent: x}\n",
            {"a": ""},
            ["2:3 warning `a` answers `x`, which is not in this file"],
        ),
        (
            "- {id: a, parent: b}\n- {id: b, parent: a}\n",
            {"a": "", "b": "a"},
            ["2:3 warning `a` answers, in the end, itself"],
        ),
        ("- {id: a, parent: a}\n", {"a": ""}, ["2:3 warning `a` answers, in the end, itself"]),
        (
            "- {id: a}\n- {id: b, parent: a, status: spam}\n- {id: c, parent: b}\n",
            {"a": "", "c": "a"},
            ["3:3 warning comment `b` is not shown: its status is `spam`"],
        ),
        ("- {id: a}\n- {id: a}\n", {"a": ""}, ["3:3 error the id `a` stands on line 2 already"]),
        (
            "- {id: wp-1}\n- {id: bl-1}\n",
            {"wp-1": "", "bl-1": ""},
            ["3:3 warning `bl-1` and `wp-1` have the same address, #comment-1"],
        ),
        ("- {body: x}\n- {id: a}\n", {"a": ""}, ["2:3 error `id` is missing"]),
        (
            "- {id: a, autor: x}\n",
            {"a": ""},
            ["2:11 error unknown key `autor`; did you mean `author`?"],
        ),
    ],
)
def test_answers_find_their_place(
    comments: str, parents: dict[str, str], problems: list[str]
) -> None:
    _, thread, found = read(f"comments:\n{comments}")
    assert {comment.id: comment.parent for comment in thread.comments} == parents
    assert found == problems


@pytest.mark.parametrize(
    "url", ["http://", "javascript:alert(1)", "ana.example", "ftp://x.example/"]
)
def test_what_is_no_address_of_a_reader_is_not_linked(url: str) -> None:
    _, thread, problems = read(f"comments: [{{id: a, author: {{name: Ana, url: '{url}'}}}}]")
    assert problems == []
    assert thread.comments[0].author_url == ""


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("one\ntwo\n\nthree", "<p>one<br>two</p><p>three</p>"),
        ("<p>one</p>\n<p>two</p>", "<p>one</p><p>two</p>"),
        ("one<br />\ntwo", "<p>one<br>two</p>"),
        (
            "say:\n<blockquote>a\n\nb</blockquote>\nso",
            "<p>say:</p><blockquote><p>a</p><p>b</p></blockquote><p>so</p>",
        ),
        ("<ul>\n<li>a</li>\n</ul>\nb", "<ul>\n<li>a</li>\n</ul><p>b</p>"),
        (
            "<ul>\n<li>a\n<ol>\n<li>b</li>\n</ol>\n</li>\n<li>c</li>\n</ul>\nd",
            "<ul>\n<li>a\n<ol>\n<li>b</li>\n</ol>\n</li>\n<li>c</li>\n</ul><p>d</p>",
        ),
        ("<ul><li>a<ul><li>b</li></ul>\nc", "<ul><li>a<ul><li>b</li></ul><p>c</p></li></ul>"),
        ("<pre>a\n\nb</pre>", "<pre>a\n\nb</pre>"),
        ("1 < 2 & I <3 you", "<p>1 &lt; 2 &amp; I &lt;3 you</p>"),
        ("<b>x</b><script>alert(1)</script>", "<p><b>x</b></p>"),
        ("<img src=x onerror=alert(1)>y", "<p>y</p>"),
        (
            '<a href="javascript:alert(1)" onclick="x()">y</a>',
            "<p>y</p>",
        ),
        (
            "see http://x.example/a_(b).",
            (
                '<p>see <a href="http://x.example/a_(b)" rel="nofollow ugc noopener">'
                "http://x.example/a_(b)</a>.</p>"
            ),
        ),
        (
            "(<http://x.example>)",
            '<p>(<a href="http://x.example" rel="nofollow ugc noopener">http://x.example</a>)</p>',
        ),
        (
            '<a href="http://x.example">http://x.example</a>',
            '<p><a href="http://x.example" rel="nofollow ugc noopener">http://x.example</a></p>',
        ),
        ('<a title="b" href="hhttp://x.example/">y</a>', "<p>y</p>"),
        ("", ""),
    ],
)
def test_the_text_of_a_comment_is_set_as_wordpress_sets_it_and_safe(body: str, html: str) -> None:
    assert comment_html(body) == html


@given(st.text(st.sampled_from("<>/\"'= \nabpreuli&;:http"), max_size=60))
def test_no_comment_brings_a_script_or_a_handler(body: str) -> None:
    html = comment_html(f"<script>{body}</script><a onclick='{body}'>{body}<img onerror={body}")
    assert "<script" not in html
    assert "<img" not in html


@given(st.text())
def test_no_text_makes_conversations_fail(text: str) -> None:
    parse_conversation(SourceFile("content/comments/x.yaml", text), SETTINGS)


@given(st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from("abcdex")), max_size=8))
def test_every_comment_reaches_the_top_level(pairs: list[tuple[str, str]]) -> None:
    _, thread, _ = read("comments:\n" + "".join(f"- {{id: {a}, parent: {b}}}\n" for a, b in pairs))
    parents = {comment.id: comment.parent for comment in thread.comments}
    for comment_id in parents:
        above, steps = comment_id, 0
        while above and steps <= len(parents):
            above, steps = parents[above], steps + 1
        assert above == ""
