"""The folder in which files wait until all of them are made."""

import hashlib
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from ssg.disk.cache.packing import pack
from ssg.disk.guard import ChangedWhileReadingError, digest_of_file
from ssg.disk.native import file_name
from ssg.disk.publishing.manifest import Manifest, Owned
from ssg.disk.publishing.refusal import adopts_all
from ssg.disk.publishing.switch import EXCHANGED, NEW, make_staging, staged_name
from ssg.model.digest import Digest
from ssg.model.record import dataclass
from ssg.model.source import FileRef

Inputs = tuple[tuple[str, Digest], ...]
"""What a file was made from: names and digests."""

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file to publish: its bytes, or a file of the site that is copied, and their digest.

    `key` stands for everything that it was made from, which `inputs` tell one by one, `reason` why
    it was made this time: both for `ssg explain`.
    """

    path: str
    content: bytes | FileRef
    digest: Digest
    key: Digest
    inputs: Inputs = ()
    reason: str = ""


class Staged(NamedTuple):
    """A made file on the disk: staged, or in the output folder where it is equal (not `is_new`).

    `detail` is what is remembered of it for `ssg explain`. `is_exchanged` tells that a file of ours
    is at its place, `is_in_the_way` that somebody else's is, of another content.
    """

    path: str
    owned: Owned
    detail: bytes
    is_new: bool
    is_exchanged: bool
    is_in_the_way: bool


class Staging:
    """A staging folder while it fills. Processes that inherit it may all add files to it."""

    def __init__(self, manifest: Manifest, locate: Callable[[FileRef], str]) -> None:
        """Make the folder for what will replace the files of `manifest`.

        `locate` tells where a file to copy lies.
        """
        self.name = make_staging(manifest.output)
        self._manifest = manifest
        self.has_output = os.path.isdir(manifest.output.root)  # noqa: PTH112 - a native name
        """Whether the output folder is there: in one that is not, nothing can be in the way."""
        folder = file_name(manifest.output.state, self.name)
        self._new, self._exchanged = file_name(folder, NEW), file_name(folder, EXCHANGED)
        self._locate = locate
        self._folders = {""}
        self._adopts_all = adopts_all(manifest)

    def add(self, file: MadeFile) -> Staged:
        """Stage `file`, unless the same is there already."""
        content = file.content
        size = content.size if isinstance(content, FileRef) else len(content)
        there, is_in_the_way = self._same_there(file.path, file.digest, size)
        is_exchanged = there is None and file.path in self._manifest.on_disk
        if there is not None:
            status = there
        elif is_exchanged:
            status = self._write(file_name(self._exchanged, staged_name(file.path)), content)
        else:
            self._make_folder(file.path.rpartition("/")[0])
            status = self._write(file_name(self._new, file.path), content)
        return Staged(
            file.path,
            Owned(file.key, file.digest, *status),
            pack((file.reason, file.inputs)),
            is_new=there is None,
            is_exchanged=is_exchanged,
            is_in_the_way=is_in_the_way,
        )

    def _same_there(
        self, path: str, digest: Digest, size: int
    ) -> tuple[tuple[int, int] | None, bool]:
        """Return size and time of the file in the output folder where it is equal.

        Else None, and whether the one that is there is somebody else's.
        """
        manifest = self._manifest
        is_ours = path in manifest.files
        there = manifest.on_disk.get(path) if is_ours else self._look(path)
        if there is None:
            return None, False
        if manifest.is_intact(path):
            return (there if manifest.files[path].digest == digest else None), False
        if there[0] == size and _digest_of_file(file_name(manifest.output.root, path)) == digest:
            return there, False
        return None, not (is_ours or self._adopts_all)

    def _look(self, path: str) -> tuple[int, int] | None:
        """Return size and time of a file that is not ours, if there is one."""
        if not self.has_output:
            return None
        try:
            status = os.lstat(file_name(self._manifest.output.root, path))
        except OSError:
            return None
        return None if stat.S_ISDIR(status.st_mode) else (status.st_size, status.st_mtime_ns)

    def _write(self, name: str, content: bytes | FileRef) -> tuple[int, int]:
        # O_EXCL: two outputs of the same name, or of names that this disk takes for the same, must
        # not overwrite each other unseen.
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        target = os.open(name, flags, 0o666)
        try:
            if isinstance(content, FileRef):
                _copy(self._locate(content), target, content)
            else:
                _write_all(target, content)
            status = os.fstat(target)
        finally:
            os.close(target)
        return status.st_size, status.st_mtime_ns

    def _make_folder(self, folder: str) -> None:
        """Make `folder` and those above it, asking the disk no more than it takes."""
        if folder in self._folders:
            return
        self._make_folder(folder.rpartition("/")[0])
        try:
            os.mkdir(file_name(self._new, folder))  # noqa: PTH102 - a native name
        except FileExistsError:
            if not os.path.isdir(file_name(self._new, folder)):  # noqa: PTH112
                raise
        self._folders.add(folder)


def _write_all(target: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(target, rest) :]


def _copy(source: str, target: int, ref: FileRef) -> None:
    """Copy and make sure that it is what the snapshot saw."""
    digest = hashlib.blake2b(digest_size=16)
    try:
        with Path(source).open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
                _write_all(target, chunk)
    except FileNotFoundError as error:
        raise ChangedWhileReadingError(ref.path) from error
    if digest.digest() != ref.digest:
        raise ChangedWhileReadingError(ref.path)


def _digest_of_file(name: str) -> Digest | None:
    """Return the digest of a file; None for a link, which is somebody else's, wherever it leads."""
    return None if os.path.islink(name) else digest_of_file(name)  # noqa: PTH114
