"""Portraits are asked for in a good size."""

import pytest

from ssg.asking.pictures import largest_address, picture_suffix
from ssg.importers.live.found import found_on
from ssg.importers.live.site import LiveAuthor, LiveSite
from ssg.importers.moving.host_kind import HostKind
from ssg.importers.moving.omissions import Omitted


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        (
            "https://secure.gravatar.com/avatar/abc?s=96&d=mm&r=g",
            "https://secure.gravatar.com/avatar/abc?s=512&d=404&r=g",
        ),
        ("//0.gravatar.com/avatar/abc", "https://0.gravatar.com/avatar/abc?s=512&d=404"),
        (
            "//2.bp.blogspot.com/-a/s35/jane.png",
            "https://2.bp.blogspot.com/-a/s512/jane.png",
        ),
        (
            "https://lh3.googleusercontent.com/abc=s35-c",
            "https://lh3.googleusercontent.com/abc=s512-c",
        ),
        ("https://a.example/s35/jane.png?s=4#x", "https://a.example/s35/jane.png?s=4"),
        ("https://notgravatar.com/a?s=4", "https://notgravatar.com/a?s=4"),
        ("javascript:x", ""),
    ],
)
def test_a_larger_picture_is_asked_for_where_the_host_has_one(written: str, asked: str) -> None:
    assert largest_address(written) == asked


@pytest.mark.parametrize(
    ("start", "suffix"),
    [
        (b"\x89PNG\r\n\x1a\nx", ".png"),
        (b"\xff\xd8\xff\xe0", ".jpg"),
        (b"GIF89a", ".gif"),
        (b"RIFF\0\0\0\0WEBPVP8 ", ".webp"),
        (b"RIFF\0\0\0\0WAVEfmt ", ""),
        (b"\0\0\0\x20ftypavif", ".avif"),
        (b"\0\0\0\x20ftypmp42", ""),
        (b"\0\0\1\0\1\0", ".ico"),
        (b"<svg>", ""),
        (b"", ""),
    ],
)
def test_the_first_bytes_tell_what_a_picture_is(start: bytes, suffix: str) -> None:
    assert picture_suffix(start) == suffix


def test_the_gaps_that_a_living_site_fills_are_told() -> None:
    jane = LiveAuthor(id="1", bio_html="Writes.")
    site = LiveSite(timezone="Europe/Berlin", authors=(jane,), likes={"1": 2})
    told = {Omitted.TIME_ZONE, Omitted.BIOS, Omitted.LIKES}
    assert found_on(site, HostKind.WORDPRESS_COM) == told
    assert found_on(LiveSite(), HostKind.WORDPRESS_COM) == frozenset()
    ana = LiveAuthor(id="1", avatar_url="https://a.example/a.png")
    assert found_on(LiveSite(authors=(ana,)), HostKind.BLOGSPOT) == {Omitted.PROFILE}
