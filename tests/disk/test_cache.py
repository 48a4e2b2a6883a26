"""The cache: it gives back what it got, and no damage to it is more than a loss of time."""

import contextlib
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from ssg.disk.cache.store import KEPT_BUILDS, Cache, ForgottenError, open_cache, record_of_folder
from ssg.model.digest import Digest, digest_of

KEY = digest_of("key")
OTHER = digest_of("other")


def read_light(folder: Path, *keys: Digest) -> dict[Digest, bytes]:
    with Cache(folder) as cache:
        return dict(cache.read_light(keys))


def test_values_come_back(tmp_path: Path) -> None:
    with Cache(tmp_path) as cache:
        cache.write([(KEY, b"light")], [(KEY, b"heavy"), (OTHER, b"")])
        cache.put_record("name", b"record")

    with Cache(tmp_path) as cache:
        assert cache.read_light([KEY, OTHER]) == {KEY: b"light"}
        assert cache.read_heavy([KEY, OTHER]) == {KEY: b"heavy", OTHER: b""}
        assert cache.get_record("name") == b"record"
        assert cache.get_record("another") is None
        assert cache.notes == []


def test_more_keys_than_a_query_takes_are_found(tmp_path: Path) -> None:
    values = [(digest_of(number), str(number).encode()) for number in range(40_000)]
    with Cache(tmp_path) as cache:
        cache.write(values, [])

        assert cache.read_light([key for key, _ in values]) == dict(values)


def test_the_folder_is_marked_for_git_and_backups(tmp_path: Path) -> None:
    open_cache(tmp_path).close()

    assert (tmp_path / ".ssg-cache/.gitignore").read_text().endswith("*\n")
    assert (tmp_path / ".ssg-cache/CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28")


@pytest.mark.parametrize(
    "content", [b"", b"no database at all" * 100, b"SQLite format 3\0" + b"x" * 999]
)
def test_a_file_that_is_no_database_is_replaced(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "cache.sqlite").write_bytes(content)

    with Cache(tmp_path) as cache:
        assert cache.read_light([KEY]) == {}
        cache.write([(KEY, b"light")], [])
        assert bool(cache.notes) == bool(content)

    assert read_light(tmp_path, KEY) == {KEY: b"light"}


@pytest.mark.parametrize(
    ("pragma", "why"),
    [("user_version = 999", "another version"), ("application_id = 7", "not written by ssg")],
)
def test_a_foreign_or_newer_database_is_replaced(tmp_path: Path, pragma: str, why: str) -> None:
    with Cache(tmp_path) as cache:
        cache.write([(KEY, b"light")], [])
    database = sqlite3.connect(tmp_path / "cache.sqlite")
    database.execute(f"PRAGMA {pragma}")
    database.close()

    with Cache(tmp_path) as cache:
        assert cache.read_light([KEY]) == {}
        assert why in cache.notes[0]


@pytest.mark.parametrize("start", range(0, 40_000, 1_511))
def test_damage_anywhere_is_a_loss_and_never_a_wrong_value(tmp_path: Path, start: int) -> None:
    values = {digest_of(number): str(number).encode() * 300 for number in range(60)}
    with Cache(tmp_path) as cache:
        cache.write(values.items(), values.items())
    file = tmp_path / "cache.sqlite"
    content = bytearray(file.read_bytes())
    for place in range(start, len(content), 4_096):  # Somewhere in each page of the file.
        content[place] ^= 0xFF
    file.write_bytes(content)

    with Cache(tmp_path) as cache:
        assert cache.read_light(list(values)).items() <= values.items()
        with contextlib.suppress(ForgottenError):
            assert cache.read_heavy(list(values)) == values
        cache.write([(KEY, b"new")], [])
        cache.end_build([])
        cache.get_record("name")


def test_a_folder_that_cannot_be_made_is_a_note(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    with Cache(tmp_path / "file") as cache:
        cache.write([(KEY, b"light")], [])
        assert cache.read_light([KEY]) == {KEY: b"light"}
        assert "nothing can be remembered" in cache.notes[0]


def test_two_processes_may_write_at_once(tmp_path: Path) -> None:
    script = (
        "import pathlib, sys; from ssg.disk.cache.store import Cache\n"
        "with Cache(pathlib.Path(sys.argv[1])) as cache:\n"
        "    for n in range(10): cache.write([((sys.argv[2] + str(n)).encode(), b'v')], [])\n"
        "    sys.exit(str(cache.notes) if cache.notes else 0)"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", script, str(tmp_path), name]) for name in "abcdef"
    ]

    assert [process.wait() for process in running] == [0] * 6
    keys = [Digest(f"{name}{number}".encode()) for name in "abcdef" for number in range(10)]
    assert len(read_light(tmp_path, *keys)) == 60


def test_what_builds_no_longer_use_is_forgotten(tmp_path: Path) -> None:
    with Cache(tmp_path) as cache:
        used, heavy, unused = digest_of("used"), digest_of("heavy"), digest_of("unused")
        cache.write([(used, b""), (unused, b"")], [(heavy, b""), (unused, b"")])
    for number in range(KEPT_BUILDS + 10):
        with Cache(tmp_path) as cache:
            cache.read_light([used])
            cache.write([(digest_of("new", number), b"")], [])
            cache.end_build([heavy])

    with Cache(tmp_path) as cache:
        assert cache.read_light([used, unused]).keys() == {used}
        assert cache.read_heavy([heavy]).keys() == {heavy}
        with pytest.raises(ForgottenError):
            cache.read_heavy([unused])


MEGABYTE = 1 << 20


def build_with(folder: Path, *names: str) -> None:
    """Do what a build does that needs four megabytes for each of `names`."""
    keys = [digest_of(name, number) for name in names for number in range(4)]
    with Cache(folder) as cache:
        known = cache.read_light(keys)
        cache.write([(key, bytes(MEGABYTE)) for key in keys if key not in known], [])
        cache.end_build([])


def test_what_many_versions_leave_behind_is_bounded(tmp_path: Path) -> None:
    for number in range(12):
        build_with(tmp_path, f"version {number}")
        assert (tmp_path / "cache.sqlite").stat().st_size < 40 * MEGABYTE
    assert len(read_light(tmp_path, *(digest_of("version 11", n) for n in range(4)))) == 4
    assert read_light(tmp_path, digest_of("version 1", 0)) == {}


def test_two_versions_can_be_used_in_turn(tmp_path: Path) -> None:
    for _ in range(5):
        build_with(tmp_path, "one", "essay")
        build_with(tmp_path, "other", "essay")
    assert len(read_light(tmp_path, *(digest_of(name, 0) for name in ("one", "other")))) == 2


def test_room_that_is_free_is_given_back(tmp_path: Path) -> None:
    build_with(tmp_path, *"abcdefgh")
    for number in range(KEPT_BUILDS + 8):
        build_with(tmp_path, "a")
        with Cache(tmp_path) as cache:
            cache.write([(digest_of("edit", number), b"")], [])
            cache.end_build([])
    assert (tmp_path / "cache.sqlite").stat().st_size < 20 * MEGABYTE


def test_of_many_output_folders_the_last_are_remembered(tmp_path: Path) -> None:
    with Cache(tmp_path) as cache:
        for number in range(20):
            name = f"/tmp/output {number % 19}"  # noqa: S108 - a name alone
            cache.put_details(name, {"index.html": b"why"}, {"index.html"})
            cache.put_record(record_of_folder(name), b"what")
        assert cache.get_detail("/tmp/output 0", "index.html") == b"why"  # noqa: S108
        assert cache.get_detail("/tmp/output 5", "index.html") is None  # noqa: S108
        assert cache.get_record(record_of_folder("/tmp/output 5")) is None  # noqa: S108


SWEEP_ON = """
import os, pathlib, sys
from ssg.disk.cache.store import Cache
for number in range(1000):
    with Cache(pathlib.Path(sys.argv[1])) as cache:
        cache.write([(b"%016d" % n, os.urandom(400_000)) for n in range(number, number + 4)], [])
        print(number, flush=True)
        cache.end_build([])
"""


@pytest.mark.parametrize("after", [1, 7, 12])
def test_a_build_that_is_killed_while_it_sweeps_damages_nothing(tmp_path: Path, after: int) -> None:
    command = [sys.executable, "-c", SWEEP_ON, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as killed:
        assert killed.stdout is not None
        for _ in range(after):
            killed.stdout.readline()
        killed.kill()

    with Cache(tmp_path) as cache:
        keys = [Digest(b"%016d" % number) for number in range(after + 3)]
        assert cache.read_light(keys)
        assert cache.notes == []


def test_a_build_that_remembers_nothing_new_writes_nothing(tmp_path: Path) -> None:
    with Cache(tmp_path) as cache:
        cache.write([(KEY, b"")], [])
        cache.end_build([])
    before = (tmp_path / "cache.sqlite").stat().st_mtime_ns

    with Cache(tmp_path) as cache:
        cache.read_light([KEY])
        cache.end_build([])

    assert (tmp_path / "cache.sqlite").stat().st_mtime_ns == before


def test_what_cannot_be_saved_is_remembered_until_the_end(tmp_path: Path) -> None:
    with Cache(tmp_path, patience_seconds=0) as cache:
        blocking = sqlite3.connect(tmp_path / "cache.sqlite")
        blocking.execute("BEGIN IMMEDIATE")
        cache.write([(KEY, b"light")], [(OTHER, b"heavy")])

        assert cache.read_light([KEY]) == {KEY: b"light"}
        assert cache.read_heavy([OTHER]) == {OTHER: b"heavy"}
        assert "could not be written" in cache.notes[-1]
        blocking.rollback()
        blocking.close()

    assert read_light(tmp_path, KEY) == {}


def test_a_lost_heavy_value_makes_the_light_ones_forgotten_too(tmp_path: Path) -> None:
    with Cache(tmp_path) as cache:
        cache.write([(KEY, b"light")], [])

        with pytest.raises(ForgottenError):
            cache.read_heavy([OTHER])

        assert cache.read_light([KEY]) == {}


def test_a_value_of_two_kilobytes_takes_hardly_more_room_than_that(tmp_path: Path) -> None:
    values = [(digest_of(number), bytes(2_000)) for number in range(2_000)]
    with Cache(tmp_path) as cache:
        cache.write(values, [])

    assert (tmp_path / "cache.sqlite").stat().st_size < 1.5 * 2_000 * 2_000
