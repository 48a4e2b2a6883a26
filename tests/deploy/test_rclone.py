"""rclone as a target: the real program, on a folder and on a server that speaks S3."""

import os
import shlex
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from ssg.deploy.failures import DeployError, TransientError
from ssg.deploy.model import OURS
from ssg.deploy.target_kinds import make_target
from ssg.deploy.targets.rclone import RcloneStore
from tests.deploy import habits
from tests.deploy.places import Place, changing, deploy, files_in, workplace
from tests.deploy.s3_server import SECRET, error, make_bucket, s3_server


@pytest.fixture(autouse=True)
def _needs_rclone(require_program: Callable[[str], None]) -> None:
    require_program("rclone")


@contextmanager
def rclone_place(folder: Path) -> Iterator[Place]:
    """Yield a place on a remote that is a folder; each run of rclone is noted in `folder`/log."""
    www = folder / "www"
    www.mkdir(parents=True)
    configuration = folder / "rclone.conf"
    configuration.write_text(f"[web]\ntype = alias\nremote = {www}\n")
    bin_folder = folder / "bin"
    bin_folder.mkdir()
    script = bin_folder / "rclone"
    rclone = shlex.quote(str(shutil.which("rclone")))
    script.write_text(
        f'#!/bin/sh\necho "$*" >> {shlex.quote(str(folder / "log"))}\nexec {rclone} "$@"\n'
    )
    script.chmod(script.stat().st_mode | stat.S_IXUSR)

    environment = {
        "RCLONE_CONFIG": str(configuration),
        "PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}",
    }
    yield Place({"type": "rclone", "to": "web:"}, lambda: files_in(www), environment, changing(www))


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with rclone_place(tmp_path / "server") as place:
        yield place


def _verbs(tmp_path: Path) -> list[str]:
    lines = (tmp_path / "server" / "log").read_text().splitlines()
    return [line.split()[0] for line in lines]


def test_a_deploy_sends_then_records_then_deletes(place: Place, tmp_path: Path) -> None:
    assert place.change_by_hand
    target = make_target(place.keys, workplace(tmp_path / "site", place))
    place.change_by_hand("google1234.html", b"a stranger's")
    (tmp_path / "server" / "log").write_text("")
    deploy(target, tmp_path / "output", habits.FIRST)
    assert habits.without_ours(place) == {**habits.FIRST, "google1234.html": b"a stranger's"}
    assert "mkdir" not in _verbs(tmp_path)

    (tmp_path / "server" / "log").write_text("")
    target = make_target(place.keys, workplace(tmp_path / "site", place))
    assert deploy(target, tmp_path / "output", habits.FIRST).is_empty
    assert sorted(_verbs(tmp_path)) == ["backend", "cat", "lsjson"]

    difference = deploy(target, tmp_path / "output", habits.SECOND)
    assert [file.path for file in difference.changed] == ["index.html"]
    assert habits.without_ours(place) == {**habits.SECOND, "google1234.html": b"a stranger's"}
    verbs = _verbs(tmp_path)
    last_copy = len(verbs) - 1 - verbs[::-1].index("copy")
    assert verbs[last_copy + 1 :].index("rcat") < verbs[last_copy + 1 :].index("delete")
    assert not (tmp_path / "server" / "www" / "old").exists()


def test_changes_by_hand_are_noticed(place: Place, tmp_path: Path) -> None:
    habits.show_that_changes_by_hand_are_mended(place, tmp_path, b"longer than it was")


def test_a_change_by_hand_of_the_same_size_is_noticed_by_its_time(
    place: Place, tmp_path: Path
) -> None:
    assert place.change_by_hand
    target = make_target(place.keys, workplace(tmp_path / "site", place))
    source = tmp_path / "output" / "index.html"
    source.parent.mkdir()
    source.write_bytes(b"ours")
    os.utime(source, (1_700_000_000, 1_700_000_000.9))
    deploy(target, tmp_path / "output", {"index.html": b"ours"})
    assert deploy(target, tmp_path / "output", {"index.html": b"ours"}).is_empty
    place.change_by_hand("index.html", b"mine")
    assert deploy(target, tmp_path / "output", {"index.html": b"ours"}).by_hand == ("index.html",)


def test_two_deploys_exclude_each_other(place: Place, tmp_path: Path) -> None:
    store = RcloneStore(place.keys, workplace(tmp_path, place))
    habits.show_that_two_deploys_exclude_each_other(store, place, tmp_path)


def test_a_remote_that_tells_checksums_needs_no_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_CA_BUNDLE", raising=False)  # rclone takes none for a server of S3.
    with s3_server() as server:
        bucket = make_bucket(server)
        configuration = tmp_path / "rclone.conf"
        configuration.write_text(
            "[s3]\ntype = s3\nprovider = Other\naccess_key_id = AKIAX\n"
            f"secret_access_key = {SECRET}\nendpoint = {server.address}\nregion = us-east-1\n"
        )
        environment = {"RCLONE_CONFIG": str(configuration)}
        keys = {"type": "rclone", "to": f"s3:{bucket.name}/blog"}
        place = replace(bucket.place, keys=keys, environment=environment)
        target = make_target(place.keys, workplace(tmp_path / "site", place))
        deploy(target, tmp_path / "output", habits.FIRST)
        assert habits.without_ours(place) == habits.FIRST
        server.asked.clear()
        target = make_target(place.keys, workplace(tmp_path / "site", place))
        assert deploy(target, tmp_path / "output", habits.FIRST).is_empty
        assert not [line for line in server.asked if line.startswith(("PUT", "POST", "DELETE"))]
        assert place.change_by_hand
        place.change_by_hand("index.html", b"<h1>Owe</h1>")
        assert deploy(target, tmp_path / "output", habits.FIRST).by_hand == ("index.html",)
        deploy(target, tmp_path / "output", habits.SECOND)
        assert habits.without_ours(place) == habits.SECOND
        server.intrude = lambda *_: error("AccessDenied", "403 Forbidden")
        with pytest.raises(DeployError, match="may not do that") as refusal:
            target.look()
        assert SECRET not in str(refusal.value)


def test_what_fails_is_explained(place: Place, tmp_path: Path) -> None:
    unknown = {**place.keys, "to": "nowhere:blog"}
    with pytest.raises(DeployError, match="knows no such remote") as refusal:
        make_target(unknown, workplace(tmp_path, place)).look()
    assert "rclone config" in refusal.value.fix
    closed = {**place.keys, "to": ":webdav,url='http://127.0.0.1:9',pass=c2VjcmV0:x"}
    with pytest.raises(DeployError) as refusal:
        make_target(closed, workplace(tmp_path, place)).look()
    assert "c2VjcmV0" not in f"{refusal.value} {refusal.value.fix}"
    gone = {**place.keys, "to": ":http,url='http://127.0.0.1:9':x"}
    with pytest.raises(TransientError):
        make_target(gone, workplace(tmp_path, place)).look()
    with pytest.raises(DeployError, match="names no remote"):
        make_target({**place.keys, "to": "--help"}, workplace(tmp_path, place))
    nowhere = replace(place, environment={**place.environment, "PATH": "/nonexistent"})
    with pytest.raises(DeployError, match="not installed") as refusal:
        make_target(place.keys, workplace(tmp_path, nowhere))
    assert "rclone.org" in refusal.value.fix


def _break_and_heal(place: Place, tmp_path: Path, after: int) -> bool:
    """Deploy with an rclone that fails after so many runs, then with a whole one."""
    target = make_target(place.keys, workplace(tmp_path / "site", place))
    deploy(target, tmp_path / "output", habits.FIRST)
    script = tmp_path / "server" / "bin" / "rclone"
    whole = script.read_text()
    count = tmp_path / "server" / "count"
    count.write_text("")
    fail = (
        f'echo >> "{count}"\n'
        f'if [ "$(wc -l < "{count}")" -gt {after} ]; then echo "connection reset" >&2; exit 5; fi\n'
    )
    script.write_text(whole.replace("exec", f"{fail}exec"))
    ended = habits.deploy_until_it_breaks(target, tmp_path / "output", habits.SECOND)
    readers_see = habits.without_ours(place)
    if not {"new/index.html", "b.css"} <= readers_see.keys():
        assert "old/post/index.html" in readers_see
    script.write_text(whole)
    target = make_target(place.keys, workplace(tmp_path / "site", place))
    deploy(target, tmp_path / "output", habits.SECOND)
    assert habits.without_ours(place) == habits.SECOND
    assert deploy(target, tmp_path / "output", habits.SECOND).is_empty
    assert set(place.shown()) - set(habits.SECOND) <= OURS
    return ended


@pytest.mark.parametrize(
    "after", [6, 11, *(pytest.param(after, marks=pytest.mark.torture) for after in (2, 8))]
)
def test_a_run_that_fails_is_made_good_by_the_next_deploy(
    place: Place, tmp_path: Path, after: int
) -> None:
    _break_and_heal(place, tmp_path, after)


@pytest.mark.torture
def test_any_run_may_fail(tmp_path: Path) -> None:
    for after in range(0, 30, 3):
        with rclone_place(tmp_path / str(after) / "server") as place:
            if _break_and_heal(place, tmp_path / str(after), after):
                assert after > 8
                return
    pytest.fail("the deploy never ended")


@pytest.mark.torture
def test_a_large_site_is_sent_once(place: Place, tmp_path: Path) -> None:
    files = habits.many_files(1_000)
    target = make_target(place.keys, workplace(tmp_path / "site", place))
    deploy(target, tmp_path / "output", files)
    assert deploy(target, tmp_path / "output", files).is_empty
    assert habits.without_ours(place) == files
