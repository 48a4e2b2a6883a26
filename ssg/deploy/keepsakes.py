"""The last releases, kept on this machine: what goes back to targets that keep none themselves.

The bytes lie once in a folder of blobs, as hard links to what the build wrote where the disk knows
such. Whoever deletes the cache loses no more than the way back.
"""

import contextlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from ssg.deploy.failures import UNREADABLE
from ssg.deploy.model import Described, Kind, ReleaseFile, Stage
from ssg.deploy.outbox import link_or_copy
from ssg.model.digest import digest_of_bytes

_KEPT = 5
_BLOBS = "blobs"


class Keepsakes:
    """The releases of one target that this machine remembers, in a folder."""

    def __init__(self, folder: Path) -> None:
        """Keep them in `folder`."""
        self._folder = folder

    def keep(self, release: str, files: Iterable[ReleaseFile]) -> None:
        """Remember `release`, and forget all but the newest."""
        listed = {}
        for file in files:
            blob = self._blob(file.digest)
            if not blob.exists():
                blob.parent.mkdir(parents=True, exist_ok=True)
                link_or_copy(file.source, blob)
            listed[file.path] = [file.digest, file.size, int(file.stage), file.essence]
        self._record(release).write_text(json.dumps(listed), encoding="utf-8")
        for old in self.names()[:-_KEPT]:
            self._record(old).unlink()
        self._sweep()

    def names(self) -> list[str]:
        """Return the releases that are remembered, oldest first."""
        return sorted(file.stem for file in self._folder.glob("*.json"))

    def files_of(self, release: str) -> dict[str, ReleaseFile] | None:
        """Return the files of `release`, None where not all of them are there unharmed."""
        files: dict[str, ReleaseFile] = {}
        for path, (digest, size, stage, essence) in self._listed(release).items():
            blob = self._blob(digest)
            if not blob.is_file():
                return None
            if digest_of_bytes(blob.read_bytes()).hex() != digest:
                blob.unlink()
                return None
            files[path] = ReleaseFile(path, digest, size, blob, stage, essence)
        return files or None

    def forget(self, release: str) -> None:
        """Forget `release`."""
        self._record(release).unlink(missing_ok=True)

    def _listed(self, release: str) -> Mapping[str, tuple[str, int, Stage, str]]:
        with contextlib.suppress(OSError, *UNREADABLE):
            listed = json.loads(self._record(release).read_text(encoding="utf-8"))
            return {path: _checked(*values) for path, values in listed.items()}
        return {}

    def _sweep(self) -> None:
        """Delete the blobs that no release needs."""
        needed = {digest for name in self.names() for digest, *_ in self._listed(name).values()}
        for blob in self._folder.glob(f"{_BLOBS}/*/*"):
            if blob.name not in needed:
                blob.unlink()

    def _record(self, release: str) -> Path:
        return self._folder / f"{release}.json"

    def _blob(self, digest: str) -> Path:
        return self._folder / _BLOBS / digest[:2] / digest


def _checked(digest: str, size: int, stage: int, essence: str) -> tuple[str, int, Stage, str]:
    """Return what is listed of a file. Raises ValueError or TypeError where it was damaged."""
    return bytes.fromhex(digest).hex(), int(size), Stage(stage), str(essence)


def remember_outputs(file: Path, descriptions: Mapping[str, Described]) -> None:
    """Note what the outputs of a deploy were, for the words of the next one."""
    told = {
        path: [described.kind.value, described.title]
        for path, described in descriptions.items()
        if described.kind in {Kind.POST, Kind.PAGE}
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(told), encoding="utf-8")


def recall_outputs(file: Path) -> dict[str, Described]:
    """Return what `remember_outputs` noted; nothing where it did not, or not here."""
    with contextlib.suppress(OSError, *UNREADABLE):
        told = json.loads(file.read_text(encoding="utf-8"))
        return {path: Described(Kind(kind), title) for path, (kind, title) in told.items()}
    return {}
