"""Building a site: the pipeline with the disk around it, or nothing where nothing has changed.

What needs the pipeline is in `making`, which is loaded only when there is something to make.
"""

import datetime as dt
import pickle
from dataclasses import field, replace
from pathlib import Path

from ssg.commands.outcome import Tell
from ssg.disk.cache.damaged_pictures import LearntError
from ssg.disk.cache.store import FOLDER, Cache, ForgottenError, record_of_folder
from ssg.disk.code import code_digest
from ssg.disk.guard import ChangedWhileReadingError
from ssg.disk.publishing.lock import build_lock
from ssg.disk.publishing.manifest import (
    Manifest,
    digest_of_manifest,
    load_manifest,
    output_folder,
    save_manifest,
)
from ssg.disk.publishing.refusal import output_folder_problem
from ssg.disk.search.bundles import forget_bundles, is_of_bundle
from ssg.disk.snapshot import take_snapshot
from ssg.model.diagnostic import Diagnostic, Level, has_errors
from ssg.model.digest import Digest, digest_of
from ssg.model.record import dataclass
from ssg.model.site import Hidden
from ssg.model.source import Snapshot

_TRIES = 3


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What is to be built, where to, and for which moment. `jobs` 0 means one for each core.

    `tell` hears how far the making of pictures has come, which can take long.
    """

    site: Path
    output: Path
    now: dt.datetime
    drafts: bool = False
    future: bool = False
    jobs: int = 0
    executor: str = ""
    clean: bool = False
    strict: bool = False
    tell: Tell = field(default=lambda *_: None, compare=False)


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build did: counts of output files, what is hidden and why, what is wrong.

    `drafts` and `scheduled` count the entries that readers must not see yet and that were built.
    """

    diagnostics: tuple[Diagnostic, ...]
    hidden: tuple[Hidden, ...] = ()
    drafts: int = 0
    scheduled: int = 0
    posts: int = 0
    pages: int = 0
    outputs: int = 0
    written: int = 0
    deleted: int = 0
    foreign: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def unchanged(self) -> int:
        """Return the number of outputs that stay as they are."""
        return self.outputs - self.written

    @property
    def has_failed(self) -> bool:
        """Tell whether errors kept the site from being published."""
        return has_errors(self.diagnostics)


@dataclass(frozen=True, slots=True)
class Finished:
    """A build that published: until `changes_at` the same files give the same `paths`.

    Not so where it `is_wanting`: something failed that has nothing to do with the files.
    """

    result: BuildResult
    paths: tuple[str, ...]
    changes_at: dt.datetime | None
    is_wanting: bool


@dataclass(frozen=True, slots=True)
class _Record:
    """What is remembered of a finished build, under the digest of all that it depended on."""

    key: Digest
    made_at: dt.datetime
    manifest: Digest
    is_public: bool
    finished: Finished


def build_site(request: BuildRequest) -> BuildResult:
    """Make the output folder hold the site; with errors in the content it stays as it is.

    Starts over where a file changed during the build or the cache was damaged. Raises LockedError,
    UsageError, WorldError, ChangedWhileReadingError and OSError.
    """
    refusal = output_folder_problem(request.site, request.output)
    if refusal:
        return BuildResult((_refused(request, refusal),))
    for _ in range(_TRIES - 1):
        try:
            return _build_alone(request)
        except (ForgottenError, LearntError):
            continue
        except ChangedWhileReadingError as error:
            if is_of_bundle(error.path):
                forget_bundles(request.site)
    return _build_alone(request)


def is_last_public(cache: Cache, manifest: Manifest, code: Digest) -> bool:
    """Tell whether the files of `manifest` are what readers may see: no drafts were built."""
    last = _recall(cache, manifest, code)
    return last is not None and last.is_public


def _build_alone(request: BuildRequest) -> BuildResult:
    with build_lock(request.site):
        if request.clean:
            _forget(request.site)
        with Cache(request.site / FOLDER) as cache:
            result = _build(request, cache)
            return replace(result, notes=tuple(cache.notes))


def _forget(site: Path) -> None:
    """Delete what builds remember, but not which output files are ours."""
    for file in (site / FOLDER).glob("cache.sqlite*"):
        file.unlink()
    forget_bundles(site)


def _build(request: BuildRequest, cache: Cache) -> BuildResult:
    manifest = load_manifest(output_folder(request.site, request.output))
    snapshot, problems = take_snapshot(request.site, request.output, cache)
    code = code_digest()
    key = _key_of(request, code, snapshot, problems)
    last = _recall(cache, manifest, code)
    if last and not request.clean and _still_holds(last, key, request.now, manifest):
        if manifest.has_new_times:
            _keep_times(last, manifest, cache, code)
        return last.finished.result
    from ssg.commands.building.making import Workshop, make_site  # noqa: PLC0415 - see the module's head

    was_public = last is not None and last.is_public
    shop = Workshop(cache, manifest, snapshot, code, was_public)
    finished = make_site(request, shop, problems)
    if isinstance(finished, BuildResult):
        return finished
    again = replace(
        finished.result,
        diagnostics=tuple(d for d in finished.result.diagnostics if d.rule != "address-gone"),
        written=0,
        deleted=0,
        foreign=(),
    )
    is_public = not (request.drafts or request.future)
    left = digest_of_manifest(manifest.output)
    record = _Record(key, request.now, left, is_public, replace(finished, result=again))
    cache.put_record(_record_name(manifest), code + pickle.dumps(record))
    return finished.result


def _key_of(
    request: BuildRequest, code: Digest, snapshot: Snapshot, problems: tuple[Diagnostic, ...]
) -> Digest:
    """Return the digest of everything that a build depends on but the moment."""
    files = (*snapshot.files.values(), *snapshot.builtin_themes.values())
    seen = tuple((file.path, file.digest, file.builtin) for file in files)
    wanted = (request.drafts, request.future, request.strict)
    return digest_of(code, wanted, seen, len(problems))


def _still_holds(last: _Record, key: Digest, now: dt.datetime, manifest: Manifest) -> bool:
    """Tell whether the last build is what this one would make, and all its files are there."""
    changes_at = last.finished.changes_at
    return (
        last.key == key
        and not last.finished.is_wanting
        # Another build may have been killed since, and ended by the recovery of its journal.
        and last.manifest == digest_of_manifest(manifest.output)
        and last.made_at <= now
        and (changes_at is None or now < changes_at)
        and len(last.finished.paths) == len(manifest.files)
        and all(map(manifest.is_intact, last.finished.paths))
    )


def _recall(cache: Cache, manifest: Manifest, code: Digest) -> _Record | None:
    """Return what this very program remembers; another version may have other fields."""
    remembered = cache.get_record(_record_name(manifest))
    if remembered is None or not remembered.startswith(code):
        return None
    record = pickle.loads(remembered[len(code) :])  # noqa: S301 - our own cache
    return record if isinstance(record, _Record) else None


def _record_name(manifest: Manifest) -> str:
    return record_of_folder(manifest.output.name)


def _keep_times(last: _Record, manifest: Manifest, cache: Cache, code: Digest) -> None:
    """Remember the files of the last build with the times that they have now."""
    save_manifest(manifest.output, manifest.files)
    record = replace(last, manifest=digest_of_manifest(manifest.output))
    cache.put_record(_record_name(manifest), code + pickle.dumps(record))


def _refused(request: BuildRequest, why: str) -> Diagnostic:
    return Diagnostic(
        str(request.output), 0, 0, Level.ERROR, "output-folder",
        f"cannot build into this folder: {why}", "name another folder with --output",
    )  # fmt: skip
