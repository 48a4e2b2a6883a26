"""The search in a preview: its index is made when somebody searches, and never when one saves."""

from collections.abc import Callable
from threading import Lock

from ssg.memo import Memo
from ssg.model.output import Plan, PlannedCopy, PlannedPage
from ssg.model.source import FileRef
from ssg.preview.sight import Sight
from ssg.search import FOLDER, Indexer, NoIndexError, bundle_of

_ADDRESS = f"/{FOLDER}"
_FIRST_ASKED = f"{_ADDRESS}pagefind-entry.json"
"""What every search asks for first, and no browser keeps: from then on it is one bundle's files."""


def is_of_search(address: str) -> bool:
    """Tell whether `address` (decoded, without the site's path) lies where the index is."""
    return address.startswith(_ADDRESS)


class SearchDesk:
    """Has the index of what is shown, and the one before for pages that still search in it."""

    def __init__(self, memo: Memo, indexer: Indexer, note: Callable[[str], None]) -> None:
        """Take bodies from `memo`; `note` hears in plain words why there is no index."""
        self._memo = memo
        self._indexer = indexer
        self._note = note
        self._shown: Sight | None = None
        self._now: dict[str, FileRef] = {}
        self._before: dict[str, FileRef] = {}
        self._lock = Lock()

    def file_at(self, address: str, sight: Sight) -> PlannedCopy | None:
        """Return the file of the index at `address`; makes the index where it is not made yet."""
        with self._lock:
            if self._shown is None or (address == _FIRST_ASKED and sight is not self._shown):
                self._look_at(sight)
            file = self._now.get(address) or self._before.get(address)
        return PlannedCopy(address.lstrip("/"), file) if file else None

    def _look_at(self, sight: Sight) -> None:
        settings, theme = sight.shown.settings, sight.shown.theme
        if settings is None or theme is None or not settings.search:
            return
        pages = tuple(page for page in sight.outputs.values() if isinstance(page, PlannedPage))
        copies = tuple(copy for copy in sight.outputs.values() if isinstance(copy, PlannedCopy))
        try:
            files = bundle_of(Plan(pages, copies), settings, theme, self._memo, self._indexer)
        except NoIndexError as error:
            self._note(f"the preview cannot be searched: {error}; {error.fix}")
            files = ()
        found = {_ADDRESS + self._indexer.name_of(file): file for file in files}
        if found != self._now:
            self._before, self._now = self._now, found
        self._shown = sight
