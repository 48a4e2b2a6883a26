"""The whole build on one screen: the file to read first.

    snapshot ─parse─▶ entries ─assemble─▶ site ─plan─▶ plan ─render─▶ files
             (one file at a time)   (whole site)            (one output at a time)

`parse` and `render` are the cost, so only they are memoised and spread over workers: `parse` in the
store, `render` by the key of each output, which the last build left beside it. Everything else is
sorting and grouping. Nothing here touches the world: content is read through the snapshot, and the
caller writes what `make_outputs` yields.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import partial
from typing import Any, Generic, Protocol, TypeVar

from ssg.assemble.place import Materials, Placed, place_entries
from ssg.assemble.related import Likeness, compare_posts, posts_near
from ssg.assemble.site import assemble_site
from ssg.assemble.theme import assemble_theme
from ssg.assemble.theme_layer import ThemeLayer
from ssg.check.plan import check_plan, without_silenced
from ssg.check.theme_contrast import check_contrast
from ssg.intake import (
    Options,
    gather_materials,
    read_settings,
    theme_layers,
    without_services,
)
from ssg.memo import Memo
from ssg.model.comment import Thread
from ssg.model.diagnostic import Diagnostic, sort_diagnostics
from ssg.model.digest import Digest, Digester, digest_of, digest_of_bytes
from ssg.model.entry import Body
from ssg.model.output import Plan, PlannedCopy, PlannedPage, Rendered
from ssg.model.record import dataclass
from ssg.model.settings import Settings
from ssg.model.site import RelatedPost, Site
from ssg.model.source import FileRef, Snapshot
from ssg.model.theme import Theme
from ssg.plan.site import plan_site
from ssg.render.page import render_page
from ssg.work import Work, Workers, as_done, perform

_MANY = 5000
"""From so many pages on, templates that take longer to compile and less to fill are worth it."""
_SAMPLE = 100
_CHECKED_IN_THE_TIME_OF_A_POST = 40
"""So many pages are found to be current while one post is parsed."""
_COMPARED_IN_THE_TIME_OF_A_POST = 8
Input = tuple[str, Digest]
"""Something that an output is made from, by name."""
Page = TypeVar("Page", bound=PlannedPage | PlannedCopy)
Kept = TypeVar("Kept")
Kept_co = TypeVar("Kept_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Planned:
    """A site up to its plan. With nothing but diagnostics the settings were unreadable."""

    diagnostics: tuple[Diagnostic, ...]
    settings: Settings | None = None
    materials: Materials | None = None
    placed: Placed | None = None
    site: Site | None = None
    plan: Plan | None = None
    theme: Theme | None = None


def plan_build(snapshot: Snapshot, memo: Memo, options: Options) -> Planned:
    """Parse what is new, assemble the site, decide every output, check it all."""
    return with_checks(plan_unchecked(snapshot, memo, options))


def plan_unchecked(snapshot: Snapshot, memo: Memo, options: Options) -> Planned:
    """Do all of `plan_build` but the checks of the plan as a whole."""
    settings, problems = read_settings(snapshot, memo.read)
    if settings is None:
        return Planned(problems)
    if options.private:
        settings = without_services(settings)
    layers, layer_problems, themes = theme_layers(settings, snapshot, memo.read)
    parts = settings, layers, layer_problems, frozenset(themes)
    theme, theme_problems = memo.remembered("theme", _checked_theme, parts)
    materials, parse_problems = gather_materials(settings, snapshot, memo, options)
    placed = place_entries(materials)
    find_related = partial(memo.remembered, "related posts", partial(_related, memo.workers))
    site = assemble_site(materials, placed, find_related)
    plan = plan_site(site, theme)
    found = (*problems, *theme_problems, *parse_problems, *placed.diagnostics)
    heard = without_silenced(found, settings, materials.entries)
    return Planned(sort_diagnostics(heard), settings, materials, placed, site, plan, theme)


def _related(workers: Workers, posts: Sequence[Likeness]) -> dict[str, tuple[RelatedPost, ...]]:
    """Find the posts near to each post."""
    find = Work(posts, tuple, partial(posts_near, compare_posts(posts)), as_done, travels=False)
    found = perform(find, len(posts) // _COMPARED_IN_THE_TIME_OF_A_POST, workers)
    return {post.source: near for post, near in zip(posts, found, strict=True) if near}


def _checked_theme(
    parts: tuple[Settings, Sequence[ThemeLayer], Sequence[Diagnostic], frozenset[str]],
) -> tuple[Theme, tuple[Diagnostic, ...]]:
    """Fold the layers of a theme, and see whether words can be read in its colours."""
    theme, problems = assemble_theme(*parts)
    return theme, (*problems, *check_contrast(theme.decided))


def with_checks(planned: Planned) -> Planned:
    """Add what is wrong with the plan as a whole."""
    site, plan, theme = planned.site, planned.plan, planned.theme
    if site is None or plan is None or theme is None:
        return planned
    told = (*planned.diagnostics, *check_plan(site, plan, theme))
    return replace(planned, diagnostics=sort_diagnostics(told))


@dataclass(frozen=True, slots=True)
class Output(Generic[Page]):
    """An output and what it is made from: `inputs` by name, `key` the digest of them all."""

    planned: Page
    key: Digest
    inputs: tuple[Input, ...]


AnyOutput = Output[PlannedPage] | Output[PlannedCopy]


class Press(Protocol[Kept_co]):
    """Where outputs become files. It knows those that are there, and keeps those that are made."""

    def is_current(self, output: AnyOutput) -> bool:
        """Tell whether the file is there as it would be made."""
        ...

    def keep(self, output: AnyOutput, content: bytes | FileRef, digest: Digest) -> Kept_co:
        """Take the bytes of an output, or the file that is copied, and their digest."""
        ...


@dataclass(frozen=True, slots=True)
class _Base:
    """What every page is made from, whatever its view: names and digests."""

    inputs: tuple[Input, ...]
    digester: Digester = field(default_factory=Digester)


def list_outputs(planned: Planned, code: Digest) -> list[AnyOutput]:
    """Return every output with its key: equal keys, equal bytes."""
    if planned.plan is None or planned.theme is None:
        return []
    base = _base_of(planned.theme, code)
    return [
        *(_page_output(page, base) for page in planned.plan.pages),
        *(_copy_output(copy) for copy in planned.plan.copies),
    ]


def make_outputs(
    planned: Planned, memo: Memo, press: Press[Kept]
) -> Iterator[tuple[Kept, tuple[Diagnostic, ...]]]:
    """Make the outputs that are not current yet: copies, then pages, in the order of the plan.

    Yields what `press` makes of each, and what went wrong on the way.
    """
    if planned.plan is None or planned.theme is None:
        return
    for copy in map(_copy_output, planned.plan.copies):
        if not press.is_current(copy):
            yield press.keep(copy, copy.planned.file, copy.planned.file.digest), ()
    pages = planned.plan.pages
    base = _base_of(planned.theme, memo.code)
    make = Work(
        pages,
        load=partial(_load_stale, base, memo, press),
        do=partial(_render_chunk, planned.theme, len(pages) >= _MANY),
        keep=partial(_keep_chunk, press),
    )
    yield from perform(make, _weight(pages, base, press), memo.workers)


_Loaded = tuple[Output[PlannedPage], Mapping[Digest, Body | Thread]]


def _weight(pages: Sequence[PlannedPage], base: _Base, press: Press[Any]) -> int:
    """Return how much there is to make, as far as a sample of the pages tells."""
    sample = pages[:: max(1, len(pages) // _SAMPLE)]
    stale = sum(not press.is_current(_page_output(page, base)) for page in sample)
    return len(pages) * stale // len(sample) + len(pages) // _CHECKED_IN_THE_TIME_OF_A_POST


def _load_stale(
    base: _Base, memo: Memo, press: Press[Any], pages: Sequence[PlannedPage]
) -> list[_Loaded]:
    """Return those of `pages` that are not current, with the bodies and threads that they need."""
    outputs = (_page_output(page, base) for page in pages)
    stale = [output for output in outputs if not press.is_current(output)]
    needs = dict.fromkeys(key for output in stale for key in output.planned.needs)
    heavy = memo.heavy(list(needs))
    return [(output, {key: heavy[key] for key in output.planned.needs}) for output in stale]


def _render_chunk(
    theme: Theme,
    among_many: bool,  # noqa: FBT001 - `partial` gives it by place
    loaded: Sequence[_Loaded],
) -> list[tuple[Rendered, Digest]]:
    """Render pages and digest their bytes, where they are made."""
    rendered = (
        render_page(output.planned, heavy, theme, among_many=among_many) for output, heavy in loaded
    )
    return [(result, digest_of_bytes(result.content)) for result in rendered]


def _keep_chunk(
    press: Press[Kept], loaded: Sequence[_Loaded], done: Sequence[tuple[Rendered, Digest]]
) -> list[tuple[Kept, tuple[Diagnostic, ...]]]:
    return [
        (press.keep(output, result.content, digest), result.diagnostics)
        for (output, _), (result, digest) in zip(loaded, done, strict=True)
    ]


def _base_of(theme: Theme, code: Digest) -> _Base:
    return _Base((("program", code), ("theme", _digest_of_theme(theme))))


def _page_output(page: PlannedPage, base: _Base) -> Output[PlannedPage]:
    template = ("template", digest_of_bytes(page.template.encode()))
    inputs = (*base.inputs, template, *base.digester.digest_of_fields(page.view))
    parts = (page.path.encode("utf-8", "surrogatepass"), *(digest for _, digest in inputs))
    return Output(page, digest_of_bytes(b"".join(parts)), inputs)


def _copy_output(copy: PlannedCopy) -> Output[PlannedCopy]:
    return Output(copy, digest_of(copy.file.digest), (("file", copy.file.digest),))


def _digest_of_theme(theme: Theme) -> Digest:
    """Return the digest of what templates can see of a theme; its settings are in the views."""
    texts = tuple((name, file.text) for name, file in sorted(theme.templates.items()))
    assets = tuple((name, address) for name, (_, address) in sorted(theme.assets.items()))
    return digest_of(theme.name, texts, theme.strings, assets)
