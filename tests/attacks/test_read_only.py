"""Folders that can only be read: what can be done is done, and the rest is told in a line."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.attacks.seeing import see_plain_words
from tests.attacks.worlds import Require, read_only, world_with
from tests.blog import comments, write, write_blog
from tests.importing.exports import author, item, wxr
from tests.importing.running import files_below
from tests.launching import Launcher
from tests.running import set_deploy

READ_ONLY = {
    "output": ("output",),
    "cache": (".ssg-cache",),
    "content": ("content",),
    "site": ("",),
    "target": ("../www",),
}


@dataclass(frozen=True, slots=True)
class World:
    """A site for each folder that can only be read, what was built of it, and what runs ssg."""

    ssg: Launcher
    folder: Path
    built: dict[str, bytes]

    def site(self, name: str) -> Path:
        """Return the site in which the folder `name` can only be read."""
        return self.folder / name / "site"

    def output(self, name: str) -> dict[str, bytes]:
        """Return what readers see of it."""
        return files_below(self.site(name) / "output")


@pytest.fixture(scope="module")
def world(
    ssg: Launcher, tmp_path_factory: pytest.TempPathFactory, require_program: Require
) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("read-only")
    write(folder, {"export.xml": wxr(author("ana"), item(1))})
    locked = []
    for name, folders in READ_ONLY.items():
        site = write_blog(folder / name / "site")
        (folder / name / "www").mkdir()
        set_deploy(site, f"{{production: {{type: folder, to: '{folder / name / 'www'}'}}}}")
        built = ssg.run("build", "--quiet", folder=site)
        assert built.code == 0, built.said
        locked += [(site / each).resolve() for each in folders]
        if name != "site":
            write(site, {"content/comments/two.yaml": comments("wp-2", "Not so.")})
    before = files_below(folder / "output/site/output")
    with world_with(folder, read_only(*locked), require_program) as inside:
        yield World(inside, folder, before)


BUILD = ("build", "--quiet", "--jobs", 1)


def test_an_output_that_can_only_be_read_stays_and_a_build_says_so(
    ssg: Launcher, world: World
) -> None:
    site = world.site("output")
    for _ in range(2):
        see_plain_words(world.ssg.run(*BUILD, folder=site), 3)
        assert world.output("output") == world.built
    assert ssg.run(*BUILD, folder=site).code == 0
    assert b"Not so." in b"".join(world.output("output").values())


def test_a_cache_that_can_only_be_read_stops_a_build_in_plain_words(world: World) -> None:
    ended = world.ssg.run(*BUILD, folder=world.site("cache"))

    see_plain_words(ended, 3)
    assert ".ssg-cache" in ended.said
    assert world.output("cache") == world.built


def test_content_that_can_only_be_read_is_built(world: World) -> None:
    site = world.site("content")
    assert world.ssg.run(*BUILD, folder=site).code == 0
    before = files_below(site / "content")
    export = world.folder / "export.xml"
    for command in (("new", "A Title"), ("import", "wordpress", export, "--site", site)):
        see_plain_words(world.ssg.run(*command, folder=site), 3)
    assert files_below(site / "content") == before


def test_a_site_that_can_only_be_read_is_told_of_and_stays(world: World) -> None:
    site = world.site("site")
    before = files_below(site)
    for command in (BUILD, ("new", "A Title"), ("deploy", "--yes")):
        see_plain_words(world.ssg.run(*command, folder=site), 3)
    assert files_below(site) == before


def test_a_target_that_can_only_be_read_is_told_of(ssg: Launcher, world: World) -> None:
    site = world.site("target")
    see_plain_words(world.ssg.run("deploy", "--yes", folder=site), 3)
    assert files_below(world.folder / "target/www") == {}
    assert ssg.run("deploy", "--yes", folder=site).code == 0
