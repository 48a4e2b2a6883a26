"""What a check does where something has changed: plan, look through texts and pages, judge."""

import datetime as dt
import pickle
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from ssg.check.inspection import inspect_site
from ssg.check.inspection.pages import check_feed, check_ids_of_theme, ids_of_theme
from ssg.check.mending import mends_of_addresses
from ssg.check.outward.gathering import outward_of
from ssg.check.plan import without_silenced
from ssg.commands.checking.contacts import Contacts, contacts_of
from ssg.commands.checking.flow import Checked, CheckRequest
from ssg.commands.checking.specimens import Specimen, specimens
from ssg.commands.checking.surveying import Surveyed, survey_comments, survey_texts
from ssg.commands.workers import workers
from ssg.deploy.headers.origins import source_of
from ssg.deploy.headers.policy import PageNeeds, scan_file
from ssg.disk.cache.store import Cache
from ssg.disk.snapshot import reader
from ssg.intake import Options
from ssg.memo import Memo
from ssg.model.diagnostic import Diagnostic, has_errors, sort_diagnostics
from ssg.model.digest import Digest
from ssg.model.edit import Mend
from ssg.model.record import dataclass
from ssg.model.site import Site
from ssg.model.source import FileRef, Snapshot
from ssg.model.survey import Earlier, Survey
from ssg.model.view import EntryView, FeedView
from ssg.pipeline import Planned, plan_build
from ssg.text.players import player_of

_NO_CONTACTS = Contacts((), "")
_SCANNED = (".html", ".htm", ".svg", ".css", ".js", ".mjs")


@dataclass(frozen=True, slots=True)
class Ground:
    """What a check stands on: the files as they are, what is wrong with them, what readers had."""

    snapshot: Snapshot
    problems: tuple[Diagnostic, ...]
    earlier: tuple[Earlier, ...]


def inspect(
    request: CheckRequest, ground: Ground, cache: Cache, code: Digest
) -> tuple[Checked, dt.datetime | None]:
    """Check the site, and return also until when the same files are told the same."""
    with workers(request.jobs) as staff:
        memo = Memo(cache, code, reader(request.site), staff)
        options = Options(request.now, drafts=True, future=True)
        planned = plan_build(ground.snapshot, memo, options)
        checked = look_through(planned, ground, memo)
    return checked, planned.site.changes_at if planned.site else None


def look_through(planned: Planned, ground: Ground, memo: Memo) -> Checked:
    """Look through the texts and pages of a site that is planned, beside what is known of it."""
    found = [*ground.problems, *planned.diagnostics]
    if planned.site is None or planned.plan is None or planned.theme is None:
        return Checked(sort_diagnostics(found))
    site = planned.site
    surveyed = survey_texts(site, ground.snapshot.files, memo)
    surveys = {source: each.survey for source, each in surveyed.items()}
    told = list(mends_of_addresses(site, surveys))
    mends = [Mend(problem, edit) for problem, edit in told if edit]
    more = [problem for problem, _ in told]
    more += inspect_site((site, planned.plan, planned.theme), surveys, ground.earlier)
    more += survey_comments(site, ground.snapshot.files, memo)
    shown = specimens(planned, memo, _marks(site, surveyed))
    if not has_errors(found):  # As in a build: what is wrong already may be why a page fails.
        more += dict.fromkeys(problem for specimen in shown for problem in specimen.diagnostics)
    more += _problems_of_pages(site, surveys, shown)
    contacts = _contacts(planned, surveyed, shown, memo)
    more += contacts.diagnostics
    entries = [placed.entry for placed in site.entries]
    heard = list(without_silenced(more, site.settings, entries))
    kept = frozenset(heard)
    return Checked(
        sort_diagnostics((*found, *heard)),
        len(entries),
        contacts.policy,
        contacts.hosts,
        tuple(mend for mend in mends if mend.problem in kept),
        pickle.dumps(outward_of(site, surveys)),
    )


def _problems_of_pages(
    site: Site, surveys: Mapping[str, Survey], shown: Sequence[Specimen]
) -> Iterator[Diagnostic]:
    """Yield what is wrong with pages as they are rendered."""
    by_permalink = {placed.permalink: placed for placed in site.entries}
    ids: dict[str, frozenset[str]] = {}
    for specimen in shown:
        view = specimen.page.view
        if isinstance(view, EntryView) and (placed := by_permalink.get(view.url)):
            kind = placed.entry.kind.value
            if specimen.page.template == f"{kind}.html":
                ids.setdefault(kind, ids_of_theme(specimen.text, placed))
        elif isinstance(view, FeedView):
            yield from check_feed(specimen.page.path, specimen.text)
    yield from check_ids_of_theme(site, surveys, ids)


def _marks(site: Site, surveyed: Mapping[str, Surveyed]) -> dict[str, set[str]]:
    """Return what texts have in them that a page may need a script for, by their addresses."""
    marks: dict[str, set[str]] = {}
    for placed in site.entries:
        known = surveyed.get(placed.entry.source)
        found = {f"<{name}>" for name in known.elements} if known else set()
        for shown in placed.cards:
            if shown.card and shown.card.tells:
                player = player_of(shown.service, shown.address)
                found |= {f"card {shown.service}", f"player {source_of(player)}"}
            if shown.picture:
                found.add(f"picture {source_of(shown.picture.url)}")
        lead = placed.picture, placed.audio
        found |= {f"lead {source_of(address.url)}" for address in lead if address}
        marks[placed.permalink] = found
    return marks


def _contacts(
    planned: Planned, surveyed: Mapping[str, Surveyed], shown: Sequence[Specimen], memo: Memo
) -> Contacts:
    """Return what the pages ask of other hosts."""
    if planned.site is None or planned.plan is None or planned.theme is None:
        return _NO_CONTACTS
    assets = {
        file.path: memo.read(file)
        for file, _ in planned.theme.assets.values()
        if file.path.endswith((".css", ".js"))
    }
    copies = [copy for copy in planned.plan.copies if copy.path.lower().endswith(_SCANNED)]
    of_copies = memo.remembered_each(
        "policy of a file",
        partial(_needs_of_copy, {copy.path: copy.file for copy in copies}, memo),
        [(copy.path, copy.file.digest) for copy in copies],
        weight=1,
    )
    return contacts_of(planned.site, surveyed, shown, assets, of_copies)


def _needs_of_copy(
    files: Mapping[str, FileRef], memo: Memo, subject: tuple[str, Digest]
) -> PageNeeds:
    path, _ = subject
    return scan_file(path, memo.read(files[path]))
