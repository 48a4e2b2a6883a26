"""Two at once: one waits for the other or says who is there, and what comes of it is clean."""

import random
import shutil
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from tests.attacks.seeing import see_the_end
from tests.attacks.versions import World, lay
from tests.blog import write
from tests.importing.exports import author, item, page, wxr
from tests.importing.running import files_below
from tests.launching import Ended, Launcher, launcher
from tests.preview.serving import serving
from tests.running import set_deploy

LONG = pytest.mark.torture
PATIENCE_SECONDS = 10
"""So long a build waits for another, and an import for a build (`disk/publishing/lock.py`)."""
BUILD = ("build", "--jobs", 2, "--quiet")
DEPLOY = ("deploy", "--yes", "--quiet", "--allow-lost", "--allow-deletes")
rounds = pytest.mark.parametrize("rounds", [1, pytest.param(5, marks=LONG, id="torture")])


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Launcher]:
    """Yield a second one."""
    with launcher(tmp_path_factory.mktemp("other")) as made:
        yield made


@pytest.fixture
def both(
    ssg: Launcher, other: Launcher, world: World, chance: random.Random
) -> Callable[..., list[Ended]]:
    """Return what runs two commands in a folder, the second a moment after the first."""

    def run(folder: Path, *commands: tuple[object, ...]) -> list[Ended]:
        pairs = list(zip((ssg, other), commands, strict=True))
        running = []
        for each, command in pairs:
            running.append(each.start(*command, folder=folder))
            time.sleep(chance.uniform(0, world.seconds / 2))
        return [each.wait() for each in running]

    return run


Both = Callable[..., list[Ended]]


def see_done_or_waited(several: list[Ended], seconds: float) -> None:
    """See that commands were done, or told who kept them from it for as long as they wait."""
    for ended in several:
        if ended.code:
            see_locked(ended)
            assert seconds > PATIENCE_SECONDS, ended.said


def see_done_or_locked(ended: Ended) -> None:
    """See that a command was done, or that it told who keeps it from it."""
    if ended.code:
        see_locked(ended)


def see_locked(ended: Ended) -> None:
    """See that a command told who keeps it from its work."""
    assert ended.code in {1, 3}, ended.said  # A deploy is refused (1), a build finds it so (3).
    assert "another" in ended.said, ended.said
    assert "Traceback" not in ended.said, ended.said


@rounds
def test_two_builds(both: Both, world: World, site: Path, rounds: int) -> None:
    for version in [name for _ in range(rounds) for name in ("moved", "edited")]:
        lay(site, world.sources[version])
        began = time.monotonic()
        ended = both(site, BUILD, BUILD)
        see_done_or_waited(ended, time.monotonic() - began)
        see_the_end(site, world.built[version])


@rounds
def test_a_build_and_an_import(both: Both, ssg: Launcher, tmp_path: Path, rounds: int) -> None:
    write(tmp_path, {"e.xml": wxr(author("ana"), *(item(n) for n in range(1, 40)), page(50))})
    for turn in range(rounds):
        site = tmp_path / f"site{turn}"
        site.mkdir()
        imports = ("import", "wordpress", tmp_path / "e.xml", "--site", site, "--quiet")
        assert ssg.run(*imports, folder=site).code == 0
        shutil.rmtree(site / "content/posts")
        shutil.rmtree(site / ".import")
        began = time.monotonic()
        built, imported = both(site, BUILD, imports)
        # What was built may be anything between: but it was built from files that were whole.
        see_done_or_waited([built, imported], time.monotonic() - began)
        assert imported.code == 0 or ssg.run(*imports, folder=site).code == 0
        assert ssg.run(*BUILD, folder=site).code == 0
        shown = files_below(site / "output")
        shutil.rmtree(site / "output")
        shutil.rmtree(site / ".ssg-cache")
        assert ssg.run(*BUILD, folder=site).code == 0
        assert files_below(site / "output") == shown


@rounds
def test_two_imports_into_a_new_site(
    both: Both, ssg: Launcher, tmp_path: Path, rounds: int
) -> None:
    write(tmp_path, {"e.xml": wxr(author("ana"), *(item(n) for n in range(1, 40)), page(50))})

    def imports(site: Path) -> tuple[object, ...]:
        return ("import", "wordpress", tmp_path / "e.xml", "--site", site, "--quiet")

    assert ssg.run(*imports(tmp_path / "alone"), folder=tmp_path).code == 0
    alone = written(tmp_path / "alone")
    for turn in range(rounds):
        site = tmp_path / f"site{turn}"
        for ended in both(tmp_path, imports(site), imports(site)):
            see_done_or_locked(ended)
        assert ssg.run(*imports(site), folder=tmp_path).code == 0
        assert written(site) == alone


def written(site: Path) -> Mapping[str, bytes]:
    """Return what an import wrote, but for what it remembers line by line."""
    found = files_below(site)
    passed = (".ssg-cache/", ".import/private/state", ".import/private/exports")
    return {name: found[name] for name in found if not name.startswith(passed)}


@rounds
@pytest.mark.parametrize(
    "first", [pytest.param(BUILD, marks=LONG, id="build"), pytest.param(DEPLOY, id="deploy")]
)
def test_a_deploy_and_another_command(
    both: Both, ssg: Launcher, world: World, site: Path, rounds: int, first: tuple[object, ...]
) -> None:
    www = site.parent / "www"
    keys = f"{{production: {{type: folder, to: '{www}', releases: false}}}}"
    for version in [name for _ in range(rounds) for name in ("restyled", "base")]:
        lay(site, world.sources[version])
        set_deploy(site, keys)
        for ended in both(site, first, DEPLOY):
            see_done_or_locked(ended)
        ended = ssg.run(*DEPLOY, folder=site)
        assert ended.code == 0, ended.said
        see_the_end(site, world.built[version])
        shown = files_below(www)
        built = world.built[version]
        assert [name for name in built if shown.get(name) != built[name]] in ([], [".htaccess"])
        assert not [name for name in shown if name.endswith(".html") and name not in built]


@pytest.mark.torture
def test_a_build_while_the_preview_runs(ssg: Launcher, world: World, site: Path) -> None:
    with serving(site) as blog:
        for version in ("edited", "moved"):
            lay(site, world.sources[version])
            ended = ssg.run(*BUILD, folder=site)
            assert ended.code == 0, ended.said
            see_the_end(site, world.built[version])
        assert blog.ask("/blog/").status == 200


@pytest.mark.torture  # It waits as long as a build waits for another.
def test_a_lock_of_a_process_that_stands_still_is_told_and_of_a_dead_one_forgotten(
    ssg: Launcher, other: Launcher, world: World, site: Path
) -> None:
    lay(site, world.sources["restyled"])
    running = ssg.start(*BUILD, folder=site, ends_at=3, after="staging-", by=signal.SIGSTOP)
    assert running.await_stop()
    ended = other.run(*BUILD, folder=site)
    see_locked(ended)
    assert str(running.process) in ended.said
    running.kill()
    assert running.wait().was_killed
    assert other.run(*BUILD, folder=site).code == 0
    see_the_end(site, world.built["restyled"])
