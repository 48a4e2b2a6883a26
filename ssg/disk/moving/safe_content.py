"""The content of a file before it becomes part of a site: looked at, and drawings made harmless."""

from collections.abc import Iterator

from ssg.disk.moving.given_files import GivenFile
from ssg.importers.media.kinds import suffix_of
from ssg.importers.media.sniff import BEGINNING, given_problem, suffix_by_content
from ssg.importers.media.svg import LARGEST, sanitised_svg

_DRAWINGS = frozenset({"svg", "svgz"})
_UNSAFE = (
    "it is a drawing that could not be made safe (a drawing may hold programs);"
    " open it in a drawing program and save it as a plain SVG or as PNG"
)


class NotTakenError(Exception):
    """A file is not what its name says, or cannot be made safe; the message says which."""


def checked_path(path: str, file: GivenFile) -> str:
    """Return `path`, with a suffix if it has none; raises NotTakenError and UnreadableFileError."""
    beginning = next(file.chunks(), b"")[:BEGINNING]
    if problem := given_problem(beginning, path):
        raise NotTakenError(problem)
    path = with_suffix(path, beginning)
    if suffix_of(path) in _DRAWINGS:
        _drawing(file)
    return path


def with_suffix(path: str, beginning: bytes) -> str:
    """Return `path`; where the address of a picture told no suffix, with that of what it is."""
    if suffix_of(path.rpartition("/")[2]):
        return path
    suffix = suffix_by_content(beginning)
    return f"{path}.{suffix}" if suffix else path


def safe_chunks(file: GivenFile, path: str) -> Iterator[bytes]:
    """Yield the content of `file` as it may lie at `path`; raises as `checked_path` does."""
    if suffix_of(path) in _DRAWINGS:
        yield _drawing(file)
    else:
        yield from file.chunks()


def _drawing(file: GivenFile) -> bytes:
    safe = sanitised_svg(b"".join(file.chunks())) if file.size <= LARGEST else None
    if safe is None:
        raise NotTakenError(_UNSAFE)
    return safe
