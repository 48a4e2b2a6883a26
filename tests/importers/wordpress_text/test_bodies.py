"""What classic bodies turn into: marks, shortcodes, embeds, footnotes."""

import pytest

from ssg.importers.wordpress_text.body import body_of
from ssg.importers.wordpress_text.values import (
    Attachment,
    Embed,
    Footnote,
    Gallery,
    OldBody,
    Remark,
    TextContext,
    Unknown,
)
from ssg.parse.markdown import plain_html

CONTEXT = TextContext(
    attachments={
        1: Attachment(1, "http://e.example/b.jpg", title="B", alt="Bee", caption="A <em>bee</em>"),
        2: Attachment(2, "http://e.example/a.jpg", title="A", width=6, height=4),
        3: Attachment(3, "http://e.example/talk.mp3", title="A talk"),
    },
    own_attachments=(2, 1, 3),
    oembed=('<iframe title="The &amp; hearing" src="https://www.youtube.com/embed/abcdefghijk">',),
)
BEE = (
    '<figure><a href="http://e.example/b.jpg"><img src="http://e.example/b.jpg" alt="Bee" /></a>'
    "<figcaption>A <em>bee</em></figcaption></figure>"
)
ANT = (
    '<figure><a href="http://e.example/a.jpg"><img src="http://e.example/a.jpg" alt=""'
    ' width="6" height="4" /></a></figure>'
)
VIDEO = "https://www.youtube.com/watch?v=abcdefghijk"


def card(address: str, service: str = "youtube") -> str:
    """What our renderer makes of a bare address."""
    address = address.replace("&", "&amp;")
    link = f'<a class="embed" data-service="{service}" href="{address}">{address}</a>'
    return f"<p>{link}</p>"


def player(address: str) -> str:
    """What our renderer makes of the bare address of a recording."""
    return (
        f'<figure class="audio"><audio controls preload="none" src="{address}">'
        f'<a href="{address}">{address}</a></audio></figure>'
    )


def read(content: str, context: TextContext = CONTEXT) -> OldBody:
    return body_of(content, context)


def blocks(content: str) -> tuple[str, ...]:
    return read(content).blocks


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", ()),
        ("a\r\nb\r\n\r\nc", ("<p>a<br />\nb</p>", "<p>c</p>")),
        ("a<div>b</div>c <em>d</em>", ("<p>a</p>", "<div>b</div>", "<p>c <em>d</em></p>")),
        ("a & b &amp; c &nbsp; d", ("<p>a & b &amp; c &nbsp; d</p>",)),
        ("a <!-- b --> c", ("<p>a <!-- b --> c</p>",)),
        ("<code>[gallery] ((a note))</code>", ("<p><code>[gallery] ((a note))</code></p>",)),
        ("<pre>[gallery]\n\n<!--more--></pre>", ("<pre>[gallery]\n\n<!--more--></pre>",)),
        ('<a title="[gallery]">a</a>', ('<p><a title="[gallery]">a</a></p>',)),
        ("[and] [i] [a-z] [W]ho [1]", ("<p>[and] [i] [a-z] [W]ho [1]</p>",)),
        ("[[gallery]] [[Words]]", ("<p>[gallery] [[Words]]</p>",)),
        ("<svg><text>[gallery]</text></svg>", ("<p><svg><text>[gallery]</text></svg></p>",)),
        ("[x a='b'\n\nc]", ("<p>[x a='b'</p>", "<p>c]</p>")),
        ("<b><div>a", ("<p><b></p>", "<div>a</p>")),
        ("[[code]a[/code]]", ("<p>[code]a[/code]</p>",)),
    ],
)
def test_text_stays_as_wordpress_shows_it(content: str, expected: tuple[str, ...]) -> None:
    body = read(content)
    assert body.blocks == expected
    assert body == OldBody(blocks=expected)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("a<!--more-->b", ("<p>a</p>", "<!--more-->", "<p>b</p>")),
        ("a\n\n<!--more-->\n\nb", ("<p>a</p>", "<!--more-->", "<p>b</p>")),
        ("<p>a</p><!--more--><p>b</p>", ("<p>a</p>", "<!--more-->", "<p>b</p>")),
        ("<em>a<!--more-->b</em>", ("<p><em>a<!--more-->b</em></p>",)),
        ("<em>a</em>\n\n<!--more-->b", ("<p><em>a</em></p>", "<!--more-->", "<p>b</p>")),
        ("a\n\n<!-- b -->\n\nc", ("<p>a</p>", "<!-- b -->", "<p>c</p>")),
    ],
)
def test_the_lead_ends_at_the_first_mark(content: str, expected: tuple[str, ...]) -> None:
    assert blocks(content) == expected


def test_a_mark_has_a_label_and_may_hide_the_lead() -> None:
    body = read("a<!--more Read &amp; weep --><!--noteaser-->b<!--more-->c")
    assert body.more_label == "Read & weep"
    assert body.is_lead_hidden
    assert body.blocks == ("<p>a</p>", "<!--more-->", "<p>bc</p>")
    assert body.notes == (Remark(1, "a second <!--more--> was left out"),)


def test_pages_are_numbers_of_blocks() -> None:
    body = read("a\n\nb\n<!--nextpage-->\nc<!--nextpage-->d")
    assert body.blocks == ("<p>a</p>", "<p>b</p>", "<p>c</p>", "<p>d</p>")
    assert body.pages == (2, 3)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            (
                '[caption align="alignleft" width="9" caption="It&#8217;s <b>a</b>"]<img src="a" />'
                "[/caption]"
            ),
            (
                '<figure class="alignleft"><img src="a" />'
                "<figcaption>It’s <b>a</b></figcaption></figure>"
            ),
        ),
        (
            '[caption]<a href="b"><img src="a" /></a> New\n<a href="c">form</a>[/caption]',
            (
                '<figure><a href="b"><img src="a" /></a>'
                '<figcaption>New<br />\n<a href="c">form</a></figcaption></figure>'
            ),
        ),
        (
            "[wp_caption align='alignnone']<img src=\"a\" />[/wp_caption]",
            '<figure><img src="a" /></figure>',
        ),
        ("[gallery]", f'<div class="gallery">\n{ANT}\n{BEE}\n</div>'),
        ("<p>[gallery exclude='1']</p>", f'<div class="gallery">\n{ANT}\n</div>'),
        (
            "[gallery ids=”1,2” columns=2 /]",
            f'<div class="gallery" data-columns="2">\n{BEE}\n{ANT}\n</div>',
        ),
        ('[gallery include="1,2" orderby="title"]', f'<div class="gallery">\n{ANT}\n{BEE}\n</div>'),
        ('[gallery ids="1,2" order="DESC"]', f'<div class="gallery">\n{ANT}\n{BEE}\n</div>'),
        (
            '[gallery ids="2" link="none"]',
            (
                '<div class="gallery">\n<figure><img src="http://e.example/a.jpg" alt="" width="6"'
                ' height="4" /></figure>\n</div>'
            ),
        ),
        ("[audio]", player("http://e.example/talk.mp3")),
        ("[audio http://e.example/a.mp3|titles=A]", player("http://e.example/a.mp3")),
        (
            '[audio src="/a.wav"]',
            '<figure><audio controls src="/a.wav"><a href="/a.wav">a.wav</a></audio></figure>',
        ),
        (
            '[video mp4="/a.mp4" poster="/a.jpg"][/video]',
            (
                '<figure><video controls src="/a.mp4" poster="/a.jpg"><a href="/a.mp4">a.mp4</a>'
                "</video></figure>"
            ),
        ),
        (
            "[playlist]",
            (
                '<figure><audio controls src="http://e.example/talk.mp3">'
                '<a href="http://e.example/talk.mp3">talk.mp3</a></audio>'
                "<figcaption>A talk</figcaption></figure>"
            ),
        ),
        (
            "[latex]a<b[/latex]",
            '<p><code class="latex">a&lt;b</code></p>',
        ),
    ],
)
def test_pictures_and_players_come_out_as_html(content: str, expected: str) -> None:
    body = read(content)
    assert body.blocks == (expected,)
    assert body.unknown_shortcodes == ()


def test_a_caption_within_a_paragraph_parts_it() -> None:
    content = 'A [caption width="9"]<img src="a" /> b[/caption] c'
    figure = '<figure><img src="a" /><figcaption>b</figcaption></figure>'
    assert blocks(content) == ("<p>A </p>", figure, "<p> c</p>")


def test_a_gallery_whose_pictures_are_missing_stays_and_is_listed() -> None:
    body = read('a\n\n[gallery ids="8,9"]')
    assert body.blocks == ("<p>a</p>", '<p>[gallery ids="8,9"]</p>')
    assert body.galleries == (Gallery('[gallery ids="8,9"]', (), (8, 9), 3),)


@pytest.mark.parametrize(
    ("content", "language", "code"),
    [
        (
            "[sourcecode language='Python']\nif a < b:\n\n\n    [gallery]\n[/sourcecode]",
            "python",
            "",
        ),
        ('[code lang="php"]<?php $a["b"] && "&lt;" ?>[/code]', "php", ""),
        ("[css]\na > b {}\n\n<!--more-->\n[/css]", "css", ""),
        ("[cc_ruby]a[0][/cc_ruby]", "ruby", ""),
        ("[py]a[/py]", "python", ""),
        ("[cce lang=xml]&lt;a&gt;[/cce]", "xml", "<a>"),
        ("[sourcecode]\n[caption]\n((a b))\nhttps://vimeo.com/1\n[/sourcecode]", "", ""),
        ('<pre lang="php" line="1">\n<?php a < b ?>\n</pre>', "php", "<?php a < b ?>"),
        ('<pre lang="xml" escaped="true">&lt;a/&gt;</pre>', "xml", "<a/>"),
    ],
)
def test_code_comes_out_byte_for_byte(content: str, language: str, code: str) -> None:
    written = code or content.partition("]")[2].rpartition("[/")[0].strip("\n")
    escaped = written.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    class_ = f' class="language-{language}"' if language else ""
    assert blocks(f"a\n{content}\nb") == (
        "<p>a</p>",
        f"<pre><code{class_}>{escaped}\n</code></pre>",
        "<p>b</p>",
    )


def test_a_player_that_begins_later_keeps_its_moment() -> None:
    assert blocks('<iframe src="https://www.youtube.com/embed/abcdefghijk?start=5"></iframe>') == (
        card(f"{VIDEO}&t=5"),
    )


def test_a_gallery_shows_any_file_that_it_names() -> None:
    assert read('[gallery ids="3"]').galleries[0].found == (3,)


def test_code_within_a_line_stays_there() -> None:
    assert blocks("a [cci_php]b<c[/cci_php] d") == ("<p>a <code>b&lt;c</code> d</p>",)


def test_code_that_was_encoded_twice_is_decoded_once() -> None:
    body = read("[code]&lt;a&gt; &amp;amp;[/code]", TextContext(is_code_encoded=True))
    assert body.blocks == ("<pre><code>&lt;a&gt; &amp;amp;\n</code></pre>",)


@pytest.mark.parametrize(
    "content",
    [
        VIDEO,
        f"  {VIDEO}  ",
        f"<p>{VIDEO}</p>",
        f"[embed width='9']{VIDEO}[/embed]",
        f"[youtube={VIDEO}&w=640&h=360]",
        f"[youtube {VIDEO}]",
        '[youtube id="abcdefghijk"]',
        '<iframe width="9" src="//www.youtube.com/embed/abcdefghijk"></iframe>',
        (
            '<object width="9"><param name="movie" value="http://www.youtube.com/v/abcdefghijk&fs=1">'
            '</param><embed src="http://www.youtube.com/v/abcdefghijk&fs=1"></embed></object>'
        ),
        '<EMBED src="http://www.youtube.com/v/abcdefghijk">',
    ],
)
def test_a_video_becomes_the_card_of_its_bare_address(content: str) -> None:
    body = read(f"a\n{content}\nb")
    assert body.blocks == ("<p>a</p>", card(VIDEO), "<p>b</p>")
    assert body.embeds == (Embed(VIDEO, "youtube", "The & hearing", 2),)


@pytest.mark.parametrize(
    ("content", "address"),
    [
        ("[dailymotion id=x8oma9]", "https://www.dailymotion.com/video/x8oma9"),
        ("[gist id='12' file='a.py']", "https://gist.github.com/12#file-a-py"),
        ("[gist]https://gist.github.com/a/12[/gist]", "https://gist.github.com/a/12"),
        ("https://e.example/?a=b&amp;c", "https://e.example/?a=b&c"),
        (
            "[soundcloud url='https://e.example/tracks/1' width='9' /]",
            "https://e.example/tracks/1",
        ),
    ],
)
def test_what_makes_no_card_becomes_a_link(content: str, address: str) -> None:
    body = read(content)
    escaped = address.replace("&", "&amp;")
    assert body.blocks == (f'<p><a href="{escaped}">{escaped}</a></p>',)
    assert body.embeds == (Embed(address, "", "", 1),)


def test_an_address_within_a_line_stays_as_it_is() -> None:
    body = read(f"see {VIDEO}\nor <code>\n{VIDEO}\n</code>")
    assert body.embeds == ()
    assert body.blocks[0].startswith(f"<p>see {VIDEO}<br />")


def test_a_frame_from_elsewhere_stays_and_is_listed() -> None:
    frame = '<iframe src="https://e.example/map"></iframe>'
    body = read(frame)
    assert frame in "".join(body.blocks)
    assert body.embeds == (Embed("https://e.example/map", "", "", 1),)


def test_footnotes_leave_the_text_in_the_order_of_their_references() -> None:
    body = read("a ((one *b* (c))) d[ref]two <i>e</i> ((three f))[/ref] g[mfn]four[/mfn]")
    assert body.footnotes == (
        Footnote("1", "one *b* (c)"),
        Footnote(
            "2",
            'two <i>e</i> <sup id="fnref:3"><a class="footnote-ref" href="#fn:3">3</a></sup>',
        ),
        Footnote("3", "three f"),
        Footnote("4", "four"),
    )
    one = '<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>'
    assert body.blocks[0].startswith(f"<p>a {one} d<sup")


@pytest.mark.parametrize(
    "text", ["while ((c = f()) != 0)", "((x))", "f((a, b))", "((a\n\nb))", "((a b", "(((a b)))"]
)
def test_double_brackets_of_formulas_are_no_footnotes(text: str) -> None:
    assert read(text).footnotes == ()


def test_unknown_shortcodes_stay_visible_and_are_listed_with_their_lines() -> None:
    body = read('[form to="a"]\n\n[x]b[/x] [form to="c"] [caption] [code]')
    assert body.blocks == ('<p>[form to="a"]</p>', '<p>[x]b[/x] [form to="c"] [caption] [code]</p>')
    assert body.unknown_shortcodes == (
        Unknown("form", (1, 3)),
        Unknown("x", (3,)),
        Unknown("caption", (3,)),
    )


def test_scripts_are_cut_and_those_without_an_end_are_words() -> None:
    script = '<script src="a">\nif (a < b) document.write("<p>")\n</script>'
    body = read(f"a {script}b\n\nThe <script> tag\n\nc")
    assert body.removed_scripts == (Remark(1, script),)
    assert body.blocks == ("<p>a b</p>", "<p>The &lt;script&gt; tag</p>", "<p>c</p>")


def test_control_characters_are_left_out_and_noted() -> None:
    body = read("a\x00\x01b\x1f")
    assert body.blocks == ("<p>ab</p>",)
    assert body.notes == (Remark(1, "3 control characters were left out"),)


@pytest.mark.parametrize(
    "address",
    [
        VIDEO,
        "https://vimeo.com/12",
        "http://e.example/a.mp3",
        "https://bsky.app/profile/a.b/post/1",
        "https://x.com/ana/status/1",
        "https://tube.example/w/kkGMgK9ZtnKfYAgnEtQxbv",
    ],
)
def test_a_bare_address_is_shown_as_our_own_renderer_shows_it(address: str) -> None:
    ours = plain_html(address, "en")
    assert blocks(address) == (ours,)
