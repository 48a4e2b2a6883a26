"""Whole plans, made in the background: hints of change in, plans for the desk out.

Hints may be wrong or missing; what counts is what the files say when the whole tree is compared.
"""

import contextlib
import datetime as dt
import gc
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path

from ssg.disk.cache.store import ForgottenError
from ssg.disk.guard import ChangedWhileReadingError
from ssg.disk.snapshot import take_snapshot
from ssg.intake import Options, load_parsers
from ssg.memo import Memo
from ssg.model.diagnostic import Diagnostic, has_errors
from ssg.model.digest import Digest
from ssg.model.record import dataclass
from ssg.model.source import FileRef, Snapshot
from ssg.pipeline import Planned, plan_unchecked, with_checks
from ssg.preview.desk import Desk
from ssg.preview.keepsake import keep_plan, keepsake_key, load_plan
from ssg.preview.memory import Memory
from ssg.preview.sight import sight_of
from ssg.work import Workers, here

_GLANCES_AT_MOST = 4
"""Above so many changed files it was no author who saved them."""
_LONGEST_REST_SECONDS = 0.5
_AGAIN_SECONDS = 0.05
_LONGEST_PAUSE_SECONDS = 5.0
_UNTIL_WRITTEN_SECONDS = 0.3
_THEMES = "themes/"
_WORTH_KEEPING_SECONDS = 0.5
_IDLE_SECONDS = 1.5
_LOOKS_AT_THE_CLOCK_SECONDS = 60.0
"""Clocks are set, and computers sleep: a long wait is made of short ones."""


@dataclass(frozen=True, slots=True)
class PlanRequest:
    """What is previewed: the site, where a build would write to, whether drafts are shown.

    `workers` provides those who parse when there is much to parse.
    """

    site: Path
    output: Path
    drafts: bool = True
    workers: Callable[[], AbstractContextManager[Workers]] = lambda: nullcontext(here)


class Planner:
    """Plans the site again whenever its files have changed."""

    def __init__(
        self,
        request: PlanRequest,
        desk: Desk,
        memo: Memo,
        memory: Memory,
        explain: Callable[[Exception], tuple[Diagnostic, ...]],
    ) -> None:
        """Prepare; nothing is read before `start`.

        `explain` turns what went wrong outside the content into problems that can be shown.
        """
        self._request = request
        self._desk = desk
        self._memo = memo
        self._memory = memory
        self._explain = explain
        self._wake, self._ends = threading.Event(), threading.Event()
        self._seconds = 0.0
        """How long the last plan took."""
        self._tried: Snapshot | None = None
        self._failed: Snapshot | None = None
        """Files that could not be planned for no fault of theirs: another try needs a change."""
        self._orders, self._orders_done = 1, 0
        """How often all was to be planned whatever the files say, and how often that was done."""
        self._changes_at: dt.datetime | None = None
        """When the same files give another site: a scheduled post comes out."""
        self._worth_keeping: tuple[Digest, Planned] | None = None
        self._kept: Digest | None = None

    def start(self) -> None:
        """Begin to plan."""
        self._wake.set()
        threading.Thread(target=self._plan_forever, name="planner", daemon=True).start()

    def stop(self) -> None:
        """End the planning; what is under way is given up."""
        self._ends.set()
        self._wake.set()

    def hint(self, paths: Iterable[str]) -> None:
        """Look at the files `paths` (none: at all files), which may have changed."""
        named = sorted(paths)
        if not named and self._is_shown(self._take_snapshot()[0]):
            return
        self._glance_at(named)
        if any(path.startswith(_THEMES) for path in named):
            self._glance_at_theme(self._take_snapshot()[0])
        self.look_again()

    def look_again(self) -> None:
        """Compare all files as soon as what is under way is done."""
        self._wake.set()

    def forget(self) -> None:
        """Parse everything again: the cache has lost what it promised."""
        self._memo.kept.clear()
        self._plan_anyway()

    def _plan_anyway(self) -> None:
        self._orders += 1
        self._wake.set()

    def _glance_at(self, paths: list[str]) -> None:
        if len(paths) <= _GLANCES_AT_MOST:
            for path in paths:
                self._desk.look_at(path)

    def _glance_at_theme(self, snapshot: Snapshot) -> None:
        with contextlib.suppress(ChangedWhileReadingError):  # The whole plan will look again.
            self._desk.look_at_theme(snapshot)

    def _plan_forever(self) -> None:
        tries = 0
        while not self._ends.is_set():
            if not self._wake.wait(self._patience()):
                self._keep()
                if self._changes_at and self._changes_at <= _now():
                    self._changes_at = None
                    self._plan_anyway()
                continue
            # Where planning takes long, whoever asks for the page just saved goes first.
            self._ends.wait(min(_LONGEST_REST_SECONDS, self._seconds / 3))
            self._wake.clear()
            try:
                if not self._ends.is_set():
                    self._plan_if_changed()
                tries = 0
            except ChangedWhileReadingError:
                tries += 1
                self._ends.wait(min(_AGAIN_SECONDS * 2**tries, _LONGEST_PAUSE_SECONDS))
                self._wake.set()
            except ForgottenError:
                self.forget()
            except Exception as error:  # noqa: BLE001 - whatever it is, the author must hear of it
                if self._ends.is_set():
                    return  # What it needed is being put away.
                self._failed = self._tried
                self._orders += 1  # Also the files of before are planned then: they are well.
                self._desk.show_problems(self._explain(error))

    def _patience(self) -> float | None:
        """Return how many seconds there is nothing to do without being woken; None: no end."""
        if self._worth_keeping:
            return _IDLE_SECONDS
        if self._changes_at is None:
            return None
        left = (self._changes_at - _now()).total_seconds()
        return max(0.0, min(left, _LOOKS_AT_THE_CLOCK_SECONDS))

    def _plan_if_changed(self) -> None:
        """Compare the whole tree and, where it has changed, plan the whole site."""
        began = time.monotonic()
        self._desk.begin_plan()
        self._tried = None
        snapshot, found = self._take_snapshot()
        if self._is_shown(snapshot):
            return
        self._tried, orders = snapshot, self._orders
        changed = _changed_entries(self._desk.snapshot, snapshot) if self._desk.sight else []
        if any(not snapshot.files[path].size for path in changed):
            # A file that is being written begins empty; one that stays so is shown as what it is.
            self._ends.wait(_UNTIL_WRITTEN_SECONDS)
            snapshot, found = self._take_snapshot()
        self._glance_at(changed)
        if _themes_in(snapshot) != _themes_in(self._desk.snapshot):
            self._glance_at_theme(snapshot)
        key = keepsake_key(self._memo.code, snapshot, drafts=self._request.drafts)
        if self._desk.sight is None and (kept := load_plan(self._request.site, key)):
            self._kept = key
            self._desk.show(sight_of(kept, found, None, is_whole=False))
        planned = self._plan(snapshot, found)
        self._desk.end_plan(planned, snapshot, found, changed)
        self._orders_done, self._failed = orders, None
        self._changes_at = planned.site.changes_at if planned.site else None
        self._memory.save()
        gc.freeze()  # A plan is large and holds no circles: looking through it frees nothing.
        load_parsers()
        self._seconds = time.monotonic() - began
        is_slow = self._seconds > _WORTH_KEEPING_SECONDS
        is_worth_it = is_slow and key != self._kept and not has_errors(planned.diagnostics)
        self._worth_keeping = (key, planned) if is_worth_it else None

    def _plan(self, snapshot: Snapshot, found: tuple[Diagnostic, ...]) -> Planned:
        """Plan the whole site; the very first plan is shown before all of it is checked."""
        drafts = self._request.drafts
        options = Options(_now(), drafts, drafts, private=True)
        with self._request.workers() as staff:
            planned = plan_unchecked(snapshot, replace(self._memo, workers=staff), options)
        if self._desk.sight is None and not has_errors((*found, *planned.diagnostics)):
            self._desk.show(sight_of(planned, found, None, is_whole=False))
        return with_checks(planned)

    def _keep(self) -> None:
        """Keep the plan of a large site for the next start, unless there is better to do."""
        if self._worth_keeping:
            key, planned = self._worth_keeping
            if keep_plan(self._request.site, key, planned, lambda: not self._wake.is_set()):
                self._kept = key
            self._worth_keeping = None

    def _take_snapshot(self) -> tuple[Snapshot, tuple[Diagnostic, ...]]:
        return take_snapshot(self._request.site, self._request.output, self._memory)

    def _is_shown(self, snapshot: Snapshot) -> bool:
        """Tell whether there is nothing to plan: all of `snapshot` is shown, or it cannot be."""
        sight = self._desk.sight
        is_ordered = self._orders != self._orders_done
        is_whole = sight is not None and sight.is_whole and not is_ordered
        return (is_whole and snapshot == self._desk.snapshot) or snapshot == self._failed


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _themes_in(snapshot: Snapshot) -> dict[str, FileRef]:
    return {path: file for path, file in snapshot.files.items() if path.startswith(_THEMES)}


def _changed_entries(before: Snapshot, after: Snapshot) -> list[str]:
    """Return the sources of entries that are new or have another content."""
    return [
        path
        for path, file in after.files.items()
        if path.endswith(".md")
        and path.startswith(("content/posts/", "content/pages/"))
        and before.files.get(path) != file
    ]
