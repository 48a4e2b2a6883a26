"""Whether an output folder on a disk of its own has room for what is about to come."""

import errno
import os
import shutil
from collections.abc import Sequence

from ssg.disk.publishing.manifest import Manifest
from ssg.disk.publishing.staging import Staged

_BLOCK = 4096
"""Disks give room in pieces of about this size."""


def refuse_full_disk(manifest: Manifest, made: Sequence[Staged]) -> None:
    """Raise OSError where the output folder is on another disk, and what is staged fits not there.

    On the disk where they were staged files only change their names. To another they are copied,
    and one that became full in the middle would show readers half of the new site.
    """
    output = manifest.output
    root = output.root
    while not os.path.isdir(root):  # noqa: PTH112 - a native name
        root = os.path.dirname(root)  # noqa: PTH120
    if os.stat(root).st_dev == os.stat(output.state).st_dev:  # noqa: PTH116
        return
    new = [file for file in made if file.is_new]
    growth = 0
    for file in new:
        before = manifest.on_disk.get(file.path, (0, 0))[0] if file.is_exchanged else 0
        growth += max(0, _rounded(file.owned.size) - _rounded(before))
    # Until it has taken the place of the old file, a new one lies beside it.
    largest = max((_rounded(file.owned.size) for file in new), default=0)
    if shutil.disk_usage(root).free < growth + largest:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), output.root)


def _rounded(size: int) -> int:
    return -(-size // _BLOCK) * _BLOCK
