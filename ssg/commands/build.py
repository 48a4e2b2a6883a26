"""`ssg build`: the pipeline with the disk around it."""

import datetime as dt
import pickle
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ssg.commands.workers import workers
from ssg.disk.builtin import builtin_themes_folder
from ssg.disk.cache import FOLDER, Cache
from ssg.disk.code import code_digest
from ssg.disk.guard import locator
from ssg.disk.lock import build_lock
from ssg.disk.manifest import Manifest, load_manifest, output_folder
from ssg.disk.publish import MadeFile, Published, publish, why_made
from ssg.disk.refusal import OutputRefusedError, output_folder_problem
from ssg.disk.snapshot import reader, take_snapshot
from ssg.intake import Options
from ssg.memo import Memo
from ssg.model.diagnostic import Diagnostic, Level, as_errors, has_errors, sort_diagnostics
from ssg.model.digest import Digest, digest_of
from ssg.model.site import Hidden
from ssg.model.source import Snapshot
from ssg.pipeline import Made, Output, Planned, list_outputs, make_outputs, plan_build
from ssg.render.failure import collapse_failures


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What is to be built, where to, and for which moment. `jobs` 0 means one for each core."""

    site: Path
    output: Path
    now: dt.datetime
    drafts: bool = False
    future: bool = False
    jobs: int = 0
    executor: str = ""
    clean: bool = False
    strict: bool = False


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build did: counts of output files, what is hidden and why, what is wrong."""

    diagnostics: tuple[Diagnostic, ...]
    hidden: tuple[Hidden, ...] = ()
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
class _Record:
    """A finished build: until `changes_at` the same files give the same `paths`."""

    key: Digest
    made_at: dt.datetime
    changes_at: dt.datetime | None
    paths: tuple[str, ...]
    result: BuildResult


class _BrokenPageError(Exception):
    """A template failed while pages were made: nothing is published."""


def build_site(request: BuildRequest) -> BuildResult:
    """Make the output folder hold the site; with errors in the content it stays as it is.

    Raises LockedError, ExecutorError, ChangedWhileReadingError and OSError.
    """
    refusal = output_folder_problem(request.site, request.output)
    if refusal:
        return BuildResult((_refused(request, refusal),))
    with build_lock(request.site):
        if request.clean:
            forget(request.site)
        with Cache(request.site / FOLDER) as cache:
            result = _build(request, cache)
            return replace(result, notes=tuple(cache.notes))


def forget(site: Path) -> None:
    """Delete what builds remember, but not which output files are ours."""
    for file in (site / FOLDER).glob("cache.sqlite*"):
        file.unlink()


def _build(request: BuildRequest, cache: Cache) -> BuildResult:
    manifest = load_manifest(output_folder(request.site, request.output))
    snapshot, problems = take_snapshot(request.site, request.output, cache)
    code = code_digest()
    key = _key_of(request, code, snapshot, problems)
    last = _recall(cache, manifest)
    if last and not request.clean and _still_holds(last, key, request.now, manifest):
        return last.result
    with workers(request.jobs, request.executor) as staff:
        memo = Memo(cache, code, reader(request.site), staff)
        planned = plan_build(snapshot, memo, Options(request.now, request.drafts, request.future))
        found = (*problems, *planned.diagnostics)
        if has_errors(_weighed(found, request)) or planned.site is None:
            return _result(planned, _weighed(found, request))
        outputs = list_outputs(planned, code)
        made_problems: list[Diagnostic] = []
        made = _made_files(planned, outputs, memo, manifest, request, made_problems)
        try:
            done = _publish(made, outputs, manifest, request, cache)
        except _BrokenPageError:
            return _result(planned, _weighed((*found, *collapse_failures(made_problems)), request))
        except OutputRefusedError as error:
            return _result(planned, (*found, error.diagnostic))
    told = _weighed((*found, *collapse_failures(made_problems)), request)
    result = _result(planned, told, outputs, done)
    _remember(cache, manifest, key, request, planned, outputs, result)
    cache.end_build(key for output in outputs for key in getattr(output.planned, "needs", ()))
    return result


def _publish(
    made: Iterator[MadeFile],
    outputs: Sequence[Output],
    manifest: Manifest,
    request: BuildRequest,
    cache: Cache,
) -> Published:
    paths = [output.planned.path for output in outputs]
    locate = locator(request.site, builtin_themes_folder())
    return publish(made, paths, manifest, locate, cache)


def _made_files(
    planned: Planned,
    outputs: Sequence[Output],
    memo: Memo,
    manifest: Manifest,
    request: BuildRequest,
    problems: list[Diagnostic],
) -> Iterator[MadeFile]:
    """Make what is not current; raise _BrokenPageError at the end where a page failed."""
    stale = [
        output
        for output in outputs
        if request.clean or not manifest.is_current(output.planned.path, output.key)
    ]
    reason_of = _reasons(manifest, memo)
    for made in make_outputs(planned, stale, memo):
        problems.extend(made.diagnostics)
        yield _made_file(made, reason_of(made.output))
    if has_errors(_weighed(problems, request)):
        raise _BrokenPageError


def _made_file(made: Made, reason: str) -> MadeFile:
    output = made.output
    return MadeFile(output.planned.path, made.content, output.key, output.inputs, reason)


def _reasons(manifest: Manifest, memo: Memo) -> Callable[[Output], str]:
    """Return what tells why an output is made: its inputs compared with those of the last time."""
    cache = memo.store

    def reason_of(output: Output) -> str:
        path = output.planned.path
        if path not in manifest.files:
            return "it is new"
        if manifest.files[path].key == output.key:
            return "the file was changed or removed by hand, or everything was made anew"
        if not isinstance(cache, Cache):
            return ""
        _, before = why_made(cache, manifest.output, path)
        return "changed: " + ", ".join(changed_inputs(dict(before), output))

    return reason_of


def changed_inputs(before: dict[str, Digest], output: Output) -> list[str]:
    """Return the names of what `output` is made from that differ from `before`."""
    return [name for name, digest in output.inputs if before.get(name) != digest]


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
    return (
        last.key == key
        and last.made_at <= now
        and (last.changes_at is None or now < last.changes_at)
        and len(last.paths) == len(manifest.files)
        and all(map(manifest.is_intact, last.paths))
    )


def _recall(cache: Cache, manifest: Manifest) -> _Record | None:
    remembered = cache.get_record(_record_name(manifest))
    if remembered is None:
        return None
    try:
        record = pickle.loads(remembered)  # noqa: S301 - our own cache
    except (pickle.PickleError, AttributeError, ImportError, TypeError):
        return None  # written by another version
    return record if isinstance(record, _Record) else None


def _remember(  # noqa: PLR0913, PLR0917 - the parts of a record
    cache: Cache,
    manifest: Manifest,
    key: Digest,
    request: BuildRequest,
    planned: Planned,
    outputs: Sequence[Output],
    result: BuildResult,
) -> None:
    changes_at = planned.site.changes_at if planned.site else None
    paths = tuple(output.planned.path for output in outputs)
    again = replace(result, written=0, deleted=0, foreign=())
    record = _Record(key, request.now, changes_at, paths, again)
    cache.put_record(_record_name(manifest), pickle.dumps(record))


def _record_name(manifest: Manifest) -> str:
    return f"build of {manifest.output.name}"


def _result(
    planned: Planned,
    diagnostics: tuple[Diagnostic, ...],
    outputs: Sequence[Output] = (),
    done: Published | None = None,
) -> BuildResult:
    site = planned.site
    return BuildResult(
        diagnostics=sort_diagnostics(diagnostics),
        hidden=site.hidden if site else (),
        posts=len(site.posts) + len(site.unlisted) if site else 0,
        pages=len(site.pages) if site else 0,
        outputs=len(outputs),
        written=done.written if done else 0,
        deleted=done.deleted if done else 0,
        foreign=done.foreign if done else (),
    )


def _weighed(diagnostics: Sequence[Diagnostic], request: BuildRequest) -> tuple[Diagnostic, ...]:
    return as_errors(diagnostics) if request.strict else tuple(diagnostics)


def _refused(request: BuildRequest, why: str) -> Diagnostic:
    return Diagnostic(
        str(request.output), 0, 0, Level.ERROR, "output-folder",
        f"cannot build into this folder: {why}", "name another folder with --output",
    )  # fmt: skip
