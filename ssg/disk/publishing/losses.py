"""What a machine that lost its power, say, has lost of files that were written just before."""

import os
from collections.abc import Callable, Iterable, Mapping

from ssg.disk.guard import digest_of_file
from ssg.disk.native import file_name
from ssg.disk.publishing.manifest import Owned, sizes_and_times


def drop_lost(
    files: Mapping[str, Owned], root: str, waiting: Callable[[str], Iterable[str]]
) -> None:
    """Remove those of `files` that do not hold what was written into them.

    They are looked for where they are `waiting` to take their places, and below `root` where the
    next build would believe that they are as we have left them.
    """
    there = sizes_and_times(root, files)
    for path, owned in files.items():
        is_believed = there.get(path) == owned[2:]
        places = [*waiting(path), *([file_name(root, path)] if is_believed else [])]
        for name in places:
            if os.path.isfile(name) and digest_of_file(name) != owned.digest:  # noqa: PTH113
                os.unlink(name)  # noqa: PTH108
