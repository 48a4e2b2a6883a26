import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.model.author import Author, AuthorId, Link
from ssg.model.digest import digest_of
from ssg.model.entry import (
    Audio,
    Chapter,
    CommentPolicy,
    Correction,
    Entry,
    Kind,
    Picture,
    Place,
    SeriesPart,
    SocialThreads,
    SourceNote,
    TermMention,
)
from ssg.model.parsed import ParsedEntry
from ssg.model.settings import ParseSettings
from ssg.model.source import SourceFile
from ssg.parse.entries.entry import parse_entry

SETTINGS = ParseSettings("en", "America/Chicago")
PATH = "content/posts/2016-10-29-words-and-deeds.md"


def read(text: str, path: str = PATH, kind: Kind = Kind.POST) -> ParsedEntry:
    return parse_entry(SourceFile(path, text), kind, SETTINGS)


def entry_of(front_matter: str, path: str = PATH, kind: Kind = Kind.POST) -> Entry:
    parsed = read(f"---\ntitle: Words\n{front_matter}\n---\nText.\n", path, kind)
    assert parsed.diagnostics == ()
    assert parsed.entry is not None
    return parsed.entry


def problems_of(text: str, path: str = PATH) -> list[str]:
    diagnostics = read(text, path).diagnostics
    return [f"{p.line}:{p.column} {p.message} | {p.fix}" for p in diagnostics]


def moment(iso: str) -> dt.datetime:
    return dt.datetime.fromisoformat(iso)


@pytest.mark.parametrize(
    ("front_matter", "field", "value"),
    [
        ("", "slug", "words-and-deeds"),
        ("", "date", moment("2016-10-29T00:00-05:00")),
        ("date: 2016-12-01 09:30", "date", moment("2016-12-01T09:30-06:00")),
        ("date: 2016-12-01T09:30:00+01:00", "date", moment("2016-12-01T09:30+01:00")),
        ("updated: 2016-11-02", "updated", moment("2016-11-02T00:00-05:00")),
        ("slug: Слова", "slug", "Слова"),
        ("slug: '%d7%a9'", "slug", "ש"),
        ("id: 073", "id", "073"),
        ("permalink: /2016/%C3%A9t%C3%A9/", "permalink", "/2016/été/"),
        ('aliases: ["/?p=73", /old/a%20b/, "/?p=73"]', "aliases", ("/?p=73", "/old/a b/")),
        ("aliases: /old/", "aliases", ("/old/",)),
        ('guid: "https://old.example/?p=73"', "guid", "https://old.example/?p=73"),
        ("author: jane", "authors", (AuthorId("jane", 3, 9),)),
        ("authors: [a, b]", "authors", (AuthorId("a", 3, 11), AuthorId("b", 3, 14))),
        (
            "author: {name: Ana, bio: Lives *here*.}",
            "authors",
            (Author("", "Ana", bio_html="Lives <em>here</em>.", bio_text="Lives here."),),
        ),
        ("bio: In *Rome*.", "bio_html", "In <em>Rome</em>."),
        ("bio: In *Rome*.", "bio_text", "In Rome."),
        ("", "bio_html", None),
        ("", "links", None),
        (
            "links: [{title: F, url: https://x.example/, kind: book}]",
            "links",
            (Link("F", "https://x.example/", "book"),),
        ),
        (
            "categories: Opinion/Economy",
            "categories",
            (TermMention(("Opinion", "Economy"), Place(3, 13)),),
        ),
        (
            r"categories: [AC\/DC/Live]",
            "categories",
            (TermMention(("AC/DC", "Live"), Place(3, 14)),),
        ),
        (
            "tags: [2016, No, null]",
            "tags",
            (
                TermMention(("2016",), Place(3, 8)),
                TermMention(("No",), Place(3, 14)),
                TermMention(("null",), Place(3, 18)),
            ),
        ),
        ("tags:", "tags", ()),
        ("series: Letters", "series", SeriesPart("Letters")),
        ("series: {name: Letters, part: 2}", "series", SeriesPart("Letters", 2)),
        ("summary: Short's.", "summary", "Short’s."),
        ("", "summary", "Text."),
        ("image: a.jpg", "picture", Picture("a.jpg", place=Place(3, 8))),
        (
            "image: {src: a.jpg, alt: An *A*, credit: Me}",
            "picture",
            Picture("a.jpg", "An *A*", "", "Me", Place(3, 8)),
        ),
        ("draft: true", "draft", True),
        ("comments: none", "comments", CommentPolicy.NONE),
        (
            "comments: {mastodon: https://s.example/@a/1}",
            "social",
            SocialThreads("https://s.example/@a/1"),
        ),
        ("likes: 12", "likes", 12),
        (
            "sources: [{title: S, url: https://x.example/, accessed: 2016-10-28}]",
            "sources",
            (SourceNote("S", "https://x.example/", "", dt.date(2016, 10, 28)),),
        ),
        (
            "corrections: [{date: 2016-11-01, text: one}, {date: 2016-11-02, text: '*two*'}]",
            "corrections",
            (
                Correction(dt.date(2016, 11, 2), "<em>two</em>"),
                Correction(dt.date(2016, 11, 1), "one"),
            ),
        ),
        (
            "audio: {src: a.mp3, length: 3, duration: 42:10, chapters: [{start: 1:00, title: A}]}",
            "audio",
            Audio("a.mp3", 3, "42:10", "", "", (Chapter("1:00", "A"),), Place(3, 8)),
        ),
        (
            "audio: {src: a.mp3, chapters: [{start: 0, title: A}, {start: '0', title: B}]}",
            "audio",
            Audio(
                "a.mp3", chapters=(Chapter("0:00", "A"), Chapter("0:00", "B")), place=Place(3, 8)
            ),
        ),
        ("language: de", "language", "de"),
        ("template: essay.html", "template_place", Place(3, 11)),
        (
            "extra: {mood: calm, n: 3, on: [yes, 2016-10-29]}",
            "extra",
            {"mood": "calm", "n": 3, "on": ["yes", "2016-10-29"]},
        ),
        ("check: {off: [missing-alt]}", "rules_off", ("missing-alt",)),
    ],
)
def test_a_key_sets_its_field(front_matter: str, field: str, value: object) -> None:
    assert getattr(entry_of(front_matter), field) == value


@pytest.mark.parametrize("title", ["1984", "2016-10-29", "No", "null", "12:30:45", "010"])
def test_a_title_is_always_text(title: str) -> None:
    parsed = read(f"---\ntitle: {title}\n---\nText.\n")
    assert parsed.diagnostics == ()
    assert parsed.entry is not None
    assert parsed.entry.title == title


def test_titles_are_set_in_the_entrys_language() -> None:
    parsed = read('---\ntitle: "\\"Ja\\""\nlanguage: de\n---\n')
    assert parsed.entry is not None
    assert parsed.entry.title == "„Ja“"
    assert parsed.entry.title_as_written == '"Ja"'


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "One two three four five six seven eight nine.",
            "One two three four five six seven eight…",
        ),
        ("Short.", "Short."),
        ("<!-- nothing yet -->", "Words and deeds"),
    ],
)
def test_an_untitled_entry_is_called_by_its_first_words(text: str, title: str) -> None:
    parsed = read(f'---\ntitle: ""\n---\n{text}\n')
    assert parsed.diagnostics == ()
    assert parsed.entry is not None
    assert (parsed.entry.title, parsed.entry.title_as_written) == (title, "")


@pytest.mark.parametrize(
    ("path", "slug", "date"),
    [
        ("content/posts/2016-10-29-words-and-deeds.md", "words-and-deeds", "2016-10-29"),
        ("content/posts/2016/2016-10-29-Über uns.md", "uber-uns", "2016-10-29"),
        ("content/posts/2016-10-29-words/index.md", "words", "2016-10-29"),
        ("content/posts/2016-10-29.md", "words", "2016-10-29"),
    ],
)
def test_a_files_name_gives_slug_and_date(path: str, slug: str, date: str) -> None:
    entry = entry_of("", path)
    assert entry.date is not None
    assert (entry.slug, entry.date.date().isoformat()) == (slug, date)


@pytest.mark.parametrize(
    ("path", "slug"),
    [
        ("content/pages/about.md", "about"),
        ("content/pages/a/b.md", "b"),
        ("content/pages/a/index.md", "a"),
        ("content/pages/index.md", "index"),
    ],
)
def test_a_page_needs_no_date(path: str, slug: str) -> None:
    entry = entry_of("", path, Kind.PAGE)
    assert (entry.slug, entry.date) == (slug, None)


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: A\nlikes: 1\n---\nText.",
        "---\r\ntitle: A\r\nlikes: 1\r\n---\r\nText.\r\n",
        "\ufeff---\ntitle: A\nlikes: 1\n---\nText.\n",
        "---  \ntitle: A\nlikes: 1\n--- \t\nText.\n",
        "---\ntitle: A\nlikes: 1\n...\nText.\n",
        "\n\n---\ntitle: A\nlikes: 1\n---\nText.\n",
    ],
)
def test_front_matter_is_found_however_an_editor_saves_it(text: str) -> None:
    parsed = read(text)
    assert parsed.diagnostics == ()
    assert parsed.entry is not None
    assert parsed.body is not None
    assert (parsed.entry.title, parsed.entry.likes) == ("A", 1)
    assert parsed.body.html == "<p>Text.</p>"
    assert parsed.entry.body == digest_of(parsed.body)


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("---\ntitle: B\ntags: [a]\n---\nText.\n", 4),
        ("\n\n---\nlayout: post\ntags:\n  - a\n- b\ntitle: B\n...\n\nText.", 6),
    ],
)
def test_a_second_front_matter_is_a_warning_at_its_line(body: str, line: int) -> None:
    (problem,) = read(f"---\ntitle: A\n---\n{body}").diagnostics
    assert (problem.line, problem.level.name) == (line, "WARNING")
    assert problem.rule == "second-front-matter"


@pytest.mark.parametrize(
    "body",
    [
        "---\n\nNote: this is a text.\n\n---\nMore.",
        "---\nNote: this is a text.\n---\nMore.",
        "Text.\n\n---\ntitle: of a play\n---\n",
        "---\ntitle: of a play\nThe king enters.\n---\n",
    ],
)
def test_a_line_across_is_no_second_front_matter(body: str) -> None:
    assert read(f"---\ntitle: A\n---\n{body}").diagnostics == ()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "Just text.\n",
            (
                "1:1 this post has no front matter | begin the file with a line `---`, then `title: …`"  # noqa: E501  # told in one line
                " and `date: 2016-10-29`, then another line `---`"
            ),
        ),
        (
            "title: A\ndate: 2016-10-29\n\nText.\n",
            (
                "1:1 the keys at the top do not stand between two lines `---`"
                " | put a line `---` above them and one below"
            ),
        ),
        (
            " ---\n title: A\n ---\nText.\n",
            (
                "1:1 spaces stand before the line `---`, so that it opens no front matter"
                " | take out the spaces before both lines `---` and before the keys"
            ),
        ),
        (
            "```markdown\n---\ntitle: A\n---\nText.\n```\n",
            (
                "1:1 the front matter stands in a block of code"
                " | take out its first line, ```markdown, and the line that ends it"
            ),
        ),
        (
            "+++\ntitle = 'A'\n+++\n",
            (
                "1:1 the front matter is TOML (between +++), and ssg reads YAML"
                " | write it between two lines `---`, each key as `title: …`"
            ),
        ),
        (
            "---\ntitle: A\ntags:\n- b\n\nText.\n",
            (
                "1:1 the front matter that opens here is not closed"
                " | put a line `---` below its last key, which seems to be line 4"
            ),
        ),
        (
            "---\n- a\n---\n",
            "2:1 the front matter holds no keys | write each key on a line: `title: …`",
        ),
        (
            "---\n---\nText.\n",
            '1:1 `title` is missing | add `title: …` (or `title: ""` if it has none)',
        ),
        (
            "---\ntitle:\n---\n",
            '2:1 `title` has no value | add `title: …` (or `title: ""` if it has none)',
        ),
        (
            "---\ntitle: A\ndate: 2016-13-45\n---\n",
            (
                "3:7 `2016-13-45` is no day: there is no month 13"
                " | write an existing day as year-month-day, like 2016-10-29"
            ),
        ),
        (
            "---\ntitle: A\ndate: 29/10/2016\n---\n",
            (
                "3:7 expected a date, or a date and a time, found `29/10/2016`"
                " | write year-month-day: 2016-10-29"
            ),
        ),
        (
            "---\ntitle: A\ndate: 12:30:45\n---\n",
            (
                "3:7 expected a date, or a date and a time, found `12:30:45`"
                " | write the day before the time, like 2016-10-29 09:30"
            ),
        ),
        (
            "---\ntitle: A\nautor: x\n---\n",
            (
                "3:1 unknown key `autor`; did you mean `author`?"
                " | write `author:` instead of `autor:`"
            ),
        ),
        (
            "---\ntitle: A\nexcerpt: x\n---\n",
            (
                "3:1 unknown key `excerpt`; did you mean `summary`?"
                " | write `summary:` instead of `excerpt:`"
            ),
        ),
        (
            "---\ntitle: A\nmood: calm\n---\n",
            (
                "3:1 unknown key `mood`"
                " | if your theme reads it, put it under `extra:`; otherwise remove it"
            ),
        ),
        (
            "---\ntitle: A\ndraft: yes\n---\n",
            "3:8 expected true or false, found `yes` | write true",
        ),
        ("---\ntitle: A\nslug: a/b\n---\n", "3:7 `a/b` as a slug holds `/` | write a-b"),
        (
            "---\ntitle: A\npermalink: /a/%2e%2e/b/\n---\n",
            (
                "3:12 `/a/%2e%2e/b/` holds a level `.` or `..`"
                " | write a path on this site, like /2016/10/29/words-and-deeds/"
            ),
        ),
        (
            "---\ntitle: A\npermalink: https://x.example/a/\n---\n",
            "3:12 `https://x.example/a/` does not begin with / | write only the path: /a/",
        ),
        (
            "---\ntitle: A\ntemplate: ../x.html\n---\n",
            (
                "3:11 expected the name of a template, found `../x.html`"
                " | write it like this: post.html"
            ),
        ),
        (
            "---\ntitle: A\nimage: {src: 'data:x'}\n---\n",
            (
                "3:14 expected a file (beside the post, or a path that begins with /) or an address,"  # noqa: E501  # told in one line
                " found `data:x`"
                " | write the file's name, or its path with forward slashes, like /media/picture.jpg"  # noqa: E501  # told in one line
            ),
        ),
        (
            "---\ntitle: A\nauthor: a\nauthors: b\n---\n",
            ("4:1 `author` and `authors` stand here both | put all of them into `authors: […]`"),
        ),
        ("---\ntitle: a: b\n---\n", '2:9 a title with a colon needs quotes | write: title: "a: b"'),
    ],
)
def test_a_mistake_is_an_error_with_place_and_fix(text: str, problem: str) -> None:
    assert problems_of(text) == [problem]


def test_a_post_needs_a_date_unless_it_is_a_draft() -> None:
    path = "content/posts/words.md"
    assert problems_of("---\ntitle: A\n---\n", path) == [
        (
            "2:1 this post has no date"
            " | add `date: 2016-10-29`, or begin the file's name with it: 2016-10-29-words.md"
        )
    ]
    assert problems_of("---\ntitle: A\ndraft: true\n---\n", path) == []


def test_a_file_name_with_an_impossible_date_is_an_error() -> None:
    [problem] = problems_of("---\ntitle: A\n---\n", "content/posts/2016-13-45-a.md")
    assert "there is no such day" in problem


def test_all_problems_of_a_file_are_told_and_the_rest_holds() -> None:
    parsed = read("---\ntitle: A\nlikes: many\ntags: {a: b}\nmood: x\ndraft: on\nslug: ok\n---\n")
    assert [problem.line for problem in parsed.diagnostics] == [3, 4, 5, 6]
    assert parsed.entry is not None
    assert (parsed.entry.slug, parsed.entry.likes, parsed.entry.draft) == ("ok", None, False)


@given(st.text())
def test_no_text_makes_entries_fail(text: str) -> None:
    read(text)
    read(f"---\n{text}\n---\n{text}")


KEYS = ["title: ", "date: ", "author: ", "image: ", "audio: ", "series: ", "extra: ", "src: "]
MARKS = [*"[]{}'\"#\t\n/a\\", "&a ", "*a ", "!x ", "|\n", "- ", "\n  ", ": ", ", ", "12:30", "true"]


@given(st.lists(st.sampled_from(KEYS + MARKS), max_size=30).map("".join))
def test_no_heap_of_yaml_marks_makes_entries_fail(front_matter: str) -> None:
    read(f"---\n{front_matter}\n---\ntext\n")
