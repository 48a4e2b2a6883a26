"""What block bodies turn into: the grammar of their marks, and what each block becomes."""

import json

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

CARD = '<p><a class="embed" data-service="vimeo" href="{0}">{0}</a></p>'.format(
    "https://vimeo.com/12"
)


def read(content: str, context: TextContext | None = None) -> OldBody:
    return body_of(content, context or TextContext())


def block(name: str, inner: str, **values: object) -> str:
    written = f" {json.dumps(values)}" if values else ""
    return f"<!-- wp:{name}{written} -->{inner}<!-- /wp:{name} -->"


_TILE = '<figure><img src="{}"/></figure>'
_LINK = '<p><a href="https://e.example/">{}</a></p>'
_TOGGLE = '<span class="wp-block-accordion-heading__toggle-{}"{}>{}</span>'


def folded(title: str, **values: object) -> str:
    """A part of an accordion as WordPress 6.9 writes it."""
    sign = _TOGGLE.format("icon", ' aria-hidden="true"', "+")
    heading = f"<h3><button>{_TOGGLE.format('title', '', title)}\n{sign}</button></h3>"
    parts = f"{block('accordion-heading', heading)}\n\n{block('accordion-panel', '<p>a</p>')}"
    return block(
        "accordion-item", f'\n<div class="wp-block-accordion-item">{parts}</div>', **values
    )


_ACCOUNT = '<!-- wp:social-link {{"url":"https://e.example/","service":"{}"}} /-->'


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (block("paragraph", "\n<p>a\nb</p>\n", align="left"), ("<p>a\nb</p>",)),
        (block("core/heading", '<h3 id="x">a</h3>', level=3), ('<h3 id="x">a</h3>',)),
        (block("list", f"<ul>{block('list-item', '<li>a</li>')}</ul>"), ("<ul><li>a</li></ul>",)),
        (
            block("columns", f"<div>{block('column', '<div><p>a</p></div>')}</div>"),
            ("<div><div><p>a</p></div></div>",),
        ),
        (
            block("pullquote", "<blockquote><p>a</p><cite>b</cite></blockquote>"),
            ("<blockquote><p>a</p><cite>b</cite></blockquote>",),
        ),
        (
            block("separator", "<hr/>") + block("spacer", '<div style="height:9px"></div>'),
            ("<hr/>",),
        ),
        (block("freeform", "a\n\nb"), ("<p>a</p>", "<p>b</p>")),
        ("a\n\nb" + block("paragraph", "<p>c</p>"), ("<p>a</p>", "<p>b</p>", "<p>c</p>")),
        (block("html", "<b>a</b>\n\n<b>c</b>"), ("<p><b>a</b>\n\n<b>c</b></p>",)),
        (
            block(
                "code", '<pre class="wp-block-code"><code>a &lt; b\n\nc</code></pre>', language="C"
            ),
            ('<pre><code class="language-C">a &lt; b\n\nc\n</code></pre>',),
        ),
        (
            block("code", '<pre><code lang="php" class="language-php">a</code></pre>'),
            ('<pre><code class="language-php">a\n</code></pre>',),
        ),
        (
            block("preformatted", "<pre>a [gallery]\n\nb</pre>"),
            ("<pre>a [gallery]\n\nb</pre>",),
        ),
        (
            block("shortcode", "\n[embed]https://vimeo.com/12[/embed]\n"),
            (CARD,),
        ),
        (
            block("paragraph", "<p>[ted id='a']</p>"),
            ('<p><a href="https://www.ted.com/talks/a">https://www.ted.com/talks/a</a></p>',),
        ),
        (
            block("image", '<figure><img src="a"/><figcaption>b</figcaption></figure>', id=1),
            ('<figure><img src="a"/><figcaption>b</figcaption></figure>',),
        ),
        (
            '<!-- wp:social-link {"url":"https://e.example/","service":"bluesky"} /-->',
            ('<p><a href="https://e.example/">bluesky</a></p>',),
        ),
        (
            block("social-links", f"<ul>{_ACCOUNT.format('x')}\n\n{_ACCOUNT.format('y')}</ul>"),
            (f"<ul><li>{_LINK.format('x')}</li>\n\n<li>{_LINK.format('y')}</li></ul>",),
        ),
        (
            block(
                "file",
                '<div><a href="/a.pdf">A paper</a><a href="/a.pdf" download'
                ' class="wp-block-file__button">Download</a></div>',
            ),
            ('<div><a href="/a.pdf">A paper</a></div>',),
        ),
        (
            block("file", '<a href="/a.pdf" class="wp-block-file__button" download>Download</a>'),
            ('<p><a href="/a.pdf" class="wp-block-file__button" download>Download</a></p>',),
        ),
        (
            block("gallery", '<ul class="wp-block-gallery is-cropped"><li>a</li></ul>'),
            ('<ul class="blocks-gallery-grid wp-block-gallery is-cropped"><li>a</li></ul>',),
        ),
        (
            block(
                "jetpack/tiled-gallery",
                '<div><div><figure class="b"><img src="a"/></figure></div><div>'
                '<figure><img src="c"/></figure></div></div>',
            ),
            (f'<div class="gallery">\n{_TILE.format("a")}\n{_TILE.format("c")}\n</div>',),
        ),
        (
            block(
                "accordion",
                f"<div>{folded('Why <em>so</em>?')}"
                f"{folded('And <span>this</span>', openByDefault=True)}</div>",
            ),
            (
                "<details><summary>Why <em>so</em>?</summary>\n\n<p>a</p></details>",
                "<details open><summary>And <span>this</span></summary>\n\n<p>a</p></details>",
            ),
        ),
    ],
)
def test_blocks_leave_their_html(content: str, expected: tuple[str, ...]) -> None:
    body = read(content)
    assert tuple(one.replace(' class="wp-block-code"', "") for one in body.blocks) == expected
    assert body.unknown_blocks == ()
    assert body.notes == ()


def test_embeds_take_the_address_from_their_values() -> None:
    address = "https://vimeo.com/12"
    inner = f"<figure><div>\n{address}\n</div><figcaption>A <b>c</b></figcaption></figure>"
    for name in ("embed", "core-embed/vimeo"):
        body = read(block(name, inner, url=address))
        assert body.blocks == (CARD, "<p>A <b>c</b></p>")
        assert body.embeds == (Embed(address, "vimeo", "", 1),)


def test_a_recording_is_shown_as_its_shortcode_is() -> None:
    sound = '<figure><audio controls src="https://e.example/a.mp3"></audio>{}</figure>'
    assert read(block("audio", sound.format(""))) == read("[audio src='https://e.example/a.mp3']")
    told = sound.format("<figcaption>b</figcaption>")
    assert read(block("audio", told)).blocks == (told,)


def test_the_mark_after_the_lead_and_between_pages() -> None:
    content = "\n".join(
        [
            block("paragraph", "<p>a</p>"),
            block("more", "\n<!--more On-->\n<!--noteaser-->\n", customText="On", noTeaser=True),
            block("paragraph", "<p>b</p>"),
            block("nextpage", "<!--nextpage-->"),
            block("paragraph", "<p>c</p>"),
        ]
    )
    body = read(content)
    assert body.blocks == ("<p>a</p>", "<!--more-->", "<p>b</p>", "<p>c</p>")
    assert (body.more_label, body.is_lead_hidden, body.pages) == ("On", True, (3,))


def test_reusable_blocks_are_put_in_their_place() -> None:
    context = TextContext(
        reusable_blocks={
            1: block("paragraph", "<p>a</p>") + '<!-- wp:block {"ref":2} /-->',
            2: 'b<!-- wp:block {"ref":1} /-->',
        }
    )
    body = read('<!-- wp:block {"ref":1} /-->\n<!-- wp:block {"ref":[3]} /-->', context)
    missing = "<!-- here stood a block of WordPress: block -->"
    assert body.blocks == ("<p>a</p>", "<p>b</p>", missing, missing)
    assert body.unknown_blocks == (Unknown("block", (1, 2), is_empty=True),)
    assert body.notes == (
        Remark(1, "the reusable block 1 cannot be put in its place"),
        Remark(2, "the reusable block [3] cannot be put in its place"),
    )


def test_reusable_blocks_that_multiply_come_to_an_end() -> None:
    many = {n: f'<!-- wp:block {{"ref":{n + 1}}} /-->' * 20 for n in range(9)}
    body = read('<!-- wp:block {"ref":0} /-->', TextContext(reusable_blocks=many))
    assert len(body.notes) < 30_000


def test_galleries_name_their_ids() -> None:
    context = TextContext(attachments={1: Attachment(1, "http://e.example/a.jpg")})
    body = read('<!-- wp:gallery {"ids":[1,9]} /-->', context)
    assert body.galleries == (Gallery("wp:gallery", (1,), (9,), 1),)
    assert 'src="http://e.example/a.jpg"' in body.blocks[0]


def test_blocks_that_only_wordpress_fills_are_listed_and_leave_a_comment() -> None:
    body = read('<!-- wp:latest-posts {"n":5} /-->\n\n' + block("a/b", "<p>kept</p>"))
    assert body.blocks == ("<!-- here stood a block of WordPress: latest-posts -->", "<p>kept</p>")
    assert body.unknown_blocks == (
        Unknown("latest-posts", (1,), is_empty=True),
        Unknown("a/b", (3,)),
    )


def test_block_footnotes_come_from_meta() -> None:
    notes = [{"id": "u-1", "content": "one"}, {"id": "u-2", "content": "two <em>b</em>"}]
    sign = '<sup data-fn="{0}" class="fn"><a href="#{0}" id="{0}-link">9</a></sup>'
    inner = "<p>" + "".join(sign.format(one) for one in ("u-2", "u-1", "u-2", "gone")) + "</p>"
    body = read(
        block("paragraph", inner) + "<!-- wp:footnotes /-->",
        TextContext(footnotes=json.dumps(notes)),
    )
    assert body.footnotes == (Footnote("1", "two <em>b</em>"), Footnote("2", "one"))
    ours = '<sup id="fnref{}:{}"><a class="footnote-ref" href="#fn:{}">{}</a></sup>'
    expected = ours.format("", 1, 1, 1) + ours.format("", 2, 2, 2) + ours.format(2, 1, 1, 1)
    assert body.blocks == (f"<p>{expected}{sign.format('gone')}</p>",)
    assert body.notes == (Remark(1, "a footnote of this entry is not in its meta"),)


def test_a_note_without_a_reference_is_not_lost() -> None:
    context = TextContext(footnotes='[{"id": "u", "content": "one"}]')
    assert read("a", context).footnotes == (Footnote("1", "one"),)


@pytest.mark.parametrize("broken", ["{", "[1]", '{"id": 1}', '[{"content": "a"}]', "[" * 100_000])
def test_footnotes_that_cannot_be_read_are_none(broken: str) -> None:
    assert read("a", TextContext(footnotes=broken)) == OldBody(blocks=("<p>a</p>",))


STRAY = "a mark of a block has no partner, or lies too deep"


@pytest.mark.parametrize(
    ("content", "expected", "notes"),
    [
        ("<!-- wp:paragraph --><p>a</p>", ("<p>a</p>",), (Remark(1, STRAY),)),
        ("<p>a</p>\n<!-- /wp:paragraph --><!-- wp:x/y /-->", ("<p>a</p>",), (Remark(2, STRAY),)),
        (
            "<!-- wp:group --><!-- wp:quote --><p>a</p><!-- /wp:group --><p>b</p>",
            ("<p>a</p>", "<p>b</p>"),
            (Remark(1, STRAY),),
        ),
        (
            '<!-- wp:paragraph {"a": -->\n<p>a</p>\n<!-- /wp:paragraph -->',
            ('<!-- wp:paragraph {"a": -->', "<p>a</p>"),
            (Remark(3, STRAY),),
        ),
        (
            "<!-- wp:paragraph {a} --><p>a</p><!-- /wp:paragraph -->",
            ("<p>a</p>",),
            (Remark(1, "the values of a block `paragraph` cannot be read"),),
        ),
    ],
)
def test_marks_without_a_partner_lose_no_text(
    content: str, expected: tuple[str, ...], notes: tuple[Remark, ...]
) -> None:
    body = read(content)
    assert tuple(one for one in body.blocks if "here stood" not in one) == expected
    assert body.notes == notes


def test_blocks_nested_without_end_keep_their_text() -> None:
    body = read("<!-- wp:group -->" * 5_000 + "<p>a</p>" + "<!-- /wp:group -->" * 5_000)
    assert body.blocks == ("<p>a</p>",)


_SEA = "https://old.example/sea.jpg?a=1&b=2"
_FIGURE = '<figure><img src="https://old.example/sea.jpg?a=1&amp;b=2" alt="{}" /></figure>'
_STYLE = 'style="background-image:url(https://old.example/sea.jpg?a=1&amp;b=2)"'


@pytest.mark.parametrize(
    ("values", "attributes", "picture"),
    [
        ({"url": _SEA, "alt": 'A "sea"'}, _STYLE, _FIGURE.format("A &quot;sea&quot;")),
        ({"url": _SEA}, "", _FIGURE.format("")),
        ({}, _STYLE, _FIGURE.format("")),
        ({"dimRatio": 50}, "", ""),
    ],
)
def test_a_cover_keeps_the_picture_that_only_a_style_shows(
    values: dict[str, object], attributes: str, picture: str
) -> None:
    inner = f'<div class="wp-block-cover" {attributes}>{block("paragraph", "<p>Words</p>")}</div>'
    html = "\n".join(read(block("cover", inner, **values)).blocks)
    assert html.startswith(picture or "<div")
    assert html.count("<img") == bool(picture)
    assert "<p>Words</p>" in html


def test_the_picture_of_a_cover_is_not_shown_twice() -> None:
    image = '<img class="wp-block-cover__image-background" alt="" src="{}"/>'
    inner = f'<div class="wp-block-cover">{image.format(_SEA.replace("&", "&amp;"))}<p>a</p></div>'
    html = "\n".join(read(block("cover", inner, url=_SEA)).blocks)
    assert html.count("<img") == 1
    assert "<figure>" not in html
