"""The switch from the old site to the new: what is staged takes its place, then deletions.

Everything is written down in a journal first. A build that is killed before the journal is
complete leaves the old site. What comes after it is done by a process that goes on where the build
is killed (`surviving`); should that one end too, with the machine perhaps, the next run does it.
"""

import contextlib
import errno
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

from ssg.disk.cache.packing import pack, unpack
from ssg.disk.native import file_name, parents
from ssg.disk.publishing.holding import held
from ssg.disk.publishing.losses import drop_lost
from ssg.disk.publishing.manifest import (
    OutputFolder,
    Owned,
    output_folder,
    plain_owned,
    read_owned,
    save_manifest,
    write_state,
)
from ssg.disk.publishing.surviving import survive
from ssg.disk.publishing.uninterrupted import uninterrupted
from ssg.model.digest import digest_of_bytes
from ssg.model.record import dataclass

_JOURNAL = "journal"
_LOCK = "exchange-lock"
_PATIENCE_SECONDS = 10
_STAGING = "staging-"
NEW, EXCHANGED = "new", "exchanged"
"""The two folders in a staging folder: files in their folders, and files under short names."""
_TRIES = 20
_PAUSE_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Switch:
    """All files in `staging` (a folder's name within the cache folder) move to the output folder.

    `deleted` are files of ours that go, `files` is what the manifest says afterwards. `exchanged`
    are those for which a file is there already: they wait without folders of their own.
    """

    output: OutputFolder
    staging: str
    deleted: tuple[str, ...]
    files: Mapping[str, Owned]
    exchanged: tuple[str, ...] = ()


def make_staging(output: OutputFolder) -> str:
    """Make an empty folder to stage files in and return its name."""
    Path(output.state).mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=_STAGING, dir=output.state))
    (folder / NEW).mkdir()
    (folder / EXCHANGED).mkdir()
    return folder.name


def staged_name(path: str) -> str:
    """Return what a file that will be exchanged is called in the folder `EXCHANGED` of staging."""
    return digest_of_bytes(path.encode("utf-8", "surrogatepass")).hex()


def drop_staging(output: OutputFolder, staging: str) -> None:
    """Remove a staging folder."""
    shutil.rmtree(file_name(output.state, staging), ignore_errors=True)


def begin_and_end(switch: Switch) -> None:
    """Write down what is about to happen, and do it; Ctrl-C and the like wait until it is done.

    From the journal on it is done even if this process is killed.
    """
    with uninterrupted():
        try:
            written = write_journal(switch)
        except BaseException:
            drop_staging(switch.output, switch.staging)
            raise
        survive(partial(end, switch, written, carry_out))


def write_journal(switch: Switch) -> bytes:
    """Write down what is about to happen: from now on it will. Return what was written."""
    files = plain_owned(switch.files)
    parts = (switch.output.name, switch.staging, switch.deleted, files, switch.exchanged)
    written = pack(parts)
    write_state(switch.output, _JOURNAL, written)
    return written


def carry_out(switch: Switch) -> None:
    """Do what the journal says. May be repeated from any point at which it was cut off."""
    output = switch.output
    os.makedirs(output.root, exist_ok=True)  # noqa: PTH103 - a native name
    staged = file_name(output.state, switch.staging)
    if os.path.isdir(file_name(staged, NEW)):  # noqa: PTH112
        _move_folder(file_name(staged, NEW), output.root, "", switch)
    _exchange(switch, file_name(staged, EXCHANGED))
    _delete(switch)
    save_manifest(output, _as_on_disk(switch))
    Path(output.state, _JOURNAL).unlink()
    drop_staging(output, switch.staging)


def end(switch: Switch, written: bytes, do: Callable[[Switch], None]) -> None:
    """`do` what the journal says, unless another process has done so, or does it now.

    Raises LockedError where that one takes long.
    """
    state = Path(switch.output.state)
    with held(state / _LOCK, _PATIENCE_SECONDS):
        if _content(state / _JOURNAL) == written:
            do(switch)


def recover(site_folder: Path) -> bool:
    """Finish a switch that was cut off, and remove what killed builds left. Needs the lock.

    Returns whether there was one to finish.
    """
    state = output_folder(site_folder, site_folder / "output").state
    written = _content(Path(state, _JOURNAL))
    switch = _read_journal(site_folder, written)
    if switch is not None:
        with uninterrupted():
            survive(partial(end, switch, written, _carry_out_what_is_whole))
    elif written:
        Path(state, _JOURNAL).unlink()
    for left in Path(state).glob(f"{_STAGING}*"):
        shutil.rmtree(left, ignore_errors=True)
    return switch is not None


def spell_as(root: str, path: str) -> None:
    """Give the file `path` and the folders above it the capitals that `path` has."""
    for part in (*reversed(parents(path)), path):
        name = file_name(root, part)
        folder, last = os.path.split(name)
        found = [entry for entry in os.listdir(folder) if entry.casefold() == last.casefold()]  # noqa: PTH208
        if last not in found and found:
            os.rename(os.path.join(folder, found[0]), name)  # noqa: PTH104, PTH118


def _carry_out_what_is_whole(switch: Switch) -> None:
    """Do the same after the machine itself has ended, which may have lost what files held.

    The file that such a one was to replace stays, and the next build makes it anew.
    """
    staged = file_name(switch.output.state, switch.staging)

    def waiting(path: str) -> tuple[str, str]:
        places = f"{NEW}/{path}", f"{EXCHANGED}/{staged_name(path)}"
        return file_name(staged, places[0]), file_name(staged, places[1])

    drop_lost(switch.files, switch.output.root, waiting)
    carry_out(switch)


def _content(journal: Path) -> bytes:
    try:
        return journal.read_bytes()
    except FileNotFoundError:
        return b""


def _read_journal(site_folder: Path, written: bytes) -> Switch | None:
    content = unpack(written)
    if content is None:
        return None
    name, staging, deleted, files, *exchanged = content  # Older ones knew no exchanged files.
    output = output_folder(site_folder, site_folder / name)
    return Switch(output, staging, tuple(deleted), read_owned(files), *map(tuple, exchanged))


def _move_folder(staged: str, target: str, path: str, switch: Switch) -> None:
    """Move all that `staged` holds into the folder `target`; `path` is its place in the output.

    A folder that is new moves as a whole, which makes a first build cheap.
    """
    with os.scandir(staged) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            to = os.path.join(target, entry.name)  # noqa: PTH118
            place = f"{path}{entry.name}"
            is_folder = entry.is_dir(follow_symlinks=False)
            _clear(to, place, is_folder=is_folder, switch=switch)
            if is_folder and os.path.isdir(to):  # noqa: PTH112
                _move_folder(entry.path, to, f"{place}/", switch)
            else:
                _replace(entry.path, to)


def _exchange(switch: Switch, staged: str) -> None:
    """Let each exchanged file take the place of the one that is there."""
    for path in switch.exchanged:
        new = file_name(staged, staged_name(path))
        if not os.path.lexists(new):  # It has moved already.
            continue
        to = file_name(switch.output.root, path)
        _clear(to, path, is_folder=False, switch=switch)
        try:
            _replace(new, to)
        except FileNotFoundError:  # Somebody has removed the folder meanwhile.
            os.makedirs(os.path.dirname(to), exist_ok=True)  # noqa: PTH103, PTH120
            _replace(new, to)


def _clear(to: str, place: str, *, is_folder: bool, switch: Switch) -> None:
    """Remove a file of ours where a folder comes, and a folder of ours where a file comes."""
    if is_folder and os.path.isfile(to) and place in switch.deleted:  # noqa: PTH113
        os.unlink(to)  # noqa: PTH108
    elif not is_folder and os.path.isdir(to) and not os.path.islink(to):  # noqa: PTH112, PTH114
        inside = [path for path in switch.deleted if path.startswith(f"{place}/")]
        for path in inside:
            _unlink(switch.output.root, path)
        _remove_emptied(switch.output.root, inside)
        if os.path.isdir(to):  # noqa: PTH112
            os.rmdir(to)  # noqa: PTH106 - an empty folder of nobody's


def _replace(staged: str, to: str) -> None:
    for remaining in reversed(range(_TRIES)):
        try:
            os.replace(staged, to)  # noqa: PTH105
        except PermissionError:
            # On Windows a file cannot be replaced while another program reads it.
            if os.name != "nt" or not remaining:
                raise
            time.sleep(_PAUSE_SECONDS)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            _replace_across_devices(staged, to)
            return
        else:
            return


def _replace_across_devices(staged: str, to: str) -> None:
    beside = f"{to}.ssg-new"
    if os.path.isdir(staged):  # noqa: PTH112
        shutil.copytree(staged, beside, dirs_exist_ok=True)
        os.rename(beside, to)  # noqa: PTH104
        shutil.rmtree(staged)
    else:
        shutil.copy2(staged, beside)
        os.replace(beside, to)  # noqa: PTH105
        os.unlink(staged)  # noqa: PTH108


def _delete(switch: Switch) -> None:
    root = switch.output.root
    kept_by_folded = {path.casefold(): path for path in switch.files}
    deleted = []
    for path in switch.deleted:
        kept = kept_by_folded.get(path.casefold())
        if kept is not None and _is_same_file(root, path, kept):
            # The disk does not tell capitals apart: this is the new file under its old name.
            spell_as(root, kept)
            continue
        _unlink(root, path)
        deleted.append(path)
    _remove_emptied(root, deleted)


def _is_same_file(root: str, one: str, other: str) -> bool:
    try:
        return os.path.samefile(file_name(root, one), file_name(root, other))  # noqa: PTH121
    except OSError:
        return False


def _unlink(root: str, path: str) -> None:
    file = Path(file_name(root, path))
    # What is a folder by now, or lies below a file, has been replaced by the new site already.
    if file.is_symlink() or not file.is_dir():
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            file.unlink()


def _remove_emptied(root: str, deleted: Iterable[str]) -> None:
    folders = {folder for path in deleted for folder in parents(path)}
    for folder in sorted(folders, key=len, reverse=True):
        try:
            os.rmdir(file_name(root, folder))  # noqa: PTH106
        except OSError:
            continue  # Not empty, or gone.


def _as_on_disk(switch: Switch) -> Mapping[str, Owned]:
    """Return the manifest with the times that the disk has given.

    Another disk may count time more coarsely than the one where the files were staged.
    """
    output = switch.output
    if os.stat(output.root).st_dev == os.stat(output.state).st_dev:  # noqa: PTH116
        return switch.files
    return {path: _times_on_disk(output.root, path, owned) for path, owned in switch.files.items()}


def _times_on_disk(root: str, path: str, owned: Owned) -> Owned:
    try:
        status = os.lstat(file_name(root, path))
    except OSError:
        return owned
    return owned._replace(mtime_ns=status.st_mtime_ns) if status.st_size == owned.size else owned
