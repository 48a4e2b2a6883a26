"""What readers would see and no writer meant."""

import re

import pytest

from ssg.parse.markdown import MarkdownText, parse_markdown


def parse(text: str) -> MarkdownText:
    return parse_markdown(text, "en", "content/posts/x.md", 5)


def problems_of(text: str) -> list[str]:
    return [f"{p.line}:{p.column} {p.level.value} {p.rule}" for p in parse(text).diagnostics]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("Words[^nix].", ["5:6 warning missing-footnote"]),
        ("One[^a].\n\nTwo[^b].\n\n[^a]: Note.", ["7:4 warning missing-footnote"]),
        ("One[^a]\n\n- two[^a]\n", [f"{p} warning missing-footnote" for p in ("5:4", "7:6")]),
        ("Words.\n\n[^unused]: Note.", ["7:1 warning unused-footnote"]),
        ("Words.\n\n[^a b]: Note.", ["7:1 warning unused-footnote"]),
        ("Words[^a].\n\n[^a]: Note.", []),
        ("# Words[^a]\n\n[^a]: Note.", ["5:1 advice heading-level"]),
        ("Twice[^a] and[^a].\n\n[^a]: Note with `[^x]`.", []),
        ("In code `[^a-z]`, \\[^b] and\n\n    [^c]\n", []),
        ("[a link [^ x](/y/)", []),
        (f"\\[^{'b' * 300}] and [^{'c' * 300}]", ["5:310 warning missing-footnote"]),
    ],
)  # fmt: skip
def test_marks_and_notes_come_in_pairs(text: str, problems: list[str]) -> None:
    assert problems_of(text) == problems


@pytest.mark.parametrize(
    ("note", "html"),
    [
        ("[^u]: Never.", "<p>Never.</p>"),
        ("[^u]: *Never*", "<p><em>Never</em></p>"),
        ("[^u]:\n    - a", "<ul>\n<li>a</li>\n</ul>\n</li>\n</ol>"),
    ],
)
def test_a_note_without_a_mark_leads_back_to_nowhere(note: str, html: str) -> None:
    text = parse(f"Words[^a].\n\n[^a]: Note.\n\n{note}")
    assert html in text.html
    assert [reference.fragment for reference in text.references] == ["fn-a", "fnref-a"]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (
            'A [caption id="a" align="left"]<img src="/a.jpg"> Words[/caption]',
            ["5:3 warning wordpress-leftover"],
        ),
        ("A\n\n[embed]https://x.example/[/embed]", ["7:1 warning wordpress-leftover"]),
        ("[gallery]", ["5:1 warning wordpress-leftover"]),
        ('[gallery ids="1,2"]', ["5:1 warning wordpress-leftover"]),
        ('[audio mp3="a.mp3"][/audio]', ["5:1 warning wordpress-leftover"]),
        ("Vote: [polldaddy poll=12]", ["5:7 warning wordpress-leftover"]),
        ('[su_button url="/a/"]Buy[/su_button]', ["5:1 warning wordpress-leftover"]),
        ("He [sic] wrote [x = 1], [see: a=b], [2016 a=b] and [note, a=b].", []),
        ("[aa b=" * 20_000, []),
        ("The minister [video], a [caption] and [gallery](/a/)", []),
        ("`[embed]`, \\[gallery]\n\n    [gallery]\n\n```\n[gallery]\n```\n", []),
    ],
)
def test_shortcodes_of_wordpress_are_told_from_words_in_brackets(
    text: str, problems: list[str]
) -> None:
    assert problems_of(text) == problems


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("Words\n\n# A *second* title\n\n## Below\n", ["7:1 advice heading-level"]),
        ("Title\n=====\n", ["5:1 advice heading-level"]),
        ("<h1>Title</h1>", ["5:5 advice heading-level"]),
        ("## Heading\n\n### Below\n\n```\n# a comment\n```\n", []),
    ],
)
def test_a_heading_of_the_first_level_is_advised_against(text: str, problems: list[str]) -> None:
    assert problems_of(text) == problems


@pytest.mark.parametrize(
    ("text", "is_told"), [("#harbour #fog", True), ("# Harbour", False), ("Harbour\n===", False)]
)
def test_of_a_line_of_hashtags_it_is_told_how_it_is_no_heading(text: str, *, is_told: bool) -> None:
    (problem,) = parse(text).diagnostics
    assert problem.fix.endswith(f"if it is no heading: `\\{text}`") == is_told


def test_a_heading_of_the_first_level_is_left_as_it_is() -> None:
    assert parse("# Title").html == '<h1 id="title">Title</h1>'


def test_notes_with_one_label_stand_in_one_and_are_told() -> None:
    text = (
        "One[^a], two[^a], three[^b].\n\n[^a]: First.\n[^b]: Other.\n\n[^a]: Second.\n    More.\n"
    )
    parsed = parse(text)
    told = [(d.line, d.column, d.rule) for d in parsed.diagnostics]
    assert told == [(10, 1, "duplicate-footnote")]
    note = parsed.html[parsed.html.index('<li id="fn-a">') : parsed.html.index('<li id="fn-b">')]
    assert re.findall(r"First\.|Second\.|More\.|Other\.", note) == ["First.", "Second.", "More."]


def test_a_note_that_stands_twice_word_for_word_is_one() -> None:
    parsed = parse("One[^a].\n\n[^a]: First.\n\n[^a]: First.\n")
    assert (parsed.diagnostics, parsed.html.count("First.")) == ((), 1)
