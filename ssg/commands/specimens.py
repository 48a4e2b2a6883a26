"""One page of each template, rendered: what the theme itself brings to every page."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from ssg.memo import Memo
from ssg.model.diagnostic import Diagnostic
from ssg.model.output import PlannedPage
from ssg.model.theme import Theme
from ssg.model.view import EntryView
from ssg.pipeline import Planned
from ssg.render.page import render_ready
from ssg.render.ready import ready_theme

_COMPILED = 30


@dataclass(frozen=True, slots=True)
class Specimen:
    """A rendered page, and what went wrong on the way."""

    page: PlannedPage
    content: bytes
    diagnostics: tuple[Diagnostic, ...]

    @property
    def text(self) -> str:
        """Return the page as text."""
        return self.content.decode("utf-8", "replace")


def specimens(planned: Planned, memo: Memo) -> list[Specimen]:
    """Render one page of each template of a planned site."""
    if planned.plan is None or planned.theme is None:
        return []
    pages = list(_chosen(planned.plan.pages))
    return [*_rendered(pages, planned.theme, memo)]


def _chosen(pages: Iterable[PlannedPage]) -> Iterable[PlannedPage]:
    """Return the first page of each template, one that can be answered before one that cannot."""
    chosen: dict[str, PlannedPage] = {}
    for page in pages:
        known = chosen.get(page.template)
        if known is None or (_is_open(page) and not _is_open(known)):
            chosen[page.template] = page
    return chosen.values()


def _is_open(page: PlannedPage) -> bool:
    view = page.view
    return isinstance(view, EntryView) and bool(view.conversation and view.conversation.open)


def _rendered(pages: list[PlannedPage], theme: Theme, memo: Memo) -> Iterator[Specimen]:
    ready = ready_theme(
        theme,
        Counter(page.template for page in pages),
        partial(memo.remembered_each, weight=_COMPILED),
    )
    needs = list(dict.fromkeys(key for page in pages for key in page.needs))
    heavy = memo.heavy(needs) if needs else {}
    for page in pages:
        rendered = render_ready(page, {key: heavy[key] for key in page.needs}, ready)
        yield Specimen(page, rendered.content, rendered.diagnostics)
