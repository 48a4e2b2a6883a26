"""What robots.txt asks of us, as RFC 9309 says it is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.asking.answer import Answer
from ssg.asking.robots import read_robots, robots_in


@pytest.mark.parametrize(
    ("text", "path", "is_allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow:", "/a", True),
        ("user-AGENT : *  # all\r\nDISALLOW: /a/ # old\r\n", "/a/b", False),
        ("User-agent: other\nDisallow: /", "/a", True),
        ("User-agent: *\nDisallow: /\nUser-agent: ssg/1.0\nAllow: /", "/a", True),
        ("User-agent: other\nUser-agent: SSG\nDisallow: /", "/a", False),
        ("User-agent: ssg\nDisallow: /a\n\nUser-agent: ssg\nDisallow: /b", "/b", False),
        # The longest pattern decides; of two alike, the one that allows.
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nAllow: /a\nDisallow: /a", "/a", True),
        ("User-agent: *\nAllow: /\nDisallow: /*.pdf$", "/x/y.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?z=1", True),
        ("User-agent: *\nDisallow: /*?print=", "/x?print=1", False),
        ("User-agent: *\nDisallow: /a*c*e", "/abcde", False),
        ("User-agent: *\nDisallow: /a*c*e", "/aec", True),
        ("User-agent: *\nDisallow: /a$", "/a", False),
        ("User-agent: *\nDisallow: /a$", "/ab", True),
        ("User-agent: *\nDisallow: /caf%C3%A9", "/caf%c3%a9/x", False),
        ("Disallow: /\nUser-agent: *\nDisallow: /b", "/a", True),
        ("\ufeffUser-agent: *\nSitemap: https://x.example/\nDisallow: /a", "/a", False),
    ],
)
def test_rules_are_read_as_the_standard_says(text: str, path: str, *, is_allowed: bool) -> None:
    assert robots_in(text).allows(f"https://x.example{path}") is is_allowed


def test_a_host_out_of_order_is_left_alone_and_one_without_rules_is_not() -> None:
    body = b"User-agent: *\nDisallow: /\nCrawl-delay: 2.5"
    for status, is_read in ((404, True), (403, True), (500, False), (503, False), (429, False)):
        assert (read_robots(Answer(status, {}, body)) is not None) is is_read
    found = read_robots(Answer(200, {}, body))
    assert found is not None
    assert found.seconds == 2.5
    assert not found.allows("https://x.example/")


@given(st.text(alphabet="uUser-agent:*Disallow/$ \n#ssg\x00é", max_size=200), st.text(max_size=30))
def test_nothing_that_is_written_there_is_a_problem(text: str, path: str) -> None:
    robots_in(text).allows(f"https://x.example/{path}".replace("[", "").replace("]", ""))
