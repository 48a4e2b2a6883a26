"""What to write so that a lost address is answered."""

import pytest

from ssg.check.fixes import addresses_by_slug, fix_for, nearest_address

BY_SLUG = addresses_by_slug(
    ["/", "/2016/10/29/words/", "/tag/words/", "/about/", "/2016/x.html", "/2016/10/29/"]
)


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("/blog/about/", "/about/"),
        ("/About.html", "/about/"),
        ("/2015/x/", "/2016/x.html"),
        ("/2016/10/29/wrods/", "/tag/words/"),
        ("/zzz/", ""),
        ("/blog/29/", ""),
        ("/", ""),
    ],
)
def test_the_nearest_address_is_named(path: str, near: str) -> None:
    assert nearest_address(path, BY_SLUG, may_guess=True) == near


def test_a_guess_is_made_only_where_there_is_time_for_it() -> None:
    assert nearest_address("/abuot/", BY_SLUG, may_guess=False) == ""


def test_a_fix_is_a_line_of_yaml() -> None:
    assert '{from: "/?p=7", to: /about/}' in fix_for("/", "p=7", "/about/")
    assert "code: 410" in fix_for("/x/", "", "")
    assert '{from: "/a, \\"b\\"/", to: /é/}' in fix_for('/a, "b"/', "", "/é/")
