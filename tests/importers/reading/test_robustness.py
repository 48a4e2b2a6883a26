"""No bytes, however broken, make reading crash, hang, or lose what is whole."""

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssg.importers.reading.export import read_export
from ssg.model.export import OldEntry, OldTerm
from tests.importers.reading.building import (
    FEED_END,
    LEGACY_START,
    TAKEOUT_START,
    WXR_START,
    entries,
    item,
    legacy_entry,
    read,
    repairs,
    takeout_entry,
    unreadable,
    wxr,
)

HOSTILE = [
    "[", "<", "&", "<a>", "<item>", "</item>", "<![CDATA[", "]]>", "<!--", "-->", '<item a="',
    "\x00", "&#x10;", "&nbsp;", " ", "\n", "<?", "<wp:tag>", "<wp:tag><![CDATA[", "<x a='1' ",
    "&#55357;", "<rss>", "<channel>", "</x>", "<!DOCTYPE a>", "<item/>", "<p:q/>", "<feed>",
    "<item><t><![CDATA[",
    "<item><t><![CDATA[</t></item>\n",
    "<item><t><![CDATA[]]><t><![CDATA[]]>",
    "<item><title>&</title></item>\n",
    "<item><title><![CDATA[x]]></title><c><![CDATA[</item>",
    "<item><c><![CDATA[ ]]> x </c></item>\n",
]  # fmt: skip
WHOLE = wxr(
    "<wp:author><wp:author_login>ana</wp:author_login></wp:author>",
    "<wp:tag><wp:tag_slug>x</wp:tag_slug></wp:tag>\n",
    item(1, "a <!--more--> b", more="<wp:comment><wp:comment_id>5</wp:comment_id></wp:comment>"),
    item(2, "<script>// <![CDATA[\nx\n// ]]></script>"),
    item(3).replace("Entry", "Q & A &nbsp;"),
    "junk",
)
LEGACY = LEGACY_START + legacy_entry("post-1", "post", "x") * 3 + FEED_END
TAKEOUT = TAKEOUT_START + takeout_entry("1", "POST", "LIVE", "x") * 3 + FEED_END
SEEDS = [WXR_START.encode(), WHOLE.encode(), LEGACY.encode(), TAKEOUT.encode()]

PIECES = st.sampled_from([*HOSTILE, item(), item(7, "]]> <![CDATA["), "</rss>", "</channel>"])


@given(st.binary(max_size=400), st.sampled_from([b"", *SEEDS]))
def test_any_bytes_are_read_somehow(content: bytes, before: bytes) -> None:
    assert read(before + content)


@given(st.lists(PIECES | st.text(max_size=5), max_size=30), st.sampled_from([b"", *SEEDS]))
def test_any_pieces_of_exports_are_read_somehow(pieces: list[str], before: bytes) -> None:
    assert read(before + "".join(pieces).encode("utf-8", "surrogatepass"))


@given(st.data())
def test_a_damaged_export_is_read_somehow(data: st.DataObject) -> None:
    content = bytearray(data.draw(st.sampled_from(SEEDS)))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(content)))
        end = data.draw(st.integers(start, min(start + 9, len(content))))
        content[start:end] = data.draw(st.binary(max_size=6))
    assert read(bytes(content))


@given(st.lists(PIECES, max_size=6))
def test_hostile_text_between_two_entries_harms_neither_of_them(pieces: list[str]) -> None:
    """What opens a section or a comment may swallow what follows; what came before is safe."""
    nouns = read(wxr(item(41), "".join(pieces), item(42)))
    titles = [entry.title for entry in entries(nouns)]
    assert "Entry 41" in titles
    kept = "".join(one.source.value for one in unreadable(nouns))
    kept += "".join(repair.what for repair in repairs(nouns))
    kept += "".join(repr(noun) for noun in nouns)
    assert "Entry 42" in kept or "<!--" in pieces or "<?" in pieces


def truncations_keep_whole_entries(content: bytes, at: int) -> None:
    whole = content[:at].count(b"</item>")
    assert len(entries(read(content[:at]))) == whole


@pytest.fixture(scope="session")
def small_export(exports: Path) -> bytes:
    folder = exports / "WordPress__wordpress-importer"
    return (folder / "phpunit_data_small-export.xml").read_bytes()


@given(st.data())
@settings(max_examples=60)
def test_an_export_cut_off_anywhere_keeps_its_whole_entries(
    small_export: bytes, data: st.DataObject
) -> None:
    start = small_export.index(b"<channel>")
    truncations_keep_whole_entries(small_export, data.draw(st.integers(start, len(small_export))))


def shorter(export: bytes) -> bytes:
    """Return an export with one author, category and tag, its first two entries and its last."""
    alike = re.compile(
        rb"(<wp:(author|category|tag)>.*?</wp:\2>\s*)(?:<wp:\2>.*?</wp:\2>\s*)+", re.DOTALL
    )
    head, *items = re.split(rb"(?=<item>)", export)
    return alike.sub(rb"\1", head) + items[0] + items[1] + items[-1]


@pytest.mark.torture
def test_an_export_cut_off_at_any_byte_keeps_its_whole_entries(small_export: bytes) -> None:
    export = shorter(small_export)
    assert len(entries(read(export))) == 3
    for at in range(export.index(b"<channel>"), len(export)):
        truncations_keep_whole_entries(export, at)


@given(st.data())
@settings(max_examples=40)
def test_one_damaged_byte_costs_at_most_the_entries_beside_it(
    small_export: bytes, data: st.DataObject
) -> None:
    first, last = small_export.index(b"<item>"), small_export.rindex(b"</item>")
    at = data.draw(st.integers(first, last))
    damaged = bytearray(small_export)
    damaged[at] = data.draw(st.integers(0, 255))
    whole = small_export.count(b"</item>")
    assert len(entries(read(bytes(damaged)))) >= whole - 2


def hostile_exports(piece: str, size: int) -> list[str]:
    body = piece * (size // len(piece))
    return [wxr(item(1), body, item(2)), wxr(item(1, body), item(2)), body, WXR_START + body]


@pytest.mark.parametrize("piece", HOSTILE)
def test_much_of_the_same_is_read_to_the_end(piece: str) -> None:
    for text in hostile_exports(piece, 20_000):
        assert read(text)


def reading_seconds(text: str) -> float:
    start = time.process_time()
    read(text)
    return time.process_time() - start


def assert_time_grows_with(small: str, large: str) -> None:
    """See that eight times the file takes at most some thirty times as long, not sixty-four."""
    ratios: list[float] = []
    while not ratios or ratios[-1] > 30:
        ratios.append(reading_seconds(large) / max(reading_seconds(small), 0.01))
        assert len(ratios) < 3, ratios


@pytest.mark.parametrize("piece", ["<?", "<!--"])
def test_what_never_ends_is_not_sought_again_and_again(piece: str) -> None:
    assert_time_grows_with(piece * 10_000, piece * 80_000)


@pytest.mark.torture
@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_the_file(piece: str) -> None:
    small, large = hostile_exports(piece, 10_000), hostile_exports(piece, 80_000)
    for few, many in zip(small, large, strict=True):
        assert_time_grows_with(few, many)


def test_an_entry_beyond_all_size_is_handed_out_in_pieces() -> None:
    """The window is bounded: what has no end within it is no entry."""
    size = 34 << 20
    chunks = [wxr(item(1)).encode().replace(b"</channel>\n</rss>\n", b""), b"<item><title>"]
    chunks += [b"x" * (1 << 20)] * (size >> 20)
    chunks += [b"</title></item>", item(2).encode(), b"</channel></rss>"]
    found = list(read_export(chunks))
    assert [entry.title for entry in entries(found)] == ["Entry 1", "Entry 2"]
    parts = unreadable(found)
    assert sum(len(part.source.value) for part in parts) == size + len(
        "<item><title></title></item>"
    )


def test_an_entry_of_twelve_megabytes_is_read_and_repaired() -> None:
    body = "<p>Long & longer &nbsp; ]]> text</p>\n" * (12 * 1024 * 1024 // 38)
    nouns = read(wxr(item(1, body), item(2)))
    assert [entry.content for entry in entries(nouns)] == [body, "<p>Words.</p>"]


def test_terms_are_no_entries() -> None:
    kinds = {type(noun) for noun in read(WHOLE)}
    assert {OldEntry, OldTerm} <= kinds
