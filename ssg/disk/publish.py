"""Make the output folder hold what was planned, and touch nothing else."""

import hashlib
import os
import stat
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ssg.disk.guard import ChangedWhileReadingError
from ssg.disk.manifest import Manifest, OutputFolder, Owned, foreign_files
from ssg.disk.native import file_name
from ssg.disk.packing import pack, unpack
from ssg.disk.refusal import adopts_all, refuse_foreign_folder, refuse_obstacles
from ssg.disk.switch import Switch, carry_out, drop_staging, make_staging, write_journal
from ssg.model.digest import Digest
from ssg.model.source import FileRef

Inputs = tuple[tuple[str, Digest], ...]
"""What a file was made from: names and digests."""

_CHUNK = 1 << 20


class Details(Protocol):
    """Remembers something small about each file of a folder."""

    def get_detail(self, owner: str, path: str) -> bytes | None:
        """Return what is remembered of `path`, or None."""
        ...

    def put_details(self, owner: str, by_path: Mapping[str, bytes], kept: Collection[str]) -> None:
        """Remember `by_path`, and forget all paths that are not in `kept`."""
        ...


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


@dataclass(frozen=True, slots=True)
class Published:
    """What has happened, in numbers of files.

    `foreign` are files in the folder that are not ours and no dot files. They are looked for only
    where nothing was remembered of the folder: there, some may be leftovers of earlier builds.
    """

    written: int
    unchanged: int
    deleted: int
    foreign: tuple[str, ...]


def publish(
    made: Iterable[MadeFile],
    planned: Collection[str],
    manifest: Manifest,
    locate: Callable[[FileRef], str],
    details: Details,
) -> Published:
    """Make the folder of `manifest` hold exactly the `planned` files, beside what is not ours.

    `made` yields those files that are not current; it may raise, and then nothing has happened.
    Everything is staged before the first file is replaced. Equal files are not touched.

    Raises OutputRefusedError where somebody else's files are there or in the way,
    ChangedWhileReadingError where a file to copy is no longer what the snapshot saw.
    """
    planned = frozenset(planned)
    refuse_foreign_folder(manifest, planned)
    staging = make_staging(manifest.output)
    try:
        stage = _Stage(manifest, file_name(manifest.output.state, staging), locate)
        for file in made:
            stage.add(file)
        refuse_obstacles(manifest, stage.written, stage.unequal)
        switch = _switch(stage, planned, manifest, staging)
        is_needed = manifest.is_lost or switch.files != manifest.files or stage.written
        if is_needed:
            write_journal(switch)
    except BaseException:
        drop_staging(manifest.output, staging)
        raise
    if is_needed:
        carry_out(switch)
        details.put_details(manifest.output.name, stage.details, planned)
    else:
        drop_staging(manifest.output, staging)
    return Published(
        written=len(stage.written),
        unchanged=len(planned) - len(stage.written),
        deleted=len(switch.deleted),
        foreign=_leftovers(manifest, planned),
    )


def why_made(details: Details, output: OutputFolder, path: str) -> tuple[str, Inputs]:
    """Return for what reason the file `path` was made the last time, and from what.

    Returns ("", ()) where that is not remembered.
    """
    reason, inputs = unpack(details.get_detail(output.name, path)) or ("", ())
    return reason, tuple((name, Digest(digest)) for name, digest in inputs)


def _leftovers(manifest: Manifest, planned: frozenset[str]) -> tuple[str, ...]:
    if not manifest.is_lost:
        return ()
    foreign = foreign_files(manifest)
    return tuple(path for path in foreign if path not in planned and not path.startswith("."))


def _switch(stage: "_Stage", planned: frozenset[str], manifest: Manifest, staging: str) -> Switch:
    kept = {path: manifest.files[path] for path in planned & manifest.files.keys()}
    deleted = tuple(sorted(manifest.files.keys() - planned))
    return Switch(manifest.output, staging, deleted, kept | stage.files)


class _Stage:
    """The staging folder while it fills."""

    def __init__(self, manifest: Manifest, root: str, locate: Callable[[FileRef], str]) -> None:
        self.files: dict[str, Owned] = {}
        self.unequal: list[str] = []
        self.written: list[str] = []
        self.details: dict[str, bytes] = {}
        self._manifest = manifest
        self._root = root
        self._locate = locate
        self._folders = {""}
        self._adopts_all = adopts_all(manifest)

    def add(self, file: MadeFile) -> None:
        """Stage `file`, unless the same is there already."""
        content = file.content
        size = content.size if isinstance(content, FileRef) else len(content)
        there = self._same_there(file.path, file.digest, size)
        if there is None:
            there = self._write(file.path, content)
            self.written.append(file.path)
        self.details[file.path] = pack((file.reason, file.inputs))
        self.files[file.path] = Owned(file.key, file.digest, *there)

    def _same_there(self, path: str, digest: Digest, size: int) -> tuple[int, int] | None:
        """Return size and time of the file in the output folder where it is equal, else None."""
        manifest = self._manifest
        there = manifest.on_disk.get(path) if path in manifest.files else self._look(path)
        if there is None:
            return None
        if manifest.is_intact(path):
            return there if manifest.files[path].digest == digest else None
        if there[0] == size and _digest_of_file(file_name(manifest.output.root, path)) == digest:
            return there
        if path not in manifest.files and not self._adopts_all:
            self.unequal.append(path)
        return None

    def _look(self, path: str) -> tuple[int, int] | None:
        """Return size and time of a file that is not ours, if there is one."""
        try:
            status = os.lstat(file_name(self._manifest.output.root, path))
        except OSError:
            return None
        return None if stat.S_ISDIR(status.st_mode) else (status.st_size, status.st_mtime_ns)

    def _write(self, path: str, content: bytes | FileRef) -> tuple[int, int]:
        folder = path.rpartition("/")[0]
        if folder not in self._folders:
            os.makedirs(file_name(self._root, folder), exist_ok=True)  # noqa: PTH103
            self._folders.add(folder)
        # O_EXCL: two outputs of the same name, or of names that this disk takes for the same, must
        # not overwrite each other unseen.
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        target = os.open(file_name(self._root, path), flags, 0o666)
        try:
            if isinstance(content, FileRef):
                _copy(self._locate(content), target, content)
            else:
                _write_all(target, content)
            status = os.fstat(target)
        finally:
            os.close(target)
        return status.st_size, status.st_mtime_ns


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
    if os.path.islink(name):  # noqa: PTH114
        return None  # A link is somebody else's, whatever it leads to.
    with Path(name).open("rb") as file:
        return Digest(hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).digest())
