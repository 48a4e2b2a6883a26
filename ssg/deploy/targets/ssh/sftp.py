"""A folder on a server that is reached by SFTP alone."""

import contextlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from ssg.deploy.failures import DeployError
from ssg.deploy.model import ARRIVING, NEW, Found, Progress, ReleaseFile, Workplace
from ssg.deploy.record import key_of
from ssg.deploy.targets.ssh.connection import Address
from ssg.deploy.targets.ssh.sftp_connection import SftpConnection

if TYPE_CHECKING:
    from asyncssh import SFTPClient


class SftpShelf:
    """A folder on a server (`Shelf`)."""

    def __init__(self, address: Address, work: Workplace) -> None:
        """Publish to `address`."""
        self._connection = SftpConnection(address, work)
        # The library is there, or the connection would have said so.
        from ssg.deploy.targets.ssh import sftp_tree  # noqa: PLC0415

        self._tree = sftp_tree
        self._root = address.folder

    def list_files(self, folder: str = "") -> Mapping[str, Found]:
        """Return all files below `folder`."""
        tree = self._tree
        root = self._path(folder)
        entries = self._connection.run(lambda client: tree.list_tree(client, root))
        return {
            path: Found(
                (attributes.size or 0) if tree.is_file(attributes) else 0,
                int(attributes.mtime or 0),
            )
            for path, attributes in entries.items()
            if not tree.is_folder(attributes)
        }

    def list_names(self, folder: str) -> Sequence[str]:
        """Return the names in `folder`."""

        async def names(client: "SFTPClient") -> list[str]:
            with contextlib.suppress(*self._tree.MISSING):
                return list(await client.listdir(self._path(folder)))
            return []

        found = self._connection.run(names)
        return [name for name in found if name not in {".", ".."}]

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file."""

        async def read(client: "SFTPClient") -> bytes | None:
            content: bytes | None = await self._tree.read_whole(client, self._path(path))
            return content

        return self._connection.run(read)

    def write(self, path: str, content: bytes) -> None:
        """Write a file whole or not at all."""

        async def write(client: "SFTPClient") -> None:
            await self._tree.make_folders(client, self._root, self._tree.folders_of([path]))
            new = self._path(path) + NEW
            async with client.open(new, "wb") as file:
                await file.write(content)
            await self._tree.replace(client, new, self._path(path))

        self._connection.run(write)

    def create(self, path: str, content: bytes) -> bool:
        """Write a file unless there is one."""

        async def create(client: "SFTPClient") -> bool:
            await self._tree.make_folders(client, self._root, self._tree.folders_of([path]))
            try:
                async with client.open(self._path(path), "xb") as file:
                    await file.write(content)
            except self._tree.SFTPError:
                # Servers tell in different ways that there is one.
                if not await client.lexists(self._path(path)):
                    raise
                return False
            return True

        return self._connection.run(create)

    def put(self, files: Sequence[ReleaseFile], progress: Progress, below: str = "") -> None:
        """Send `files`, with their times."""
        root = self._path(below)
        arriving = self._path(ARRIVING)
        left = {file.path: file for file in files}

        async def put(client: "SFTPClient") -> None:
            await self._tree.make_folders(client, root, self._tree.folders_of(left))
            await self._tree.make_folders(client, arriving, [])
            await self._tree.spread(put_one(client), list(left.values()))
            await self._tree.delete_tree(client, arriving)

        def put_one(client: "SFTPClient") -> Callable[[ReleaseFile], Awaitable[None]]:
            async def one(file: ReleaseFile) -> None:
                new = f"{arriving}/{key_of(file.path)}"
                await self._tree.send_file(client, file.source, new)
                await self._tree.replace(client, new, f"{root}/{file.path}")
                del left[file.path]
                progress(1)

            return one

        self._connection.run(put)

    def delete(self, paths: Sequence[str]) -> None:
        """Delete files, and the folders that are empty afterwards."""

        async def delete(client: "SFTPClient") -> None:
            await self._tree.delete_files(client, map(self._path, paths))
            folders = self._tree.folders_of(paths)
            await self._tree.delete_emptied(client, self._root, folders)

        self._connection.run(delete)

    def mtime_of(self, file: ReleaseFile) -> int:
        """Return the time that was set."""
        return int(file.source.stat().st_mtime)

    def read_link(self, path: str) -> str | None:
        """Return where a link leads."""

        async def read(client: "SFTPClient") -> str | None:
            try:
                return await client.readlink(self._path(path))
            except self._tree.MISSING:
                return None
            except self._tree.SFTPError:
                return "" if await client.lexists(self._path(path)) else None

        return self._connection.run(read)

    def copy_folder(self, old: str, new: str) -> None:
        """Copy a folder by hard links."""

        async def copy(client: "SFTPClient") -> None:
            await self._tree.delete_tree(client, self._path(new))
            try:
                await self._tree.link_tree(client, self._path(old), self._path(new))
            except self._tree.SFTPOpUnsupported as error:
                message = "the server knows no hard links"
                raise _refused(message) from error

        self._connection.run(copy)

    def rename(self, old: str, new: str) -> None:
        """Rename a folder."""

        async def rename(client: "SFTPClient") -> None:
            before, after = self._path(old), self._path(new)
            if await client.lexists(after) and not await client.lexists(before):
                return  # Done already, by a connection that was cut before it could say so.
            await self._tree.make_folders(client, self._root, self._tree.folders_of([new]))
            await client.rename(before, after)

        self._connection.run(rename)

    def point(self, link: str, to: str) -> None:
        """Make `link` lead to `to`."""

        async def point(client: "SFTPClient") -> None:
            new = self._path(link) + NEW
            await self._tree.delete_files(client, [new])
            try:
                await client.symlink(to, new)
                await client.posix_rename(new, self._path(link))
            except self._tree.SFTPOpUnsupported as error:
                message = "the server knows no links, or cannot replace one in a moment"
                raise _refused(message) from error

        self._connection.run(point)

    def delete_folder(self, path: str) -> None:
        """Delete a folder and all below it."""
        self._connection.run(lambda client: self._tree.delete_tree(client, self._path(path)))

    def close(self) -> None:
        """End the connection."""
        self._connection.close()

    def _path(self, path: str) -> str:
        return f"{self._root.rstrip('/')}/{path}" if path else self._root


def _refused(message: str) -> DeployError:
    fix = "remove `releases: true` from the target: then files are replaced one by one"
    return DeployError(message, fix)
