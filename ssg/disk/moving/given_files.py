"""Files that a user gave: in folders, zip and tar files; read where they lie, never unpacked.

What could lead elsewhere or never end is refused: links out of a folder, devices, members that are
locked, sparse, or packed absurdly well.
"""

import gzip
import os
import re
import stat
import tarfile
import tempfile
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from ssg.disk.guard import Guard
from ssg.disk.litter import is_litter
from ssg.disk.moving.packed import (
    BOMB,
    CHUNK,
    UNREADABLE,
    RefusedFile,
    in_words,
    is_bomb,
    reason_of,
)
from ssg.model.record import dataclass

LARGEST_FILE = 16 << 30
"""Bytes that one file may have."""

_MOST_MEMBERS = 2_000_000
_ARCHIVE = re.compile(r"\.(?:zip|tar|tar\.gz|tgz)\Z", re.IGNORECASE)
_UTF_8_NAME = 0x800
_LOCKED = 0x1


@dataclass(frozen=True, slots=True)
class GivenFile:
    """One file. `path` is where it lies in what the user named, NFC, with slashes.

    `name` is for messages. `size` is in bytes. `open` opens it; whoever does that closes it.
    """

    path: str
    name: str
    size: int
    open: Callable[[], IO[bytes]]

    def chunks(self) -> Iterator[bytes]:
        """Yield the content once. Raises UnreadableFileError where it is damaged."""
        with in_words(self.name), self.open() as opened:
            while chunk := opened.read(CHUNK):
                yield chunk


def given_files(path: Path, stack: ExitStack) -> Iterator[GivenFile | RefusedFile]:
    """Yield the files in a folder or an archive; `stack` keeps archives open for as long as needed.

    A folder that holds nothing but archives stands for these: hosts give large ones in parts.
    """
    if not path.exists():
        yield RefusedFile(str(path), "there is no such file or folder")
    elif path.is_dir():
        archives = _only_archives(path)
        if not archives:
            yield from _in_folder(path)
        for archive in archives:
            yield from given_files(archive, stack)
    elif not stat.S_ISREG(path.stat().st_mode):
        yield RefusedFile(str(path), "it is no folder and no regular file")
    else:
        yield from _in_archive(path, stack)


def is_archive(path: Path) -> bool:
    """Tell whether a file is, or by its name should be, an archive that `given_files` reads."""
    named = _ARCHIVE.search(path.name) or path.suffix.lower() == ".gz"
    return bool(named) or zipfile.is_zipfile(path) or tarfile.is_tarfile(path)


def _only_archives(folder: Path) -> list[Path]:
    entries = [entry for entry in folder.iterdir() if not _is_hidden(entry.name)]
    if all(_ARCHIVE.search(entry.name) and entry.is_file() for entry in entries):
        return sorted(entries)
    return []


def _is_hidden(name: str) -> bool:
    is_hidden = name.startswith(".") and name != ".htaccess"
    return is_hidden or name == "__MACOSX" or is_litter(name)


def _in_folder(folder: Path) -> Iterator[GivenFile | RefusedFile]:
    guard = Guard(folder)
    for at, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not _is_hidden(name))
        for name in sorted(names):
            file = Path(at, name)
            if _is_hidden(name):
                continue
            if file.is_symlink() and not guard.holds(str(file)):
                yield RefusedFile(str(file), "it is a link to a place outside of the folder")
                continue
            try:
                status = file.stat()
            except OSError as error:
                yield RefusedFile(str(file), reason_of(error))
                continue
            if not stat.S_ISREG(status.st_mode):
                yield RefusedFile(str(file), "it is no regular file")
                continue
            inner = unicodedata.normalize("NFC", file.relative_to(folder).as_posix())
            yield GivenFile(inner, str(file), status.st_size, _opener(file))


def _opener(file: Path) -> Callable[[], IO[bytes]]:
    return lambda: file.open("rb")


def _in_archive(path: Path, stack: ExitStack) -> Iterator[GivenFile | RefusedFile]:
    try:
        if zipfile.is_zipfile(path):
            yield from _in_zip(path, stack.enter_context(zipfile.ZipFile(path)))
            return
        file: IO[bytes] = stack.enter_context(path.open("rb"))
        if file.read(2) == b"\x1f\x8b":
            file.seek(0)
            unpacked = _unpacked(file, path.stat().st_size, stack)
            if unpacked is None:
                yield RefusedFile(str(path), BOMB)
                return
            file = unpacked
        file.seek(0)
        archive = tarfile.open(fileobj=file, mode="r:")  # noqa: SIM115 - the stack closes it
        yield from _in_tar(path, stack.enter_context(archive))
    except tarfile.ReadError:
        reason = "it is no folder, zip or tar file; unpack it and name the folder instead"
        yield RefusedFile(str(path), reason)
    except UNREADABLE as error:
        yield RefusedFile(str(path), reason_of(error))


def _unpacked(file: IO[bytes], packed: int, stack: ExitStack) -> IO[bytes] | None:
    """Return a packed tar file unpacked, in a nameless file, or None where it is a bomb.

    Read where it is, every file in it would cost reading all before it.
    """
    target = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - the stack closes it
    length = 0
    with gzip.open(file) as opened:
        while chunk := opened.read(CHUNK):
            length += len(chunk)
            if is_bomb(length, packed):
                return None
            target.write(chunk)
    return target


def _in_zip(path: Path, archive: zipfile.ZipFile) -> Iterator[GivenFile | RefusedFile]:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    if len(members) > _MOST_MEMBERS or is_bomb(unpacked, path.stat().st_size):
        yield RefusedFile(str(path), BOMB)
        return
    for member in members:
        inner = _inner_path(_zip_name(member))
        if member.is_dir() or not inner:
            continue
        name = f"{path}/{inner}"
        if reason := _zip_refusal(member):
            yield RefusedFile(name, reason)
        else:
            yield GivenFile(inner, name, member.file_size, _zip_opener(archive, member))


def _zip_opener(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Callable[[], IO[bytes]]:
    return lambda: archive.open(member)


def _zip_name(member: zipfile.ZipInfo) -> str:
    """Return the name of a member; many programs write UTF-8 and do not say so."""
    if member.flag_bits & _UTF_8_NAME or member.filename.isascii():
        return member.filename
    try:
        return member.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return member.filename


def _zip_refusal(member: zipfile.ZipInfo) -> str:
    mode = member.external_attr >> 16
    if stat.S_IFMT(mode) not in {0, stat.S_IFREG}:
        return "it is a link or a device and no file"
    if member.flag_bits & _LOCKED:
        return "it is locked with a password; unpack it and name the folder instead"
    if member.file_size > LARGEST_FILE or is_bomb(member.file_size, member.compress_size):
        return BOMB
    return ""


def _in_tar(path: Path, archive: tarfile.TarFile) -> Iterator[GivenFile | RefusedFile]:
    for count, member in enumerate(archive):
        inner = _inner_path(member.name)
        if member.isdir() or not inner:
            continue
        name = f"{path}/{inner}"
        if count > _MOST_MEMBERS:
            yield RefusedFile(str(path), "it holds more files than any media library has")
            return
        if not member.isreg() or member.issparse():
            yield RefusedFile(name, "it is a link or a device and no file")
        elif member.size > LARGEST_FILE:
            yield RefusedFile(name, "it is larger than any file of a blog")
        else:
            yield GivenFile(inner, name, member.size, _tar_opener(archive, member))


def _tar_opener(archive: tarfile.TarFile, member: tarfile.TarInfo) -> Callable[[], IO[bytes]]:
    def opened() -> IO[bytes]:
        file = archive.extractfile(member)
        if file is None:
            raise tarfile.ReadError
        return file

    return opened


def _inner_path(written: str) -> str:
    """Return the path of a member, or "" where it leads out of the archive or is none of ours."""
    parts = [part for part in written.replace("\\", "/").split("/") if part not in {"", "."}]
    if not parts or ".." in parts or any(map(_is_hidden, parts)):
        return ""
    return unicodedata.normalize("NFC", "/".join(parts))
