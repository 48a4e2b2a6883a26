"""What mail programs cannot show becomes what they can; styles go where they look for them."""

import re

import pytest

from ssg.letters.making import parts_of
from ssg.letters.trees import TooDeepError

POST = "https://small.example/blog/2016/10/01/bridges/"
PICTURE = '<img src="/blog/a.jpg" alt="A" width="1120" height="500" loading="lazy" srcset="a 2x">'
PAGE = "<!doctype html><html><head><title>T</title>{head}</head><body>{body}</body></html>"


def html_of(body: str, head: str = "") -> str:
    html = parts_of(PAGE.format(head=head, body=body), POST).html
    return html.partition("<body>")[2].partition("</body>")[0].strip()


def text_of(body: str) -> str:
    return parts_of(PAGE.format(head="", body=body), POST).text.rstrip("\n")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<p onclick="x()" data-x="1" class="a">W</p>', "<p>W</p>"),
        ("<script>x()</script><p>W</p><style>p{}</style>", "<p>W</p>"),
        ('<a href="x.html">W</a>', f'<a href="{POST}x.html">W</a>'),
        ('<a href="/blog/about/">W</a>', '<a href="https://small.example/blog/about/">W</a>'),
        ('<a href="javascript:x()">W</a>', "<a>W</a>"),
        ('<a href="#fn-1">W</a>', '<a href="#fn-1">W</a>'),
        ('<h2>W<a class="headerlink" href="#w">¶</a></h2>', "<h2>W</h2>"),
        ('<audio controls src="/blog/a.mp3"></audio>',
         '<p><a href="https://small.example/blog/a.mp3">▶ a.mp3</a></p>'),
        ('<video><source src="https://x.example/v.mp4"></video>',
         '<p><a href="https://x.example/v.mp4">▶ v.mp4</a></p>'),
        ('<iframe src="https://maps.example/x" title="A map"></iframe>',
         '<p><a href="https://maps.example/x">▶ A map</a></p>'),
        ('<iframe srcdoc="x"></iframe>', ""),
        ("<form><label>L <input name=q></label><button>B</button></form>", "L"),
        ("<ul><li><input type=checkbox checked> Done</li></ul>",
         "<ul><li><span>☑ </span> Done</li></ul>"),
        ("<details><summary>More</summary><p>W</p></details>", "<div><p>More</p><p>W</p></div>"),
        (f"<picture><source srcset=a.avif>{PICTURE}</picture>",
         '<img src="https://small.example/blog/a.jpg" alt="A" width="560" height="250">'),
        ('<img src="data:image/png;base64,x" alt="A">', "<span>[A]</span>"),
        ('<img src="/blog/a.svg" alt="A">', '<a href="https://small.example/blog/a.svg">[A]</a>'),
        ('<img src="/blog/a.avif" alt="A">', '<a href="https://small.example/blog/a.avif">[A]</a>'),
        ('<a href="/blog/"><img src="a.svg" alt="A"></a>',
         '<a href="https://small.example/blog/"><span>[A]</span></a>'),
        ('<p class="in-text-only">W</p>', ""),
    ],
)  # fmt: skip
def test_what_a_letter_cannot_do_becomes_what_it_can(body: str, expected: str) -> None:
    assert html_of(body) == expected


@pytest.mark.parametrize(
    ("css", "body", "expected"),
    [
        ("p{color:red}", "<p>W</p>", '<p style="color:red">W</p>'),
        # What stands later counts, unless the other says it more exactly, or the element itself.
        (".a{color:red}p{color:blue}", '<p class="a">W</p>', '<p style="color:red">W</p>'),
        ("p{color:red}p{color:blue}", "<p>W</p>", '<p style="color:blue">W</p>'),
        ("p{color:red}", '<p style="color:green">W</p>', '<p style="color:green">W</p>'),
        ("div>p,.b .a{margin:0}", '<div class="b"><p class="a">W</p></div>',
         '<div><p style="margin:0">W</p></div>'),
        ("/* p{x:y} */ p{font:12px a;b:url(x;y)}", "<p>W</p>",
         '<p style="font:12px a;b:url(x;y)">W</p>'),
        ("p{color:red}\n@media (x){p{a:b}.k{c:d}}", '<p class="k j">W</p>',
         '<p style="color:red" class="k">W</p>'),
        ("p::before{x:y}", "<p>W</p>", "<p>W</p>"),
        ("p{", "<p>W</p>", "<p>W</p>"),
    ],
)  # fmt: skip
def test_styles_are_put_into_the_elements(css: str, body: str, expected: str) -> None:
    assert html_of(body, f"<style>{css}</style>") == expected


def test_what_is_for_some_screens_stays_in_the_head() -> None:
    head = "<style>p{color:red}@media (x){.k{c:d}}a:hover{e:f}</style>"
    html = parts_of(PAGE.format(head=head, body="<p>W</p>"), POST).html

    kept = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    assert [each.split() for each in kept] == [["@media", "(x){.k{c:d}}", "a:hover{e:f}"]]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<h1>T</h1><h2>S</h2><h3>R</h3>", "T\n=\n\nS\n-\n\nR"),
        ("<p>one<br>two</p>", "one\ntwo"),
        ("<p>an <em>odd </em><strong>word</strong></p>", "an _odd_ *word*"),
        ("<p>" + "word " * 20 + "</p>", "word " * 14 + "\n" + "word " * 5 + "word"),
        ('<p><a href="https://x.example/">X</a> and <a href="https://x.example/">Y</a></p>',
         "X [1] and Y [1]\n\n--------\n[1] https://x.example/"),
        ('<p><a href="https://x.example/">x.example</a></p>', "https://x.example/"),
        ('<p><a href="mailto:a@x.example?subject=S">a@x.example</a></p>', "a@x.example"),
        ("<blockquote><p>A</p><blockquote><p>B</p></blockquote></blockquote>", "> A\n>\n>> B"),
        ("<ul><li>A</li><li><p>B</p><p>C</p></li></ul>", "- A\n- B\n   C"),
        ('<ol start="3"><li>A</li><li>B</li></ol>', "3. A\n4. B"),
        ("<table><tr><th>A</th><td>long</td></tr><tr><th>Bcd</th><td>x</td></tr></table>",
         "A     long\nBcd   x"),
        ("<pre><code>a\n  b</code></pre>", "     a\n       b"),
        ("<p>A</p><hr><p>From B</p>", "A\n\n* * *\n\n From B"),
        ('<figure><img src="/a.jpg" alt="A"><figcaption>C</figcaption></figure>', "[A]\n\nC"),
        ('<p class="not-in-text">A</p><p class="in-text-only">B</p>', "B"),
        ("<p>E = mc<sup>2</sup>, H<sub>2</sub>O</p>", "E = mc^2, H2O"),
        ("", ""),
    ],
)  # fmt: skip
def test_the_text_is_what_a_person_would_have_typed(body: str, expected: str) -> None:
    assert text_of(body) == expected


def test_no_line_of_the_text_is_longer_than_72_signs() -> None:
    words = "<p>" + "Some words of many lengths, <a href='https://x.example/'>linked</a>. " * 30
    quoted = f"<blockquote>{words}</blockquote>"

    assert all(len(line) <= 72 + len("> ") for line in text_of(words + quoted).splitlines())


def test_what_is_nested_beyond_reason_is_refused() -> None:
    with pytest.raises(TooDeepError):
        text_of("<div>" * 1000)
