"""Make the output folder hold what was planned, and touch nothing else."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Protocol

from ssg.disk.cache.packing import unpack
from ssg.disk.publishing.manifest import Manifest, OutputFolder, foreign_files
from ssg.disk.publishing.refusal import refuse_foreign_folder, refuse_obstacles
from ssg.disk.publishing.room import refuse_full_disk
from ssg.disk.publishing.staging import Inputs, Staged, Staging
from ssg.disk.publishing.switch import Switch, begin_and_end, drop_staging
from ssg.model.digest import Digest
from ssg.model.record import dataclass
from ssg.model.source import FileRef


class Details(Protocol):
    """Remembers something small about each file of a folder."""

    def get_detail(self, owner: str, path: str) -> bytes | None:
        """Return what is remembered of `path`, or None."""
        ...

    def put_details(self, owner: str, by_path: Mapping[str, bytes], kept: Collection[str]) -> None:
        """Remember `by_path`, and forget all paths that are not in `kept`."""
        ...


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
    stage: Callable[[Staging], Iterable[Staged]],
    planned: Collection[str],
    manifest: Manifest,
    locate: Callable[[FileRef], str],
    details: Details,
) -> Published:
    """Make the folder of `manifest` hold exactly the `planned` files, beside what is not ours.

    `stage` adds those files that are not current to a staging folder and yields what it gets for
    them; it may raise, and then nothing has happened. Everything is staged before the first file is
    replaced. Equal files are not touched.

    Raises OutputRefusedError where somebody else's files are there or in the way,
    ChangedWhileReadingError where a file to copy is no longer what the snapshot saw, OSError where
    the disk has no room.
    """
    planned = frozenset(planned)
    refuse_foreign_folder(manifest, planned)
    staging = Staging(manifest, locate)
    try:
        made = list(stage(staging))
        new = [file.path for file in made if file.is_new]
        if staging.has_output:
            refuse_obstacles(manifest, new, (file.path for file in made if file.is_in_the_way))
        switch = _switch(made, planned, manifest, staging.name)
        is_needed = manifest.is_lost or switch.files != manifest.files or new
        if is_needed:
            refuse_full_disk(manifest, made)
    except BaseException:
        drop_staging(manifest.output, staging.name)
        raise
    if is_needed:
        begin_and_end(switch)
        told = {file.path: file.detail for file in made}
        details.put_details(manifest.output.name, told, planned)
    else:
        drop_staging(manifest.output, staging.name)
    return Published(
        written=len(new),
        unchanged=len(planned) - len(new),
        deleted=len(switch.deleted),
        foreign=_leftovers(manifest, planned) if staging.has_output else (),
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


def _switch(
    made: Sequence[Staged], planned: frozenset[str], manifest: Manifest, staging: str
) -> Switch:
    kept = {path: owned for path, owned in manifest.files.items() if path in planned}
    deleted = tuple(sorted(manifest.files.keys() - planned))
    exchanged = tuple(file.path for file in made if file.is_exchanged)
    files = kept | {file.path: file.owned for file in made}
    return Switch(manifest.output, staging, deleted, files, exchanged)
