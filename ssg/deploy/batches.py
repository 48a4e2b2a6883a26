"""Files in portions: what is sent at once, and noted together."""

from collections.abc import Iterable, Iterator

from ssg.deploy.model import ReleaseFile

_MOST_FILES = 250
_MOST_BYTES = 25_000_000
"""Less than a slow line sends in an hour, in which the lock of a deploy that lives is freshened."""


def batches(files: Iterable[ReleaseFile]) -> Iterator[tuple[ReleaseFile, ...]]:
    """Yield `files` in their order, some at a time; a file that is larger than that comes alone."""
    batch: list[ReleaseFile] = []
    size = 0
    for file in files:
        if batch and (len(batch) >= _MOST_FILES or size + file.size > _MOST_BYTES):
            yield tuple(batch)
            batch, size = [], 0
        batch.append(file)
        size += file.size
    if batch:
        yield tuple(batch)
