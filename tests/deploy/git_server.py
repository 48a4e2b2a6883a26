"""Bare repositories of git as a host holds them, as a file and behind a real sshd."""

import getpass
import os
import shlex
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.deploy.places import Place
from tests.ports import free_port

BRANCH = "pages"


@dataclass(frozen=True)
class Host:
    """A repository at a host."""

    repository: Path

    def git(self, *arguments: str, given: bytes = b"") -> bytes:
        command = ["git", "-C", str(self.repository), *arguments]
        return subprocess.run(
            command, check=True, capture_output=True, input=given, env=_plain()
        ).stdout

    def tip(self) -> str:
        """Return the commit that the branch is at, "" for none."""
        listed = self.git("for-each-ref", "--format=%(objectname)", f"refs/heads/{BRANCH}")
        return listed.decode().strip()

    def commits(self) -> list[str]:
        """Return the messages of the branch, the newest first."""
        return self.git("log", "--format=%s", BRANCH).decode().splitlines()

    def shown(self) -> dict[str, bytes]:
        if not self.tip():
            return {}
        listed = self.git("ls-tree", "-r", "-z", "--name-only", BRANCH).split(b"\0")
        paths = [path.decode() for path in listed if path]
        given = "".join(f"{BRANCH}:{path}\n" for path in paths).encode()
        output = self.git("cat-file", "--batch", given=given)
        files = {}
        for path in paths:
            head, _, rest = output.partition(b"\n")
            size = int(head.split()[-1])
            files[path], output = rest[:size], rest[size + 1 :]
        return files

    def change_by_hand(self, path: str, content: bytes | None, mode: str = "100644") -> None:
        """Commit as somebody does who edits on the host's own pages."""
        index = {**_plain(), "GIT_INDEX_FILE": str(self.repository / "by-hand")}
        run = ["git", "-C", str(self.repository)]
        parent = ["-p", BRANCH] if self.tip() else []
        if parent:
            subprocess.run([*run, "read-tree", BRANCH], check=True, env=index)
        if content is None:
            mode, blob = "0", "0" * 40
        else:
            blob = self.git("hash-object", "-w", "--stdin", given=content).decode().strip()
        subprocess.run(
            [*run, "update-index", "--index-info"],
            check=True,
            env=index,
            input=f"{mode} {blob}\t{path}\n".encode(),
        )
        wrote = subprocess.run([*run, "write-tree"], check=True, env=index, capture_output=True)
        made = self.git("commit-tree", wrote.stdout.decode().strip(), *parent, "-m", "By hand")
        self.git("update-ref", f"refs/heads/{BRANCH}", made.decode().strip())

    def hook(self, script: str) -> None:
        """Let the host decide about what is pushed."""
        file = self.repository / "hooks" / "pre-receive"
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"#!/bin/sh\n{script}\n")
        file.chmod(0o755)


def _plain() -> dict[str, str]:
    who = {"GIT_AUTHOR_NAME": "x", "GIT_AUTHOR_EMAIL": "x@x.example"}
    who |= {"GIT_COMMITTER_NAME": "x", "GIT_COMMITTER_EMAIL": "x@x.example"}
    return {**os.environ, **who, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


def make_host(folder: Path) -> Host:
    repository = folder / "host" / "blog.git"
    subprocess.run(["git", "init", "--quiet", "--bare", str(repository)], check=True, env=_plain())
    return Host(repository)


def environment_of(folder: Path, config: str = "") -> dict[str, str]:
    """Return the environment of a writer whose git is configured by `config` alone."""
    file = folder / "writer.gitconfig"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(config or "[user]\n\tname = Jane Marsh\n\temail = jane@lamplighter.example\n")
    return {"GIT_CONFIG_GLOBAL": str(file), "GIT_CONFIG_NOSYSTEM": "1", "HOME": str(folder)}


def place_of(host: Host, address: str, environment: Mapping[str, str], **keys: object) -> Place:
    return Place(
        {"type": "git", "to": address, "branch": BRANCH, **keys},
        host.shown,
        environment,
        host.change_by_hand,
    )


@contextmanager
def git_by_file(folder: Path, **keys: object) -> Iterator[tuple[Host, Place]]:
    """Yield a repository that is reached as a file, and the branch of it as a place."""
    host = make_host(folder)
    yield host, place_of(host, f"file://{host.repository}", environment_of(folder), **keys)


@dataclass(frozen=True)
class Sshd:
    """A server that knows one key."""

    port: int
    key: Path
    known_hosts: Path
    user: str

    def address(self, host: Host, port: int = 0) -> str:
        return f"ssh://{self.user}@127.0.0.1:{port or self.port}{host.repository}"

    def ssh_command(self, *options: str, key: Path | None = None) -> str:
        """Return what a writer's git runs to get here."""
        command = ["ssh", "-F", "none", "-i", str(key or self.key), "-o", "IdentitiesOnly=yes"]
        command += ["-o", "IdentityAgent=none", "-o", "BatchMode=yes"]
        if not options:
            options = (f"UserKnownHostsFile={self.known_hosts}", "HostKeyAlias=host.example")
        for option in options:
            command += ["-o", option]
        return shlex.join(command)


def make_key(file: Path) -> Path:
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(file)]
    subprocess.run(command, check=True)
    return file


@contextmanager
def running_sshd(folder: Path, require_program: Callable[..., str]) -> Iterator[Sshd]:
    """Yield a real sshd on a port of this machine, with keys of its own."""
    program = require_program("sshd")
    require_program("ssh")
    folder.mkdir(parents=True, exist_ok=True)
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
    key, host_key = make_key(folder / "key"), make_key(folder / "host_key")
    (folder / "authorized_keys").write_text((folder / "key.pub").read_text())
    known_hosts = folder / "known_hosts"
    known_hosts.write_text(f"host.example {(folder / 'host_key.pub').read_text()}")
    port = free_port()
    settings = folder / "sshd_config"
    settings.write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {host_key}\nPidFile none\n"
        f"AuthorizedKeysFile {folder / 'authorized_keys'}\nStrictModes no\nUsePAM no\n"
        "PasswordAuthentication no\nKbdInteractiveAuthentication no\nPermitRootLogin yes\n"
        "MaxStartups 100\nLogLevel ERROR\n"
    )
    command = [program, "-D", "-e", "-f", str(settings)]
    server = subprocess.Popen(command, stderr=subprocess.PIPE)
    try:
        _wait_for(port, server)
        yield Sshd(port, key, known_hosts, getpass.getuser())
    finally:
        server.terminate()
        server.communicate(timeout=20)


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(400):
        if server.poll() is not None:
            assert server.stderr is not None
            message = server.stderr.read().decode()
            raise RuntimeError(message)
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
                if connection.recv(4) == b"SSH-":
                    return
        except OSError:
            time.sleep(0.025)
    message = "sshd does not answer"
    raise RuntimeError(message)


def watched_git(folder: Path) -> tuple[Path, Path]:
    """Return a folder with a `git` that notes its arguments and then is git, and the notes."""
    real = subprocess.run(["which", "git"], check=True, capture_output=True).stdout.decode().strip()
    notes, program = folder / "arguments", folder / "bin" / "git"
    program.parent.mkdir(parents=True)
    program.write_text(
        f"#!{sys.executable}\nimport os, sys\n"
        f"open({str(notes)!r}, 'a').write(repr(sys.argv) + '\\n')\n"
        f"os.execv({real!r}, sys.argv)\n"
    )
    program.chmod(0o755)
    return program.parent, notes
