"""What a deploy adds to the built site because the target needs it."""

import contextlib
import pickle
from collections.abc import Iterable, Mapping
from pathlib import Path

from ssg.deploy.headers.policy import PageNeeds, scan_file
from ssg.deploy.headers.release import release_headers
from ssg.deploy.model import NEW, Keys, ReleaseFile
from ssg.deploy.targets.git import hosts as git_hosts
from ssg.disk.code import code_digest
from ssg.model.record import dataclass
from ssg.model.settings import Settings

_HTACCESS = ".htaccess"
_SCANNED = (".html", ".htm", ".svg", ".css", ".js", ".mjs")


@dataclass(frozen=True, slots=True)
class Extras:
    """Files by their paths, and what the author ought to know of them."""

    files: Mapping[str, bytes]
    notes: tuple[str, ...] = ()


def extras_for(
    keys: Keys, settings: Settings, built: Mapping[str, ReleaseFile], memory: Path
) -> Extras:
    """Return the files that are added to `built`, or replace one of it.

    `memory` is a file that remembers what pages ask for, so that only new ones are read.
    """
    for_host = _of_the_host(keys, settings, built)
    if keys.get("headers") is False:
        return Extras(for_host)
    htaccess = built.get(_HTACCESS)
    headers = release_headers(
        str(keys["type"]),
        _needs_of(built.values(), memory),
        paths=built.keys(),
        base_path=settings.base_path,
        htaccess=htaccess.source.read_bytes() if htaccess else None,
        origin=settings.origin,
    )
    return Extras({**for_host, **headers.files}, headers.notes)


def _of_the_host(
    keys: Keys, settings: Settings, built: Mapping[str, ReleaseFile]
) -> dict[str, bytes]:
    """Return what makes a host show a branch; a file of the author's own is left as it is."""
    files = git_hosts.extra_files(keys, settings.url) if keys["type"] == "git" else {}
    return {path: content for path, content in files.items() if path not in built}


def _needs_of(files: Iterable[ReleaseFile], memory: Path) -> list[PageNeeds]:
    """Return what each page, style and script asks of a policy."""
    scanned = [file for file in files if file.path.endswith(_SCANNED)]
    known = _recall(memory)
    needs = {
        file.digest: known.get(file.digest) or scan_file(file.path, file.source.read_bytes())
        for file in scanned
    }
    if needs.keys() != known.keys():
        _remember(memory, needs)
    return [needs[file.digest] for file in scanned]


def _remember(memory: Path, needs: Mapping[str, PageNeeds]) -> None:
    """Write `memory` whole or not at all; where it cannot be written, pages are read once more."""
    with contextlib.suppress(OSError):
        memory.parent.mkdir(parents=True, exist_ok=True)
        new = memory.with_name(memory.name + NEW)
        new.write_bytes(code_digest() + pickle.dumps(needs))
        new.replace(memory)


def _recall(memory: Path) -> dict[str, PageNeeds]:
    """Return what this very program remembers; another version may have seen otherwise.

    What cannot be read, whatever ails it, is as if it were not there.
    """
    try:
        content = memory.read_bytes()
        code = code_digest()
        if not content.startswith(code):
            return {}
        known: dict[str, PageNeeds] = pickle.loads(content[len(code) :])  # noqa: S301 - our own cache
    except Exception:  # noqa: BLE001 - bytes that are no pickle may raise anything
        return {}
    return known if isinstance(known, dict) else {}
