"""`ssg deploy` from its options to what it tells."""

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ssg.commands.building.verb import moment_for, why_hidden
from ssg.commands.deploying.after import announce, verify
from ssg.commands.deploying.failures import with_failures
from ssg.commands.deploying.flow import (
    Deployment,
    Prepared,
    build_for_readers,
    carry_out,
    find_target,
    keep_what_is_shown,
    prepare,
    progress_of,
)
from ssg.commands.outcome import CONTENT_HAS_ERRORS, WORLD_FAILED, Outcome, Tell
from ssg.commands.talking import Talk
from ssg.deploy.after.asking import WAITING, Waiting
from ssg.deploy.guards import Allowed
from ssg.deploy.listing import deed_of, lines_of, named, summary_of
from ssg.deploy.model import PATIENT, Keys, Patience
from ssg.deploy.releases import CURRENT, Releases
from ssg.deploy.story import sentence_of
from ssg.deploy.target_kinds import cautions
from ssg.disk.publishing.lock import deploy_lock
from ssg.model.diagnostic import Diagnostic
from ssg.model.record import dataclass
from ssg.model.site import Hidden

_SHOWN = 20
_NOTHING_SENT = "nothing was deployed"


@dataclass(frozen=True, slots=True)
class DeployOptions:
    """What the author has said beside the target: how far to go, and what is meant."""

    allowed: Allowed
    dry_run: bool = False
    yes: bool = False
    verify: bool = False
    waiting: Waiting = WAITING


def run(  # noqa: PLR0913 - one for each option
    site_folder: Path,
    *,
    tell: Tell,
    talk: Talk,
    target: str | None,
    dry_run: bool,
    yes: bool,
    verify: bool,
    adopt: bool,
    allow_lost: bool,
    allow_deletes: bool,
    patience: Patience = PATIENT,
    waiting: Waiting = WAITING,
) -> Outcome:
    """Build the site, tell what would change at the target, and change it when that is wanted."""

    def act() -> Outcome:
        found = find_target(site_folder, target, dict(os.environ), patience)
        if not isinstance(found, Deployment):
            return Outcome(found, upshot=_NOTHING_SENT, exit_code=CONTENT_HAS_ERRORS)
        off = frozenset(found.settings.rules_off)
        allowed = Allowed(adopt, allow_lost, allow_deletes, off)
        options = DeployOptions(allowed, dry_run, yes, verify, waiting)
        return with_failures(found.place, lambda: _deployed(found, options, tell, talk))

    return with_failures("", act)


def _deployed(found: Deployment, options: DeployOptions, tell: Tell, talk: Talk) -> Outcome:
    """Build, compare, ask and send. Raises DeployError and LockedError."""
    now = moment_for(found.site, None)
    with deploy_lock(found.site):
        built = build_for_readers(found.site, now)
        if built.has_failed:
            return Outcome(built.diagnostics, upshot=_NOTHING_SENT)
        prepared = prepare(found, now, options.allowed)
        # A build tells of every address that is gone; a deploy refuses those that readers know.
        found_by_build = (each for each in built.diagnostics if each.rule != "address-gone")
        problems = (*found_by_build, *prepared.refusals)
        outcome = _without_sending(found, prepared, problems, dry_run=options.dry_run)
        if outcome is not None:
            is_whole = prepared.is_done and not options.dry_run
            outcome = replace(outcome, lines=(*outcome.lines, *_at_home(built.hidden)))
            return _seen(outcome, found, prepared, options, tell) if is_whole else outcome
        talk.show((*_plan_lines(found, prepared, _SHOWN), *_at_home(built.hidden)))
        fix = "add --yes to deploy without being asked, or --dry-run to look only"
        if not options.yes and not talk.confirm("Deploy this?", fix):
            return Outcome(problems, lines=("Nothing was deployed.",))
        outcome = _sent(found, prepared, problems, tell)
        outcome = _seen(outcome, found, prepared, options, tell)
        told = tuple(announce(found, prepared, options.waiting))
        return replace(outcome, notes=(*outcome.notes, *told))


def _seen(
    outcome: Outcome, found: Deployment, prepared: Prepared, options: DeployOptions, tell: Tell
) -> Outcome:
    """Return `outcome` with what readers see, where the author wants to know."""
    if not options.verify:
        return outcome
    wrong = verify(found, prepared, tell, options.waiting)
    if not wrong:
        line = "Readers see it as it was sent: the living site was asked."
        return replace(outcome, lines=(*outcome.lines, line))
    problems = (*outcome.diagnostics, *wrong)
    return replace(outcome, diagnostics=problems, exit_code=WORLD_FAILED)


def _at_home(hidden: Sequence[Hidden]) -> tuple[str, ...]:
    """Return which entries readers must not see yet, and why: who looks for one finds it here."""
    left = [f"{each.source} ({why_hidden(each)})" for each in hidden if each.reason != "unlisted"]
    return (f"Stays at home: {named(left)}",) if left else ()


def _without_sending(
    found: Deployment, prepared: Prepared, problems: Sequence[Diagnostic], *, dry_run: bool
) -> Outcome | None:
    """Return what to tell where nothing is to be sent, and None where something is."""
    report = _report(prepared, prepared.remote.release, 0)
    notes = _notes(prepared, found.keys)
    if prepared.is_done:
        if not dry_run:
            keep_what_is_shown(found, prepared)
        line = f"Nothing to do: {found.place} is as the site was built."
        return Outcome(tuple(problems), lines=(line,), notes=notes, report=report)
    lines = _plan_lines(found, prepared, None)
    if prepared.refusals:
        shown = lines if dry_run else (*lines[:1], summary_of(prepared.difference))
        return Outcome(tuple(problems), shown, notes, upshot=_NOTHING_SENT, report=report)
    if dry_run:
        lines = (*lines, "This was a dry run: nothing was deployed.")
        return Outcome(tuple(problems), lines, notes, report=report)
    return None


def _sent(
    found: Deployment, prepared: Prepared, problems: Sequence[Diagnostic], tell: Tell
) -> Outcome:
    uploads = prepared.difference.uploads
    progress = progress_of(found, len(uploads), tell)
    release = carry_out(found, prepared, moment_for(found.site, None), progress)
    size = sum(file.size for file in uploads)
    lines = (
        f"Deployed to {found.place}: {deed_of(prepared.difference) or 'ended what was cut off'}.",
        f"Readers see it at {found.settings.url}",
        *_where_to_look(found, prepared),
    )
    return Outcome(
        tuple(problems),
        lines,
        _notes(prepared, found.keys),
        report=_report(prepared, release, size),
    )


def _where_to_look(found: Deployment, prepared: Prepared) -> tuple[str, ...]:
    """Return, after the first deploy, which folder the web server has to show."""
    if prepared.remote.release or not isinstance(found.target, Releases):
        return ()
    folder = f"{found.keys['to']}".rstrip("/")
    return (f"Once, let the web server show the folder {folder.rpartition(':')[2]}/{CURRENT}",)


def _plan_lines(found: Deployment, prepared: Prepared, most: int | None) -> tuple[str, ...]:
    if prepared.difference.is_empty:
        words = "all has arrived; the last deploy was cut off at its very end, and is to be ended"
        return (f"To {found.place}: {words}.",)
    return (
        f"To {found.place}: {sentence_of(prepared.story)}.",
        *lines_of(prepared.difference, most),
    )


def _notes(prepared: Prepared, keys: Keys) -> tuple[str, ...]:
    difference = prepared.difference
    notes = [*cautions(keys), *(() if prepared.is_done else prepared.notes)]
    if difference.by_hand and not prepared.remote.was_cut_off:
        changed = named(difference.by_hand)
        notes.append(f"changed or removed at the target by other hands, and mended: {changed}")
    if difference.foreign:
        notes.append(f"left alone, for ssg did not put them there: {named(difference.foreign)}")
    return tuple(notes)


def _report(prepared: Prepared, release: str, uploaded: int) -> dict[str, object]:
    difference, posts = prepared.difference, prepared.story.posts
    return {
        "new": len(difference.new),
        "changed": len(difference.changed),
        "deleted": len(difference.deleted),
        "unchanged": len(difference.unchanged),
        "posts": {
            "new": list(posts.new),
            "changed": list(posts.changed),
            "removed": list(posts.removed),
        },
        "lost_addresses": list(prepared.story.lost),
        "uploaded_bytes": uploaded,
        "release": release,
    }
