"""What Broadsheet does with a whole blog: nothing is named twice, or promised and not there."""

import datetime as dt
import re
from pathlib import Path

import pytest

from ssg.commands.building.build import BuildRequest, build_site
from tests.blog import build, write

LONG = "The council met on a Tuesday, as it always does, and closed the library. " * 5
SITE = """\
title: Words
url: https://words.example/blog/
author: ana
theme_settings: {drop_cap: true}
menu: []
"""
FILES = {
    "site.yaml": SITE,
    "content/authors/ana.yaml": 'name: Ana\nlinks: [{title: "@ana@a.example", url: /a, kind: mastodon}]\n',  # noqa: E501
    "content/redirects.yaml": "- {from: /gone/, code: 410}\n- {from: /old/, to: /archive/}\n",
    "content/posts/2014-01-01-first.md": f"---\ntitle: First\n---\n{LONG}\n",
    "content/posts/2015-01-01-second.md": "---\ntitle: Second\n---\nThe end. [F](2014-01-01-first.md)\n",  # noqa: E501
    "content/posts/2016-01-01-third.md": (
        "---\ntitle: Third\nlanguage: ar\n---\n[S](2015-01-01-second.md)\n\n"
        "| a | b |\n|---|--:|\n| 1 | 2 |\n"
    ),
    "content/posts/2013-01-01-ships.md": (
        "---\ntitle: Ships\n---\nNobody counted.[^1] The ships came by night, and nobody asked"
        " where they were from.\n\n- One.\n\n[^1]: Said.\n"
    ),
    "content/posts/2013-02-02-islands.md": (
        "---\ntitle: Islands\nsummary: What was seen from the ships.\n---\nWhat was seen?\n"
    ),
    "content/posts/2016-02-02-fourth.md": (
        f"---\ntitle: Fourth\n---\n🎈 {LONG}\n\n| a |\n|---|\n| 1 |\n\n"
        '<table class="x"><tr><td><table><tr><td>2</td></tr></table></td></tr></table>\n\n'
        "<table><tr><td>3</td></tr>\n"
    ),
}


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("blog")
    for path, text in FILES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    moment = dt.datetime(2016, 10, 29, tzinfo=dt.UTC)
    assert build_site(BuildRequest(folder, folder / "output", moment)).written
    return folder / "output"


def page(output: Path, address: str) -> str:
    return (output / address / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("address", "other", "reason"),
    [
        ("2015/01/01/second", "/blog/2014/01/01/first/", "Older · Cited here"),
        ("2015/01/01/second", "/blog/2016/01/01/third/", "Newer · Cites this"),
        ("2014/01/01/first", "/blog/2015/01/01/second/", "Newer · Cites this"),
    ],
)
def test_a_neighbour_is_named_once_after_an_essay_and_with_the_reason(
    output: Path, address: str, other: str, reason: str
) -> None:
    _, _, after = page(output, address).partition('class="author-footer"')
    assert after.count(f'href="{other}"') == 1
    assert reason in after


def test_only_a_summary_that_was_written_stands_above_the_text(output: Path) -> None:
    assert '<p class="dek' not in page(output, "2013/01/01/ships")
    assert '<p class="dek p-summary">What was seen from the ships.</p>' in page(
        output, "2013/02/02/islands"
    )


def test_a_title_in_another_language_than_the_page_says_so(output: Path) -> None:
    assert '<span class="title" lang="en" dir="ltr">Second</span>' in page(
        output, "2016/01/01/third"
    )
    assert '<span class="title" lang="ar" dir="rtl">Third</span>' in page(
        output, "2015/01/01/second"
    )
    assert "<bdi>@ana@a.example</bdi>" in page(output, "2016/01/01/third")


@pytest.mark.parametrize(
    ("address", "large_letters"),
    [("2014/01/01/first", 1), ("2015/01/01/second", 0), ("2016/02/02/fourth", 0)],
)
def test_a_large_letter_needs_a_letter_and_a_long_paragraph(
    output: Path, address: str, large_letters: int
) -> None:
    assert page(output, address).count('<div class="text e-content drop-cap">') == large_letters


def test_a_table_stands_in_a_frame_that_the_keyboard_reaches(output: Path) -> None:
    assert '<div class="table" role="group" tabindex="0" aria-label="جدول"><table>' in page(
        output, "2016/01/01/third"
    )
    assert '<div class="table"' not in (output / "feed.xml").read_text(encoding="utf-8")


def test_each_table_has_one_frame_also_one_of_html_with_another_in_it_or_without_an_end(
    output: Path,
) -> None:
    html = page(output, "2016/02/02/fourth")
    frame = '<div class="table" role="group" tabindex="0" aria-label="Table"><table'
    assert html.count(frame) == html.count("</table></div>") == 3
    inner = "><tr><td><table><tr><td>2</td></tr></table></td></tr></table></div>"
    assert f'{frame} class="x"{inner}' in html


def test_a_post_without_answers_and_without_a_way_to_answer_has_no_conversation(
    output: Path,
) -> None:
    assert 'id="comments"' not in page(output, "2014/01/01/first")


def test_a_search_asks_an_engine_about_this_site_and_says_so(output: Path) -> None:
    html = page(output, "search")
    assert 'action="https://duckduckgo.com/"' in html
    assert '<input type="hidden" name="sites" value="words.example/blog">' in html
    assert "The words go to DuckDuckGo" in html
    assert html.count("<script") == 1
    assert "Feb 2, 2016" in html  # The newest posts are of several years.


def test_lost_readers_are_sent_to_the_search(output: Path) -> None:
    html = (output / "404.html").read_text(encoding="utf-8")
    assert 'action="/blog/search/" method="get"' in html
    assert "<script" not in html
    assert "Feb 2, 2016" in html


def test_a_page_that_is_gone_says_where_the_reader_is(output: Path) -> None:
    html = page(output, "gone")
    assert re.search(r"<main\b.*<h1>This page is gone</h1>", html, re.DOTALL)
    assert '<meta name="robots" content="noindex">' in html
    assert 'rel="home">Words</a>' in html
    assert "<main>" in page(output, "old")


@pytest.mark.parametrize(
    ("language", "note"),
    [
        ("ar", '<span class="embed-note">'),
        ("he", '<span class="embed-note" lang="en" dir="ltr">'),
        ("pt-BR", '<span class="embed-note">'),
    ],
)
def test_a_film_says_its_title_and_its_note_the_right_way_round(
    tmp_path: Path, language: str, note: str
) -> None:
    address = "https://www.youtube.com/watch?v=aqz-KE-bpKQ"
    write(
        tmp_path,
        {
            "site.yaml": f"title: W\nurl: https://w.example/\nauthor: ana\nlanguage: {language}\n",
            "content/authors/ana.yaml": "name: Ana\n",
            "content/posts/2014-01-01-film.md": f"---\ntitle: Film\n---\n{address}\n",
            "content/cards/youtube-aqz-KE-bpKQ.yaml": (
                f"address: {address}\ntitle: The tide, at last!\nauthor: Ana Ruiz\n"
            ),
        },
    )
    build(tmp_path)
    shown = page(tmp_path / "output", "2014/01/01/film")
    assert '<span class="embed-title" dir="auto">The tide, at last!</span>' in shown
    assert note in shown
