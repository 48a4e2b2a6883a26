"""What the preview shows at one moment, as a value: every address, and what is wrong."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace

from ssg.check.rules import Rules, rules_in
from ssg.model.diagnostic import Diagnostic, Level, has_errors
from ssg.model.digest import Digest
from ssg.model.output import AnyPlanned, Plan, PlannedCopy, PlannedPage
from ssg.model.record import dataclass
from ssg.model.view import Article, EntryView
from ssg.pipeline import Planned
from ssg.text.addresses import address_of_output


@dataclass(frozen=True, slots=True)
class Sight:
    """A plan as it is shown, by address, with the problems of the files as they are now.

    `number` grows with each sight. `shown` is the last plan without errors, or as long as there was
    none the last that has outputs; `diagnostics` may be newer than it.
    `is_whole` tells that nothing more will come of the files as they are.
    """

    number: int
    shown: Planned
    diagnostics: tuple[Diagnostic, ...] = ()
    is_whole: bool = True
    is_sound: bool = True
    """Whether `shown` is without errors."""
    outputs: Mapping[str, AnyPlanned] = field(default_factory=dict)
    addresses: Mapping[str, str] = field(default_factory=dict)
    """The address of each entry that is shown, by its source."""
    redirects: Rules = Rules()
    hidden: Mapping[str, str] = field(default_factory=dict)
    """The addresses of what readers do not see yet: "draft" or "scheduled"."""

    @property
    def base_path(self) -> str:
        """Return the path of the site's url, "/blog", or "" at a root."""
        return self.shown.settings.base_path if self.shown.settings else ""

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """Return what keeps the site from being built."""
        return tuple(problem for problem in self.diagnostics if problem.level is Level.ERROR)

    def problems_of(self, source: str) -> tuple[Diagnostic, ...]:
        """Return what is wrong with the file `source`."""
        return tuple(problem for problem in self.diagnostics if source and problem.path == source)


def sight_of(
    planned: Planned, found: Iterable[Diagnostic], before: Sight | None, *, is_whole: bool = True
) -> Sight:
    """Return the sight of a whole plan; `found` are the problems of reading the files.

    With errors in the content what `before` showed stays, if it showed anything.
    """
    number = before.number + 1 if before else 1
    diagnostics = (*found, *planned.diagnostics)
    is_sound = not has_errors(diagnostics)
    has_better = before is not None and before.shown.plan is not None and before.is_sound
    if before and (planned.plan is None or (not is_sound and has_better)):
        return replace(before, number=number, diagnostics=diagnostics, is_whole=is_whole)
    if planned.plan is None or planned.settings is None:
        return Sight(number, planned, diagnostics)
    entries = tuple(_articles(planned.plan))
    return Sight(
        number=number,
        shown=planned,
        diagnostics=diagnostics,
        is_whole=is_whole,
        is_sound=is_sound,
        outputs={address_of_output(output.path): output for output in planned.plan.outputs},
        addresses={article.source: article.url for article in entries},
        redirects=rules_in(planned.plan.pages),
        hidden={
            planned.settings.base_path + article.url: status
            for article in entries
            if (status := status_of(article)) in {"draft", "scheduled"}
        },
    )


def with_glance(sight: Sight, glanced: Planned, page: PlannedPage | None) -> Sight:
    """Return `sight` after a glance at one file: its page, if any, and its problems."""
    sight = replace(sight, number=sight.number + 1, diagnostics=glanced.diagnostics, is_whole=False)
    if page is None:
        return sight
    outputs = {**sight.outputs, address_of_output(page.path): page}
    return replace(sight, shown=glanced, outputs=outputs)


def with_theme(sight: Sight, glanced: Planned) -> Sight:
    """Return `sight` after a glance at its theme."""
    assets = glanced.theme.assets.values() if glanced.theme else ()
    files = {address: PlannedCopy(address.lstrip("/"), file) for file, address in assets}
    outputs = {**sight.outputs, **files}
    return replace(sight, number=sight.number + 1, shown=glanced, outputs=outputs, is_whole=False)


def status_of(article: Article) -> str:
    """Return why readers do not see an entry, or not in lists: "draft", "scheduled", …, or ""."""
    if article.draft:
        return "draft"
    if article.scheduled:
        return "scheduled"
    return "unlisted" if article.unlisted else ""


def changed_assets(before: Sight, after: Sight) -> list[str]:
    """Return the addresses, as pages name them, of copied files that came, went or changed."""
    known, now = dict(_copies(before)), dict(_copies(after))
    changed = {address for address, digest in now.items() if known.get(address) != digest}
    return sorted(after.base_path + address for address in changed | (known.keys() - now.keys()))


def _copies(sight: Sight) -> Iterator[tuple[str, Digest]]:
    for address, output in sight.outputs.items():
        if isinstance(output, PlannedCopy):
            yield address, output.file.digest


def _articles(plan: Plan) -> Iterator[Article]:
    return (page.view.entry for page in plan.pages if isinstance(page.view, EntryView))
