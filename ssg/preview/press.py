"""Outputs on demand: one address to what is served there."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from threading import Lock

from ssg.disk.guard import ChangedWhileReadingError, OutsideError
from ssg.memo import Memo
from ssg.model.diagnostic import Diagnostic, has_errors
from ssg.model.output import PlannedCopy, PlannedPage, PlannedPicture
from ssg.model.record import dataclass
from ssg.model.source import FileRef
from ssg.pictures.reading import without_location
from ssg.picturing import made_picture
from ssg.preview.search import SearchDesk, is_of_search
from ssg.preview.sight import Sight
from ssg.render.compiling.ahead import NOTHING, Ahead
from ssg.render.compiling.ready import ReadyTheme, ready_when_asked
from ssg.render.page import render_ready

_KEPT = 200


@dataclass(frozen=True, slots=True)
class Served:
    """What is served at an address: bytes, or the file that holds them; `origin` made it."""

    path: str
    origin: str
    content: bytes | str
    problems: tuple[Diagnostic, ...] = ()


class Press:
    """Renders one output at a time, and keeps the last good one of each page asked for."""

    def __init__(
        self,
        memo: Memo,
        locate: Callable[[FileRef], str],
        search: SearchDesk | None = None,
        ahead: Ahead = NOTHING,
    ) -> None:
        """Take bodies from `memo`; `locate` names the file of a copy, or raises OutsideError.

        `search` has the files of the search, `ahead` templates that came with the program.
        """
        self._memo = memo
        self._locate = locate
        self._search = search
        self._ahead = ahead
        self._ready: ReadyTheme | None = None
        self._last_good: OrderedDict[str, bytes] = OrderedDict()
        self._lock, self._painting = Lock(), Lock()

    def serve(self, sight: Sight, address: str) -> Served | None:
        """Return what `sight` has at `address` (decoded, without the site's path), or None.

        Where a template fails, the page stays as it was and the problems say why. Raises
        ForgottenError where the cache was damaged.
        """
        output = sight.outputs.get(address)
        if output is None and self._search is not None and is_of_search(address):
            output = self._search.file_at(address, sight)
        if isinstance(output, PlannedCopy):
            return self._copy(output)
        if isinstance(output, PlannedPicture):
            return self._picture(output)
        return None if output is None else self._page(output, sight)

    def _copy(self, copy: PlannedCopy) -> Served | None:
        try:
            if copy.is_cleaned:
                return Served(copy.path, copy.origin, without_location(self._memo.read(copy.file)))
            return Served(copy.path, copy.origin, self._locate(copy.file))
        except (OutsideError, ChangedWhileReadingError):
            return None

    def _picture(self, picture: PlannedPicture) -> Served | None:
        """Make a picture that a browser asks for; of a damaged one its own file is shown."""
        with self._painting:
            try:
                content = made_picture(picture, self._memo.read, self._memo.made)
            except (OutsideError, ChangedWhileReadingError):
                return None
        if content is None and picture.file:
            return self._copy(PlannedCopy(picture.path, picture.file))
        return Served(picture.path, picture.origin, content) if content else None

    def _page(self, page: PlannedPage, sight: Sight) -> Served:
        theme = sight.shown.theme
        if theme is None:
            return Served(page.path, page.origin, b"")
        heavy = self._memo.heavy(page.needs)
        with self._lock:
            if self._ready is None or self._ready.theme is not theme:
                self._ready = ready_when_asked(theme, self._ahead)
            rendered = render_ready(page, heavy, self._ready)
            if has_errors(rendered.diagnostics):
                rendered = replace(rendered, content=self._last_good.get(page.path, b""))
            else:
                self._last_good[page.path] = rendered.content
                self._last_good.move_to_end(page.path)
                while len(self._last_good) > _KEPT:
                    self._last_good.popitem(last=False)
        return Served(page.path, page.origin, rendered.content, rendered.diagnostics)
