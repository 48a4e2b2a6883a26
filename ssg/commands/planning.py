"""The site as a build would make it now: planned, and nothing made; for verbs that only look."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from ssg.commands.building.build import BuildRequest
from ssg.commands.workers import workers
from ssg.disk.cache.store import FOLDER, Cache
from ssg.disk.code import code_digest
from ssg.disk.publishing.manifest import Manifest, load_manifest, output_folder
from ssg.disk.search.index import SearchIndexes, published_index
from ssg.disk.snapshot import reader, take_snapshot
from ssg.intake import Options
from ssg.memo import Memo
from ssg.model.diagnostic import Diagnostic
from ssg.model.record import dataclass
from ssg.outputs import AnyOutput
from ssg.pipeline import Planned, list_outputs, plan_build
from ssg.search import with_search


@dataclass(frozen=True, slots=True)
class PlannedBuild:
    """What a build would make, beside what the last one made; no outputs where there is no site."""

    planned: Planned
    outputs: tuple[AnyOutput, ...]
    diagnostics: tuple[Diagnostic, ...]
    manifest: Manifest
    cache: Cache
    memo: Memo


@contextmanager
def planned_build(request: BuildRequest) -> Iterator[PlannedBuild]:
    """Plan the site as `request` asks for it; the cache is open as long as the block runs."""
    with Cache(request.site / FOLDER) as cache, workers(request.jobs) as staff:
        manifest = load_manifest(output_folder(request.site, request.output))
        snapshot, problems = take_snapshot(request.site, request.output, cache)
        code = code_digest()
        memo = Memo(cache, code, reader(request.site), staff)
        planned = plan_build(snapshot, memo, Options(request.now, request.drafts, request.future))
        # A bundle that is lost is made again: it is part of what the output should be.
        last = partial(published_index, manifest)
        searched = with_search(planned, memo, SearchIndexes(request.site), last)
        planned = searched.planned
        outputs = () if planned.site is None else tuple(list_outputs(planned, code))
        told = (*problems, *planned.diagnostics, *searched.diagnostics)
        yield PlannedBuild(planned, outputs, told, manifest, cache, memo)
