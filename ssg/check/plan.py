"""Everything that is checked before an output is written."""

from collections.abc import Iterable, Iterator

from ssg.check.addresses import check_collisions, check_names
from ssg.check.answers import check_answers
from ssg.check.languages import check_languages
from ssg.check.links import check_links
from ssg.check.pictures import check_pictures
from ssg.check.podcast import check_podcast
from ssg.check.redirects import check_identities, check_redirects
from ssg.check.settings import check_settings
from ssg.check.short_texts import check_short_texts
from ssg.check.silence import is_heard
from ssg.check.templates import check_root, check_templates
from ssg.check.terms import check_terms
from ssg.check.theme_files import check_theme_files
from ssg.check.theme_templates import check_theme_templates
from ssg.model.diagnostic import Diagnostic
from ssg.model.entry import Entry
from ssg.model.output import Plan
from ssg.model.settings import Settings
from ssg.model.site import Site
from ssg.model.theme import Theme
from ssg.text.addresses import address_of_output


def check_plan(site: Site, plan: Plan, theme: Theme) -> Iterator[Diagnostic]:
    """Return the problems of the plan, but for those that the author has switched off."""
    entries = (placed.entry for placed in site.entries)
    yield from without_silenced(_problems(site, plan, theme), site.settings, entries)


def _problems(site: Site, plan: Plan, theme: Theme) -> Iterator[Diagnostic]:
    yield from check_collisions(plan)
    yield from check_names(plan)
    if theme.is_whole:
        yield from _problems_of_theme(site, plan, theme)
    served = frozenset(address_of_output(output.path) for output in plan.outputs)
    yield from check_links(site, served)
    yield from check_pictures(site)
    yield from check_short_texts(site, served)
    yield from check_redirects(site, served)
    yield from check_identities(site)
    yield from check_terms(site)
    yield from check_settings(site.settings, served)
    yield from check_answers(site)
    yield from check_podcast(site)
    copied = {f"/{path}" for path in site.copies}
    yield from check_theme_files(site.settings, theme.decided, copied, served)


def _problems_of_theme(site: Site, plan: Plan, theme: Theme) -> Iterator[Diagnostic]:
    yield from check_root(site, plan, theme)
    yield from check_templates(site, theme)
    yield from check_theme_templates(plan, theme)
    yield from check_languages(site, theme)


def without_silenced(
    problems: Iterable[Diagnostic], settings: Settings, entries: Iterable[Entry]
) -> Iterator[Diagnostic]:
    """Return `problems` but for warnings and advice that the author has switched off."""
    off_by_path = {entry.source: entry.rules_off for entry in entries if entry.rules_off}
    return (each for each in problems if is_heard(each, settings.rules_off, off_by_path))
