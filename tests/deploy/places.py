"""What the tests of deploying ask of every kind of target."""

import hashlib
import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ssg.deploy.difference import compare
from ssg.deploy.model import (
    Difference,
    Patience,
    ReleaseFile,
    Remote,
    Shipment,
    Stage,
    Target,
    Workplace,
)
from ssg.deploy.record import record_after
from ssg.model.digest import digest_of_bytes

IMPATIENT = Patience(tries=2, first_wait=0.01)


@dataclass
class Place:
    """A target that a test server holds: its keys in site.yaml and what readers are shown there."""

    keys: Mapping[str, object]
    shown: Callable[[], dict[str, bytes]]
    """The files that a reader can get, by path; ours (`.ssg-deploy.json`) included."""
    environment: Mapping[str, str] = field(default_factory=dict)
    change_by_hand: Callable[[str, bytes | None], None] | None = None
    """Writes a file where readers see it, or removes it (None), as other hands would."""


def files_in(folder: Path) -> dict[str, bytes]:
    """Return all files below `folder` by their paths in it; none where it is not there."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def changing(folder: Path) -> Callable[[str, bytes | None], None]:
    """Return what writes a file below `folder`, or removes it (None)."""

    def change(path: str, content: bytes | None) -> None:
        if content is None:
            (folder / path).unlink()
        else:
            (folder / path).write_bytes(content)

    return change


def workplace(folder: Path, place: Place, url: str = "https://lamplighter.example/") -> Workplace:
    """Return what a target gets to know, with the notes of this machine below `folder`."""
    private = folder / "private"
    private.mkdir(parents=True, exist_ok=True)
    holder = hashlib.sha256(str(folder).encode()).hexdigest()[:16]
    return Workplace("production", folder, private, holder, url, IMPATIENT, place.environment)


def release_files(folder: Path, contents: Mapping[str, bytes]) -> dict[str, ReleaseFile]:
    """Write `contents` into `folder` and return them as files of a release."""
    files = {}
    for path, content in contents.items():
        source = folder / path
        source.parent.mkdir(parents=True, exist_ok=True)
        if not source.exists() or source.read_bytes() != content:
            source.unlink(missing_ok=True)
            source.write_bytes(content)
        stage = Stage.PAGES if path.endswith(".html") else Stage.ASSETS
        digest = digest_of_bytes(content).hex()
        files[path] = ReleaseFile(path, digest, len(content), source, stage)
    return files


_NUMBERS = itertools.count(1)


def shipment_for(
    folder: Path, files: Mapping[str, ReleaseFile], remote: Remote, message: str = "Deploy"
) -> tuple[Shipment, Difference]:
    """Return what a deploy of `files` to a target that is as `remote` has to do."""
    release = f"20261127T{next(_NUMBERS):09}Z"
    difference = compare(files, remote)
    uploads = difference.uploads
    stages = [tuple(file for file in uploads if file.stage is stage) for stage in Stage]
    record = record_after(release, files.values(), remote, difference.kept)
    shipment = Shipment(
        release,
        folder,
        files,
        stages,
        difference.deleted,
        record,
        remote.record,
        message,
        remote.release,
        remote.left_over,
    )
    return shipment, difference


def deploy(target: Target, folder: Path, contents: Mapping[str, bytes]) -> Difference:
    """Deploy `contents` from `folder` to `target`, and return what was to be done."""
    for old in folder.rglob("*"):
        if old.is_file() and old.relative_to(folder).as_posix() not in contents:
            old.unlink()
    for left in sorted(folder.rglob("*"), reverse=True):
        if left.is_dir() and not any(left.iterdir()):
            left.rmdir()
    remote = target.look()
    shipment, difference = shipment_for(folder, release_files(folder, contents), remote)
    # A deploy that was cut off at its very end has sent all, but did not end, or left a half file.
    if not difference.is_empty or not remote.is_settled:
        target.send(shipment, lambda _: None)
    return difference
