"""The search: what of a plan is indexed, and the files of the index as outputs like all others.

The indexer is another program (Pagefind), so it belongs to a shell, which hands it in here. Its
bundle has a key of its own, the digest of all that is indexed: as long as not one text, title or
facet changes, the bundle is the one that is there, and neither a body is loaded nor a program run.
"""

import contextlib
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Protocol

from ssg.check.plan import without_silenced
from ssg.memo import Memo
from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.digest import Digest, digest_of
from ssg.model.output import Plan, PlannedCopy
from ssg.model.search import SearchDocument, SearchRecord
from ssg.model.settings import Settings
from ssg.model.source import FileRef
from ssg.model.theme import Theme
from ssg.model.view import Article, EntryView, ListingView
from ssg.pipeline import Planned
from ssg.render.date import DAY_STYLES, pattern_for, patterned_date, written_date
from ssg.render.search import search_document

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
    planned: Planned, memo: Memo, indexer: Indexer
) -> tuple[Planned, tuple[Diagnostic, ...]]:
    """Return `planned` with the search's files among its copies, and why there are none.

    Diagnostics: no-search.
    """
    if planned.plan is None or planned.settings is None or planned.theme is None:
        return planned, ()
    if not planned.settings.search:
        return planned, ()
    try:
        files = bundle_of(planned.plan, planned.settings, planned.theme, memo, indexer)
    except NoIndexError as error:
        told = (_no_search(planned.settings, str(error), error.fix),)
        return planned, tuple(without_silenced(told, planned.settings, ()))
    copies = [PlannedCopy(FOLDER + indexer.name_of(file), file) for file in files]
    plan = replace(planned.plan, copies=(*planned.plan.copies, *copies))
    return replace(planned, plan=plan), ()


def bundle_of(
    plan: Plan, settings: Settings, theme: Theme, memo: Memo, indexer: Indexer
) -> tuple[FileRef, ...]:
    """Return the files of the search bundle of `plan`; none where nothing can be found.

    Raises NoIndexError.
    """
    if any(output.path.startswith(FOLDER) for output in plan.outputs):
        message = f"the site has files of its own below /{FOLDER}"
        fix = "move them, or write `search: false` where the search is your own"
        raise NoIndexError(message, fix)
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


def _no_search(settings: Settings, message: str, fix: str) -> Diagnostic:
    line, column = settings.place("search")
    return Diagnostic(
        "site.yaml", line, column, Level.WARNING, "no-search",
        f"readers cannot search this site: {message}", fix,
    )  # fmt: skip
