"""Author records, categories, tags, redirects, themes and their words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.model.author import Author, Link
from ssg.model.diagnostic import Level
from ssg.model.entry import Place
from ssg.model.settings import ParseSettings, RedirectRecord, TermRecord
from ssg.model.source import SourceFile
from ssg.model.theme import SettingDeclaration, ThemeManifest, Widget
from ssg.parse.author import parse_author
from ssg.parse.redirects import parse_redirects
from ssg.parse.terms import parse_terms
from ssg.parse.themes.theme import parse_strings, parse_theme_manifest

SETTINGS = ParseSettings("en", "UTC")


def test_an_author_record_has_its_files_name_as_id() -> None:
    text = (
        "name: Jane Marsh\nsort_name: Marsh, Jane\nbio: Edits *The Lamplighter*.\n"
        "email: jane@x.example\nlinks: [{title: Flashpoint, url: https://x.example/, kind: book}]\n"
    )
    parsed = parse_author(SourceFile("content/authors/jane-marsh.yaml", text), SETTINGS)
    assert parsed.diagnostics == ()
    assert parsed.value == Author(
        id="jane-marsh",
        name="Jane Marsh",
        sort_name="Marsh, Jane",
        bio_html="Edits <em>The Lamplighter</em>.",
        bio_text="Edits The Lamplighter.",
        email="jane@x.example",
        links=(Link("Flashpoint", "https://x.example/", "book"),),
        source="content/authors/jane-marsh.yaml",
    )


def test_an_author_without_a_name_is_called_by_the_id() -> None:
    parsed = parse_author(SourceFile("content/authors/jane.yaml", "role: Editor\n"), SETTINGS)
    assert [problem.rule for problem in parsed.diagnostics] == ["missing-key"]
    assert parsed.value is not None
    assert parsed.value.name == "jane"


def test_terms_take_their_slug_from_their_name() -> None:
    text = "- {name: Foreign Affairs}\n- {slug: eu, name: The Union, parent: foreign-affairs}\n"
    parsed = parse_terms(SourceFile("content/categories.yaml", text), SETTINGS)
    assert parsed.diagnostics == ()
    assert parsed.value == (
        TermRecord("foreign-affairs", "Foreign Affairs"),
        TermRecord("eu", "The Union", "foreign-affairs"),
    )


@pytest.mark.parametrize(
    ("text", "redirect"),
    [
        ("{from: /a, to: /b/}", RedirectRecord("/a", "", "/b/", 301, "", 1)),
        ("{from: '/?p=73', to: /b/, code: 302}", RedirectRecord("/", "p=73", "/b/", 302, "", 1)),
        ("{from: /, query: '?p=73', to: /b/}", RedirectRecord("/", "p=73", "/b/", 301, "", 1)),
        ("{from: /a, code: 410, why: old}", RedirectRecord("/a", "", "", 410, "old", 1)),
        (
            "{from: /%D1%81/, to: 'https://x.example/?a#b'}",
            RedirectRecord("/с/", "", "https://x.example/?a#b", 301, "", 1),
        ),
    ],
)
def test_a_line_becomes_a_redirect(text: str, redirect: RedirectRecord) -> None:
    parsed = parse_redirects(SourceFile("content/redirects.yaml", f"- {text}\n"))
    assert parsed.diagnostics == ()
    assert parsed.value == (redirect,)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{from: a, to: /b}", "1:10 `a` does not begin with / | write /a"),
        (
            "{from: https://old.example/a, to: /b}",
            "1:10 `https://old.example/a` does not begin with / | write only the path: /a",
        ),
        (
            "{from: /a/../b, to: /b}",
            (
                "1:10 `/a/../b` holds a level `.` or `..`"
                " | write a path on this site, like /old/address/"
            ),
        ),
        (
            "{from: /a}",
            (
                "1:3 it is not said where this address leads"
                " | add `to: /new/address/`, or `code: 410` if it is gone for good"
            ),
        ),
        (
            "{from: /a, to: 'javascript:x'}",
            (
                "1:18 expected a path that begins with /, or an address, found `javascript:x`"
                " | write it like this: /new/address/"
            ),
        ),
        (
            "{from: /a, to: /b, code: 303}",
            "1:28 expected 301, 302 or 410, found `303` | write it like this: 301",
        ),
        (
            "{from: /a, to: /b, code: 410}",
            "1:18 an address that is gone (410) leads nowhere | remove `to:`, or write `code: 301`",
        ),
        (
            "{from: /a, to: /b}\n- {from: /a, to: /c}",
            "2:3 `/a` stands on line 1 already | remove one of the two",
        ),
        (
            "/a",
            (
                "1:3 expected a group of keys with from and to, found `/a`"
                " | write it like this: - {from: /old/address/, to: /new/address/}"
            ),
        ),
    ],
)
def test_a_wrong_redirect_is_an_error(text: str, problem: str) -> None:
    parsed = parse_redirects(SourceFile("content/redirects.yaml", f"- {text}\n"))
    assert [f"{p.line}:{p.column} {p.message} | {p.fix}" for p in parsed.diagnostics] == [problem]


MANIFEST = """\
api: 1
extends: broadsheet
widgets: [{name: recent_posts, limit: 5, on: post}, {name: tags}]
settings:
  accent: {type: colour, default: "#8a1c1c", description: Links and rules.}
  width: {type: choice, choices: [wide, narrow]}
"""


def test_a_manifest_declares_widgets_and_settings() -> None:
    parsed = parse_theme_manifest(SourceFile("themes/mine/theme.yaml", MANIFEST))
    assert parsed.diagnostics == ()
    assert parsed.value == ThemeManifest(
        name="mine",
        api=1,
        extends="broadsheet",
        settings=(
            SettingDeclaration(
                "accent", "colour", "#8a1c1c", (), "Links and rules.", place=Place(5, 3)
            ),
            SettingDeclaration("width", "choice", "wide", ("wide", "narrow"), place=Place(6, 3)),
        ),
        widgets=(Widget("recent_posts", 5, ("post",)), Widget("tags", 10, ())),
        extends_place=Place(2, 1),
    )


def test_a_theme_is_called_as_its_folder() -> None:
    source = SourceFile("themes/mine/theme.yaml", "api: 1\nname: yours\n")
    (problem,) = parse_theme_manifest(source).diagnostics
    assert (problem.place, problem.level) == ("themes/mine/theme.yaml:2:7", Level.WARNING)
    assert problem.message.startswith("the theme is called `yours`, and its folder `mine`")
    assert problem.fix == "write `name: mine`, or rename the folder"


def test_widgets_may_stand_as_a_group_of_keys() -> None:
    text = "api: 1\nwidgets:\n  recent_posts: 5\n  tags: {on: [home, post]}\n  years:\n"
    parsed = parse_theme_manifest(SourceFile("themes/mine/theme.yaml", text))
    assert parsed.diagnostics == ()
    assert parsed.value is not None
    assert parsed.value.widgets == (
        Widget("recent_posts", 5, ()),
        Widget("tags", 10, ("home", "post")),
        Widget("years", 10, ()),
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name: mine\n", "`api` is missing"),
        ("api: 2\n", "expected 1, found `2`"),
        (
            "api: 1\nwidgets: [{name: recent}]\n",
            (
                "expected one of recent_posts, categories, tags, "
                "series, authors, years, pages, found `recent`"
            ),
        ),
        (
            "api: 1\nwidgets: {tags: {on: [home, posts]}}\n",
            (
                "expected one of home, post, page, listing, author, series, archive, search,"
                " follow, 404, found `posts`"
            ),
        ),
        (
            "api: 1\nsettings: {w: {type: choice, choices: [a], default: b}}\n",
            "the default of `w` is none of its choices",
        ),
    ],
)
def test_a_wrong_manifest_is_an_error(text: str, message: str) -> None:
    parsed = parse_theme_manifest(SourceFile("themes/mine/theme.yaml", text))
    assert [problem.message for problem in parsed.diagnostics] == [message]


def test_words_keep_their_spaces_and_plural_forms_their_names() -> None:
    text = "by: ' by '\nno: No\ncomments: {one: 1 comment, other: '{count} comments'}\n"
    parsed = parse_strings(SourceFile("themes/mine/strings/en.yaml", text))
    assert parsed.diagnostics == ()
    assert parsed.value is not None
    assert parsed.value.words == {
        "by": " by ",
        "no": "No",
        "comments.one": "1 comment",
        "comments.other": "{count} comments",
    }
    assert {*parsed.value.words} <= {*parsed.value.places}
    assert parsed.value.places["comments.other"] == Place(3, 28)


def test_a_plural_without_other_is_an_error() -> None:
    parsed = parse_strings(SourceFile("themes/mine/strings/en.yaml", "a: {one: x, tow: y}\n"))
    assert [problem.rule for problem in parsed.diagnostics] == ["missing-key", "unknown-key"]


@given(st.text())
def test_no_text_makes_records_fail(text: str) -> None:
    source = SourceFile("content/x.yaml", text)
    parse_redirects(source)
    parse_theme_manifest(source)
    parse_strings(source)
    parse_terms(source, SETTINGS)
    parse_author(source, SETTINGS)
