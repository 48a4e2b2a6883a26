"""What rsync and SFTP have in common, on a real OpenSSH server."""

import os
import random
import re
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from ssg.deploy.failures import (
    CannotRollBackError,
    CutOffError,
    DeployError,
    DeployLockedError,
    TransientError,
)
from ssg.deploy.model import LOCK, OURS, Target
from ssg.deploy.target_kinds import make_target
from tests.conftest import REPOSITORY
from tests.deploy.cutting import Relay, relay_to
from tests.deploy.places import Place, deploy, release_files, shipment_for, workplace
from tests.deploy.ssh_server import Kind, SshServer, ssh_server
from tests.ports import free_port

all_kinds = pytest.mark.parametrize(
    "kind",
    [
        Kind("rsync", keeps_releases=True),
        Kind("rsync", keeps_releases=False),
        Kind("sftp", keeps_releases=False),
        Kind("sftp", keeps_releases=True),
    ],
    ids=["rsync-releases", "rsync", "sftp", "sftp-releases"],
)
some_kinds = pytest.mark.parametrize(
    "kind",
    [
        Kind("rsync", keeps_releases=True),
        Kind("sftp", keeps_releases=False),
        pytest.param(Kind("rsync", keeps_releases=False), marks=pytest.mark.torture),
        pytest.param(Kind("sftp", keeps_releases=True), marks=pytest.mark.torture),
    ],
    ids=["rsync-releases", "sftp", "rsync", "sftp-releases"],
)
ODD_NAMES = {
    "quote's/index.html": b"1",
    'double "quotes".html': b"2",
    "Grüße aus Köln/ä.html": b"3",
    "-dash/-x.html": b"4",
    "#hash/;semi.html": b"5",
    "back\\slash/\\#101.html": b"6",
    "$(touch x)/`y`.html": b"7",
    "日本語.html": b"8",
    ".well-known/x": b"9",
}


def version(number: int, pages: int = 12) -> dict[str, bytes]:
    """Return a site whose pages all differ from those of other versions, and cannot be packed."""
    fill = random.Random(number)  # noqa: S311 - the same at each run
    style = f"assets/style.{number:08x}.css"
    site = {style: b"/* " + fill.randbytes(300).hex().encode() + b" */"}
    for page in range(pages):
        path = "index.html" if page == 0 else f"2026/{page % 4}/{page}/index.html"
        text = fill.randbytes(1500).hex()
        site[path] = f'<link href="{style}"><p>{number}</p>{text}<p>the end</p>'.encode()
    return site


@pytest.fixture(scope="module")
def server(
    require_program: Callable[..., str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SshServer]:
    with ssh_server(require_program, tmp_path_factory.mktemp("sshd")) as running:
        yield running


def shown_by(place: Place) -> dict[str, bytes]:
    return {path: content for path, content in place.shown().items() if path not in OURS}


def fresh_target(place: Place, site: Path) -> Target:
    """Return the target as a program sees it that has just been started."""
    return make_target(place.keys, workplace(site, place))


def inodes(root: Path) -> dict[str, tuple[int, int]]:
    return {
        file.relative_to(root).as_posix(): (file.stat().st_ino, file.stat().st_mtime_ns)
        for file in root.rglob("*")
        if file.is_file() and file.name not in OURS
    }


@contextmanager
def reader(folder: Path) -> Iterator[list[str]]:
    """Read the front page again and again, with what it asks for; yield what was broken."""
    broken: list[str] = []
    over = threading.Event()

    def read() -> None:
        while not over.is_set():
            try:
                page = (folder / "index.html").read_text()
            except OSError as error:
                broken.append(str(error))
                return
            style = re.search(r'href="([^"]+)"', page)
            if not page.endswith("the end</p>") or not style:
                broken.append(page[-30:])
            elif not (folder / style[1]).exists():
                broken.append(style[1])
            time.sleep(0.01)

    thread = threading.Thread(target=read)
    thread.start()
    try:
        yield broken
    finally:
        over.set()
        thread.join()


@all_kinds
def test_a_server_shows_what_was_deployed_last(
    server: SshServer, tmp_path: Path, kind: Kind
) -> None:
    root = tmp_path / "www of the site's owner"
    with relay_to(server.port) as relay:
        place = server.place(kind, root, port=relay.port)
        target = fresh_target(place, tmp_path / "site")
        site = version(1) | ODD_NAMES
        assert len(deploy(target, tmp_path / "output", site).new) == len(site)
        assert shown_by(place) == site
        sent, before = relay.passed, inodes(root)
        assert deploy(target, tmp_path / "output", site).is_empty
        assert relay.passed - sent < 20_000
        assert inodes(root) == before
        # One page is written, one goes, and one is a stranger's.
        assert place.change_by_hand is not None
        place.change_by_hand("google1234.html", b"mine")
        gone = "2026/1/1/index.html"
        site = {path: content for path, content in site.items() if path != gone}
        site["2026/2/2/index.html"] = b"new"
        before, sent = inodes(kind.shown(root).resolve()), relay.passed
        difference = deploy(target, tmp_path / "output", site)
        assert [file.path for file in difference.uploads] == ["2026/2/2/index.html"]
        assert difference.deleted == (gone,)
        assert difference.foreign == ("google1234.html",)
        if kind != Kind("sftp", keeps_releases=True):  # There each file is linked by a request.
            assert relay.passed - sent < 40_000
        assert shown_by(place) == site | {"google1234.html": b"mine"}
        after = inodes(kind.shown(root).resolve())
        assert {path for path in before if before[path] != after.get(path)} == {
            gone,
            "2026/2/2/index.html",
        }
        assert not (kind.shown(root).resolve() / "2026/1/1").exists()
        allowed = {".ssg-deploy.json"}
        litter = {path.name for path in root.rglob(".ssg*")} - allowed
        assert not litter


@all_kinds
def test_files_can_be_read_by_a_web_server(server: SshServer, tmp_path: Path, kind: Kind) -> None:
    place = server.place(kind, tmp_path / "www")
    site = {"a/b/index.html": b"x"}
    (tmp_path / "output" / "a" / "b").mkdir(parents=True)
    (tmp_path / "output" / "a" / "b" / "index.html").write_bytes(b"x")
    (tmp_path / "output" / "a" / "b" / "index.html").chmod(0o600)
    deploy(fresh_target(place, tmp_path / "site"), tmp_path / "output", site)
    shown = kind.shown(tmp_path / "www")
    for folder in ("", "releases") if kind.keeps_releases else ("",):
        assert (tmp_path / "www" / folder).stat().st_mode & 0o777 == 0o755
    assert shown.stat().st_mode & 0o777 == 0o755
    assert (shown / "a" / "b").stat().st_mode & 0o777 == 0o755
    assert (shown / "a" / "b" / "index.html").stat().st_mode & 0o777 == 0o644


@all_kinds
def test_what_somebody_changed_by_hand_is_noticed_and_mended(
    server: SshServer, tmp_path: Path, kind: Kind
) -> None:
    place = server.place(kind, tmp_path / "www")
    deploy(fresh_target(place, tmp_path / "site"), tmp_path / "output", version(1))
    assert place.change_by_hand is not None
    place.change_by_hand("index.html", b"oh no")
    place.change_by_hand("2026/1/1/index.html", None)
    difference = deploy(fresh_target(place, tmp_path / "site"), tmp_path / "output", version(1))
    assert set(difference.by_hand) == {"index.html", "2026/1/1/index.html"}
    assert shown_by(place) == version(1)


@all_kinds
def test_a_page_of_the_same_length_and_second_is_sent(
    server: SshServer, tmp_path: Path, kind: Kind
) -> None:
    place = server.place(kind, tmp_path / "www")
    target = fresh_target(place, tmp_path / "site")
    file = tmp_path / "output" / "index.html"
    for content in (b"one", b"two"):
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(content)
        os.utime(file, (1_700_000_000, 1_700_000_000))
        deploy(target, file.parent, {"index.html": content})
        assert shown_by(place) == {"index.html": content}


def cut_and_heal(place: Place, relay: Relay, folder: Path, points: Iterator[int]) -> int:
    """Cut a deploy at each of `points`, each followed by one that ends; return how many were cut.

    Between two versions a page may be old or new, but each is whole.
    """
    deploy(fresh_target(place, folder / "site"), folder / "output", version(0))
    cuts = 0
    for number, point in enumerate(points, 1):
        relay.cut_after(point)
        with suppress(TransientError, CutOffError):
            deploy(fresh_target(place, folder / "site"), folder / "output", version(number))
            cuts -= 1
        cuts += 1
        old, new, meanwhile = version(number - 1), version(number), shown_by(place)
        for path in old:
            assert meanwhile[path] in {old[path], new.get(path)}
        relay.heal()
        target = fresh_target(place, folder / "site")
        deploy(target, folder / "output", version(number))
        shown = shown_by(place)
        assert {path: shown.get(path) for path in version(number)} == version(number)
        assert all(path.startswith("assets/") for path in set(shown) - set(version(number)))
        assert target.look().record is not None
    return cuts


@all_kinds
def test_a_deploy_that_is_cut_harms_nobody_and_the_next_one_ends_it(
    server: SshServer, tmp_path: Path, kind: Kind
) -> None:
    with relay_to(server.port) as relay:
        root = tmp_path / "www"
        place = server.place(kind, root, port=relay.port)
        deploy(fresh_target(place, tmp_path / "site"), tmp_path / "output", version(0))
        with reader(kind.shown(root)) as broken:
            cuts = cut_and_heal(place, relay, tmp_path, iter([6_000, 25_000]))
        assert cuts == 2
        assert broken == []


@pytest.mark.torture
@all_kinds
def test_a_deploy_may_be_cut_anywhere(server: SshServer, tmp_path: Path, kind: Kind) -> None:
    with relay_to(server.port) as relay:
        root = tmp_path / "www"
        place = server.place(kind, root, port=relay.port)
        deploy(fresh_target(place, tmp_path / "site"), tmp_path / "output", version(0))
        with reader(kind.shown(root)) as broken:
            # rsync packs what it sends; after its last byte there is nothing to cut.
            points = (
                range(500, 36_500, 1_500) if kind.type == "rsync" else range(500, 90_000, 3_000)
            )
            assert cut_and_heal(place, relay, tmp_path, iter(points)) > 20
        assert broken == []


@some_kinds
def test_a_server_that_is_killed_meanwhile_shows_whole_pages(
    require_program: Callable[..., str], tmp_path: Path, kind: Kind
) -> None:
    (tmp_path / "sshd").mkdir()
    with ssh_server(require_program, tmp_path / "sshd") as mortal:
        root = tmp_path / "www"
        place = mortal.place(kind, root)
        deploy(fresh_target(place, tmp_path / "site"), tmp_path / "output", version(1, 300))
        with reader(kind.shown(root)) as broken:
            killing = threading.Thread(target=_kill_once_files_arrive, args=(mortal, root))
            killing.start()
            with pytest.raises(DeployError):
                deploy(fresh_target(place, tmp_path / "site"), tmp_path / "output", version(2, 300))
            killing.join()
            mortal.start()
            deploy(fresh_target(place, tmp_path / "site"), tmp_path / "output", version(2, 300))
        assert broken == []
        shown = shown_by(place)
        assert {path: shown[path] for path in version(2, 300)} == version(2, 300)


def _kill_once_files_arrive(server: SshServer, root: Path) -> None:
    while not any(folder.name == ".ssg-upload" for folder in _folders(root)):
        time.sleep(0.002)
    server.kill()


def _folders(root: Path) -> list[Path]:
    """Return the folders in which a deploy may just be putting files, and those in them."""
    growing = [root, *root.glob("releases/*.partial")]
    return [folder for each in growing for folder in each.glob(".ssg-upload")]


@all_kinds
def test_of_two_deploys_at_once_the_second_is_refused(
    server: SshServer, tmp_path: Path, kind: Kind
) -> None:
    place = server.place(kind, tmp_path / "www")
    first = fresh_target(place, tmp_path / "site")
    second = fresh_target(place, tmp_path / "other")
    refused: list[DeployLockedError] = []

    def meanwhile(_: int) -> None:
        if not refused:
            with pytest.raises(DeployLockedError) as error:
                deploy(second, tmp_path / "output2", version(2))
            refused.append(error.value)

    files = release_files(tmp_path / "output", version(1))
    shipment, _ = shipment_for(tmp_path / "output", files, first.look())
    first.send(shipment, meanwhile)
    assert LOCK in refused[0].fix
    assert shown_by(place) == version(1)
    assert not list((tmp_path / "www").rglob(LOCK))


@all_kinds
def test_a_release_can_be_taken_back(server: SshServer, tmp_path: Path, kind: Kind) -> None:
    place = server.place(kind, tmp_path / "www")
    target = fresh_target(place, tmp_path / "site")
    deploy(target, tmp_path / "output", version(1))
    good = target.look().release
    deploy(target, tmp_path / "output", version(2))
    if not kind.keeps_releases:
        with pytest.raises(CannotRollBackError):
            target.roll_back()
        return
    assert target.roll_back() == good
    assert shown_by(place) == version(1)
    for number in range(3, 10):
        deploy(target, tmp_path / "output", version(number))
    kept = list((tmp_path / "www" / "releases").iterdir())
    assert len(kept) == 5


@all_kinds
def test_a_server_whose_key_is_unknown_is_refused(
    server: SshServer, tmp_path: Path, kind: Kind
) -> None:
    for known in ("", f"lamplighter {(server.folder / 'other_key.pub').read_text()}"):
        (server.folder / "known_others").write_text(known)
        place = server.place(kind, tmp_path / "www", known="known_others")
        with pytest.raises(DeployError, match="key") as error:
            fresh_target(place, tmp_path / "site").look()
        assert not isinstance(error.value, TransientError)
        assert "ssh lamplighter" in error.value.fix
        assert (server.folder / "known_others").read_text() == known


@all_kinds
def test_a_wrong_key_is_explained_and_no_secret_told(
    server: SshServer, tmp_path: Path, kind: Kind
) -> None:
    place = server.place(kind, tmp_path / "www", key="other_key")
    place.environment = {**place.environment, "SSG_PRODUCTION_PASSWORD": "correct horse"}
    with pytest.raises(DeployError, match="lets nobody in") as error:
        fresh_target(place, tmp_path / "site").look()
    assert not isinstance(error.value, TransientError)
    assert "ssh-add" in error.value.fix
    chain = [error.value, error.value.__cause__, error.value.__context__]
    told = "".join(repr(each) + str(each) for each in chain) + error.value.fix
    assert "correct horse" not in told
    secret = (server.folder / "other_key").read_text().splitlines()[1]
    assert secret not in told


@all_kinds
def test_the_key_that_a_target_names_is_used(server: SshServer, tmp_path: Path, kind: Kind) -> None:
    place = server.place(kind, tmp_path / "www", key="other_key")
    place.keys = {**place.keys, "identity": str(server.folder / "client_key")}
    assert fresh_target(place, tmp_path / "site").look().record is None
    place.keys = {**place.keys, "identity": str(server.folder / "no_key")}
    with pytest.raises(DeployError, match="no key"):
        fresh_target(place, tmp_path / "site")


@all_kinds
def test_a_server_that_is_not_there_is_explained(
    server: SshServer, tmp_path: Path, kind: Kind
) -> None:
    place = server.place(kind, tmp_path / "www")
    place.keys = {**place.keys, "to": "me@no-such-host.invalid:/www"}
    with pytest.raises(DeployError, match="no server called no-such-host"):
        fresh_target(place, tmp_path / "site").look()
    place.keys = {**place.keys, "to": "lamplighter:/www", "port": free_port()}
    with pytest.raises(TransientError, match="does not answer"):
        fresh_target(place, tmp_path / "site").look()


@pytest.mark.torture
@all_kinds
def test_thousands_of_pages_are_published(server: SshServer, tmp_path: Path, kind: Kind) -> None:
    place = server.place(kind, tmp_path / "www")
    target = fresh_target(place, tmp_path / "site")
    site = version(1, 1_200)
    deploy(target, tmp_path / "output", site)
    assert shown_by(place) == site
    assert deploy(target, tmp_path / "output", site).is_empty
    site["index.html"] = b"new"
    assert len(deploy(target, tmp_path / "output", site).uploads) == 1
    assert shown_by(place) == site


def test_no_process_stays_behind(server: SshServer, tmp_path: Path) -> None:
    place = server.place(Kind("rsync", keeps_releases=True), tmp_path / "www")
    script = (
        "import sys; from pathlib import Path; from tests.deploy.places import *\n"
        "from tests.deploy.test_ssh import fresh_target, version\n"
        f"place = Place({place.keys!r}, dict, {place.environment!r})\n"
        f"deploy(fresh_target(place, Path({str(tmp_path)!r})), Path('output'), version(1))\n"
    )
    command = ["python", "-c", script]
    environment = {**os.environ, "TMPDIR": str(tmp_path), "PYTHONPATH": str(REPOSITORY)}
    subprocess.run(command, check=True, cwd=tmp_path, env=environment)
    assert not list(tmp_path.glob("ssg-*"))
    settings = place.environment["SSG_SSH_CONFIG"]
    commands = [_command_of(process) for process in Path("/proc").glob("[0-9]*")]
    assert not [line for line in commands if settings in line and str(tmp_path) in line]


def _command_of(process: Path) -> str:
    try:
        return (process / "cmdline").read_bytes().decode(errors="replace")
    except OSError:
        return ""
