"""What this computer's own clocks are told, so that they run a deploy: cron, systemd and others.

Pure: texts from a `Job`. A deploy that finds nothing new uploads nothing, so it may run often.
"""

import plistlib
import shlex
import subprocess
from collections.abc import Iterable

from ssg.model.record import dataclass
from ssg.text.slug import slugify

MINUTES = 15
"""How often a deploy is tried; so late is a scheduled post at most."""

SYSTEM_PATH = "/usr/bin:/bin"
"""Where cron looks for programs, whatever a terminal does."""


@dataclass(frozen=True, slots=True)
class Job:
    """A deploy that is to run by itself.

    `program` are the words that run this ssg, the first an absolute path. `search_path` is where
    the programs are that the deploy runs itself, "" if `SYSTEM_PATH` has them. `secrets` are the
    variables that the deploy needs in its environment.
    """

    program: tuple[str, ...]
    site: str
    target: str
    search_path: str = ""
    secrets: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """Return the command, to be run in the folder of the site."""
        return (*self.program, "deploy", self.target, "--yes", "--quiet")

    @property
    def name(self) -> str:
        """Return a name that is good for a file, and tells of which site and target it is."""
        folder = self.site.replace("\\", "/").rstrip("/").rpartition("/")[2]
        return f"ssg-{slugify(folder)}-{slugify(self.target)}"


def in_words(names: Iterable[str]) -> str:
    """Return "a", "a and b"."""
    return " and ".join(names)


def shell_command(job: Job) -> str:
    """Return the line for a shell that goes to the site and deploys it."""
    path = f"PATH={shlex.quote(job.search_path)} " if job.search_path else ""
    return f"cd {shlex.quote(job.site)} && {path}{shlex.join(job.words)}"


def crontab_line(job: Job) -> str:
    """Return a line of a crontab. There a "%" ends the command unless a backslash is before it."""
    return f"*/{MINUTES} * * * * {shell_command(job)}".replace("%", r"\%")


def systemd_service(job: Job) -> str:
    """Return a unit that deploys once (systemd.service(5), systemd.exec(5))."""
    environment = []
    if job.search_path:
        environment.append(f"Environment={_systemd_word(f'PATH={job.search_path}')}\n")
    if job.secrets:
        lines = in_words(f"{secret}=…" for secret in job.secrets)
        environment.append(
            f"# What belongs into this file, which nobody else may read: {lines}\n"
            f"EnvironmentFile=-%h/.config/{job.name}.env\n"
        )
    # systemd runs no program whose path has such characters, but env(1) does.
    runner = ("/usr/bin/env",) if set(job.program[0]) & set("\"'\\$") else ()
    command = " ".join(map(_systemd_argument, (*runner, *job.words)))
    return f"""\
# Written by `ssg schedule`: puts what is new on the site, scheduled posts as well.
[Unit]
Description=Deploy the site in {_systemd_text(job.site)}

[Service]
Type=oneshot
WorkingDirectory={_systemd_text(job.site)}
{"".join(environment)}ExecStart={command}
"""


def systemd_timer(job: Job) -> str:
    """Return the unit that starts the service again and again; what was missed is made good."""
    return f"""\
# Written by `ssg schedule`.
[Unit]
Description=Deploy the site in {_systemd_text(job.site)} every {MINUTES} minutes

[Timer]
OnCalendar=*:0/{MINUTES}
Persistent=true

[Install]
WantedBy=timers.target
"""


def launchd_agent(job: Job) -> str:
    """Return the property list of an agent of macOS (launchd.plist(5))."""
    agent: dict[str, object] = {
        "Label": job.name,
        "ProgramArguments": list(job.words),
        "WorkingDirectory": job.site,
        "StartInterval": MINUTES * 60,
        "RunAtLoad": True,
    }
    if job.search_path or job.secrets:
        path = {"PATH": job.search_path} if job.search_path else {}
        agent["EnvironmentVariables"] = path
    return plistlib.dumps(agent, sort_keys=False).decode()


def schtasks_line(job: Job) -> str:
    """Return the line for a command prompt that makes a task of Windows."""
    # A task begins in a folder of the system, so the site is named.
    words = [*job.words, "--site", job.site]
    every = ["/SC", "MINUTE", "/MO", str(MINUTES)]
    task = ["schtasks", "/Create", "/TN", job.name, *every, "/TR", subprocess.list2cmdline(words)]
    return subprocess.list2cmdline(task)


def _systemd_text(text: str) -> str:
    """Return `text` as a value that systemd takes to the end of the line."""
    return text.replace("%", "%%")


def _systemd_word(word: str) -> str:
    """Return `word` as one quoted word."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{_systemd_text(escaped)}"'


def _systemd_argument(word: str) -> str:
    """Return `word` as an argument, where "$" names a variable, within quotes as well."""
    return _systemd_word(word).replace("$", "$$")
