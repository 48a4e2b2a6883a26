"""The built site as it answers old addresses: planned anew, and compared with what is there."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

from ssg.check.old_addresses import Ground, host_of
from ssg.check.rules import rules_in
from ssg.check.verdicts import Answers
from ssg.check.wording import ids_in, letters_of_page
from ssg.commands.building.build import BuildRequest
from ssg.commands.planning import PlannedBuild, planned_build
from ssg.disk.native import file_name
from ssg.disk.publishing.manifest import Manifest
from ssg.model.diagnostic import Diagnostic, Level, has_errors
from ssg.model.output import PlannedPage
from ssg.model.record import dataclass
from ssg.model.site import Site
from ssg.model.view import EntryView, PlainView, RedirectView
from ssg.outputs import AnyOutput
from ssg.pipeline import Planned
from ssg.plan.redirects import OLD_ADDRESSES
from ssg.text.addresses import address_of_output, normal_address

_PAGES_KEPT = 256


@dataclass(frozen=True, slots=True)
class BuiltPages:
    """The pages of the output folder: their ids, their letters, their texts, by path."""

    ids_of: Callable[[str], frozenset[str]]
    letters_of: Callable[[str], str]
    text_of: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class BuiltSite:
    """A site whose output folder holds what its content says, ready to be asked."""

    site: Site
    pages: tuple[PlannedPage, ...]
    paths: tuple[str, ...]
    built: BuiltPages
    hidden: Mapping[str, str]

    @property
    def addresses(self) -> Iterator[str]:
        """Yield every address that is served, and forwards nowhere."""
        stubs = {page.path for page in self.pages if isinstance(page.view, RedirectView)}
        return (address_of_output(path) for path in self.paths if path not in stubs)

    @property
    def titles(self) -> Mapping[str, str]:
        """Return the title of each post and page by the path of its output."""
        return {
            page.path: page.view.entry.title
            for page in self.pages
            if isinstance(page.view, EntryView)
        }


def load_built_site(request: BuildRequest) -> BuiltSite | tuple[Diagnostic, ...]:
    """Return the site as it is built; why it cannot be verified where it is not built as it is."""
    with planned_build(request) as build:
        return built_site_of(build)


def built_site_of(build: PlannedBuild) -> BuiltSite | tuple[Diagnostic, ...]:
    """Return the planned site as it is built; why it cannot be asked where it is not."""
    planned, outputs = build.planned, build.outputs
    if has_errors(build.diagnostics):
        return tuple(problem for problem in build.diagnostics if problem.level is Level.ERROR)
    unbuilt = _not_built(outputs, build.manifest)
    if unbuilt or planned.site is None or planned.plan is None:
        return (unbuilt,) if unbuilt else ()
    return BuiltSite(
        planned.site,
        planned.plan.pages,
        tuple(output.planned.path for output in outputs),
        _built_pages(build.manifest.output.root),
        _hidden(planned),
    )


def _not_built(outputs: Iterable[AnyOutput], manifest: Manifest) -> Diagnostic | None:
    """Return why the output folder is not what a build would make of the content now."""
    name = manifest.output.name
    if not manifest.files:
        return _build_first(f"there is no built site in {name}/")
    expected = {output.planned.path: output for output in outputs}
    different = [
        path for path, output in expected.items() if not manifest.is_current(path, output.key)
    ]
    different += [path for path in manifest.files if path not in expected]
    if not different:
        return None
    files = f"{len(different):,} files differ, " if len(different) > 1 else ""
    first = f"{files}such as {different[0]}" if files else f"{different[0]} differs"
    return _build_first(f"{name}/ is not what the content says now: {first}")


def _build_first(message: str) -> Diagnostic:
    return Diagnostic(
        "", 0, 0, Level.ERROR, "not-built", message, "build first: `ssg build`, then verify again"
    )


def answers_of(built: BuiltSite, old_addresses: Iterable[str]) -> Answers:
    """Return what the site answers; `old_addresses` are whole ones that the old blog had."""
    stubs = {page.path: page.view.to for page in built.pages if isinstance(page.view, RedirectView)}
    return Answers(
        files=frozenset(built.paths) - stubs.keys(),
        stubs=stubs,
        rules=rules_in(built.pages),
        ids_of=built.built.ids_of,
        ground=ground_of(built.site, old_addresses),
        hidden=built.hidden,
        has_map=OLD_ADDRESSES in built.paths,
        leads_up=any(
            isinstance(page.view, PlainView) and page.view.leads_up for page in built.pages
        ),
    )


def ground_of(site: Site, old_addresses: Iterable[str]) -> Ground:
    """Return which hosts count as the site: its own, and those it had before."""
    settings = site.settings
    guids = (placed.entry.guid for placed in site.entries)
    hosts = {host_of(address) for address in (settings.url, *guids, *old_addresses)}
    return Ground(frozenset(hosts - {""}), unquote(settings.base_path))


def _hidden(planned: Planned) -> dict[str, str]:
    """Return the files of entries that are not built by the addresses they would have."""
    if planned.site is None or planned.materials is None:
        return {}
    reasons = {entry.source: entry.reason for entry in planned.site.hidden}
    built = {placed.entry.source for placed in planned.site.entries}
    return {
        normal_address(entry.permalink): f"{entry.source} ({reasons[entry.source]})"
        for entry in planned.materials.entries
        if entry.permalink and entry.source in reasons and entry.source not in built
    }


def _built_pages(root: str) -> BuiltPages:
    def text_of(path: str) -> str:
        return Path(file_name(root, path)).read_bytes().decode("utf-8", "replace")

    return BuiltPages(
        lru_cache(_PAGES_KEPT)(lambda path: ids_in(text_of(path))),
        lru_cache(_PAGES_KEPT)(lambda path: letters_of_page(text_of(path))),
        text_of,
    )
