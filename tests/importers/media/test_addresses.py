"""The addresses of files in raw texts."""

import time
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.importers.media.addresses import media_addresses
from tests.importers.wordpress_text.real_bodies import real_bodies

A, B, C = "https://old.example/a.jpg", "https://old.example/b.mp3", "/wp-content/uploads/c.pdf"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f'<img src="{A}">', [A]),
        (f"<img src='{A}'><a href={A}>", [A]),
        (f'<a href = "{C}">', [C]),
        (f"[video src={C} width=3]", [C]),
        (f'[audio mp3="{B}"][/audio]', [B]),
        (f"[audio {B}]", [B]),
        (f"[audio:{B},{A}|titles=x]", [B, A]),
        (f"{B}\n\nwords", [B]),
        (f"(see {A}). And {B}, too", [A, B]),
        (f'<img srcset="{A} 300w, {B} 2x,{C} 3x">', [A, B, C]),
        (f'<img src="{A}?x=1&amp;y=2#z">', [f"{A}?x=1&y=2#z"]),
        (f'<video poster="{A}" data-src="{B}">', [A, B]),
        (f"<p style=\"background:url('{A}')\">", [A]),
        (f'<p style="background:url({A});color:red">', [A]),
        (f'<p style="background:url(&quot;{A}&quot;)">', [A]),
        (f'<p data-all="{{&quot;u&quot;:&quot;{A}&quot;}}">', [A]),
        ('<!-- wp:cover {"url":"https:\\/\\/old.example\\/a.jpg","id":3} -->', [A]),
        (f'<!-- wp:image {{"url":"{A}"}} /-->', [A]),
        ('<img src="//old.example/a.jpg">', ["//old.example/a.jpg"]),
        (
            '<img src="https://old.example/my photo (1).jpg">',
            ["https://old.example/my photo (1).jpg"],
        ),
        ("https://old.example/a_(1).jpg", ["https://old.example/a_(1).jpg"]),
        (
            '<img src="https://1.bp.blogspot.com/-x/s320/y">',
            ["https://1.bp.blogspot.com/-x/s320/y"],
        ),
        (
            '<img src="https://lh3.googleusercontent.com/x=s16">',
            ["https://lh3.googleusercontent.com/x=s16"],
        ),
        ('<a href="/files/x.odd">', ["/files/x.odd"]),
        (f'<a href="{A}"><img src="{A}"></a>', [A]),
        (f'an open " quotation <img src="{A}">', [A]),
        ('<a href="https://old.example/2010/05/post/">', []),
        ('<a href="https://old.example/?p=3">', []),
        ("and/or a.jpg", []),
        ("", []),
    ],
)
def test_addresses_of_files_are_found_and_others_are_not(text: str, expected: list[str]) -> None:
    assert list(media_addresses(text)) == expected


PIECES = st.sampled_from(
    ["=", '"', "'", "<", ">", "/", "//", "https://", "a.jpg", "(", ")", ",", " ", "&quot;", "[",
     "]", "\\/", "{", "x", "é", " 3w", "/uploads/", "<!--", ":"]
)  # fmt: skip


@given(st.lists(PIECES).map("".join) | st.text())
def test_any_text_is_searched(text: str) -> None:
    found = list(media_addresses(text))
    assert len(found) == len(set(found))
    assert all(address.lower().startswith(("/", "http://", "https://")) for address in found)


@pytest.mark.parametrize(
    "piece",
    ['="', "='", '="/', "(", "https://", "https://(", '="https://a.jpg ', "//,", "/uploads/",
     "&quot;", '=" /a', "https://a/(((", "https://a/)))", ':"', "a.jpg/", "=/",
     '<img src="https://o/a.jpg">'],
)  # fmt: skip
def test_time_grows_with_the_length_only(piece: str) -> None:
    def seconds(times: int) -> float:
        text = piece * times
        began = time.process_time()
        for _ in media_addresses(text):
            pass
        return time.process_time() - began

    short = min(seconds(4_000) for _ in range(3))
    long = min(seconds(64_000) for _ in range(3))
    # Sixteen times as long; a square would take 256 times as long.
    assert long < 80 * max(short, 0.002)


class Sources(HTMLParser):
    """The pictures of a text, read by a parser that shares nothing with the importer."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        source = (dict(attrs).get("src") or "").strip()
        is_file = source.lower().partition("?")[0].endswith((".jpg", ".jpeg", ".png", ".gif"))
        if tag == "img" and is_file and source.startswith(("http", "/")):
            self.found.append(source)


def test_every_picture_of_real_posts_is_found(exports: Path) -> None:
    count = missed = 0
    for _, body in real_bodies(exports):
        sources = Sources()
        sources.feed(body)
        found = set(media_addresses(body))
        count += len(sources.found)
        missed += sum(source not in found for source in sources.found)
    assert count > 100
    assert not missed
