"""What is shown now, and what a single saved file makes of it at once.

The desk holds the sight. It glances at the very entry that was saved, which takes milliseconds; the
planner, in a thread of its own, puts whole plans in its place.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from ssg.disk.cache.store import ForgottenError
from ssg.disk.guard import ChangedWhileReadingError, Guard, OutsideError
from ssg.glance import glance, glance_at_theme
from ssg.memo import Memo
from ssg.model.diagnostic import Diagnostic, has_errors
from ssg.model.digest import Digest, digest_of_bytes
from ssg.model.record import dataclass
from ssg.model.source import FileRef, Snapshot
from ssg.pipeline import Planned
from ssg.preview.sight import Sight, sight_of, with_glance, with_theme


@dataclass(frozen=True, slots=True)
class News:
    """A new sight, and the one before it; `saved` is the source of the entry just saved, or ""."""

    before: Sight | None
    sight: Sight
    saved: str = ""
    is_new: bool = False


class Desk:
    """Holds the sight, for several threads."""

    def __init__(self, site: Path, memo: Memo, tell: Callable[[News], None]) -> None:
        """Begin with nothing to show.

        `tell` hears of each new sight, from several threads but one at a time.
        """
        self.sight: Sight | None = None
        """What is shown, None before the first plan."""
        self.snapshot = Snapshot({}, {})
        """The files as they were for the last whole plan."""
        self._memo = memo
        self._tell = tell
        self._guard = Guard(site)
        self._lock = threading.RLock()
        self._ready = threading.Event()
        self._fresh: dict[str, FileRef] = {}
        """Files glanced at since the last snapshot was begun: perhaps newer than it."""
        self._seen: dict[str, Digest] = {}
        """The content of files that was glanced at since the last whole plan."""
        self._fresh_theme: Snapshot | None = None
        """Files whose theme was glanced at since then."""
        self._told: dict[str, Digest] = {}
        """Of these, what was told as saved."""

    def wait(self, seconds: float) -> Sight | None:
        """Return the sight, waiting for the first one as long as `seconds`."""
        self._ready.wait(seconds)
        return self.sight

    def source_file(self, path: str) -> Path | None:
        """Return the file of the site that `path` names, or None where the site has none."""
        is_known = path == "site.yaml" or path in self.snapshot.files
        try:
            return Path(self._guard.locate(path)) if is_known else None
        except OutsideError:
            return None

    def look_at(self, path: str) -> None:
        """Glance at the file `path`, if it is an entry that is shown and has changed."""
        with self._lock:
            known = self.snapshot.files.get(path)
            if self.sight is None or known is None or path not in self.sight.addresses:
                return
            file = self._file_at(path)
            if file is None or not file.size or file.digest == self._seen.get(path, known.digest):
                return
            try:
                sight = self._glanced(self.sight, file)
            except (ChangedWhileReadingError, ForgottenError):
                return  # The whole plan, which follows, knows what to do.
            self._fresh[path] = file
            self._seen[path] = file.digest
            # An entry that moves is told of when the plan knows where to.
            is_in_place = sight.outputs is not self.sight.outputs
            if is_in_place:
                self._told[path] = file.digest
            self.show(sight, saved=path if is_in_place else "")

    def look_at_theme(self, snapshot: Snapshot) -> None:
        """Glance at the theme as `snapshot` has it, of which files may have changed."""
        with self._lock:
            sight = self._with_theme_of(snapshot)
            if sight is not None:
                self._fresh_theme = snapshot
                self.show(sight)

    def begin_plan(self) -> None:
        """Count every file as old that is glanced at before now: the next snapshot holds it."""
        with self._lock:
            self._fresh, self._fresh_theme = {}, None

    def end_plan(
        self, planned: Planned, snapshot: Snapshot, found: Sequence[Diagnostic], changed: list[str]
    ) -> None:
        """Show a whole plan of the files `snapshot`; `changed` entries led to it.

        What was saved while it was being made is glanced at again.
        """
        with self._lock:
            is_news = len(changed) == 1 and changed[0] not in self._told
            saved = changed[0] if is_news and not has_errors(planned.diagnostics) else ""
            is_new = bool(saved) and saved not in self.snapshot.files
            sight = sight_of(planned, found, self.sight)
            for file in self._fresh.values():
                if snapshot.files.get(file.path, file).digest != file.digest:
                    sight = self._glanced(sight, file)
            self._seen = {path: file.digest for path, file in self._fresh.items()}
            self._told = {path: told for path, told in self._told.items() if path in self._fresh}
            self.snapshot = snapshot
            self.show(sight, saved, is_new=is_new)
            if self._fresh_theme:
                self.look_at_theme(self._fresh_theme)

    def show(self, sight: Sight, saved: str = "", *, is_new: bool = False) -> None:
        """Put `sight` in the place of the one before."""
        with self._lock:
            before, self.sight = self.sight, sight
            self._ready.set()
            self._tell(News(before, sight, saved, is_new))

    def show_problems(self, problems: tuple[Diagnostic, ...]) -> None:
        """Show what keeps the site from being planned, over what is shown."""
        with self._lock:
            sight = self.sight or Sight(0, Planned(()))
            self.show(replace(sight, number=sight.number + 1, diagnostics=problems))

    def _with_theme_of(self, snapshot: Snapshot) -> Sight | None:
        """Return the sight with another theme, None where it has this one or needs a whole plan."""
        if self.sight is None:
            return None
        glanced = glance_at_theme(self.sight.shown, snapshot, self._memo)
        if glanced is None or glanced.theme == self.sight.shown.theme:
            return None
        return with_theme(self.sight, glanced)

    def _file_at(self, path: str) -> FileRef | None:
        try:
            content = self._guard.read(path)
        except OSError:
            return None
        return FileRef(path, digest_of_bytes(content), len(content))

    def _glanced(self, sight: Sight, file: FileRef) -> Sight:
        planned = replace(sight.shown, diagnostics=sight.diagnostics)
        return with_glance(sight, *glance(planned, file, self._memo))
