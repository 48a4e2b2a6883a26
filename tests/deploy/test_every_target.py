"""One blog, every kind of target, by the command line: from the first deploy to the way back.

Each line of what `ssg deploy` promises is looked at from the reader's side, on real servers
(Netlify: a fake written from its documentation).
"""

import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest.mock import patch

import pytest

from ssg.deploy.model import OURS
from tests.deploy import ftp_server, git_server, netlify_server, s3_server, ssh_server
from tests.deploy.places import Place, files_in
from tests.deploy.test_rclone import rclone_place
from tests.importing.running import NOON, Done, ssg

SECRETS = (
    ftp_server.PASSWORD,
    netlify_server.TOKEN,
    s3_server.SECRET,
    "OPENSSH PRIVATE KEY",
)
Find = Callable[..., str]


@contextmanager
def _folder(root: Path, find: Find) -> Iterator[Place]:
    del find
    yield Place({"type": "folder", "to": str(root / "www")}, lambda: files_in(root / "www/current"))


@contextmanager
def _folder_in_place(root: Path, find: Find) -> Iterator[Place]:
    del find
    keys = {"type": "folder", "to": str(root / "www"), "releases": False}
    yield Place(keys, lambda: files_in(root / "www"))


def _by_ssh(kind: ssh_server.Kind) -> Callable[[Path, Find], Iterator[Place]]:
    def start(root: Path, find: Find) -> Iterator[Place]:
        with ssh_server.ssh_server(find, root) as server:
            yield server.place(kind, root / "www")

    return start


@contextmanager
def _ftp(root: Path, find: Find) -> Iterator[Place]:
    del find
    with ftp_server.ftp_place(root) as (place, _):
        yield place


@contextmanager
def _git(root: Path, find: Find) -> Iterator[Place]:
    del find
    with git_server.git_by_file(root) as (_, place):
        yield place


@contextmanager
def _s3(root: Path, find: Find) -> Iterator[Place]:
    del root, find
    with s3_server.s3_server() as server:
        yield s3_server.make_bucket(server).place


@contextmanager
def _netlify(root: Path, find: Find) -> Iterator[Place]:
    del root, find
    with netlify_server.netlify_place() as (_, place):
        yield place


@contextmanager
def _rclone(root: Path, find: Find) -> Iterator[Place]:
    find("rclone")
    with rclone_place(root) as place:
        yield place


@contextmanager
def _command(root: Path, find: Find) -> Iterator[Place]:
    del find
    www = root / "www"
    run = f"rm -rf '{www}' && cp -R {{output}} '{www}'"
    yield Place({"type": "command", "run": run}, lambda: files_in(www))


PLACES: Mapping[str, Callable[[Path, Find], object]] = {
    "folder": _folder,
    "folder in place": _folder_in_place,
    "rsync": contextmanager(_by_ssh(ssh_server.Kind("rsync", keeps_releases=True))),
    "rsync in place": contextmanager(_by_ssh(ssh_server.Kind("rsync", keeps_releases=False))),
    "sftp": contextmanager(_by_ssh(ssh_server.Kind("sftp", keeps_releases=False))),
    "ftp": _ftp,
    "git": _git,
    "s3": _s3,
    "netlify": _netlify,
    "rclone": _rclone,
    "command": _command,
}


class World:
    """A blog and the place that it is published to."""

    def __init__(self, site: Path, place: Place) -> None:
        self.site = site
        self.place = place
        self.said = ""
        self.write(
            "site.yaml",
            "title: The Lamplighter\nurl: https://lamplighter.example/\nauthor: jane\n"
            f"deploy: {json.dumps({'production': dict(place.keys)})}\n",
        )
        self.write("content/authors/jane.yaml", "name: Jane\n")
        for number, slug in enumerate(("alpha", "beta", "gamma", "delta", "epsilon"), 1):
            self.post(slug, number)

    def write(self, path: str, text: str) -> None:
        file = self.site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def post(self, slug: str, day: int, text: str = "Words.") -> None:
        front = f"---\ntitle: Post {slug}\ndate: 2016-10-{day:02}\nslug: {slug}\n---\n"
        self.write(f"content/posts/{slug}.md", front + text + "\n")

    def ssg(self, verb: str, *options: str) -> Done:
        with patch.dict(os.environ, self.place.environment):
            done = ssg(verb, "--site", self.site, *options, at=NOON)
        self.said += done.out + done.err
        return done

    def shown(self) -> dict[str, bytes]:
        """What readers see, without what is ours alone."""
        return {path: text for path, text in self.place.shown().items() if path not in OURS}


_RARELY = {"command", "ftp", "netlify", "rclone", "rsync in place", "sftp"}
"""Kinds that differ from others here in what their own tests show every day."""


@pytest.fixture(
    params=[
        pytest.param(kind, marks=pytest.mark.torture) if kind in _RARELY else kind
        for kind in PLACES
    ]
)
def world(request: pytest.FixtureRequest, tmp_path: Path, require_program: Find) -> Iterator[World]:
    (tmp_path / "server").mkdir()
    with ExitStack() as stack:
        start: Callable[[Path, Find], object] = PLACES[request.param]
        place: Place = stack.enter_context(start(tmp_path / "server", require_program))  # type: ignore[arg-type] # each is a context manager
        yield World(tmp_path / "site", place)


def test_from_the_first_deploy_to_the_way_back(world: World) -> None:
    dry = world.ssg("deploy", "--dry-run")
    assert (dry.code, dry.err) == (0, "")
    assert world.shown() == {}, "a dry run touches nothing"

    first = world.ssg("deploy", "--yes")
    assert first.code == 0, first.err
    shown = world.shown()
    built = files_in(world.site / "output")
    added = {path for path in shown if path not in built or shown[path] != built[path]}
    assert built.keys() <= shown.keys()
    assert added <= {
        ".htaccess", "_headers", "headers.nginx.conf", "policy.nginx.conf", ".nojekyll",
    }  # fmt: skip

    before = world.place.shown()
    again = world.ssg("deploy", "--yes")
    assert "Nothing to do" in again.out
    assert world.place.shown() == before

    world.post("beta", 2, "Other words.")
    report = json.loads(world.ssg("deploy", "--dry-run", "--json").out)
    assert world.place.shown() == before
    changed = world.ssg("deploy", "--yes")
    assert "1 post changed (Post beta)" in changed.out
    now = world.shown()
    differing = {path for path in now if now[path] != shown.get(path)}
    assert len(differing) == report["changed"] + report["new"], "what was planned, and no more"
    assert "2016/10/01/alpha/index.html" not in differing
    assert b"Other words." in now["2016/10/02/beta/index.html"]

    (world.site / "content/posts/gamma.md").unlink()
    refused = world.ssg("deploy", "--yes", "--allow-deletes")
    assert refused.code == 1
    assert "/2016/10/03/gamma/ would be gone" in refused.err
    assert world.shown() == now
    world.write("content/redirects.yaml", "- {from: /2016/10/03/gamma/, to: /2016/10/02/beta/}\n")
    moved = world.ssg("deploy", "--yes", "--allow-deletes")
    assert moved.code == 0, moved.err
    forwarding = world.shown()["2016/10/03/gamma/index.html"]
    assert b"/2016/10/02/beta/" in forwarding

    back = world.ssg("rollback", "--yes")
    if world.place.keys["type"] == "command":
        assert back.code == 1
        assert "cannot be taken back" in back.err
    else:
        assert back.code == 0, back.err
        gamma = world.shown()["2016/10/03/gamma/index.html"]
        assert b"Post gamma" in gamma
        forth = world.ssg("deploy", "--yes", "--allow-deletes")
        assert forth.code == 0, forth.err
        assert world.shown()["2016/10/03/gamma/index.html"] == forwarding

    _nothing_secret_is_left(world)


def test_what_fails_tells_no_secret_either(world: World) -> None:
    keys = dict(world.place.keys)
    # A port on which nobody listens, a folder that cannot be, a bucket that is not there.
    for key, wrong in (
        ("port", 9),
        ("endpoint", "http://127.0.0.1:9"),
        ("api", "http://127.0.0.1:9"),
    ):
        if key in keys:
            keys[key] = wrong
    if keys == world.place.keys:
        host, colon, _ = str(keys.get("to", "")).partition(":")
        keys |= {"to": f"{host}:/dev/null/x" if colon else "/dev/null/x"} if "to" in keys else {}
        keys |= {"run": "echo no; exit 7"} if "run" in keys else {}
        keys |= {"to": "nowhere:x"} if keys["type"] == "rclone" else {}
    text = (world.site / "site.yaml").read_text()
    head = text.partition("deploy:")[0]
    world.write("site.yaml", f"{head}deploy: {json.dumps({'production': keys})}\n")

    with patch("ssg.deploy.retrying.time.sleep"):
        failed = world.ssg("deploy", "--yes")

    assert failed.code == 3, failed.err + failed.out
    assert "production" in failed.err
    assert "bug" not in failed.err
    _nothing_secret_is_left(world)


def _nothing_secret_is_left(world: World) -> None:
    texts = {"what was said": world.said.encode(), **world.place.shown(), **files_in(world.site)}
    for name, text in texts.items():
        for secret in SECRETS:
            assert secret.encode() not in text, f"{name} holds a secret"
