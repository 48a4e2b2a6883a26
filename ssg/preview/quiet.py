"""When to speak of changes: once they have come to rest, and not too late where they never do."""

import math

_AFTER_A_WHOLE_FILE = 0.025
_AFTER_ANYTHING_ELSE = 0.07
"""Seconds; an editor that empties a file before it writes may take a while in between."""
_AT_LATEST = 1.0
"""Seconds from the first change: a long copy must not starve whoever writes meanwhile."""
_PATHS_AT_MOST = 100
"""Above so many it is no author who saves, and to compare everything is simpler."""


class Unrest:
    """The changes since the last hint. Times are seconds of a clock that never goes back."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.due = math.inf
        """When to speak."""
        self._began = math.inf
        self._paths: set[str] = set()
        self._born: set[str] = set()
        self._may_be_anything = False

    def come(self, path: str, now: float) -> None:
        """Note a file that was not there before."""
        if path not in self._paths:
            self._born.add(path)
        self.change(path, now)

    def change(self, path: str, now: float, *, is_whole: bool = False) -> None:
        """Note a file that has changed; `is_whole` if whoever wrote it has finished."""
        self._paths.add(path)
        if len(self._paths) > _PATHS_AT_MOST:
            self.spread(now)
        self.stir(now, is_whole=is_whole)

    def go(self, path: str, now: float) -> None:
        """Note a file that is gone. What came and went in one breath was never there."""
        if path in self._born:
            self._born.remove(path)
            self._paths.discard(path)
        else:
            self.change(path, now)

    def spread(self, now: float) -> None:
        """Note that anything may have changed."""
        self._may_be_anything = True
        self._paths.clear()
        self._born.clear()
        self.stir(now)

    def stir(self, now: float, *, is_whole: bool = False) -> None:
        """Wait for the next quiet moment."""
        self._began = min(self._began, now)
        quiet = _AFTER_A_WHOLE_FILE if is_whole else _AFTER_ANYTHING_ELSE
        self.due = min(self._began + _AT_LATEST, now + quiet)

    @property
    def paths(self) -> frozenset[str] | None:
        """Return what has changed; nothing named: anything; None: nothing."""
        if self._may_be_anything:
            return frozenset()
        return frozenset(self._paths) or None
