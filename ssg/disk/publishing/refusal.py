"""Which folders a build must not write to, because something else lives there."""

import os
import stat
from collections.abc import Collection, Iterable
from pathlib import Path

from ssg.disk.native import file_name, parents
from ssg.disk.publishing.manifest import Manifest, foreign_files
from ssg.model.diagnostic import Diagnostic, Level

_SHOWN = 5


class OutputRefusedError(Exception):
    """The output folder holds what is not ours; `diagnostic` says what, and what to do."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        """Carry `diagnostic`."""
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def output_folder_problem(site_folder: Path, folder: Path) -> str:
    """Return why the site in `site_folder` must not be built into `folder`, or "".

    The answer completes the sentence "cannot build into `folder`: …".
    """
    output, site, home = (os.path.realpath(path) for path in (folder, site_folder, Path.home()))
    if output == os.path.dirname(output):  # noqa: PTH120 - the root is its own parent
        return "it is the root of the disk"
    if output == home:
        return "it is your home folder"
    if _holds(output, site):
        return "the site itself lies in it" if output != site else "it is the site's own folder"
    for name in ("content", "themes", ".ssg-cache", ".git"):
        if _overlap(output, os.path.realpath(Path(site, name))):
            return f"{name}/ is what the site is made from, and would be mixed with what is built"
    if Path(output).exists() and not Path(output).is_dir():
        return "it is a file"
    return ""


def refuse_foreign_folder(manifest: Manifest, planned: Collection[str]) -> None:
    """Raise OutputRefusedError where a folder that we do not know holds somebody else's files.

    A folder of which we remember nothing is taken where it holds only dot files, or only files at
    the places of planned ones (they must then turn out equal). The site's own output/ is taken too
    where most of its files are at such places: then somebody deleted the cache.
    """
    if not manifest.is_lost:
        return
    visible = [path for path in foreign_files(manifest) if not path.startswith(".")]
    others = [path for path in visible if path not in planned]
    if others and not (manifest.output.is_default and 2 * len(others) <= len(visible)):
        raise OutputRefusedError(
            _refusal(
                manifest,
                f"the folder holds files that ssg did not write: {_list(others)}",
                "build into an empty folder, or move these files away; what should be part of the"
                " site belongs into content/static/",
            )
        )


def adopts_all(manifest: Manifest) -> bool:
    """Tell whether every file at a planned place is ours although nothing is remembered."""
    return manifest.is_lost and manifest.output.is_default


def refuse_obstacles(manifest: Manifest, staged: Iterable[str], unequal: Iterable[str]) -> None:
    """Raise OutputRefusedError where what is not ours is in the way of `staged` files.

    `unequal` are files that are not ours, lie at the same places and hold something else.
    """
    root = manifest.output.root
    obstacles = set(unequal)
    folders = set()
    for path in staged:
        folders.update(parents(path))
        if os.path.isdir(file_name(root, path)):  # noqa: PTH112
            obstacles.update(_foreign_below(manifest, path))
    obstacles.update(
        folder
        for folder in folders
        if folder not in manifest.files and _is_no_folder(file_name(root, folder))
    )
    if obstacles:
        raise OutputRefusedError(
            _refusal(
                manifest,
                f"files that ssg did not write are in the way: {_list(obstacles)}",
                "move them away, or into content/static/ where they become part of the site",
            )
        )


def _foreign_below(manifest: Manifest, path: str) -> list[str]:
    if os.path.islink(file_name(manifest.output.root, path)):  # noqa: PTH114
        return [path]
    return [found for found in foreign_files(manifest) if found.startswith(f"{path}/")]


def _is_no_folder(name: str) -> bool:
    """Tell whether there is something at `name` that is no folder; a link never is one."""
    try:
        return not stat.S_ISDIR(os.lstat(name).st_mode)
    except OSError:
        return False


def _refusal(manifest: Manifest, message: str, fix: str) -> Diagnostic:
    return Diagnostic(manifest.output.name, 0, 0, Level.ERROR, "output-folder", message, fix)


def _list(paths: Iterable[str]) -> str:
    names = sorted(paths)
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more


def _overlap(one: str, other: str) -> bool:
    return _holds(one, other) or _holds(other, one)


def _holds(outer: str, inner: str) -> bool:
    outer, inner = os.path.normcase(outer), os.path.normcase(inner)
    return inner == outer or inner.startswith(outer.rstrip(os.sep) + os.sep)
