"""A branch of a git repository as a target, by plumbing alone: no working tree, no checkout.

Each deploy is one commit on top of what lies there, so a branch is its own list of releases.
"""

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from ssg.deploy.failures import CannotRollBackError, DeployError, DeployLockedError
from ssg.deploy.model import (
    RECORD,
    Found,
    Keys,
    Progress,
    Record,
    ReleaseFile,
    Remote,
    Shipment,
    Workplace,
)
from ssg.deploy.record import read_record, write_record
from ssg.deploy.retrying import tried
from ssg.deploy.targets.git.failures import (
    BrokenCacheError,
    NoBranchError,
    UnknownFailureError,
)
from ssg.deploy.targets.git.program import Git, lines_of
from ssg.model.record import dataclass

Answer = TypeVar("Answer")

_THERE = "refs/ssg/there"
_TRAILER = "Rolled-back-to: "
_FILES = frozenset({"100644", "100755"})
_NOTHING = "0" * 40


@dataclass(frozen=True, slots=True)
class _Commit:
    """A commit: the one before it, and the one that it returned to, "" each where there is none."""

    parent: str
    returned_to: str


class GitBranch:
    """A branch that a host shows as a site (`Target`)."""

    def __init__(self, keys: Keys, work: Workplace) -> None:
        """Publish into the branch that `keys` name."""
        self._work = work
        self._branch = f"refs/heads/{keys.get('branch', 'pages')}"
        self._git = Git(
            str(keys["to"]), work.private / "repository.git", work.site, work.environment
        )
        self._seen: str | None = None

    def look(self) -> Remote:
        """Return what lies in the branch."""
        return self._from_a_whole_cache(self._look)

    def send(self, shipment: Shipment, progress: Progress) -> None:
        """Add a commit that holds the release, unless the branch holds just that already."""
        if self._seen is None:
            self.look()
        there = self._seen or ""
        tree = self._tree_after(shipment, there)
        if there and tree == self._line("rev-parse", f"{there}^{{tree}}"):
            return
        message = " ".join(shipment.message.split()) or "Deploy"
        self._push(self._commit(tree, there, message), there)
        progress(len(shipment.uploads))

    def roll_back(self) -> str:
        """Add a commit that holds what the release before did; the history stays."""
        there, before = self._from_a_whole_cache(self._there_and_before)
        if not before:
            message = "the branch holds no release before the one that is shown"
            raise CannotRollBackError(message, "put the post right and deploy again")
        record = self._record_at(before)
        name = record.release if record else before[:12]
        tree = self._line("rev-parse", f"{before}^{{tree}}")
        message = f"Return to {name}\n\n{_TRAILER}{before}"
        self._push(self._commit(tree, there, message), there)
        return name

    def _from_a_whole_cache(self, read: Callable[[], Answer]) -> Answer:
        """Return what `read` learns, with another cache where the one that is there may be broken.

        To read is no deploy that another could come before: what is locked is a broken reference.
        """
        try:
            return read()
        except (BrokenCacheError, DeployLockedError, UnknownFailureError):
            self._git.forget()
            return read()

    def _there_and_before(self) -> tuple[str, str]:
        there = self._fetch()
        return there, self._before(there) if there else ""

    def _look(self) -> Remote:
        self._seen = self._fetch()
        if not self._seen:
            return Remote(None, {})
        record, found = self._record_at(self._seen), self._files_at(self._seen)
        return Remote(record, found, record.release if record else "")

    def _fetch(self, *depth: str) -> str:
        """Return the commit that the branch is at, "" where there is no such branch."""
        self._git.clear_locks()
        refspec = f"+{self._branch}:{_THERE}"
        options = ("--quiet", "--no-tags", "--no-recurse-submodules", *(depth or ("--depth=2",)))

        def attempt() -> str:
            try:
                self._git.run("fetch", *options, "--", self._git.address, refspec)
            except NoBranchError:
                return ""
            return self._line("rev-parse", _THERE)

        return tried(self._work.patience, attempt, lambda: None)

    def _push(self, commit: str, there: str) -> None:
        """Move the branch from `there` to `commit`, and only from there."""
        lease = f"--force-with-lease={self._branch}:{there}"
        arguments = ("push", "--porcelain", lease, "--", self._git.address)
        tried(
            self._work.patience,
            lambda: self._git.run(*arguments, f"{commit}:{self._branch}"),
            lambda: None,
        )
        self._seen = commit
        # The site is published: tidying up can wait for the next time.
        with contextlib.suppress(DeployError):
            self._git.run("update-ref", _THERE, commit)
            self._git.run("-c", "gc.auto=6700", "-c", "gc.autoDetach=false", "gc", "--auto", "-q")

    def _files_at(self, commit: str) -> Mapping[str, Found]:
        found = {}
        for line in lines_of(self._git.run("ls-tree", "-r", "-z", "-l", commit)):
            description, _, path = line.partition("\t")
            mode, _, blob, size = description.split()
            # Links and repositories in the repository are nothing that we have written.
            is_file = mode in _FILES
            found[path] = Found(int(size), 0, f"git:{blob}") if is_file else Found(0, 0, "git:")
        return found

    def _record_at(self, commit: str) -> Record | None:
        try:
            return read_record(self._git.run("cat-file", "blob", f"{commit}:{RECORD}"))
        except DeployError:
            return None

    def _tree_after(self, shipment: Shipment, there: str) -> str:
        """Write the tree of the branch as it is to be, and return its name."""
        deleted = ((_NOTHING, path) for path in shipment.deleted)
        record = self._line("hash-object", "-w", "--stdin", given=write_record(shipment.record))
        written = [*self._blobs(shipment.uploads), (record, RECORD)]
        with tempfile.TemporaryDirectory(dir=self._work.private) as folder:
            index = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
            if there:
                self._git.run("read-tree", there, environment=index)
            given = b"".join([*_index_lines("0", deleted), *_index_lines("100644", written)])
            self._git.run(
                "update-index", "--replace", "-z", "--index-info", given=given, environment=index
            )
            return self._line("write-tree", environment=index)

    def _blobs(self, files: Iterable[ReleaseFile]) -> list[tuple[str, str]]:
        """Write files as they are, filtered by nothing, and return their names with their paths."""
        plain: list[ReleaseFile] = []
        odd: list[ReleaseFile] = []
        for file in files:
            # A list of paths, one to a line, cannot name some.
            kind = odd if {"\n", "\r"} & set(str(file.source)) else plain
            kind.append(file)
        given = "".join(f"{file.source.absolute()}\n" for file in plain)
        hashed = self._git.run(
            "hash-object", "-w", "--no-filters", "--stdin-paths", given=os.fsencode(given)
        )
        blobs = list(zip(hashed.decode().split(), (file.path for file in plain), strict=True))
        for file in odd:
            blob = self._line("hash-object", "-w", "--stdin", given=file.source.read_bytes())
            blobs.append((blob, file.path))
        return blobs

    def _commit(self, tree: str, parent: str, message: str) -> str:
        parents = ("-p", parent) if parent else ()
        identity = self._git.identity(urlsplit(self._work.url).hostname or "")
        given = f"{message}\n".encode()
        return self._line(
            "commit-tree", tree, *parents, "-F", "-", given=given, environment=identity
        )

    def _before(self, there: str) -> str:
        """Return the release before the one at `there`, "" where there is none.

        What was returned to counts as what is shown, so that one can return further and further.
        """
        shown = self._effective(there)
        parent = self._read(shown).parent
        before = self._effective(parent) if parent else ""
        return before if before and self._record_at(before) else ""

    def _effective(self, commit: str) -> str:
        return self._read(commit).returned_to or commit

    def _read(self, commit: str) -> _Commit:
        """Return a commit, whose history is fetched further back where it does not reach so far."""
        depth = 50
        while True:
            with contextlib.suppress(DeployError):
                return _parsed(self._git.run("cat-file", "commit", commit))
            if not self._git.is_shallow:
                message = "the history of the branch is not whole"
                raise CannotRollBackError(message, "deploy again instead")
            self._fetch(f"--deepen={depth}")
            depth *= 4

    def _line(
        self, *arguments: str, given: bytes = b"", environment: Mapping[str, str] | None = None
    ) -> str:
        return self._git.run(*arguments, given=given, environment=environment).decode().strip()


def _index_lines(mode: str, blobs: Iterable[tuple[str, str]]) -> Iterable[bytes]:
    for blob, path in blobs:
        yield f"{mode} {blob}\t{path}\0".encode(errors="surrogateescape")


def _parsed(commit: bytes) -> _Commit:
    head, _, message = commit.decode(errors="replace").partition("\n\n")
    parents = [line[7:] for line in head.splitlines() if line.startswith("parent ")]
    returned = [line for line in message.splitlines() if line.startswith(_TRAILER)]
    return _Commit(
        parents[0] if parents else "",
        returned[-1].removeprefix(_TRAILER).strip() if returned else "",
    )
