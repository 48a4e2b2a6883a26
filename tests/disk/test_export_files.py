"""Exports as files: plain, packed, in parts, in folders, and what only pretends to be one."""

import gzip
import os
import zipfile
from pathlib import Path

import pytest

from ssg.disk.moving.export_files import ExportFile, open_exports
from ssg.disk.moving.packed import RefusedFile, UnreadableFileError
from tests.disk.packing import write_later_zip, write_zip

XML = b"<rss>an export</rss>\n" * 50_000


def contents(*paths: Path) -> dict[str, bytes]:
    """Return what is read from each file, by the name that messages give it."""
    found = {}
    for opened in open_exports(paths):
        assert isinstance(opened, ExportFile), opened
        found[opened.name.removeprefix(f"{paths[0].parent}/")] = b"".join(opened.chunks)
    return found


def refusal(path: Path) -> str:
    (refused,) = open_exports([path])
    assert isinstance(refused, RefusedFile)
    return refused.reason


def test_a_plain_file_is_read_in_chunks(tmp_path: Path) -> None:
    (tmp_path / "export.xml").write_bytes(XML)
    (opened,) = open_exports([tmp_path / "export.xml"])
    assert isinstance(opened, ExportFile)
    chunks = list(opened.chunks)
    assert b"".join(chunks) == XML
    assert 1 < len(chunks) < 10


@pytest.mark.parametrize("name", ["export.xml.gz", "export.xml"])
def test_a_packed_file_is_read_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(gzip.compress(XML))
    assert contents(tmp_path / name) == {name: XML}


def test_the_parts_in_a_zip_are_read_in_order(tmp_path: Path) -> None:
    names = [f"site.wordpress.{part}.xml" for part in (10, 2, 1)]
    file = write_zip(tmp_path / "parts.zip", {name: name.encode() for name in names})
    assert list(contents(file).values()) == [name.encode() for name in reversed(names)]


def test_a_takeout_is_read_blog_by_blog_and_nothing_else_of_it(tmp_path: Path) -> None:
    file = write_zip(
        tmp_path / "takeout.zip",
        {
            "Takeout/Blogger/Blogs/Notes/feed.atom": b"notes",
            "Takeout/Blogger/Blogs/Notes/theme-layouts.xml": b"theme",
            "Takeout/Blogger/Blogs/Notes/settings.csv": b"x",
            "Takeout/Blogger/Blogs/More/feed.atom": b"more",
            "Takeout/Blogger/Albums/Notes/a.jpg": b"picture",
            "Takeout/Drive/other.xml": b"other",
            "__MACOSX/Takeout/Blogger/Blogs/Notes/feed.atom": b"mac",
            "__MACOSX/Takeout/Blogger/Blogs/Notes/._feed.atom": b"mac",
        },
    )
    assert contents(file) == {
        "takeout.zip/Takeout/Blogger/Blogs/More/feed.atom": b"more",
        "takeout.zip/Takeout/Blogger/Blogs/Notes/feed.atom": b"notes",
    }


def test_a_folder_is_searched_and_links_in_it_are_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    (folder / "Blogs" / "Notes").mkdir(parents=True)
    (folder / "part2.xml").write_bytes(b"2")
    (folder / "part10.xml").write_bytes(b"10")
    (folder / "part1.xml.gz").write_bytes(gzip.compress(b"1"))
    (folder / ".hidden.xml").write_bytes(b"hidden")
    (folder / "notes.txt").write_bytes(b"notes")
    (folder / "Blogs" / "Notes" / "feed.atom").write_bytes(b"feed")
    (folder / "Blogs" / "Notes" / "theme.xml").write_bytes(b"theme")
    write_zip(folder / "z.zip", {"in.xml": b"zipped"})
    (tmp_path / "secret.xml").write_bytes(b"secret")
    (folder / "link.xml").symlink_to(tmp_path / "secret.xml")
    assert list(contents(folder).values()) == [b"1", b"2", b"10", b"zipped", b"feed"]


def test_a_file_that_is_named_twice_is_read_once(tmp_path: Path) -> None:
    file = tmp_path / "a.xml"
    file.write_bytes(b"x")
    assert len(list(open_exports([file, tmp_path, file]))) == 1


def test_what_is_not_there_or_holds_nothing_is_said(tmp_path: Path) -> None:
    assert "no such file" in refusal(tmp_path / "missing.xml")
    (tmp_path / "empty").mkdir()
    assert "holds no .xml" in refusal(tmp_path / "empty")
    assert "it is empty" in refusal(write_zip(tmp_path / "none.zip", {}))
    reason = refusal(write_zip(tmp_path / "other.zip", {"photo.jpg": b"x"}))
    assert "photo.jpg" in reason


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.xml")
    assert "no regular file" in refusal(tmp_path / "pipe.xml")


def test_a_damaged_zip_is_refused(tmp_path: Path) -> None:
    content = write_zip(tmp_path / "a.zip", {"a.xml": os.urandom(100_000)}).read_bytes()
    (tmp_path / "a.zip").write_bytes(content[:-10])
    assert "damaged" in refusal(tmp_path / "a.zip")
    (tmp_path / "a.zip").write_bytes(content[:50_000] + b"12345" + content[50_005:])
    (opened,) = open_exports([tmp_path / "a.zip"])
    assert isinstance(opened, ExportFile)
    with pytest.raises(UnreadableFileError, match="damaged"):
        list(opened.chunks)


def test_a_zip_of_a_later_version_is_refused(tmp_path: Path) -> None:
    file = write_later_zip(tmp_path / "a.zip", {"a.xml": b"<rss/>"})
    assert "packed in a way that is not known here" in refusal(file)


def test_a_packed_file_that_is_cut_off_gives_what_it_has_and_says_so(tmp_path: Path) -> None:
    file = tmp_path / "a.xml.gz"
    file.write_bytes(gzip.compress(os.urandom(2_000_000))[:-100_000])
    (opened,) = open_exports([file])
    assert isinstance(opened, ExportFile)
    lengths: list[int] = []
    with pytest.raises(UnreadableFileError, match="damaged"):
        lengths.extend(map(len, opened.chunks))
    assert sum(lengths) > 1_000_000


def test_a_locked_zip_is_refused(tmp_path: Path) -> None:
    file = write_zip(tmp_path / "a.zip", {"a.xml": b"x"})
    content = bytearray(file.read_bytes())
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(sign) + offset] |= 1
    file.write_bytes(content)
    assert "password" in refusal(file)


def test_a_bomb_is_refused_before_it_goes_off(tmp_path: Path) -> None:
    nothing = bytes(80 << 20)
    assert "1/200" in refusal(write_zip(tmp_path / "bomb.zip", {"a.xml": nothing}))
    (tmp_path / "bomb.xml.gz").write_bytes(gzip.compress(nothing))
    packed = gzip.compress(nothing)
    inner = write_zip(tmp_path / "inner.zip", {"a.xml.gz": packed}, zipfile.ZIP_STORED)
    for file in (tmp_path / "bomb.xml.gz", inner):
        (opened,) = open_exports([file])
        assert isinstance(opened, ExportFile)
        with pytest.raises(UnreadableFileError, match="1/200"):
            for _ in opened.chunks:
                pass


def test_a_zip_that_claims_an_absurd_size_is_refused(tmp_path: Path) -> None:
    file = write_zip(tmp_path / "a.zip", {"a.xml": b"x" * 1000, "b.xml": b"y" * 1000})
    content = bytearray(file.read_bytes())
    at = content.index(b"PK\x01\x02") + 24
    content[at : at + 4] = (0xF0000000).to_bytes(4, "little")
    file.write_bytes(content)
    assert "1/200" in refusal(file)


def test_nothing_is_written(tmp_path: Path) -> None:
    write_zip(tmp_path / "a.zip", {"a/../../evil.xml": b"evil", "/abs.xml": b"abs"})
    before = sorted(tmp_path.parent.rglob("*"))
    assert list(contents(tmp_path / "a.zip").values()) == [b"abs"]
    assert sorted(tmp_path.parent.rglob("*")) == before
