"""Old addresses are read from lists and brought to what the site answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.check.old_addresses import (
    Asked,
    Foreign,
    Ground,
    OldAddress,
    is_index,
    is_map,
    plain_host,
    read_list,
    read_map,
    reduce_address,
)

GROUND = Ground(frozenset({"old.example", "x.blogspot.com", "lamp.example"}), "/blog")


def asked(written: str) -> Asked:
    reduced = reduce_address(written, GROUND)
    assert isinstance(reduced, Asked), written
    return reduced


@pytest.mark.parametrize(
    ("written", "path", "below"),
    [
        ("/2016/10/29/x/", "/2016/10/29/x/", ""),
        ("/2016/10/29/x", "/2016/10/29/x/", ""),
        ("/2016/10/caf%C3%A9/", "/2016/10/café/", ""),
        ("/2016/10/cafe\u0301/", "/2016/10/café/", ""),
        ("/feed.xml", "/feed.xml", ""),
        ("/2016/10/x.html", "/2016/10/x.html", ""),
        ("https://old.example/x/", "/x/", ""),
        ("http://WWW.Old.Example:80/x/", "/x/", ""),
        ("//old.example", "/", ""),
        ("https://x.blogspot.co.uk/2016/10/x.html", "/2016/10/x.html", ""),
        ("https://lamp.example/blog/x/", "/blog/x/", "/x/"),
        ("/blog/x/", "/blog/x/", "/x/"),
        ("?p=73", "/", ""),
        ("  /x/ ", "/x/", ""),
    ],
)
def test_an_address_becomes_a_path_of_the_site(written: str, path: str, below: str) -> None:
    reduced = asked(written)
    assert (reduced.path, reduced.below) == (path, below)


@pytest.mark.parametrize(
    ("written", "parameters"),
    [
        ("/?p=73", ("p=73",)),
        ("/?p=73&utm_source=x&fbclid=1", ("p=73",)),
        ("/x/?m=1", ()),
        ("/x.html?m=0&showComment=12&spref=tw", ()),
        ("/?m=201610", ("m=201610",)),
        ("/x/?replytocom=7#respond", ()),
        ("/x/?share=email&nb=1", ()),
        ("/?tag=%C3%A9", ("tag=é",)),
    ],
)
def test_what_no_host_looks_at_is_left_out(written: str, parameters: tuple[str, ...]) -> None:
    assert asked(written).parameters == parameters


@pytest.mark.parametrize(
    ("written", "fragment"),
    [
        ("/x/#comment-12", "comment-12"),
        ("/x/?showComment=12#c12", "c12"),
        ("/x/#caf%C3%A9", "café"),
        ("/x/#:~:text=words", ""),
        ("/x/#!/spa", ""),
        ("/x/#", ""),
    ],
)
def test_a_fragment_names_an_id(written: str, fragment: str) -> None:
    assert asked(written).fragment == fragment


def test_an_address_of_another_site_is_told_apart() -> None:
    assert reduce_address("https://www.other.example/x/", GROUND) == Foreign("other.example")


@pytest.mark.parametrize(
    "written", ["", "  ", "words in a row", "mailto:a@b.example", "https:///x"]
)
def test_what_is_no_address_is_none(written: str) -> None:
    assert reduce_address(written, GROUND) is None


@given(st.text())
def test_no_text_is_too_strange_to_be_reduced(written: str) -> None:
    reduced = reduce_address(written, GROUND)
    if isinstance(reduced, Asked):
        assert reduced.path.startswith("/")
        again = reduce_address(reduced.path.replace("%", "%25"), GROUND)
        assert again is None or isinstance(again, Asked | Foreign)


@given(st.from_regex(r"(https?:)?//[^\s]{0,40}|/[^\s]{0,40}", fullmatch=True))
def test_no_address_is_too_strange_to_be_reduced(written: str) -> None:
    reduce_address(written, GROUND)
    plain_host(written)


def test_a_list_has_an_address_a_line_with_its_kind() -> None:
    text = "# written by hand\n/x/\tpost\textra\n\n  /feed/ \n/y/#c1\tpage\r\n"
    assert list(read_list(text, "l.tsv")) == [
        OldAddress("/x/", "post", "l.tsv", 2),
        OldAddress("/feed/", "", "l.tsv", 4),
        OldAddress("/y/#c1", "page", "l.tsv", 5),
    ]


def test_a_map_names_pages_and_no_pictures() -> None:
    text = (
        '<?xml version="1.0"?>\n<urlset xmlns:image="x"><url>\n<loc>https://old.example/a?b&amp;c</loc>'
        "<image:image><image:loc>https://old.example/p.jpg</image:loc></image:image></url>\n"
        "<url><loc><![CDATA[ https://old.example/d/ ]]></loc></url></urlset>"
    )
    assert is_map(text)
    assert not is_index(text)
    assert [(found.written, found.line) for found in read_map(text, "s.xml")] == [
        ("https://old.example/a?b&c", 3),
        ("https://old.example/d/", 4),
    ]


def test_an_index_of_maps_is_known_as_one() -> None:
    assert is_index("<?xml version='1.0'?><sitemapindex><sitemap><loc>x</loc></sitemap>")
    assert not is_map("/sitemapindex/\n/urlset/\n")
