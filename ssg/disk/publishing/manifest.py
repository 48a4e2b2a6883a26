"""Which files of an output folder are ours, and what they were made from.

The manifest is what allows to delete, to overwrite and to leave alone. It lies in the cache folder
as a file of its own, so that a damaged database does not make us forget what we own.
"""

import contextlib
import os
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from ssg.disk.cache.folder import make_cache_folder
from ssg.disk.cache.packing import pack, unpack
from ssg.disk.cache.store import FOLDER
from ssg.disk.guard import Guard, OutsideError, refuse_link_outside
from ssg.disk.native import file_name, root_name
from ssg.model.digest import Digest, digest_of_bytes
from ssg.model.record import dataclass


class Owned(NamedTuple):
    """A file of ours: made from what `key` stands for, and how it was when we left it."""

    key: Digest
    digest: Digest
    size: int
    mtime_ns: int


class OutputFolder(NamedTuple):
    """An output folder: `name` is how the site calls it, wherever both are moved.

    `root` and `state` are the native names of the folder itself and of the cache folder.
    """

    name: str
    root: str
    state: str
    is_default: bool

    @property
    def manifest_file(self) -> Path:
        """Return where the manifest is kept."""
        label = digest_of_bytes(self.name.encode()).hex()[:12]
        return Path(self.state) / f"output-{label}.manifest"


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files of ours in an output folder, and how they are now.

    `on_disk` tells size and time of those that are still there. `is_lost` means that nothing is
    remembered: the folder is new, or somebody deleted the cache. `has_new_times` means that files
    have other times than those that are remembered, and are as we left them all the same.
    """

    output: OutputFolder
    files: Mapping[str, Owned]
    on_disk: Mapping[str, tuple[int, int]]
    is_lost: bool
    has_new_times: bool = False

    def is_intact(self, path: str) -> bool:
        """Tell whether the file `path` is ours and on the disk as we left it."""
        owned = self.files.get(path)
        return owned is not None and self.on_disk.get(path) == owned[2:]

    def is_current(self, path: str, key: Digest) -> bool:
        """Tell whether the file `path` is intact and was made from what `key` stands for."""
        return self.is_intact(path) and self.files[path].key == key


def output_folder(site_folder: Path, folder: Path) -> OutputFolder:
    """Return `folder` as an output folder of the site in `site_folder`.

    Raises OutsideError where the cache folder is a link that leads out of the site.
    """
    refuse_link_outside(site_folder / FOLDER)
    site, output = root_name(site_folder), root_name(folder)
    relative = os.path.relpath(output, site) if _is_inside(output, site) else output
    name = relative.replace(os.sep, "/")
    return OutputFolder(name, output, root_name(site_folder / FOLDER), name == "output")


def load_manifest(output: OutputFolder) -> Manifest:
    """Return what is ours in `output`, compared with what is there."""
    try:
        remembered = unpack(output.manifest_file.read_bytes())
    except FileNotFoundError:
        remembered = None
    files = read_owned(remembered or {})
    on_disk = sizes_and_times(output.root, files)
    retimed = _with_new_times(output.root, files, on_disk)
    return Manifest(
        output,
        files | retimed,
        on_disk,
        is_lost=remembered is None,
        has_new_times=bool(retimed),
    )


def plain_owned(files: Mapping[str, Owned]) -> dict[str, tuple[object, ...]]:
    """Return `files` as what can be packed."""
    return dict(zip(files, map(tuple, files.values()), strict=True))  # Of each output of a site.


def read_owned(plain: Mapping[str, tuple[object, ...]]) -> dict[str, Owned]:
    """Return what `plain_owned` made plain."""
    return dict(zip(plain, map(Owned._make, plain.values()), strict=True))


def _with_new_times(
    root: str, files: Mapping[str, Owned], on_disk: Mapping[str, tuple[int, int]]
) -> dict[str, Owned]:
    """Return those of `files` that hold what we left in them, but have other times.

    A copy of a site has them, and an output that comes back from the cache of a code host.
    """
    guard = Guard(Path(root))
    found = {}
    for path, (size, time) in on_disk.items():
        owned = files[path]
        if owned.size == size and owned.mtime_ns != time:
            with contextlib.suppress(OSError, OutsideError):
                if guard.digest(path) == owned.digest:
                    found[path] = owned._replace(mtime_ns=time)
    return found


def digest_of_manifest(output: OutputFolder) -> Digest:
    """Return the digest of what is remembered of `output` now."""
    try:
        return digest_of_bytes(output.manifest_file.read_bytes())
    except FileNotFoundError:
        return digest_of_bytes(b"")


def foreign_files(manifest: Manifest) -> list[str]:
    """Return the files in the output folder that are not ours, in order. Walks all of it."""
    found = (path for path, _ in walk_files(manifest.output.root))
    return sorted(path for path in found if path not in manifest.files)


def save_manifest(output: OutputFolder, files: Mapping[str, Owned]) -> None:
    """Remember which files in `output` are ours."""
    write_state(output, output.manifest_file.name, pack(plain_owned(files)))


def write_state(output: OutputFolder, name: str, content: bytes) -> None:
    """Write the file `name` of the cache folder as a whole or not at all."""
    state = Path(output.state)
    make_cache_folder(state)
    new = state / f"{name}.new"
    with new.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    new.replace(state / name)


def _is_inside(folder: str, outer: str) -> bool:
    return os.path.normcase(folder).startswith(os.path.normcase(outer) + os.sep)


def sizes_and_times(root: str, paths: Collection[str]) -> dict[str, tuple[int, int]]:
    """Return size and time of those of `paths` that are there."""
    if os.name == "nt":  # Windows tells these while it lists a folder, and slowly when asked.
        return {path: status for path, status in walk_files(root) if path in paths}
    found = {}
    for path in paths:
        with contextlib.suppress(OSError):
            status = os.lstat(file_name(root, path))
            found[path] = (status.st_size, status.st_mtime_ns)
    return found


def walk_files(root: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield path, size and time (ns) of each file below `root`; a link counts as a file."""
    waiting = [(root, "")]
    while waiting:
        folder, prefix = waiting.pop()
        try:
            entries = os.scandir(folder)
        except FileNotFoundError:
            continue
        with entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((entry.path, f"{prefix}{entry.name}/"))
                else:
                    status = entry.stat(follow_symlinks=False)
                    yield prefix + entry.name, (status.st_size, status.st_mtime_ns)
