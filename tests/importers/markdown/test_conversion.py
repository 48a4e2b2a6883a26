"""What becomes of the HTML of old posts: each line is one thing that old blogs hold."""

import pytest

from ssg.importers.markdown import Converted, to_markdown
from ssg.importers.wordpress_text.body import body_of
from ssg.importers.wordpress_text.values import Footnote, TextContext

_CASES = {
    "emphasis": ("<p>a <b>b</b> <i>c</i></p>", "a **b** *c*"),
    "spaces at the edge of emphasis": ("<p>a<strong> b </strong>c</p>", "a **b** c"),
    "a tag in prose": ("<p>the &lt;br&gt; tag &amp;amp; co</p>", "the &lt;br> tag &amp;amp; co"),
    "a lone sign": ("<p>AT&amp;T, 1 &lt; 2, 2 * 3</p>", "AT&T, 1 < 2, 2 * 3"),
    "a year that is no list": ("<p>1984. A year</p>", "1984\\. A year"),
    "a hyphen that is no list": ("<p>- he said</p>", "\\- he said"),
    "names in code": ("<p>snake_case and `x`</p>", "snake_case and \\`x\\`"),
    "double brackets": ("<p>[[x]] and [1]</p>", "\\[[x]] and [1]"),
    "a shortcode in prose": ("<p>{{&lt; x &gt;}}</p>", "\\{{&lt; x >}}"),
    "an address that was text": ("<p>http://e.example/</p>", "http&#58;//e.example/"),
    "link": ('<p><a href="/x" target="_blank" title="t">y</a></p>', '[y](/x "t")'),
    "a link that shows its address": (
        '<p><a href="http://e.example/a_b">http://e.example/a_b</a></p>',
        "<http://e.example/a_b>",
    ),
    "brackets in an address": ('<p><a href="/a_(b)">c</a></p>', "[c](</a_(b)>)"),
    "a relation that counts": ('<p><a href="/x" rel="nofollow">y</a></p>', "[y](/x){rel=nofollow}"),
    "exclamation before a link": ('<p>So!<a href="/x">y</a></p>', "So\\![y](/x)"),
    "a break": ("<p>a<br />\nb</p>", "a  \nb"),
    "deleted": ("<p><del>a</del> b</p>", "<del>a</del> b"),
    "heading": ("<h3>A <em>b</em></h3>", "### A *b*"),
    "an id that is linked to": (
        '<p><a href="#n">x</a></p><h2 id="n">N</h2>',
        "[x](#n)\n\n## N {#n}",
    ),
    "an id that is not": ('<h2 id="n">N</h2>', "## N"),
    "lists": (
        "<ul><li>a<ol start='3'><li>b</li></ol></li><li>c</li></ul>",
        "- a\n    3. b\n- c",
    ),
    "two lists": ("<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n\n<!-- -->\n\n- b"),
    "a list between items": ("<ul><li>a</li><ul><li>b</li></ul></ul>", "- a\n    - b"),
    "code": (
        '<pre class="brush: php; gutter: true">a\n\n&lt;b&gt;</pre>',
        "```php\na\n\n<b>\n```",
    ),
    "quotation": (
        "<blockquote><p>Words.</p><cite>Ana, <em>Work</em></cite></blockquote>",
        "> Words.\n> — Ana, *Work*",
    ),
    "quotation with a link": (
        (
            '<blockquote cite="http://e.example/"><p>Words.</p><footer>— Ana, '
            '<cite><a href="http://e.example/">Work</a></cite></footer></blockquote>'
        ),
        "> Words.\n> — Ana, [Work](http://e.example/)",
    ),
    "a quote without paragraphs": ("<blockquote>a</blockquote>", "> a"),
    "table": (
        (
            "<table><tr><th>a</th><th align='right'>b</th></tr>"
            "<tr><td>1|2</td><td style='text-align: right'>3</td></tr></table>"
        ),
        "| a | b |\n| --- | ---: |\n| 1\\|2 | 3 |",
    ),
    "definitions": ("<dl><dt>a</dt><dd>b</dd></dl>", "a\n:   b"),
    "figure": (
        (
            '<figure class="wp-block-image alignleft"><img src="/a.jpg" alt="b" class="wp-image-1">'
            "<figcaption>c</figcaption></figure>"
        ),
        '![b](/a.jpg "c")\n{: .align-left }',
    ),
    "a picture without a caption": (
        '<figure class="wp-block-image"><a href="/b"><img src="/a.jpg" width="9" /></a></figure>',
        "[![](/a.jpg){width=9}](/b)",
    ),
    "WordPress's old box": (
        (
            '<div class="wp-caption aligncenter"><img src="/a.jpg" />'
            '<p class="wp-caption-text">c</p></div>'
        ),
        '![](/a.jpg "c")\n{: .align-center }',
    ),
    "Blogger's captioned table": (
        (
            '<table align="center" class="tr-caption-container"><tbody><tr><td><a href="/b.jpg">'
            '<img src="/a.jpg"></a></td></tr><tr><td class="tr-caption">c</td></tr></tbody></table>'
        ),
        '[![](/a.jpg "c")](/b.jpg)\n{: .align-center }',
    ),
    "Blogger's lines": ("a<br /><br />b<div>c</div><div><br /></div>d", "a\n\nb\n\nc\n\nd"),
    "Blogger's separator": (
        (
            '<div class="separator" style="clear: both; text-align: center;">'
            '<a href="/b" style="margin-left: 1em;"><img src="/a.jpg"></a></div>'
        ),
        "[![](/a.jpg)](/b)\n{: .align-center }",
    ),
    "Blogger's jump": ('a<a name="more"></a><br />b', "a\n\n<!--more-->\n\nb"),
    "Word": (
        (
            '<p class="MsoNormal"><span style="font-family: Arial; color: #000000">a'
            "<o:p></o:p></span></p><p>&nbsp;</p>"
        ),
        "a",
    ),
    "Docs": ('<p><span style="font-weight: 700">a</span> b</p>', "**a** b"),
    "a colour": (
        '<p><font color="red">a</font></p>',
        '<span style="color: red">a</span>',
    ),
    "a red with white and black in it": (
        '<p><span style="color: rgb(250, 20, 20)">a</span></p>',
        '<span style="color: rgb(250, 20, 20)">a</span>',
    ),
    "the white of paper": ('<p><span style="color: rgb(250, 252, 255)">a</span></p>', "a"),
    "a colour on a ground": (
        '<p><span style="color:#fff;background-color:#cf2e2e">a</span></p>',
        '<span style="color: #fff; background-color: #cf2e2e">a</span>',
    ),
    "a colour on nothing": (
        '<p><span style="color:#cf2e2e;background:transparent">a</span></p>',
        '<span style="color: #cf2e2e">a</span>',
    ),
    "a colour on white": (
        '<p><span style="color:#990000;background:rgb(255, 255, 255)">a</span></p>',
        '<span style="color: #990000">a</span>',
    ),
    "a colour on black": (
        '<p><span style="color:lime;background-color:#000">a</span></p>',
        '<span style="color: lime; background-color: #000">a</span>',
    ),
    "the theme's own colours": (
        '<p><span style="color:#000;background-color:#fff">a</span></p>',
        "a",
    ),
    "a ground whose words have their colour by a class": (
        (
            '<p class="has-very-light-gray-color has-text-color has-background"'
            ' style="background-color:#cf2e2e">a</p>'
        ),
        "a",
    ),
    "words whose ground has its colour by a class": (
        (
            '<p class="has-text-color has-pale-pink-background-color has-background"'
            ' style="color:#1e0566">a</p>'
        ),
        "a",
    ),
    "a ground alone": (
        '<p><span class="has-background" style="background-color:#fcb900">a</span></p>',
        '<span style="background-color: #fcb900">a</span>',
    ),
    "alignment": ('<p style="text-align: right">a</p>', "a\n{: .align-right }"),
    "another language": ('<p lang="fr" dir="ltr">a</p>', "a\n{: lang=fr }"),
    "layout": (
        '<div class="wp-block-columns"><div class="wp-block-column"><p>a</p></div></div>',
        "a",
    ),
    "a card": (
        "<p>https://www.youtube.com/watch?v=abcdefghijk</p>",
        "https://www.youtube.com/watch?v=abcdefghijk",
    ),
    "a recording": ("<p>http://e.example/a.mp3</p>", "http://e.example/a.mp3"),
    "a camera's name for a picture": (
        (
            '<p><img src="/a_b_c.jpg" alt="IMG_2033 *" title="DSC_0042" /> and '
            '<a href="/x" title="_y_">z</a></p>'
        ),
        '![IMG_2033 *](/a_b_c.jpg "DSC_0042") and [z](/x "_y_")',
    ),
    "bold and in italics, whichever was first": (
        "<p>a <em><strong>b</strong></em> c <b><i>d</i></b></p>",
        "a ***b*** c ***d***",
    ),
    "columns wider than the text": (
        (
            '<div class="wp-block-columns alignwide"><div class="wp-block-column"><p>a</p></div>'
            '<div class="wp-block-column"><ul><li>b</li></ul></div></div>'
            '<h2 class="alignfull">c</h2>'
        ),
        "a\n\n- b\n\n## c",
    ),
    "a picture wider than the text": (
        '<figure class="wp-block-image alignwide"><img src="/a.jpg" alt="b" /></figure>',
        "![b](/a.jpg)\n{: .wide }",
    ),
    "a picture with a width of the block editor": (
        (
            '<figure class="wp-block-image is-resized"><img src="/a.jpg" alt="b"'
            ' style="aspect-ratio:1;object-fit:cover;width:300px;height:auto" /></figure>'
        ),
        "![b](/a.jpg){width=300}",
    ),
    "an address that leads elsewhere": (
        '<p><a href="/a/">https://old.example/a/</a></p>',
        "[https://old.example/a/](/a/)",
    ),
    "a remark among words": ("<p>a <!-- b --> c</p><p>d</p>", "a c\n\n<!-- b -->\n\nd"),
    "Word's list and what it says to itself": (
        (
            "<!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]-->"
            "<style><!-- /* Style Definitions */ p.MsoNormal {mso-style-parent:''} --></style>"
            '<p class="MsoListParagraph"><!--[if !supportLists]--><span>·<span>&nbsp; </span>'
            "</span>"
            "<!--[endif]-->a</p><!--EndFragment-->"
        ),
        "·&nbsp; a",
    ),
    "a recording with words below it": (
        (
            '<figure class="wp-block-audio"><audio controls src="/a.mp3"></audio><figcaption>'
            'The <em>hearing</em>, by <a href="https://e.example/">Ana</a></figcaption></figure>'
        ),
        '{{< audio src="/a.mp3" caption="The *hearing*, by [Ana](https://e.example/)" >}}',
    ),
    "a recording elsewhere with words below it": (
        (
            '<figure><audio controls src="https://e.example/a.mp3"></audio>'
            '<figcaption>It\'s "so"</figcaption></figure>'
        ),
        '{{< audio src="https://e.example/a.mp3" caption="It\'s &quot;so&quot;" >}}',
    ),
    "a recording elsewhere in HTML": (
        '<audio controls preload="auto"><source src="https://e.example/a.mp3"></audio>',
        "https://e.example/a.mp3",
    ),
    "videos": (
        (
            '<figure class="wp-block-video"><video style="aspect-ratio:16 / 9" controls'
            ' poster="/p.jpg" src="/v.mp4" playsinline></video></figure>'
            '<figure><video controls src="/w.mp4"><a href="/w.mp4">w.mp4</a></video>'
            "<figcaption>c</figcaption></figure>"
        ),
        '{{< video src="/v.mp4" poster="/p.jpg" >}}\n\n{{< video src="/w.mp4" caption="c" >}}',
    ),
    "a picture whose caption has a link": (
        (
            '<figure class="alignleft"><a href="/b.jpg"><img src="/a.jpg" alt="b [c]" width="300"'
            ' height="200" /></a><figcaption>1. By <a href="https://e.example/">Ana</a><br />c'
            "</figcaption></figure>"
        ),
        (
            '{{< figure src="/a.jpg" alt="b [c]" caption="1\\. By [Ana](https://e.example/)<br>c"'
            ' class="align-left" link="/b.jpg" width="300" height="200" >}}'
        ),
    ),
    "a wide picture whose caption has quotation marks": (
        (
            '<figure class="alignwide"><img src="/a.jpg" /><figcaption>"So"</figcaption></figure>'
            '<figure class="alignwide"><img src="/b.jpg" /><figcaption>No</figcaption></figure>'
        ),
        '{{< figure src="/a.jpg" caption=\'"So"\' class="wide" >}}\n\n![](/b.jpg "No")\n{: .wide }',
    ),
    "no-break space": ("<p>a\u00a0b</p>", "a&nbsp;b"),
}


@pytest.mark.parametrize(("html", "markdown"), _CASES.values(), ids=_CASES)
def test_reads_as_a_person_would_have_written(html: str, markdown: str) -> None:
    converted = to_markdown(html, "en")
    assert converted.markdown == f"{markdown}\n"
    assert converted.is_same
    assert not any(block.is_html for block in converted.blocks)


def test_what_a_wordpress_body_becomes_is_taken() -> None:
    content = (
        "https://www.youtube.com/watch?v=abcdefghijk\n\nText ((a note)) and\n\n<!--more-->\n\n"
        "http://e.example/b.mp3"
    )
    body = body_of(content, TextContext())
    converted = to_markdown("\n\n".join(body.blocks), "en", footnotes=body.footnotes)
    assert converted.is_same
    assert converted.markdown == (
        "https://www.youtube.com/watch?v=abcdefghijk\n\nText [^1] and\n\n<!--more-->\n\n"
        "http://e.example/b.mp3\n\n[^1]: a note\n"
    )


def test_footnotes_become_footnotes() -> None:
    sup = '<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>'
    notes = [Footnote("1", "<p>A <em>note</em>.</p><p>More.</p>")]
    converted = to_markdown(f"<p>Text{sup} and.</p><p>Last.</p>", "en", footnotes=notes)
    assert converted.markdown == "Text[^1] and.\n\nLast.\n\n[^1]: A *note*.\n\n    More.\n"
    assert converted.is_same


def test_a_note_that_markdown_cannot_say_takes_none_away() -> None:
    sup = '<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>'
    notes = [Footnote("1", "<table><tr><td>a</td></tr></table>")]
    converted = to_markdown(f"<p>Text{sup}</p>", "en", footnotes=notes)
    assert converted.is_same
    assert 'href="#fn:1"' in converted.markdown
    assert 'id="fn:1"' in converted.markdown


_RAW = {
    "spans": "<table><tr><th colspan='2'>a</th></tr><tr><td>b</td><td>c</td></tr></table>",
    "no head": "<table><tr><td>a</td></tr><tr><td>b</td></tr></table>",
    "tabs in code": "<pre>a\n\tb\n \n\n\nc</pre>",
    "markup in code": "<pre>a <b>b</b></pre>",
    "verse": '<pre class="wp-block-verse">a</pre>',
    "player": '<iframe src="https://e.example/"></iframe>',
    "another source of a quote": '<blockquote cite="http://e.example/">a</blockquote>',
    "a video that plays by itself": '<video controls autoplay loop src="/v.mp4"></video>',
    "words for browsers without a player": '<audio controls src="/a.mp3">Get it</audio>',
    "a caption of paragraphs": (
        '<figure><img src="/a.jpg" /><figcaption><p>a</p><p>b</p></figcaption></figure>'
    ),
    "a link around blocks": '<a href="/x"><p>a</p><p>b</p></a>',
}


@pytest.mark.parametrize("html", _RAW.values(), ids=_RAW)
def test_what_markdown_cannot_say_stays_html_and_says_why(html: str) -> None:
    converted = to_markdown(f"<p>before</p>{html}<p>after</p>", "en")
    assert [block.is_html for block in converted.blocks] == [False, True, False]
    assert converted.blocks[1].why
    assert converted.is_same
    assert converted.markdown.startswith("before\n\n<")


_HOSTILE = {
    "brackets": "[" * 300_000,
    "stars": "*" * 300_000,
    "open tags": "<b>" * 300_000,
    "signs of tags": "<" * 300_000,
    "ampersands": "&" * 100_000,
    "lists in lists": "<ul><li>x" * 1_000,
    "tags closed that are not open": "<b></x>" * 9_000,
    "quotes": "<blockquote>x</blockquote>" * 9_000,
    "comments": "<!--" * 100_000,
    "deep emphasis": "<em><strong>" * 35 + "x",
    "attributes": "<p " + "a=1 " * 100_000 + ">",
    "style": '<p style="' + "a:" * 300_000 + '">x</p>',
}


@pytest.mark.parametrize("html", _HOSTILE.values(), ids=_HOSTILE)
def test_hostile_bodies_are_taken(html: str) -> None:
    converted = to_markdown(html, "en")
    assert isinstance(converted, Converted)
    assert all(block.why for block in converted.blocks if block.is_html)


def test_neighbours_that_would_change_each_other_do_not() -> None:
    html = "<p>*[HTML]: nothing</p><p>HTML[^1]</p><p>[^1]: a note</p><p>[x]: http://e.example/</p>"
    converted = to_markdown(f"{html}<p>[x]</p>", "en")
    assert converted.is_same
    assert len(converted.blocks) == 5


def test_a_recording_of_the_site_itself_leaves_the_text_around_it_markdown() -> None:
    sound = (
        '<figure class="audio"><audio controls preload="none" src="/a.mp3">'
        '<a href="/a.mp3">https://old.example/a.mp3</a></audio></figure>'
    )
    made = to_markdown(f"<p>One.</p>\n\n{sound}\n\n<p>Two.</p>", "en")
    assert made.is_same
    assert made.markdown == 'One.\n\n{{< audio src="/a.mp3" >}}\n\nTwo.\n'
