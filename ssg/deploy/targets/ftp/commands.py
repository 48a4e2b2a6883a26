"""What is done with one connection to an FTP server, where servers differ in how they do it."""

import contextlib
import ftplib
import io
from collections.abc import Callable

from ssg.deploy.targets.ftp.connection import Connection
from ssg.deploy.targets.ftp.listing import Listed, parse_line, parse_machine_line

_UNKNOWN = ("500", "501", "502", "504")


def is_unknown_command(error: ftplib.error_perm) -> bool:
    """Tell whether the server does not know the command, or not in that form."""
    return str(error).startswith(_UNKNOWN)


def list_folder(connection: Connection, folder: str) -> list[Listed]:
    """Return what is in `folder`, told for machines (MLSD); nothing where it is not there."""
    return _unless_missing(lambda: _lines(connection, f"MLSD {folder}"), parse_machine_line)


def list_folder_for_people(connection: Connection, folder: str) -> list[Listed]:
    """Return what is in `folder` as LIST tells it; nothing where it is not there.

    The folder is entered, for a name with spaces confuses LIST. Not all servers know `-a`.
    """
    home = connection.pwd()

    def lines() -> list[str]:
        connection.cwd(folder)
        try:
            return _lines(connection, "LIST -a") or _lines(connection, "LIST")
        finally:
            connection.cwd(home)

    return _unless_missing(lines, parse_line)


def _unless_missing(
    lines: Callable[[], list[str]], parse: Callable[[str], Listed | None]
) -> list[Listed]:
    try:
        return [listed for line in lines() if (listed := parse(line))]
    except ftplib.error_perm as error:
        if str(error).startswith(("550", "553")):
            return []
        raise


def _lines(connection: Connection, command: str) -> list[str]:
    """Return the lines of a listing; names that are no UTF-8 are kept as they are."""
    content = io.BytesIO()
    connection.retrbinary(command, content.write)
    text = content.getvalue().decode("utf-8", "surrogateescape")
    return [line for line in text.replace("\r\n", "\n").split("\n") if line]


def retrieve(connection: Connection, path: str) -> bytes | None:
    """Return the bytes of a file, None where there is none."""
    content = io.BytesIO()
    try:
        connection.retrbinary(f"RETR {path}", content.write)
    except ftplib.error_perm as error:
        if not str(error).startswith("550") or _is_file(connection, path):
            raise
        return None
    return content.getvalue()


def size_of(connection: Connection, path: str) -> int | None:
    """Return the size of a file, None where the server does not tell sizes."""
    try:
        return connection.size(path)
    except ftplib.error_perm as error:
        if is_unknown_command(error):
            return None
        raise


def listed_time(connection: Connection, path: str) -> int:
    """Return the time with which the server lists a file, 0 where it tells none."""
    try:
        answer = connection.sendcmd(f"MLST {path}").split("\n")
    except ftplib.error_perm:
        return 0
    listed = parse_machine_line(answer[1].strip()) if len(answer) > 1 else None
    return listed.found.mtime if listed and listed.found else 0


def rename_over(connection: Connection, old: str, new: str) -> None:
    """Rename a file over another; servers that refuse that have it deleted first."""
    try:
        connection.rename(old, new)
    except ftplib.error_perm:
        with contextlib.suppress(ftplib.error_perm):
            connection.delete(new)
        connection.rename(old, new)


def delete_file(connection: Connection, path: str) -> None:
    """Delete a file, if there is one.

    Servers use one code for "there is none" and "you may not", and some tell no sizes: only a
    listing shows that a file is gone. What stays must stay in the record, too.
    """
    try:
        connection.delete(path)
    except ftplib.error_perm:
        if _is_file(connection, path) or _is_listed(connection, path):
            raise


def delete_empty_folder(connection: Connection, folder: str) -> None:
    """Delete a folder, unless there is something in it."""
    with contextlib.suppress(ftplib.error_perm):
        connection.rmd(folder)


def make_folder(connection: Connection, folder: str) -> bool:
    """Make a folder, and return False where there was one."""
    try:
        connection.mkd(folder)
    except ftplib.error_perm:
        if not _is_folder(connection, folder):
            raise
        return False
    return True


def _is_file(connection: Connection, path: str) -> bool:
    try:
        connection.size(path)
    except ftplib.error_perm:
        return False
    return True


def _is_listed(connection: Connection, path: str) -> bool:
    folder, _, name = path.rpartition("/")
    try:
        listed = list_folder(connection, folder or "/")
    except ftplib.error_perm as error:
        if not is_unknown_command(error):
            raise
        listed = list_folder_for_people(connection, folder or "/")
    return any(each.name == name for each in listed)


def _is_folder(connection: Connection, folder: str) -> bool:
    home = connection.pwd()
    try:
        connection.cwd(folder)
    except ftplib.error_perm:
        return False
    connection.cwd(home)
    return True
