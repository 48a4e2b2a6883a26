"""A deploy that breaks at any of its operations: readers see whole pages, the next one ends it."""

import contextlib
import os
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from ssg.deploy.failures import CutOffError, DeployError, DeployLockedError, TransientError
from ssg.deploy.in_place import InPlace
from ssg.deploy.locking import target_lock
from ssg.deploy.model import (
    LOCK,
    NEW,
    OURS,
    Found,
    Progress,
    ReleaseFile,
    Stage,
    Target,
    Workplace,
)
from ssg.deploy.releases import Releases
from ssg.deploy.store import Shelf
from ssg.deploy.targets.folder import FolderShelf
from tests.deploy.places import Place, deploy, files_in, release_files, shipment_for, workplace

CHANGES = {"write", "create", "put", "delete", "copy_folder", "rename", "point", "delete_folder"}
"""What changes something at a target."""

_OLD, _NEW = b"<a href=/assets/style.00000001.css>", b"<a href=/assets/style.00000002.css>"
BEFORE = {
    "assets/style.00000001.css": b"old",
    "media/shared.png": b"1",
    "a/index.html": _OLD + b"<img src=/media/shared.png>",
    "b/index.html": _OLD,
    "index.html": _OLD + b"<a href=/a/index.html><a href=/b/index.html>",
}
AFTER = {
    "assets/style.00000002.css": b"new",
    "media/shared.png": b"22",
    "media/fresh.png": b"3",
    "a/index.html": _NEW + b"<img src=/media/fresh.png>",
    "c/index.html": _NEW + b"<img src=/media/shared.png>",
    "index.html": _NEW + b"<a href=/a/index.html><a href=/c/index.html>",
}


class BreakingShelf:
    """A shelf that breaks after so many changes, and lets a reader look after each of them.

    Of the file that is being written then, half has come, under the name that it has meanwhile.
    """

    def __init__(self, shelf: FolderShelf, look: Callable[[], None], root: Path) -> None:
        self._shelf = shelf
        self._root = root
        self._has_broken = False
        self._look = look
        self.left: int | None = None
        self.changes = 0
        self.sent: list[str] = []
        self.breaks_at = ""
        """The change that never works, by name."""

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._shelf, name)
        return self._breaking(name, method) if name in CHANGES else method

    def _breaking(self, name: str, method: Callable[..., Any]) -> Callable[..., Any]:
        def act(*arguments: Any) -> Any:
            if name == self.breaks_at and ".ssg-deploy.lock" not in str(arguments):
                message = "the line was cut"
                raise TransientError(message)
            if name != "put":
                return self._change(method, *arguments)
            files, *rest = arguments
            for file in files:
                self.sent.append(file.path)
                self._change(method, [file], *rest)
            return None

        return act

    def _change(self, method: Callable[..., Any], *arguments: Any) -> Any:
        if self.left is not None and self.left <= 0:
            self._leave_half(arguments)
            message = "the line was cut"
            raise TransientError(message)
        done = method(*arguments)
        self.changes += 1
        if self.left is not None:
            self.left -= 1
        self._look()
        return done

    def _leave_half(self, arguments: tuple[Any, ...]) -> None:
        """Write half of the file that was on its way when the line was cut."""
        match arguments:
            case [str(path), bytes(_)] if not self._has_broken:
                halves = [self._root / f"{path}{NEW}"]
            case [[ReleaseFile() as file], _, *below] if not self._has_broken:
                halves = [self._root.joinpath(*below, f"{file.path}{NEW}")]
            case _:
                halves = []
        for half in halves:
            half.parent.mkdir(parents=True, exist_ok=True)
            half.write_bytes(b"half")
        self._has_broken = True


def _in_place(shelf: Shelf, work: Workplace) -> Target:
    return InPlace(shelf, work)


def _as_releases(shelf: Shelf, work: Workplace) -> Target:
    return Releases(shelf, work)


KINDS: Mapping[str, tuple[Callable[[Shelf, Workplace], Target], str]] = {
    "in place": (_in_place, ""),
    "releases": (_as_releases, "current"),
}


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


class World:
    """A target of a kind, a site, and a reader who looks at every page all the time."""

    def __init__(self, folder: Path, kind: str) -> None:
        self.make, shown = KINDS[kind]
        self.output = folder / "output"
        self.root = folder / "www"
        self.shown_root = self.root / shown
        self.shelf = BreakingShelf(FolderShelf(self.root), self.look, self.root)
        self.work = workplace(folder / "site", Place({}, dict))
        self.looks = 0

    @property
    def target(self) -> Target:
        return self.make(self.shelf, self.work)

    def shown(self) -> dict[str, bytes]:
        found = files_in(self.shown_root)
        return {path: content for path, content in found.items() if path not in OURS}

    def look(self) -> None:
        """Open every page, and ask for all that it names."""
        for folder, _, names in os.walk(self.shown_root):
            for page in (Path(folder, name) for name in names if name.endswith(".html")):
                for address in re.findall(rb"(?:href|src)=/([^ >]+)", page.read_bytes()):
                    is_there = (self.shown_root / address.decode()).is_file()
                    assert is_there, f"{page} leads to {address!r}"
        self.looks += 1


def test_wherever_it_breaks_readers_see_whole_pages_and_the_next_deploy_ends_it(
    tmp_path: Path, kind: str
) -> None:
    whole = World(tmp_path / "whole", kind)
    deploy(whole.target, whole.output, BEFORE)
    changes = whole.shelf.changes
    deploy(whole.target, whole.output, AFTER)
    steps = whole.shelf.changes - changes
    end = whole.shown()
    assert steps > 8

    for step in range(steps):
        world = World(tmp_path / str(step), kind)
        deploy(world.target, world.output, BEFORE)
        world.shelf.left = step
        # A break after the site is shown whole need not be told.
        with contextlib.suppress(DeployError):
            deploy(world.target, world.output, AFTER)
        assert {"a/index.html", "index.html"} <= world.shown().keys(), "nothing is lost meanwhile"
        world.shelf.left = None
        deploy(world.target, world.output, AFTER)
        assert world.shown() == end, f"cut after {step} changes"
        assert deploy(world.target, world.output, AFTER).is_empty, f"cut after {step} changes"
        assert not list(world.root.rglob(f"*{NEW}")), f"cut after {step} changes"
        assert world.looks > 10


def test_what_was_sent_before_the_break_is_not_sent_again(tmp_path: Path, kind: str) -> None:
    many = {f"media/{number}.png": f"{number}".encode() for number in range(600)}
    world = World(tmp_path, kind)
    deploy(world.target, world.output, BEFORE)
    changes = world.shelf.changes
    world.shelf.left = 500
    with pytest.raises(DeployError):
        deploy(world.target, world.output, {**BEFORE, **many})
    arrived = world.shelf.changes - changes
    world.shelf.left = None
    world.shelf.sent.clear()

    deploy(world.target, world.output, {**BEFORE, **many})

    # What the batch at the break had sent is not known for sure.
    assert len(world.shelf.sent) <= len(many) - arrived + 260
    assert world.shown() == {**BEFORE, **many}


def test_another_machine_can_end_what_this_one_began(tmp_path: Path, kind: str) -> None:
    world = World(tmp_path, kind)
    deploy(world.target, world.output, BEFORE)
    world.shelf.left = 4
    with pytest.raises(DeployError):
        deploy(world.target, world.output, AFTER)
    world.shelf.left = None
    (world.root / ".ssg-deploy.lock").unlink(missing_ok=True)
    world.work = workplace(tmp_path / "other", Place({}, dict))

    final = {**AFTER, "index.html": b"<a href=/a/index.html>"}
    del final["c/index.html"]
    deploy(world.target, world.output, final)

    # The page that only the broken deploy knew of is ours, and goes.
    kept = {"assets/style.00000001.css"}
    assert world.shown().keys() - kept == final.keys()


def test_files_go_in_the_order_in_which_they_need_each_other(tmp_path: Path, kind: str) -> None:
    world = World(tmp_path, kind)
    deploy(world.target, world.output, AFTER)

    sent = world.shelf.sent
    assert sorted(sent) == sorted(AFTER)
    html = [path.endswith(".html") for path in sent]
    assert html == sorted(html), "pages come after what they need"
    assert list(Stage) == sorted(Stage)


def test_a_file_where_a_folder_was_and_a_folder_where_a_file_was(tmp_path: Path, kind: str) -> None:
    world = World(tmp_path, kind)
    deploy(world.target, world.output, {"index.html": b"", "x/index.html": b"1", "y": b"2"})

    deploy(world.target, world.output, {"index.html": b"", "x": b"3", "y/index.html": b"4"})

    assert world.shown() == {"index.html": b"", "x": b"3", "y/index.html": b"4"}


def test_an_edit_that_was_cut_off_and_taken_back_is_seen_by_nobody(
    tmp_path: Path, kind: str
) -> None:
    regretted = {**AFTER, "a/index.html": AFTER["a/index.html"].replace(b"00000002", b"LEAK!!!!")}
    regretted["assets/style.LEAK!!!!.css"] = b"x"
    shorter = {**AFTER, "a/index.html": _NEW}
    for number, edit in enumerate((regretted, shorter)):
        for step in range(2, 14):
            world = World(tmp_path / f"{number}-{step}", kind)
            deploy(world.target, world.output, AFTER)
            world.shelf.left = step
            with contextlib.suppress(DeployError):
                deploy(world.target, world.output, edit)
            world.shelf.left = None
            final = {**AFTER, "c/index.html": _NEW}

            deploy(world.target, world.output, final)

            kept = {"assets/style.LEAK!!!!.css"}
            shown = world.shown()
            assert {path: shown[path] for path in shown.keys() - kept} == final


def test_where_neither_time_nor_checksum_is_told_nothing_half_known_is_believed(
    tmp_path: Path,
) -> None:
    class Timeless(FolderShelf):
        def list_files(self, folder: str = "") -> Mapping[str, Found]:
            return {path: Found(file.size) for path, file in super().list_files(folder).items()}

        def mtime_of(self, file: ReleaseFile) -> int:
            del file
            return 0

    world = World(tmp_path, "in place")
    world.shelf = BreakingShelf(Timeless(world.root), world.look, world.root)
    good = {"index.html": b"", "p1.html": b"good", "p3.html": b"three"}
    deploy(world.target, world.output, good)
    world.shelf.left = 4
    with pytest.raises(DeployError):
        deploy(world.target, world.output, {**good, "p1.html": b"LEAK", "x.css": b""})
    assert world.shown()["p1.html"] == b"LEAK", "the cut must come after it"
    world.shelf.left = None
    # On another machine nobody knows what was sent.
    world.work = workplace(tmp_path / "other", Place({}, dict))
    (world.root / ".ssg-deploy.lock").unlink(missing_ok=True)

    deploy(world.target, world.output, {**good, "p3.html": b"3"})

    assert world.shown()["p1.html"] == b"good"


def test_who_looked_before_another_deploy_is_refused_after_it(tmp_path: Path, kind: str) -> None:
    world = World(tmp_path, kind)
    deploy(world.target, world.output, BEFORE)
    files = release_files(tmp_path / "slow", {**BEFORE, "b/index.html": b"slow"})
    slow, _ = shipment_for(tmp_path / "slow", files, world.target.look())
    deploy(world.target, world.output, AFTER)
    shown = world.shown()

    with pytest.raises(DeployLockedError, match="come first"):
        world.target.send(slow, lambda _: None)

    assert world.shown() == shown


def test_a_release_that_nobody_ever_saw_is_never_gone_back_to(tmp_path: Path) -> None:
    world = World(tmp_path, "releases")
    deploy(world.target, world.output, {"index.html": b"good"})
    world.shelf.breaks_at = "point"
    with pytest.raises(DeployError):
        deploy(world.target, world.output, {"index.html": b"BAD!"})
    world.shelf.breaks_at = ""
    deploy(world.target, world.output, {"index.html": b"newer"})

    world.target.roll_back()

    assert world.shown() == {"index.html": b"good"}


def test_a_fault_after_the_last_file_says_that_all_have_arrived(tmp_path: Path) -> None:
    world = World(tmp_path, "in place")
    deploy(world.target, world.output, BEFORE)
    world.shelf.breaks_at = "delete"
    with pytest.raises(CutOffError) as cut:
        deploy(world.target, world.output, AFTER)
    assert not cut.value.left
    assert len(cut.value.sent) == len(AFTER)
    assert "new site" in cut.value.meanwhile


def test_a_lock_that_another_deploy_has_taken_over_is_not_taken_from_it(tmp_path: Path) -> None:
    shelf = FolderShelf(tmp_path)
    with target_lock(shelf, "slow"):
        shelf.write(LOCK, b'{"holder": "other", "at": "2999-01-01T00:00:00+00:00"}')
    assert (tmp_path / LOCK).exists()


def test_a_file_that_changes_only_its_capitals_is_there_afterwards(
    tmp_path: Path, kind: str
) -> None:
    class Blind(FolderShelf):
        """A folder of a disk that does not tell capitals apart."""

        def put(self, files: Sequence[ReleaseFile], progress: Progress, below: str = "") -> None:
            self._forget([f"{below}/{file.path}".lstrip("/") for file in files])
            super().put(files, progress, below)

        def delete(self, paths: Sequence[str]) -> None:
            self._forget(paths)

        def _forget(self, paths: Sequence[str]) -> None:
            names = {path.casefold() for path in paths}
            found = [path for path in self.list_files() if path.casefold() in names]
            super().delete(found)

    world = World(tmp_path, kind)
    world.shelf = BreakingShelf(Blind(world.root), world.look, world.root)
    deploy(world.target, world.output, {"index.html": b"", "files/Photo.txt": b"1"})

    deploy(world.target, world.output, {"index.html": b"", "files/photo.txt": b"1"})

    assert world.shown() == {"index.html": b"", "files/photo.txt": b"1"}
