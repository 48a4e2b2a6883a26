"""Whole trees by SFTP: many requests under way at once, so that distance matters little."""

import asyncio
import contextlib
import os
import stat
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path, PurePosixPath
from typing import TypeVar

from asyncssh import (
    SFTPAttrs,
    SFTPClient,
    SFTPEOFError,
    SFTPError,
    SFTPFailure,
    SFTPFileAlreadyExists,
    SFTPName,
    SFTPNoSuchFile,
    SFTPNoSuchPath,
    SFTPOpUnsupported,
    SFTPPermissionDenied,
)

from ssg.disk.native import parents

T = TypeVar("T")

MISSING = (SFTPNoSuchFile, SFTPNoSuchPath)
_AT_ONCE = 64
_READABLE = 0o055
_FOLDER = 0o755
_FILE = 0o644
_CHUNK = 1 << 20


async def spread(work: Callable[[T], Awaitable[None]], things: Iterable[T]) -> None:
    """Do `work` for all `things`, some at once; raises what fails first."""
    waiting = iter(things)

    async def labour() -> None:
        for thing in waiting:
            await work(thing)

    try:
        async with asyncio.TaskGroup() as group:
            for _ in range(_AT_ONCE):
                group.create_task(labour())
    except BaseExceptionGroup as failures:
        raise failures.exceptions[0] from None


async def list_tree(client: SFTPClient, root: str) -> dict[str, SFTPAttrs]:
    """Return all that is below `root` by path, folders too; empty where it is not there.

    What we may not look into is a stranger's, and empty to us.
    """
    entries: dict[str, SFTPAttrs] = {}
    level = [""]

    async def visit(folder: str) -> None:
        try:
            names = await _names(client, f"{root}/{folder}")
        except MISSING:
            return
        except SFTPPermissionDenied:
            if not folder:
                raise
            return
        for name in names:
            path = f"{folder}{_text(name.filename)}"
            entries[path] = name.attrs
            if is_folder(name.attrs):
                below.append(f"{path}/")

    while level:
        below: list[str] = []
        await spread(visit, level)
        level = below
    return entries


async def _names(client: SFTPClient, folder: str) -> list[SFTPName]:
    # `scandir` with bytes gives bytes: names need not be UTF-8.
    found = [entry async for entry in client.scandir(folder.encode())]
    return [entry for entry in found if entry.filename not in {b".", b".."}]


def _text(name: str | bytes) -> str:
    return name if isinstance(name, str) else name.decode(errors="replace")


def is_folder(attributes: SFTPAttrs) -> bool:
    """Tell whether these are attributes of a folder."""
    return stat.S_ISDIR(attributes.permissions or 0)


def is_file(attributes: SFTPAttrs) -> bool:
    """Tell whether these are attributes of a file, and of no link."""
    return stat.S_ISREG(attributes.permissions or 0)


def folders_of(paths: Iterable[str]) -> list[str]:
    """Return all folders above `paths`, upper ones first."""
    folders = {folder for path in paths for folder in parents(path)}
    return sorted(folders, key=lambda folder: folder.count("/"))


async def make_folders(client: SFTPClient, root: str, folders: Iterable[str]) -> None:
    """Make `folders` below `root` (upper ones first) and `root` itself, where they are missing."""
    missing: list[PurePosixPath] = []
    above = PurePosixPath(root)
    while not await client.isdir(str(above)) and above != above.parent:
        missing.append(above)
        above = above.parent
    for folder in reversed(missing):
        await _make_folder(client, str(folder))

    async def make(folder: str) -> None:
        await _make_folder(client, f"{root}/{folder}")

    for level in _by_depth(folders):
        await spread(make, level)


async def _make_folder(client: SFTPClient, path: str) -> None:
    try:
        await client.mkdir(path, SFTPAttrs(permissions=_FOLDER))
    except (SFTPFailure, SFTPFileAlreadyExists):
        if not await client.isdir(path):
            raise
        return
    made = (await client.stat(path)).permissions or 0
    # What the server takes away by default, web servers need.
    if made & _READABLE != _READABLE:
        await client.chmod(path, stat.S_IMODE(made) | _FOLDER)


async def delete_files(client: SFTPClient, paths: Iterable[str]) -> None:
    """Delete files; none that is not there matters."""

    async def delete(path: str) -> None:
        with contextlib.suppress(*MISSING):
            await client.remove(path)

    await spread(delete, paths)


async def delete_emptied(client: SFTPClient, root: str, folders: Iterable[str]) -> None:
    """Delete those of `folders` (upper ones first) that are empty."""

    async def delete(folder: str) -> None:
        with contextlib.suppress(SFTPError):
            await client.rmdir(f"{root}/{folder}")

    for level in reversed(_by_depth(folders)):
        await spread(delete, level)


def _by_depth(folders: Iterable[str]) -> list[list[str]]:
    levels: dict[int, list[str]] = {}
    for folder in folders:
        levels.setdefault(folder.count("/"), []).append(folder)
    return [level for _, level in sorted(levels.items())]


async def delete_tree(client: SFTPClient, root: str) -> None:
    """Delete a folder and all below it."""
    entries = await list_tree(client, root)
    folders = [path for path, attributes in entries.items() if is_folder(attributes)]
    known = set(folders)
    files = [f"{root}/{path}" for path in entries if path not in known]
    await delete_files(client, files)
    await delete_emptied(client, root, folders)
    with contextlib.suppress(*MISSING):
        await client.rmdir(root)


async def link_tree(client: SFTPClient, old: str, new: str) -> None:
    """Make the folder `new` hold the same files as `old` does, and links of its own."""
    entries = await list_tree(client, old)
    folders = [path for path, attributes in entries.items() if is_folder(attributes)]
    await make_folders(client, new, folders)

    async def link(path: str) -> None:
        if stat.S_ISLNK(entries[path].permissions or 0):
            await client.symlink(await client.readlink(f"{old}/{path}"), f"{new}/{path}")
        else:
            await client.link(f"{old}/{path}", f"{new}/{path}")

    known = set(folders)
    await spread(link, (path for path in entries if path not in known))


async def send_file(client: SFTPClient, source: Path, new: str) -> None:
    """Send a file with its time, in whole seconds, and so that a web server may read it."""
    async with client.open(new, "wb", SFTPAttrs(permissions=_FILE)) as there:
        with source.open("rb") as here:
            mtime = int(os.fstat(here.fileno()).st_mtime)
            while chunk := here.read(_CHUNK):
                await there.write(chunk)
        await there.setstat(SFTPAttrs(permissions=_FILE, atime=mtime, mtime=mtime))


async def read_whole(client: SFTPClient, path: str) -> bytes | None:
    """Return the bytes of a small file, None where there is none."""
    try:
        async with client.open(path, "rb") as file:
            content = await file.read()
    except (*MISSING, SFTPEOFError):
        return None
    return content if isinstance(content, bytes) else content.encode()


async def replace(client: SFTPClient, new: str, path: str) -> None:
    """Let `new` take the place of `path`, in one moment where the server can."""
    try:
        await client.posix_rename(new, path)
    except SFTPOpUnsupported:
        with contextlib.suppress(*MISSING):
            await client.remove(path)
        await client.rename(new, path)
