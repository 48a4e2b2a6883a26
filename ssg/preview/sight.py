"""What the preview shows at one moment, as a value: every address, and what is wrong."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from ssg.model.diagnostic import Diagnostic, Level, has_errors
from ssg.model.output import Plan, PlannedCopy, PlannedPage
from ssg.model.site import PlacedEntry, Site
from ssg.model.view import RedirectRule, RedirectTableView
from ssg.pipeline import Planned
from ssg.text.addresses import address_of_output


@dataclass(frozen=True, slots=True)
class Sight:
    """A plan as it is shown, by address, with the problems of the files as they are now.

    `number` grows with each sight. `shown` is the last plan without errors (of the very first one
    its errors count for nothing, if only it has outputs); `diagnostics` may be newer than it.
    `is_whole` tells that nothing more will come of the files as they are.
    """

    number: int
    shown: Planned
    diagnostics: tuple[Diagnostic, ...] = ()
    is_whole: bool = True
    outputs: Mapping[str, PlannedPage | PlannedCopy] = field(default_factory=dict)
    entries: Mapping[str, PlacedEntry] = field(default_factory=dict)
    """What the site shows, by source."""
    redirects: tuple[RedirectRule, ...] = ()
    hidden: Mapping[str, str] = field(default_factory=dict)
    """The addresses of what readers do not see yet: "draft" or "scheduled"."""

    @property
    def base_path(self) -> str:
        """Return the path of the site's url, "/blog", or "" at a root."""
        return self.shown.site.settings.base_path if self.shown.site else ""

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """Return what keeps the site from being built."""
        return tuple(problem for problem in self.diagnostics if problem.level is Level.ERROR)

    def problems_of(self, source: str) -> tuple[Diagnostic, ...]:
        """Return what is wrong with the file `source`."""
        return tuple(problem for problem in self.diagnostics if source and problem.path == source)


def sight_of(planned: Planned, found: Iterable[Diagnostic], before: Sight | None) -> Sight:
    """Return the sight of a whole plan; `found` are the problems of reading the files.

    With errors in the content what `before` showed stays, if it showed anything.
    """
    number = before.number + 1 if before else 1
    diagnostics = (*found, *planned.diagnostics)
    is_blank = before is None or before.shown.plan is None
    if before and (planned.plan is None or (has_errors(diagnostics) and not is_blank)):
        return replace(before, number=number, diagnostics=diagnostics, is_whole=True)
    if planned.plan is None or planned.site is None:
        return Sight(number, planned, diagnostics)
    return Sight(
        number=number,
        shown=planned,
        diagnostics=diagnostics,
        outputs={address_of_output(output.path): output for output in planned.plan.outputs},
        entries={placed.entry.source: placed for placed in planned.site.entries},
        redirects=_redirects(planned.plan),
        hidden=dict(_hidden(planned.site)),
    )


def with_glance(sight: Sight, glanced: Planned, page: PlannedPage | None) -> Sight:
    """Return `sight` after a glance at one file: its page, if any, and its problems."""
    sight = replace(sight, number=sight.number + 1, diagnostics=glanced.diagnostics, is_whole=False)
    if page is None or glanced.site is None:
        return sight
    address = address_of_output(page.path)
    placed = next(p for p in glanced.site.entries if p.entry.source == page.origin)
    return replace(
        sight,
        shown=glanced,
        outputs={**sight.outputs, address: page},
        entries={**sight.entries, page.origin: placed},
    )


def status_of(placed: PlacedEntry, now: dt.datetime) -> str:
    """Return why readers do not see an entry, or not in lists: "draft", "scheduled", …, or ""."""
    entry = placed.entry
    if entry.draft:
        return "draft"
    if entry.date is not None and entry.date > now:
        return "scheduled"
    return "unlisted" if entry.unlisted else ""


def changed_assets(before: Sight, after: Sight) -> list[str]:
    """Return the addresses, as pages name them, of copied files whose content has changed."""
    return sorted(
        after.base_path + address
        for address, output in after.outputs.items()
        if isinstance(output, PlannedCopy)
        and isinstance(known := before.outputs.get(address), PlannedCopy)
        and known.file.digest != output.file.digest
    )


def _hidden(site: Site) -> Iterator[tuple[str, str]]:
    for placed in site.entries:
        status = status_of(placed, site.now)
        if status in {"draft", "scheduled"}:
            yield site.settings.base_path + placed.permalink, status


def _redirects(plan: Plan) -> tuple[RedirectRule, ...]:
    tables = (page.view for page in plan.pages if isinstance(page.view, RedirectTableView))
    return next((table.rules for table in tables), ())
