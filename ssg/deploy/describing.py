"""What each output is to its author, and when it is sent: said by the plan of the site."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ssg.deploy.headers.types import is_named_by_content
from ssg.deploy.model import FILE, Described, Kind, ReleaseFile, Stage
from ssg.model.digest import digest_of
from ssg.model.output import Plan, PlannedPage
from ssg.model.view import (
    ArchiveView,
    AuthorPageView,
    CommentFeedView,
    EntryView,
    FeedView,
    HomeView,
    ListingView,
    RedirectView,
    SeriesPageView,
)

_LISTINGS = (ArchiveView, AuthorPageView, HomeView, ListingView, SeriesPageView)
_FEEDS = (CommentFeedView, FeedView)
_NAMES_OTHERS = "pagefind/pagefind-entry.json"
"""What a search asks for first: the files that it names must be there."""


def describe_outputs(plan: Plan) -> dict[str, Described]:
    """Return what each output of `plan` is, by its path; files that are copied are left out."""
    return {page.path: _described(page) for page in plan.pages}


def with_descriptions(
    files: Mapping[str, ReleaseFile], descriptions: Mapping[str, Described]
) -> dict[str, ReleaseFile]:
    """Return `files` with the stages in which they are sent, and the essence of entries."""
    return {
        path: replace(
            file,
            stage=_stage_of(path, descriptions),
            essence=descriptions.get(path, FILE).essence,
        )
        for path, file in files.items()
    }


def stages_of(files: Iterable[ReleaseFile]) -> list[tuple[ReleaseFile, ...]]:
    """Return `files` stage by stage, the deepest first: the front page comes last."""
    ordered = sorted(files, key=lambda file: (-file.path.count("/"), file.path))
    return [tuple(file for file in ordered if file.stage is stage) for stage in Stage]


def _described(page: PlannedPage) -> Described:
    view = page.view
    if isinstance(view, EntryView):
        kind = Kind.POST if view.entry.kind == "post" else Kind.PAGE
        return Described(kind, view.entry.title, _essence(view), view.entry.source)
    if isinstance(view, _FEEDS):
        return Described(Kind.FEED)
    if isinstance(view, _LISTINGS):
        return Described(Kind.LISTING)
    if isinstance(view, RedirectView):
        return Described(Kind.REDIRECT)
    return FILE


def _essence(view: EntryView) -> str:
    """Return a digest of what the author wrote, and of the answers; no bio, no neighbours."""
    entry = view.entry
    thread = view.conversation.thread if view.conversation else None
    written = (entry.title, entry.url, entry.date, entry.updated, entry.summary, entry.description)
    shown = (entry.body.key, entry.picture, entry.audio, entry.sources, entry.corrections, thread)
    return digest_of(*written, *shown).hex()[:12]


def _stage_of(path: str, descriptions: Mapping[str, Described]) -> Stage:
    if is_named_by_content(path):
        return Stage.FINGERPRINTED
    if path == _NAMES_OTHERS:
        return Stage.LISTINGS
    described = descriptions.get(path)
    if described is None:
        return Stage.ASSETS
    is_shown_late = described.kind in {Kind.LISTING, Kind.FEED} or not path.endswith(".html")
    return Stage.LISTINGS if is_shown_late else Stage.PAGES
