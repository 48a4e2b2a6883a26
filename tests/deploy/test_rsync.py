"""What is peculiar to rsync over ssh, on a real OpenSSH server."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ssg.deploy.failures import DeployError, TransientError
from ssg.deploy.target_kinds import make_target
from ssg.deploy.targets.ssh.connection import read_address
from ssg.deploy.targets.ssh.failures import explain
from ssg.deploy.targets.ssh.rsync import RsyncShelf
from tests.deploy.places import Place, deploy, workplace
from tests.deploy.ssh_server import Kind, ssh_server

RELEASES = Kind("rsync", keeps_releases=True)
IN_PLACE = Kind("rsync", keeps_releases=False)
FIRST = {"index.html": b"one", "a/b.html": b"b", "a/c.html": b"c"}
SECOND = {"index.html": b"two", "a/b.html": b"b"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sshd").mkdir()
    return tmp_path / "sshd"


@pytest.mark.parametrize(
    ("command", "message", "fix"),
    [
        ("echo This service allows sftp connections only.", "allows no commands", "type: sftp"),
        ("echo Welcome!; eval $SSH_ORIGINAL_COMMAND", "prints something", ".bashrc"),
        ("PATH={programs}; eval $SSH_ORIGINAL_COMMAND", "no program rsync", "type: sftp"),
    ],
)
def test_a_server_that_cannot_do_it_is_explained(
    require_program: Callable[..., str], folder: Path, command: str, message: str, fix: str
) -> None:
    programs = folder / "programs"
    _link_programs(programs, "sh", "cat", "mkdir", "rm", "mv", "readlink", "wc")
    command = command.replace("{programs}", str(programs))
    with ssh_server(require_program, folder, command) as server:
        place = server.place(IN_PLACE, folder / "www")
        target = make_target(place.keys, workplace(folder / "site", place))
        (folder / "www").mkdir()
        with pytest.raises(DeployError, match=message) as error:
            deploy(target, folder / "output", FIRST)
        assert fix in error.value.fix
        assert not isinstance(error.value, TransientError)


def _link_programs(folder: Path, *names: str) -> None:
    folder.mkdir()
    for name in names:
        found = shutil.which(name)
        assert found
        (folder / name).symlink_to(found)


@pytest.mark.parametrize("refused", ["-al -fT", "-al -fT -fh"])
def test_a_server_whose_programs_know_less_does_it_in_another_way(
    require_program: Callable[..., str], folder: Path, refused: str
) -> None:
    """BSDs know no `mv -T`, others no `mv -h`, and some `cp` make no hard links."""
    programs = folder / "programs"
    _link_programs(programs, "sh", "cat", "mkdir", "rm", "rmdir", "readlink", "wc", "ln", "xargs")
    _link_programs(folder / "rsyncs", "rsync")
    (programs / "rsync").symlink_to(folder / "rsyncs" / "rsync")
    for name in ("cp", "mv"):
        program = shutil.which(name)
        # GNU's `mv` has -T where BSD's has -h: this one takes the other's letter.
        (programs / name).write_text(
            f"#!/bin/sh\nfor option in {refused}; do\n"
            '  [ "$1" = "$option" ] && { echo illegal option >&2; exit 64; }\n'
            "done\n"
            f'[ "$1" = -fh ] && {{ shift; set -- -fT "$@"; }}\nexec {program} "$@"\n'
        )
        (programs / name).chmod(0o755)
    with ssh_server(
        require_program, folder, f"PATH={programs}; eval $SSH_ORIGINAL_COMMAND"
    ) as server:
        place = server.place(RELEASES, folder / "www")
        target = make_target(place.keys, workplace(folder / "site", place))
        for site in (FIRST, SECOND):
            deploy(target, folder / "output", site)
            shown = {path: text for path, text in place.shown().items() if "ssg" not in path}
            assert shown == site
        assert sorted(path.name for path in (folder / "www").iterdir()) == ["current", "releases"]


@pytest.mark.parametrize("missing", ["ssh", "rsync"])
def test_a_program_that_is_missing_here_is_named(tmp_path: Path, missing: str) -> None:
    _link_programs(tmp_path / "programs", *({"ssh", "rsync"} - {missing}), "sh")
    keys = {"type": "rsync", "to": "lamplighter:/www", "releases": False}
    place = Place(keys, dict, {"PATH": str(tmp_path / "programs")})
    shelf = RsyncShelf(read_address(keys), workplace(tmp_path / "site", place))
    with pytest.raises(DeployError, match=f"program {missing} is missing") as error:
        shelf.list_files()
    assert "sftp" in error.value.fix


def test_what_is_no_server_is_no_option_of_ssh() -> None:
    with pytest.raises(DeployError, match="no name of a server"):
        read_address({"type": "rsync", "to": "-oProxyCommand=touch${IFS}x:/www"})


@pytest.mark.parametrize(
    ("to", "folder"),
    [
        ("me@host:/srv/blog/", "/srv/blog"),
        ("me@host:~/blog", "./blog"),
        ("me@host:blog", "./blog"),
        ("me@host:-blog", "./-blog"),
        ("me@host:/", "/"),
    ],
)
def test_a_folder_is_meant_from_home_or_from_the_root(to: str, folder: str) -> None:
    assert read_address({"to": to}).folder == folder


SAID = {
    "ssh: Could not resolve hostname blog.exmaple: Name or service not known": "no server called",
    "me@host: Permission denied (publickey,password).": "lets nobody in",
    "Received disconnect from 1.2.3.4: Too many authentication failures": "lets nobody in",
    "Host key verification failed.": "not known",
    "REMOTE HOST IDENTIFICATION HAS CHANGED!\nHost key verification failed.": "another key",
    "sh: 1: rsync: not found": "no program rsync",
    "bash: line 1: rsync: command not found": "no program rsync",
    "rsync: [receiver] write failed on x: No space left on device (28)": "disk of the server",
    "cat: write error: Disk quota exceeded": "disk of the server",
    "mkdir: cannot create directory ‘/srv/blog’: Permission denied": "may not write in /srv/blog",
    "rsync: [generator] mkdir failed: Read-only file system (30)": "may not write in /srv/blog",
    "This account is currently not available.": "allows no commands",
    "protocol version mismatch -- is your shell clean?": "prints something",
    "ssh: connect to host h port 22: Connection refused": "does not answer",
    "ssh: connect to host h port 22: Connection timed out": "does not answer",
}


@pytest.mark.parametrize("said", SAID)
def test_what_programs_say_is_put_into_a_writers_words(said: str) -> None:
    error = explain(said, "me@host", "/srv/blog", 2222)
    assert error is not None
    assert SAID[said] in str(error)
    assert error.fix
    assert isinstance(error, TransientError) == ("does not answer" in str(error))
    assert "{" not in str(error) + error.fix
