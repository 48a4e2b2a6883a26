"""Nothing of a body is lost: real ones, made-up ones, and large ones."""

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.importers.wordpress_text.body import body_of
from ssg.importers.wordpress_text.comments import comment_html, comment_text
from ssg.importers.wordpress_text.paragraphs import autop
from ssg.importers.wordpress_text.values import OldBody, TextContext
from ssg.text.html import escape, plain_text
from tests.importers.wordpress_text.real_bodies import real_bodies, real_comments

_CODE = re.compile(r"\[(sourcecode|code)\b[^\]]*\](.*?)\[/\1\]", re.DOTALL)
_CAPTION = re.compile(r'\[caption[^\]]*?\scaption="([^"]*)"[^\]]*\]')
_FILE_BUTTON = re.compile(r"(</a>)<a\b[^<>]*\bwp-block-file__button\b[^<>]*>.*?</a>")
"""The button beside the link to a file, which leads there as well."""

_LINK_OF_MENU = re.compile(r"<!-- wp:(?:social|navigation)-link (\{.*?\}) /-->")


def without_space(text: str) -> str:
    return "".join(text.split())


def written_text(content: str) -> str:
    """What a reader of the old blog saw, its shortcodes accounted for one by one."""
    content = _CODE.sub(lambda found: escape(found[2]), content)
    content = _CAPTION.sub(r" \1 ", content)
    content = re.sub(r"\[/?caption\b[^\]]*\]", "", content)
    content = re.sub(r"\[audio (\S+?)\]", r"\1", content)
    content = _FILE_BUTTON.sub(r"\1", content)
    return without_space(plain_text(content))


def kept_text(body: OldBody) -> str:
    notes = (f"<p>{note.html}</p>" for note in body.footnotes)
    return without_space(plain_text("\n".join([*body.blocks, *notes])))


def test_no_word_of_a_real_body_is_lost(exports: Path) -> None:
    bodies = [
        (file, content)
        for file, content in real_bodies(exports)
        # These links show no words in WordPress; ours show where they lead.
        if not _LINK_OF_MENU.search(content)
    ]
    assert len(bodies) > 670
    for file, content in bodies:
        body = body_of(content, TextContext())
        before, after = written_text(content), kept_text(body)
        for embed in body.embeds:
            # A player has no words of its own; its address stands for it.
            address = without_space(embed.address)
            before, after = before.replace(address, ""), after.replace(address, "")
        assert before == after, file


def test_no_mark_of_a_block_is_left_in_a_real_body(exports: Path) -> None:
    found = [content for _, content in real_bodies(exports) if "<!-- wp:" in content]
    assert len(found) > 40
    for content in found:
        assert "wp:" not in "".join(re.findall("<!--.*?-->", "".join(read(content)), re.DOTALL))


def test_no_picture_and_no_link_of_a_real_body_is_lost(exports: Path) -> None:
    for file, content in real_bodies(exports):
        html = "".join(read(content))
        for tag in ("<img ", "<a href="):
            assert html.count(tag) >= content.count(tag), file


def test_real_marks_after_the_lead_become_blocks(exports: Path) -> None:
    found = [content for _, content in real_bodies(exports) if "<!--more" in content]
    assert len(found) > 10
    for content in found:
        assert read(content).count("<!--more-->") == 1


def test_no_word_of_a_real_comment_is_lost(exports: Path) -> None:
    comments = [text for _, text in real_comments(exports) if "<img" not in text]
    assert len(comments) > 200
    for text in comments:
        assert without_space(plain_text(text)) == without_space(plain_text(comment_html(text)))


def read(content: str) -> tuple[str, ...]:
    return body_of(content, TextContext()).blocks


PIECES = (
    *("a", "b c", " ", "\n", "\n\n", "\r\n", "&", "&amp;", "<", ">", "[", "]", "/", '"', "'", "="),
    *("<p>", "</p>", "<div>", "</div>", "<em>", "</em>", "<pre>", "</pre>", "<code>", "</code>"),
    *("<script>", "</script>", "<ul><li>", "</li></ul>", "<iframe src='//e.example'>", "</iframe>"),
    *("<object>", "</object>", "<!--more-->", "<!--nextpage-->", "<!--", "-->", "[gallery]"),
    *("[caption width='1']", "[/caption]", "[code]", "[/code]", "[[", "]]", "((", "))", "[ref]"),
    *("[/ref]", "[x a='b']", "[/x]", "<!-- wp:quote -->", "<!-- /wp:quote -->", "\x00", "\x01"),
    *('<!-- wp:block {"ref":1} /-->', '<!-- wp:code {"a":', "} -->", "<sup data-fn='u'><a>1</a>"),
    *("https://vimeo.com/12", "\nhttps://vimeo.com/12\n", "<img src='a'>", "</sup>", "[embed]"),
)
CONTEXT = TextContext(
    reusable_blocks={1: 'again <!-- wp:block {"ref":1} /--> [gallery]'},
    footnotes='[{"id": "u", "content": "note"}]',
)


@given(content=st.lists(st.sampled_from(PIECES), max_size=12).map("".join) | st.text(max_size=80))
def test_no_body_is_too_broken(content: str) -> None:
    body = body_of(content, CONTEXT)
    assert not re.search("[\x00-\x08]", "".join(body.blocks))
    assert body == body_of(content, CONTEXT)
    comment_text(content)


WORDS = (
    *("a", "b c", "\n", "\n\n", " ", "[and]", "<em>", "</em>", "<p>", "</p>", "<ul><li>", "(", ")"),
    *("</li></ul>", "<!--more-->", "<div>", "</div>", "[x a='b']", "[/x]", "é", "&lt;", "[ref]"),
    *("[caption width='1']<img src='a'>", "[/caption]", "[/ref]", "<blockquote>", "</blockquote>"),
)


@given(content=st.lists(st.sampled_from(WORDS), max_size=25).map("".join))
def test_no_word_of_a_body_is_lost(content: str) -> None:
    body = body_of(content, TextContext())
    before = re.sub(r"\[/?(?:caption|ref)[^\]]*\]", "", content)
    after = re.sub(r"\[/?(?:caption|ref)[^\]]*\]", "", kept_words(body))
    # Notes stand elsewhere, so that what counts is which letters there are.
    assert sorted(without_space(plain_text(before))) == sorted(after)


def kept_words(body: OldBody) -> str:
    """The text without the numbers that refer to notes."""
    html = "\n".join([*body.blocks, *(note.html for note in body.footnotes)])
    return without_space(plain_text(re.sub(r"<sup id.*?</sup>", "", html)))


@pytest.mark.parametrize(
    "piece",
    [
        *("[", "<", "&", "\n", "[a ", "[a b='", "[gallery]", "[caption x='y']", "[caption]", "[[a"),
        *("[code]", "[x a='b']", "((a ", " ((a b", "<pre>", "<script>", "<iframe ", "<div>", "<a>"),
        *(
            "</div>",
            "<!--",
            "<!--more-->",
            "<!-- wp:a {",
            "<!-- wp:a -->",
            "<!-- wp:a /-->",
            "<sup",
        ),
        *(
            "<sup data-fn='a'>",
            "<object data='",
            "https://e.example/\n",
            "[youtube=",
            "<p>[gallery]",
        ),
        *("<em>", "<pre lang='php'>", "<embed src='//www.youtube.com/embed/videoseries?", "<b a='"),
    ],
)
@pytest.mark.parametrize("shown_by", [body_of, comment_text])
def test_time_grows_with_the_text(piece: str, shown_by: Callable[..., object]) -> None:
    arguments = (TextContext(),) if shown_by is body_of else ()

    def duration(length: int) -> float:
        text = piece * (length // len(piece)) + "\n\n<!-- wp:b --></sup></pre>))]-->[/code]"
        start = time.process_time()
        shown_by(text, *arguments)
        return time.process_time() - start

    # Eight times the text would take 64 times as long if each character were compared with each.
    # A busy machine takes longer than it has to, never less: the best of three is what it takes.
    short, long = (min(duration(length) for _ in range(3)) for length in (5_000, 40_000))
    assert long < 30 * max(short, 0.002)


def test_paragraphs_are_made_once() -> None:
    shown = autop("a\n\nb")
    assert "".join(f"{block}\n" for block in read(shown)) == shown
