"""Checking a site, or telling what was found before where nothing has changed.

What needs the pipeline is in `inspecting`, which is loaded only when there is something to look at.
"""

import contextlib
import datetime as dt
import pickle
from collections.abc import Iterable, Iterator
from pathlib import Path

from ssg.commands.building.build import is_last_public
from ssg.deploy.keepsakes import recall_outputs
from ssg.disk.cache.store import FOLDER, Cache, ForgottenError
from ssg.disk.code import code_digest
from ssg.disk.guard import ChangedWhileReadingError
from ssg.disk.publishing.manifest import load_manifest, output_folder
from ssg.disk.snapshot import take_snapshot
from ssg.model.diagnostic import Diagnostic
from ssg.model.digest import Digest, digest_of
from ssg.model.edit import Mend
from ssg.model.outward import Outward
from ssg.model.record import dataclass
from ssg.model.source import Snapshot
from ssg.model.survey import Earlier

_TRIES = 3
_RECORD = "check"


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """What is to be checked, and for which moment."""

    site: Path
    now: dt.datetime
    jobs: int = 0


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: problems, the number of entries, what pages ask others for.

    `mends` are the edits that need no look at the file: those of addresses. `packed_outward` are
    the links to other sites, pickled, for few checks want them.
    """

    diagnostics: tuple[Diagnostic, ...]
    entries: int = 0
    policy: str = ""
    hosts: tuple[str, ...] = ()
    mends: tuple[Mend, ...] = ()
    packed_outward: bytes = b""

    @property
    def outward(self) -> Outward | None:
        """Return the links to other sites; None of a site that could not be planned."""
        unpacked = pickle.loads(self.packed_outward) if self.packed_outward else None  # noqa: S301 - our own
        return unpacked if isinstance(unpacked, Outward) else None


@dataclass(frozen=True, slots=True)
class _Record:
    """What is remembered of a check, under the digest of all that it depended on."""

    key: Digest
    made_at: dt.datetime
    changes_at: dt.datetime | None
    checked: Checked


def check_site(request: CheckRequest) -> Checked:
    """Check the site with its drafts and scheduled posts; of an unchanged one only read the list.

    Starts over where a file changed meanwhile or the cache was damaged. Nothing is written but what
    the cache remembers. Raises ChangedWhileReadingError and OSError.
    """
    for _ in range(_TRIES - 1):
        with contextlib.suppress(ForgottenError, ChangedWhileReadingError):
            return _check(request)
    return _check(request)


def _check(request: CheckRequest) -> Checked:
    with Cache(request.site / FOLDER) as cache:
        snapshot, problems = take_snapshot(request.site, request.site / "output", cache)
        code = code_digest()
        earlier = tuple(_earlier(request.site, cache, code))
        key = _key_of(code, snapshot, problems, earlier)
        last = _recall(cache, code)
        if last and last.key == key and _still_holds(last, request.now):
            return last.checked
        from ssg.commands.checking.inspecting import Ground, inspect  # noqa: PLC0415 - see the module's head

        ground = Ground(snapshot, problems, earlier)
        checked, changes_at = inspect(request, ground, cache, code)
        record = _Record(key, request.now, changes_at, checked)
        cache.put_record(_RECORD, code + pickle.dumps(record))
        return checked


def _earlier(site: Path, cache: Cache, code: Digest) -> Iterator[Earlier]:
    """Yield the outputs that readers had, as far as this machine knows."""
    for noted in sorted((site / FOLDER / "deploy").glob("*/titles.json")):
        when = f"the last deploy to {noted.parent.name}"
        for path, described in recall_outputs(noted).items():
            yield Earlier(path, described.title, when)
    manifest = load_manifest(output_folder(site, site / "output"))
    if is_last_public(cache, manifest, code):
        for path in manifest.files:
            yield Earlier(path, "", "the last build")


def _key_of(
    code: Digest, snapshot: Snapshot, problems: Iterable[Diagnostic], earlier: Iterable[Earlier]
) -> Digest:
    """Return the digest of everything that a check depends on but the moment."""
    files = (*snapshot.files.values(), *snapshot.builtin_themes.values())
    seen = tuple((file.path, file.digest, file.builtin) for file in files)
    before = tuple((each.path, each.title, each.when) for each in earlier)
    return digest_of(code, seen, len(tuple(problems)), before)


def _still_holds(last: _Record, now: dt.datetime) -> bool:
    return last.made_at <= now and (last.changes_at is None or now < last.changes_at)


def _recall(cache: Cache, code: Digest) -> _Record | None:
    """Return what this very program remembers; another version may have other fields."""
    remembered = cache.get_record(_RECORD)
    if remembered is None or not remembered.startswith(code):
        return None
    record = pickle.loads(remembered[len(code) :])  # noqa: S301 - our own cache
    return record if isinstance(record, _Record) else None
