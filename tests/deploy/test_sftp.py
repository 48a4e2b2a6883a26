"""What is peculiar to SFTP: a library that may be missing, passwords, servers that know less."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncssh
import pytest

from ssg.deploy.failures import DeployError, TransientError
from ssg.deploy.target_kinds import make_target
from ssg.deploy.targets.ssh import sftp_connection
from ssg.deploy.targets.ssh.connection import read_address
from ssg.deploy.targets.ssh.sftp import SftpShelf
from tests.deploy.places import Place, deploy, workplace
from tests.deploy.ssh_server import Kind, ssh_server
from tests.ports import free_port

IN_PLACE = Kind("sftp", keeps_releases=False)
RELEASES = Kind("sftp", keeps_releases=True)
PASSWORD = "correct horse battery"  # noqa: S105 - of a server that lives for a second


class _Doorkeeper(asyncssh.SSHServer):
    def __init__(self, connections: list[asyncssh.SSHServerConnection]) -> None:
        self._connections = connections

    def connection_made(self, conn: asyncssh.SSHServerConnection) -> None:
        self._connections.append(conn)

    def begin_auth(self, username: str) -> bool:
        return username == "jane"

    def password_auth_supported(self) -> bool:
        return True

    def validate_password(self, username: str, password: str) -> bool:
        return (username, password) == ("jane", PASSWORD)


class _Plain(asyncssh.SFTPServer):
    """A server that knows the protocol alone, without OpenSSH's additions."""

    def posix_rename(self, oldpath: bytes, newpath: bytes) -> None:
        message = f"no posix-rename of {oldpath!r} to {newpath!r}"
        raise asyncssh.SFTPOpUnsupported(message)

    def link(self, oldpath: bytes, newpath: bytes) -> None:
        message = f"no hardlink of {oldpath!r} to {newpath!r}"
        raise asyncssh.SFTPOpUnsupported(message)


@contextmanager
def plain_server(folder: Path) -> Iterator[Callable[[Kind], Place]]:
    """Yield a maker of places on a server that takes a password and knows the protocol alone."""
    key = asyncssh.generate_private_key("ssh-ed25519")
    port = free_port()
    loop = asyncio.new_event_loop()
    connections: list[asyncssh.SSHServerConnection] = []

    async def listen() -> asyncssh.SSHAcceptor:
        return await asyncssh.listen(
            "127.0.0.1",
            port,
            server_factory=lambda: _Doorkeeper(connections),
            server_host_keys=[key],
            sftp_factory=_Plain,
        )

    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    server = asyncio.run_coroutine_threadsafe(listen(), loop).result()
    public = key.export_public_key().decode()
    (folder / "known_hosts").write_text(f"[127.0.0.1]:{port} {public}")
    (folder / "settings").write_text(f"UserKnownHostsFile {folder}/known_hosts\n")

    def place(kind: Kind) -> Place:
        keys = {"type": "sftp", "to": f"jane@127.0.0.1:{folder}/www", "port": port}
        environment = {
            "SSG_SSH_CONFIG": str(folder / "settings"),
            "SSG_PRODUCTION_PASSWORD": PASSWORD,
        }
        return Place({**keys, "releases": kind.keeps_releases}, dict, environment)

    async def end() -> None:
        server.close()
        await server.wait_closed()
        for connection in connections:
            connection.abort()
            await connection.wait_closed()

    try:
        yield place
    finally:
        asyncio.run_coroutine_threadsafe(end(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def test_a_password_comes_from_the_environment_and_a_plain_server_is_enough(
    tmp_path: Path,
) -> None:
    with plain_server(tmp_path) as place_of:
        place = place_of(IN_PLACE)
        target = make_target(place.keys, workplace(tmp_path / "site", place))
        deploy(target, tmp_path / "output", {"a.html": b"1", "b/c.html": b"2"})
        deploy(target, tmp_path / "output", {"a.html": b"3", "b/c.html": b"2"})
        assert (tmp_path / "www" / "a.html").read_bytes() == b"3"
        assert deploy(target, tmp_path / "output", {"a.html": b"3", "b/c.html": b"2"}).is_empty


def test_a_wrong_password_is_explained_and_not_told(tmp_path: Path) -> None:
    with plain_server(tmp_path) as place_of:
        place = place_of(IN_PLACE)
        place.environment = {**place.environment, "SSG_PRODUCTION_PASSWORD": "hunter2"}
        with pytest.raises(DeployError, match="lets nobody in") as error:
            make_target(place.keys, workplace(tmp_path / "site", place)).look()
        assert not isinstance(error.value, TransientError)
        assert "hunter2" not in str(error.value) + error.value.fix + repr(error.value.__cause__)


def test_a_password_that_is_no_line_is_refused_and_not_told(tmp_path: Path) -> None:
    with plain_server(tmp_path) as place_of:
        place = place_of(IN_PLACE)
        place.environment = {**place.environment, "SSG_PRODUCTION_PASSWORD": "hunter2\udc80"}
        with pytest.raises(DeployError, match="SSG_PRODUCTION_PASSWORD") as error:
            make_target(place.keys, workplace(tmp_path / "site", place)).look()
        assert "hunter2" not in str(error.value)


def test_a_server_that_cannot_keep_releases_is_explained(tmp_path: Path) -> None:
    with plain_server(tmp_path) as place_of:
        place = place_of(RELEASES)
        target = make_target(place.keys, workplace(tmp_path / "site", place))
        with pytest.raises(DeployError, match="link") as error:
            deploy(target, tmp_path / "output", {"a.html": b"1"})
        assert "releases" in error.value.fix


def test_a_missing_library_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sftp_connection, "asyncssh", None)
    keys = {"type": "sftp", "to": "me@host:/www"}
    with pytest.raises(DeployError) as error:
        make_target(keys, workplace(tmp_path, Place(keys, dict)))
    assert 'pip install "commentary-ssg[sftp]"' in error.value.fix


def test_many_folders_are_listed_at_once(
    require_program: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sshd").mkdir()
    for number in range(300):
        (tmp_path / "www" / f"{number}").mkdir(parents=True)
        (tmp_path / "www" / f"{number}" / "index.html").write_text("x")
    under_way, most = set[str](), 0
    scandir = asyncssh.SFTPClient.scandir

    async def watched(client: asyncssh.SFTPClient, path: str) -> AsyncIterator[asyncssh.SFTPName]:
        nonlocal most
        under_way.add(path)
        most = max(most, len(under_way))
        async for name in scandir(client, path):
            yield name
        under_way.remove(path)

    monkeypatch.setattr(asyncssh.SFTPClient, "scandir", watched)
    with ssh_server(require_program, tmp_path / "sshd") as server:
        place = server.place(IN_PLACE, tmp_path / "www")
        shelf = SftpShelf(read_address(place.keys), workplace(tmp_path / "site", place))
        assert len(shelf.list_files()) == 300
        shelf.close()
    assert most > 30
