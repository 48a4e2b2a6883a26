"""Making what has changed: snapshot to plan to files to output folder."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from ssg.check.gone import check_gone
from ssg.commands.building.build import BuildRequest, BuildResult, Finished
from ssg.commands.failures import WorldError
from ssg.commands.workers import workers
from ssg.disk.builtin import builtin_themes_folder
from ssg.disk.cache.damaged_pictures import LearntError, damaged_pictures, remember_damaged
from ssg.disk.cache.made_pictures import MadePictures
from ssg.disk.cache.store import FOLDER, Cache
from ssg.disk.guard import locator
from ssg.disk.publishing.manifest import Manifest
from ssg.disk.publishing.publish import Published, publish, why_made
from ssg.disk.publishing.refusal import OutputRefusedError
from ssg.disk.publishing.staging import MadeFile, Staged, Staging
from ssg.disk.search.index import SearchIndexes, published_index
from ssg.disk.snapshot import reader
from ssg.disk.written_templates import WrittenTemplates
from ssg.intake import Options
from ssg.memo import Memo
from ssg.model.diagnostic import Diagnostic, as_errors, has_errors, sort_diagnostics
from ssg.model.digest import Digest
from ssg.model.record import dataclass
from ssg.model.site import PlacedEntry, Site
from ssg.model.source import FileRef, Snapshot
from ssg.outputs import AnyOutput
from ssg.picturing import DamagedPicturesError, NotMadeError, name_of
from ssg.pipeline import Planned, make_outputs, plan_build
from ssg.render.failure import collapse_failures
from ssg.search import PublishedIndex, Searched, with_search

_NOT_WORTH_TELLING = 24
"""So few pictures are made before anybody wonders."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """What a build works with: the memory, the output as it is, the files as they are, the code.

    `was_public` tells that the output holds what readers may see: no drafts, nothing scheduled.
    """

    cache: Cache
    manifest: Manifest
    snapshot: Snapshot
    code: Digest
    was_public: bool

    def published_index(self) -> PublishedIndex | None:
        """Return the index of the search that lies in the output."""
        return published_index(self.manifest)


class _BrokenPageError(Exception):
    """A template failed while pages were made: nothing is published."""


def make_site(
    request: BuildRequest, shop: Workshop, found: Sequence[Diagnostic]
) -> Finished | BuildResult:
    """Plan the site, make what is not current, publish it.

    `found` are the problems of reading the files. Returns only a result where errors kept the site
    from being published.
    """
    with workers(request.jobs, request.executor) as staff:
        made = MadePictures(request.site)
        memo = Memo(shop.cache, shop.code, reader(request.site), staff, made)
        options = Options(request.now, request.drafts, request.future)
        planned = plan_build(shop.snapshot, memo, options)
        problems = [*found, *planned.diagnostics, *_gone(planned, shop)]
        if has_errors(_weighed(problems, request)):
            return _result(planned, _weighed(problems, request))
        searched = with_search(planned, memo, SearchIndexes(request.site), shop.published_index)
        planned = searched.planned
        problems += searched.diagnostics
        if has_errors(_weighed(problems, request)) or planned.plan is None:
            return _result(planned, _weighed(problems, request))
        paths = tuple(output.path for output in planned.plan.outputs)
        broken: list[Diagnostic] = []
        stage = partial(_stage, request, shop, searched, memo, broken)
        locate = locator(request.site, builtin_themes_folder())
        try:
            done = publish(stage, paths, shop.manifest, locate, shop.cache)
        except _BrokenPageError:
            done = None
        except DamagedPicturesError as error:
            raise _learnt(error, shop.cache) from error
        except NotMadeError as error:
            raise WorldError(str(error), error.fix) from error
        except OutputRefusedError as error:
            return _result(planned, (*problems, error.diagnostic))
    told = _weighed([*problems, *collapse_failures(broken)], request)
    if done is None or planned.site is None:
        return _result(planned, told)
    shop.cache.end_build(_bodies_and_threads(planned))
    made.keep_only({name_of(picture) for picture in planned.plan.pictures})
    result = _result(planned, told, len(paths), done)
    return Finished(result, paths, planned.site.changes_at, searched.is_wanting)


def _gone(planned: Planned, shop: Workshop) -> Iterable[Diagnostic]:
    """Return which addresses that readers had are gone, of a site that is otherwise sound."""
    if planned.plan is None or not shop.was_public or has_errors(planned.diagnostics):
        return ()
    paths = tuple(output.path for output in planned.plan.outputs)
    return check_gone(shop.manifest.files, paths, planned.plan.pages)


def changed_inputs(before: Mapping[str, Digest], output: AnyOutput) -> list[str]:
    """Return the names of what `output` is made from that differ from `before`."""
    return [name for name, digest in output.inputs if before.get(name) != digest]


def _learnt(error: DamagedPicturesError, cache: Cache) -> Exception:
    """Remember which pictures are damaged, and return what lets the build start over."""
    remember_damaged(cache, error.digests)
    if set(error.digests) <= set(damaged_pictures(cache)):
        return LearntError()
    message = f"{error}, and that cannot be remembered in {FOLDER}"
    return WorldError(message, "make that folder one that can be written to")


@dataclass(frozen=True, slots=True)
class _Press:
    """The pipeline's `Press`: the output folder as it is, and the staging folder.

    The files that `stays` names can be taken from nowhere but the output folder.
    """

    shop: Workshop
    staging: Staging
    makes_all: bool
    stays: frozenset[str]

    def is_current(self, path: str, key: Digest) -> bool:
        """Tell whether the file is on the disk as it would be made."""
        makes_anew = self.makes_all and path not in self.stays
        return not makes_anew and self.shop.manifest.is_current(path, key)

    def keep(self, output: AnyOutput, content: bytes | FileRef, digest: Digest) -> Staged:
        """Stage what was made, with the reason for it."""
        path, reason = output.planned.path, self._reason(output)
        return self.staging.add(MadeFile(path, content, digest, output.key, output.inputs, reason))

    def _reason(self, output: AnyOutput) -> str:
        """Tell why an output is made: its inputs compared with those of the last time."""
        manifest, path = self.shop.manifest, output.planned.path
        if path not in manifest.files:
            return "it is new"
        if manifest.files[path].key == output.key:
            return "the file was changed or removed by hand, or everything was made anew"
        _, before = why_made(self.shop.cache, manifest.output, path)
        return "changed: " + ", ".join(changed_inputs(dict(before), output))


def _stage(
    request: BuildRequest,
    shop: Workshop,
    searched: Searched,
    memo: Memo,
    broken: list[Diagnostic],
    staging: Staging,
) -> Iterator[Staged]:
    """Stage the outputs that are not current, collecting what is wrong with them in `broken`.

    Raises _BrokenPageError at its end, when all that is wrong is known.
    """
    planned = searched.planned
    pictures = {picture.path for picture in planned.plan.pictures} if planned.plan else set()
    # Another picture has another name.
    new = len(pictures if request.clean else pictures - shop.manifest.files.keys())
    made = 0
    press = _Press(shop, staging, request.clean, searched.earlier)
    for staged, problems in make_outputs(planned, memo, press, WrittenTemplates()):
        broken.extend(problems)
        if new > _NOT_WORTH_TELLING and staged.path in pictures:
            made += 1
            request.tell("making pictures", made, max(made, new))
        yield staged
    if has_errors(_weighed(broken, request)):
        raise _BrokenPageError


def _bodies_and_threads(planned: Planned) -> list[Digest]:
    """Return the keys of all heavy values that entries and conversations promise.

    Those of hidden ones too: a post may be scheduled for longer than what is not used is kept.
    """
    if planned.materials is None:
        return []
    bodies = [entry.body for entry in planned.materials.entries]
    return bodies + [conversation.thread for conversation in planned.materials.conversations]


def _weighed(diagnostics: Sequence[Diagnostic], request: BuildRequest) -> tuple[Diagnostic, ...]:
    return as_errors(diagnostics) if request.strict else tuple(diagnostics)


def _is_scheduled(placed: PlacedEntry, site: Site) -> bool:
    entry = placed.entry
    return not entry.draft and entry.date is not None and entry.date > site.now


def _result(
    planned: Planned,
    diagnostics: Sequence[Diagnostic],
    outputs: int = 0,
    done: Published | None = None,
) -> BuildResult:
    site = planned.site
    return BuildResult(
        diagnostics=sort_diagnostics(diagnostics),
        hidden=site.hidden if site else (),
        drafts=sum(placed.entry.draft for placed in site.entries) if site else 0,
        scheduled=sum(_is_scheduled(placed, site) for placed in site.entries) if site else 0,
        posts=len(site.posts) + len(site.unlisted) if site else 0,
        pages=len(site.pages) if site else 0,
        outputs=outputs,
        written=done.written if done else 0,
        deleted=done.deleted if done else 0,
        foreign=done.foreign if done else (),
    )
