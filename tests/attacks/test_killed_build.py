"""`ssg build` killed at any moment: nobody sees a half site, and the next build ends it."""

import random
import time
from pathlib import Path

import pytest

from tests.attacks.launching import Launcher, Running
from tests.attacks.seeing import STAGING, SWITCH, see_a_whole_site, see_the_end
from tests.attacks.versions import World, lay, sources


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


@pytest.mark.parametrize("kills", [8, pytest.param(200, marks=pytest.mark.torture, id="torture")])
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
