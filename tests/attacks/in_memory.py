"""A whole site without a disk: files by their path in, diagnostics and outputs out."""

import datetime as dt
import functools
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ssg.commands.checking.inspecting import Ground, look_through
from ssg.disk.builtin import builtin_themes_folder
from ssg.disk.cache.store import Cache
from ssg.disk.guard import guarded_reader
from ssg.disk.snapshot import take_snapshot
from ssg.intake import Options
from ssg.memo import Memo
from ssg.model.diagnostic import Diagnostic, Level, sort_diagnostics
from ssg.model.digest import Digest, digest_of, digest_of_bytes
from ssg.model.source import FileRef, Snapshot
from ssg.outputs import AnyOutput
from ssg.pictures.reading import read_picture
from ssg.pipeline import Planned, make_outputs, plan_build
from ssg.render.compiling.ahead import NOTHING, Ahead
from ssg.work import here

NOW = dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC)
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif")
Files = Mapping[str, str | bytes]


class Store:
    """Remembers everything that it is told, as bytes: for all sites of a test together."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._known: dict[Digest, bytes] = {}

    def read_light(self, keys: Sequence[Digest]) -> Mapping[Digest, bytes]:
        """Return what is remembered of `keys`."""
        return {key: self._known[key] for key in keys if key in self._known}

    read_heavy = read_light

    def write(
        self, light: Iterable[tuple[Digest, bytes]], heavy: Iterable[tuple[Digest, bytes]]
    ) -> None:
        """Remember values."""
        self._known.update(light)
        self._known.update(heavy)


@dataclass
class Shelf:
    """Outputs by their path; every one is made."""

    outputs: dict[str, bytes]
    contents: Mapping[str, bytes]

    def is_current(self, _path: str, _key: Digest) -> bool:
        """Make everything anew."""
        return False

    def keep(self, output: AnyOutput, content: bytes | FileRef, _digest: Digest) -> str:
        """Keep the bytes of an output."""
        path = output.planned.path
        if isinstance(content, FileRef):
            content = self.contents.get(content.path, b"")
        self.outputs[path] = content
        return path


@dataclass
class Made:
    """What became of a site."""

    diagnostics: tuple[Diagnostic, ...]
    planned: Planned
    outputs: dict[str, bytes] = field(default_factory=dict)

    @property
    def errors(self) -> list[Diagnostic]:
        """Return what keeps the site from being built."""
        return [each for each in self.diagnostics if each.level is Level.ERROR]


@functools.cache
def builtin_themes() -> Mapping[str, FileRef]:
    """Return the files of the built-in themes."""
    with tempfile.TemporaryDirectory() as name, Cache(Path(name) / "cache") as cache:
        snapshot, _ = take_snapshot(Path(name), Path(name) / "output", cache)
    return snapshot.builtin_themes


def snapshot_of(contents: Mapping[str, bytes]) -> Snapshot:
    """Return the snapshot of files that lie nowhere."""
    files = {
        path: FileRef(
            path,
            digest_of_bytes(content),
            len(content),
            read_picture(content) if path.lower().endswith(PICTURES) else None,
        )
        for path, content in contents.items()
    }
    return Snapshot(files, builtin_themes())


def make(
    files: Files,
    store: Store,
    *,
    builds: bool = True,
    checks: bool = False,
    pictures: bool = True,
    ahead: Ahead = NOTHING,
) -> Made:
    """Take files through every stage: the plan, the check where asked, and every output.

    With errors nothing is rendered, as in a build. `pictures` tells whether they are made smaller,
    which takes longer than all else; `ahead` are templates as they were written.
    """
    contents = {
        path: content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
        for path, content in files.items()
    }
    builtin = guarded_reader(Path("/nowhere"), builtin_themes_folder())

    def read(file: FileRef) -> bytes:
        return builtin(file) if file.builtin else contents[file.path]

    memo = Memo(store, digest_of("code"), read, here)
    snapshot = snapshot_of(contents)
    planned = plan_build(snapshot, memo, Options(NOW, drafts=True, future=True))
    if planned.plan is not None and not pictures:
        planned = replace(planned, plan=replace(planned.plan, pictures=()))
    found = list(planned.diagnostics)
    if checks:
        found += look_through(planned, Ground(snapshot, (), ()), memo).diagnostics
    made = Made(sort_diagnostics(found), planned)
    if builds and planned.plan is not None and not made.errors:
        for _, problems in make_outputs(planned, memo, Shelf(made.outputs, contents), ahead):
            found += problems
        made.diagnostics = sort_diagnostics(found)
    return made
