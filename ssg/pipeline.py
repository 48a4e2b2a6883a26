"""The whole build on one screen: the file to read first.

    snapshot ─parse─▶ entries ─assemble─▶ site ─plan─▶ plan ─render─▶ files
             (one file at a time)   (whole site)            (one output at a time)

`parse` and `render` are the cost, so only they are memoised and spread over workers: `parse` in the
store, `render` by the key of each output, which the last build left beside it. Everything else is
sorting and grouping. Nothing here touches the world: content is read through the snapshot, and the
caller writes what `make_outputs` yields.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice

from ssg.assemble.place import Materials, Placed, place_entries
from ssg.assemble.related import related_posts
from ssg.assemble.site import assemble_site
from ssg.assemble.theme import assemble_theme
from ssg.check.plan import check_plan, without_silenced
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
from ssg.model.settings import Settings
from ssg.model.site import Site
from ssg.model.source import FileRef, Snapshot
from ssg.model.theme import Theme
from ssg.plan.site import plan_site
from ssg.render.page import render_ready
from ssg.render.ready import ReadyTheme, ready_for_few, ready_for_many
from ssg.work import spread

_BATCH = 40
_MANY = 2000
"""From so many pages on, templates that take longer to compile and less to fill are worth it."""
Input = tuple[str, Digest]
"""Something that an output is made from, by name."""


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
    theme, theme_problems = assemble_theme(settings, *theme_layers(settings, snapshot, memo.read))
    materials, parse_problems = gather_materials(settings, snapshot, memo, options)
    placed = place_entries(materials)
    find_related = partial(memo.remembered, "related posts", related_posts)
    site = assemble_site(materials, placed, find_related)
    plan = plan_site(site, theme)
    found = (*problems, *theme_problems, *parse_problems, *placed.diagnostics)
    heard = without_silenced(found, settings, materials.entries)
    return Planned(sort_diagnostics(heard), settings, materials, placed, site, plan, theme)


def with_checks(planned: Planned) -> Planned:
    """Add what is wrong with the plan as a whole."""
    site, plan, theme = planned.site, planned.plan, planned.theme
    if site is None or plan is None or theme is None:
        return planned
    told = (*planned.diagnostics, *check_plan(site, plan, theme))
    return replace(planned, diagnostics=sort_diagnostics(told))


@dataclass(frozen=True, slots=True)
class Output:
    """An output and what it is made from: `inputs` by name, `key` the digest of them all."""

    planned: PlannedPage | PlannedCopy
    key: Digest
    inputs: tuple[Input, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """An output as it is to be written: its bytes, or the file that is copied."""

    output: Output
    content: bytes | FileRef
    digest: Digest
    diagnostics: tuple[Diagnostic, ...] = ()


def list_outputs(planned: Planned, code: Digest) -> list[Output]:
    """Return every output with its key: equal keys, equal bytes."""
    if planned.plan is None or planned.theme is None:
        return []
    digester = Digester()
    base = (("program", code), ("theme", _digest_of_theme(planned.theme)))
    return [
        *(_page_output(page, base, digester) for page in planned.plan.pages),
        *(_copy_output(copy) for copy in planned.plan.copies),
    ]


def make_outputs(planned: Planned, outputs: Sequence[Output], memo: Memo) -> Iterator[Made]:
    """Make `outputs`, those that are not as they should be yet: copies, then pages in order."""
    if planned.theme is None:
        return
    pages: list[Output] = []
    for output in outputs:
        if isinstance(output.planned, PlannedCopy):
            yield Made(output, output.planned.file, output.planned.file.digest)
        else:
            pages.append(output)
    loaded = _with_heavy_parts(pages, memo)
    make_ready = ready_for_many if len(pages) >= _MANY else ready_for_few
    ready = make_ready(planned.theme, _templates_of(pages), memo.remembered)
    render_chunk = partial(_render_chunk, ready)
    rendered = spread(render_chunk, loaded, len(pages), memo.workers)
    for output, (result, digest) in zip(pages, rendered, strict=True):
        yield Made(output, result.content, digest, result.diagnostics)


def _templates_of(pages: Iterable[Output]) -> list[str]:
    """Return the name of each template that `pages` are made of, once."""
    planned = (page.planned for page in pages)
    return list(dict.fromkeys(p.template for p in planned if isinstance(p, PlannedPage)))


_Loaded = tuple[PlannedPage, Mapping[Digest, Body | Thread]]


def _with_heavy_parts(pages: Iterable[Output], memo: Memo) -> Iterator[_Loaded]:
    """Return each page with the bodies and threads that it needs, a batch at a time."""
    remaining = (output.planned for output in pages if isinstance(output.planned, PlannedPage))
    while batch := list(islice(remaining, _BATCH)):
        heavy = memo.heavy(list(dict.fromkeys(key for page in batch for key in page.needs)))
        for page in batch:
            yield page, {key: heavy[key] for key in page.needs}


def _render_chunk(
    ready: ReadyTheme,
    pages: Sequence[_Loaded],
) -> list[tuple[Rendered, Digest]]:
    """Render pages and digest their bytes, where they are made."""
    rendered = (render_ready(page, heavy, ready) for page, heavy in pages)
    return [(result, digest_of_bytes(result.content)) for result in rendered]


def _page_output(page: PlannedPage, base: tuple[Input, ...], digester: Digester) -> Output:
    inputs = (*base, ("template", digest_of(page.template)), *digester.digest_of_fields(page.view))
    return Output(page, digest_of(page.path, *(digest for _, digest in inputs)), inputs)


def _copy_output(copy: PlannedCopy) -> Output:
    return Output(copy, digest_of(copy.file.digest), (("file", copy.file.digest),))


def _digest_of_theme(theme: Theme) -> Digest:
    """Return the digest of what templates can see of a theme; its settings are in the views."""
    texts = tuple((name, file.text) for name, file in sorted(theme.templates.items()))
    assets = tuple((name, address) for name, (_, address) in sorted(theme.assets.items()))
    return digest_of(theme.name, texts, theme.strings, assets)
