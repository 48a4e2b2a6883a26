"""Read the world once: which files there are, and what they hold."""

import os
import time
from pathlib import Path

from ssg.disk import problems as wrong
from ssg.disk.builtin import builtin_themes_folder
from ssg.disk.cache.records import Records
from ssg.disk.file_index import FileIndex
from ssg.disk.guard import Guard, OutsideError, guarded_reader
from ssg.disk.walk import Found, Walk
from ssg.model.diagnostic import Diagnostic
from ssg.model.source import FileRef, Read, Snapshot


def take_snapshot(
    site_folder: Path, output_folder: Path, records: Records
) -> tuple[Snapshot, tuple[Diagnostic, ...]]:
    """Return every file that a build of the site reads, and what is wrong with files as such.

    The site's files are site.yaml and all below content/ and themes/; `output_folder` is passed
    over wherever it lies. `records` remember the digests of files between builds.

    Diagnostics: outside-the-site, unreadable-file, special-file, link-loop, same-name.
    """
    index = FileIndex(records, time.time_ns())
    site, problems = _read_folder(
        site_folder, ("site.yaml", "content", "themes"), output_folder, index
    )
    themes_folder = builtin_themes_folder()
    themes = [folder.name for folder in themes_folder.glob("*/")]
    builtin, more_problems = _read_folder(
        themes_folder, tuple(sorted(themes)), output_folder, index, "themes/"
    )
    index.save()
    return Snapshot(site, builtin), problems + more_problems


def reader(site_folder: Path) -> Read:
    """Return what reads a file of the snapshot: see `guarded_reader`."""
    return guarded_reader(site_folder, builtin_themes_folder())


def _read_folder(
    folder: Path,
    names: tuple[str, ...],
    output: Path,
    index: FileIndex,
    prefix: str = "",
) -> tuple[dict[str, FileRef], tuple[Diagnostic, ...]]:
    """Return the files at or below `names` in `folder`; `prefix` marks those of built-in themes."""
    guard = Guard(folder)
    walk = Walk(guard, skipped=os.path.realpath(output))
    files: dict[str, FileRef] = {}
    problems: list[Diagnostic] = []
    for found in walk.files(folder, names):
        ref = _file_ref(found, guard, index, prefix, problems)
        if ref is None:
            continue
        if ref.path in files:
            problems.append(wrong.same_name(ref.path))
        files[ref.path] = ref
    return files, (*walk.problems, *problems)


def _file_ref(
    found: Found, guard: Guard, index: FileIndex, prefix: str, problems: list[Diagnostic]
) -> FileRef | None:
    path, name, status = found
    label = f"builtin:{name}" if prefix else name
    try:
        known = index.look_up(label, status, guard, name)
    except FileNotFoundError:
        return None  # Deleted since the folder was listed: then it is not there.
    except OutsideError:
        problems.append(wrong.outside(path))
        return None
    except OSError as error:
        problems.append(wrong.unreadable(path, error))
        return None
    size, *_, digest, _ = known
    return FileRef(prefix + path, digest, size, index.facts_of(known), bool(prefix))
