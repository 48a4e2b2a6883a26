"""A folder on a server that is reached by ssh and has rsync."""

import calendar
import re
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

from ssg.deploy.failures import DeployError
from ssg.deploy.model import ARRIVING, Found, Progress, ReleaseFile, Workplace
from ssg.deploy.targets.ssh import rsync_scripts as scripts
from ssg.deploy.targets.ssh.connection import (
    EXIT_EXISTS,
    EXIT_MISSING,
    EXIT_OTHER,
    IN_FOLDER,
    IN_NEW_FOLDER,
    Address,
    SshConnection,
    command_line,
)
from ssg.disk.native import parents
from ssg.model.record import dataclass

_LIST = f'{IN_FOLDER}exec rsync "$@"'
_TAKE_IN = (
    f"{IN_NEW_FOLDER}rm -rf {ARRIVING}; mkdir {ARRIVING} || exit 1; "
    f'rsync "$@"; code=$?; rm -rf {ARRIVING}; exit $code'
)
_LISTED = re.compile(
    rb"(?P<kind>.)\S* +(?P<size>[\d,.]+) (?P<time>\d{4}/\d\d/\d\d \d\d:\d\d:\d\d) (?P<name>.+)"
)
_ESCAPED = re.compile(rb"\\#(\d{3})")
_CUT = frozenset({10, 12, 30, 35, 255})
_SOME_FAILED = 23
_VANISHED = 24


@dataclass(frozen=True, slots=True)
class _Input:
    """What rsync reads: a list of names, and the folder in which they lie."""

    names: IO[bytes]
    folder: Path


class RsyncShelf:
    """A folder on a server (`Shelf`)."""

    def __init__(self, address: Address, work: Workplace) -> None:
        """Publish to `address`."""
        self._root = address.folder
        self._login = address.login
        self._connection = SshConnection(address, work)

    def list_files(self, folder: str = "") -> Mapping[str, Found]:
        """Return all files below `folder`, as rsync lists them on every system."""
        options = ["--list-only", "--recursive", "--links", "--8-bit-output", "--no-human-readable"]

        def attempt() -> Mapping[str, Found]:
            lines: list[bytes] = []
            paths = [f"{self._login}:./"]
            code, said = self._rsync(_LIST, folder, [*options, "--", *paths], lines.append)
            if "ssg: missing" in said:
                return {}
            # What we may not look into is a stranger's.
            if not (code == _SOME_FAILED and _is_locked_only(said)):
                self._raise_for(code, said)
            return dict(_listed(lines))

        return self._connection.patiently(attempt)

    def list_names(self, folder: str) -> Sequence[str]:
        """Return the names in `folder`."""
        _, output = self._read(scripts.NAMES, below=folder)
        names = [name.decode(errors="replace") for name in output.split(b"\0") if name]
        return [name for name in names if name not in {".", ".."}]

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file."""
        code, output = self._read(scripts.READ, f"./{path}")
        return None if code == EXIT_MISSING else output

    def write(self, path: str, content: bytes) -> None:
        """Write a file whole or not at all."""
        self._change(scripts.WRITE, f"./{path}", str(len(content)), content=content)

    def create(self, path: str, content: bytes) -> bool:
        """Write a file unless there is one."""
        size = str(len(content))
        return self._change(scripts.CREATE, f"./{path}", size, content=content) != EXIT_EXISTS

    def put(self, files: Sequence[ReleaseFile], progress: Progress, below: str = "") -> None:
        """Send `files` with their times; what has permissions there already keeps them."""
        options = [
            "--files-from=-",
            "--from0",
            "--no-implied-dirs",
            "--copy-links",
            "--times",
            "--chmod=F644",
            "--compress",
            "--8-bit-output",
            "--timeout=300",
            f"--temp-dir={ARRIVING}",
            "--out-format=%n",
        ]
        counted = _Counted(progress, len(files))
        # We know what differs. Only after a cut has rsync to find out what has arrived.
        choosing = iter(["--ignore-times"])

        def attempt() -> None:
            ways = [next(choosing, "--checksum"), *options, "--", "./", f"{self._login}:./"]
            with tempfile.TemporaryFile() as names:
                names.writelines(b"./" + file.path.encode() + b"\0" for file in files)
                names.seek(0)
                code, said = self._rsync(
                    _TAKE_IN, below, ways, counted.hear, _Input(names, files[0].folder)
                )
            self._raise_for(code, said)

        self._connection.patiently(attempt)
        counted.end()

    def delete(self, paths: Sequence[str]) -> None:
        """Delete files, and the folders that are empty afterwards."""
        if not paths:
            return
        self._read(scripts.DELETE, content=_terminated(paths))
        emptied = {folder for path in paths for folder in parents(path)}
        if emptied:
            deepest_first = sorted(emptied, key=lambda folder: folder.count("/"), reverse=True)
            self._read(scripts.DELETE_EMPTY, content=_terminated(deepest_first))

    def mtime_of(self, file: ReleaseFile) -> int:
        """Return the time of the file that was sent."""
        return int(file.source.stat().st_mtime)

    def read_link(self, path: str) -> str | None:
        """Return where a link leads."""
        code, output = self._read(scripts.READ_LINK, f"./{path}")
        if code == EXIT_MISSING:
            return None
        return "" if code == EXIT_OTHER else output.decode(errors="replace").removesuffix("\n")

    def copy_folder(self, old: str, new: str) -> None:
        """Copy a folder by hard links, or byte by byte where the server knows none."""
        self._change(scripts.COPY, f"./{old}", f"./{new}")

    def rename(self, old: str, new: str) -> None:
        """Rename a folder."""
        if self._change(scripts.RENAME, f"./{old}", f"./{new}") == EXIT_EXISTS:
            message = f"{new} is already there"
            raise DeployError(message, "deploy again")

    def point(self, link: str, to: str) -> None:
        """Make `link` lead to `to`."""
        if self._change(scripts.POINT, f"./{link}", to) == EXIT_OTHER:
            message = "the disk of the server has no links"
            fix = "add `releases: false` to the target: then files are replaced one by one"
            raise DeployError(message, fix)

    def delete_folder(self, path: str) -> None:
        """Delete a folder and all below it."""
        self._change(scripts.DELETE_FOLDER, f"./{path}")

    def close(self) -> None:
        """End the connection."""
        self._connection.close()

    def _read(
        self, script: str, *arguments: str, below: str = "", content: bytes = b""
    ) -> tuple[int, bytes]:
        folder = self._path(below)
        return self._connection.run(IN_FOLDER + script, folder, *arguments, content=content)

    def _change(self, script: str, *arguments: str, content: bytes = b"") -> int:
        script = IN_NEW_FOLDER + script
        return self._connection.run(script, self._root, *arguments, content=content)[0]

    def _path(self, below: str) -> str:
        return f"{self._root.rstrip('/')}/{below}" if below else self._root

    def _rsync(
        self,
        script: str,
        below: str,
        arguments: Sequence[str],
        hear: Callable[[bytes], None],
        given: _Input | None = None,
    ) -> tuple[int, str]:
        """Return exit code and complaints of rsync, started at the server by `script`."""
        connection = self._connection
        command = [
            connection.find_program("rsync"),
            f"--rsh={_joined(connection.ssh_command())}",
            f"--rsync-path={command_line(script, self._path(below))}",
            *arguments,
        ]
        with (
            tempfile.TemporaryFile() as said,
            subprocess.Popen(  # noqa: S603 - the writer's own rsync
                command,
                stdin=given.names if given else subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=said,
                cwd=given.folder if given else None,
                env={**connection.environment, "TZ": "UTC0"},
            ) as process,
        ):
            assert process.stdout is not None  # noqa: S101 - a pipe, see above
            for line in process.stdout:
                hear(line.rstrip(b"\n"))
            code = process.wait()
            said.seek(0)
            return code, said.read().decode(errors="replace")

    def _raise_for(self, code: int, said: str) -> None:
        if code == _VANISHED:
            message = "a file of the built site went away while it was being sent"
            raise DeployError(message, "let no build run meanwhile, and deploy again")
        if code:
            raise self._connection.failure(said, cut=code in _CUT)


class _Counted:
    """Tells of each file that rsync names, and at the end of those that it did not."""

    def __init__(self, progress: Progress, expected: int) -> None:
        self._progress = progress
        self._left = expected

    def hear(self, line: bytes) -> None:
        if self._left and not line.endswith(b"/"):
            self._left -= 1
            self._progress(1)

    def end(self) -> None:
        self._progress(self._left)


def _joined(command: Sequence[str]) -> str:
    """Return `command` as rsync takes it: it knows quotes, a doubled one stands for itself."""
    return " ".join("'" + word.replace("'", "''") + "'" for word in command)


def _terminated(paths: Iterable[str]) -> bytes:
    return b"".join(b"./" + path.encode() + b"\0" for path in paths)


def _is_locked_only(said: str) -> bool:
    """Tell whether rsync complains of nothing but folders that it may not look into."""
    return all("opendir" in line or "rsync error:" in line for line in said.splitlines() if line)


def _listed(lines: Iterable[bytes]) -> Iterator[tuple[str, Found]]:
    for line in lines:
        listed = _LISTED.fullmatch(line)
        if not listed or listed["kind"] == b"d":
            continue
        is_file = listed["kind"] == b"-"
        name = listed["name"] if is_file else listed["name"].partition(b" -> ")[0]
        path = _ESCAPED.sub(_unescaped, name).decode(errors="replace")
        size = int(re.sub(rb"\D", b"", listed["size"])) if is_file else 0
        yield path, Found(size, _seconds(listed["time"]))


def _unescaped(match: re.Match[bytes]) -> bytes:
    return bytes([int(match[1], 8) & 0xFF])


def _seconds(time: bytes) -> int:
    """Return seconds since 1970 for a time in UTC."""
    year, month, day, hour, minute, second = map(int, re.split(rb"\D", time))
    return calendar.timegm((year, month, day, hour, minute, second))
