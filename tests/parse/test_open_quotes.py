"""A quotation mark that is not closed is told where it opens, not where YAML stumbles below."""

import pytest

from ssg.model.entry import Kind
from ssg.model.settings import ParseSettings
from ssg.model.source import SourceFile
from ssg.parse.author import parse_author
from ssg.parse.comments.conversation import parse_conversation
from ssg.parse.entries.entry import parse_entry
from ssg.parse.problems import Reading
from ssg.parse.redirects import parse_redirects
from ssg.parse.settings.site import parse_settings
from ssg.parse.yaml.reader import read_yaml

SETTINGS = ParseSettings("en", "America/Chicago")

NEW_POST = """\
---
title: "Words and Deeds
date: 2016-10-29 09:30
author: jane-marsh
# categories: [Books, Opinion/Economy]     a slash makes a category within another
# tags: [libraries, budgets]
# summary: One sentence for lists and feeds; else the text before <!--more-->
# image: {src: /media/picture.jpg, alt: "What it shows"}
# series: {name: Letters, part: 2}
# updated: 2026-12-01
draft: true     # remove this line to publish
---
"""


def problem_of(text: str) -> str:
    reading = Reading("x.yaml", text)
    read_yaml(text, 1, 100_000, reading)
    (problem,) = reading.problems
    return f"{problem.line}:{problem.column} {problem.message} | {problem.fix}"


def told(place: str, line: str) -> str:
    return (
        f"{place} the quotation mark that opens here is never closed"
        f" | put the same quotation mark at the end of the text: `{line}`"
    )


@pytest.mark.parametrize(
    ("text", "place", "line"),
    [
        ('title: "Words and\nsummary: "One"', "1:8", 'title: "Words and"'),
        ("title: 'Words and\nsummary: 'One'", "1:8", "title: 'Words and'"),
        ('title: "A"\nurl: "https://x.example/\ntagline: "B"', "2:6", 'url: "https://x.example/"'),
        ('title: "Words\n\n# Say "no"\n', "1:8", 'title: "Words"'),
        ('title: "Words\ntags: ["a", "b"]', "1:8", 'title: "Words"'),
        ('title: "Words  # the title\nslug: "x"', "1:8", 'title: "Words"  # the title'),
        ('title: "Words and\n  deeds\nsummary: "One"', "1:8", 'title: "Words and deeds"'),
        ("title: \"Words'\nsummary: 'One'\nslug: \"x\"", "1:8", 'title: "Words"'),
        ('title: "Words”\nslug: "x"', "1:8", 'title: "Words"'),
        ('title: "He said \'no\'\nslug: "x"', "1:8", "title: \"He said 'no'\""),
        ('title:\n  "Words\nslug: "x"', "2:3", '"Words"'),
        ('tags:\n  - "a\n  - "b"', "2:5", '- "a"'),
        ('tags: ["a, "b", c]', "1:8", 'tags: ["a", "b", c]'),
        ('tags: [a, "b]\nslug: "x"', "1:11", 'tags: [a, "b"]'),
        ('tags: [\n  "a,\n  "b"\n]', "2:3", '"a",'),
        ('image: {src: "/a.jpg, alt: "x"}', "1:14", 'image: {src: "/a.jpg", alt: "x"}'),
        (
            'image: {src: /a.jpg, alt: "One, and two}\nslug: "x"',
            "1:27",
            'image: {src: /a.jpg, alt: "One, and two"}',
        ),
        ('text: |\n  "x\n  y: "z\nslug: "a\nid: "b"', "4:7", 'slug: "a"'),
        ('- text: |\n    "x\n  by: "a\n  id: "b"', "3:7", 'by: "a"'),
        ('title: "a \\" b"\nslug: "x\nid: "y"', "2:7", 'slug: "x"'),
        ("title: It's\nslug: 'x\nid: 'y'", "2:7", "slug: 'x'"),
        ('title: "One\n  two"\nslug: "x\nid: "y"', "3:7", 'slug: "x"'),
    ],
)
def test_the_line_that_lacks_the_mark_is_named(text: str, place: str, line: str) -> None:
    assert problem_of(text) == told(place, line)


@pytest.mark.parametrize(
    "text",
    [
        'title: "Words" and deeds\nslug: "x"',
        "title: 'It's mine'\nslug: 'x'",
        'title: "Words\n  and" deeds\nslug: "x"',
        'title: "Note\n  see: this"\ntags: [a, "b"\nslug: x',
        'title: "Words"\ntags: ["a" "b"]',
    ],
)
def test_another_mistake_is_not_taken_for_an_open_mark(text: str) -> None:
    assert "never closed" not in problem_of(text)


def test_every_kind_of_file_tells_it() -> None:
    record = SourceFile("content/authors/jane.yaml", 'name: "Jane\nrole: "Editor"\n')
    comments = '- id: a\n  author: "Ana\n  body: "Well said."\n'
    conversation = SourceFile("content/comments/x.yaml", f"comments:\n{comments}")
    redirects = SourceFile("content/redirects.yaml", '- from: "/a/\n  to: "/b/"\n')
    site = SourceFile("site.yaml", 'title: "Words\nurl: "https://www.example.org/"\n')
    post = SourceFile("content/posts/2016-10-29-words.md", NEW_POST)
    found = {
        "author": parse_author(record, SETTINGS).diagnostics,
        "comments": parse_conversation(conversation, SETTINGS).diagnostics,
        "redirects": parse_redirects(redirects).diagnostics,
        "site": parse_settings(site).diagnostics,
        "post": parse_entry(post, Kind.POST, SETTINGS).diagnostics,
    }
    assert {
        name: [f"{p.line}:{p.column} {p.message} | {p.fix}" for p in problems]
        for name, problems in found.items()
    } == {
        "author": [told("1:7", 'name: "Jane"')],
        "comments": [told("3:11", 'author: "Ana"')],
        "redirects": [told("1:9", '- from: "/a/"')],
        "site": [told("1:8", 'title: "Words"')],
        "post": [told("2:8", 'title: "Words and Deeds"')],
    }
