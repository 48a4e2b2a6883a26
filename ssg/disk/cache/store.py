"""What builds remember, in `.ssg-cache/` beside the site.

Nothing there is needed: whoever deletes the folder gets the same site, only later. So every trouble
with it is answered by forgetting, with a note in plain words and never with an error.
"""

import contextlib
import os
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from ssg.disk.cache.database import (
    APPLICATION,
    BYTES_BY_AGE,
    FORGET,
    FORMAT,
    SCHEMA,
    connect,
    give_back_room,
    identity,
    in_memory,
    oldest_that_fits,
    size_in_bytes,
)
from ssg.disk.cache.folder import make_cache_folder
from ssg.disk.cache.packing import seal, unseal
from ssg.model.digest import Digest

FOLDER = ".ssg-cache"

KEPT_BUILDS = 48
"""What so many builds did not use is forgotten; only builds that remember something new count."""

_SWEEP_EVERY = 8
_MUCH = 8
"""A build that remembers an eighth of all that is there, or more, sweeps at once."""
_BATCH = 4_000
_KEPT_FOLDERS = 8
"""What is known of so many output folders is kept, those that were built into last."""
_FOLDERS = "output folders"
_PUT_RECORD = "INSERT OR REPLACE INTO records VALUES (?, ?)"


class ForgottenError(Exception):
    """A value that others rest on was lost. All is forgotten by now: the build can start over."""


class Cache:
    """An open cache: the `Store` of the memo, and records by name.

    `notes` tell in plain words what was thrown away or could not be kept. What is damaged is
    forgotten, what does not fit on the disk is remembered until the cache is closed.
    """

    def __init__(self, folder: Path, patience_seconds: float = 10) -> None:
        """Open the cache in `folder`, which is made where it is missing.

        Another process that writes to it is waited for as long as `patience_seconds`.
        """
        self._patience = patience_seconds
        self.folder = folder
        self.notes: list[str] = []
        self._met: set[Digest] = set()
        self._written_bytes = 0
        self._inherited: list[sqlite3.Connection] = []
        self._unsaved: dict[str, dict[Digest, bytes]] = {"light": {}, "heavy": {}}
        self._database = self._open()
        self._process = os.getpid()

    def __enter__(self) -> Self:
        """Return the cache itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the cache."""
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def read_light(self, keys: Sequence[Digest]) -> Mapping[Digest, bytes]:
        """Return what is remembered of `keys`."""
        return self._read("light", keys)

    def read_heavy(self, keys: Sequence[Digest]) -> Mapping[Digest, bytes]:
        """Return the values of `keys`, which light values have promised.

        Raises ForgottenError where one of them is lost.
        """
        found = self._read("heavy", keys)
        if not found.keys() >= set(keys):
            self._start_anew("it was damaged")
            raise ForgottenError
        return found

    def write(
        self, light: Iterable[tuple[Digest, bytes]], heavy: Iterable[tuple[Digest, bytes]]
    ) -> None:
        """Remember values, each under its key."""
        values = {"light": dict(light), "heavy": dict(heavy)}
        build = self._build_number() + 1
        for table, new in values.items():
            self._unsaved[table].update(new)
            self._met.update(new)
        changes = [
            (f"INSERT OR REPLACE INTO {table} VALUES (?, ?, ?)", _rows(new, build))  # noqa: S608
            for table, new in values.items()
        ]
        if self._change(*changes):
            new_values = [*values["light"].items(), *values["heavy"].items()]
            self._written_bytes += sum(len(key) + len(value) for key, value in new_values)
            for unsaved in self._unsaved.values():
                unsaved.clear()

    def get_record(self, name: str) -> bytes | None:
        """Return what is remembered under `name`, or None."""
        rows = self._select("SELECT value FROM records WHERE name = ?", (name,))
        return unseal(rows[0][0]) if rows else None

    def put_record(self, name: str, value: bytes) -> None:
        """Remember `value` under `name`."""
        self._change((_PUT_RECORD, [(name, seal(value))]))

    def get_detail(self, owner: str, path: str) -> bytes | None:
        """Return what is remembered of `path` in the folder `owner`, or None."""
        query = "SELECT path, value FROM details WHERE owner = ? AND path = ?"
        rows = self._select(query, (owner, path))
        return rows[0][1] if rows else None

    def put_details(self, owner: str, by_path: Mapping[str, bytes], kept: Collection[str]) -> None:
        """Remember `by_path` (sealed values), and forget all paths that are not in `kept`.

        Of the folders that were built into, the last few are remembered.
        """
        known = self._select("SELECT path, '' FROM details WHERE owner = ?", (owner,))
        gone = [(owner, path) for path, _ in known if path not in kept]
        rows = sorted((owner, path, value) for path, value in by_path.items())
        before = (self.get_record(_FOLDERS) or b"").decode().split("\0")
        folders = [*(folder for folder in before if folder not in {"", owner}), owner]
        old = folders[:-_KEPT_FOLDERS]
        newest = "\0".join(folders[-_KEPT_FOLDERS:]).encode()
        self._change(
            ("INSERT OR REPLACE INTO details VALUES (?, ?, ?)", rows),
            ("DELETE FROM details WHERE owner = ? AND path = ?", gone),
            ("DELETE FROM details WHERE owner = ?", [(folder,) for folder in old]),
            ("DELETE FROM records WHERE name = ?", [(record_of_folder(folder),) for folder in old]),
            (_PUT_RECORD, [(_FOLDERS, seal(newest))]),
        )

    def end_build(self, heavy_in_use: Iterable[Digest]) -> None:
        """Count a finished build and, now and then, forget what builds have long not used.

        `heavy_in_use` are the keys of all heavy values that the site still rests on; they are
        seldom read, so that reading alone does not tell. A build that remembered nothing new does
        not count and writes nothing.
        """
        if not self._written_bytes:
            return
        build = self._build_number() + 1
        self.put_record("builds", str(build).encode())
        if build % _SWEEP_EVERY == 0 or self._has_written_much():
            self._sweep(build, {*self._met, *heavy_in_use})
        self._written_bytes = 0

    def _has_written_much(self) -> bool:
        with contextlib.suppress(sqlite3.Error):
            return self._written_bytes > size_in_bytes(self._database) // _MUCH
        return False

    def _sweep(self, build: int, used: set[Digest]) -> None:
        uses = ((key, build) for key in sorted(used))
        self._change(("INSERT OR REPLACE INTO uses VALUES (?, ?)", uses))
        oldest = max(build - KEPT_BUILDS, oldest_that_fits(self._select(BYTES_BY_AGE, ())))
        self._change(*((change, [(oldest,)]) for change in FORGET))
        with contextlib.suppress(sqlite3.Error):  # Then another time.
            give_back_room(self._database)

    def _build_number(self) -> int:
        number = self.get_record("builds") or b"0"
        return int(number) if number.isdigit() else 0

    def _read(self, table: str, keys: Sequence[Digest]) -> dict[Digest, bytes]:
        unsaved = self._unsaved[table]
        found = {key: unsaved[key] for key in keys if key in unsaved} if unsaved else {}
        asked = set(keys) - found.keys()
        wanted = sorted(asked)
        for start in range(0, len(wanted), _BATCH):
            batch = wanted[start : start + _BATCH]
            marks = ",".join("?" * len(batch))
            query = f"SELECT key, value FROM {table} WHERE key IN ({marks})"  # noqa: S608
            for key, sealed in self._select(query, batch):
                value = unseal(sealed)
                if value is not None and key in asked:  # A key may be damaged too.
                    found[key] = value
        self._met.update(found)
        return found

    def _select(self, query: str, values: Sequence[object]) -> list[Any]:
        if os.getpid() != self._process:
            self._connect_again()
        try:
            return self._database.execute(query, values).fetchall()
        except sqlite3.OperationalError as error:
            self._note(f"the cache could not be read ({error}); this build takes longer")
        except sqlite3.DatabaseError:
            self._start_anew("it was damaged")
        return []

    def _change(self, *changes: tuple[str, Iterable[Sequence[object]]]) -> bool:
        """Make all `changes`, each for all of its rows, or none; tell whether they were made."""
        try:
            with self._database:
                self._database.execute("BEGIN IMMEDIATE")
                for change, rows in changes:
                    self._database.executemany(change, rows)
        except sqlite3.OperationalError as error:
            self._note(f"the cache could not be written ({error}); the next build takes longer")
        except sqlite3.DatabaseError:
            self._start_anew("it was damaged")
        else:
            return True
        return False

    def _open(self) -> sqlite3.Connection:
        try:
            make_cache_folder(self.folder)
            return self._connect()
        except OSError as error:
            self._note(f"nothing can be remembered in {self.folder}: {error.strerror}")
        except sqlite3.OperationalError as error:
            self._note(f"nothing can be remembered in {self.folder}: {error}")
        except sqlite3.DatabaseError:
            return self._without_the_old("it was damaged")
        return in_memory()

    def _connect(self) -> sqlite3.Connection:
        database = connect(self.folder / "cache.sqlite", self._patience)
        application, version, tables = identity(database)
        if not tables:
            database.executescript(SCHEMA)
        elif application != APPLICATION:
            database.close()
            return self._without_the_old("it was not written by ssg")
        elif version != FORMAT:
            database.close()
            return self._without_the_old("another version of ssg wrote it")
        return database

    def _connect_again(self) -> None:
        """Open the file anew in a process that was forked: SQLite's connections do not survive it.

        What is in memory alone was inherited whole.
        """
        self._process = os.getpid()
        file = self.folder / "cache.sqlite"
        _, _, name = self._database.execute("PRAGMA database_list").fetchone()
        if name:
            # Closing what another process uses as well would end what that one does.
            self._inherited.append(self._database)
            self._database = connect(file, self._patience)
            # Such a process reads each body once.
            self._database.execute("PRAGMA cache_size = -2048")

    def _without_the_old(self, why: str) -> sqlite3.Connection:
        """Throw the file away and return a new one, or one in memory where that fails."""
        self._note(f"the cache was thrown away because {why}; this build takes longer")
        file = self.folder / "cache.sqlite"
        try:
            for name in (file, file.with_name("cache.sqlite-journal")):
                name.unlink(missing_ok=True)
            database = connect(file, self._patience)
            database.executescript(SCHEMA)
        except (OSError, sqlite3.Error):
            return in_memory()
        return database

    def _start_anew(self, why: str) -> None:
        self._database.close()
        self._database = self._without_the_old(why)

    def _note(self, note: str) -> None:
        if note not in self.notes:
            self.notes.append(note)


def _rows(values: Mapping[Digest, bytes], build: int) -> Iterator[tuple[Digest, bytes, int]]:
    """Yield rows in the order of their keys: neighbours land on the same page of the file."""
    return ((key, seal(values[key]), build) for key in sorted(values))


def record_of_folder(name: str) -> str:
    """Return under what name is remembered what was built into the output folder `name`."""
    return f"build of {name}"


def open_cache(site_folder: Path) -> Cache:
    """Open the cache of the site in `site_folder`. The folder may be moved between builds."""
    return Cache(site_folder / FOLDER)
