"""Commands at a server, by this machine's `ssh`, and so with its writer's keys and settings.

One connection is opened and all commands share it (ssh calls the process that holds it a master).
"""

import os
import shlex
import shutil
import subprocess
import tempfile
import weakref
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from ssg.deploy.failures import DeployError
from ssg.deploy.model import Keys, Workplace
from ssg.deploy.retrying import tried
from ssg.deploy.targets.home import own_path
from ssg.deploy.targets.ssh.failures import UNCLEAN, explain, explain_cut, last_line
from ssg.model.record import dataclass

T = TypeVar("T")

CONFIG = "SSG_SSH_CONFIG"
"""The variable that names another file than ~/.ssh/config, as `ssh -F` does."""

EXIT_OTHER = 65
EXIT_MISSING = 66
EXIT_EXISTS = 73
_TOLD = frozenset({0, EXIT_OTHER, EXIT_MISSING, EXIT_EXISTS})
"""Exit codes by which our scripts answer; every other one is a failure."""

_CUT = 255
_LONGEST_SOCKET = 70
_BEGIN = b"ssg:\n"
_ENGLISH = "LC_ALL=C; export LC_ALL; unset CDPATH; umask 022; "
IN_FOLDER = (
    f'{_ENGLISH}[ -d "$1" ] || {{ echo ssg: missing >&2; exit 66; }}; cd "$1" || exit 1; shift; '
)
"""Begins a script that reads: its first argument is the folder to be in."""
IN_NEW_FOLDER = f'{_ENGLISH}mkdir -p "$1" && cd "$1" || exit 1; shift; '
"""Begins a script that writes."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a target lies; `port` and `identity` only where site.yaml names them."""

    login: str
    folder: str
    port: int | None = None
    identity: str = ""

    @property
    def host(self) -> str:
        """Return the name of the server."""
        return self.login.rpartition("@")[2]


def read_address(keys: Keys) -> Address:
    """Return the address that a target's keys hold."""
    login, _, folder = str(keys["to"]).partition(":")
    if login.startswith("-"):
        message = f"`{login}` is no name of a server"
        raise DeployError(message, 'write `to: "me@host:/srv/blog"`')
    identity = own_path(str(keys.get("identity", "")))
    if "identity" in keys and not identity.is_file():
        message = f"there is no key {keys['identity']} on this computer"
        raise DeployError(message, "make one with `ssh-keygen`, or name another in `identity:`")
    port = keys.get("port")
    return Address(
        login,
        _from_home(folder),
        port if isinstance(port, int) else None,
        str(identity) if "identity" in keys else "",
    )


def _from_home(folder: str) -> str:
    """Return `folder` so that no program takes it for an option, and `~` for what it means."""
    if folder.startswith("/"):
        return folder.rstrip("/") or "/"
    return "./" + folder.removeprefix("~").strip("/")


def command_line(script: str, *arguments: str) -> str:
    """Return a line for the server's shell, be it csh or fish, that has `sh` run `script`."""
    return "exec sh -c " + " ".join(map(shlex.quote, [script, "sh", *arguments]))


class SshConnection:
    """A connection that is opened when it is needed, and once more when it was cut."""

    def __init__(self, address: Address, work: Workplace) -> None:
        """Connect to `address`; nothing is opened yet."""
        self.address = address
        self.environment = {**os.environ, **work.environment, "LC_ALL": "C"}
        self._patience = work.patience
        self._master: _Master | None = None

    def find_program(self, name: str) -> str:
        """Return the path of a program on this machine."""
        found = shutil.which(name, path=self.environment.get("PATH"))
        if found:
            return found
        message = f"the program {name} is missing on this computer"
        raise DeployError(message, f"install {name}, or write `type: sftp`, which needs none")

    def ssh_command(self) -> list[str]:
        """Return the command of ssh up to where the server is named; it shares the connection."""
        self._open()
        shared = ["-S", str(self._master.socket), "-o", "ControlMaster=no"] if self._master else []
        return [self.find_program("ssh"), *shared, *self._options()]

    def run(self, script: str, *arguments: str, content: bytes = b"") -> tuple[int, bytes]:
        """Return exit code (0, EXIT_MISSING, …) and output of `script`, which is read by sh.

        `content` is its input. Cuts are borne with patience; all scripts may run twice.
        """
        marked = "echo ssg:; " + script
        line = command_line(marked, *arguments)

        def attempt() -> tuple[int, bytes]:
            command = [*self.ssh_command(), "--", self.address.login, line]
            done = subprocess.run(  # noqa: S603 - the writer's own ssh
                command, input=content, capture_output=True, env=self.environment, check=False
            )
            said = done.stderr.decode(errors="replace")
            before, mark, output = done.stdout.partition(_BEGIN)
            if done.returncode in _TOLD and (before or not mark):
                said = f"{before.decode(errors='replace')}\n{UNCLEAN}"
            elif done.returncode in _TOLD:
                return done.returncode, output
            raise self.failure(said, cut=done.returncode == _CUT)

        return self.patiently(attempt)

    def patiently(self, attempt: Callable[[], T]) -> T:
        """Return what `attempt` does, over a new connection where one is cut."""
        return tried(self._patience, attempt, self.close)

    def failure(self, said: str, *, cut: bool) -> DeployError:
        """Return the error for what was `said`; `cut`: the connection has ended."""
        address = self.address
        known = explain(said, address.login, address.folder, address.port)
        if known:
            return known
        if cut:
            return explain_cut(address.login)
        message = (
            f"the server {address.host} could not do it: {last_line(said) or 'it says nothing'}"
        )
        return DeployError(message, "mend it on the server, or ask its provider")

    def close(self) -> None:
        """End the connection; another one is opened when it is needed."""
        if self._master:
            self._master.end()
            self._master = None

    def _open(self) -> None:
        if os.name == "nt":  # pragma: no cover - the ssh of Windows shares no connections
            return
        if self._master and self._master.is_alive():
            return
        self.close()
        master = _Master(self.find_program("ssh"), self._options(), self.address, self.environment)
        said = master.wait_until_open()
        if said is None:
            self._master = master
            return
        master.end()
        raise self.failure(said, cut=True)

    def _options(self) -> list[str]:
        """Return options that keep ssh from asking, and from whatever else its settings may do."""
        config = self.environment.get(CONFIG)
        address = self.address
        settings = (
            "BatchMode=yes",
            "ConnectTimeout=30",
            "ServerAliveInterval=15",
            "ServerAliveCountMax=4",
            "LogLevel=ERROR",
            "RemoteCommand=none",
            "RequestTTY=no",
            "ClearAllForwardings=yes",
            "ForwardAgent=no",
            *(["IdentitiesOnly=yes"] if address.identity else []),
        )
        return [
            *(["-F", config] if config else []),
            *(["-p", str(address.port)] if address.port else []),
            *(["-i", address.identity] if address.identity else []),
            *(part for setting in settings for part in ("-o", setting)),
        ]


class _Master:
    """The process that holds a connection for others. It ends when this program does."""

    def __init__(
        self, ssh: str, options: Sequence[str], address: Address, environment: dict[str, str]
    ) -> None:
        # The path of a socket may have about a hundred bytes, and ssh needs some of them itself.
        is_short = len(tempfile.gettempdir()) <= _LONGEST_SOCKET
        folder = Path(tempfile.mkdtemp(prefix="ssg-", dir=None if is_short else "/tmp"))  # noqa: S108
        self.socket = folder / "s"
        self._said = folder / "said"
        sharing = ["-M", "-S", str(self.socket), "-o", "ControlPersist=no"]
        with self._said.open("wb") as said:
            self._process = subprocess.Popen(  # noqa: S603 - the writer's own ssh
                [ssh, *sharing, *options, "--", address.login, "echo ssg: && exec cat"],
                stdin=subprocess.PIPE,  # `cat` ends with it, however this program ends.
                stdout=subprocess.PIPE,
                stderr=said,
                env=environment,
                start_new_session=True,  # Ctrl+C must leave a way to take the lock away.
            )
        self.end = weakref.finalize(self, _end, self._process, folder)

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def wait_until_open(self) -> str | None:
        """Return None once the connection stands, else what was said."""
        assert self._process.stdout is not None  # noqa: S101 - a pipe, see above
        if self._process.stdout.readline():
            return None
        self._process.wait()
        return self._said.read_text("utf-8", errors="replace")


def _end(process: subprocess.Popen[bytes], folder: Path) -> None:
    with process:
        process.terminate()
    shutil.rmtree(folder, ignore_errors=True)
