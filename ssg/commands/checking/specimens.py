"""Some pages of each template, rendered: whatever the theme brings to any page.

A template may have a script for pages with a film, another for those that can be answered. So there
is a page for each thing that pages made from it have: a field of the view that is filled, or one of
the `marks` of its text that whoever asks knows.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import partial

from ssg.disk.written_templates import WrittenTemplates
from ssg.memo import Memo
from ssg.model.diagnostic import Diagnostic
from ssg.model.output import PlannedPage
from ssg.model.record import dataclass
from ssg.model.theme import Theme
from ssg.model.view import EntryView
from ssg.pipeline import Planned
from ssg.render.compiling.ready import ready_theme
from ssg.render.page import render_ready

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


def specimens(
    planned: Planned, memo: Memo, marks: Mapping[str, AbstractSet[str]] | None = None
) -> list[Specimen]:
    """Render one page of each template of a planned site, the rest for what only they have.

    `marks` are words for what texts have in them, by the address of the entry. Without, there is
    one page of each template.
    """
    if planned.plan is None or planned.theme is None:
        return []
    pages = [*_chosen(planned.plan.pages)]
    if marks is not None:
        pages += _with_more(planned.plan.pages, pages, marks)
    return [*_rendered(pages, planned.theme, memo)]


def _with_more(
    pages: Iterable[PlannedPage],
    chosen: Iterable[PlannedPage],
    marks: Mapping[str, AbstractSet[str]],
) -> Iterator[PlannedPage]:
    """Yield each page that has something which none before it of the same template has."""
    met: dict[str, set[str]] = {page.template: _features(page, marks) for page in chosen}
    for page in pages:
        if page.path.endswith(".html"):
            features = _features(page, marks)
            if not features <= met[page.template]:
                met[page.template] |= features
                yield page


def _features(page: PlannedPage, marks: Mapping[str, AbstractSet[str]]) -> set[str]:
    view = page.view
    features = set(_filled(view, ""))
    if isinstance(view, EntryView):
        features |= marks.get(view.url, frozenset())
        for name, part in (
            ("entry", view.entry),
            ("audio", view.entry.audio),
            ("conversation", view.conversation),
        ):
            features.update(_filled(part, name))
        features.update(f"extra.{key}" for key in view.extra)
    return features


def _filled(value: object, name: str) -> Iterator[str]:
    """Yield the names of the fields of `value` that hold something."""
    for field in getattr(type(value), "__slots__", ()):
        if field != "site" and getattr(value, field):
            yield f"{name}.{field}"


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
        WrittenTemplates(),
    )
    needs = list(dict.fromkeys(key for page in pages for key in page.needs))
    heavy = memo.heavy(needs) if needs else {}
    for page in pages:
        rendered = render_ready(page, {key: heavy[key] for key in page.needs}, ready)
        yield Specimen(page, rendered.content, rendered.diagnostics)
