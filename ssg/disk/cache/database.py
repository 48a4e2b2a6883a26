"""The SQLite file of the cache: its tables, how it is opened, and how much of it is kept."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

APPLICATION = 0x53534743
FORMAT = 1
_PAGE_BYTES = 16_384
"""Most light values fit into a page four to one; on smaller pages each would spill onto its own."""
SCHEMA = f"""
PRAGMA page_size = {_PAGE_BYTES};
BEGIN IMMEDIATE;
PRAGMA application_id = {APPLICATION};
PRAGMA user_version = {FORMAT};
CREATE TABLE IF NOT EXISTS light (key BLOB PRIMARY KEY, value BLOB, build INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS heavy (key BLOB PRIMARY KEY, value BLOB, build INTEGER);
CREATE TABLE IF NOT EXISTS uses (key BLOB PRIMARY KEY, build INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS records (name TEXT PRIMARY KEY, value BLOB);
CREATE TABLE IF NOT EXISTS details (
    owner TEXT, path TEXT, value BLOB, PRIMARY KEY (owner, path)
) WITHOUT ROWID;
COMMIT;
"""

BYTES_BY_AGE = """
SELECT max(value.build, coalesce(uses.build, 0)) AS age, sum(bytes)
FROM (
    SELECT key, build, length(value) AS bytes FROM light
    UNION ALL SELECT key, build, length(value) FROM heavy
) AS value
LEFT JOIN uses USING (key) GROUP BY age ORDER BY age DESC
"""
"""Asks for the last build that used a value, and how many bytes have that age; the newest first."""
FORGET = (
    "DELETE FROM uses WHERE build < ?",
    "DELETE FROM light WHERE build < ? AND key NOT IN (SELECT key FROM uses)",
    "DELETE FROM heavy WHERE build < ? AND key NOT IN (SELECT key FROM uses)",
)
"""Forgets, one after the other, what no build since a certain one has used."""
_SPARE_BYTES = 8 << 20
_LEAST_FREE = 3
"""From a third of the file on, room that is free is worth being given back."""


def oldest_that_fits(by_age: Sequence[tuple[int, int]]) -> int:
    """Return the oldest age that is kept of `by_age`, the answer to `BYTES_BY_AGE`.

    What the last build used may be there two and a half times, and a little beside it: so two
    versions of ssg, or of a setting, can be used in turn, and what others left behind goes.
    """
    room = _SPARE_BYTES
    oldest = 0
    for age, size in by_age:
        room += size * 5 // 2 if not oldest else 0
        room -= size
        if room < 0:
            break
        oldest = age
    return oldest


def size_in_bytes(database: sqlite3.Connection) -> int:
    """Return how large the file is."""
    return _number(database, "page_count") * _PAGE_BYTES


def give_back_room(database: sqlite3.Connection) -> None:
    """Make the file smaller where much of it is free. Raises sqlite3.Error."""
    if _number(database, "freelist_count") * _LEAST_FREE > _number(database, "page_count"):
        database.execute("VACUUM")


def _number(database: sqlite3.Connection, pragma: str) -> int:
    (number,) = database.execute(f"PRAGMA {pragma}").fetchone()
    return int(number)


def connect(file: Path | str, patience_seconds: float) -> sqlite3.Connection:
    """Open a file that may be none yet, ready to be worked with. Raises sqlite3.Error."""
    # A rollback journal, not WAL: WAL needs shared memory, which network folders do not have, and
    # writes everything twice, while appended pages need no journal at all.
    database = sqlite3.connect(
        file, timeout=patience_seconds, isolation_level=None, check_same_thread=False
    )
    try:
        database.execute("PRAGMA synchronous = NORMAL")
        database.execute("PRAGMA cache_size = -65536")
    except sqlite3.Error:
        database.close()
        raise
    return database


def in_memory() -> sqlite3.Connection:
    """Return an empty cache that is forgotten when it is closed."""
    database = connect(":memory:", 0)
    database.executescript(SCHEMA)
    return database


def identity(database: sqlite3.Connection) -> tuple[int, int, int]:
    """Return who wrote the file, in which version, and how many tables it holds."""
    try:
        database.execute("BEGIN")  # All three answers are about one moment.
        (tables,) = database.execute("SELECT count(*) FROM sqlite_master").fetchone()
        (application,) = database.execute("PRAGMA application_id").fetchone()
        (version,) = database.execute("PRAGMA user_version").fetchone()
        database.execute("COMMIT")
    except sqlite3.Error:
        database.close()
        raise
    return application, version, tables
