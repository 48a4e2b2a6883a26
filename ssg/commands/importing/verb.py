"""`ssg import`: an old blog's export becomes a site, and the account of it."""

from collections.abc import Sequence
from pathlib import Path

from ssg.commands.clock import read_moment
from ssg.commands.failures import UsageError
from ssg.commands.importing.flow import Imported, import_blog
from ssg.commands.importing.work import ImportRequest
from ssg.commands.outcome import CONTENT_HAS_ERRORS, DONE, Outcome, Tell
from ssg.disk.moving.given_files import is_archive
from ssg.importers.kinds import PAGES, PLAIN_TYPES, POSTS
from ssg.importers.report import ledger_data
from ssg.model.diagnostic import has_errors
from ssg.model.export import Host

_WRITTEN_AS = (POSTS, PAGES)


def run(  # noqa: PLR0913 - one for each option
    site_folder: Path,
    *,
    tell: Tell,
    host: Host,
    exports: Sequence[Path],
    uploads: Sequence[Path] = (),
    download_media: bool = False,
    external_media: bool = False,
    post_types: Sequence[str] = (),
    live: str | None = None,
    jobs: int | None = None,
    dry_run: bool = False,
) -> Outcome:
    """Import `exports` into the site, or, with `dry_run`, only write the report."""
    _check_exports(exports)
    _check_uploads(uploads)
    if live and not live.startswith(("http://", "https://")):
        message = f"--live takes the address of the old blog, not {live!r}"
        raise UsageError(message, f"write --live https://{live.lstrip('/')}")
    request = ImportRequest(
        site=site_folder,
        host=host,
        exports=tuple(exports),
        now=read_moment(None),
        uploads=tuple(uploads),
        downloads=download_media,
        external=external_media,
        post_types={**PLAIN_TYPES, **dict(map(_post_type, post_types))},
        live=live or "",
        jobs=jobs or 0,
        is_rehearsal=dry_run,
    )
    return _outcome(import_blog(request, tell), request)


def _check_exports(exports: Sequence[Path]) -> None:
    for path in exports:
        # A path has lost one of the slashes of an address.
        if str(path).startswith(("http:/", "https:/")):
            message = f"an import reads a file, and {path} is an address"
            fix = (
                "export the blog first, under Tools, Export (in Blogger: Settings, Back up "
                "content), and name that file; --live URL asks the living blog besides"
            )
            raise UsageError(message, fix)
        if not path.exists():
            message = f"there is no file or folder {path}"
            raise UsageError(message, "name the export that your old host gave you")


def _check_uploads(uploads: Sequence[Path]) -> None:
    fix = "name the folder, zip or tar file with the pictures of the old blog"
    for path in uploads:
        if not path.exists():
            message = f"there is no file or folder {path}"
            raise UsageError(message, fix)
        if path.is_file() and not is_archive(path):
            message = f"{path}: this is no folder and no archive of pictures"
            raise UsageError(message, fix)


def _post_type(written: str) -> tuple[str, str]:
    name, equals, meaning = written.partition("=")
    if not name or not equals or meaning not in _WRITTEN_AS:
        message = f"--post-type takes NAME=posts or NAME=pages, not {written!r}"
        raise UsageError(message, f"write --post-type {name or 'NAME'}=posts")
    return name, meaning


def _outcome(done: Imported, request: ImportRequest) -> Outcome:
    is_whole = not done.unexplained and not has_errors(done.diagnostics)
    return Outcome(
        diagnostics=done.diagnostics,
        lines=tuple(done.lines),
        notes=tuple(done.notes),
        upshot="" if done.has_read else "nothing was imported",
        report={
            "ledger": ledger_data(done.accounts),
            "repairs": done.repairs,
            "unexplained": done.unexplained,
            "report": "" if not done.has_read else ".import/report.md",
            "dry_run": request.is_rehearsal,
        },
        exit_code=DONE if is_whole and done.has_read else CONTENT_HAS_ERRORS,
    )
