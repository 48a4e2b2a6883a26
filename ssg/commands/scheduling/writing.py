"""What `ssg schedule --write` makes: files, or a line to paste. Nothing there is changed."""

import os
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from ssg.commands.failures import UsageError
from ssg.commands.repositories import branch_of, root_of_repository
from ssg.commands.scheduling import timers
from ssg.commands.scheduling.publication import Publication
from ssg.commands.scheduling.secrets import secrets_of
from ssg.commands.scheduling.timers import MINUTES, SYSTEM_PATH, Job, in_words
from ssg.commands.scheduling.workflows import WORKFLOWS, Workflow
from ssg.disk.writing.new_files import present_files, write_new_files
from ssg.model.record import dataclass

IS_WINDOWS = os.name == "nt"
_FOR_CRON = (
    f"The line belongs into your crontab (`crontab -e`): it deploys every {MINUTES} minutes while "
    "this computer is on."
)
_FOR_WINDOWS = (
    f"The line, run once, makes a task that deploys every {MINUTES} minutes while you are logged "
    "in."
)
_PROGRAMS = {"rsync": "rsync", "git": "git", "rclone": "rclone"}
"""The program that a deploy to a kind of target runs."""
_WHEN_NEEDED = {
    "sftp": "the server takes a password and no key",
    "s3": "your AWS configuration does not hold your keys",
    "command": "`wrangler login` was not run on this computer",
}
"""Where a kind of target needs its secrets, if it may do without."""


@dataclass(frozen=True, slots=True)
class Target:
    """A target of site.yaml: its name and its keys."""

    name: str
    keys: Mapping[str, object]

    @property
    def kind(self) -> str:
        """Return its type."""
        return str(self.keys.get("type", ""))


@dataclass(frozen=True, slots=True)
class Written:
    """What was made: `files`, or a `line` to paste, and the `steps` that remain to be done."""

    files: tuple[str, ...] = ()
    line: str = ""
    steps: tuple[str, ...] = ()


def write_kind(kind: str, site: Path, url: str, target: Target | None) -> Written:
    """Make what `kind` stands for. Raises UsageError where that cannot be: nothing is made."""
    if kind in WORKFLOWS:
        return _write_workflow(WORKFLOWS[kind], site, url, target)
    clock = _CLOCKS[kind]
    if clock.is_for_windows is not IS_WINDOWS:
        other = "this computer runs Windows" if IS_WINDOWS else "this computer does not run Windows"
        message = f"{other}, so it has no use for {kind!r}"
        raise UsageError(message, f"choose {'windows' if IS_WINDOWS else 'cron'}")
    if target is None:
        message = "site.yaml does not say where the site is published, so there is nothing to run"
        raise UsageError(
            message,
            "add a target below `deploy:`, such as production: {type: folder, to: /srv/www}",
        )
    return make_for_clock(kind, site, target)


def make_for_clock(kind: str, site: Path, target: Target) -> Written:
    """Make what a clock of this computer needs to run a deploy to `target`."""
    job = job_of(site, target)
    written = _CLOCKS[kind].make(job)
    if not job.secrets or target.kind not in _WHEN_NEEDED:
        return written
    when = f"{in_words(job.secrets)}: only where {_WHEN_NEEDED[target.kind]}."
    return replace(written, steps=(*written.steps, when))


def job_of(site: Path, target: Target) -> Job:
    """Return the deploy to `target` as this computer can run it without a terminal."""
    words = (*running_program(), str(site), target.name)
    if any(character in word for word in words for character in "\n\r\0"):
        message = "a folder or target whose name has a line break cannot be written into a line"
        raise UsageError(message, "give it another name")
    secrets = secrets_of(target.name, target.keys)
    return Job(words[:-2], str(site), target.name, _search_path(target.kind), secrets)


def running_program() -> tuple[str, ...]:
    """Return the words that run this very ssg, from any folder and with any search path."""
    started = Path(sys.argv[0]).absolute()
    if started.stem == "ssg":
        for file in (started, started.with_suffix(".exe")):
            if file.is_file() and os.access(file, os.X_OK):
                return (str(file),)
    return (sys.executable, "-m", "ssg")


def _search_path(kind: str) -> str:
    """Return where the programs are that a deploy runs, "" if every clock finds them."""
    everywhere = os.environ.get("PATH", "")
    if kind == "command":
        return everywhere
    program = _PROGRAMS.get(kind)
    if not program or shutil.which(program, path=SYSTEM_PATH):
        return ""
    found = shutil.which(program, path=everywhere)
    return f"{Path(found).parent}:{SYSTEM_PATH}" if found else ""


def _cron(job: Job) -> Written:
    secrets = (
        f"Cron does not know the variable {secret}: put the line {secret}=… above it."
        for secret in job.secrets
    )
    return Written(line=timers.crontab_line(job), steps=(_FOR_CRON, *secrets))


def _windows(job: Job) -> Written:
    return Written(line=timers.schtasks_line(job), steps=(_FOR_WINDOWS, *_secrets_for_windows(job)))


def _secrets_for_windows(job: Job) -> tuple[str, ...]:
    if not job.secrets:
        return ()
    return (
        f"The task does not know {in_words(job.secrets)}. To tell it, once, then log in again:",
        *(f'  setx {secret} "…"' for secret in job.secrets),
    )


def _systemd(job: Job) -> Written:
    home = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    folder = home / "systemd" / "user"
    service, timer = folder / f"{job.name}.service", folder / f"{job.name}.timer"
    _write_new({service: timers.systemd_service(job), timer: timers.systemd_timer(job)})
    secrets = (f"Put {secret}=… into ~/.config/{job.name}.env." for secret in job.secrets)
    return Written(
        files=(str(service), str(timer)),
        steps=(
            *secrets,
            "To start it:",
            f"  systemctl --user daemon-reload && systemctl --user enable --now {timer.name}",
            "  loginctl enable-linger     lets it run while you are not logged in",
            f"`journalctl --user --unit {job.name}` shows what it did.",
        ),
    )


def _launchd(job: Job) -> Written:
    agent = Path.home() / "Library" / "LaunchAgents" / f"{job.name}.plist"
    _write_new({agent: timers.launchd_agent(job)})
    return Written(
        files=(str(agent),),
        steps=(
            *_secrets_for_launchd(job, f"~/Library/LaunchAgents/{agent.name}"),
            "To start it:",
            f"  launchctl bootstrap gui/$(id -u) ~/Library/LaunchAgents/{agent.name}",
            f"It deploys every {MINUTES} minutes, and when the Mac wakes.",
        ),
    )


def _secrets_for_launchd(job: Job, file: str) -> tuple[str, ...]:
    if not job.secrets:
        return ()
    return (
        f"launchd does not know {in_words(job.secrets)}. To put it into the file, for you alone:",
        f"  chmod 600 {file}",
        *(
            f"  plutil -insert EnvironmentVariables.{secret} -string '…' {file}"
            for secret in job.secrets
        ),
    )


@dataclass(frozen=True, slots=True)
class _Clock:
    """A clock of this computer."""

    make: Callable[[Job], Written]
    is_for_windows: bool = False


_CLOCKS = {
    "cron": _Clock(_cron),
    "systemd": _Clock(_systemd),
    "launchd": _Clock(_launchd),
    "windows": _Clock(_windows, is_for_windows=True),
}
KINDS = (*_CLOCKS, *WORKFLOWS)
"""What `--write` takes."""


def _write_workflow(workflow: Workflow, site: Path, url: str, target: Target | None) -> Written:
    if not workflow.takes_targets:
        target = None
    if target is None and not workflow.publishes:
        message = f"{workflow.host} shows no site by itself, and site.yaml names no other place"
        raise UsageError(
            message, "add a target below `deploy:`, such as production: {type: git, to: …}"
        )
    if target is not None and target.kind == "folder":
        message = f"{target.name} is a folder of this computer, which {workflow.host} cannot reach"
        raise UsageError(message, "choose cron or systemd, or another target with --target NAME")
    root = root_of_repository(site) or site
    within = site.relative_to(root).as_posix()
    publication = Publication(
        url,
        "" if within == "." else within,
        branch_of(root) or "main",
        target.name if target else "",
        target.keys if target else {},
    )
    _write_new({root / workflow.path: workflow.write(publication)})
    return Written(files=(str(root / workflow.path),), steps=_next_steps(workflow, target))


def _next_steps(workflow: Workflow, target: Target | None) -> tuple[str, ...]:
    steps = ["Read what stands at its top, then commit it and push."]
    if not workflow.has_clock:
        steps.append(workflow.clock)
    if target is not None:
        steps.append(f"It publishes with `ssg deploy {target.name}`.")
    return tuple(steps)


def _write_new(text_by_file: Mapping[Path, str]) -> None:
    """Write files that are not there yet: all of them, or none."""
    if present := present_files(text_by_file):
        message = f"{', '.join(map(str, present))} is there already; nothing was written"
        raise UsageError(message, "move it away or remove it, then run this again")
    write_new_files(text_by_file)
