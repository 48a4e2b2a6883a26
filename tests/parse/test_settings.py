import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.model.author import Link
from ssg.model.diagnostic import has_errors
from ssg.model.settings import ExternalSettings, MenuItem, Settings
from ssg.model.source import SourceFile
from ssg.parse.settings.site import parse_settings
from ssg.parse.settings.table import SETTINGS_TABLE

BEGINNING = "title: The Lamplighter\nurl: https://lamplighter.example/blog/\n"


def settings_of(text: str) -> Settings:
    parsed = parse_settings(SourceFile("site.yaml", BEGINNING + text))
    assert parsed.diagnostics == ()
    assert parsed.value is not None
    return parsed.value


def problems_of(text: str) -> list[str]:
    parsed = parse_settings(SourceFile("site.yaml", text))
    return [f"{p.line}:{p.column} {p.message} | {p.fix}" for p in parsed.diagnostics]


def test_two_keys_make_a_site() -> None:
    assert settings_of("") == Settings(
        title="The Lamplighter",
        url="https://lamplighter.example/blog/",
        places={"title": (1, 1), "url": (2, 1)},
    )


@pytest.mark.parametrize("written", ["Quiet Page", "quiet page", "./quiet-page/"])
def test_a_theme_is_called_as_its_folder(written: str) -> None:
    told = f"3:8 expected the name of a theme, found `{written}`"
    fix = "write `quiet-page`, as its folder is called"
    assert problems_of(f"{BEGINNING}theme: {written}\n") == [f"{told} | {fix}"]


def test_settings_remember_where_they_stand() -> None:
    settings = settings_of("feeds: {limit: 5}\nauthor: jane\n")
    assert settings.place("feeds.limit") == (3, 9)
    assert settings.place("author") == (4, 1)
    assert settings.place("theme") == (0, 0)


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("posts_per_page: 20", "posts_per_page", 20),
        ("search: false", "search", False),
        ("tagline: No", "tagline", "No"),
        ("permalink: /{year}/{month}/{slug}.html", "permalink", "/{year}/{month}/{slug}.html"),
        ("menu: []", "menu", ()),
        ("menu: [{title: No, url: /no/}]", "menu", (MenuItem("No", "/no/"),)),
        (
            "links: [{title: M, url: 'mailto:a@b.example', kind: Email}]",
            "links",
            (Link("M", "mailto:a@b.example", "email"),),
        ),
        ("check: {off: missing-alt}", "rules_off", ("missing-alt",)),
        (
            "check: {external: {skip: paper.example, inside: [wiki.local], archive: none}}",
            "external",
            ExternalSettings(("paper.example",), ("wiki.local",), ""),
        ),
        ("redirects: html", "redirects", ("html",)),
        ("indexnow: 00-Ab-0012", "indexnow", "00-Ab-0012"),
        (f"indexnow: {'7' * 128}", "indexnow", "7" * 128),
        (
            "theme_settings: {accent: '#8a1c1c', wide: true, n: 010, list: [1, 2.5, no]}",
            "theme_settings",
            {"accent": "#8a1c1c", "wide": True, "n": "010", "list": [1, 2.5, "no"]},
        ),
        (
            "deploy: {www: {type: rsync, to: 'me@host:/srv', port: 2222}}",
            "deploy",
            {"www": {"type": "rsync", "to": "me@host:/srv", "port": 2222}},
        ),
    ],
)
def test_a_key_sets_its_field(text: str, field: str, value: object) -> None:
    assert getattr(settings_of(text), field) == value


def test_groups_of_keys_keep_their_other_defaults() -> None:
    settings = settings_of(
        "feeds: {limit: all}\ncomments: {provider: giscus, repo: me/blog, close_after: 6w}\n"
        "newsletter: {action: https://list.example/, from: 'J <j@x.example>'}\n"
    )
    assert settings.feeds.limit is None
    assert settings.feeds.full_text is True
    assert settings.comments.options == {"repo": "me/blog"}
    assert settings.comments.close_after_days == 42
    assert settings.newsletter.field_name == "email"
    assert settings.newsletter.sender == "J <j@x.example>"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "autor: x",
            (
                "3:1 unknown key `autor`; did you mean `author`?"
                " | write `author:` instead of `autor:`"
            ),
        ),
        (
            "base_url: x",
            (
                "3:1 unknown key `base_url`; did you mean `url`?"
                " | write `url:` instead of `base_url:`"
            ),
        ),
        (
            "zzz: x",
            (
                "3:1 unknown key `zzz`"
                " | remove it; what only the theme reads goes under `theme_settings:`"
            ),
        ),
        ("search: yes", "3:9 expected true or false, found `yes` | write true"),
        ("search: No", "3:9 expected true or false, found `No` | write false"),
        (
            "posts_per_page: ten",
            "3:17 expected a whole number from 1 to 1000, found `ten` | write it like this: 10",
        ),
        (
            "posts_per_page: [1]",
            "3:17 expected a whole number from 1 to 1000, found a list | write it like this: 10",
        ),
        (
            "timezone: europe/berlin",
            "3:11 expected a time zone, found `europe/berlin` | write Europe/Berlin",
        ),
        ("timezone: Chicago", "3:11 expected a time zone, found `Chicago` | write America/Chicago"),
        (
            "timezone: ../../etc/passwd",
            (
                "3:11 expected a time zone, found `../../etc/passwd`"
                " | write region and city, like Europe/Berlin or UTC"
            ),
        ),
        *(
            (
                f"indexnow: {key}",
                (
                    f"3:11 expected a key of 8 to 128 letters, digits and dashes, found `{key}`"
                    " | write it like this: a1b2c3d4e5f6"
                ),
            )
            for key in ("short-7", "a_b_c_d_e", "../../up", "schlüssel")
        ),
        ("language: en_US", "3:11 expected the code of a language, found `en_US` | write en-US"),
        ("permalink: '{slug}/'", "3:12 `{slug}/` does not begin with / | write /{slug}/"),
        (
            "permalink: /{year}/",
            (
                "3:12 `/{year}/` gives posts of one day the same address"
                " | add {slug} or {id} at its end"
            ),
        ),
        (
            "permalink: /{yaer}/{slug}/",
            (
                "3:12 `/{yaer}/{slug}/` holds `{yaer}`, which is no part of an address"
                " | use {year}, {month}, {day}, {slug}, {category}, {author}, {id}"
            ),
        ),
        (
            "links: [{title: x, url: 'JavaScript:alert(1)'}]",
            (
                "3:25 expected an address (https://…, mailto:…) or a path that begins with /,"
                " found `JavaScript:alert(1)` | such an address can run code in a reader's browser;"
                " link to a page instead"
            ),
        ),
        (
            "deploy: {web: {type: ftp, to: 'me@h:/w', password: x}}",
            (
                "3:42 `password` does not belong in this file, which others may read"
                " | remove it; ssg reads it from SSG_WEB_PASSWORD in the environment"
            ),
        ),
        (
            "deploy: {web: {type: ftp, to: 'me:pw@h:/w'}}",
            (
                "3:31 `to` holds a password, and others may read this file"
                " | remove the password; ssg reads it from SSG_WEB_PASSWORD in the environment"
            ),
        ),
        (
            "newsletter: {smtp: {host: h, token: x}}",
            (
                "3:30 `token` does not belong in this file, which others may read"
                " | remove it; ssg reads the password from SSG_SMTP_PASSWORD in the environment"
            ),
        ),
        (
            "comments: {provider: mailto, emial: a@b.example}",
            "3:30 unknown key `emial`; did you mean `email`? | write `email:` instead of `emial:`",
        ),
        (
            "comments: {close_after: 30}",
            (
                "3:25 expected a time in days, weeks, months or years, found `30`"
                " | write it like this: 30d"
            ),
        ),
        ("menu: [{title: x}]", "3:8 `url` is missing | add `url: /about/`"),
    ],
)
def test_a_wrong_key_is_an_error_with_place_and_fix(text: str, problem: str) -> None:
    assert problems_of(BEGINNING + text) == [problem]


@pytest.mark.parametrize(
    "url",
    [
        "ftp://x.example/",
        "/blog/",
        "https://",
        "https://me@x.example/",
        "https://x.example/?a",
        "https://x.example:port/",
        "x.example",
    ],
)
def test_the_sites_address_must_be_whole(url: str) -> None:
    parsed = parse_settings(SourceFile("site.yaml", f"title: x\nurl: {url}\n"))
    assert [problem.rule for problem in parsed.diagnostics] == ["wrong-value"]


@pytest.mark.parametrize(
    ("url", "fix"),
    [
        ("https://x.example/my blog/", "an address holds no space: write https://x.example/my%20blog/"),
        ("https://x y.example/a/", "write the whole address, like https://example.org/"),
        ("https://[x/a/", "write the whole address, like https://example.org/"),
    ],
)  # fmt: skip
def test_an_address_with_a_space_is_told_as_it_has_to_be_written(url: str, fix: str) -> None:
    (problem,) = parse_settings(SourceFile("site.yaml", f"title: x\nurl: {url}\n")).diagnostics
    assert problem.fix == fix


def test_all_problems_are_told_and_the_rest_holds() -> None:
    text = "titel: x\nurl: nowhere\nposts_per_page: 0\nlanguage: de\n"
    parsed = parse_settings(SourceFile("site.yaml", text))
    assert [(problem.line, problem.rule) for problem in parsed.diagnostics] == [
        (1, "unknown-key"),
        (2, "wrong-value"),
        (3, "wrong-value"),
    ]
    assert parsed.value is not None
    assert (parsed.value.language, parsed.value.posts_per_page) == ("de", 10)


def test_every_setting_has_a_key_and_no_other() -> None:
    fields = {field.name for field in dataclasses.fields(Settings)} | {"check"}
    fields -= {"rules_off", "external", "places"}
    assert set(SETTINGS_TABLE.keys) == fields


@given(st.text())
def test_no_text_makes_settings_fail(text: str) -> None:
    parse_settings(SourceFile("site.yaml", text))


WORDS = [
    "title",
    "url",
    "feeds",
    "deploy",
    "comments",
    "menu",
    ":",
    ": ",
    "\n",
    "  ",
    "- ",
    "[",
    "]",
    "{",
    "}",
    "'",
    '"',
    "#",
    "&a",
    "*a",
    "!x",
    "|",
    ">",
    "\t",
    "---\n",
    "x",
    "12:30",
]


@given(st.lists(st.sampled_from(WORDS), max_size=40).map("".join))
def test_no_heap_of_yaml_marks_makes_settings_fail(text: str) -> None:
    parsed = parse_settings(SourceFile("site.yaml", text))
    assert parsed.value is not None or has_errors(parsed.diagnostics)


def test_every_part_of_a_theme_setting_has_its_place() -> None:
    settings = settings_of("theme_settings:\n  fonts:\n  - family: A\n    src: [/a, /b]\n")
    line = settings.place("theme_settings")[0]
    assert settings.place("theme_settings.fonts.0.src") == (line + 3, 5)
    assert settings.place("theme_settings.fonts.0.src.1")[0] == line + 3
    assert settings.nearest_place("theme_settings.fonts.0.weight") == (line + 2, 5)
    assert settings.nearest_place("nowhere.at.all") == (0, 0)
