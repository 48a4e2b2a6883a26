"""The files that old texts show, brought to where the site keeps them."""

import enum
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from ssg.disk.moving.given_files import GivenFile
from ssg.disk.moving.media_record import FOLDER, MediaRecord, Row
from ssg.disk.moving.packed import UnreadableFileError
from ssg.disk.moving.safe_content import NotTakenError, checked_path, safe_chunks, with_suffix
from ssg.disk.moving.site_files import InTheWayError, SiteFiles
from ssg.disk.moving.uploads import Found, Uploads
from ssg.disk.web.answers import Fetched, Verdict
from ssg.disk.web.download import Client, Download
from ssg.disk.web.partial import Partial
from ssg.importers.media.files import WantedFile
from ssg.importers.media.paths import folded
from ssg.importers.media.sniff import BEGINNING
from ssg.model.record import dataclass

_AHEAD = 64
_NOT_GIVEN = "it is not among the files that were given, and nothing was asked of the old site"
_ELSEWHERE = "it lies on another host, and files of others are left where they are"


class Outcome(enum.Enum):
    """What became of a file.

    KEPT: it was there already. MISSING: nobody has it now. REFUSED: it is there and is not taken.
    NOT_ASKED: it was not given, and the network was not asked.
    """

    COPIED = "copied"
    DOWNLOADED = "downloaded"
    KEPT = "kept"
    MISSING = "missing"
    REFUSED = "refused"
    NOT_ASKED = "not asked"


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of `wanted`.

    `path` is where it lies now, relative to the site, or "" where it does not. `address` is the
    candidate that it is. `why` is empty where all went well. `size` is in bytes.
    """

    wanted: WantedFile
    path: str
    outcome: Outcome
    address: str = ""
    why: str = ""
    size: int = 0
    sha256: str = ""


Tell = Callable[[int, int], None]
"""Is told how many files are done, of how many."""


def bring(
    wanted: Sequence[WantedFile],
    site_folder: Path,
    uploads: Uploads | None = None,
    download: Download | None = None,
    tell: Tell = lambda _done, _of: None,
) -> Iterator[Brought]:
    """Bring each of `wanted` to its place and yield what became of it, in their order.

    Takes what is there, else what was given, else, with `download`, asks for it. A file that lies
    at a place already is never written over. May be stopped and run again at any moment. Raises
    OSError where the disk fails.
    """
    store = _Store(site_folder, uploads, download)
    workers = download.limits.workers if download else 1
    pool = ThreadPoolExecutor(workers, thread_name_prefix="download")
    waiting: deque[Brought | Future[Brought]] = deque()
    done = 0
    try:
        for file in wanted:
            waiting.append(store.settle(file) or pool.submit(store.ask, file))
            while len(waiting) > _AHEAD or (waiting and isinstance(waiting[0], Brought)):
                done += 1
                yield _told(waiting.popleft(), tell, done, len(wanted))
        while waiting:
            done += 1
            yield _told(waiting.popleft(), tell, done, len(wanted))
    finally:
        store.stop()
        pool.shutdown(cancel_futures=True)
        store.finish()


def look(
    wanted: Iterable[WantedFile], site_folder: Path, uploads: Uploads | None = None
) -> Iterator[Brought]:
    """Yield what would become of each file, without writing or asking anything.

    What would be downloaded is NOT_ASKED.
    """
    store = _Store(site_folder, uploads, None)
    for file in wanted:
        yield store.look(file) or _not_asked(file)


def _told(brought: Brought | Future[Brought], tell: Tell, done: int, of: int) -> Brought:
    result = brought if isinstance(brought, Brought) else brought.result()
    tell(done, of)
    return result


class _Store:
    """The site while files come to it."""

    def __init__(
        self, site_folder: Path, uploads: Uploads | None, download: Download | None
    ) -> None:
        self._files = SiteFiles(site_folder)
        self._record = MediaRecord(site_folder)
        self._uploads = uploads
        self._download = download
        self._partials = site_folder / FOLDER / "parts"
        self._client = Client(download, self._partials) if download else None
        self._lock = threading.Lock()
        self._locks: dict[str, threading.Lock] = {}

    def stop(self) -> None:
        if self._client:
            self._client.stop()

    def finish(self) -> None:
        self._record.finish()
        with suppress(OSError):
            self._partials.rmdir()

    def settle(self, file: WantedFile) -> Brought | None:
        """Return what becomes of `file` without asking anybody, or None where that is needed."""
        settled = self.look(file)
        is_here = settled is not None and settled.outcome is not Outcome.REFUSED
        if not is_here and self._may_ask(file):
            return None
        if settled is None:
            return _not_asked(file)
        if settled.outcome is not Outcome.COPIED:
            return settled
        found = self._found(file)
        assert found  # noqa: S101 - it was there a moment ago
        with self._lock_of(settled.path):
            return self._copied(file, found, settled.path)

    def look(self, file: WantedFile) -> Brought | None:
        """Return what becomes of `file`, or None where neither the site nor the user has it."""
        try:
            kept, rank = self._kept(file)
        except InTheWayError as error:
            return Brought(file, "", Outcome.REFUSED, why=str(error))
        found = self._found(file)
        if found is None or (kept and rank <= file.candidates.index(found.address)):
            return kept
        try:
            path = checked_path(found.path, found.file)
        except (UnreadableFileError, NotTakenError) as error:
            return kept or Brought(file, "", Outcome.REFUSED, found.address, str(error))
        return Brought(file, path, Outcome.COPIED, found.address, size=found.file.size)

    def ask(self, file: WantedFile) -> Brought:
        """Return what comes of asking for the candidates of `file`, one after the other."""
        client = self._client
        assert client  # noqa: S101 - `settle` asks nobody without one
        failed: set[str] = set()
        answers: list[Fetched] = []
        for address, path in zip(file.candidates, file.paths, strict=True):
            origin = "/".join(address.split("/")[:3])
            # Where a server is only busy, a smaller picture from it would stay forever.
            if origin in failed or not client.allows(address):
                continue
            with self._lock_of(path):
                try:
                    if place := self._place(address, path):
                        return self._as_kept(file, address, place)
                    fetched = client.fetch(address, path.rpartition("/")[2])
                    if fetched.partial:
                        return self._downloaded(file, address, path, fetched.partial)
                except (InTheWayError, NotTakenError) as error:
                    return Brought(file, "", Outcome.REFUSED, address, str(error))
            answers.append(fetched)
            if fetched.verdict is Verdict.FAILED:
                failed.add(origin)
        return _unsuccessful(file, answers)

    def _may_ask(self, file: WantedFile) -> bool:
        download = self._download
        is_asked = download is not None and (file.is_of_site or download.external)
        return is_asked and file.candidates[0].startswith(("http://", "https://"))

    def _found(self, file: WantedFile) -> Found | None:
        return self._uploads.find(file) if self._uploads else None

    def _kept(self, file: WantedFile) -> tuple[Brought | None, int]:
        """Return the best candidate that lies in the site, and its place among the candidates."""
        for rank, (address, path) in enumerate(zip(file.candidates, file.paths, strict=True)):
            if place := self._place(address, path):
                return self._as_kept(file, address, place), rank
        return None, 0

    def _place(self, address: str, path: str) -> str:
        """Return where the file from `address` lies: `path` or where an earlier run put it."""
        row = self._record.from_address(address)
        places = (row.path, path) if row else (path,)
        return next((place for place in places if self._files.has(place)), "")

    def _as_kept(self, file: WantedFile, address: str, path: str) -> Brought:
        row = self._record.at_path(path)
        size = self._files.size(path)
        sha256 = row.sha256 if row and row.size == size else ""
        return Brought(file, path, Outcome.KEPT, address, size=size, sha256=sha256)

    def _copied(self, file: WantedFile, found: Found, path: str) -> Brought:
        try:
            if self._files.has(path):
                return self._as_kept(file, found.address, path)
            row = self._added(Row(path, found.address), found.file)
        except (UnreadableFileError, NotTakenError, InTheWayError) as error:
            return Brought(file, "", Outcome.REFUSED, found.address, str(error))
        return Brought(file, path, Outcome.COPIED, found.address, "", row.size, row.sha256)

    def _downloaded(self, file: WantedFile, address: str, path: str, partial: Partial) -> Brought:
        validators = partial.validators
        try:
            came = GivenFile(path, path, partial.file.stat().st_size, partial.open)
            path = with_suffix(path, partial.beginning(BEGINNING))
            if self._files.has(path):
                return self._as_kept(file, address, path)
            row = Row(path, address, validators.etag, validators.last_modified)
            row = self._added(row, came)
        finally:
            partial.drop()
        return Brought(file, path, Outcome.DOWNLOADED, address, "", row.size, row.sha256)

    def _added(self, row: Row, file: GivenFile) -> Row:
        """Add `file` to the site, and return what is known of it from now on."""

        def remember(size: int, sha256: str) -> None:
            with self._lock:
                self._record.add(replace(row, size=size, sha256=sha256))

        self._files.add(row.path, safe_chunks(file, row.path), remember)
        return self._record.at_path(row.path) or row

    def _lock_of(self, path: str) -> threading.Lock:
        """Return what keeps two workers from bringing one file, or two to one place."""
        with self._lock:
            return self._locks.setdefault(folded(path), threading.Lock())


def _not_asked(file: WantedFile) -> Brought:
    return Brought(file, "", Outcome.NOT_ASKED, why=_NOT_GIVEN if file.is_of_site else _ELSEWHERE)


def _unsuccessful(file: WantedFile, answers: Sequence[Fetched]) -> Brought:
    """Return what to say of a file that no candidate has; what may still be had comes first."""
    order = (Verdict.FAILED, Verdict.REFUSED, Verdict.MISSING)
    worst = min(answers, key=lambda answer: order.index(answer.verdict), default=None)
    if worst is None:
        return Brought(file, "", Outcome.NOT_ASKED, why=_ELSEWHERE)
    outcome = Outcome.REFUSED if worst.verdict is Verdict.REFUSED else Outcome.MISSING
    return Brought(file, "", outcome, worst.address, worst.why)
