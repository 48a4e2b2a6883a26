"""The whole build on one screen: the file to read first.

    snapshot ─parse─▶ entries ─assemble─▶ site ─plan─▶ plan ─render─▶ files
             (one file at a time)   (whole site)            (one output at a time)

`parse` and `render` are the cost, so they are memoised and spread over workers: `parse` in the
store, `render` by the key of each output, which the last build left beside it. So are copies of
pictures, by their content (`picturing`). Of the rest, only comparing posts with each other is
spread, and remembered with the folded theme and its compiled templates. Everything else is sorting
and grouping. Nothing here touches the world: content is read through the snapshot, and pages go to
the `Press` of the caller.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

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
    in_theme,
    read_settings,
    theme_layers,
    without_services,
)
from ssg.memo import Memo
from ssg.model.comment import Thread
from ssg.model.diagnostic import Diagnostic, sort_diagnostics
from ssg.model.digest import Digest, digest_of_bytes
from ssg.model.entry import Body
from ssg.model.output import Plan, PlannedPage, Rendered
from ssg.model.record import dataclass
from ssg.model.settings import Settings
from ssg.model.site import RelatedPost, Site
from ssg.model.source import Snapshot
from ssg.model.theme import Theme
from ssg.outputs import AnyOutput, Keys, Output, output_of_copy, output_of_picture
from ssg.picturing import (
    Damaged,
    DamagedPicturesError,
    Press,
    copied,
    stale_pictures,
    work_on_pictures,
)
from ssg.plan.site import plan_site
from ssg.render.compiling.ahead import NOTHING, Ahead
from ssg.render.compiling.ready import ReadyTheme, ready_theme, worth_in_pages
from ssg.render.page import render_ready
from ssg.work import Work, Workers, as_done, perform

_SAMPLE = 100
_CHECKED_IN_THE_TIME_OF_A_POST = 40
"""So many pages are found to be current while one post is parsed."""
_COMPARED_IN_THE_TIME_OF_A_POST = 8
_PARSED_IN_THE_TIME_OF_A_PICTURE = 15
_COMPILED = 30
"""Compiling a template takes as long as parsing so many posts."""
Kept = TypeVar("Kept")


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
    settings = in_theme(settings, options.theme)
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


def list_outputs(planned: Planned, code: Digest) -> list[AnyOutput]:
    """Return every output with its key and what it is made from."""
    if planned.plan is None or planned.theme is None:
        return []
    keys = Keys(planned.theme, code)
    copies = (output_of_copy(copy, code) for copy in planned.plan.copies)
    pages = (keys.output_of(page, keys.key_of(page)) for page in planned.plan.pages)
    pictures = (output_of_picture(picture, code) for picture in planned.plan.pictures)
    return [*pages, *copies, *pictures]


def make_outputs(
    planned: Planned, memo: Memo, press: Press[Kept], ahead: Ahead = NOTHING
) -> Iterator[tuple[Kept, tuple[Diagnostic, ...]]]:
    """Make the outputs that are not current yet: copies, pages, pictures, as the plan has them.

    Yields what `press` makes of each, and what went wrong on the way. `ahead` are templates that
    came with the program as they were written. Raises DamagedPicturesError at the end where
    pictures could not be decoded.
    """
    if planned.plan is None or planned.theme is None:
        return
    for planned_copy in planned.plan.copies:
        copy = output_of_copy(planned_copy, memo.code)
        if not press.is_current(planned_copy.path, copy.key):
            yield press.keep(copy, *copied(planned_copy, memo.read)), ()
    pages = planned.plan.pages
    ready = ready_theme(
        planned.theme,
        worth_in_pages(pages),
        partial(memo.remembered_each, weight=_COMPILED),
        ahead,
    )
    find_stale = partial(_stale_pages, Keys(planned.theme, memo.code), press)
    make = Work(
        pages,
        load=lambda chunk: _with_heavy_parts(find_stale(chunk), memo),
        do=partial(_render_chunk, ready),
        keep=partial(_keep_chunk, press),
    )
    # What is found to be stale among a few tells how many there will be.
    sample = pages[:: max(1, len(pages) // _SAMPLE)]
    stale = len(pages) * len(find_stale(sample)) // max(1, len(sample))
    weight = stale + len(pages) // _CHECKED_IN_THE_TIME_OF_A_POST
    yield from perform(make, weight, memo.workers)
    yield from _make_pictures(planned.plan, memo, press)


def _make_pictures(
    plan: Plan, memo: Memo, press: Press[Kept]
) -> Iterator[tuple[Kept, tuple[Diagnostic, ...]]]:
    stale = stale_pictures(plan.pictures, memo.code, press)
    if not stale:
        return
    make = work_on_pictures(stale, memo.read, memo.made, press)
    damaged = []
    for kept in perform(make, len(stale) * _PARSED_IN_THE_TIME_OF_A_PICTURE, memo.workers):
        if isinstance(kept, Damaged):
            damaged.append(kept.digest)
        else:
            yield kept, ()
    if damaged:
        raise DamagedPicturesError(damaged)


def _stale_pages(
    keys: Keys, press: Press[Any], pages: Sequence[PlannedPage]
) -> list[Output[PlannedPage]]:
    """Return those of `pages` that are not there as they would be made."""
    keyed = ((page, keys.key_of(page)) for page in pages)
    return [
        keys.output_of(page, key) for page, key in keyed if not press.is_current(page.path, key)
    ]


_Loaded = tuple[Output[PlannedPage], Mapping[Digest, Body | Thread]]


def _with_heavy_parts(pages: Sequence[Output[PlannedPage]], memo: Memo) -> list[_Loaded]:
    """Return each page with the bodies and threads that it needs."""
    needs = list(dict.fromkeys(key for page in pages for key in page.planned.needs))
    heavy = memo.heavy(needs) if needs else {}
    return [(page, {key: heavy[key] for key in page.planned.needs}) for page in pages]


def _render_chunk(ready: ReadyTheme, loaded: Sequence[_Loaded]) -> list[tuple[Rendered, Digest]]:
    """Render pages and digest their bytes, where they are made."""
    rendered = (render_ready(output.planned, heavy, ready) for output, heavy in loaded)
    return [(result, digest_of_bytes(result.content)) for result in rendered]


def _keep_chunk(
    press: Press[Kept], loaded: Sequence[_Loaded], done: Sequence[tuple[Rendered, Digest]]
) -> list[tuple[Kept, tuple[Diagnostic, ...]]]:
    return [
        (press.keep(output, result.content, digest), result.diagnostics)
        for (output, _), (result, digest) in zip(loaded, done, strict=True)
    ]
