"""`ssg schedule` from its options to what it tells: what comes out when, and what lets it."""

import datetime as dt
import os
from collections.abc import Mapping
from pathlib import Path

from ssg.commands.building.build import BuildRequest
from ssg.commands.building.verb import moment_for
from ssg.commands.clock import in_zone
from ssg.commands.deploying.target_names import HOW_TO_ADD, named_target, usual_target
from ssg.commands.failures import UsageError
from ssg.commands.outcome import Outcome, Tell
from ssg.commands.planning import planned_build
from ssg.commands.scheduling.listing import (
    Scheduled,
    describe_schedule,
    drafts_with_a_moment,
    list_scheduled,
)
from ssg.commands.scheduling.present import workflow_of
from ssg.commands.scheduling.writing import KINDS, Target, Written, make_for_clock, write_kind
from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.record import dataclass
from ssg.model.settings import Settings
from ssg.text.nearest import did_you_mean

CLOCK = "windows" if os.name == "nt" else "cron"
"""The kind of clock that every computer of this system has."""
_WITHOUT_TARGET = (
    "It comes out with the first build after its moment that is published. For that to happen by",
    f"itself, ssg must know where the site is published: {HOW_TO_ADD}",
    "If a host builds it, such as GitHub Pages, `ssg schedule --write github` makes what it needs.",
)


@dataclass(frozen=True, slots=True)
class _Schedule:
    """What the plan of the site says; `settings` None where site.yaml cannot be read."""

    now: dt.datetime
    settings: Settings | None
    scheduled: tuple[Scheduled, ...]
    drafts: tuple[str, ...]
    errors: tuple[Diagnostic, ...]


def run(
    site_folder: Path,
    *,
    tell: Tell,  # noqa: ARG001 - planning is not that long
    now: str | None,
    write: str | None,
    target: str | None,
) -> Outcome:
    """Tell what is scheduled; with `write` also make what deploys it at its moment."""
    if write is not None and write not in KINDS:
        message = f"there is nothing to write called {write!r}{did_you_mean(write, KINDS)}"
        raise UsageError(message, f"choose one of {', '.join(KINDS)}")
    schedule = _read_schedule(site_folder, moment_for(site_folder, now))
    if schedule.settings is None:
        return Outcome(schedule.errors)
    chosen = choose_target(schedule.settings.deploy, target)
    listing = describe_schedule(schedule.scheduled, schedule.now)
    if write is None:
        written, lines = _offer(site_folder.resolve(), chosen)
        result = listing
    else:
        written = write_kind(write, site_folder.resolve(), schedule.settings.url, chosen)
        result = (*written.files, *((written.line,) if written.line else ()))
        lines = ("", *written.steps, "", *listing)
    return Outcome(
        diagnostics=schedule.errors,
        result=result,
        lines=lines,
        notes=tuple(_note(draft) for draft in schedule.drafts),
        upshot="nothing comes out before they are mended",
        report={
            "scheduled": [_report(entry) for entry in schedule.scheduled],
            "next": next(map(_report, schedule.scheduled), None),
            "written": list(written.files),
            "line": written.line,
        },
    )


def _read_schedule(site_folder: Path, now: dt.datetime) -> _Schedule:
    request = BuildRequest(site=site_folder, output=site_folder / "output", now=now)
    with planned_build(request) as planned:
        errors = tuple(found for found in planned.diagnostics if found.level is Level.ERROR)
        settings, site = planned.planned.settings, planned.planned.site
        materials = planned.planned.materials
        entries = materials.entries if materials else ()
        return _Schedule(
            in_zone(now, settings.timezone if settings else "UTC"),
            settings,
            list_scheduled(site.hidden if site else ()),
            drafts_with_a_moment(entries, now),
            errors,
        )


def choose_target(targets: Mapping[str, object], named: str | None) -> Target | None:
    """Return the target that is `named`, else `production`, else the first; None if there is none.

    Raises UsageError where none has that name.
    """
    name = named_target(targets, named) if named else usual_target(targets)
    keys = targets.get(name) if name else None
    return Target(name, keys) if name and isinstance(keys, Mapping) else None


def _offer(site: Path, target: Target | None) -> tuple[Written, tuple[str, ...]]:
    """Return a line for the clock of this computer, and what to tell.

    A workflow that is there already needs no line.
    """
    workflow = workflow_of(site)
    if workflow and workflow.has_clock:
        told = f"{workflow.path} publishes the site, and what is scheduled when its time has come."
        return Written(), ("", told)
    if workflow and target is None:
        return Written(), ("", f"{workflow.path} publishes the site when you push.", workflow.clock)
    if target is None:
        return Written(), ("", *_WITHOUT_TARGET)
    offered = make_for_clock(CLOCK, site, target)
    return offered, (
        "",
        "It comes out with the first deploy after its moment; one without news changes nothing.",
        *offered.steps,
        "",
        offered.line,
        "",
        f"`ssg schedule --write KIND` does it with another clock: {', '.join(KINDS)}.",
    )


def _note(draft: str) -> str:
    return (
        f"{draft} has a date ahead and is a draft: it does not come out before `draft: true` goes"
    )


def _report(entry: Scheduled) -> dict[str, object]:
    return {"path": entry.source, "title": entry.title, "until": entry.until.isoformat()}
