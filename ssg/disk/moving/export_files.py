"""Files of an old host's export, read in chunks, packed or not; nothing is ever unpacked to disk.

What may be named: an export (`.xml`, `feed.atom`), one packed with gzip, a zip file (the parts of a
large export of WordPress.com, Google's takeout), or a folder of any of these.
"""

import gzip
import os
import re
import stat
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import field
from pathlib import Path, PurePosixPath

from ssg.disk.litter import is_litter
from ssg.disk.moving.packed import (
    BOMB,
    CHUNK,
    UNREADABLE,
    RefusedFile,
    UnreadableFileError,
    in_words,
    is_bomb,
    reason_of,
)
from ssg.disk.moving.takeout_files import (
    SETTINGS_NAME,
    TAKEOUT_NAME,
    folders_of_comments,
    settings_beside,
    settings_of_member,
)
from ssg.model.record import dataclass

LARGEST = 8 << 30
"""Bytes that one export may have unpacked; the largest ones known have one or two gigabytes."""

_MOST_MEMBERS = 10_000
_EXPORT_NAME = re.compile(r"(?:\.xml|\.xml\.gz|\.atom|\.atom\.gz)\Z", re.IGNORECASE)
_PACKED_NAME = re.compile(r"\.zip\Z", re.IGNORECASE)
_ZIP_STARTS = frozenset({b"PK\x03\x04", b"PK\x05\x06"})
_NUMBERS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A file that may be an export. `chunks` opens it, reads it once, and closes it.

    `name` is for messages: what the user named, and the path inside of a zip file. Reading raises
    UnreadableFileError where the file is damaged. `settings` is the text of the settings.csv beside
    the feed of a takeout, else ""; it may hold e-mail addresses.
    """

    name: str
    chunks: Iterator[bytes]
    settings: str = field(default="", repr=False)


def open_exports(paths: Iterable[Path]) -> Iterator[ExportFile | RefusedFile]:
    """Yield all files that `paths` stand for, in order of their names, each of them once."""
    seen: set[str] = set()
    for path in paths:
        files = list(_files_of(path))
        if not files:
            yield RefusedFile(str(path), "the folder holds no .xml, .xml.gz, .atom or .zip file")
        for file in files:
            real = os.path.realpath(file)
            if real not in seen:
                seen.add(real)
                yield from _open(file)


def _files_of(path: Path) -> Iterator[Path]:
    """Yield `path` itself, or the files below it that may be exports; no link is followed there."""
    if not path.is_dir():
        yield path
        return
    files = list(_files_below(path))
    feeds = [file.parent for file in files if file.name == TAKEOUT_NAME]
    comments = folders_of_comments(
        feeds, [folder for folder in feeds if (folder / SETTINGS_NAME).is_file()]
    )
    yield from (file for file in files if file.parent not in comments)


def _files_below(path: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(path):
        folders[:] = sorted((name for name in folders if not _is_hidden(name)), key=_in_order)
        for name in _likely(names):
            file = Path(folder, name)
            if stat.S_ISREG(file.lstat().st_mode):
                yield file


def _likely(names: Iterable[str]) -> list[str]:
    """Return the names of one folder that exports have; beside a takeout's feed lie its themes."""
    visible = [name for name in names if not _is_hidden(name)]
    if TAKEOUT_NAME in visible:
        return [TAKEOUT_NAME]
    likely = (name for name in visible if _EXPORT_NAME.search(name) or _PACKED_NAME.search(name))
    return sorted(likely, key=_in_order)


def _is_hidden(name: str) -> bool:
    return name.startswith(".") or name == "__MACOSX" or is_litter(name)


def _in_order(name: str) -> list[tuple[int, str]]:
    """Return what puts part 2 before part 10."""
    return [
        (int(part[:18]), "") if part.isdecimal() else (-1, part) for part in _NUMBERS.split(name)
    ]


def _open(file: Path) -> Iterator[ExportFile | RefusedFile]:
    name = str(file)
    try:
        if not stat.S_ISREG(file.stat().st_mode):
            yield RefusedFile(name, "it is no regular file")
            return
        with file.open("rb") as opened:
            start = opened.read(4)
    except OSError as error:
        yield RefusedFile(name, reason_of(error))
        return
    if start in _ZIP_STARTS:
        yield from _open_zip(file)
    elif start.startswith(b"\x1f\x8b"):
        yield ExportFile(name, _read_gzip(file))
    else:
        yield ExportFile(name, _read_plain(file), settings_beside(file))


def _open_zip(file: Path) -> Iterator[ExportFile | RefusedFile]:
    name = str(file)
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
    except UNREADABLE as error:
        yield RefusedFile(name, reason_of(error))
        return
    exports = _exports_among(members)
    reason = _refusal(file, members, exports)
    if reason:
        yield RefusedFile(name, reason)
        return
    for member in exports:
        inner = f"{name}/{member.filename}"
        if member.flag_bits & 1:
            yield RefusedFile(inner, "it is locked with a password")
        else:
            settings = settings_of_member(file, members, member)
            yield ExportFile(inner, _read_member(file, member, inner), settings)


def _exports_among(members: Iterable[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    by_folder: dict[str, dict[str, zipfile.ZipInfo]] = {}
    for member in members:
        *folders, name = member.filename.split("/")
        if name and not any(map(_is_hidden, folders)):
            by_folder.setdefault("/".join(folders), {})[name] = member
    # A takeout is a feed in one folder, and hundreds of other things in others.
    feeds = any(TAKEOUT_NAME in by_name for by_name in by_folder.values())
    of_feeds = [folder for folder, by_name in by_folder.items() if TAKEOUT_NAME in by_name]
    of_blogs = [folder for folder in of_feeds if SETTINGS_NAME in by_folder[folder]]
    comments = folders_of_comments(map(PurePosixPath, of_feeds), map(PurePosixPath, of_blogs))
    return [
        by_name[name]
        for folder, by_name in sorted(by_folder.items(), key=lambda each: _in_order(each[0]))
        if PurePosixPath(folder) not in comments
        for name in _likely(by_name)
        if not _PACKED_NAME.search(name) and (not feeds or name == TAKEOUT_NAME)
    ]


def _refusal(file: Path, members: list[zipfile.ZipInfo], exports: list[zipfile.ZipInfo]) -> str:
    """Return why the exports of a zip file are not read, or ""."""
    if not exports:
        names = [member.filename for member in members if not member.is_dir()][:3]
        holds = f"it holds {', '.join(names)} …" if names else "it is empty"
        return f"the zip file holds no .xml and no feed.atom; {holds}"
    if len(exports) > _MOST_MEMBERS:
        return f"the zip file holds {len(exports)} exports, which no host writes"
    unpacked = sum(member.file_size for member in exports)
    if max(member.file_size for member in exports) > LARGEST or unpacked > 2 * LARGEST:
        return f"unpacked it would have {unpacked >> 30} gigabytes, which no export has"
    if is_bomb(unpacked, file.stat().st_size):
        return BOMB
    return ""


def _read_plain(file: Path) -> Iterator[bytes]:
    with in_words(str(file)), file.open("rb") as opened:
        yield from _chunks(opened.read)


def _read_gzip(file: Path) -> Iterator[bytes]:
    name = str(file)
    with in_words(name), file.open("rb") as packed, gzip.open(packed) as opened:
        yield from _limited(_chunks(opened.read), packed.tell, name)


def _read_member(file: Path, member: zipfile.ZipInfo, name: str) -> Iterator[bytes]:
    with in_words(name), zipfile.ZipFile(file) as archive, archive.open(member) as opened:
        if not name.lower().endswith(".gz"):
            yield from _chunks(opened.read)
            return
        with gzip.open(opened) as inner:
            yield from _limited(_chunks(inner.read), lambda: member.compress_size, name)


def _limited(
    chunks: Iterable[bytes], packed_so_far: Callable[[], int], name: str
) -> Iterator[bytes]:
    """Yield `chunks` as long as they are not absurdly many for what they were packed to."""
    length = 0
    for chunk in chunks:
        length += len(chunk)
        if is_bomb(length, packed_so_far()):
            raise UnreadableFileError(name, BOMB)
        if length > LARGEST:
            reason = f"unpacked it has more than {LARGEST >> 30} gigabytes, which no export has"
            raise UnreadableFileError(name, reason)
        yield chunk


def _chunks(read: Callable[[int], bytes]) -> Iterator[bytes]:
    while chunk := read(CHUNK):
        yield chunk
