"""Web space that is reached by FTP, encrypted unless it is said otherwise."""

import ftplib
import io
import posixpath
import threading
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from functools import partial

from ssg.deploy.failures import TransientError
from ssg.deploy.model import LOCK, NEW, Found, Patience, Progress, ReleaseFile
from ssg.deploy.targets.ftp.commands import (
    delete_empty_folder,
    delete_file,
    is_unknown_command,
    list_folder,
    list_folder_for_people,
    listed_time,
    make_folder,
    rename_over,
    retrieve,
    size_of,
)
from ssg.deploy.targets.ftp.connection import Account, Connection
from ssg.deploy.targets.ftp.listing import Listed, time_text
from ssg.deploy.targets.ftp.pool import Connections
from ssg.deploy.targets.side_by_side import done_side_by_side
from ssg.disk.native import parents

_MUTEX = ".d"
_CONNECTIONS = 4
_LOCK_WAIT = 3.0


class FtpStore:
    """A folder on an FTP server (`Store`)."""

    def __init__(self, account: Account, root: str, patience: Patience) -> None:
        """Publish into the folder `root`; without a slash at its front it is the user's."""
        self._root = root.rstrip("/")
        self._connections = Connections(account, patience, _CONNECTIONS)
        self._folders: set[str] = set()
        self._tells_machines = True
        self._keeps_times: bool | None = None
        self._times_lock = threading.Lock()

    def list_files(self, folder: str = "") -> Mapping[str, Found]:
        """Return all files below `folder`, asking for several folders at once."""
        found: dict[str, Found] = {}
        start = self._full(folder)
        with ThreadPoolExecutor(_CONNECTIONS) as pool:
            waiting = {pool.submit(self._names_in, start): ""}
            try:
                while waiting:
                    done, _ = wait(waiting, return_when=FIRST_COMPLETED)
                    for future in done:
                        prefix = waiting.pop(future)
                        for listed in future.result():
                            path = prefix + listed.name
                            if listed.found is not None:
                                found[path] = listed.found
                                continue
                            below = posixpath.join(start, path)
                            self._folders.add(below)
                            waiting[pool.submit(self._names_in, below)] = f"{path}/"
            finally:
                pool.shutdown(cancel_futures=True)
        return found

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file."""
        full = self._full(path)
        return self._connections.do(path, lambda connection: retrieve(connection, full))

    def write(self, path: str, content: bytes) -> None:
        """Write a file under another name, and rename it."""
        self._connections.do(
            path, lambda connection: self._store(connection, path, io.BytesIO(content), 0)
        )

    def create(self, path: str, content: bytes) -> bool:
        """Write a file unless there is one.

        FTP can make no file that way, but a folder: of two who make the folder `path`.d, one is
        told that it is there. It goes with the file.
        """
        mutex = self._full(path) + _MUTEX
        until = time.monotonic() + _LOCK_WAIT
        while not self._connections.do(path, lambda connection: self._makes(connection, mutex)):
            # Whoever has made it is about to write the file, unless it was cut off just there.
            if self.read(path) is not None or time.monotonic() > until:
                return False
            time.sleep(_LOCK_WAIT / 10)
        if self.read(path) is not None:
            return False
        self.write(path, content)
        return True

    def put(self, files: Sequence[ReleaseFile], progress: Progress, below: str = "") -> None:
        """Send `files` under other names, see that they are whole, and rename them."""

        def send(file: ReleaseFile) -> None:
            path = posixpath.join(below, file.path)
            self._connections.do(file.path, lambda connection: self._send(connection, path, file))

        for _ in done_side_by_side(send, files, _CONNECTIONS):
            progress(1)

    def delete(self, paths: Sequence[str]) -> None:
        """Delete files, and the folders that are empty afterwards."""
        for _ in done_side_by_side(self._remove, paths, _CONNECTIONS):
            pass
        for folder in sorted(
            {each for path in paths for each in parents(path)}, key=len, reverse=True
        ):
            full = self._full(folder)
            self._folders.discard(full)
            self._connections.do(folder, partial(delete_empty_folder, folder=full))

    def mtime_of(self, file: ReleaseFile) -> int:
        """Return the time of the file that was sent, where the server keeps such times."""
        return int(file.source.stat().st_mtime) if self._keeps_times else 0

    def close(self) -> None:
        """End the connections."""
        self._connections.close()

    def _full(self, path: str) -> str:
        return f"{self._root}/{path}" if path else self._root or "/"

    def _names_in(self, folder: str) -> list[Listed]:
        """Return what is in `folder`, nothing where it is not there or not ours to see."""

        def names(connection: Connection) -> list[Listed]:
            if self._tells_machines:
                try:
                    return list_folder(connection, folder)
                except ftplib.error_perm as error:
                    if not is_unknown_command(error):
                        raise
                    self._tells_machines = False
            return list_folder_for_people(connection, folder)

        return self._connections.do(folder, names)

    def _send(self, connection: Connection, path: str, file: ReleaseFile) -> None:
        with file.source.open("rb") as content:
            self._store(connection, path, content, int(file.source.stat().st_mtime))

    def _store(
        self, connection: Connection, path: str, content: io.BufferedIOBase, mtime: int
    ) -> None:
        """Store `content` at `path`, with the time `mtime` unless that is 0."""
        full = self._full(path)
        new = full + NEW
        self._make_folders(connection, posixpath.dirname(full))
        content.seek(0)
        connection.storbinary(f"STOR {new}", content, 65_536)
        arrived = size_of(connection, new)
        if arrived is not None and arrived != content.tell():
            message = f"{path}: {arrived:,} of {content.tell():,} bytes arrived"
            raise TransientError(message, "see that the disk of the server is not full")
        if mtime:
            self._set_time(connection, new, mtime)
        rename_over(connection, new, full)

    def _set_time(self, connection: Connection, path: str, mtime: int) -> None:
        """Set a file's time; a server that then lists another one is not asked again."""
        if self._keeps_times is False:
            return
        try:
            connection.sendcmd(f"MFMT {time_text(mtime)} {path}")
        except ftplib.error_perm:
            self._keeps_times = False
            return
        with self._times_lock:
            if self._keeps_times is None:
                self._keeps_times = listed_time(connection, path) == mtime

    def _makes(self, connection: Connection, folder: str) -> bool:
        """Make a folder, and tell whether it was not there."""
        self._make_folders(connection, posixpath.dirname(folder))
        return make_folder(connection, folder)

    def _make_folders(self, connection: Connection, folder: str) -> None:
        """Make a folder that is not known to be there; it says nothing if it was."""
        if folder in {"", "/"} or folder in self._folders:
            return
        # Looked at before the try: another connection may make it in between.
        has_parent = posixpath.dirname(folder) in self._folders | {"", "/"}
        try:
            make_folder(connection, folder)
        except ftplib.error_perm:
            if has_parent:
                raise
            self._make_folders(connection, posixpath.dirname(folder))
            make_folder(connection, folder)
        self._folders.add(folder)

    def _remove(self, path: str) -> None:
        full = self._full(path)
        self._connections.do(path, partial(delete_file, path=full))
        if posixpath.basename(path) == LOCK:
            self._connections.do(path, partial(delete_empty_folder, folder=full + _MUTEX))
