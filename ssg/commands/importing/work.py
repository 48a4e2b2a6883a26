"""What the parts of an import hand to each other."""

import datetime as dt
from dataclasses import field
from pathlib import Path

from ssg.commands.importing.live import Living
from ssg.commands.importing.writing import SiteWriter
from ssg.importers.books import Books
from ssg.importers.decisions import Decisions
from ssg.importers.kinds import PLAIN_TYPES, PostTypes
from ssg.importers.library_files import BroughtFile
from ssg.importers.moving.host_kind import HostKind
from ssg.model.export import Host
from ssg.model.record import dataclass


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What is to be imported where, and how. `live` is the address of the living blog, or ""."""

    site: Path
    host: Host
    exports: tuple[Path, ...]
    now: dt.datetime
    uploads: tuple[Path, ...] = ()
    downloads: bool = False
    external: bool = False
    post_types: PostTypes = field(default_factory=lambda: PLAIN_TYPES)
    live: str = ""
    jobs: int = 0
    is_rehearsal: bool = False


@dataclass(frozen=True, slots=True)
class ImportWork:
    """An import under way: everything is decided, and the files of the old blog are here.

    `own_url` is the address in site.yaml, "" where there was none yet.
    """

    request: ImportRequest
    decisions: Decisions
    kind: HostKind
    living: Living
    brought: tuple[BroughtFile, ...]
    books: Books
    writer: SiteWriter
    own_url: str = ""
