"""Any place that the program rclone knows: some seventy kinds of storage.

rclone itself tries again what breaks, as often as the site's patience allows.
"""

import datetime as dt
import json
import os
import posixpath
import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ssg.deploy.failures import DeployError, TransientError
from ssg.deploy.model import Found, Keys, Progress, ReleaseFile, Workplace
from ssg.deploy.targets.side_by_side import done_side_by_side

_MISSING = frozenset({3, 4})
_TEMPORARY = 5
_A_SECOND = 1_000_000_000
_AT_ONCE = 4
_LOG_STAMP = re.compile(r"^\d{4}/\d\d/\d\d \d\d:\d\d:\d\d ", re.MULTILINE)
_MEANINGS: Sequence[tuple[re.Pattern[str], str, str]] = [
    (
        re.compile(r"didn't find section in config file"),
        "rclone knows no such remote",
        "`rclone listremotes` names those that it knows, `rclone config` makes one",
    ),
    (
        re.compile(r"no space left|quota|insufficient ?storage", re.IGNORECASE),
        "there is no room left",
        "make room there; what readers see is whole",
    ),
    (
        re.compile(
            r"denied|forbidden|unauthori[sz]ed|\b40[13]\b|login|invalid_grant|password|\b530\b",
            re.IGNORECASE,
        ),
        "you may not do that there",
        "see with `rclone lsf` that the remote works; `rclone config reconnect` logs in again",
    ),
]
_PASSING = re.compile(
    r"connection|timeout|timed out|no such host|EOF|network|temporar|try again", re.IGNORECASE
)


class RcloneStore:
    """A remote of rclone, and a path on it (`Store`)."""

    def __init__(self, keys: Keys, work: Workplace) -> None:
        """Publish to `to` of `keys`, with the remotes of the user's own configuration."""
        self._to = str(keys["to"])
        self._environment = {**os.environ, **work.environment}
        self._program = shutil.which("rclone", path=self._environment.get("PATH"))
        self._patience = work.patience
        self._features: dict[str, Any] | None = None
        self._keeps_times: bool | None = None
        if not self._program:
            message = "`type: rclone` needs the program rclone, which is not installed"
            raise DeployError(message, "https://rclone.org/install/ says how to install it")
        if self._to.startswith("-"):
            message = f"`to: {self._to}` names no remote"
            raise DeployError(message, 'write `to: "remote:path"`')

    def list_files(self, folder: str = "") -> Mapping[str, Found]:
        """Return all files below `folder`, with checksums where the remote tells them at once."""
        options = ["--recursive", "--files-only", "--no-mimetype"]
        if self._tells_hashes():
            options.append("--hash")
        if self._feature("SlowModTime"):
            options.append("--no-modtime")
        listing = self._run("lsjson", self._full(folder), *options, may_miss=True)
        if listing is None:
            return {}
        return {entry["Path"]: _found(entry) for entry in json.loads(listing)}

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file.

        In a bucket, what is not there is an empty folder to rclone.
        """
        return self._run("cat", self._full(path), may_miss=True) or self._empty_file(path)

    def write(self, path: str, content: bytes) -> None:
        """Write a file; whole or not at all as far as the remote does so."""
        self._run("rcat", self._full(path), content=content)

    def create(self, path: str, content: bytes) -> bool:
        """Write a file unless there is one.

        No command of rclone does both in one: we look, write, and look again who wrote last. Two
        deploys that begin in the same second may both believe to be alone.
        """
        if self.read(path) is not None:
            return False
        self.write(path, content)
        return self.read(path) == content

    def put(self, files: Sequence[ReleaseFile], progress: Progress, below: str = "") -> None:
        """Send `files` in one run, several at once."""
        if not files:
            return
        self._run(
            "copy",
            str(files[0].folder),
            self._full(below),
            *("--files-from-raw", "-", "--no-traverse", "--ignore-times", "--copy-links"),
            content=_lines(file.path for file in files),
        )
        if self._keeps_times is None:
            self._keeps_times = self._listed_time(files[0], below) == _time_of(files[0])
        progress(len(files))

    def delete(self, paths: Sequence[str]) -> None:
        """Delete files, and the folders that are empty afterwards."""
        if not paths:
            return
        self._run(
            "delete", self._full(""), "--files-from-raw", "-", content=_lines(paths), may_miss=True
        )
        if self._feature("CanHaveEmptyDirectories"):
            self._remove_emptied({posixpath.dirname(path) for path in paths} - {""})

    def mtime_of(self, file: ReleaseFile) -> int:
        """Return the time of the file that was sent, where the remote keeps such times."""
        return _time_of(file) if self._keeps_times else 0

    def close(self) -> None:
        """Do nothing: each run of rclone ends its connections."""

    def _remove_emptied(self, folders: set[str]) -> None:
        """Remove folders, deepest first, and those above them, unless there is something in them.

        Folders of the same depth are removed at once.
        """
        while folders:
            depth = max(folder.count("/") for folder in folders)
            deepest = {folder for folder in folders if folder.count("/") == depth}
            above = {
                posixpath.dirname(folder)
                for folder, is_gone in done_side_by_side(self._try_to_remove, deepest, _AT_ONCE)
                if is_gone
            }
            folders = (folders - deepest) | (above - {""})

    def _try_to_remove(self, folder: str) -> tuple[str, bool]:
        return folder, self._process("rmdir", self._full(folder), "--retries=1").returncode == 0

    def _empty_file(self, path: str) -> bytes | None:
        stat = json.loads(self._run("lsjson", self._full(path), "--stat", may_miss=True) or "null")
        return b"" if stat and not stat["IsDir"] else None

    def _listed_time(self, file: ReleaseFile, below: str) -> int:
        if int(self._described().get("Precision", 0)) > _A_SECOND:
            return 0
        path = self._full(posixpath.join(below, file.path))
        listing = self._run("lsjson", path, "--stat", may_miss=True)
        return _found(json.loads(listing)).mtime if listing else 0

    def _tells_hashes(self) -> bool:
        return not self._feature("SlowHash") and not {"md5", "sha1"}.isdisjoint(
            self._described().get("Hashes") or ()
        )

    def _feature(self, name: str) -> bool:
        return bool(self._described().get("Features", {}).get(name))

    def _described(self) -> dict[str, Any]:
        """Return what rclone says about the kind of the remote."""
        if self._features is None:
            told = self._run("backend", self._to, before=("features",))
            self._features = json.loads(told or b"{}")
        return self._features

    def _full(self, path: str) -> str:
        if not path:
            return self._to
        return f"{self._to}{path}" if self._to.endswith((":", "/")) else f"{self._to}/{path}"

    def _run(
        self,
        verb: str,
        *arguments: str,
        content: bytes = b"",
        may_miss: bool = False,
        before: Sequence[str] = (),
    ) -> bytes | None:
        """Return what rclone prints; None where what is asked for is not there and may be so."""
        done = self._process(verb, *before, *arguments, content=content)
        if done.returncode == 0:
            return done.stdout
        if may_miss and done.returncode in _MISSING:
            return None
        raise self._failure(done.returncode, done.stderr.decode("utf-8", "replace"))

    def _process(
        self, verb: str, *arguments: str, content: bytes = b""
    ) -> subprocess.CompletedProcess[bytes]:
        patience = [
            f"--retries={self._patience.tries}",
            f"--retries-sleep={self._patience.first_wait}s",
            "--ask-password=false",
        ]
        return subprocess.run(  # noqa: S603 - the arguments are no shell's
            [str(self._program), verb, *patience, *arguments],
            input=content,
            capture_output=True,
            env=self._environment,
            check=False,
        )

    def _failure(self, code: int, log: str) -> DeployError:
        entries = [entry.strip() for entry in _LOG_STAMP.split(log) if entry.strip()]
        said = next((entry for entry in reversed(entries) if "NOTICE:" not in entry), "")
        said = " ".join(said.split()) or f"exit code {code}"
        # A remote that is described on the spot, `:ftp,pass=…:`, has a password in its name.
        name = re.sub(r",.*:", ",…:", self._to)
        said = said.replace(self._to, name)
        for pattern, meaning, fix in _MEANINGS:
            if pattern.search(said):
                return DeployError(f"{name}: {meaning} ({said})", fix)
        if code == _TEMPORARY or _PASSING.search(said):
            return TransientError(f"{name}: {said}", "deploy again: it goes on where it was")
        return DeployError(f"{name}: rclone could not do it ({said})", "try `rclone lsf` there")


def _lines(paths: Iterable[str]) -> bytes:
    return "".join(f"{path}\n" for path in paths).encode("utf-8", "surrogateescape")


def _time_of(file: ReleaseFile) -> int:
    return int(file.source.stat().st_mtime)


def _found(entry: Mapping[str, Any]) -> Found:
    hashes = entry.get("Hashes") or {}
    kind = next((kind for kind in ("md5", "sha1") if hashes.get(kind)), "")
    checksum = f"{kind}:{hashes[kind]}" if kind else ""
    return Found(max(0, int(entry["Size"])), _seconds(entry.get("ModTime", "")), checksum)


def _seconds(text: str) -> int:
    """Return a time of rclone's, which may have nanoseconds, in seconds; 0 for none."""
    try:
        return int(dt.datetime.fromisoformat(re.sub(r"\.\d+", "", text)).timestamp())
    except ValueError:
        return 0
