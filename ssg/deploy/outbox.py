"""What is about to be sent, set aside, so that a build in between cannot change it."""

import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from ssg.deploy.failures import DeployError
from ssg.deploy.model import ReleaseFile, Stage
from ssg.disk.native import file_name
from ssg.disk.publishing.manifest import Manifest
from ssg.model.digest import digest_of_bytes


def built_files(manifest: Manifest) -> dict[str, ReleaseFile]:
    """Return the files of the last build, as they lie in the output folder."""
    root = manifest.output.root
    return {
        path: ReleaseFile(
            path, owned.digest.hex(), owned.size, Path(file_name(root, path)), Stage.ASSETS
        )
        for path, owned in manifest.files.items()
    }


def extra_files(contents: Mapping[str, bytes], folder: Path) -> dict[str, ReleaseFile]:
    """Write `contents` into `folder` where they are not there yet; return them as files."""
    files: dict[str, ReleaseFile] = {}
    for path, content in contents.items():
        source = Path(file_name(str(folder), path))
        if not source.is_file() or source.read_bytes() != content:
            source.parent.mkdir(parents=True, exist_ok=True)
            # Not into the old file: what was sent before is kept as a link to it.
            source.unlink(missing_ok=True)
            source.write_bytes(content)
        digest = digest_of_bytes(content).hex()
        files[path] = ReleaseFile(path, digest, len(content), source, Stage.LISTINGS)
    return files


def set_aside(files: Iterable[ReleaseFile], folder: Path, manifest: Manifest) -> list[ReleaseFile]:
    """Put `files` at their paths below `folder`, which holds nothing else afterwards.

    Hard links where the disk knows them. Raises DeployError where a file is no longer as the build
    that `manifest` tells of has left it.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    aside: list[ReleaseFile] = []
    for file in files:
        if file.source.is_relative_to(manifest.output.root) and not _is_as_built(file, manifest):
            message = f"{file.path} has changed since it was built"
            raise DeployError(message, "deploy again")
        to = Path(file_name(str(folder), file.path))
        to.parent.mkdir(parents=True, exist_ok=True)
        link_or_copy(file.source, to)
        aside.append(replace(file, source=to))
    return aside


def _is_as_built(file: ReleaseFile, manifest: Manifest) -> bool:
    owned = manifest.files.get(file.path)
    is_same = owned is not None and owned.digest.hex() == file.digest
    return is_same and manifest.is_intact(file.path)


def link_or_copy(source: Path, to: Path) -> None:
    """Make `to` hold what `source` holds."""
    try:
        os.link(source, to)
    except OSError:
        shutil.copy2(source, to)
