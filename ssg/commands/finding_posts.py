"""The post that an author means: by its file, address, slug or title."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from ssg.commands.failures import UsageError
from ssg.model.output import PlannedPage
from ssg.model.settings import Settings
from ssg.model.view import EntryView
from ssg.text.addresses import normal_address
from ssg.text.nearest import did_you_mean

_SHOWN = 5


def find_post(
    wanted: str, pages: Iterable[PlannedPage], site_folder: Path, settings: Settings
) -> PlannedPage | None:
    """Return the page of the post or page that `wanted` names, None where nothing has that name.

    Raises UsageError where several have it.
    """
    entries = [page for page in pages if isinstance(page.view, EntryView)]
    for names in (_files(wanted, site_folder), _addresses(wanted, settings), _words(wanted)):
        found = [page for page in entries if names & set(_names_of(page))]
        if len(found) == 1:
            return found[0]
        if found:
            paths = ", ".join(page.origin for page in found[:_SHOWN])
            message = f"{wanted!r} names {len(found):,} posts: {paths}"
            raise UsageError(message, "name one of them by its file")
    return None


def unknown_post(wanted: str, pages: Iterable[PlannedPage]) -> UsageError:
    """Return what to raise where nothing is called `wanted`."""
    entries = [page for page in pages if isinstance(page.view, EntryView)]
    known = (name for page in entries for name in _names_of(page))
    message = f"there is no post {wanted!r}{did_you_mean(wanted, known)}"
    return UsageError(message, "name it by its file, its address, or its title in quotes")


def _names_of(page: PlannedPage) -> Iterator[str]:
    view = page.view
    if isinstance(view, EntryView):
        yield view.entry.source
        yield view.url
        yield view.url.rstrip("/").rpartition("/")[2].removesuffix(".html").casefold()
        yield " ".join(view.entry.title.split()).casefold()


def _files(wanted: str, site_folder: Path) -> set[str]:
    """Return the paths within the site that `wanted` may mean, from there or from here."""
    names = {wanted.replace("\\", "/").removeprefix("./")}
    here, site = Path(wanted).absolute().resolve(), site_folder.resolve()
    if here.is_relative_to(site):
        names.add(here.relative_to(site).as_posix())
    return names | {f"{name}/index.md" for name in names}


def _addresses(wanted: str, settings: Settings) -> set[str]:
    try:
        path = urlsplit(wanted).path
    except ValueError:
        return set()
    if "://" in wanted:
        path = path.removeprefix(settings.base_path)
    elif not wanted.startswith("/"):
        return set()
    return {normal_address(unquote(path))}


def _words(wanted: str) -> set[str]:
    return {" ".join(wanted.split()).casefold()}
