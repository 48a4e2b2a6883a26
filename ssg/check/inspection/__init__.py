"""The whole site → problems that only `ssg check` looks for.

They would be noise in each build: what stands twice, what nothing uses, what leads round about.
"""

from collections.abc import Iterable, Iterator, Mapping

from ssg.check.inspection.changed import check_changed
from ssg.check.inspection.detours import check_detours
from ssg.check.inspection.hidden import check_hidden_targets
from ssg.check.inspection.identities import check_feed_identities
from ssg.check.inspection.media import check_media
from ssg.check.inspection.own import check_own_addresses
from ssg.check.inspection.twice import check_twice
from ssg.model.diagnostic import Diagnostic
from ssg.model.output import Plan, PlannedPage
from ssg.model.site import Site
from ssg.model.survey import Earlier, Survey
from ssg.model.theme import Theme
from ssg.model.view import RedirectView
from ssg.text.addresses import address_of_output


def inspect_site(
    planned: tuple[Site, Plan, Theme], surveys: Mapping[str, Survey], earlier: Iterable[Earlier]
) -> Iterator[Diagnostic]:
    """Return the problems of a site that was planned with drafts and scheduled posts.

    `surveys` are by the source of each entry, `earlier` the pages that readers had.
    """
    site, plan, theme = planned
    stubs = {
        page.path
        for page in plan.pages
        if isinstance(page, PlannedPage) and isinstance(page.view, RedirectView)
    }
    paths = {output.path for output in plan.outputs}
    real = frozenset(address_of_output(path) for path in paths - stubs)
    for survey in surveys.values():
        yield from survey.diagnostics
    yield from check_twice(site, surveys)
    yield from check_hidden_targets(site)
    yield from check_own_addresses(site, surveys, real | frozenset(map(address_of_output, stubs)))
    yield from check_media(site, theme, surveys)
    yield from check_detours(site, real, frozenset(map(address_of_output, stubs)))
    yield from check_feed_identities(site)
    yield from check_changed(site, plan, earlier)
