"""A folder as a target, with releases and without, on the real disk."""

import os
from pathlib import Path, PureWindowsPath

import pytest

from ssg.deploy.failures import CannotRollBackError, DeployError
from ssg.deploy.model import OURS
from ssg.deploy.target_kinds import make_target
from ssg.deploy.targets.folder import FolderShelf
from ssg.disk import native
from tests.deploy.places import Place, deploy, files_in, release_files, shipment_for, workplace

FIRST = {"index.html": b"<h1>One</h1>", "a/index.html": b"A", "assets/x.0123abcd.css": b"x"}
SECOND = {"index.html": b"<h1>Two</h1>", "b/index.html": b"B", "assets/y.0123abcd.css": b"y"}


def _place(root: Path, *, releases: bool = True) -> Place:
    shown = root / "current" if releases else root
    return Place(
        {"type": "folder", "to": str(root), "releases": releases},
        lambda: files_in(shown),
    )


@pytest.mark.parametrize("releases", [True, False])
def test_a_folder_shows_what_was_deployed_last(tmp_path: Path, *, releases: bool) -> None:
    place = _place(tmp_path / "www", releases=releases)
    work = workplace(tmp_path / "site", place)
    target = make_target(place.keys, work)
    first = deploy(target, tmp_path / "output", FIRST)
    assert {path: text for path, text in place.shown().items() if path not in OURS} == FIRST
    assert len(first.new) == 3
    assert deploy(target, tmp_path / "output", FIRST).is_empty
    second = deploy(target, tmp_path / "output", SECOND)
    assert [file.path for file in second.changed] == ["index.html"]
    assert second.deleted == ("a/index.html",)
    # What readers' open pages still ask for stays for a while.
    assert second.kept == ("assets/x.0123abcd.css",)
    shown = {path: text for path, text in place.shown().items() if path not in OURS}
    assert shown == {**SECOND, "assets/x.0123abcd.css": b"x"}
    for number in range(4):
        deploy(target, tmp_path / "output", {**SECOND, "index.html": f"{number}".encode()})
    assert "assets/x.0123abcd.css" not in place.shown()


def test_a_release_can_be_taken_back_and_the_next_one_returns_to_the_good_one(
    tmp_path: Path,
) -> None:
    place = _place(tmp_path / "www")
    target = make_target(place.keys, workplace(tmp_path / "site", place))
    deploy(target, tmp_path / "output", FIRST)
    good = target.look().release
    deploy(target, tmp_path / "output", SECOND)
    assert target.roll_back() == good
    assert place.shown()["index.html"] == FIRST["index.html"]
    deploy(target, tmp_path / "output", {**SECOND, "index.html": b"Three"})
    assert target.roll_back() == good
    with pytest.raises(CannotRollBackError):
        target.roll_back()


def test_what_is_not_ours_is_neither_changed_nor_deleted(tmp_path: Path) -> None:
    place = _place(tmp_path / "www", releases=False)
    target = make_target(place.keys, workplace(tmp_path / "site", place))
    deploy(target, tmp_path / "output", FIRST)
    (tmp_path / "www" / "google1234.html").write_text("mine")
    difference = deploy(target, tmp_path / "output", SECOND)
    assert difference.foreign == ("google1234.html",)
    assert place.shown()["google1234.html"] == b"mine"


def test_what_somebody_changed_by_hand_is_noticed_and_mended(tmp_path: Path) -> None:
    place = _place(tmp_path / "www", releases=False)
    target = make_target(place.keys, workplace(tmp_path / "site", place))
    deploy(target, tmp_path / "output", FIRST)
    (tmp_path / "www" / "index.html").write_bytes(b"<h1>Oh no</h1>")
    (tmp_path / "www" / "a" / "index.html").unlink()
    difference = deploy(target, tmp_path / "output", FIRST)
    assert set(difference.by_hand) == {"index.html", "a/index.html"}
    assert place.shown()["index.html"] == FIRST["index.html"]


@pytest.mark.parametrize("in_the_way", ["index.html/mine.txt", "a"])
def test_what_lies_in_the_way_is_named_and_left_alone(tmp_path: Path, in_the_way: str) -> None:
    place = _place(tmp_path / "www", releases=False)
    target = make_target(place.keys, workplace(tmp_path / "site", place))
    mine = tmp_path / "www" / in_the_way
    mine.parent.mkdir(parents=True)
    mine.write_bytes(b"mine")
    with pytest.raises(DeployError) as told:
        deploy(target, tmp_path / "output", FIRST)
    assert str(tmp_path / "www" / in_the_way.partition("/")[0]) in str(told.value)
    assert ".ssg-new" not in str(told.value)
    assert "move away what lies there" in told.value.fix
    assert mine.read_bytes() == b"mine"


def test_a_folder_where_the_link_should_be_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "www" / "current").mkdir(parents=True)
    place = _place(tmp_path / "www")
    with pytest.raises(DeployError, match="no link"):
        make_target(place.keys, workplace(tmp_path / "site", place)).look()


def test_a_disk_that_keeps_only_even_seconds_makes_no_file_look_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_time = os.utime

    def like_fat(path: Path, ns: tuple[int, int]) -> None:
        set_time(path, ns=(ns[0], ns[1] // 2_000_000_000 * 2_000_000_000))

    place = _place(tmp_path / "www", releases=False)
    target = make_target(place.keys, workplace(tmp_path / "site", place))
    files = release_files(tmp_path / "output", FIRST)
    for file in files.values():
        set_time(file.source, (1_600_000_001, 1_600_000_001))
    monkeypatch.setattr(os, "utime", like_fat)
    shipment, _ = shipment_for(tmp_path / "output", files, target.look())
    target.send(shipment, lambda _: None)
    remote = target.look()
    assert remote.found
    assert remote.found["index.html"].mtime == 1_600_000_000
    _, difference = shipment_for(tmp_path / "output", files, remote)
    assert difference.is_empty
    assert difference.by_hand == ()


def test_where_nothing_may_replace_a_link_to_a_folder_it_is_removed_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Path.replace

    def like_windows(old: Path, new: Path) -> Path:
        if new.is_symlink() and new.is_dir():
            raise PermissionError(13, "Access is denied", str(new))
        return replace(old, new)

    monkeypatch.setattr(Path, "replace", like_windows)
    place = _place(tmp_path / "www")
    target = make_target(place.keys, workplace(tmp_path / "site", place))
    deploy(target, tmp_path / "output", FIRST)
    good = target.look().release
    deploy(target, tmp_path / "output", SECOND)
    assert place.shown()["index.html"] == SECOND["index.html"]
    assert target.roll_back() == good
    assert place.shown()["index.html"] == FIRST["index.html"]


def test_a_link_is_told_with_slashes_and_long_names_are_written_as_the_system_wants(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = FolderShelf(tmp_path)
    monkeypatch.setattr(Path, "readlink", lambda _: PureWindowsPath("releases\\20261127T1Z"))
    assert shelf.read_link("current") == "releases/20261127T1Z"
    monkeypatch.setattr(native, "_WINDOWS", True)
    asked = []
    monkeypatch.setattr(Path, "read_bytes", lambda path: asked.append(str(path)))
    FolderShelf(tmp_path).read("a.html")
    assert asked == [f"\\\\?\\{tmp_path}\\a.html"]


@pytest.mark.parametrize(
    "keys",
    [
        {"type": "folder", "to": "~nobody-of-that-name/x"},
        {"type": "ftp", "to": "jane@ftp.example:/www", "ca": "~nobody-of-that-name/x"},
        {"type": "rsync", "to": "jane@h.example:/www", "identity": "~nobody-of-that-name/x"},
        {"type": "sftp", "to": "jane@h.example:/www", "identity": "~nobody-of-that-name/x"},
    ],
    ids=lambda keys: keys["type"],
)
def test_the_home_of_nobody_is_told(tmp_path: Path, keys: dict[str, str]) -> None:
    place = Place(keys, dict, {"SSG_PRODUCTION_PASSWORD": "hunter2"})
    with pytest.raises(DeployError, match="there is no user nobody-of-that-name") as refusal:
        make_target(keys, workplace(tmp_path / "site", place)).look()
    assert refusal.value.fix
