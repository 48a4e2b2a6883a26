"""`ssg build` from its options to what it tells."""

import datetime as dt
import time
from collections.abc import Sequence
from pathlib import Path

from ssg.commands.building.build import BuildRequest, BuildResult, build_site
from ssg.commands.clock import in_zone, read_moment
from ssg.commands.outcome import Outcome, Tell
from ssg.commands.site_settings import read_site_settings
from ssg.model.site import Hidden
from ssg.text.counting import counted
from ssg.text.dates import in_words


def run(  # noqa: PLR0913 - one for each option
    site_folder: Path,
    *,
    tell: Tell,
    output: Path | None,
    drafts: bool,
    future: bool,
    now: str | None,
    jobs: int | None,
    executor: str | None,
    clean: bool,
    strict: bool,
) -> Outcome:
    """Build the site and tell what was done."""
    began = time.perf_counter()
    if executor:
        from ssg.commands.cluster import scheduler_address  # noqa: PLC0415 - few have a cluster

        scheduler_address(executor)
    request = BuildRequest(
        site=site_folder,
        output=output or site_folder / "output",
        now=moment_for(site_folder, now),
        drafts=drafts,
        future=future,
        jobs=jobs or 0,
        executor=executor or "",
        clean=clean,
        strict=strict,
        tell=tell,
    )
    result = build_site(request)
    return _outcome(result, request, time.perf_counter() - began)


def moment_for(site_folder: Path, now: str | None) -> dt.datetime:
    """Return the moment to build at; one without an offset is in the site's time zone."""
    moment = read_moment(now)
    if moment.tzinfo:
        return moment
    settings, _ = read_site_settings(site_folder)
    return in_zone(moment, settings.timezone if settings else "UTC")


def _outcome(result: BuildResult, request: BuildRequest, seconds: float) -> Outcome:
    return Outcome(
        diagnostics=result.diagnostics,
        lines=_lines(result, request, seconds),
        notes=(*result.notes, *_foreign_note(result.foreign, request)),
        upshot=_upshot(result, request),
        report={
            "outputs": result.outputs,
            "written": result.written,
            "unchanged": result.unchanged,
            "deleted": result.deleted,
            "hidden": [
                {
                    "path": hidden.source,
                    "reason": hidden.reason,
                    "until": hidden.until.isoformat() if hidden.until else None,
                }
                for hidden in result.hidden
            ],
        },
    )


def _lines(result: BuildResult, request: BuildRequest, seconds: float) -> tuple[str, ...]:
    folder = _shown(request.output, request.site)
    if result.has_failed:
        lost = f"Nothing was built: {folder} is as it was. The errors above say what to mend."
        return (lost, *_who_tells_more(result))
    hidden = [f"hidden: {hidden.source}: {why_hidden(hidden)}" for hidden in result.hidden]
    entries = f"{counted(result.posts, 'post')} and {counted(result.pages, 'page')}"
    files = (
        f"{counted(result.outputs, 'file')} in {folder}: {result.written:,} written, "
        f"{result.unchanged:,} unchanged, {result.deleted:,} deleted"
    )
    return (
        *hidden,
        f"Built {entries} in {seconds:.2f} s.",
        files,
        *_not_for_readers(result, folder),
    )


def _who_tells_more(result: BuildResult) -> list[str]:
    """Return what finds the mistakes of templates behind the first, at which a page ends."""
    files = [each.path.split("/") for each in result.diagnostics if each.rule == "template"]
    themes = {file[1] for file in files if file[:1] == ["themes"] and "templates" in file[2:3]}
    return [
        f"A page ends at the first mistake of its template: `ssg theme check {name}` tells all"
        " mistakes of the theme."
        for name in sorted(themes)
    ]


def _not_for_readers(result: BuildResult, folder: str) -> list[str]:
    """Return a warning where the output holds what readers must not see yet."""
    counts = {"draft": result.drafts, "scheduled post": result.scheduled}
    named = [counted(number, thing) for thing, number in counts.items() if number]
    if not named:
        return []
    verb = "is" if result.drafts + result.scheduled == 1 else "are"
    return [f"{' and '.join(named)} {verb} in {folder}: do not publish it."]


def _upshot(result: BuildResult, request: BuildRequest) -> str:
    """Return what the problems came to."""
    if not result.has_failed:
        return "the site was built"
    raised = ", and --strict counts warnings as errors" if request.strict else ""
    return f"nothing was built{raised}"


def why_hidden(hidden: Hidden) -> str:
    """Return the reason as a person reads it: "scheduled for Sat 29 Oct 2016 09:30 …"."""
    return f"{hidden.reason} for {in_words(hidden.until)}" if hidden.until else hidden.reason


def _foreign_note(foreign: Sequence[str], request: BuildRequest) -> list[str]:
    if not foreign:
        return []
    names = ", ".join(foreign[:5]) + (f" and {len(foreign) - 5} more" if len(foreign) > 5 else "")  # noqa: PLR2004
    folder = _shown(request.output, request.site)
    return [f"{folder} holds files that this build did not write and leaves alone: {names}"]


def _shown(folder: Path, site: Path) -> str:
    """Return how a reader knows `folder`: within the site by its path there, with a slash."""
    folder, site = folder.resolve(), site.resolve()
    is_inside = folder.is_relative_to(site) and folder != site
    name = (folder.relative_to(site) if is_inside else folder).as_posix()
    return name if name.endswith("/") else f"{name}/"
