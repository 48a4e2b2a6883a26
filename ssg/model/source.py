"""Files as they were when the build began."""

from collections.abc import Callable, Mapping

from ssg.model.digest import Digest
from ssg.model.pickling import pickle_by_fields
from ssg.model.picture import PictureFacts
from ssg.model.record import dataclass


@dataclass(frozen=True, slots=True)
class FileRef:
    """One file, known by its content's digest; its content is read only where it is needed.

    `path` is relative to the site's folder, with slashes, NFC-normalised; a file of a built-in
    theme has the path it would have in a site (`themes/broadsheet/…`) and `builtin` set.
    `picture` is what is known of one, None for any other file.
    """

    path: str
    digest: Digest
    size: int
    picture: PictureFacts | None = None
    builtin: bool = False


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A text file with its content, as the parsers take it."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything that a build reads: the site's files and its themes', by path."""

    files: Mapping[str, FileRef]
    builtin_themes: Mapping[str, FileRef]

    def under(self, folder: str, *suffixes: str) -> list[FileRef]:
        """Return the files below `folder` (which ends in a slash), in path order."""
        return [
            self.files[path]
            for path in sorted(self.files)
            if path.startswith(folder) and (not suffixes or path.endswith(suffixes))
        ]


Read = Callable[[FileRef], bytes]
"""Reads the content of a file of the snapshot (the one way for the core to get at content)."""


pickle_by_fields(__name__)
