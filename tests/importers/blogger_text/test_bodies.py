"""What becomes of the bodies of Blogger: each line is one thing that its editors wrote."""

import pytest

from ssg.importers.blogger_text.body import body_of_blogger, body_of_plain, do_breaks_count
from ssg.importers.markdown import to_markdown
from ssg.importers.wordpress_text.values import OldBody
from ssg.parse.markdown import plain_html
from tests.importers.blogger_text import bodies
from tests.importers.blogger_text.bodies import BODIES
from tests.importers.blogger_text.seeing import converted, seen

YOUTUBE = "https://www.youtube.com/watch?v=abcdefghijk"
PLAYER = '<iframe class="YOUTUBE-iframe-video" src="https://www.youtube.com/embed/abcdefghijk">'


def body(content: str, *, breaks_count: bool = False) -> OldBody:
    return body_of_blogger(content, breaks_count=breaks_count)


def markdown(content: str, *, breaks_count: bool = False) -> str:
    blocks = body(content, breaks_count=breaks_count).blocks
    return to_markdown("\n\n".join(blocks), "en").markdown.rstrip("\n")


_CASES = {
    "two breaks": ("a<br /><br />b", "a\n\nb"),
    "one break": ("a<br />b", "a  \nb"),
    "breaks with no-break spaces between": ("a<br />&nbsp;<br>b", "a\n\nb"),
    "two breaks within bold": ("<b>a<br /><br />b</b> c", "**a**\n\n**b** c"),
    "two breaks within a coloured span": (
        '<span style="color: red">a<br /><br />b</span>',
        '<span style="color: red">a</span>\n\n<span style="color: red">b</span>',
    ),
    "divs": ("<div>a</div><div><br /></div><div>b</div>", "a\n\nb"),
    "newlines that do not count": ("a\nb\n\nc", "a b c"),
    "a jump": ('a<br /><a name="more"></a><br />b', "a\n\n<!--more-->\n\nb"),
    "a jump as a comment": ("a<!--more-->b", "a\n\n<!--more-->\n\nb"),
    "a jump that is closed at once": ("a<a name='more'/>b", "a\n\n<!--more-->\n\nb"),
    "a jump with words": (
        'a<a href="/x.html" name="more">Read on</a>b',
        "a\n\n<!--more-->\n\n[Read on](/x.html)b",
    ),
    "a rule that is a jump": ('a<hr class="more" />b', "a\n\n<!--more-->\n\nb"),
    "a jump within everything": (
        '<div><p><b>a<a name="more"></a>b</b></p></div>',
        "**a**\n\n<!--more-->\n\n**b**",
    ),
    "a jump within a list": (
        '<ul><li>a</li><li>b<a name="more"></a>c</li></ul>d',
        "- a\n- bc\n\n<!--more-->\n\nd",
    ),
    "a second jump": ("a<!--more-->b<!-- more -->c", "a\n\n<!--more-->\n\nbc"),
    "a jump before all": ('<div><br /><a name="more"></a></div>a', "a"),
    "the rest of a post": (
        'a<span class="fullpost"><br /><br />b <span>c</span> d</span>e',
        "a\n\n<!--more-->\n\nb c de",
    ),
    "the rest of a post by id": ('a <span id="fullpost">b</span>', "a\n\n<!--more-->\n\nb"),
    "a player": (f'a<div class="separator">{PLAYER}</iframe></div>b', f"a\n\n{YOUTUBE}\n\nb"),
    "a player within bold": (f"<b>a{PLAYER}</iframe>b</b>", f"**a**\n\n{YOUTUBE}\n\n**b**"),
    "a script": ("a<script>document.write('<p>x')</script>b", "ab"),
    "a script without an end": ("a <script>b", "a &lt;script>b"),
    "a comment": ("a<!-- nobody sees this -->b", "ab"),
    "a comment without an end": ("a <!-- b", "a &lt;!-- b"),
    "Word's conditions": ("<![if !supportLists]>a<![endif]>", "a"),
    "Word's style": ("<style>p.MsoNormal {mso-x: y}</style>a", "a"),
    "a pixel": ('a<img src="https://blogger.googleusercontent.com/tracker/1" width="1">', "a"),
    "quote": ('<blockquote class="tr_bq">a<br /><br />b</blockquote>', "> a\n>\n> b"),
    "a table without captions": (
        "<table><tr><th>a</th></tr><tr><td>b</td></tr></table>",
        "| a |\n| --- |\n| b |",
    ),
    "a picture with a caption": (
        (
            '<table class="tr-caption-container" style="float: right;"><tbody><tr><td>'
            '<a href="/A.jpg" style="margin-left: auto; margin-right: auto;"><img src="/a.jpg" />'
            '</a></td></tr><tr><td class="tr-caption">The&nbsp;mill</td></tr></tbody></table>'
        ),
        '[![](/a.jpg "The&nbsp;mill")](/A.jpg)\n{: .align-right }',
    ),
    "an empty caption": (
        (
            '<table class="tr-caption-container"><tr><td><img src="/a.jpg"></td></tr>'
            '<tr><td class="tr-caption">&nbsp;<br /></td></tr></table>'
        ),
        "![](/a.jpg)",
    ),
    "two pictures with a caption each": (
        (
            '<table class="tr-caption-container"><tr><td><img src="/a.jpg"></td><td><img src='
            '"/b.jpg"></td></tr><tr><td class="tr-caption">a</td><td class="tr-caption">b</td></tr>'
            "</table>"
        ),
        '![](/a.jpg "a")\n\n![](/b.jpg "b")',
    ),
    "a captioned picture in an empty frame": (
        (
            '<table class="tr-caption-container"><tr><td><table class="tr-caption-container"><tr>'
            '<td><img src="/a.jpg"></td></tr><tr><td class="tr-caption">a</td></tr></table></td>'
            '</tr><tr><td class="tr-caption"></td></tr></table>'
        ),
        '![](/a.jpg "a")',
    ),
    "two pictures on a line": (
        (
            '<div class="separator" style="text-align: center;"><a href="/A.jpg"><img src="/a.jpg">'
            '</a><a href="/B.jpg"><img src="/b.jpg"></a></div>'
        ),
        "[![](/a.jpg)](/A.jpg)[![](/b.jpg)](/B.jpg)\n{: .align-center }",
    ),
    "a picture that floats in its box": (
        (
            '<div class="separator" style="clear: both; text-align: center;"><a href="/A.jpg" '
            'style="clear: left; float: left;"><img src="/a.jpg"></a></div>a'
        ),
        "[![](/a.jpg){.align-left}](/A.jpg)\n\na",
    ),
    "a picture in the middle, without a box": (
        '<img style="display:block; margin:0px auto 10px;" src="/a.jpg">',
        "![](/a.jpg){.align-center}",
    ),
    "a list in a box to the middle": (
        '<div style="text-align: center;">a<ul><li>b</li></ul></div>',
        'a\n{: .align-center }\n\n<div class="align-center">\n<ul>\n<li>b</li>\n</ul>\n</div>',
    ),
    "greys of pages that were pasted from": (
        '<span style="color: #444444">a</span><span style="color: rgb(29, 33, 41)">b</span>',
        "ab",
    ),
}


@pytest.mark.parametrize(("content", "expected"), _CASES.values(), ids=_CASES)
def test_reads_as_a_person_would_have_written(content: str, expected: str) -> None:
    assert markdown(content) == expected


_BREAKS = {
    "lines and paragraphs": ("a\nb\n\nc", "a  \nb\n\nc"),
    "beside a break": ("a<br />\nb", "a  \nb"),
    "beside blocks": ("a\n<ul>\n<li>b</li>\n</ul>\nc", "a\n\n- b\n\nc"),
    "within a quote": ("<blockquote>a\nb</blockquote>", "> a  \n> b"),
    "within code": ("<pre>a\n\nb</pre>", "```\na\n\nb\n```"),
    "within bold": ("<b>a\n\nb</b>", "**a**\n\n**b**"),
}


@pytest.mark.parametrize(("content", "expected"), _BREAKS.values(), ids=_BREAKS)
def test_newlines_count_where_the_blog_says_so(content: str, expected: str) -> None:
    assert markdown(content, breaks_count=True) == expected


def test_newlines_of_a_body_with_tags_for_its_lines_are_tidiness() -> None:
    assert do_breaks_count("a\nb <b>c</b>", setting=True)
    assert not do_breaks_count("a\nb", setting=False)
    assert not do_breaks_count("a<br />\nb", setting=True)
    assert not do_breaks_count("<p>a</p>\n<p>b</p>", setting=True)
    assert not do_breaks_count("a", setting=True)


def word_item(sign: str, words: str, level: int = 1, number: int = 0) -> str:
    return (
        f'<p class="MsoListParagraph" style="mso-list:l{number} level{level} lfo1">'
        f'<!--[if !supportLists]--><span><span style="mso-list:Ignore">{sign}<span>&nbsp; </span>'
        f"</span></span><!--[endif]-->{words}</p>\n"
    )


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([word_item("·", "a"), word_item("·", "b")], "- a\n- b"),
        ([word_item("1.", "a"), word_item("2.", "b")], "1. a\n2. b"),
        ([word_item("3)", "a"), word_item("4)", "b")], "3. a\n4. b"),
        ([word_item("·", "a"), word_item("o", "b", 2), word_item("·", "c")], "- a\n    - b\n- c"),
        ([word_item("1.", "a"), "between", word_item("2.", "b")], "1. a\n\nbetween\n\n2. b"),
    ],
)
def test_lists_pasted_from_word_are_lists(items: list[str], expected: str) -> None:
    assert markdown("".join(items)) == expected


def test_a_sign_of_word_that_no_list_has_stays() -> None:
    assert markdown(word_item("(iv)", "a")).startswith("(iv)")


def test_what_was_met_is_listed_with_its_line() -> None:
    found = body(f"a\n<script>x</script>\n{PLAYER}</iframe>\n<a name=more></a><a name=more></a>")
    assert [(one.line, one.text) for one in found.removed_scripts] == [(2, "<script>x</script>")]
    assert [(one.line, one.service, one.address) for one in found.embeds] == [
        (3, "youtube", YOUTUBE)
    ]
    assert [(one.line, one.text) for one in found.notes] == [
        (4, "a second jump break was left out")
    ]


def test_a_video_at_blogger_stays_and_is_told_of() -> None:
    player = '<iframe class="BLOG_video_class" src="https://www.blogger.com/video.g?token=A">'
    found = body(f"a {player}</iframe>")
    assert 'src="https://www.blogger.com/video.g?token=A"' in "".join(found.blocks)
    (note,) = found.notes
    assert "download it" in note.text


def test_a_video_of_youtube_is_none_at_blogger() -> None:
    """Since 2019 the editor gives both the same class."""
    source = "https://www.youtube.com/embed/abcdefghijk"
    found = body(f'<p>a</p><iframe class="BLOG_video_class" src="{source}"></iframe>')
    assert [one.service for one in found.embeds] == ["youtube"]
    assert found.notes == ()


def test_the_jump_break_is_a_block() -> None:
    assert body('<div>a<a name="more"></a>b</div>').blocks == (
        "<div>a</div>",
        "<!--more-->",
        "<div>b</div>",
    )


def test_plain_text_is_shown_as_it_is_written() -> None:
    assert body_of_plain("a <b>\r\nc\n\n \nd & e\n").blocks == (
        "<p>a &lt;b&gt;<br />\nc</p>",
        "<p>d &amp; e</p>",
    )
    assert body_of_plain(" \n").blocks == ()


@pytest.mark.parametrize("name", BODIES)
def test_a_body_keeps_its_text_links_and_pictures(name: str) -> None:
    made = converted(BODIES[name])
    assert seen(plain_html(made.markdown, "en")) == seen(BODIES[name]), made.markdown
    assert made.is_same


def test_few_blocks_stay_html() -> None:
    blocks = [(name, block) for name in BODIES for block in converted(BODIES[name]).blocks]
    raw = [(name, block.kind, block.why) for name, block in blocks if block.is_html]
    assert len(raw) <= 0.05 * len(blocks), raw


def test_a_body_of_2010_reads_well() -> None:
    expected = (
        (
            "[![](http://1.bp.blogspot.com/-a/s320/mill.jpg){width=320 height=240}]"
            "(http://1.bp.blogspot.com/-a/s1600/mill.jpg)\n{: .align-center }"
        ),
        "The old mill is **for sale**.",
        "<!--more-->",
        "Nobody will buy it.",
        (
            '[![](http://1.bp.blogspot.com/-b/s320/wheel.jpg "The&nbsp;wheel in May")'
            "{width=320 height=200}](http://1.bp.blogspot.com/-b/s1600/wheel.jpg)"
            "\n{: .align-center }"
        ),
        "It turned for a hundred years.",
        "> Sell the wheel,\n>\n> keep the house.",
        "[![](/a.jpg){.align-left}](/A.jpg)",
        "Words beside it.",
        "- one",
    )
    assert markdown(bodies.OF_2010).split("\n\n") == list(expected)
