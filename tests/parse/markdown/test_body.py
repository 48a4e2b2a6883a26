"""Bodies: what Markdown becomes, case by case."""

import re

import pytest

from ssg.parse.markdown import MarkdownText, parse_inline, parse_markdown
from ssg.text import placeholders


def parse(text: str, language: str = "en") -> MarkdownText:
    return parse_markdown(text, language, "content/posts/x.md", 1)


def one_line(html: str) -> str:
    """HTML without the line breaks between tags."""
    return re.sub(r"\s*\n\s*", "", html)


def show(text: MarkdownText) -> str:
    """The HTML with addresses as written, marks of cards as [0], and without size marks."""
    references = text.references

    def value(kind: str, number: int) -> str:
        if kind == "c":
            return f"[{number}]"
        reference = references[number]
        fragment = f"#{reference.fragment}" if reference.fragment else ""
        return {"a": reference.target + fragment, "t": f"({reference.target})"}.get(kind, "")

    return one_line(placeholders.fill(text.html, value))


NOTE = (
    '<section aria-label="Footnotes" class="footnotes" role="doc-endnotes"><ol><li id="fn-1">'
    '<p>The note.&#160;<a aria-label="Back to the text" class="footnote-backref" href="#fnref-1"'
    ' role="doc-backlink">&#8617;&#xFE0E;</a></p></li></ol></section>'
)
EMPTY = '<img alt="" src="/a.png" loading="lazy" decoding="async">'

CASES = {
    "a paragraph": ("Words *and* deeds.", "<p>Words <em>and</em> deeds.</p>"),
    "a quotation with its author and work": (
        "> The past is never dead.\n> — Faulkner, [Requiem](https://e.example/r)",
        (
            '<figure class="quotation"><blockquote cite="https://e.example/r">'
            "<p>The past is never dead.</p></blockquote><figcaption>Faulkner, "
            '<cite><a href="https://e.example/r">Requiem</a></cite></figcaption></figure>'
        ),
    ),
    "a quotation whose author stands after a blank line": (
        "> Words.\n>\n> -- Ana",
        (
            '<figure class="quotation"><blockquote><p>Words.</p></blockquote>'
            "<figcaption>Ana</figcaption></figure>"
        ),
    ),
    "a quotation of seventy words": (
        "> " + "word " * 69 + "*word*",
        f'<blockquote class="long"><p>{"word " * 69}<em>word</em></p></blockquote>',
    ),
    "a quotation of fewer words": (
        "> " + "word " * 68 + "word",
        f"<blockquote><p>{'word ' * 68}word</p></blockquote>",
    ),
    "a quotation with an emphasised work": (
        "> Words.\n> – Ana, *Deeds*",
        (
            '<figure class="quotation"><blockquote><p>Words.</p></blockquote>'
            "<figcaption>Ana, <cite>Deeds</cite></figcaption></figure>"
        ),
    ),
    "two quotations, each with its author": (
        "> One.\n> — Ana\n\n> Two.\n> — Ben",
        (
            '<figure class="quotation"><blockquote><p>One.</p></blockquote><figcaption>Ana'
            '</figcaption></figure><figure class="quotation"><blockquote><p>Two.</p></blockquote>'
            "<figcaption>Ben</figcaption></figure>"
        ),
    ),
    "a dialogue is no quotation with an author": (
        "> — Who?\n> — I.",
        "<blockquote><p>— Who?— I.</p></blockquote>",
    ),
    "a pull quote": (
        "::: pull-quote\nDeep *words*\n:::",
        (
            '<aside class="pull-quote" aria-hidden="true" id="quote-deep-words">'
            "<p>Deep <em>words</em></p></aside>"
        ),
    ),
    "an aside over blank lines, with text around it": (
        "Before\n::: aside\nOne.\n\n- Two\n:::\nAfter",
        '<p>Before</p><aside class="note"><p>One.</p><ul><li>Two</li></ul></aside><p>After</p>',
    ),
    "an aside in an aside": (
        "::: aside\nA\n\n::: pull-quote\nB\n:::\n\nC\n:::",
        (
            '<aside class="note"><p>A</p><aside class="pull-quote" aria-hidden="true" id="quote-b">'
            "<p>B</p>"
            "</aside><p>C</p></aside>"
        ),
    ),
    "a picture with a caption": (
        '![A crane](crane.jpg "The last crane")',
        (
            '<figure class="picture"><img alt="A crane" src="crane.jpg" loading="lazy"'
            ' decoding="async"><figcaption>The last crane</figcaption></figure>'
        ),
    ),
    "a picture without one": (
        "![A crane](crane.jpg)",
        '<p class="alone"><img alt="A crane" src="crane.jpg" loading="lazy" decoding="async"></p>',
    ),
    "a raw picture keeps what it says and gets what it lacks": (
        '<p><img src="a.jpg" width="3" loading="eager"></p>',
        '<p class="alone"><img src="a.jpg" width="3" loading="eager" alt="" decoding="async"></p>',
    ),
    "pictures that are not alone": (
        "A [![](/a.png)](/b/).\n\nA ![](/a.png) b.\n\n![](/a.png) ![](/a.png)",
        (f'<p>A <a href="/b/">{EMPTY}</a>.</p><p>A {EMPTY} b.</p><p>{EMPTY} {EMPTY}</p>'),
    ),
    "pictures alone in paragraphs with classes, entities and parts of their own": (
        (
            "![](/a.png)\n{: .align-right }\n\n"
            '<P>&nbsp;<img alt="" src="/a.png"><!-- x --></P>\n\n'
            '<p class=a><picture><source srcset="/b.png"><img alt="" src="/a.png"></picture></p>'
        ),
        (
            f'<p class="align-right alone">{EMPTY}</p><P class="alone">&nbsp;{EMPTY}<!-- x --></P>'
            f'<p class="a alone"><picture><source srcset="/b.png">{EMPTY}</picture></p>'
        ),
    ),
    "a video address alone": (
        "https://youtu.be/abcdefghijk",
        (
            '<p><a class="embed" data-service="youtube" href="https://youtu.be/abcdefghijk">'
            "[0]https://youtu.be/abcdefghijk</a></p>"
        ),
    ),
    "a toot, with an underscore": (
        "https://social.example/@the_ana/123456",
        (
            '<p><a class="embed" data-service="mastodon" href="https://social.example/@the_ana/123456">'
            "[0]https://social.example/@the_ana/123456</a></p>"
        ),
    ),
    "an address of nothing in particular": (
        "https://e.example/a_b_c",
        '<p><a href="https://e.example/a_b_c">https://e.example/a_b_c</a></p>',
    ),
    "an address alone on its line in a paragraph": (
        "See\nhttps://e.example/?a=1&b=2\nfor more.",
        (
            '<p>See<a href="https://e.example/?a=1&amp;b=2">https://e.example/?a=1&amp;b=2</a>'
            "for more.</p>"
        ),
    ),
    "an address within a line stays text": (
        "See https://e.example for more.",
        "<p>See https://e.example for more.</p>",
    ),
    "a sound": (
        "https://e.example/show.mp3",
        (
            '<figure class="audio"><audio controls preload="none" src="https://e.example/show.mp3">'
            '<a href="https://e.example/show.mp3">https://e.example/show.mp3</a></audio>[0]</figure>'
        ),
    ),
    "a bare address within a raw link stays text": (
        '<a href="https://e.example">\nhttps://e.example\n</a>',
        '<p><a href="https://e.example">https://e.example</a></p>',
    ),
    "a footnote": (
        "Words.[^1]\n\n[^1]: The note.",
        (
            '<p>Words.<sup id="fnref-1"><a class="footnote-ref" href="#fn-1" role="doc-noteref">1'
            f"</a></sup></p>{NOTE}"
        ),
    ),
    "a table": (
        "| a | b |\n|--:|---|\n| 1 | 2 |",
        (
            '<table><thead><tr><th class="align-right">a</th><th>b</th></tr></thead><tbody><tr>'
            '<td class="align-right">1</td><td>2</td></tr></tbody></table>'
        ),
    ),
    "a table whose first column has no name": (
        "| | b |\n|---|---|\n| 1 | 2 |",
        (
            "<table><thead><tr><td></td><th>b</th></tr></thead><tbody><tr>"
            "<td>1</td><td>2</td></tr></tbody></table>"
        ),
    ),
    "headings with anchors, the second of a name numbered": (
        '### Words\n\n## Слова и дела\n\n## Words\n\n## Own {#mine}\n\n## Don\'t "quote" me',
        (
            '<h3 id="words">Words</h3><h2 id="слова-и-дела">Слова и дела</h2>'
            '<h2 id="words-2">Words</h2><h2 id="mine">Own</h2>'
            '<h2 id="dont-quote-me">Don’t “quote” me</h2>'
        ),
    ),
    "a heading that is a picture, named by its words": (
        "## ![Chapter one](/a.png)\n\n## ![Logo](/b.png) Part[^1] *two*\n\n[^1]: The note.",
        (
            '<h2 id="chapter-one"><img alt="Chapter one" src="/a.png" loading="lazy"'
            ' decoding="async"></h2><h2 id="part-two"><img alt="Logo" src="/b.png" loading="lazy"'
            ' decoding="async"> Part<sup id="fnref-1">'
            '<a class="footnote-ref" href="#fn-1" role="doc-noteref">1</a></sup>'
            f" <em>two</em></h2>{NOTE}"
        ),
    ),
    "code without a language": (
        '```\n<b> "x" [[y]] {{< z >}}\n```',
        "<pre><code>&lt;b&gt; &quot;x&quot; [[y]] {{&lt; z &gt;}}</code></pre>",
    ),
    "code in a language that no one knows": (
        "```klingon\nx\n```",
        '<pre><code class="language-klingon">x</code></pre>',
    ),
    "code in a language": (
        "```python\nif x:\n```",
        (
            '<pre class="highlight"><code class="language-python"><span class="k">if</span> '
            '<span class="n">x</span><span class="p">:</span></code></pre>'
        ),
    ),
    "code in an item of a list": (
        "1. One:\n\n   ```\n   if x:\n     y\n   ```\n\n2. Two",
        "<ol><li><p>One:</p><pre><code>if x:y</code></pre></li><li><p>Two</p></li></ol>",
    ),
    "code right below the words of an item": (
        "- a\n    - b\n      ```\n      x\n      ```",
        "<ul><li>a<ul><li><p>b</p><pre><code>x</code></pre></li></ul></li></ul>",
    ),
    "code in a quotation": (
        "> Words:\n> ```\n> <x>\n>\n>   y\n> ```\n> more",
        "<blockquote><p>Words:</p><pre><code>&lt;x&gt;y</code></pre><p>more</p></blockquote>",
    ),
    "code in a list in a quotation": (
        "> - a\n>\n>   ```\n>   x\n>   ```",
        "<blockquote><ul><li><p>a</p><pre><code>x</code></pre></li></ul></blockquote>",
    ),
    "code after words that have left the list": (
        "1. a\n\n   ```\n   x\n   ```\n\n   b\n\n   ```\n   y\n   ```",
        ("<ol><li><p>a</p><pre><code>x</code></pre></li></ol><p>b</p><pre><code>y</code></pre>"),
    ),
    "a fence in code of four spaces": (
        "    ```\n    x\n    ```",
        "<pre><code>```x```</code></pre>",
    ),
    "a quotation that ends before its fence does": (
        "> ```\n> a\n\n```\nb\n```",
        "<blockquote><p>```a</p></blockquote><pre><code>b</code></pre>",
    ),
    "a fence that is never closed": ("```\nwords", "<p>```words</p>"),
    "a wiki link": (
        "See [[Words and Deeds]].",
        '<p>See <a href="Words and Deeds">(Words and Deeds)</a>.</p>',
    ),
    "a wiki link with a text and a fragment": (
        "[[a/b.md#top|these words]]",
        '<p><a href="a/b.md#top">these words</a></p>',
    ),
    "double brackets with a colon": ("[[User: Ana]]", "<p>[[User: Ana]]</p>"),
    "double brackets with an apostrophe": ("[[it's]]", "<p>[[it’s]]</p>"),
    "double brackets in braces": ("{{ x [[y]] }}", "<p>{{ x [[y]] }}</p>"),
    "double brackets in code": ("`[[y]]`", "<p><code>[[y]]</code></p>"),
    "double brackets in raw code": (
        "A <code>[[y]]</code> b",
        "<p>A <code>[[y]]</code> b</p>",
    ),
    "double brackets in a raw block": ("<div>[[y]]</div>", "<div>[[y]]</div>"),
    "double brackets in a raw attribute": (
        'A <b title="[[y]]">b</b>',
        '<p>A <b title="[[y]]">b</b></p>',
    ),
    "a shortcode alone on its line": (
        'Before\n{{< figure "a.jpg" alt="A" caption="*Words*" credit="Ana" >}}\nAfter',
        (
            '<p>Before</p><figure class="picture"><img src="a.jpg" alt="A" loading="lazy"'
            ' decoding="async"><figcaption><em>Words</em> <small>Ana</small></figcaption></figure>'
            "<p>After</p>"
        ),
    ),
    "a shortcode within a paragraph": (
        "Before {{< audio a.mp3 >}} after",
        (
            '<p>Before </p><figure class="audio"><audio controls preload="none" src="a.mp3">'
            '<a href="a.mp3">a.mp3</a></audio></figure><p> after</p>'
        ),
    ),
    "a paired shortcode": (
        (
            '{{< quote by="Ana" source="Deeds" url="https://e.example" >}}\nOne.\n\nTwo.\n'
            "{{< /quote >}}"
        ),
        (
            '<figure class="quotation"><blockquote cite="https://e.example"><p>One.</p><p>Two.</p>'
            '</blockquote><figcaption>Ana, <cite><a href="https://e.example">Deeds</a></cite>'
            "</figcaption></figure>"
        ),
    ),
    "a shortcode in a shortcode": (
        "{{< pullquote >}}\nA\n\n{{< youtube abcdefghijk >}}\n{{< /pullquote >}}",
        (
            '<aside class="pull-quote" aria-hidden="true" '
            'id="quote-a-https-www-youtube-com-watch-v-abcdefghijk">'
            '<p>A</p><figure class="embed"'
            ' data-service="youtube"><a class="embed" data-service="youtube"'
            ' href="https://www.youtube.com/watch?v=abcdefghijk">'
            "[0]https://www.youtube.com/watch?v=abcdefghijk</a></figure></aside>"
        ),
    ),
    "a shortcode that is shown": ("{{</* figure a.jpg */>}}", "<p>{{&lt; figure a.jpg &gt;}}</p>"),
    "a shortcode in code": ("`{{< figure >}}`", "<p><code>{{&lt; figure &gt;}}</code></p>"),
    "punctuation over inline tags": (
        "\"*Hello*, he said -- 'so*' \"",
        "<p>“<em>Hello</em>, he said – ‘so*’ ”</p>",
    ),
    "a script is left alone": (
        '<script>if (a<b && "x" -- 1) { y = "[[z]]" }</script>',
        '<script>if (a<b && "x" -- 1) { y = "[[z]]" }</script>',
    ),
}


@pytest.mark.parametrize(("text", "html"), CASES.values(), ids=CASES.keys())
def test_markdown_becomes_html(text: str, html: str) -> None:
    parsed = parse(text)
    assert show(parsed) == html
    assert parsed.diagnostics == ()


def test_a_footnote_may_be_an_address_and_nothing_else() -> None:
    html = parse("Words[^1].\n\n[^1]: https://x.example/a").html
    assert '<p><a href="https://x.example/a">https://x.example/a</a>&#160;<a ' in html


PROBLEMS = {
    "an unknown block": (
        "Words\n\n::: asid\nx\n:::",
        (3, 1, "no block is called `asid`; did you mean `aside`?"),
    ),
    "an open block": ("::: aside\nx", (1, 1, "the block `::: aside` is never closed")),
    "a closing without an opening": (
        "x\n\n:::\n",
        (3, 1, "`:::` closes a block that was never opened"),
    ),
    "an unknown shortcode": (
        "ab {{< figur >}}",
        (1, 4, "no shortcode is called `figur`; did you mean `figure`?"),
    ),
    "a shortcode's unknown value": (
        '{{< figure sr="a.jpg" >}}',
        (1, 1, "a shortcode here takes no `sr`; did you mean `src`?"),
    ),
    "a shortcode that lacks a value": (
        "\n{{< figure >}}",
        (2, 1, "the shortcode lacks `src`"),
    ),
    "a shortcode without a name": (
        '{{< "x" >}}',
        (1, 1, "this shortcode cannot be read: it has no name"),
    ),
    "a shortcode that is never closed by its sign": (
        "a {{< figure",
        (1, 3, "this shortcode cannot be read: it is not closed by `>}}`"),
    ),
    "a shortcode's value of several words without quotation marks": (
        "a {{< figure src=tram.jpg alt=An empty tram >}}",
        (1, 3, "this shortcode cannot be read: the value of `alt` ends at its first space, `An`"),
    ),
    "a shortcode's value in quotation marks of print": (
        "a {{< figure tram.jpg alt=“Tram” >}}",
        (1, 3, "this shortcode cannot be read: curly quotation marks do not count: `alt=“Tram”`"),
    ),
    "a shortcode's value without a name in quotation marks of print": (
        "{{< youtube „abcdefg“ >}}",
        (
            1,
            1,
            "this shortcode cannot be read: curly quotation marks do not count: `„abcdefg“`",
        ),
    ),
    "a value for a place that is given by name": (
        '{{< figure src=tram.jpg caption="A *tram*" "An empty tram" >}}',
        (1, 1, "`An empty tram` has no name, and `src`, whose place it takes, is given by name"),
    ),
    "a value that is given twice": (
        '{{< figure tram.jpg alt="A tram" alt="Empty" >}}',
        (1, 1, "this shortcode cannot be read: `alt` stands in it twice"),
    ),
    "a text as a value and between": (
        '{{< quote "The text." >}}Words.{{< /quote >}}',
        (1, 1, "`quote` cannot show both its values and the words before `{{< /quote >}}`"),
    ),
    "words between that a shortcode has no place for": (
        "{{< youtube abcdefg >}}Words.{{< /youtube >}}",
        (1, 1, "`youtube` cannot show both its values and the words before `{{< /youtube >}}`"),
    ),
    "a paired shortcode that is never closed": (
        "{{< quote >}}\nWords",
        (1, 1, "the shortcode `quote` is never closed"),
    ),
    "a closing shortcode without an opening": (
        "{{< /quote >}}",
        (1, 1, "`{{< /quote >}}` closes a shortcode that was never opened"),
    ),
    "an element that is never closed": (
        'A `<div>` is:\n\n<!-- <div> -->\n<div class="wide">\n\nWords.',
        (4, 1, "the element `<div>` is never closed"),
    ),
    "one within a line": ("Words <div>and", (1, 7, "the element `<div>` is never closed")),
    "one that another one closes": (
        "<div>\n<section>\nx\n</div>\n\nWords",
        (2, 1, "the element `<section>` is never closed"),
    ),
    "an end of nothing": (
        "<div>a</div>\n\nWords `</div>`\n\n</div>\n\n> Words",
        (5, 1, "`</div>` ends an element that was never begun"),
    ),
    "a link that runs a program": (
        "[x](javascript:alert(1))",
        (1, 5, "a link to a `javascript:` address would run a program in the reader's browser"),
    ),
    "one that hides it": (
        "[x](&#106;avascript:alert)",
        (1, 5, "a link to a `javascript:` address would run a program in the reader's browser"),
    ),
}


@pytest.mark.parametrize(("text", "problem"), PROBLEMS.values(), ids=PROBLEMS.keys())
def test_a_mistake_is_an_error_at_its_place(text: str, problem: tuple[int, int, str]) -> None:
    parsed = parse(text)
    assert [(d.line, d.column, d.message) for d in parsed.diagnostics] == [problem]
    assert all(d.fix and d.path == "content/posts/x.md" for d in parsed.diagnostics)


UNBALANCED = {
    "the text after an element that is never closed": (
        "<div markdown='1'>\nA *b*[^1].\n\n## C\n\n[^1]: The note.",
        (
            "<div><p>A <em>b</em>"
            '<sup id="fnref-1"><a class="footnote-ref" href="#fn-1" role="doc-noteref">1</a></sup>'
            f'.</p><h2 id="c">C</h2>{NOTE}</div>'
        ),
    ),
    "of two the one that is closed": (
        "<div>\n<div>\n*raw*\n</div>\n\nA *b*.\n\n- c",
        "<div><div>*raw*</div><p>A <em>b</em>.</p><ul><li>c</li></ul></div>",
    ),
    "words on its line": (
        "<section>A *b*.\n\n*C*",
        "<section><p>A <em>b</em>.</p><p><em>C</em></p></section>",
    ),
    "ends of nothing": (
        "A *b*.\n\n</div>\n\n*C*</section> d.",
        "<p>A <em>b</em>.</p><p><em>C</em> d.</p>",
    ),
    "elements whose end may be left out": (
        "<p>A\n<p>B\n\n<ul><li>C<li>D</ul>",
        "<p>A<p>B<ul><li>C<li>D</ul>",
    ),
    "elements that are closed in another block": (
        "Words <div>*a*\n\nb</div>",
        "<p>Words <div><em>a</em></p><p>b</div></p>",
    ),
}


@pytest.mark.parametrize(("text", "html"), UNBALANCED.values(), ids=UNBALANCED.keys())
def test_an_element_wrongly_closed_takes_nothing_of_the_text_around_it(
    text: str, html: str
) -> None:
    assert show(parse(text)) == html


@pytest.mark.parametrize("count", range(1, 9))
def test_however_many_elements_are_never_closed_no_word_is_lost(count: int) -> None:
    parsed = parse("<div>\n\nWords.\n\n" * count)
    assert parsed.plain_text.split() == ["Words."] * count
    assert parsed.html.count("<div>") == parsed.html.count("</div>") == count
    assert [d.line for d in parsed.diagnostics] == list(range(1, 4 * count, 4))


@pytest.mark.parametrize(
    ("written", "quoted"),
    [
        ("{{< figure src=t.jpg alt=An empty tram >}}", 'alt="An empty tram"'),
        ("{{< figure alt=An empty tram src=t.jpg >}}", 'alt="An empty tram"'),
        ("{{< figure t.jpg caption=An “empty” tram link=/t/ >}}", 'caption="An “empty” tram"'),
        ("{{< figure t.jpg alt=“An empty tram” >}}", 'alt="An empty tram"'),
        ('{{< figure t.jpg alt=An "empty" tram >}}', "alt='An \"empty\" tram'"),
        ("{{< quote by=Ana Ruiz >}}Words.{{< /quote >}}", 'by="Ana Ruiz"'),
        ("{{< youtube abcdefg caption=Two words />}}", 'caption="Two words"'),
    ],
)
def test_a_value_without_quotation_marks_is_shown_with_them(written: str, quoted: str) -> None:
    parsed = parse(written)
    (told,) = parsed.diagnostics
    assert told.fix == (
        f"put straight quotation marks around it: `{quoted}`;"
        " a value without a name stands before those that have one"
    )
    assert set(re.findall(r"\w{3,}", written)) <= set(re.findall(r"\w+", parsed.plain_text))


def test_a_value_by_place_may_stand_behind_one_by_name() -> None:
    assert parse('{{< youtube title="A film" abcdefg >}}').diagnostics == ()


def test_a_shortcode_over_lines_that_begins_within_one_is_told_to_begin_a_line() -> None:
    opened, closed = '{{< quote by="Ana" >}}', "\nThe past.\n{{< /quote >}}"
    first, _ = parse(f"Words. {opened}{closed}").diagnostics
    assert first.fix.endswith("`{{< /quote >}}`; if that is on another line, let both begin a line")
    assert parse(f"Words.\n{opened}{closed}").diagnostics == ()


def test_a_mistake_loses_no_words() -> None:
    text = "::: asid\nalpha\n:::\n\n{{< figur bravo >}}charlie{{< /figur >}}\n\n::: aside\n\ndelta"
    assert re.findall("alpha|bravo|charlie|delta", parse(text).plain_text) == [
        "alpha",
        "bravo",
        "charlie",
        "delta",
    ]


def test_the_diagnostic_counts_from_the_first_line_of_the_body() -> None:
    parsed = parse_markdown("a\n\n{{< x >}}", "en", "p.md", 10)
    assert [d.place for d in parsed.diagnostics] == ["p.md:12:1"]
    assert parsed.diagnostics[0].excerpt == "{{< x >}}"


LEADS = {
    "between paragraphs": (
        "A\n\n<!--more-->\n\nB",
        "<p>A</p>",
        '<p>A</p><span id="more"></span><p>B</p>',
    ),
    "with spaces": (
        "A\n\n<!-- more -->\n\nB",
        "<p>A</p>",
        '<p>A</p><span id="more"></span><p>B</p>',
    ),
    "within a paragraph": (
        "A *b <!--more--> c* d",
        "<p>A <em>b </em></p>",
        '<p>A <em>b </em></p><span id="more"></span><p><em> c</em> d</p>',
    ),
    "at the end of a paragraph": (
        "A <!--more-->\n\nB",
        "<p>A </p>",
        '<p>A </p><span id="more"></span><p>B</p>',
    ),
    "within a raw block": (
        "A\n\n<div>b <!--more--> c</div>",
        "<p>A</p>",
        '<p>A</p><div>b <span id="more"></span> c</div>',
    ),
    "nowhere": ("A\n\nB", "", "<p>A</p><p>B</p>"),
    "in code": ("A\n\n`<!--more-->`", "", "<p>A</p><p><code>&lt;!--more--&gt;</code></p>"),
}


@pytest.mark.parametrize(("text", "lead", "html"), LEADS.values(), ids=LEADS.keys())
def test_the_lead_ends_at_the_marker(text: str, lead: str, html: str) -> None:
    parsed = parse(text)
    assert (one_line(parsed.lead_html), one_line(parsed.html)) == (lead, html)
    assert ("more" in parsed.anchors) == bool(lead)


def test_footnote_ids_are_safe_and_links_back_lead_to_every_mark() -> None:
    parsed = parse('A[^my "note"] and[^my "note"].\n\n[^my "note"]: Words.')
    assert set(parsed.anchors) == {"fnref-my-note-1", "fnref2-my-note-1", "fn-my-note-1"}
    assert {reference.fragment for reference in parsed.references} == set(parsed.anchors)


def test_footnotes_are_named_in_the_language_of_the_text() -> None:
    html = parse("Wort.[^1]\n\n[^1]: Fußnote.", "de-AT").html
    assert 'aria-label="Fußnoten"' in html
    assert 'aria-label="Zurück zum Text"' in html


def test_plain_text_has_a_line_for_each_block_and_no_footnote_marks() -> None:
    parsed = parse("# A\n\nB[^1] *c*  \nd &amp; [[E]]\n\n<script>x</script>\n\n[^1]: Note.")
    assert parsed.plain_text == "A\nB c d & E\nNote."


@pytest.mark.parametrize(
    ("text", "words"),
    [("one two-three don't 1,5", 4), ("これは日本語です", 8), ("漢字 and words", 4), ("", 0)],
)
def test_words_are_counted_in_every_script(text: str, words: int) -> None:
    assert parse(text).words == words


INLINE = {
    "one paragraph": ("Lives in *Chicago*.", "Lives in <em>Chicago</em>."),
    "two": ("A\n\nB", "<p>A</p>\n<p>B</p>"),
    "a link": ('[x](/a/) "y"', '<a href="/a/">x</a> “y”'),
    "nothing": ("", ""),
    "marks of bodies are text": ("[[x]] {{< y >}}", "[[x]] {{&lt; y &gt;}}"),
}


@pytest.mark.parametrize(("text", "html"), INLINE.values(), ids=INLINE.keys())
def test_short_markdown_comes_without_a_paragraph(text: str, html: str) -> None:
    assert parse_inline(text, "en") == html


@pytest.mark.parametrize("address", ["javascript:alert(1)", "vbscript:x", "data:text/html,x"])
def test_a_link_that_could_run_a_program_is_an_error_and_leads_nowhere(address: str) -> None:
    parsed = parse_markdown(f"Words [here]({address}).", "en", "p.md", 1)
    assert [problem.rule for problem in parsed.diagnostics] == ["unsafe-link"]
    assert address.partition(":")[0] not in parsed.html


@pytest.mark.parametrize(
    ("heading", "anchor", "called"),
    [
        ("See [[The Crane & Co]] now", "see-the-crane-co-now", "See The Crane & Co now"),
        ("[[crane.md#top]]", "cranemd", "crane.md"),
        ("[[crane|The Crane]]", "the-crane", "The Crane"),
    ],
)
def test_a_link_in_a_heading_is_called_as_it_is_written(
    heading: str, anchor: str, called: str
) -> None:
    before = "[[one]] and [two](two.md)\n\n"
    (found,) = parse(f"{before}## {heading}\n").headings
    assert (found.id, found.text) == (anchor, called)
