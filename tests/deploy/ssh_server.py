"""A real OpenSSH server on loopback, and the places that it holds."""

import getpass
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.deploy.places import Place, files_in
from tests.ports import free_port

HOST = "lamplighter"
"""What the client's ssh settings call the server: that they are used is part of the test."""


@dataclass(frozen=True)
class Kind:
    """A kind of target."""

    type: str
    keeps_releases: bool

    def shown(self, root: Path) -> Path:
        """Return what readers see of the folder `root`."""
        return root / "current" if self.keeps_releases else root


class SshServer:
    """A server that can be killed and started again on the same port."""

    def __init__(self, sshd: str, folder: Path, command: str = "") -> None:
        self.folder = folder
        self.port = free_port()
        self._sshd = sshd
        for name in ("host_key", "client_key", "other_key"):
            _make_key(folder / name)
        shutil.copy(folder / "client_key.pub", folder / "authorized_keys")
        host_key = (folder / "host_key.pub").read_text()
        (folder / "known_hosts").write_text(f"{HOST} {host_key}")
        (folder / "sshd_config").write_text(
            "\n".join(
                [
                    f"Port {self.port}",
                    "ListenAddress 127.0.0.1",
                    f"HostKey {folder}/host_key",
                    f"AuthorizedKeysFile {folder}/authorized_keys",
                    f"PidFile {folder}/sshd.pid",
                    "StrictModes no",
                    "UsePAM no",
                    "UseDNS no",
                    "PermitRootLogin yes",
                    "PasswordAuthentication no",
                    "KbdInteractiveAuthentication no",
                    "MaxStartups 100",
                    "Subsystem sftp internal-sftp",
                    # What the tester's own shell does when it starts is no part of them.
                    f"SetEnv HOME={folder}",
                    f"ForceCommand {command}" if command else "",
                    "",
                ]
            )
        )
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        if os.getuid() == 0:
            # Where the server's unprivileged half is locked up: Debian's service makes it.
            Path("/run/sshd").mkdir(mode=0o755, parents=True, exist_ok=True)
        with (self.folder / "sshd.log").open("ab") as log:
            self._process = subprocess.Popen(
                [self._sshd, "-D", "-e", "-f", str(self.folder / "sshd_config")],
                stdin=subprocess.DEVNULL,
                stderr=log,
                start_new_session=True,
                umask=0o077,  # A server that lets nobody read what it makes, unless it is told.
            )
        for _ in range(500):
            with socket.socket() as client:
                if client.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            assert self._process.poll() is None, (self.folder / "sshd.log").read_text()
            time.sleep(0.01)
        raise TimeoutError

    def kill(self) -> None:
        """Kill the server and all that serve its connections, without a chance to say goodbye."""
        assert self._process is not None
        for process in [self._process.pid, *_descendants(self._process.pid)]:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        self._process.wait()
        self._process = None

    def stop(self) -> None:
        if self._process:
            self.kill()

    def settings(self, port: int, key: str = "client_key", known: str = "known_hosts") -> Path:
        """Return a file of ssh settings by which a client gets in, through `port`."""
        file = self.folder / f"ssh_config-{port}-{key}-{known}"
        lines = [
            f"Host {HOST}",
            "  HostName 127.0.0.1",
            f"  Port {port}",
            f"  User {getpass.getuser()}",
            f"  HostKeyAlias {HOST}",
            f"  IdentityFile {self.folder}/{key}",
            "  IdentitiesOnly yes",
            f"  UserKnownHostsFile {self.folder}/{known}",
            "",
        ]
        file.write_text("\n".join(lines))
        return file

    def place(self, kind: Kind, root: Path, port: int = 0, **settings: str) -> Place:
        """Return a folder of the server as a target of `kind`, reached through `port`."""
        shown = kind.shown(root)

        def change_by_hand(path: str, content: bytes | None) -> None:
            # As editors do: a file that several releases share is not changed in the others.
            (shown / path).unlink(missing_ok=True)
            if content is not None:
                (shown / path).write_bytes(content)

        return Place(
            {"type": kind.type, "to": f"{HOST}:{root}", "releases": kind.keeps_releases},
            lambda: files_in(shown),
            {"SSG_SSH_CONFIG": str(self.settings(port or self.port, **settings))},
            change_by_hand,
        )


@contextmanager
def ssh_server(
    require_program: Callable[..., str], folder: Path, command: str = ""
) -> Iterator[SshServer]:
    """Yield a running server with its files in `folder`; `command` is what it always runs."""
    for program in ("ssh", "ssh-keygen", "rsync"):
        require_program(program)
    server = SshServer(require_program("sshd"), folder, command)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def _make_key(file: Path) -> None:
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", str(file)]
    subprocess.run(command, check=True)


def _descendants(ancestor: int) -> list[int]:
    """Return the processes below `ancestor`: each connection has a session of its own."""
    parents: dict[int, int] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            # The name in brackets may hold anything; the parent is the second word after it.
            parents[int(status.parent.name)] = int(status.read_text().rpartition(")")[2].split()[1])
    found: list[int] = []
    level = {ancestor}
    while level := {process for process, parent in parents.items() if parent in level}:
        found += level
    return found
