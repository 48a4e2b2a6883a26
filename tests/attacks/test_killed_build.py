"""`ssg build` killed at any moment: nobody sees a half site, and the next build ends it."""

import random
import signal
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.attacks.seeing import STAGING, SWITCH, see_a_whole_site, see_the_end
from tests.attacks.versions import Files, World, lay, sources, without_foreign
from tests.importing.running import files_below
from tests.launching import Launcher, Running

BUILD = ("build", "--jobs", 2, "--quiet")
KINDS = ("time", "change", "staging", "switch", "switch")


def start_and_kill(
    ssg: Launcher, site: Path, chance: random.Random, seconds: float, kinds: Sequence[str] = KINDS
) -> Running:
    """Build, and be killed: at any time, before any change of the disk, or in the switch."""
    build = ("build", "--jobs", chance.choice([1, 2, 2]), "--quiet")
    kind = chance.choice(kinds)
    if kind == "time":
        running = ssg.start(*build, folder=site)
        time.sleep(chance.uniform(0.0, seconds))
        running.kill(all_of_it=chance.random() < 0.5)
        return running
    after = {"change": "", "staging": STAGING, "switch": SWITCH}[kind]
    ends_at = chance.randrange(5, 60) if after == SWITCH else 1 + chance.randrange(60) ** 2 // 8
    return ssg.start(*build, folder=site, ends_at=ends_at, after=after)


def see_a_failing_build_end_the_switch(
    ssg: Launcher, site: Path, begun: Mapping[str, Files]
) -> None:
    """Build with an error in the content: the switch that had begun is ended all the same.

    `begun` are the outputs of the builds that did not end. Of two the earlier one may have begun
    it: the later one was killed before it could end that.
    """
    broken = site / "content/pages/broken.md"
    broken.write_text("---\ntitle: [\n---\n")
    assert ssg.run("build", "--quiet", folder=site).code == 1
    broken.unlink()
    assert not (site / SWITCH).exists()
    see_a_whole_site(site, begun)


@pytest.mark.parametrize("kills", [6, pytest.param(80, marks=pytest.mark.torture, id="torture")])
def test_a_killed_build_leaves_a_whole_site_and_the_next_one_ends_it(
    ssg: Launcher, world: World, site: Path, chance: random.Random, kills: int
) -> None:
    done, allowed = 0, {"base": world.built["base"]}
    while done < kills:
        version = chance.choice([name for name in world.sources if name not in allowed])
        lay(site, world.sources[version])
        allowed[version] = world.built[version]
        running = start_and_kill(ssg, site, chance, world.seconds, KINDS if done else ["switch"])
        ended = running.wait()
        assert ended.was_killed or ended.code == 0, ended.said
        done += ended.was_killed
        where = f"after kill {done}, {list(allowed)}"
        see_a_whole_site(site, allowed)
        assert sources(site) == world.sources[version], where
        if (site / SWITCH).exists() and (done == 1 or chance.random() < 0.5):
            begun = {name: allowed[name] for name in list(allowed)[1:]}
            see_a_failing_build_end_the_switch(ssg, site, begun)
        elif len(allowed) < 3 and chance.random() < 0.4:
            continue  # Another build comes, of another version, and is killed too.
        again = ssg.run(*BUILD, folder=site)
        assert again.code == 0, f"{where}: {again.said}"
        assert running.await_orphans(), f"{where}: processes that worked for it never end"
        see_the_end(site, world.built[version])
        allowed = {version: world.built[version]}


@pytest.mark.parametrize("times", [3, pytest.param(12, marks=pytest.mark.torture, id="torture")])
@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_build_that_is_asked_to_end_ends_its_exchange_first(
    ssg: Launcher,
    world: World,
    site: Path,
    chance: random.Random,
    asked: signal.Signals,
    times: int,
) -> None:
    version, ended_by = "base", set[int]()
    for turn in range(times):
        version = chance.choice([name for name in world.sources if name != version])
        lay(site, world.sources[version])
        moment = 1 + turn if turn < 2 else chance.randrange(3, 40)
        ended = ssg.run(*BUILD, folder=site, ends_at=moment, after=SWITCH, by=asked)
        ended_by.add(ended.code)
        see_the_end(site, world.built[version])
    assert ended_by & {-asked, 130}, ended_by


@pytest.mark.parametrize("kills", [6, pytest.param(24, marks=pytest.mark.torture, id="torture")])
def test_a_build_that_is_killed_in_its_exchange_leaves_the_old_site_or_the_new(
    ssg: Launcher, world: World, site: Path, chance: random.Random, kills: int
) -> None:
    version = "base"
    for turn in range(kills):
        before = version
        version = chance.choice([name for name in world.sources if name != before])
        lay(site, world.sources[version])
        moment = 1 + turn if turn < 3 else chance.randrange(3, 30)
        killed = ssg.run(*BUILD, folder=site, ends_at=moment, after=SWITCH, spares=True)
        assert killed.was_killed, killed.said
        shown = without_foreign(files_below(site / "output"))
        equal = [name for name in (before, version) if world.built[name] == shown]
        assert equal, f"after change {moment}, a mixture of {before} and {version}"
        assert ssg.run(*BUILD, folder=site).code == 0
        see_the_end(site, world.built[version])
