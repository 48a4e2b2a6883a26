"""The search: what of a plan is indexed, and the files of the index as outputs like all others.

The indexer is another program (Pagefind), so it belongs to a shell, which hands it in here. Its
bundle has a key of its own, the digest of all that is indexed: as long as not one text, title or
facet changes, the bundle is the one that is there, and neither a body is loaded nor a program run.
"""

import contextlib
import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Protocol

from ssg.check.plan import without_silenced
from ssg.memo import Memo
from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.digest import Digest, digest_of
from ssg.model.output import Plan, PlannedCopy
from ssg.model.record import dataclass
from ssg.model.search import SearchDocument, SearchRecord
from ssg.model.settings import Settings
from ssg.model.source import FileRef
from ssg.model.theme import Theme
from ssg.model.view import Article, EntryView, ListingView
from ssg.pipeline import Planned
from ssg.render.address import encoded
from ssg.render.date import DAY_STYLES, pattern_for, patterned_date, written_date
from ssg.render.search import search_card, search_document

FOLDER = "pagefind/"
"""Where the bundle lies in the output."""
_UNSPACED = frozenset({"ja", "zh"})
_UNDETERMINED = "und"
_LOADED = 200
"""So many bodies are in memory at a time."""


class NoIndexError(Exception):
    """There is no index, for the reason that the message tells; `fix` says what to do."""

    def __init__(self, message: str, fix: str) -> None:
        """Say why, and what to do."""
        super().__init__(message)
        self.fix = fix


class OccupiedError(NoIndexError):
    """The site has files of its own where the index would lie; trying again changes nothing."""


@dataclass(frozen=True, slots=True)
class PublishedIndex:
    """The index in an output folder: its `copies` as they lie there, and the entries in it."""

    copies: tuple[PlannedCopy, ...]
    urls: frozenset[str]


@dataclass(frozen=True, slots=True)
class Searched:
    """A plan with the files of the search, and what is wrong with them.

    `is_wanting` tells that the index of these texts could not be made and another try may do it;
    then the files may be those of an earlier index (`earlier`, by their paths).
    """

    planned: Planned
    diagnostics: tuple[Diagnostic, ...] = ()
    is_wanting: bool = False
    earlier: frozenset[str] = frozenset()


class Indexer(Protocol):
    """Who makes bundles and keeps them."""

    def recall(self, key: Digest) -> tuple[FileRef, ...] | None:
        """Return the files of the bundle `key`, or None where it is not kept."""
        ...

    def make(
        self, key: Digest, language: str, documents: Iterable[SearchDocument]
    ) -> tuple[FileRef, ...]:
        """Make the bundle and keep it under `key`; raises NoIndexError."""
        ...

    def name_of(self, file: FileRef) -> str:
        """Return the name of a file within its bundle."""
        ...


def with_search(
    planned: Planned,
    memo: Memo,
    indexer: Indexer,
    published: Callable[[], PublishedIndex | None],
) -> Searched:
    """Return `planned` with the search's files among its copies, and why there are none.

    Where no index can be made, that of the last build (`published`) stays, as long as readers may
    still see all that can be found in it. Diagnostics: no-search.
    """
    plan, settings, theme = planned.plan, planned.settings, planned.theme
    if plan is None or settings is None or theme is None or not settings.search:
        return Searched(planned)
    try:
        files = bundle_of(plan, settings, theme, memo, indexer)
    except OccupiedError as error:
        return Searched(planned, _no_search(settings, error, stays=False))
    except NoIndexError as error:
        last = published()
        listed = {encoded(record.url) for record in search_records(plan, settings, theme)}
        copies = last.copies if last and last.urls <= listed else ()
        told = _no_search(settings, error, stays=bool(copies))
        earlier = frozenset(copy.path for copy in copies)
        return Searched(_with_copies(planned, plan, copies), told, is_wanting=True, earlier=earlier)
    copies = tuple(PlannedCopy(FOLDER + indexer.name_of(file), file) for file in files)
    return Searched(_with_copies(planned, plan, copies))


def _with_copies(planned: Planned, plan: Plan, copies: tuple[PlannedCopy, ...]) -> Planned:
    return replace(planned, plan=replace(plan, copies=(*plan.copies, *copies)))


def bundle_of(
    plan: Plan, settings: Settings, theme: Theme, memo: Memo, indexer: Indexer
) -> tuple[FileRef, ...]:
    """Return the files of the search bundle of `plan`; none where nothing can be found.

    Raises NoIndexError.
    """
    if any(output.path.startswith(FOLDER) for output in plan.outputs):
        message = f"the site has files of its own below /{FOLDER}"
        fix = "move them, or write `search: false` where the search is your own"
        raise OccupiedError(message, fix)
    records = search_records(plan, settings, theme)
    if not records:
        return ()
    language = settings.language.partition("-")[0].lower()
    # Each letter of these is a word, so there is nothing to cut, whatever edition would cut it.
    language = _UNDETERMINED if language in _UNSPACED else language
    key = digest_of(memo.code, language, records)
    known = indexer.recall(key)
    return indexer.make(key, language, _documents(records, memo)) if known is None else known


def search_records(plan: Plan, settings: Settings, theme: Theme) -> tuple[SearchRecord, ...]:
    """Return what is known of each listed entry: pages, then posts from the oldest on.

    So a new post is the last one, and what is numbered before it stays as it is.
    """
    articles = [
        page.view.entry
        for page in plan.pages
        if isinstance(page.view, EntryView) and not page.view.entry.unlisted
    ]
    names = {
        page.view.url: page.view.title
        for page in plan.pages
        if isinstance(page.view, ListingView) and page.view.kind == "category"
    }
    records = [_record(article, names, settings.language, theme) for article in articles]
    return tuple(sorted(records, key=lambda record: (record.moment, record.url)))


def _record(
    article: Article, names: Mapping[str, str], language: str, theme: Theme
) -> SearchRecord:
    date = article.date
    # Pages are dated only by accident, and readers do not see it.
    is_dated = date is not None and article.kind == "post"
    return SearchRecord(
        url=article.url,
        title=article.title,
        moment=date.astimezone(dt.UTC).isoformat(timespec="seconds") if date and is_dated else "",
        day=date.date().isoformat() if date and is_dated else "",
        written=_written(date, language, theme) if date and is_dated else "",
        language=article.language,
        authors=tuple(author.name for author in article.authors),
        categories=tuple(dict.fromkeys(_categories(article, names))),
        year=str(date.year) if date and is_dated else "",
        body=article.body.key,
        titles=tuple(address.title for address in article.body.addresses),
        cards=tuple(map(search_card, article.body.cards)),
    )


def _written(date: dt.datetime, language: str, theme: Theme) -> str:
    """Return a date as the theme writes it in bylines."""
    formats, style = theme.settings.get("date_formats"), theme.settings.get("date_style")
    if isinstance(formats, Mapping) and (pattern := pattern_for(language, formats)):
        with contextlib.suppress(ValueError):
            return patterned_date(date, pattern, language)
    return written_date(date, style if style in DAY_STYLES else "long", language)


def _categories(article: Article, names: Mapping[str, str]) -> Iterator[str]:
    """Yield the names of the categories of an entry, and of those above them."""
    for category in article.categories:
        path = category.url.removeprefix("/category/").strip("/").split("/")
        above = [f"/category/{'/'.join(path[:depth])}/" for depth in range(1, len(path) + 1)]
        levels = [names.get(url, "") for url in above]
        for depth in range(1, len(levels) + 1):
            yield " › ".join(filter(None, levels[:depth])) or category.name


def _documents(records: tuple[SearchRecord, ...], memo: Memo) -> Iterator[SearchDocument]:
    for start in range(0, len(records), _LOADED):
        some = records[start : start + _LOADED]
        bodies = memo.heavy(list(dict.fromkeys(record.body for record in some)))
        yield from (search_document(record, bodies[record.body]) for record in some)


def _no_search(settings: Settings, error: NoIndexError, *, stays: bool) -> tuple[Diagnostic, ...]:
    line, column = settings.place("search")
    state = "readers search the texts as they were" if stays else "readers cannot search this site"
    told = Diagnostic(
        "site.yaml", line, column, Level.WARNING, "no-search", f"{state}: {error}", error.fix
    )
    return tuple(without_silenced((told,), settings, ()))
