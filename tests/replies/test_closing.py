"""Answering ends so many days after a post appeared, though no file has changed."""

import datetime as dt
from pathlib import Path

import pytest

from tests.blog import build, post, write

SITE = """\
title: Small
url: https://small.example/
author: ana
comments: {provider: mailto, email: ana@small.example, close_after: 30d}
"""
FIRST = dt.datetime(2016, 10, 29, tzinfo=dt.UTC)


@pytest.mark.parametrize("more", ["", "unlisted: true\n", "sticky: true\n"])
def test_a_conversation_closes_when_its_time_is_over(more: str, tmp_path: Path) -> None:
    text = post("One", "2016-10-29", "Text.").replace("date:", f"{more}date:")
    write(
        tmp_path,
        {
            "site.yaml": SITE,
            "content/authors/ana.yaml": "name: Ana Ruiz\n",
            "content/posts/one.md": text,
            "content/comments/one.yaml": "comments:\n- {id: wp-1, body: Said}\n",
        },
    )
    page = tmp_path / "output/2016/10/29/one/index.html"
    for days, is_open in ((1, True), (29, True), (30, False), (31, False), (2, True)):
        build(tmp_path, now=FIRST + dt.timedelta(days))
        shown = page.read_text("utf-8")
        assert ("Answer by e-mail" in shown) == is_open, days
        assert ("Comments are closed." in shown) != is_open, days
        assert "Said" in shown
    written = page.stat().st_mtime_ns
    build(tmp_path, now=FIRST + dt.timedelta(3))
    assert page.stat().st_mtime_ns == written
