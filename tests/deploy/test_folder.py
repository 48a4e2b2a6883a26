"""A folder as a target, with releases and without, on the real disk."""

from pathlib import Path

import pytest

from ssg.deploy.failures import CannotRollBackError, DeployError
from ssg.deploy.model import OURS
from ssg.deploy.target_kinds import make_target
from tests.deploy.places import Place, deploy, workplace

FIRST = {"index.html": b"<h1>One</h1>", "a/index.html": b"A", "assets/x.0123abcd.css": b"x"}
SECOND = {"index.html": b"<h1>Two</h1>", "b/index.html": b"B", "assets/y.0123abcd.css": b"y"}


def _place(root: Path, *, releases: bool = True) -> Place:
    shown = root / "current" if releases else root
    return Place(
        {"type": "folder", "to": str(root), "releases": releases},
        lambda: {
            file.relative_to(shown).as_posix(): file.read_bytes()
            for file in shown.rglob("*")
            if file.is_file() and "releases" not in file.relative_to(shown).parts
        },
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


def test_a_folder_where_the_link_should_be_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "www" / "current").mkdir(parents=True)
    place = _place(tmp_path / "www")
    with pytest.raises(DeployError, match="no link"):
        make_target(place.keys, workplace(tmp_path / "site", place)).look()
