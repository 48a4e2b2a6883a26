"""What a place for files can do, whatever protocol leads there.

Paths are relative to the root of the place, with slashes. Everything may raise
`failures.DeployError`; what may work when it is tried again is tried again by the store itself.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

from ssg.deploy.model import Found, Progress, ReleaseFile


class Store(Protocol):
    """A place where files can be put, one by one, each whole or not at all."""

    def list_files(self, folder: str = "") -> Mapping[str, Found]:
        """Return all files below `folder`, by their paths within it; empty where it is not there.

        Links are told as files, and not followed. So is what was left half written
        (`model.is_left_over`).
        """
        ...

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a small file, None where there is none."""
        ...

    def write(self, path: str, content: bytes) -> None:
        """Write a small file of ours, over one that is there; whole or not at all."""
        ...

    def create(self, path: str, content: bytes) -> bool:
        """Write a small file unless there is one; of two who try at once, one gets False."""
        ...

    def put(self, files: Sequence[ReleaseFile], progress: Progress, below: str = "") -> None:
        """Send `files`, all of one folder, to their paths below the folder `below`.

        Each is seen whole or not at all. Calls `progress` as they arrive.
        """
        ...

    def delete(self, paths: Sequence[str]) -> None:
        """Delete files, and folders that are empty afterwards; none that is not there matters."""
        ...

    def mtime_of(self, file: ReleaseFile) -> int:
        """Return the time, in seconds, that a file will be listed with once sent; 0: unknown."""
        ...

    def close(self) -> None:
        """End connections; whatever is asked next opens them again."""
        ...


class Shelf(Store, Protocol):
    """A store that can hold several releases of which one is shown."""

    def list_names(self, folder: str) -> Sequence[str]:
        """Return the names in `folder` (not below it), empty where it is not there."""
        ...

    def read_link(self, path: str) -> str | None:
        """Return where the link `path` leads, "" where it is no link, None where it is nothing."""
        ...

    def copy_folder(self, old: str, new: str) -> None:
        """Make the folder `new` hold what `old` does, without sending it: by hard links if it can.

        What is at `new` already is replaced.
        """
        ...

    def rename(self, old: str, new: str) -> None:
        """Rename a folder."""
        ...

    def point(self, link: str, to: str) -> None:
        """Make `link` lead to `to`, in one moment in which there is always one or the other."""
        ...

    def delete_folder(self, path: str) -> None:
        """Delete a folder and all below it."""
        ...
