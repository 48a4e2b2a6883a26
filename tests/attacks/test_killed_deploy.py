"""`ssg deploy` killed at any moment: readers see whole files, and the next deploy ends it."""

import random
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ssg.deploy.model import OURS
from tests.attacks.versions import Files, lay
from tests.blog import THEME, post, write_blog
from tests.deploy.ftp_server import FtpServer, ftp_place
from tests.importing.running import files_below
from tests.launching import Launcher
from tests.running import set_deploy

DEPLOY = ("deploy", "--yes", "--quiet", "--allow-lost", "--allow-deletes", "--adopt")
FOREIGN = {"google1234.html": b"a stranger's", "about/map.html": b"a stranger's too"}
PARTS = (".ssg-new",)


def sites(folder: Path) -> dict[str, Files]:
    """Return the sources of each version of a small blog."""
    base = files_below(write_blog(folder))
    base |= {
        f"content/posts/p{number}.md": post(f"Post {number}", "2016-05-01", "Words.").encode()
        for number in range(12)
    }
    base["content/media/big.bin"] = bytes(range(256)) * 2000
    layout = "themes/plain/templates/layout.html"
    restyled = {
        **base,
        layout: THEME["templates/layout.html"].replace("<body>", "<body class=new>").encode(),
    }
    shorter = {name: content for name, content in base.items() if "/p1" not in name}
    shorter["content/posts/p2.md"] = post("Another", "2016-05-02", "Other words.").encode()
    shorter["content/media/big.bin"] = bytes(range(255)) * 3000
    return {"base": base, "restyled": restyled, "shorter": shorter}


@dataclass
class World:
    """A site with a target, what readers see there, and what each version looks like."""

    site: Path
    www: Path
    sources: Mapping[str, Files]
    environment: Mapping[str, str]
    built: dict[str, Files]
    after: str
    seconds: float = 0
    await_silence: Callable[[], None] = lambda: None

    @property
    def shown(self) -> Path:
        """Return the folder that readers see."""
        return self.www / "current" if (self.www / "current").is_symlink() else self.www

    def files(self) -> Files:
        """Return what readers can ask for."""
        found = files_below(self.shown)
        return {
            path: content
            for path, content in found.items()
            if path not in OURS and not path.endswith(PARTS) and path not in FOREIGN
        }

    def lay(self, version: str, keys: str) -> None:
        """Let the site be of that version."""
        lay(self.site, self.sources[version])
        set_deploy(self.site, keys)


KEYS = {
    "in place": "{{production: {{type: folder, to: '{www}', releases: false}}}}",
    "releases": "{{production: {{type: folder, to: '{www}'}}}}",
    "ftp": "{{production: {{type: ftp, to: 'jane@localhost:/www', port: {port}, ca: '{ca}'}}}}",
}


LONG = pytest.mark.torture


@pytest.fixture(
    params=["in place", *(pytest.param(kind, marks=LONG) for kind in ("releases", "ftp"))]
)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def target(kind: str, tmp_path: Path) -> Iterator[tuple[str, Path, FtpServer | None]]:
    """Yield a target: what stands in site.yaml, the folder behind it, and its server."""
    if kind != "ftp":
        www = tmp_path / "www"
        yield KEYS[kind].format(www=www), www, None
        return
    with ftp_place(tmp_path / "ftp") as (place, server):
        yield KEYS[kind].format(**place.keys), server.home / "www", server


def see_whole_files(world: World, allowed: list[str]) -> None:
    """See that readers get whole files, and that nothing went before all had come."""
    shown = world.files()
    trees = [world.built[version] for version in allowed]
    for path, content in shown.items():
        assert content in [tree[path] for tree in trees if path in tree], f"{path} is half a file"
    old, new = trees[0], trees[-1]
    gone = [path for path in old if path not in shown]
    if gone and len(allowed) == 2:
        missing = [path for path in new if shown.get(path) != new[path]]
        assert not missing, f"{gone[:3]} went before {missing[:3]} came"
    see_foreign(world)


def see_foreign(world: World) -> None:
    """See that what others put at the target is there."""
    if world.shown == world.www:
        assert {path: (world.www / path).read_bytes() for path in FOREIGN} == FOREIGN


@pytest.mark.parametrize("kills", [2, pytest.param(27, marks=LONG, id="torture")])
def test_a_killed_deploy_leaves_whole_files_and_the_next_one_ends_it(
    ssg: Launcher,
    tmp_path: Path,
    chance: random.Random,
    target: tuple[str, Path, FtpServer | None],
    kills: int,
) -> None:
    keys, www, server = target
    world = World(tmp_path / "site", www, sites(tmp_path / "first"), {}, {}, str(www))
    world.site.mkdir()
    environment: dict[str, Any] = {"SSG_PRODUCTION_PASSWORD": "correct horse"}
    if server:
        world.after, world.await_silence = "ftplib", server.await_silence
    for version in ("shorter", "restyled", "base"):
        world.lay(version, keys)
        began = time.monotonic()
        done = ssg.run(*DEPLOY, folder=world.site, **environment)
        world.seconds = time.monotonic() - began
        assert done.code == 0, done.said
        world.built[version] = world.files()
    if world.shown == world.www:
        for path, content in FOREIGN.items():
            (world.www / path).write_bytes(content)
    killed, allowed = 0, ["base"]
    while killed < kills:
        version = chance.choice([name for name in world.sources if name not in allowed])
        how: dict[str, Any] = {"ends_at": chance.randrange(1, 90), "after": world.after}
        by_time = chance.random() < 0.4
        if not killed:  # Pages go, others come, and it breaks in between.
            version, by_time, how = "shorter", False, {**how, "ends_at": chance.randrange(10, 40)}
        world.lay(version, keys)
        allowed.append(version)
        running = ssg.start(*DEPLOY, folder=world.site, **({} if by_time else how), **environment)
        if by_time:
            time.sleep(chance.uniform(0, world.seconds))
            running.kill()
        ended = running.wait()
        assert ended.was_killed or ended.code == 0, ended.said
        killed += ended.was_killed
        world.await_silence()
        see_whole_files(world, allowed)
        if killed == 1 or chance.random() < 0.3:
            before = files_below(world.www)
            rehearsed = ssg.run("deploy", "--dry-run", "--quiet", folder=world.site, **environment)
            assert rehearsed.code in {0, 1}, rehearsed.said
            assert files_below(world.www) == before, "a rehearsal changed the target"
        if len(allowed) == 2 and chance.random() < 0.3:
            continue
        again = ssg.run(*DEPLOY, folder=world.site, **environment)
        assert again.code == 0, f"after kill {killed}: {again.said}"
        assert world.files() == world.built[version], f"after kill {killed}, {allowed}"
        see_foreign(world)
        allowed = [version]
    shown = world.files()
    ended = ssg.run("rollback", "--yes", "--quiet", folder=world.site, **environment)
    assert ended.code == 0, ended.said
    assert world.files() in [files for files in world.built.values() if files != shown]
    see_foreign(world)
