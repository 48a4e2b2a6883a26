"""A disk that is full: one plain line, the old site as it was, and no harm once there is room."""

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from tests.attacks.seeing import see_a_whole_site, see_plain_words, see_the_end
from tests.attacks.versions import World, lay, sources
from tests.attacks.worlds import Require, world_with
from tests.blog import write_blog
from tests.importing.exports import OLD, attachment, author, item, wxr
from tests.importing.running import files_below
from tests.launching import Launcher
from tests.running import set_deploy

LONG = pytest.mark.torture


@pytest.mark.parametrize("tries", [3, pytest.param(30, marks=LONG, id="torture")])
def test_a_build_that_finds_no_room_leaves_the_old_site(
    ssg: Launcher, world: World, site: Path, chance: random.Random, tries: int
) -> None:
    before, failed = "base", 0
    while failed < tries:
        version = chance.choice([name for name in world.sources if name != before])
        lay(site, world.sources[version])
        full_from = 1 + int(250 * chance.random() ** 2)
        build = ("build", "--jobs", chance.choice([1, 2]), "--quiet")
        ended = ssg.run(*build, folder=site, full_from=full_from)
        allowed = {name: world.built[name] for name in (before, version)}
        see_a_whole_site(site, allowed)
        assert sources(site) == world.sources[version]
        if ended.code:
            see_plain_words(ended, 3)
            failed += 1
            assert (
                not list((site / ".ssg-cache").glob("staging-*/new/**/*.html"))
                or (site / ".ssg-cache/journal").exists()
            ), "what was staged in vain still takes room"
            assert ssg.run("build", "--quiet", folder=site).code == 0
        see_the_end(site, world.built[version])
        before = version


@pytest.mark.parametrize("step", [9, pytest.param(2, marks=LONG, id="torture")])
def test_an_import_that_finds_no_room_is_ended_by_the_next(
    ssg: Launcher, tmp_path: Path, step: int
) -> None:
    uploads = tmp_path / "uploads/2016"
    uploads.mkdir(parents=True)
    Image.effect_noise((90, 90), 50).save(uploads / "lamp.png")
    address = f"{OLD}/wp-content/uploads/2016/lamp.png"
    text = f'<p>Words.</p><img src="{address}" alt="A lamp">'
    parts = (author("ana"), *(item(n, text) for n in range(1, 4)), attachment(9, address, 1))
    (tmp_path / "export.xml").write_text(wxr(*parts), "utf-8")
    command = ("import", "wordpress", tmp_path / "export.xml", "--uploads", tmp_path / "uploads")

    def imported(site: Path, full_from: int = 0) -> int:
        site.mkdir(exist_ok=True)
        named = (*command, "--site", site, "--jobs", 1, "--quiet")
        ended = ssg.run(*named, folder=tmp_path, full_from=full_from)
        if ended.code:
            see_plain_words(ended, 3)
        return ended.code

    def written(site: Path) -> dict[str, bytes]:
        found = files_below(site)
        return {name: found[name] for name in found if "private/state" not in name}

    assert imported(tmp_path / "whole") == 0
    whole = written(tmp_path / "whole")
    full_from = 1
    while imported(tmp_path / f"{full_from}", full_from):
        site = tmp_path / f"{full_from}"
        found = written(site)
        for name in found:
            if name.startswith("content/"):
                assert found[name] == whole.get(name), f"{name} is half a file"
        assert imported(site) == 0
        assert written(site).keys() == whole.keys()
        full_from += step
    assert full_from > 20


@pytest.mark.parametrize("releases", [False, pytest.param(True, marks=LONG)])
def test_a_deploy_that_finds_no_room_leaves_what_readers_see(
    ssg: Launcher, world: World, site: Path, chance: random.Random, *, releases: bool
) -> None:
    www = site.parent / "www"
    keys = f"{{production: {{type: folder, to: '{www}', releases: {str(releases).lower()}}}}}"
    shown = www / "current" if releases else www
    deploy = ("deploy", "--yes", "--quiet", "--allow-lost", "--allow-deletes")

    def lay_version(version: str) -> None:
        lay(site, world.sources[version])
        set_deploy(site, keys)
        assert ssg.run("build", "--quiet", folder=site).code == 0

    lay_version("base")
    assert ssg.run(*deploy, folder=site).code == 0
    before = files_below(shown)
    lay_version("restyled")
    for _ in range(3):
        ended = ssg.run(*deploy, folder=site, full_from=chance.randrange(10, 200))
        see_plain_words(ended, 3)
        found = files_below(shown)
        assert before.keys() <= found.keys(), "something is gone"
    assert ssg.run(*deploy, folder=site).code == 0
    after = files_below(shown)
    built = world.built["restyled"]
    assert all(after[name] == built[name] for name in built if name.endswith(".html"))


def test_a_file_larger_than_the_disk_takes_stops_the_build(ssg: Launcher, tmp_path: Path) -> None:
    """The system itself refuses a write in the middle of a file (`ulimit -f`)."""
    site = write_blog(tmp_path / "site")
    assert ssg.run("build", "--quiet", folder=site).code == 0
    before = files_below(site / "output")
    (site / "content/media").mkdir()
    (site / "content/media/show.mp3").write_bytes(bytes(4_000_000))

    ended = ssg.run("build", "--quiet", folder=site, largest=3_000_000)

    see_plain_words(ended, 3)
    assert files_below(site / "output") == before
    assert not list((site / ".ssg-cache").glob("staging-*"))
    assert ssg.run("build", "--quiet", folder=site).code == 0


class SmallDisk:
    """A disk of some megabytes, and what runs ssg where it can be seen."""

    def __init__(self, ssg: Launcher, mount: str) -> None:
        self.ssg, self.inside = ssg, Path(mount)
        self.seen = Path(f"/proc/{ssg.process}/root{mount}")
        """The same from here."""

    def fill(self, leave: int) -> None:
        """Leave so many bytes."""
        self.empty()
        with (self.seen / "ballast").open("wb") as ballast:
            there = os.statvfs(self.seen)
            os.posix_fallocate(ballast.fileno(), 0, there.f_bavail * there.f_frsize - leave)

    def empty(self) -> None:
        """Give the room back."""
        (self.seen / "ballast").unlink(missing_ok=True)


@pytest.fixture
def small_disk(tmp_path: Path, require_program: Require) -> Iterator[SmallDisk]:
    mount = tmp_path / "disk"
    mount.mkdir()
    mounts = f'mount -t tmpfs -o size=12m tmpfs "{mount}"'
    with world_with(tmp_path, mounts, require_program) as made:
        yield SmallDisk(made, str(mount))


def test_a_disk_that_is_really_full(small_disk: SmallDisk, world: World) -> None:
    disk, ssg = small_disk, small_disk.ssg
    seen, site = disk.seen / "site", disk.inside / "site"
    seen.mkdir()
    lay(seen, world.sources["base"])
    assert ssg.run("build", "--quiet", folder=site).code == 0
    assert files_below(seen / "output") == world.built["base"]
    lay(seen, world.sources["moved"])
    codes = []
    for leave in (0, 4096, 60_000, 200_000, 500_000):
        disk.fill(leave)
        ended = ssg.run("build", "--jobs", 2, "--quiet", folder=site)
        codes.append(ended.code)
        if ended.code:
            see_plain_words(ended, 3)
            assert files_below(seen / "output") == world.built["base"], f"with {leave} bytes left"
    assert 3 in codes
    disk.empty()
    assert ssg.run("build", "--quiet", folder=site).code == 0
    assert files_below(seen / "output") == world.built["moved"]
    assert not list((seen / ".ssg-cache").glob("staging-*"))


def test_an_output_on_a_full_disk_of_its_own_is_left_as_it_was(
    small_disk: SmallDisk, world: World, tmp_path: Path
) -> None:
    disk, ssg = small_disk, small_disk.ssg
    site = tmp_path / "site"
    site.mkdir()
    build = ("build", "--quiet", "--output", disk.inside / "www")
    lay(site, world.sources["base"])
    assert ssg.run(*build, folder=site).code == 0
    before = files_below(disk.seen / "www")
    lay(site, {**world.sources["restyled"], "content/media/show.bin": bytes(300_000)})
    for leave in (0, 200_000):
        disk.fill(leave)
        see_plain_words(ssg.run(*build, folder=site), 3)
        assert files_below(disk.seen / "www") == before
    disk.empty()
    assert ssg.run(*build, folder=site).code == 0
    after = files_below(disk.seen / "www")
    assert after.pop("media/show.bin") == bytes(300_000)
    assert after == world.built["restyled"]
