"""Search engines find the key of IndexNow where they look for it."""

from dataclasses import replace

import pytest

from ssg.render.page import render_page
from tests.making import SETTINGS, THEME, files, planned, post

KEY = "A1b2-c3d4"


@pytest.mark.parametrize("url", ["https://x.example/", "https://x.example/blog/"])
def test_the_key_stands_in_the_file_that_is_called_like_it(url: str) -> None:
    _, plan = planned([post("x")], settings=replace(SETTINGS, url=url, indexnow=KEY))
    (page,) = (page for page in plan.pages if page.path == f"{KEY}.txt")
    assert render_page(page, {}, THEME).content == KEY.encode()
    assert "indexnow" in page.origin


def test_a_site_without_a_key_has_no_such_file() -> None:
    _, plan = planned([post("x")])
    assert [page.path for page in plan.pages if page.path.endswith(".txt")] == ["robots.txt"]


def test_a_file_of_the_authors_own_is_left_in_its_place() -> None:
    settings = replace(SETTINGS, indexnow=KEY)
    own = files(f"content/static/{KEY}.txt")
    _, plan = planned([post("x")], settings=settings, files=own)
    assert f"{KEY}.txt" in {copy.path for copy in plan.copies}
    assert f"{KEY}.txt" not in {page.path for page in plan.pages}
