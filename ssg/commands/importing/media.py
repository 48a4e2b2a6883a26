"""The files of the old blog, brought from what the user gave or from the old host."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from ssg.commands.outcome import Tell
from ssg.disk.moving.media_store import Brought, Outcome, bring, look
from ssg.disk.moving.uploads import Uploads, open_uploads
from ssg.disk.web.download import Download
from ssg.importers.decisions import Decisions
from ssg.importers.library_files import (
    BroughtFile,
    NeededFile,
    media_site_of,
    needed_files,
)
from ssg.importers.media.hosts import MediaSite
from ssg.model.export import Host

_HOW = {
    Outcome.MISSING: "missing",
    Outcome.REFUSED: "refused, for it is not what it should be",
    Outcome.NOT_ASKED: "not fetched",
}


def bring_files(  # noqa: PLR0913 - one for each option
    decisions: Decisions,
    site_folder: Path,
    tell: Tell,
    *,
    uploads: Sequence[Path],
    downloads: bool,
    external: bool,
    is_rehearsal: bool,
) -> tuple[tuple[BroughtFile, ...], tuple[str, ...]]:
    """Bring every file that the blog needs; return what became of each, and what was not read.

    A rehearsal looks only and asks nobody.
    """
    site = media_site_of(decisions)
    needed = needed_files(decisions, site)
    with ExitStack() as stack:
        given = stack.enter_context(open_uploads(uploads)) if uploads else None
        files = [one.file for one in needed]
        rest = _unmentioned(given, needed, site)
        every = [*needed, *rest]
        files = [one.file for one in every]
        if is_rehearsal:
            came = look(files, site_folder, given)
        else:
            download = Download(site, external) if downloads or external else None
            came = bring(
                files,
                site_folder,
                given,
                download,
                lambda done, of: tell("bringing pictures and files", done, of),
            )
        brought = tuple(_brought(one, file) for one, file in zip(every, came, strict=True))
        notes = _notes(given, uploads, needed, site) if given else ()
    return brought, tuple(notes)


def _notes(
    given: Uploads, uploads: Sequence[Path], needed: Sequence[NeededFile], site: MediaSite
) -> Iterator[str]:
    """Yield what was not read, and how much was not taken, for it may be anything of the user's."""
    for one in given.refused:
        yield f"{one.name} is not read: {one.reason}"
    left = list(given.left_out(site, [one.file for one in needed]))
    if not left:
        return
    folders = {parent for file in left for parent in Path(file.name).parents}
    named = " and ".join(dict.fromkeys(str(path) for path in uploads if path in folders))
    is_one = len(left) == 1
    files = f"1 file in {named}" if is_one else f"{len(left)} files in {named}"
    if site.host is Host.BLOGGER:
        why = "is named by no text" if is_one else "are named by no text"
    else:
        why = "lies in no folder of uploads" if is_one else "lie in no folder of uploads"
    taken = "was not taken:" if is_one else "were not taken, for example"
    yield f"{files} {why} and {taken} {left[0].path}"


def _unmentioned(
    given: Uploads | None, needed: Sequence[NeededFile], site: MediaSite
) -> Iterator[NeededFile]:
    """Yield what was uploaded and no text names: other sites may link to it."""
    if given is not None:
        for file in given.unmentioned([one.file for one in needed], site):
            yield NeededFile(file)


def _brought(needed: NeededFile, came: Brought) -> BroughtFile:
    how = _HOW.get(came.outcome, came.outcome.value)
    was_asked = came.outcome is not Outcome.NOT_ASKED
    return BroughtFile(needed, came.path, how, came.why, was_asked)
