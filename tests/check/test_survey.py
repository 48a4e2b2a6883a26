"""What `ssg check` finds in one text, with the places where an author has to look."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.check.survey import Manuscript, survey_entry
from ssg.model.entry import Kind
from ssg.model.settings import ParseSettings, Settings
from ssg.model.source import SourceFile
from ssg.model.survey import Survey
from ssg.parse.entries.entry import parse_entry

HEAD = 'title: "Harbour"\ndate: 2016-10-29\n'
SETTINGS = Settings(title="Lamp", url="https://lamp.example/blog/")


def survey(body: str, *, head: str = HEAD, language: str = "en") -> Survey:
    text = f"---\n{head}---\n{body}"
    settings = ParseSettings(language, "UTC")
    parsed = parse_entry(SourceFile("content/posts/harbour.md", text), Kind.POST, settings)
    assert parsed.entry
    assert parsed.body
    manuscript = Manuscript("content/posts/harbour.md", text)
    return survey_entry(parsed.entry, parsed.body, manuscript, SETTINGS)


def told(found: Survey) -> list[str]:
    return [f"{each.line}:{each.column} {each.rule}" for each in found.diagnostics]


Q = "5:1 quote-source"
"""What each quotation without a source is told besides."""


# Line 5 is the first of the text: three lines of front matter and a fence are above it.
@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("A quiet day.", []),
        # Pictures
        ("See ![](crane.jpg) and ![A crane](b.jpg).", ["5:9 missing-alt"]),
        ("![](/media/a.jpg)\n\n![](/media/a.jpg)", ["5:5 missing-alt", "7:5 missing-alt"]),
        ("![](https://o.example/a.png)", ["5:5 missing-alt"]),
        ("![IMG_2034](a.jpg) ![crane.jpg](b.jpg)", ["5:13 missing-alt", "5:33 missing-alt"]),
        ("![1984](a.jpg)", ["5:9 missing-alt"]),
        ('<img src="a.jpg" alt=""> <img alt src="b.jpg">', []),
        ('<p>x</p>\n<img src="a.jpg">', ["6:11 missing-alt"]),
        ('{{< figure src="a.jpg" >}}', ["5:17 missing-alt"]),
        ('{{< figure src="a.jpg" alt="A crane" >}}', []),
        # Tables
        ("| a | b |\n|---|---|\n| one | two | three |\n| x | y |", ["7:1 table-cells"]),
        ("a | b\n--|--\none | two | three\n\nfour | five | six", ["7:1 table-cells"]),
        ("> | a | b |\n> |---|:-:|\n> | one | two | three |", ["7:1 table-cells", Q]),
        ("| a | b |\n|---|---|\n| one | two | |\n| `x|y` | \\| |\n| one |", []),
        ("```\n| a | b |\n|---|---|\n| 1 | 2 | 3 |\n```", []),
        ("Words | bars | here\n\n---\n\nmore | of | them | now", []),
        # Signs of Markdown that readers see
        ("See [this] (https://e.example/).", ["5:5 markdown-leftover"]),
        ("See (this)[https://e.example/].", ["5:5 markdown-leftover"]),
        ("See [this](https://e.example/ now.", ["5:5 markdown-leftover"]),
        ("One ** two** and.", ["5:5 markdown-leftover"]),
        ("**One** or **two** or **three **.", ["5:23 markdown-leftover"]),
        ("```\na\n```\n\nWords\n\n```python\nx = 1\n\ny = 2", ["11:1 markdown-leftover"]),
        ("```\n```\n\n````\n```\n````\n\nA ``` in words and ```code```.", []),
        ("It is ~~not~~ so. ~~No~~", ["5:7 markdown-leftover", "5:19 markdown-leftover"]),
        ("| c | d |\n|---|---|\n\nWords\n| a | b |\n|---|---|", ["9:1 markdown-leftover"]),
        ("See \\[this] (https://e.example/), `[x] (/y/)` and [a] (see b) and (a)[b].", []),
        ("~~~\n~~x~~ ** y **\n~~~\n\nA f**k and 2**3, **bold** and **more**.", []),
        ("[a](/b/) [c](/d/ 'e') (see [f](/g/)) [h]\n(/i/)", []),
        # Lists
        ("Bring:\n- bread\n- salt", ["6:1 list-in-paragraph"]),
        ("Bring:\n1. bread", ["6:1 list-in-paragraph"]),
        ("> We need\n> * *bread*\n> * salt", ["6:3 list-in-paragraph", Q]),
        ("1) bread\n2) salt", ["5:1 list-in-paragraph"]),
        ("-\xa0bread\n-\xa0salt", ["5:1 list-in-paragraph"]),
        ("• bread\n• salt", ["5:1 list-in-paragraph"]),
        ("Bring:\n\n- bread\n- salt\n\n1. one\n2. two", []),
        ("He was born in\n1985. She was\n- some say - older.", []),
        ("He was born in\n19. She was older.", []),
        ("They said:  \n- No.  \n- Yes.", []),
        ("```\nBring:\n- bread\n- salt\n```", []),
        ("- bread\n  - rye\n  - spelt\n- salt", ["6:3 list-in-paragraph"]),
        ("1. **Bread**\n   - rye\n   - spelt\n\n2. Salt", ["6:4 list-in-paragraph"]),
        ("- bread\n    - rye\n    - spelt\n- salt", []),
        ("1. Bread\n    - rye\n\n2. Salt", []),
        (" - bread\n - salt\n\n   - rye", []),
        ("\\- bread\n\\- salt", []),
        ("<p>Bring:\n- bread\n- salt</p>", []),
        # Headings
        ("## One\n\n### Two\n\n## Three", []),
        ("#### Deep", ["5:1 heading-order"]),
        ("## One\n\nx\n\n#### Three\n\n### Two", ["9:1 heading-order"]),
        ("> ## In\n\nOne\n===\n\n---\n\n#### Deep", ["12:1 heading-order", "5:1 quote-source"]),
        ("```\n# not one\n```\n\nOne\n---\n\n<h4>Three</h4>", ["12:1 heading-order"]),
        ("Words\n\n<h2></h2>", ["7:1 empty-heading"]),
        ("## ![Chapter one](a.png)\n\n## [![Part](b.png)](/b/)", []),
        ('Words\n\n<h2><img src="a.png" alt=""></h2>', ["7:1 empty-heading"]),
        # Ids
        ('<p id="x">a</p>\n\n<p id="x">b</p>', ["7:4 same-id"]),
        ("## One {#x}\n\n## Two {#x}", ["7:8 same-id"]),
        ("A[^1] b[^1].\n\n[^1]: Note.", []),
        # Quotation marks
        ('She said "no and left.', ["5:10 unbalanced-quotes"]),
        ("She said no” and left.", ["5:12 unbalanced-quotes"]),
        ('*He* said "so"\nand "that, *too*.', ["6:5 unbalanced-quotes"]),
        ('![A crane](/a.jpg)\n"Long live it.', ["6:1 unbalanced-quotes"]),
        ('"One paragraph.\n\n![A crane](/a.jpg)\n\n"Another one."', []),
        ('"One paragraph.\n\n"And its end."', []),
        ('"One paragraph.\n\nAnother one."', ["5:1 unbalanced-quotes", "7:13 unbalanced-quotes"]),
        ("A 12\" disc, 5'10\" high, isn't it.", []),
        ('`"` and\n\n```\n"\n```', []),
        ('&lt;a href="https://x.example/">', []),
        # Quotations
        ("> Long live the crane.", ["5:1 quote-source"]),
        ("> ![A crane](/a.jpg)", []),
        ("> Said it.\n> — Ana Ruiz", []),
        ("> Said it.\n> — Ana, [Work](https://w.example/)", []),
        ("[Ana](https://a.example/) writes:\n\n> Long live the crane.", []),
        ("> Long live the crane.\n\nSo [Ana](https://a.example/).", []),
        ("W.\n\n> One.\n>\n> Two.\n\nW.\n\n> Three.", ["7:1 quote-source", "13:1 quote-source"]),
        ("The crane.\n\n> Words.\n\n> The crane.", ["7:1 quote-source"]),
        ("We say the crane is.\n\nThen:\n\n> *We say* the crane is.", ["9:1 quote-source"]),
        ("<blockquote>The crane is.</blockquote>", ["5:13 quote-source"]),
        ("::: pull-quote\nLong live the crane.\n:::", []),
        # Addresses and letters
        ('<p style="background: url(x.png)">a</p>', ["5:27 relative-address"]),
        ('<p style="background: url(https://o.example/x.png)">a</p>', []),
        ("The harbour â€“ at night", ["5:13 garbled-letters"]),
        ("Write `Ã©` never.\n\n```\nâ€“\n```", []),
        ("CafÃ© and crÃ¨me", ["5:4 garbled-letters", "5:13 garbled-letters"]),
        ("Â«Château» et forêt, SÃO PAULO", ["5:1 garbled-letters"]),
        ("“MINHA IRMÃ” disse, «AMANHÃ», IRMÃ… e HÃ‰ROS", ["5:40 garbled-letters"]),
    ],
)  # fmt: skip
def test_a_text_is_told_with_its_places(body: str, expected: list[str]) -> None:
    found = told(survey(body))
    assert [line for line in found if "missing-summary" not in line] == expected


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ('![A crane](/a.jpg)\n"Long live it.', "“Long live it."),
        ('[[Harbour]] is "the place.', "… is “the place."),
    ],
)
def test_words_are_shown_without_signs_that_nobody_wrote(body: str, shown: str) -> None:
    (problem,) = survey(body).diagnostics
    assert problem.message == f"a quotation mark opens here and is never closed: {shown}"


@pytest.mark.parametrize(
    ("language", "body", "is_fine"),
    [
        ("de", "Er sagte „nein“ und »ja«.", True),
        ("de", "Er sagte „nein und ging.", False),
        ("fr", "Il dit « non » et « oui.", False),
        ("ru", "Он сказал «нет» и „да“.", True),
        ("sv", "Hon sade ”nej” och gick.", True),
        ("sv", "Hon sade ”nej och gick.", False),
        ("pl", "„Nie” i „tak”.", True),
        ("zh", "他说“不", True),
    ],
)
def test_quotation_marks_are_those_of_the_language(
    language: str, body: str, *, is_fine: bool
) -> None:
    found = survey(body, head=f"{HEAD}language: {language}\n")
    assert ("unbalanced-quotes" not in str(told(found))) is is_fine


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("date: 2016-10-29\n", ["1:1 missing-title"]),
        ('title: ""\ndate: 2016-10-29\n', ["2:1 missing-title"]),
        (f"{HEAD}description: Too short.\n", ["4:1 description-length"]),
        (f"{HEAD}description: {'long ' * 50}\n", ["4:1 description-length"]),
        (f"{HEAD}description: {'word ' * 20}\n", []),
        (f"{HEAD}image: {{src: crane.jpg}}\n", ["4:8 missing-alt"]),
        ("title: Of “cranes\ndate: 2016-10-29\n", ["2:1 unbalanced-quotes"]),
        (f"{HEAD}sources: [{{title: Ana, url: 'https://a.example/'}}]\n", []),
    ],
)
def test_front_matter_is_looked_through(head: str, expected: list[str]) -> None:
    found = told(survey("The harbour wakes.\n\n> Quoted.", head=head))
    assert [line for line in found if "quote-source" not in line] == expected


def test_nothing_to_show_in_lists_is_told() -> None:
    found = survey("![A crane](crane.jpg)")
    assert told(found) == ["1:1 missing-summary"]


def test_links_to_other_sites_are_found_with_their_very_places() -> None:
    head = (
        f"{HEAD}sources:\n  - title: Old\n    url: https://o.example/?a=1&b=2\n"
        "  - {title: Kept, url: 'https://k.example/', archived: 'https://a.example/k'}\n"
        "image: {src: 'https://p.example/i.jpg', alt: A crane}\n"
    )
    body = (
        "`https://o.example/` [a](https://o.example/long) [b](https://o.example/)\n"
        "<https://o.example/> ![p](https://o.example/p.png) [own](https://lamp.example/blog/x/)\n"
        "[w](https://web.example/1/https://o.example/q) [q](https://o.example/q) [r][] [r][]\n"
        '<a href="https://o.example/?x=1&amp;y=2">y</a> [m](mailto:a@o.example) [s](/s/)\n\n'
        "[r]: https://r.example/\n"
    )
    found = survey(body, head=head).outward
    assert [(f"{each.place.line}:{each.place.column}", each.written) for each in found] == [
        ("6:10", "https://o.example/?a=1&b=2"),
        ("8:15", "https://p.example/i.jpg"),
        ("10:26", "https://o.example/long"),
        ("10:54", "https://o.example/"),
        ("11:2", "https://o.example/"),
        ("11:27", "https://o.example/p.png"),
        ("12:5", "https://web.example/1/https://o.example/q"),
        ("12:52", "https://o.example/q"),
        ("15:6", "https://r.example/"),
        ("15:6", "https://r.example/"),
        ("13:10", "https://o.example/?x=1&y=2"),
    ]
    assert [each.source for each in found if each.source >= 0] == [0]


def test_own_addresses_are_found_with_either_scheme_and_within_the_path_alone() -> None:
    found = survey(
        "[a](https://lamp.example/blog/a/#x) [b](http://www.lamp.example/blog/b%20c/)\n"
        "[c](https://lamp.example/shop/) [d](https://other.example/blog/)"
    )
    assert [(own.path, own.place.column, own.is_safe) for own in found.own_addresses] == [
        ("/a/", 5, True),
        ("/b c/", 41, False),
    ]


def test_a_recording_of_the_site_is_one_address_though_its_player_links_to_it() -> None:
    found = survey("https://lamp.example/blog/a.mp3\n\n[b](https://lamp.example/blog/a.mp3)")
    assert [(own.path, own.place.line) for own in found.own_addresses] == [
        ("/a.mp3", 5),
        ("/a.mp3", 7),
    ]


@pytest.mark.parametrize(
    ("body", "fix"),
    [("#### Deep", "write ## before it"), ("Words\n\n<h4>Deep</h4>", "make it <h2>")],
)
def test_a_heading_is_mended_in_the_way_in_which_it_is_written(body: str, fix: str) -> None:
    fixes = [each.fix for each in survey(body).diagnostics if each.rule == "heading-order"]
    assert [each.startswith(fix) for each in fixes] == [True]


@pytest.mark.parametrize(
    ("image", "fix"),
    [
        ("image: a b.jpg  # mine", 'write what it shows: `image: {src: a b.jpg, alt: "A crane'),
        ('image: "a.jpg"', 'write what it shows: `image: {src: "a.jpg", alt: "A crane'),
        ("image: {src: a.jpg}", 'write in the braces of `image:` what it shows: `alt: "A crane'),
        ("image:\n  src: a.jpg", 'write below `image:` what it shows: `alt: "A crane'),
    ],
)
def test_words_of_the_lead_picture_are_asked_for_where_they_belong(image: str, fix: str) -> None:
    (problem,) = survey("A quiet day.", head=f"{HEAD}{image}\n").diagnostics
    assert problem.fix.startswith(fix)


def test_own_addresses_are_found_outside_of_code_and_not_as_a_part_of_another() -> None:
    found = survey(
        "`https://lamp.example/blog/` [x](https://lamp.example/blog/a/)"
        " [https://lamp.example/blog/](https://lamp.example/blog/)"
    )
    assert [(own.path, own.place.column) for own in found.own_addresses] == [("/a/", 34), ("/", 93)]


@pytest.mark.parametrize(
    "body", ["", "\n", ">", '"', "![](", "<img", "\x02", "> \n>\n", "](<>)", "#"]
)
def test_whatever_is_written_is_surveyed(body: str) -> None:
    assert survey(body).keys.keys() == {"title", "date"}


TOKENS = [
    "word", " ", "\n", "\n\n", "> ", "# ", "#### ", "![", "](", ")", "a.jpg", "[^1]", '"', "“", "”",
    "«", "»", "„", "`", "```\n", "<img ", 'src="x">', '<p id="a">', "</p>", "<blockquote>", "â€“",
    "https://lamp.example/blog/a/", "{{< figure ", ">}}", "---\n", "===\n", "url(x)",
    '<p style="', "\\",
]  # fmt: skip


@given(st.lists(st.sampled_from(TOKENS), max_size=24).map("".join), st.text(max_size=12))
def test_every_problem_of_any_text_has_a_place_in_it_or_none(body: str, tail: str) -> None:
    text = body + tail
    found = survey(text)
    lines = f"---\n{HEAD}---\n{text}".replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for each in found.diagnostics:
        assert each.line <= len(lines)
        assert each.line == 0 or each.column <= len(lines[each.line - 1]) + 1


def test_addresses_in_styles_are_known_to_be_shown() -> None:
    body = """<p style="background: url('/media/a.png')">a</p>

<style>.a{background:url(b.png)} .b{background:url(https://o.example/c.png)}</style>"""
    assert survey(body).styled == ("/media/a.png", "b.png")
