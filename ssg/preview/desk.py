"""Where files become what is shown: hints of change in, sights out.

A hint first gets a glance, which takes milliseconds: the page of the very entry that was saved. The
plan of the whole site follows in a thread of its own. Hints may be wrong or missing; what counts is
what the files say when the whole tree is compared.
"""

import datetime as dt
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from ssg.disk.cache import ForgottenError
from ssg.disk.guard import ChangedWhileReadingError, Guard, OutsideError
from ssg.disk.snapshot import take_snapshot
from ssg.glance import glance
from ssg.intake import Options
from ssg.memo import Memo
from ssg.model.diagnostic import Diagnostic, has_errors
from ssg.model.digest import Digest, digest_of_bytes
from ssg.model.source import FileRef, Snapshot
from ssg.pipeline import Planned, plan_unchecked, with_checks
from ssg.preview.keepsake import keep_plan, keepsake_key, load_plan
from ssg.preview.memory import Memory
from ssg.preview.sight import Sight, sight_of, with_glance
from ssg.work import Workers, here

_GLANCES_AT_MOST = 4
"""Above so many changed files it was no author who saved them."""
_LONGEST_REST_SECONDS = 0.5
_AGAIN_SECONDS = 0.05
_WORTH_KEEPING_SECONDS = 0.5
_IDLE_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class DeskRequest:
    """What is previewed: the site, where a build would write to, whether drafts are shown.

    `workers` provides those who parse when there is much to parse.
    """

    site: Path
    output: Path
    drafts: bool = True
    workers: Callable[[], AbstractContextManager[Workers]] = lambda: nullcontext(here)


@dataclass(frozen=True, slots=True)
class News:
    """A new sight, and the one before it; `saved` is the source of the entry just saved, or ""."""

    before: Sight | None
    sight: Sight
    saved: str = ""
    is_new: bool = False


class Desk:
    """Holds the sight and renews it."""

    def __init__(
        self,
        request: DeskRequest,
        memo: Memo,
        memory: Memory,
        tell: Callable[[News], None],
        explain: Callable[[Exception], tuple[Diagnostic, ...]],
    ) -> None:
        """Prepare; nothing is read before `start`.

        `tell` hears of each new sight, from several threads but one at a time. `explain` turns what
        went wrong outside the content into problems that can be shown.
        """
        self._request = request
        self._memo = memo
        self._glances = replace(memo)
        self._memory = memory
        self._tell = tell
        self._explain = explain
        self._guard = Guard(request.site)
        self._lock = threading.RLock()
        self._wake, self._ends, self._ready = (threading.Event() for _ in range(3))
        self._sight: Sight | None = None
        self._snapshot = Snapshot({}, {})
        self._fresh: dict[str, FileRef] = {}
        """Files glanced at since the last snapshot was begun: perhaps newer than it."""
        self._seen: dict[str, Digest] = {}
        """The content of files that was glanced at since the last whole plan."""
        self._planning_seconds = 0.0
        self._must_plan = True
        self._tried: Snapshot | None = None
        self._failed: Snapshot | None = None
        """Files that could not be planned for no fault of theirs: another try needs a change."""
        self._kept: Digest | None = None

    def start(self) -> None:
        """Begin to plan."""
        self._wake.set()
        threading.Thread(target=self._plan_forever, name="planner", daemon=True).start()

    def stop(self) -> None:
        """End the planning; what is under way is given up."""
        self._ends.set()
        self._wake.set()

    @property
    def sight(self) -> Sight | None:
        """Return what is shown now, None before the first plan."""
        return self._sight

    def wait(self, seconds: float) -> Sight | None:
        """Return the sight, waiting for the first one as long as `seconds`."""
        self._ready.wait(seconds)
        return self._sight

    def hint(self, paths: Iterable[str]) -> None:
        """Look at the files `paths` (none: at all files), which may have changed."""
        named = sorted(paths)
        if not named and self._is_shown(self._take_snapshot()[0]):
            return
        if len(named) <= _GLANCES_AT_MOST:
            for path in named:
                self._look_at(path)
        self._wake.set()

    def source_file(self, path: str) -> Path | None:
        """Return the file of the site that `path` names, or None where the site has none."""
        is_known = path == "site.yaml" or path in self._snapshot.files
        try:
            return Path(self._guard.locate(path)) if is_known else None
        except OutsideError:
            return None

    def forget(self) -> None:
        """Parse everything again: the cache has lost what it promised."""
        self._memo = Memo(self._memory, self._memo.code, self._memo.read, here)
        self._glances = replace(self._memo)
        self._must_plan = True
        self._wake.set()

    def _look_at(self, path: str) -> None:
        """Glance at the file `path`, if it is an entry that is shown and has changed."""
        with self._lock:
            known = self._snapshot.files.get(path)
            if self._sight is None or known is None or path not in self._sight.addresses:
                return
            file = self._file_at(path)
            if file is None or file.digest == self._seen.get(path, known.digest):
                return
            self._fresh[path] = file
            self._seen[path] = file.digest
            try:
                self._publish(self._glanced(self._sight, file), saved=path)
            except (ChangedWhileReadingError, ForgottenError):
                del self._seen[path]  # The whole plan, which follows, knows what to do.

    def _file_at(self, path: str) -> FileRef | None:
        try:
            content = self._guard.read(path)
        except OSError:
            return None
        return FileRef(path, digest_of_bytes(content), len(content))

    def _glanced(self, sight: Sight, file: FileRef) -> Sight:
        planned = replace(sight.shown, diagnostics=sight.diagnostics)
        return with_glance(sight, *glance(planned, file, self._glances))

    def _plan_forever(self) -> None:
        while not self._ends.is_set():
            self._wake.wait()
            # Where planning takes long, whoever asks for the page just saved goes first.
            self._ends.wait(min(_LONGEST_REST_SECONDS, self._planning_seconds / 3))
            self._wake.clear()
            try:
                if not self._ends.is_set():
                    self._plan()
            except ChangedWhileReadingError:
                self._ends.wait(_AGAIN_SECONDS)
                self._wake.set()
            except ForgottenError:
                self.forget()
            except Exception as error:  # noqa: BLE001 - whatever it is, the author must hear of it
                self._failed = self._tried
                self._publish_failure(error)

    def _plan(self) -> None:
        """Compare the whole tree and, where it has changed, plan the whole site."""
        began = time.monotonic()
        with self._lock:
            self._fresh = {}
        snapshot, found = self._take_snapshot()
        if self._is_shown(snapshot):
            return
        self._tried = snapshot
        changed = _changed_entries(self._snapshot, snapshot) if self._sight else []
        if 0 < len(changed) <= _GLANCES_AT_MOST:
            for path in changed:
                self._look_at(path)
        key = keepsake_key(self._memo.code, snapshot, drafts=self._request.drafts)
        if self._sight is None and (kept := load_plan(self._request.site, key)):
            self._publish(sight_of(kept, found, None, is_whole=False))
        planned = self._plan_all(snapshot, found)
        saved = changed[0] if len(changed) == 1 and changed[0] not in self._seen else ""
        is_new = bool(saved) and saved not in self._snapshot.files
        with self._lock:
            sight = self._with_fresh(sight_of(planned, found, self._sight), snapshot)
            self._seen = {path: file.digest for path, file in self._fresh.items()}
            self._snapshot, self._must_plan = snapshot, False
            self._publish(sight, saved, is_new=is_new)
        self._memory.save()
        self._planning_seconds = time.monotonic() - began
        self._keep(key, planned)

    def _plan_all(self, snapshot: Snapshot, found: tuple[Diagnostic, ...]) -> Planned:
        """Plan the whole site; the very first plan is shown before all of it is checked."""
        drafts = self._request.drafts
        options = Options(dt.datetime.now(dt.UTC), drafts, drafts, private=True)
        with self._request.workers() as staff:
            planned = plan_unchecked(snapshot, replace(self._memo, workers=staff), options)
        if self._sight is None and not has_errors((*found, *planned.diagnostics)):
            self._publish(sight_of(planned, found, None, is_whole=False))
        return with_checks(planned)

    def _with_fresh(self, sight: Sight, snapshot: Snapshot) -> Sight:
        """Return `sight` with another glance at what was saved while it was being planned."""
        for file in self._fresh.values():
            if snapshot.files.get(file.path, file).digest != file.digest:
                sight = self._glanced(sight, file)
        return sight

    def _keep(self, key: Digest, planned: Planned) -> None:
        """Keep the plan of a large site for the next start, unless there is better to do."""
        is_worth_it = self._planning_seconds > _WORTH_KEEPING_SECONDS
        if not is_worth_it or self._kept == key or has_errors(planned.diagnostics):
            return
        if self._wake.wait(_IDLE_SECONDS):
            return
        if keep_plan(self._request.site, key, planned, lambda: not self._wake.is_set()):
            self._kept = key

    def _take_snapshot(self) -> tuple[Snapshot, tuple[Diagnostic, ...]]:
        return take_snapshot(self._request.site, self._request.output, self._memory)

    def _is_shown(self, snapshot: Snapshot) -> bool:
        """Tell whether all that there is to show of `snapshot` is shown."""
        is_whole = self._sight is not None and self._sight.is_whole
        is_known = not self._must_plan and snapshot == self._snapshot
        return (is_whole and is_known) or snapshot == self._failed

    def _publish_failure(self, error: Exception) -> None:
        with self._lock:
            sight = self._sight or Sight(0, Planned(()))
            problems = self._explain(error)
            self._publish(replace(sight, number=sight.number + 1, diagnostics=problems))

    def _publish(self, sight: Sight, saved: str = "", *, is_new: bool = False) -> None:
        with self._lock:
            before, self._sight = self._sight, sight
            self._ready.set()
            self._tell(News(before, sight, saved, is_new))


def _changed_entries(before: Snapshot, after: Snapshot) -> list[str]:
    """Return the sources of entries that are new or have another content."""
    return [
        path
        for path, file in after.files.items()
        if path.endswith(".md")
        and path.startswith(("content/posts/", "content/pages/"))
        and before.files.get(path) != file
    ]
