import gzip
from pathlib import Path

import pytest

from ssg.disk.guard import OutsideError
from ssg.disk.moving.import_folder import ImportFolder, Written, import_folder
from ssg.importers.new_file import NewFile

POST = "content/posts/2010/01/a.md"


def write(site: Path, text: str, path: str = POST) -> Written:
    with import_folder(site) as folder:
        return folder.write(NewFile(path, text))


def test_a_file_is_new_then_the_same_then_changed(tmp_path: Path) -> None:
    assert write(tmp_path, "one") is Written.NEW
    assert write(tmp_path, "one") is Written.SAME
    assert write(tmp_path, "two") is Written.CHANGED
    assert (tmp_path / POST).read_text() == "two"


def test_what_a_person_wrote_stays_and_the_new_text_lies_aside(tmp_path: Path) -> None:
    write(tmp_path, "one")
    (tmp_path / POST).write_text("mine")
    assert write(tmp_path, "one") is Written.EDITED
    assert not (tmp_path / ".import/new").exists()
    assert write(tmp_path, "two") is Written.EDITED
    assert (tmp_path / POST).read_text() == "mine"
    assert (tmp_path / ".import/new" / POST).read_text() == "two"


def test_a_file_that_was_there_before_the_first_import_stays(tmp_path: Path) -> None:
    (tmp_path / POST).parent.mkdir(parents=True)
    (tmp_path / POST).write_text("mine")
    assert write(tmp_path, "one") is Written.EDITED
    assert (tmp_path / POST).read_text() == "mine"


def test_a_file_that_a_person_removed_is_not_written_again(tmp_path: Path) -> None:
    write(tmp_path, "one")
    (tmp_path / POST).unlink()
    assert write(tmp_path, "one") is Written.REMOVED
    assert not (tmp_path / POST).exists()


def test_a_file_is_taken_back_with_a_copy_unless_a_person_changed_it(tmp_path: Path) -> None:
    with import_folder(tmp_path) as folder:
        for path in (POST, "content/posts/b.md"):
            folder.write(NewFile(path, "one", "7"))
    (tmp_path / "content/posts/b.md").write_text("mine")
    with import_folder(tmp_path) as folder:
        assert folder.written_before() == [(POST, "7"), ("content/posts/b.md", "7")]
        assert folder.withdraw(POST)
        assert not folder.withdraw("content/posts/b.md")
    assert not (tmp_path / POST).exists()
    assert (tmp_path / ".import/private/withdrawn" / POST).read_text() == "one"
    assert (tmp_path / "content/posts/b.md").read_text() == "mine"
    with import_folder(tmp_path) as folder:
        assert folder.written_before() == [("content/posts/b.md", "7")]


def test_files_of_an_import_that_was_cut_off_are_known(tmp_path: Path) -> None:
    write(tmp_path, "one")
    with (tmp_path / ".import/private/state.jsonl").open("a") as state:
        state.write('["content/posts/half')
    assert write(tmp_path, "two") is Written.CHANGED


@pytest.mark.parametrize(
    "damage",
    [b"\xff\xfe\n", b"\x00\x00", b"7\n", b"[]\n", b"[" * 100_000],
    ids=range(5),
)
def test_a_damaged_line_of_the_state_takes_none_of_the_others_with_it(
    tmp_path: Path, damage: bytes
) -> None:
    write(tmp_path, "one")
    state = tmp_path / ".import/private/state.jsonl"
    state.write_bytes(state.read_bytes() + damage)
    assert write(tmp_path, "two") is Written.CHANGED


@pytest.mark.parametrize("path", ["../out.md", "/etc/x", "content/../../x", ""])
def test_nothing_is_written_outside(tmp_path: Path, path: str) -> None:
    site = tmp_path / "site"
    site.mkdir()
    with import_folder(site) as folder, pytest.raises(OutsideError):
        folder.write(NewFile(path, "x"))
    assert sorted(each.name for each in tmp_path.iterdir()) == ["site"]


def test_a_link_out_of_the_site_is_not_followed(tmp_path: Path) -> None:
    site, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    elsewhere.mkdir()
    site.mkdir()
    (site / "content").symlink_to(elsewhere)
    with import_folder(site) as folder, pytest.raises(OutsideError):
        folder.write(NewFile(POST, "x"))
    assert list(elsewhere.iterdir()) == []


def test_an_export_is_kept_byte_for_byte_and_equal_each_time(tmp_path: Path) -> None:
    folder = ImportFolder(tmp_path)
    kept = tmp_path / ".import/private/exports"
    assert list(folder.keep_export(1, "a.xml", [b"one", b"two"])) == [b"one", b"two"]
    folder.accept_exports()
    packed = (kept / "001.xml.gz").read_bytes()
    assert gzip.decompress(packed) == b"onetwo"
    list(folder.keep_export(1, "b.xml", [b"one", b"two"]))
    folder.accept_exports()
    assert (kept / "001.xml.gz").read_bytes() == packed


def test_what_turns_out_no_export_takes_the_place_of_none(tmp_path: Path) -> None:
    folder = ImportFolder(tmp_path)
    for number in (1, 2):
        list(folder.keep_export(number, "a.xml", [b"good"]))
    folder.accept_exports()
    list(folder.keep_export(1, "b.xml", [b"bad"]))
    folder.drop_exports()
    kept = tmp_path / ".import/private/exports"
    assert sorted(file.name for file in kept.iterdir()) == ["001.xml.gz", "002.xml.gz"]
    assert gzip.decompress((kept / "001.xml.gz").read_bytes()) == b"good"
    list(folder.keep_export(1, "c.xml", [b"better"]))
    folder.accept_exports()
    assert [file.name for file in kept.iterdir()] == ["001.xml.gz"]


def test_a_refused_export_leaves_no_empty_folders(tmp_path: Path) -> None:
    folder = ImportFolder(tmp_path)
    list(folder.keep_export(1, "a.xml", [b"bad"]))
    folder.drop_exports()
    assert list(tmp_path.iterdir()) == []


def test_what_is_private_is_closed_to_git_and_to_other_users(tmp_path: Path) -> None:
    ImportFolder(tmp_path).close_to_others()
    assert (tmp_path / ".import/private").stat().st_mode & 0o077 == 0
    assert "\n*\n" in (tmp_path / ".import/.gitignore").read_text()
