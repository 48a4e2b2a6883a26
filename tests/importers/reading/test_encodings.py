"""Exports in other encodings than the one they should have."""

import codecs

import pytest

from ssg.model.export import RepairKind
from tests.importers.reading.building import entries, item, read, repairs, wxr

WORDS = "Grüße, “naïve” cafés – 5 €"


def declared(encoding: str, text: str = WORDS) -> str:
    return wxr(item(1, text)).replace('"UTF-8"', f'"{encoding}"')


@pytest.mark.parametrize(
    "content",
    [
        declared("UTF-8").encode(),
        codecs.BOM_UTF8 + declared("UTF-8").encode(),
        codecs.BOM_UTF8 + declared("ISO-8859-1").encode(),
        declared("UTF-16").encode("utf-16"),
        codecs.BOM_UTF16_BE + declared("UTF-16").encode("utf-16-be"),
        codecs.BOM_UTF16_LE + declared("UTF-8").encode("utf-16-le"),
        declared("UTF-16").encode("utf-16-le"),
        declared("UTF-16").encode("utf-16-be"),
        declared("UTF-16").encode(),
        declared("UTF-32").encode("utf-32"),
        declared("windows-1252").encode("cp1252"),
        declared("cp1252").encode("cp1252"),
        declared("ISO-8859-1").encode("cp1252"),
        declared("latin1").encode("cp1252"),
        declared("us-ascii").encode("cp1252"),
        declared("nonsense").encode(),
        declared("rot13").encode(),
        declared("unicode_escape").encode(),
    ],
)
def test_an_encoding_is_recognised(content: bytes) -> None:
    nouns = read(content)
    assert [entry.content for entry in entries(nouns)] == [WORDS]
    assert not repairs(nouns)


@pytest.mark.parametrize(
    ("encoding", "codec", "text"),
    [
        ("windows-1251", "cp1251", "Здравствуйте"),
        ("KOI8-R", "koi8-r", "Здравствуйте"),
        ("ISO-8859-2", "iso8859-2", "Žluťoučký"),
        ("Shift_JIS", "shift_jis", "こんにちは"),
        ("Big5", "big5", "你好"),
        ("GB2312", "gb2312", "你好"),
        ("EUC-KR", "euc-kr", "안녕"),
    ],
)
def test_a_declared_encoding_is_used(encoding: str, codec: str, text: str) -> None:
    (entry,) = entries(read(declared(encoding, text).encode(codec)))
    assert entry.content == text


@pytest.mark.parametrize(
    ("damaged", "meant", "kind", "count"),
    [
        (b"\xe9", "é", RepairKind.ENCODING, 1),
        (b"\x93quoted\x94", "“quoted”", RepairKind.ENCODING, 2),
        (b"\x81", "\N{REPLACEMENT CHARACTER}", RepairKind.ENCODING, 1),
        (b"\xc3", "Ã", RepairKind.ENCODING, 1),
        (b"\xed\xa0\xbd\xed\xb8\x80", "\N{GRINNING FACE}", RepairKind.SURROGATES, 6),
        (b"\xf0\x9f\x98", "ðŸ˜", RepairKind.ENCODING, 3),
    ],
)
def test_bytes_that_are_no_utf_8_are_read_as_what_they_likely_are(
    damaged: bytes, meant: str, kind: RepairKind, count: int
) -> None:
    content = wxr(item(1), item(2, "x\n\N{SNOWMAN}DAMAGED")).encode().replace(b"DAMAGED", damaged)
    nouns = read(content)
    assert entries(nouns)[1].content == f"x\n\N{SNOWMAN}{meant}"
    (repair,) = repairs(nouns)
    assert (repair.kind, repair.count) == (kind, count)
    line = content[: content.index(damaged)].count(b"\n") + 1
    assert (repair.line, repair.column) == (line, 2)


def test_a_character_cut_in_two_by_the_end_is_told() -> None:
    nouns = read(declared("UTF-16").encode("utf-16")[:-1])
    assert RepairKind.ENCODING in {each.kind for each in repairs(nouns)}


def test_places_are_right_beyond_many_line_ends_of_any_kind() -> None:
    filler = "".join(item(number, "x\r\ny\rz\n" * 400) for number in range(60))
    text = wxr(filler, item(9, "caf\udce9 & co").replace("Entry 9", "Q & A"))
    content = text.encode("utf-8", "surrogateescape")
    assert len(content) > 2 * 65536
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = plain.split("\n")
    by_kind = {each.kind: each for each in repairs(read(content))}
    for kind, sign in ((RepairKind.ENCODING, "\udce9"), (RepairKind.AMPERSANDS, "& A")):
        repair = by_kind[kind]
        assert lines[repair.line - 1][repair.column - 1 :].startswith(sign)


def test_line_ends_are_line_feeds() -> None:
    (entry,) = entries(read(wxr(item(1, "a\r\nb\rc\nd"))))
    assert entry.content == "a\nb\nc\nd"
