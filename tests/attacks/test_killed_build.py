"""`ssg build` killed at any moment: nobody sees a half site, and the next build ends it."""

import random
import shutil
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from ssg.disk.manifest import load_manifest, output_folder
from tests.attacks.launching import Launcher, Running
from tests.attacks.versions import (
    Files,
    lay,
    put_foreign,
    sources,
    versions,
    without_foreign,
)
from tests.importing.running import files_below

SWITCH = ".ssg-cache/journal"
STAGING = "staging-"


@dataclass(frozen=True, slots=True)
class World:
    """The sources of each version of a blog, what a build from nothing makes of it, how long."""

    sources: Mapping[str, Files]
    built: Mapping[str, Files]
    seconds: float


@pytest.fixture(scope="module")
def world(ssg: Launcher, place: Path) -> World:
    made, built, seconds = versions(place / "first"), {}, 0.0
    for name, files in made.items():
        site = place / name
        site.mkdir()
        lay(site, files)
        began = time.monotonic()
        done = ssg.run("build", "--jobs", 2, folder=site)
        seconds = max(seconds, time.monotonic() - began)
        assert done.code == 0, done.said
        built[name] = files_below(site / "output")
    return World(made, built, seconds)


@pytest.fixture
def site(world: World, place: Path, tmp_path: Path) -> Path:
    """Return a site that was built, with somebody else's files in its output."""
    shutil.copytree(place / "base", tmp_path / "site", symlinks=True)
    put_foreign(tmp_path / "site/output")
    return tmp_path / "site"


def start_and_kill(ssg: Launcher, site: Path, chance: random.Random, seconds: float) -> Running:
    """Build, and be killed: at any time, before any change of the disk, or around the switch."""
    build = ("build", "--jobs", chance.choice([1, 2, 2]), "--quiet")
    kind = chance.choice(["time", "change", "staging", "switch", "switch"])
    if kind == "time":
        running = ssg.start(*build, folder=site)
        time.sleep(chance.uniform(0.0, seconds))
        running.kill(all_of_it=chance.random() < 0.5)
        return running
    after = {"change": "", "staging": STAGING, "switch": SWITCH}[kind]
    return ssg.start(*build, folder=site, ends_at=1 + chance.randrange(60) ** 2 // 8, after=after)


def see_a_whole_site(site: Path, allowed: Mapping[str, Files]) -> None:
    """Look at the output as a reader does, who may come at any moment."""
    shown = without_foreign(files_below(site / "output"))
    load_manifest(output_folder(site, site / "output"))
    if not (site / SWITCH).exists():
        equal = [name for name, files in allowed.items() if files == shown]
        assert equal, f"the output is none of {list(allowed)}: {differences(shown, allowed)}"
    for path, content in shown.items():
        whole = [files[path] for files in allowed.values() if path in files]
        assert content in whole, f"{path} is neither of the old site nor of the new"
    always = set.intersection(*(set(files) for files in allowed.values()))
    assert always <= shown.keys(), f"gone meanwhile: {always - shown.keys()}"


def differences(shown: Files, allowed: Mapping[str, Files]) -> dict[str, list[str]]:
    """Tell for each version which files are not as it has them."""
    return {
        name: [path for path in {*files, *shown} if files.get(path) != shown.get(path)][:5]
        for name, files in allowed.items()
    }


def see_the_end(site: Path, built: Files) -> None:
    """See that the site is what a build from nothing makes, and that nothing was left behind."""
    assert without_foreign(files_below(site / "output")) == built
    left = [file.name for file in (site / ".ssg-cache").iterdir()]
    assert not [name for name in left if name.startswith((STAGING, "journal")) or ".new" in name]


@pytest.mark.parametrize(
    "kills", [8, pytest.param(200, marks=pytest.mark.torture, id="torture")]
)
def test_a_killed_build_leaves_a_whole_site_and_the_next_one_ends_it(
    ssg: Launcher, world: World, site: Path, chance: random.Random, kills: int
) -> None:
    done, allowed = 0, {"base": world.built["base"]}
    while done < kills:
        version = chance.choice([name for name in world.sources if name not in allowed])
        lay(site, world.sources[version])
        allowed[version] = world.built[version]
        running = start_and_kill(ssg, site, chance, world.seconds)
        ended = running.wait()
        assert ended.was_killed or ended.code == 0, ended.said
        done += ended.was_killed
        where = f"after kill {done}, {list(allowed)}"
        see_a_whole_site(site, allowed)
        assert sources(site) == world.sources[version], where
        if len(allowed) < 3 and chance.random() < 0.4:
            continue  # Another build comes, of another version, and is killed too.
        again = ssg.run("build", "--jobs", 2, "--quiet", folder=site)
        assert again.code == 0, f"{where}: {again.said}"
        assert running.await_orphans(), f"{where}: processes that worked for it never end"
        see_the_end(site, world.built[version])
        allowed = {version: world.built[version]}
