"""Answering ends so many days after a post appeared, though no file has changed."""

import datetime as dt
from pathlib import Path

from tests.blog import build, post, write

SITE = """\
title: Small
url: https://small.example/
author: ana
comments: {provider: mailto, email: ana@small.example, close_after: 30d}
"""
FIRST = dt.datetime(2016, 10, 29, tzinfo=dt.UTC)


KINDS = {"plain": "date:", "unlisted": "unlisted: true\ndate:", "sticky": "sticky: true\ndate:"}


def test_a_conversation_closes_when_its_time_is_over(tmp_path: Path) -> None:
    posts = {
        f"content/posts/{name}.md": post(name, "2016-10-29", "Text.").replace("date:", keys)
        for name, keys in KINDS.items()
    }
    said = "comments:\n- {id: wp-1, body: Said}\n"
    authors = {"content/authors/ana.yaml": "name: Ana Ruiz\n"}
    write(tmp_path, {"site.yaml": SITE, "content/comments/plain.yaml": said, **authors, **posts})
    pages = [tmp_path / f"output/2016/10/29/{name}/index.html" for name in KINDS]
    for days, is_open in ((29, True), (30, False), (2, True)):
        build(tmp_path, now=FIRST + dt.timedelta(days))
        shown = [page.read_text("utf-8") for page in pages]
        assert [("Answer by e-mail" in each) for each in shown] == [is_open] * 3, days
        assert ("Comments are closed." in shown[0]) != is_open
        assert "Said" in shown[0]
    written = [page.stat().st_mtime_ns for page in pages]
    build(tmp_path, now=FIRST + dt.timedelta(3))
    assert [page.stat().st_mtime_ns for page in pages] == written


def test_what_is_only_unlisted_closes_too(tmp_path: Path) -> None:
    text = post("One", "2016-10-29", "Text.").replace("date:", "unlisted: true\ndate:")
    authors = {"content/authors/ana.yaml": "name: Ana Ruiz\n"}
    write(tmp_path, {"site.yaml": SITE, "content/posts/one.md": text, **authors})
    for days, is_open in ((29, True), (30, False)):
        build(tmp_path, now=FIRST + dt.timedelta(days))
        shown = (tmp_path / "output/2016/10/29/one/index.html").read_text("utf-8")
        assert ("Answer by e-mail" in shown) == is_open
