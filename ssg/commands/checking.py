"""The flow of a check on one screen: plan, look through texts and pages, judge, remember."""

import datetime as dt
import pickle
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ssg.check.inspection import Earlier, inspect_site
from ssg.check.inspection.pages import check_feed, check_ids_of_theme, ids_of_theme
from ssg.check.mending import mends_of_addresses
from ssg.check.plan import without_silenced
from ssg.commands.build import is_last_public
from ssg.commands.contacts import Contacts, contacts_of
from ssg.commands.specimens import Specimen, specimens
from ssg.commands.surveying import Surveyed, survey_texts
from ssg.commands.workers import workers
from ssg.deploy.keepsakes import recall_outputs
from ssg.disk.cache import FOLDER, Cache
from ssg.disk.code import code_digest
from ssg.disk.manifest import load_manifest, output_folder
from ssg.disk.snapshot import reader, take_snapshot
from ssg.intake import Options
from ssg.memo import Memo
from ssg.model.diagnostic import Diagnostic, sort_diagnostics
from ssg.model.digest import Digest, digest_of
from ssg.model.edit import Mend
from ssg.model.site import Site
from ssg.model.source import Snapshot
from ssg.model.survey import Survey
from ssg.model.view import EntryView, FeedView
from ssg.pipeline import Planned, plan_build

_RECORD = "check"
_NO_CONTACTS = Contacts((), "")


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """What is to be checked, and for which moment."""

    site: Path
    now: dt.datetime
    jobs: int = 0


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: problems, the number of entries, what pages ask others for.

    `mends` are the edits that need no look at the file: those of addresses.
    """

    diagnostics: tuple[Diagnostic, ...]
    entries: int = 0
    policy: str = ""
    hosts: tuple[str, ...] = ()
    mends: tuple[Mend, ...] = ()


@dataclass(frozen=True, slots=True)
class _Record:
    """What is remembered of a check, under the digest of all that it depended on."""

    key: Digest
    made_at: dt.datetime
    changes_at: dt.datetime | None
    checked: Checked


def check_site(request: CheckRequest) -> Checked:
    """Check the site with its drafts and scheduled posts; of an unchanged one only read the list.

    Nothing is written but what the cache remembers.
    """
    with Cache(request.site / FOLDER) as cache:
        output = request.site / "output"
        snapshot, problems = take_snapshot(request.site, output, cache)
        code = code_digest()
        earlier = list(_earlier(request.site, cache, code))
        key = _key_of(code, snapshot, problems, earlier)
        last = _recall(cache, code)
        if last and last.key == key and _still_holds(last, request.now):
            return last.checked
        with workers(request.jobs) as staff:
            memo = Memo(cache, code, reader(request.site), staff)
            planned = plan_build(snapshot, memo, Options(request.now, drafts=True, future=True))
            checked = _check(planned, snapshot, memo, problems, earlier)
        changes_at = planned.site.changes_at if planned.site else None
        record = _Record(key, request.now, changes_at, checked)
        cache.put_record(_RECORD, code + pickle.dumps(record))
        return checked


def _check(
    planned: Planned,
    snapshot: Snapshot,
    memo: Memo,
    problems: Iterable[Diagnostic],
    earlier: Iterable[Earlier],
) -> Checked:
    found = [*problems, *planned.diagnostics]
    if planned.site is None or planned.plan is None:
        return Checked(sort_diagnostics(found))
    site = planned.site
    surveyed = survey_texts(site, snapshot.files, memo)
    surveys = {source: each.survey for source, each in surveyed.items()}
    mends = list(mends_of_addresses(site, surveys))
    more = [mend.problem for mend in mends]
    more += inspect_site(site, planned.plan, surveys, earlier)
    shown = specimens(planned, memo)
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
    )


def _problems_of_pages(
    site: Site, surveys: Mapping[str, Survey], shown: Sequence[Specimen]
) -> Iterator[Diagnostic]:
    """Yield what is wrong with pages as they are rendered."""
    by_permalink = {placed.permalink: placed for placed in site.entries}
    ids: dict[str, frozenset[str]] = {}
    for specimen in shown:
        yield from specimen.diagnostics
        view = specimen.page.view
        if isinstance(view, EntryView) and (placed := by_permalink.get(view.url)):
            kind = placed.entry.kind.value
            if specimen.page.template == f"{kind}.html":
                ids[kind] = ids_of_theme(specimen.text, placed)
        elif isinstance(view, FeedView):
            yield from check_feed(specimen.page.path, specimen.text)
    yield from check_ids_of_theme(site, surveys, ids)


def _contacts(
    planned: Planned, surveyed: Mapping[str, Surveyed], shown: Sequence[Specimen], memo: Memo
) -> Contacts:
    """Return what the pages ask of other hosts."""
    if planned.site is None or planned.theme is None:
        return _NO_CONTACTS
    assets = {
        file.path: memo.read(file)
        for file, _ in planned.theme.assets.values()
        if file.path.endswith((".css", ".js"))
    }
    return contacts_of(planned.site, surveyed, shown, assets)


def _earlier(site: Path, cache: Cache, code: Digest) -> Iterator[Earlier]:
    """Yield the outputs that readers had, as far as this machine knows."""
    for noted in sorted((site / FOLDER / "deploy").glob("*/titles.json")):
        when = f"the last deploy to {noted.parent.name}"
        for path, described in recall_outputs(noted).items():
            yield Earlier(path, described.title, when)
    manifest = load_manifest(output_folder(site, site / "output"))
    if is_last_public(cache, manifest, code):
        for path in manifest.files:
            yield Earlier(path, "", "the last build")


def _key_of(
    code: Digest, snapshot: Snapshot, problems: Iterable[Diagnostic], earlier: Iterable[Earlier]
) -> Digest:
    """Return the digest of everything that a check depends on but the moment."""
    files = (*snapshot.files.values(), *snapshot.builtin_themes.values())
    seen = tuple((file.path, file.digest, file.builtin) for file in files)
    before = tuple((each.path, each.title, each.when) for each in earlier)
    return digest_of(code, seen, len(tuple(problems)), before)


def _still_holds(last: _Record, now: dt.datetime) -> bool:
    return last.made_at <= now and (last.changes_at is None or now < last.changes_at)


def _recall(cache: Cache, code: Digest) -> _Record | None:
    """Return what this very program remembers; another version may have other fields."""
    remembered = cache.get_record(_RECORD)
    if remembered is None or not remembered.startswith(code):
        return None
    record = pickle.loads(remembered[len(code) :])  # noqa: S301 - our own cache
    return record if isinstance(record, _Record) else None
