"""The program git, run so that it never waits for a person and touches no byte of ours."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

from ssg.deploy.failures import DeployError
from ssg.deploy.targets.git.failures import GIT_MISSING, explain

# What git sets for the programs that it starts: a deploy may be one of them, in a hook.
_OF_ANOTHER_REPOSITORY = frozenset(
    {
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_COMMON_DIR",
        "GIT_DIR",
        "GIT_GRAFT_FILE",
        "GIT_INDEX_FILE",
        "GIT_NAMESPACE",
        "GIT_OBJECT_DIRECTORY",
        "GIT_PREFIX",
        "GIT_REPLACE_REF_BASE",
        "GIT_SHALLOW_FILE",
        "GIT_TEMPLATE_DIR",
        "GIT_WORK_TREE",
    }
)
_SSH = "ssh -o BatchMode=yes -o ConnectTimeout=30 -o ServerAliveInterval=15"
_SETTINGS = (
    "core.autocrlf=false",
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "core.quotePath=false",
    "gc.auto=0",
    "i18n.commitEncoding=UTF-8",
    "http.lowSpeedLimit=1",
    "http.lowSpeedTime=120",
    "init.defaultBranch=main",
    "push.followTags=false",
    "push.gpgSign=false",
    "push.recurseSubmodules=no",
)
_LOCKS = ("shallow.lock", "packed-refs.lock", "HEAD.lock", "config.lock", "refs/ssg/there.lock")
# Names and passwords reach git by the environment: arguments of programs can be seen by others.
_HELPER = '!f() { echo "username=$SSG_GIT_USER"; echo "password=$SSG_GIT_PASSWORD"; }; f'
_WITH_PASSWORD = re.compile(r"https?://[^/@\s:]+:[^/@\s]+@\S+")


class Git:
    """Runs git in a bare repository of ours, for the repository at an address."""

    def __init__(
        self, address: str, repository: Path, site: Path, environment: Mapping[str, str]
    ) -> None:
        """Work in `repository`, which is made when it is needed; addresses begin at `site`."""
        self._repository = repository
        self._site = site
        surroundings = {**os.environ, **environment}
        self._environment = {
            name: value
            for name, value in surroundings.items()
            if name not in _OF_ANOTHER_REPOSITORY
        }
        # Its words are what failures are known by.
        self._environment |= {"LC_ALL": "C", "LANGUAGE": "C", "GIT_TERMINAL_PROMPT": "0"}
        self._options = [part for setting in _SETTINGS for part in ("-c", setting)]
        self.address = self._without_password(address)
        self._is_prepared = False

    def run(
        self,
        *arguments: str,
        given: bytes = b"",
        environment: Mapping[str, str] | None = None,
    ) -> bytes:
        """Return what git prints when it is `given` that. Raises DeployError."""
        self._prepare()
        there = {**self._environment, "GIT_DIR": str(self._repository), **(environment or {})}
        command = ["git", *self._options, *arguments]
        finished = self._finished(command, given, there)
        if finished.returncode:
            raise explain(finished.stdout, finished.stderr, self.address)
        return finished.stdout

    def setting(self, name: str) -> str:
        """Return what the user set for the site's folder or for this machine, "" for nothing."""
        command = ["git", "config", "--get", name]
        return self._finished(command, b"", self._environment).stdout.decode().strip()

    def clear_locks(self) -> None:
        """Remove what a git left behind that was killed; no other works in this repository."""
        for lock in _LOCKS:
            (self._repository / lock).unlink(missing_ok=True)

    def forget(self) -> None:
        """Remove the repository: it is a cache."""
        shutil.rmtree(self._repository, ignore_errors=True)
        self._is_prepared = False

    @property
    def is_shallow(self) -> bool:
        """Tell whether the repository of ours lacks a part of the history."""
        return (self._repository / "shallow").exists()

    def identity(self, host: str) -> Mapping[str, str]:
        """Return who makes a commit, for its environment.

        Where the user never told git, `host` stands in: git would take the name of this machine.
        """
        stand_ins = {"NAME": "ssg", "EMAIL": f"noreply@{host or 'localhost'}"}
        identity = {}
        for role in ("AUTHOR", "COMMITTER"):
            for what, stand_in in stand_ins.items():
                variable = f"GIT_{role}_{what}"
                settings = (f"{role}.{what}".lower(), f"user.{what}".lower())
                said = self._environment.get(variable)
                identity[variable] = said or next(
                    filter(None, map(self.setting, settings)), stand_in
                )
        return identity

    def _prepare(self) -> None:
        if self._is_prepared:
            return
        if not {"GIT_SSH_COMMAND", "GIT_SSH"} & self._environment.keys():
            self._environment["GIT_SSH_COMMAND"] = self.setting("core.sshCommand") or _SSH
        if not (self._repository / "HEAD").exists():
            self._repository.mkdir(parents=True, exist_ok=True)
            there = {**self._environment, "GIT_DIR": str(self._repository)}
            command = ["git", *self._options, "init", "--quiet", "--bare", "--template="]
            finished = self._finished(command, b"", there)
            if finished.returncode:
                raise explain(finished.stdout, finished.stderr, self.address)
        self._is_prepared = True

    def _finished(
        self, command: Sequence[str], given: bytes, environment: Mapping[str, str]
    ) -> subprocess.CompletedProcess[bytes]:
        try:
            return subprocess.run(  # noqa: S603 - git, with arguments of ours
                command,
                input=given,
                capture_output=True,
                check=False,
                cwd=self._site,
                env=environment,
            )
        except FileNotFoundError as error:
            raise DeployError(*GIT_MISSING) from error
        except OSError as error:
            message = f"git cannot be run ({error.strerror})"
            raise DeployError(message, "see that git works in a terminal") from error

    def _without_password(self, address: str) -> str:
        """Return the address without the password in it, which git is given another way."""
        if not _WITH_PASSWORD.fullmatch(address):
            return address
        place = urlsplit(address)
        self._environment["SSG_GIT_USER"] = unquote(place.username or "")
        self._environment["SSG_GIT_PASSWORD"] = unquote(place.password or "")
        self._options += ["-c", "credential.helper=", "-c", f"credential.helper={_HELPER}"]
        return urlunsplit(place._replace(netloc=place.netloc.rpartition("@")[2]))


def lines_of(output: bytes) -> Iterator[str]:
    """Yield the parts of an output that ends each with a zero byte."""
    for line in output.split(b"\0"):
        if line:
            yield line.decode(errors="surrogateescape")
