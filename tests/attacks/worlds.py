"""Worlds of their own for a command: other disks, some that can only be read. Linux only."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import miss
from tests.launching import Launcher, launcher

Require = Callable[..., str]


@contextmanager
def world_with(folder: Path, mounts: str, require_program: Require) -> Iterator[Launcher]:
    """Yield what runs ssg where the shell script `mounts` has been run, as it may for itself.

    `folder` is where what it says is kept.
    """
    unshare, sh = require_program("unshare"), require_program("sh")
    own = (unshare, "--user", "--map-root-user", "--mount", sh, "-ec", f'{mounts}\nexec "$@"', "sh")
    with launcher(folder, *own) as made:
        if not made.is_there:
            miss("the right to mount in a world of its own (unshare --user --mount)")
        yield made


def read_only(*folders: Path) -> str:
    """Return the script that lets `folders` only be read."""
    each = 'mount --bind "{0}" "{0}" && mount -o remount,bind,ro "{0}"'
    return "\n".join(each.format(folder) for folder in folders)
