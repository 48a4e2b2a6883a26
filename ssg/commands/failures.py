"""What stops a command, as an outcome in plain words."""

import contextlib
import datetime as dt
import tempfile
import traceback
from pathlib import Path

from ssg.commands.outcome import BUG, CONTENT_HAS_ERRORS, WORLD_FAILED, WRONG_USAGE, Outcome
from ssg.disk.cache.store import FOLDER
from ssg.disk.guard import ChangedWhileReadingError, OutsideError
from ssg.disk.publishing.holding import LockedError
from ssg.disk.publishing.refusal import OutputRefusedError
from ssg.model.diagnostic import Diagnostic, Level

_FIX_OF_DISKS = "see that the disk has room, and that your user may read and write there"
_FIX_OF_LINKS = "put a folder or file of the site's own in the place of the link that leads there"


class UsageError(Exception):
    """The command was called in a way that cannot be meant; `fix` says how to call it."""

    def __init__(self, message: str, fix: str = "") -> None:
        """Say what is wrong with the call."""
        super().__init__(message)
        self.fix = fix


class WorldError(Exception):
    """Network, disk or another program failed; `fix` says what can be done."""

    def __init__(self, message: str, fix: str = "") -> None:
        """Say what failed."""
        super().__init__(message)
        self.fix = fix


def outcome_of_failure(  # noqa: PLR0911 - one answer for each failure
    error: Exception, site_folder: Path | None
) -> Outcome:
    """Return what to tell of `error`. What is none of the known failures is a bug of ours."""
    match error:
        case OutputRefusedError():
            return Outcome((error.diagnostic,), exit_code=CONTENT_HAS_ERRORS)
        case UsageError():
            return failure(str(error), error.fix, "usage", WRONG_USAGE)
        case WorldError():
            return failure(str(error), error.fix, "outside-world", WORLD_FAILED)
        case LockedError():
            return failure(str(error), "", "locked", WORLD_FAILED)
        case ChangedWhileReadingError():
            return failure(str(error), "build again", "changed", WORLD_FAILED, error.path)
        case OutsideError():
            return _system_failure(error, _FIX_OF_LINKS)
        case OSError():
            return _system_failure(error, _FIX_OF_DISKS)
        case _:
            return _bug(error, site_folder)


def failure(message: str, fix: str, rule: str, code: int, path: str = "") -> Outcome:
    """Return the outcome of a command that could not be carried out."""
    return Outcome((Diagnostic(path, 0, 0, Level.ERROR, rule, message, fix),), exit_code=code)


def _system_failure(error: OSError, fix: str) -> Outcome:
    reason = error.strerror or str(error) or type(error).__name__
    file = error.filename2 or error.filename
    name = file.decode(errors="replace") if isinstance(file, bytes) else str(file or "")
    message = f"{name}: {reason}" if name else reason
    return failure(message, fix, "outside-world", WORLD_FAILED)


def _bug(error: Exception, site_folder: Path | None) -> Outcome:
    what = traceback.format_exception_only(error)[-1].strip()
    report = _write_traceback(error, site_folder)
    where = f"; the details are in {report}" if report else ""
    return failure(
        f"this is a bug in ssg and not in your site: {what}",
        f"please report it to those from whom you have ssg{where}",
        "bug",
        BUG,
    )


def _write_traceback(error: Exception, site_folder: Path | None) -> Path | None:
    text = "".join(traceback.format_exception(error))
    if site_folder and (site_folder / FOLDER).is_dir():
        moment = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
        file = site_folder / FOLDER / f"bug-{moment}.txt"
        with contextlib.suppress(OSError):
            file.write_text(text, encoding="utf-8", errors="backslashreplace")
            return file
    # Others may write there too: the name is nobody's guess, and no link is followed.
    with (
        contextlib.suppress(OSError),
        tempfile.NamedTemporaryFile(
            "w",
            encoding="utf-8",
            errors="backslashreplace",
            prefix="ssg-bug-",
            suffix=".txt",
            delete=False,
        ) as new,
    ):
        new.write(text)
        return Path(new.name)
    return None
