"""`ssg rollback`: readers see the release before."""

import os
from pathlib import Path

from ssg.commands.deploying.failures import with_failures
from ssg.commands.deploying.flow import Deployment, find_target, progress_of, ship, shipment_of
from ssg.commands.outcome import CONTENT_HAS_ERRORS, Outcome, Tell
from ssg.commands.talking import Talk
from ssg.deploy.difference import compare, with_files
from ssg.deploy.failures import CannotRollBackError
from ssg.deploy.keepsakes import Keepsakes
from ssg.deploy.listing import lines_of
from ssg.deploy.model import PATIENT, Patience, Remote
from ssg.deploy.outbox import set_aside
from ssg.disk.publishing.lock import deploy_lock
from ssg.disk.publishing.manifest import load_manifest, output_folder

_SHOWN = 20
_FIX = "add --yes to roll back without being asked"
_NOTHING = "Nothing was changed."


def run(
    site_folder: Path,
    *,
    tell: Tell,
    talk: Talk,
    target: str | None,
    yes: bool,
    patience: Patience = PATIENT,
) -> Outcome:
    """Return to the release before the one that readers see, where that can be done."""

    def act() -> Outcome:
        found = find_target(site_folder, target, dict(os.environ), patience)
        if not isinstance(found, Deployment):
            return Outcome(found, exit_code=CONTENT_HAS_ERRORS)
        return with_failures(
            found.place, lambda: _returned(found, talk, tell, asks=not yes), "roll back again"
        )

    return with_failures("", act)


def _returned(found: Deployment, talk: Talk, tell: Tell, *, asks: bool) -> Outcome:
    with deploy_lock(found.site):
        if found.keepsakes is None:
            return _switch_back(found, talk, asks=asks)
        return _send_again(found, found.keepsakes, talk, tell, asks=asks)


def _switch_back(found: Deployment, talk: Talk, *, asks: bool) -> Outcome:
    """Let the target itself return to the release before, which it has kept."""
    if asks and not talk.confirm(f"Let {found.place} show the release before?", _FIX):
        return Outcome(lines=(_NOTHING,))
    return _rolled_back(found, found.target.roll_back())


def _send_again(
    found: Deployment, keepsakes: Keepsakes, talk: Talk, tell: Tell, *, asks: bool
) -> Outcome:
    """Send the release before once more, from what this machine has kept of it."""
    remote = found.target.look()
    before = _goal(remote, keepsakes)
    files = keepsakes.files_of(before) if before else None
    if files is None:
        message = "this machine keeps no release before the one that is shown"
        fix = (
            "this kind of target keeps none itself; bring the text back as it was, and deploy again"
        )
        raise CannotRollBackError(message, fix)
    difference = compare(files, remote)
    talk.show((f"Back to the release {before}:", *lines_of(difference, _SHOWN)))
    if asks and not talk.confirm("Do this?", _FIX):
        return Outcome(lines=(_NOTHING,))
    folder = found.work.private / "outbox"
    manifest = load_manifest(output_folder(found.site, folder))
    aside = {file.path: file for file in set_aside(difference.uploads, folder, manifest)}
    files = {**files, **aside}
    difference = with_files(difference, files)
    shipment = shipment_of(files, difference, remote, before, folder, f"Return to {before}")
    ship(found, shipment, progress_of(found, len(difference.uploads), tell))
    for undone in [name for name in keepsakes.names() if name > before]:
        keepsakes.forget(undone)
    return _rolled_back(found, before)


def _goal(remote: Remote, keepsakes: Keepsakes) -> str:
    """Return the release to go back to: the one that a cut-off way back was going to, first."""
    names = keepsakes.names()
    if remote.was_cut_off and remote.release in names:
        return remote.release
    return max((name for name in names if name < remote.release), default="")


def _rolled_back(found: Deployment, release: str) -> Outcome:
    lines = (
        f"{found.place} shows the release {release} again.",
        "The next `ssg deploy` brings what is built then: put right first what was wrong.",
        "A clock that deploys by itself would bring it back: stop it until then.",
    )
    return Outcome(lines=lines, report={"release": release})
