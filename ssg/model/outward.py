"""Links that lead out of the site: where they stand, what was heard of them, what is known."""

import datetime as dt
import enum

from ssg.model.diagnostic import Diagnostic
from ssg.model.edit import Mend
from ssg.model.entry import Place
from ssg.model.pickling import pickle_by_fields
from ssg.model.record import dataclass
from ssg.model.settings import ExternalSettings


@dataclass(frozen=True, slots=True)
class OutwardLink:
    """An address of another site as a text spells it; `source` is its place in `sources:`, or -1.

    `place` is 0 where the source spells it otherwise.
    """

    written: str
    place: Place
    source: int = -1


@dataclass(frozen=True, slots=True)
class Mention:
    """A link with the file that it stands in, and the day of the post, None where there is none."""

    path: str
    link: OutwardLink
    day: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Outward:
    """All links of a site that lead out of it, and whose problems the author wants to hear.

    `off` are the rules that are switched off everywhere, `off_by_path` those of single files.
    """

    mentions: tuple[Mention, ...]
    settings: ExternalSettings
    off: tuple[str, ...]
    off_by_path: tuple[tuple[str, tuple[str, ...]], ...]


class Sort(enum.Enum):
    """What became of asking for an address."""

    GOOD = "good"
    MOVED = "moved"
    BLOCKED = "blocked"
    LOCKED = "locked"
    BUSY = "busy"
    CIRCLING = "circling"
    GONE = "gone"
    MISSING = "missing"
    FRONT_PAGE = "front-page"
    NO_NAME = "no-name"
    REFUSED = "refused"
    UNSAFE = "unsafe"
    GARBLED = "garbled"
    FAULTY = "faulty"
    SILENT = "silent"
    PRIVATE = "private"
    UNWANTED = "unwanted"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Heard:
    """What came of asking once: `to` is where it leads now, `status` HTTP's last answer, or 0."""

    sort: Sort
    status: int = 0
    to: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an address: heard last on `day`.

    `since` is the day of the first of its last `failures` in a row. `copy` is an archived copy,
    "-" where the archive said that it has none, "" where it was not asked.
    """

    address: str
    heard: Heard
    day: dt.date
    since: dt.date | None = None
    failures: int = 0
    copy: str = ""


NO_COPY = "-"


@dataclass(frozen=True, slots=True)
class CopyToRecord:
    """An archived copy that belongs to the source at `place` of a file: the `number`-th there."""

    problem: Diagnostic
    place: Place
    written: str
    number: int
    copy: str


@dataclass(frozen=True, slots=True)
class Told:
    """What is to be told of links: problems, and how some of them are mended."""

    diagnostics: tuple[Diagnostic, ...] = ()
    mends: tuple[Mend, ...] = ()
    copies: tuple[CopyToRecord, ...] = ()


pickle_by_fields(__name__)
