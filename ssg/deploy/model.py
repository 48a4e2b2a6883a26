"""The nouns of a deploy: what is to lie at the target, what lies there, and the way between."""

import enum
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import Protocol

from ssg.disk.native import parents
from ssg.model.record import dataclass

RECORD = ".ssg-deploy.json"
"""The file at the target that tells what of it is ours."""
LOCK = ".ssg-deploy.lock"
"""The file at the target that keeps a second deploy out."""
NEW = ".ssg-new"
"""What the name of a file ends in while it is written; a deploy that is cut off leaves it."""
ARRIVING = ".ssg-upload"
"""The folder at the target in which files arrive before they take their places."""
OURS = frozenset({RECORD, LOCK})


class Stage(enum.IntEnum):
    """When a file is sent: what is needed goes before what needs it."""

    FINGERPRINTED = 0
    ASSETS = 1
    PAGES = 2
    LISTINGS = 3


class Kind(enum.Enum):
    """What an output is, in the author's words."""

    POST = "post"
    PAGE = "page"
    LISTING = "listing"
    FEED = "feed"
    REDIRECT = "redirect"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Described:
    """What an output is to its author.

    `essence` is a digest of what the author wrote (text, title, comments) without what stands
    around it (neighbours, menus), so that a post counts as changed only where it was. `source` is
    the author's file.
    """

    kind: Kind
    title: str = ""
    essence: str = ""
    source: str = ""


FILE = Described(Kind.FILE)
"""What an output is that needs no words of its own."""


@dataclass(frozen=True, slots=True)
class ReleaseFile:
    """A file as it is to lie at the target, at `path` (relative, with slashes).

    `digest` is the hexadecimal form of `ssg.model.digest.Digest`, `source` the file that holds the
    bytes.
    """

    path: str
    digest: str
    size: int
    source: Path
    stage: Stage
    essence: str = ""

    @property
    def folder(self) -> Path:
        """Return the folder below which `source` lies at `path`; of a file that was set aside."""
        return self.source.parents[self.path.count("/")]


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the record says of a file at the target.

    `mtime` is in whole seconds, 0 where the target does not keep it. `unused` counts the deploys
    since the site has stopped using the file: pages that readers have open may still ask for it.
    """

    digest: str
    size: int
    mtime: int = 0
    unused: int = 0
    essence: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """What of a target is ours, by the key of the path (`record.key_of`).

    `release` names the deploy that wrote it, `before` the one that readers saw until then. Not
    `complete`: that deploy was cut off.
    """

    files: Mapping[str, Recorded]
    release: str = ""
    complete: bool = True
    before: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A file as the target lists it: `mtime` in whole seconds, 0 where it is not told.

    `checksum` is "md5:…", "sha1:…" or "git:…" in hexadecimal form where the target tells one, and
    then the last word.
    """

    size: int
    mtime: int = 0
    checksum: str = ""


@dataclass(frozen=True, slots=True)
class Remote:
    """A target as it is before the deploy.

    `found` is None where the target cannot be listed: then the record is all there is. `release`
    is the name of what is served, "" where there is none. `has_strangers` tells that the place
    holds what is not ours around the site itself. `left_over` is what a deploy that was cut off has
    left half written, where readers may find it: it is not in `found`.
    """

    record: Record | None
    found: Mapping[str, Found] | None
    release: str = ""
    has_strangers: bool = False
    left_over: tuple[str, ...] = ()

    @property
    def was_cut_off(self) -> bool:
        """Tell whether the last deploy has begun and not ended."""
        return self.record is not None and not self.record.complete

    @property
    def is_settled(self) -> bool:
        """Tell whether nothing of an earlier deploy is to be ended or cleared away."""
        return not self.was_cut_off and not self.left_over


@dataclass(frozen=True, slots=True)
class Difference:
    """What a deploy has to do. All are paths but the first two.

    `by_hand` are files of ours that somebody changed or removed at the target; `kept` are
    fingerprinted assets that the site no longer uses and that stay for a while; `foreign` are files
    at the target that are not ours.
    """

    new: tuple[ReleaseFile, ...] = ()
    changed: tuple[ReleaseFile, ...] = ()
    unchanged: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    by_hand: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()

    @property
    def uploads(self) -> tuple[ReleaseFile, ...]:
        """Return what has to be sent."""
        return self.new + self.changed

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to do."""
        return not (self.new or self.changed or self.deleted)


@dataclass(frozen=True, slots=True)
class Shipment:
    """What a target is told to do: `stages` one after the other, then the record, then deletions.

    `folder` holds the files to be sent at their paths, `release` names the deploy, `record` is the
    record as it is to be afterwards and `before` as it was found. `files` is the whole release.
    """

    release: str
    folder: Path
    files: Mapping[str, ReleaseFile]
    stages: Sequence[tuple[ReleaseFile, ...]]
    deleted: tuple[str, ...]
    record: Record
    before: Record | None
    message: str = ""
    base: str = ""
    """The release that was found when all this was decided."""
    left_over: tuple[str, ...] = ()
    """What an earlier deploy has left half written; it goes first."""

    @property
    def uploads(self) -> tuple[ReleaseFile, ...]:
        """Return what has to be sent, in order."""
        return tuple(file for stage in self.stages for file in stage)

    @property
    def obstacles(self) -> tuple[str, ...]:
        """Return what has to be deleted first: files where folders come, folders where files do.

        Disks that do not tell capitals apart are thought of: a file that changes only these is in
        its own way there.
        """
        coming = {_folded(file.path) for file in self.uploads}
        folders = {folder for path in coming for folder in parents(path)}
        blocked = coming | folders
        return tuple(
            path
            for path in self.deleted
            if (name := _folded(path)) in blocked
            or any(folder in coming for folder in parents(name))
        )


def is_left_over(path: str) -> bool:
    """Tell whether a file that lies at `path` was never written to its end, or never in place."""
    return path.endswith(NEW) or ARRIVING in path.split("/")


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


Progress = Callable[[int], None]
"""Takes the number of files that have just been sent."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How often a transient fault is borne, and how many seconds lie before the second try.

    Each further wait is twice as long.
    """

    tries: int = 5
    first_wait: float = 1.0


PATIENT = Patience()


@dataclass(frozen=True, slots=True)
class Workplace:
    """What a target may need to know of the site it serves.

    `private` is a folder of the site's cache that is this target's own, `holder` a name of this
    copy of the site, by which it knows its own locks. `url` is the site's address.
    """

    name: str
    site: Path
    private: Path
    holder: str
    url: str
    patience: Patience = PATIENT
    environment: Mapping[str, str] = field(default_factory=dict)


class Target(Protocol):
    """A place that a site is published to. All may raise `failures.DeployError`."""

    def look(self) -> Remote:
        """Return what lies there; changes nothing."""
        ...

    def send(self, shipment: Shipment, progress: Progress) -> None:
        """Carry `shipment` out, in its order; what fails stops all that follows."""
        ...

    def roll_back(self) -> str:
        """Let readers see the release before, and return its name.

        Raises `failures.CannotRollBackError` where the target cannot.
        """
        ...


Keys = Mapping[str, object]
"""The keys of a target as site.yaml has them."""
