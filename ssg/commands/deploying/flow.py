"""The flow of a deploy on one screen: build, look, compare, judge, ask, send."""

import contextlib
import datetime as dt
import hashlib
import itertools
import os
import platform
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path

from ssg.check.gone import is_lasting
from ssg.check.old_addresses import Foreign, reduce_address
from ssg.check.verdicts import Verdict, judge
from ssg.commands.building.build import BuildRequest, BuildResult, build_site
from ssg.commands.deploying.target_names import named_target, only_target
from ssg.commands.outcome import Tell
from ssg.commands.planning import PlannedBuild, planned_build
from ssg.commands.site_settings import read_site_settings
from ssg.commands.verifying.flow import BuiltSite, answers_of, built_site_of
from ssg.deploy.describing import describe_outputs, stages_of, with_descriptions
from ssg.deploy.difference import compare, with_files
from ssg.deploy.extras import extras_for
from ssg.deploy.failures import DeployError
from ssg.deploy.guards import SWITCHABLE, Allowed, refusals_of_change, refusals_of_site
from ssg.deploy.in_place import InPlace
from ssg.deploy.keepsakes import Keepsakes, recall_outputs, remember_outputs
from ssg.deploy.model import (
    Described,
    Difference,
    Keys,
    Patience,
    Progress,
    ReleaseFile,
    Remote,
    Shipment,
    Target,
    Workplace,
)
from ssg.deploy.naming import place_in_words
from ssg.deploy.outbox import built_files, extra_files, set_aside
from ssg.deploy.record import record_after
from ssg.deploy.story import Story, sentence_of, tell_story
from ssg.deploy.target_kinds import make_target, reads_rules
from ssg.disk.cache.folder import make_cache_folder
from ssg.disk.cache.store import FOLDER
from ssg.disk.publishing.lock import build_lock
from ssg.disk.publishing.manifest import Manifest, load_manifest, output_folder
from ssg.model.diagnostic import Diagnostic, has_errors
from ssg.model.record import dataclass
from ssg.model.settings import Settings
from ssg.text.addresses import address_of_output


@dataclass(frozen=True, slots=True)
class Deployment:
    """A site on its way to one target: what `ssg deploy` and `ssg rollback` work with."""

    site: Path
    settings: Settings
    keys: Keys
    work: Workplace
    target: Target

    @property
    def place(self) -> str:
        """Return the target in words: "production (folder /srv/www)"."""
        return place_in_words(self.work.name, self.keys)

    @property
    def titles_file(self) -> Path:
        """Return where the titles of the last deploy are noted."""
        return self.work.private / "titles.json"

    @property
    def keepsakes(self) -> Keepsakes | None:
        """Return what this machine keeps for a target that keeps no releases itself."""
        if isinstance(self.target, InPlace):
            return Keepsakes(self.work.private / "releases")
        return None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A deploy as it has been decided, before anything moves."""

    files: Mapping[str, ReleaseFile]
    remote: Remote
    difference: Difference
    manifest: Manifest
    descriptions: Mapping[str, Described]
    story: Story
    refusals: Sequence[Diagnostic]
    notes: tuple[str, ...] = ()

    @property
    def is_done(self) -> bool:
        """Tell whether nothing is to be done: not even the end of a deploy that was cut off."""
        return self.difference.is_empty and self.remote.is_settled


def find_target(
    site: Path, name: str | None, environment: Mapping[str, str], patience: Patience
) -> Deployment | tuple[Diagnostic, ...]:
    """Return the target `name` of the site, or the only one, or `production`.

    Returns what is wrong with site.yaml where that is so. Raises UsageError where it is not clear
    which target is meant, and DeployError where it cannot be used on this machine.
    """
    settings, problems = read_site_settings(site)
    if settings is None or has_errors(problems):
        return problems
    targets = settings.deploy
    chosen = named_target(targets, name) if name else only_target(targets)
    keys = targets.get(chosen)
    if not isinstance(keys, Mapping):
        return problems
    make_cache_folder(site / FOLDER)
    private = site / FOLDER / "deploy" / chosen
    private.mkdir(parents=True, exist_ok=True)
    work = Workplace(
        chosen,
        site.resolve(),
        private.resolve(),
        _holder(site),
        settings.url,
        patience,
        environment,
    )
    try:
        target = make_target(keys, work)
    except DeployError as error:
        message = f"{chosen}: {error}"
        raise DeployError(message, error.fix) from error
    return Deployment(site, settings, keys, work, target)


def build_for_readers(site: Path, now: dt.datetime) -> BuildResult:
    """Build the site as readers may see it."""
    return build_site(BuildRequest(site, site / "output", now))


def prepare(deployment: Deployment, now: dt.datetime, allowed: Allowed) -> Prepared:
    """Compare what is built with what lies at the target; tell and judge the difference."""
    site = deployment.site
    manifest = load_manifest(output_folder(site, site / "output"))
    built = built_files(manifest)
    memory = deployment.work.private / "needs"
    extras = extras_for(deployment.keys, deployment.settings, built, memory)
    files = {**built, **extra_files(extras.files, deployment.work.private / "extras")}
    remote = deployment.target.look()
    difference = compare(files, remote)
    if difference.is_empty and remote.is_settled:
        story = tell_story(difference, {}, remote.record, {}, ())
        return Prepared(files, remote, difference, manifest, {}, story, (), extras.notes)
    request = BuildRequest(site, site / "output", now)
    with planned_build(request) as build:
        lost = _lost_addresses(difference, build, with_rules=reads_rules(deployment.keys))
        plan = build.planned.plan
        descriptions = describe_outputs(plan) if plan else {}
    files = with_descriptions(files, descriptions)
    difference = with_files(difference, files)
    earlier = recall_outputs(deployment.titles_file)
    off = allowed.rules_off & SWITCHABLE
    problems = (
        *refusals_of_site(
            deployment.settings,
            deployment.keys,
            files.values(),
            difference.uploads,
            {path: each.source for path, each in descriptions.items() if each.source},
        ),
        *refusals_of_change(difference, remote, lost, allowed),
    )
    return Prepared(
        files,
        remote,
        difference,
        manifest,
        descriptions,
        tell_story(difference, descriptions, remote.record, earlier, lost),
        tuple(problem for problem in problems if problem.rule not in off),
        extras.notes,
    )


def carry_out(
    deployment: Deployment, prepared: Prepared, now: dt.datetime, progress: Progress
) -> str:
    """Send what has been decided and return the name of the release."""
    with build_lock(deployment.site):
        manifest = load_manifest(prepared.manifest.output)
        sets_all_aside = deployment.keys["type"] == "command"
        chosen = prepared.files.values() if sets_all_aside else prepared.difference.uploads
        folder = deployment.work.private / "outbox"
        aside = {file.path: file for file in set_aside(chosen, folder, manifest)}
    files = {**prepared.files, **aside}
    release = release_name(now, prepared.remote.release)
    message = sentence_of(prepared.story)
    difference = with_files(prepared.difference, files)
    shipment = shipment_of(files, difference, prepared.remote, release, folder, message)
    ship(deployment, shipment, progress)
    with contextlib.suppress(OSError):
        remember_outputs(deployment.titles_file, prepared.descriptions)
    return release


def shipment_of(
    files: Mapping[str, ReleaseFile],
    difference: Difference,
    remote: Remote,
    release: str,
    folder: Path,
    message: str,
) -> Shipment:
    """Return what makes the target hold `files`, those of `difference` lying in `folder`."""
    return Shipment(
        release=release,
        folder=folder,
        files=files,
        stages=stages_of(difference.uploads),
        deleted=difference.deleted,
        record=record_after(release, files.values(), remote, difference.kept),
        before=remote.record,
        message=message,
        base=remote.release,
        left_over=remote.left_over,
    )


def ship(deployment: Deployment, shipment: Shipment, progress: Progress) -> None:
    """Send `shipment`, and keep what it was where the target does not."""
    deployment.target.send(shipment, progress)
    # The site is published; that this machine could not note it down makes it no failure.
    with contextlib.suppress(OSError):
        if deployment.keepsakes:
            deployment.keepsakes.keep(shipment.release, shipment.files.values())


def keep_what_is_shown(deployment: Deployment, prepared: Prepared) -> None:
    """Keep the release that is there already, where the deploy that sent it was killed before."""
    keepsakes, release = deployment.keepsakes, prepared.remote.release
    if keepsakes and release and release not in keepsakes.names():
        with contextlib.suppress(OSError):
            keepsakes.keep(release, prepared.files.values())


def progress_of(deployment: Deployment, total: int, tell: Tell) -> Progress:
    """Return what takes the numbers of files that are sent, and tells how many there are now."""
    sent = itertools.count(1)

    def progress(number: int) -> None:
        for _ in range(number):
            tell(f"sending to {deployment.work.name}", next(sent), total)

    return progress


def release_name(now: dt.datetime, before: str) -> str:
    """Return the name of a release made `now`, which comes after the name `before`."""
    name = f"{now.astimezone(dt.UTC):%Y%m%dT%H%M%S%f}"[:-3] + "Z"
    if name > before:
        return name
    digits = before.removesuffix("Z").replace("T", "")
    if not digits.isdigit():
        return name
    following = f"{int(digits) + 1:017}"
    return f"{following[:8]}T{following[8:]}Z"


def _holder(site: Path) -> str:
    """Return a name for this copy of the site on this machine."""
    what = f"{platform.node()}\n{uuid.getnode()}\n{os.path.realpath(site)}"
    return hashlib.sha256(what.encode()).hexdigest()[:16]


def _lost_addresses(
    difference: Difference, build: PlannedBuild, *, with_rules: bool
) -> tuple[str, ...]:
    """Return the addresses that are about to be deleted and that nothing will answer.

    `with_rules` tells whether the host may read a redirect file; else only pages forward.
    """
    gone = [path for path in difference.deleted if is_lasting(path)]
    built = built_site_of(build) if gone else ()
    if not isinstance(built, BuiltSite):
        return tuple(map(address_of_output, gone))
    answers = answers_of(built, ())
    lost = []
    for address in map(address_of_output, gone):
        asked = reduce_address(address, answers.ground)
        if asked is None or isinstance(asked, Foreign):
            lost.append(address)
            continue
        found = judge(asked, answers)
        in_vain = found.verdict is Verdict.REDIRECTED and found.needs_server and not with_rules
        if in_vain or found.verdict is Verdict.LOST:
            lost.append(address)
    return tuple(lost)
