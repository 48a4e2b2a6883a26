"""One entry or the theme anew, in a site that is otherwise as planned: what preview shows at once.

Planning a site again takes seconds where it has thousands of posts; the one page that its author is
looking at takes milliseconds. The plan that follows is the truth, and this is never more than that
page's own part of it: what lists and neighbours say of the entry stays as it was until then.
"""

from collections.abc import Sequence
from dataclasses import replace

from ssg.assemble.place import place_again
from ssg.assemble.theme import assemble_theme
from ssg.check.plan import without_silenced
from ssg.intake import entry_task, theme_layers
from ssg.memo import Memo
from ssg.model.diagnostic import Diagnostic, has_errors, sort_diagnostics
from ssg.model.entry import Entry
from ssg.model.output import PlannedPage
from ssg.model.site import PlacedEntry, Site
from ssg.model.source import FileRef, Snapshot
from ssg.pipeline import Planned
from ssg.plan.entries import plan_again
from ssg.text.addresses import output_path


def glance(planned: Planned, file: FileRef, memo: Memo) -> tuple[Planned, PlannedPage | None]:
    """Parse the entry `file` and plan its page again; return the plan with it, and the page.

    Without a page the entry cannot be shown so: it is new, has moved, or has errors, and then it
    stays as it was. The diagnostics are those of `planned` with the file's own ones, as far as they
    are known by now.
    """
    if planned.site is None or planned.materials is None or planned.placed is None:
        return planned, None
    task = entry_task(file, planned.site.settings)
    before = _entry_at(file.path, planned.site)
    if task is None or before is None:
        return planned, None
    (parsed,) = memo.perform([task])
    if parsed.entry is None:
        return _with_problems(planned, file.path, parsed.diagnostics, ()), None
    again = place_again(parsed.entry, before, planned.placed, planned.materials)
    if again is None:
        return _with_problems(planned, file.path, parsed.diagnostics, (parsed.entry,)), None
    placed, problems = again
    told = (*parsed.diagnostics, *problems)
    heard = _with_problems(planned, file.path, told, (placed.entry,))
    if has_errors(told):
        return heard, None
    site = _with_entry(planned.site, placed)
    return _with_page(replace(heard, site=site), placed, site)


def glance_at_theme(planned: Planned, snapshot: Snapshot, memo: Memo) -> Planned | None:
    """Put the theme's templates, words and files as they are now under the plan as it was.

    None where the plan itself depends on what has changed (settings, widgets) or the theme has
    errors: then it stays as it was.
    """
    before, settings = planned.theme, planned.settings
    if before is None or settings is None or planned.plan is None:
        return None
    layers = theme_layers(settings, snapshot, memo.read)
    theme, problems = assemble_theme(settings, *layers)
    if has_errors(problems) or (theme.settings, theme.widgets) != (before.settings, before.widgets):
        return None
    return replace(planned, theme=theme)


def _entry_at(source: str, site: Site) -> PlacedEntry | None:
    return next((placed for placed in site.entries if placed.entry.source == source), None)


def _with_page(
    planned: Planned, placed: PlacedEntry, site: Site
) -> tuple[Planned, PlannedPage | None]:
    """Put the entry's page into the plan; None where the plan has no page for it."""
    path = output_path(placed.permalink)
    if planned.plan is None:
        return planned, None
    pages = planned.plan.pages
    number = next((n for n, page in enumerate(pages) if page.path == path), None)
    page = None if number is None else plan_again(pages[number], placed, site)
    if number is None or page is None:
        return planned, None
    plan = replace(planned.plan, pages=(*pages[:number], page, *pages[number + 1 :]))
    return replace(planned, plan=plan), page


def _with_entry(site: Site, placed: PlacedEntry) -> Site:
    def with_it(entries: tuple[PlacedEntry, ...]) -> tuple[PlacedEntry, ...]:
        source = placed.entry.source
        return tuple(placed if entry.entry.source == source else entry for entry in entries)

    return replace(
        site, posts=with_it(site.posts), unlisted=with_it(site.unlisted), pages=with_it(site.pages)
    )


def _with_problems(
    planned: Planned, path: str, problems: Sequence[Diagnostic], entries: Sequence[Entry]
) -> Planned:
    """Replace what is said of the file `path`."""
    others = (problem for problem in planned.diagnostics if problem.path != path)
    heard = without_silenced(problems, planned.site.settings, entries) if planned.site else problems
    return replace(planned, diagnostics=sort_diagnostics((*others, *heard)))
