"""Slips of writers: signs that look right on the screen, and habits from other programs."""

import pytest

from ssg.model.entry import Entry, Kind
from ssg.model.settings import ParseSettings
from ssg.model.source import SourceFile
from ssg.parse.entries.entry import parse_entry
from ssg.parse.settings.site import parse_settings

SETTINGS = ParseSettings("en", "America/Chicago")
PATH = "content/posts/2016-10-29-words-and-deeds.md"


def problems_of_file(text: str) -> list[str]:
    parsed = parse_entry(SourceFile(PATH, text), Kind.POST, SETTINGS)
    return [
        f"{p.line}:{p.column} {p.level.value} {p.rule}: {p.message} | {p.fix}"
        for p in parsed.diagnostics
    ]


def problem_of(front_matter: str) -> str:
    (problem,) = problems_of_file(f"---\n{front_matter}\n---\nText.\n")
    return problem


def entry_of(front_matter: str) -> Entry:
    text = f"---\n{front_matter}\n---\nText.\n"
    parsed = parse_entry(SourceFile(PATH, text), Kind.POST, SETTINGS)
    assert parsed.diagnostics == ()
    assert parsed.entry is not None
    return parsed.entry


def problem_of_setting(line: str) -> str:
    text = f"title: T\nurl: https://x.example/\n{line}\n"
    (problem,) = parse_settings(SourceFile("site.yaml", text)).diagnostics
    return f"{problem.line}:{problem.column} {problem.rule}: {problem.message} | {problem.fix}"


@pytest.mark.parametrize(
    ("front_matter", "where", "fix"),
    [
        (
            "title: Why #MeToo failed -- really",
            "2:12 warning hash-comment",
            'write: title: "Why #MeToo failed -- really"',
        ),
        ("title: #MeToo and after", "2:8 error hash-comment", 'title: "#MeToo and after"'),
        ("title: x\ntags:\n  - #metoo", "4:5 warning hash-comment", 'write: - "#metoo"'),
        ("title: x\ntags: [#metoo]", "3:8 error yaml-syntax", 'tags: ["#metoo"]'),
        (
            "title: x\ntags: [a, #metoo too]\nslug: x",
            "3:11 error yaml-syntax",
            'tags: [a, "#metoo too"]',
        ),
    ],
)
def test_a_hash_that_hides_words_is_explained(front_matter: str, where: str, fix: str) -> None:
    problem = problem_of(front_matter)
    assert problem.startswith(where)
    assert "begins a comment" in problem
    assert fix in problem


@pytest.mark.parametrize(
    ("front_matter", "fix"),
    [
        ("title: Foo: bar # mine", 'write: title: "Foo: bar" # mine'),
        ("title: @home  # mine", 'write: title: "@home"  # mine'),
        ("title: 'It's mine' #", 'write: title: "It\'s mine" #'),
        ("title: Foo: #bar", 'write: title: "Foo: #bar"'),
    ],
)
def test_a_comment_stays_out_of_the_quotes_that_a_value_needs(front_matter: str, fix: str) -> None:
    assert problem_of(front_matter).endswith(fix)


def test_a_comment_that_is_meant_is_no_problem() -> None:
    entry = entry_of('title: "a #b"   # c\n# d\n#e: f\ndraft: false # g\nsummary: C# is 1# # h')
    assert entry.title == "a #b"


@pytest.mark.parametrize(
    ("front_matter", "where", "fix"),
    [
        ("title: “Words and deeds”", "2:8 warning curly-quotes", 'write "Words and deeds"'),
        ("title: „Wort und Tat“", "2:8 warning curly-quotes", 'write "Wort und Tat"'),
        (
            "title: “Words: and deeds”",
            "2:14 error yaml-syntax: a title with a colon needs quotes, and curly ones",
            'write: title: "Words: and deeds"',
        ),
        ("title: x\ntags: “a”, “b”", "3:7 warning curly-quotes", '["a", "b"]'),
        ("title: x\nimage: {src: “/media/a.jpg”}", "3:14 warning curly-quotes", '"/media/a.jpg"'),
    ],
)
def test_curly_quotation_marks_are_named(front_matter: str, where: str, fix: str) -> None:
    problem = next(p for p in problems_of_file(f"---\n{front_matter}\n---\nT.\n"))
    assert problem.startswith(where)
    assert fix in problem


@pytest.mark.parametrize(
    "title", ["“Words” and deeds", '"“Words”"', "“Words” and “deeds”", "Words’", "‘Twas"]
)
def test_curly_quotation_marks_may_stand_in_a_text(title: str) -> None:
    assert entry_of(f"title: {title}").title


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("———\ntitle: x\n———\nText", "1:1 error no-front-matter: `———` does not open front matter"),
        ("—\ntitle: x\n—\nText", "1:1 error no-front-matter: `—` does not open front matter"),
        ("--\ntitle: x\n--\nText", "1:1 error no-front-matter: `--` does not open front matter"),
        ("---\ntitle: x\n———\nT", "3:1 error no-front-matter: `———` does not close the front"),
        ("---\ntitle: x\n—\nText\n\n---\nmore", "3:1 error yaml-syntax: `—` is not the line"),
    ],
)
def test_a_line_of_dashes_is_told_from_hyphens(text: str, problem: str) -> None:
    (found,) = problems_of_file(text)
    assert found.startswith(problem)
    assert "three hyphens" in found


@pytest.mark.parametrize("text", ["", "\n \n", "\ufeff"])
def test_an_empty_file_is_called_empty(text: str) -> None:
    (problem,) = problems_of_file(text)
    assert "the file is empty" in problem


@pytest.mark.parametrize(
    ("front_matter", "problem"),
    [
        ("title:Words", "2:6 error yaml-syntax: a space is missing after the colon of `title`"),
        ("title:\xa0Words", "2:6 error yaml-syntax: the space after the colon of `title` is a no"),
        ("title:\xa0Words\ndate: 2016-10-29", "2:6 error yaml-syntax: the space after the colon"),
        ("title: x\ntags:\n-a\n-b", "4:1 error yaml-syntax: a space is missing after the hyphen"),
        ("title: x\ntags:\n  -a\n  -b", "4:3 warning list-in-line: `-a -b` counts as one"),
    ],
)
def test_a_missing_space_is_named(front_matter: str, problem: str) -> None:
    assert problem_of(front_matter).startswith(problem)


@pytest.mark.parametrize("key", ["alt", "image_alt", "feature_image_caption", "image-credit"])
def test_words_of_the_lead_picture_on_their_own_are_led_to_it(key: str) -> None:
    problem = problem_of(f"title: x\nimage: a.jpg\n{key}: Two cranes")
    assert "write it into `image:`, like image: {src: " in problem


def test_a_part_of_a_list_with_a_colon_is_shown_in_quotes() -> None:
    problem = problem_of("title: x\ncategories:\n  - Books\n  - Opinion: Law")
    assert problem.startswith("5:5 error wrong-value")
    assert problem.endswith('if this is text, put it in quotes: "Opinion: Law"')


def test_a_missing_comma_is_named() -> None:
    problem = problem_of('title: x\ntags: ["law" "books", "fog"]')
    assert problem == (
        "3:14 error yaml-syntax: a comma is missing before this part | write `, ` between the two"
    )


@pytest.mark.parametrize(
    ("front_matter", "place"),
    [
        ("categories:\n- Books\n - Opinion", "5:2"),
        ("categories:\n  - Books\n  - Law\n    - Opinion\n    - Fog", "6:5"),
        ("extra:\n  a:\n  - b\n   - c", "6:4"),
    ],
)
def test_a_part_of_a_list_that_is_read_as_words_of_another_is_told(
    front_matter: str, place: str
) -> None:
    problem = problem_of("title: x\n" + front_matter)
    assert problem.startswith(f"{place} error yaml-syntax: this part of the list is read as words")


def test_words_of_a_part_may_go_on_below_it() -> None:
    front_matter = "title: x\ntags:\n- law and\n  order\n- 'fog\n  - and salt'"
    assert [tag.path for tag in entry_of(front_matter).tags] == [
        ("law and order",),
        ("fog - and salt",),
    ]


def test_a_text_on_two_lines_is_put_on_one() -> None:
    problem = problem_of("title: x\nsummary: One line\nand another")
    assert 'summary: "One line and another", on one line' in problem


@pytest.mark.parametrize(
    ("front_matter", "level", "fix"),
    [
        ("tags: a, b, c", "warning", 'write [a, b, c]; if it is one, put it in quotes: "a, b, c"'),
        ("categories: Law, Opinion/Economy", "warning", "write [Law, Opinion/Economy];"),
        ("authors: martin-ashdown, ana", "error", "write [martin-ashdown, ana]"),
        ("check:\n  off: missing-alt, broken-link", "error", "write [missing-alt, broken-link]"),
    ],
)
def test_a_list_with_commas_only_is_shown_in_brackets(
    front_matter: str, level: str, fix: str
) -> None:
    problem = problem_of("title: x\n" + front_matter)
    assert f" {level} list-in-line: " in problem
    assert fix in problem


@pytest.mark.parametrize(
    ("front_matter", "place", "fix"),
    [
        (
            "image: {src: a.jpg, alt: A tram, empty, and late}",
            "3:34",
            'alt: "A tram, empty, and late"',
        ),
        ("image: {alt: A tram, empty, src: a.jpg}", "3:22", 'alt: "A tram, empty"'),
        ("author: {name: Ana, bio: Lives in Lima,\n  Peru.}", "4:3", 'bio: "Lives in Lima, Peru."'),
        ("sources: [{title: Fog, and salt}]", "3:24", 'title: "Fog, and salt"'),
    ],
)
def test_a_value_in_braces_that_a_comma_cuts_is_shown_in_quotes(
    front_matter: str, place: str, fix: str
) -> None:
    problem = problem_of("title: x\n" + front_matter)
    assert problem.startswith(f"{place} error yaml-syntax: a comma ends the value of")
    assert problem.endswith(f"write: {fix}")


def test_a_key_in_braces_may_have_no_value() -> None:
    assert entry_of("title: x\nimage: {src: a.jpg, alt: , credit: Ana}").picture


def test_a_tag_in_quotes_may_hold_a_comma() -> None:
    assert entry_of('title: x\ntags: "Paris, Texas"').tags[0].path == ("Paris, Texas",)


@pytest.mark.parametrize(
    ("front_matter", "fix"),
    [
        ("author: Martin Ashdown", ": martin-ashdown; or, for a guest, {name: Martin Ashdown}"),
        ("updated: 2026-11-10 25:00", "hours (00 to 23)"),
        ("updated: 2026-11-10 9:30 PM", "write 2026-11-10 21:30; the clock has 24 hours"),
        ("updated: 2026-11-10 09:30 GMT", "write 2026-11-10 09:30+00:00; a time in another"),
        ("updated: 10.11.2026 soon", "write an existing day"),
        ("updated: 2026–11–10", "write 2026-11-10, with the hyphens of the keyboard"),
        ("updated: 2026–11‑10 9:30 pm", "write 2026-11-10 21:30, with the hyphens"),
    ],
)
def test_a_fix_is_made_of_what_was_written(front_matter: str, fix: str) -> None:
    assert fix in problem_of("title: x\n" + front_matter)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("timezone: GMT+1", "region and city, like Europe/Berlin, so that summer time counts"),
        ("timezone: GMT+1", "GMT+1 is called Etc/GMT-1"),
        ("timezone: '-05:00'", "-05:00 is called Etc/GMT+5"),
        ("permalink: /%year%/%postname%/", "write /{year}/{slug}/"),
        ("permalink: /:year/:title/", "write /{year}/{slug}/"),
        ("permalink: /%year%/%hour%/%postname%/", "use {year}, {month}"),
        ("permalink: /%year%/", "add {slug} or {id}"),
        ("smtp_password: x", "3:1 credentials: `smtp_password` does not belong in this file"),
        ("theme_settings: {api_token: x}", "3:18 credentials: `api_token` does not belong"),
        ("theme_settings:\n  accent: #005f73", 'write: accent: "#005f73"'),
        ("theme_settings: {accent: #005f73, wide: true}", '{accent: "#005f73", wide: true}'),
        ("author: Martin Ashdown", "the name of its file: martin-ashdown"),
    ],
)
def test_settings_of_other_programs_are_translated(line: str, problem: str) -> None:
    assert problem in problem_of_setting(line)


@pytest.mark.parametrize(
    "sign", ["[Draft]", "{Draft}", "*Draft*", "*", "&", "&c", "!", "!new", "%"]
)
def test_a_title_that_begins_with_a_sign_of_yaml_needs_quotes(sign: str) -> None:
    problem = problem_of(f"title: {sign} Words and deeds")
    assert problem == (
        f"2:8 error yaml-syntax: a value that begins with `{sign[0]}` needs quotes"
        f' | write: title: "{sign} Words and deeds"'
    )


@pytest.mark.parametrize(
    ("front_matter", "fix"),
    [
        ("title: |Words|", 'write: title: "|Words|"'),
        ("title: `Words` and deeds", 'write: title: "`Words` and deeds"'),
        ("title: [Draft]", 'if this is text, put it in quotes: "[Draft]"'),
        ("title: x\nsummary: {Draft}", 'if this is text, put it in quotes: "{Draft}"'),
        ("title: x\ntags: [a] b", 'tags: "[a] b"; if a list is meant, close it behind its last'),
        ("title: # 1 in the charts", 'behind a `#` count only in quotes: title: "# 1 in the'),
    ],
)
def test_other_texts_that_begin_with_a_sign_are_shown_in_quotes(
    front_matter: str, fix: str
) -> None:
    assert fix in problem_of(front_matter)


@pytest.mark.parametrize(
    ("line", "fix"),
    [
        ("published: false", "write `draft: true` instead"),
        ("published: true", "remove it: what is no draft appears on its date"),
        ("published: 2016-10-29", "write `date:` instead of `published:`"),
        ("status: draft", "write `draft: true` instead"),
        ("status: publish", "remove it: what is no draft"),
        ("status: future", "remove it: a post whose date lies in the future"),
        ("visibility: unlisted", "write `unlisted: true` instead"),
        ("layout: post", "remove it: posts have post.html"),
        ("layout: essay", "write `template:` and the file's name"),
        ("post_password: x", "a static site asks for no password"),
        ("series_order: 2", "part: 2}"),
        ("excerpt: x", "write `summary:` instead"),
        ("post_excerpt: x", "write `summary:` instead"),
        ("category: x", "write `categories:` instead"),
        ("tag: x", "write `tags:` instead"),
        ("author_name: x", "write `author:` instead"),
        ("featured-image: x", "write `image:` instead"),
        ("coverImage: x", "write `image:` instead"),
        ("perma-link: /x/", "write `permalink:` instead"),
        ("comments: true", "write open"),
        ("comments: false", "write closed, or none to hide"),
        ("permalink: /:year/:title/", "remove it, for the pattern"),
        ("permalink: pretty", "remove it, for the pattern"),
        ("linkTitle: x", "put it under `extra:`"),
        ("resources: x", "put it under `extra:`"),
        ("rate: x", "put it under `extra:`"),
        ("itle: x", "write `title:` instead"),
        ("smumary: x", "write `summary:` instead"),
    ],
)
def test_keys_of_other_programs_are_translated(line: str, fix: str) -> None:
    assert fix in problem_of(f"title: x\n{line}")


def test_a_title_under_another_name_is_not_missed_as_well() -> None:
    assert "write `title:` instead of `post_title:`" in problem_of("post_title: x")


@pytest.mark.parametrize(
    ("date", "why", "fix"),
    [
        ("2026-02-30", "is no day: February 2026 has 28 days", "write an existing day"),
        ("2024-2-30 10:00", "is no day: February 2024 has 29 days", "write an existing day"),
        ("2026-12-32", "is no day: December 2026 has 31 days", "write an existing day"),
        ("2026-13-05", "is no day: there is no month 13", "year-month-day: 2026-05-13"),
        ("2026-13-13", "is no day: there is no month 13", "write an existing day"),
        ("2026-05-00", "is no day: the days of a month begin with 01", "write an existing"),
        ("0026-05-01", "lies outside the years 1000 to 9000", "write an existing day"),
        ("2026-05-01 25:00", "is no time: there is no hour 25", "hours (00 to 23)"),
        ("2026-05-01 24:00", "is no time: there is no hour 24", "write 2026-05-02 00:00"),
        ("2026-05-01 09:60", "is no time: there is no minute 60", "minutes (00 to 59)"),
        ("2026-05-01T09:00:61Z", "is no time: there is no second 61", "minutes (00 to 59)"),
        ("2026-05-01 09:00+25:00", "has an offset that no place on earth has", "09:30+01:00"),
    ],
)
def test_a_day_or_time_that_there_is_not_is_told(date: str, why: str, fix: str) -> None:
    problem = problem_of(f"title: x\ndate: {date}")
    assert f"wrong-value: `{date}` {why} | " in problem
    assert fix in problem


def test_the_days_of_sources_are_told_as_well() -> None:
    problem = problem_of("title: x\nsources: [{title: y, accessed: 2026-02-30}]")
    assert "`2026-02-30` is no day: February 2026 has 28 days" in problem
